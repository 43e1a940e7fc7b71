use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use lofty::config::WriteOptions;
use lofty::file::TaggedFileExt;
use lofty::picture::{MimeType, Picture as TagPicture, PictureType};
use lofty::tag::{Tag, TagExt};
use tempfile::TempDir;

use super::*;
use crate::library::testing;

const RED: [u8; 3] = [210, 30, 40];
const BLUE: [u8; 3] = [30, 60, 200];

fn bytes(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.into().write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// The left third is of another colour, and so is the right one.
fn wide(width: u32, height: u32, middle: [u8; 3]) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x * 3 < width || x * 3 > width * 2 { Rgb(BLUE) } else { Rgb(middle) })
}

fn plain(side: u32, colour: [u8; 3]) -> RgbImage {
    RgbImage::from_pixel(side, side, Rgb(colour))
}

fn embed(path: &Path, picture: &[u8]) {
    let mut file = lofty::read_from_path(path).unwrap();
    let kind = file.primary_tag_type();
    let mut tag = file.remove(kind).unwrap_or_else(|| Tag::new(kind));
    let picture = TagPicture::unchecked(picture.to_vec()).pic_type(PictureType::CoverFront).mime_type(MimeType::Png);
    tag.push_picture(picture.build());
    tag.save_to_path(path, WriteOptions::default()).unwrap();
}

struct Shelf {
    folder: TempDir,
    covers: Covers,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let covers = Covers::new(folder.path().join("cache"));
        Self { folder, covers }
    }

    fn again(&self) -> Covers {
        Covers::new(self.folder.path().join("cache"))
    }

    fn track(&self, name: &str) -> PathBuf {
        testing::file(self.folder.path(), name, 1)
    }

    /// An album of a track with this picture beside it.
    fn album(&self, name: &str, file: &str, picture: &[u8]) -> PathBuf {
        let track = self.track(&format!("{name}/1.mp3"));
        std::fs::write(track.with_file_name(file), picture).unwrap();
        track
    }

    fn kept(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder.path().join("cache/covers")).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        paths
    }
}

fn pixel(thumb: &Thumb, x: u32, y: u32) -> [u8; 3] {
    let at = ((y * thumb.width + x) * 4) as usize;
    assert_eq!(thumb.rgba[at + 3], 255);
    [thumb.rgba[at], thumb.rgba[at + 1], thumb.rgba[at + 2]]
}

fn is_near(found: [u8; 3], wanted: [u8; 3]) -> bool {
    found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 10)
}

/// The first is as it was decoded, later ones are from a JPEG.
fn is_alike(a: &Thumb, b: &Thumb) -> bool {
    let is_near = |(a, b): (&u8, &u8)| a.abs_diff(*b) < 30;
    (a.width, a.height, a.accent) == (b.width, b.height, b.accent) && a.rgba.iter().zip(&b.rgba).all(is_near)
}

#[test]
fn the_middle_is_cut_out_scaled_and_has_its_colour() {
    let shelf = Shelf::new();
    for (format, file) in [
        (ImageFormat::Png, "cover.png"),
        (ImageFormat::Jpeg, "folder.jpg"),
        (ImageFormat::WebP, "Front.WebP"),
        (ImageFormat::Bmp, "cover.jpg"),
        (ImageFormat::Gif, "cover.png"),
    ] {
        let track = shelf.album(&format!("{format:?}"), file, &bytes(wide(900, 300, RED), format));
        for (size, side) in [(Size::Small, 96), (Size::Medium, 256), (Size::Large, 300)] {
            let thumb = shelf.covers.thumb(&track, size).unwrap();
            assert_eq!((thumb.width, thumb.height, thumb.rgba.len()), (side, side, (side * side * 4) as usize));
            for (x, y) in [(3, 3), (side - 4, 3), (side / 2, side / 2), (3, side - 4)] {
                assert!(is_near(pixel(&thumb, x, y), RED), "{format:?} {size:?}: {:?}", pixel(&thumb, x, y));
            }
            assert!(is_near(thumb.accent, RED), "{:?}", thumb.accent);
            assert!(is_alike(&shelf.again().thumb(&track, size).unwrap(), &thumb), "it is the same from the disk");
        }
    }
}

#[test]
fn what_can_be_seen_through_is_on_white() {
    let shelf = Shelf::new();
    let half = RgbaImage::from_fn(200, 200, |x, _| if x < 100 { Rgba([0, 0, 0, 0]) } else { Rgba([0, 0, 255, 255]) });
    let track = shelf.album("a", "cover.png", &bytes(half, ImageFormat::Png));
    let thumb = shelf.covers.thumb(&track, Size::Small).unwrap();
    assert!(is_near(pixel(&thumb, 10, 50), [255; 3]) && is_near(pixel(&thumb, 85, 50), [0, 0, 255]));
}

#[test]
fn tracks_of_an_album_share_their_files() {
    let shelf = Shelf::new();
    let picture = bytes(plain(400, RED), ImageFormat::Png);
    for number in 1..=3 {
        let track = shelf.track(&format!("a/{number}.flac"));
        embed(&track, &picture);
        assert!(shelf.covers.thumb(&track, Size::Small).is_some());
    }
    assert_eq!(shelf.kept().len(), 2, "small and medium: {:?}", shelf.kept());
}

#[test]
fn the_second_time_the_music_is_not_opened() {
    let shelf = Shelf::new();
    let track = shelf.track("a/1.flac");
    embed(&track, &bytes(plain(400, RED), ImageFormat::Png));
    shelf.covers.thumb(&track, Size::Medium).unwrap();
    let thumb = shelf.covers.thumb(&track, Size::Medium).unwrap();
    // The same stamps, but nothing in it any more.
    let (file, folder) = (std::fs::metadata(&track).unwrap(), std::fs::metadata(track.parent().unwrap()).unwrap());
    let opened = std::fs::File::options().write(true).open(&track).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&opened, &vec![0; file.len() as usize], 0).unwrap();
    opened.set_modified(file.modified().unwrap()).unwrap();
    std::fs::File::open(track.parent().unwrap()).unwrap().set_modified(folder.modified().unwrap()).unwrap();
    assert_eq!(shelf.covers.thumb(&track, Size::Medium), Some(thumb.clone()));
    assert_eq!(shelf.again().thumb(&track, Size::Medium), Some(thumb.clone()), "nor after a restart");
    opened.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(shelf.again().thumb(&track, Size::Medium), None, "it is another file now");
    // A disk that is away has its pictures all the same.
    let other = shelf.album("b", "cover.png", &bytes(plain(300, BLUE), ImageFormat::Png));
    shelf.covers.thumb(&other, Size::Small).unwrap();
    let blue = shelf.covers.thumb(&other, Size::Small);
    std::fs::remove_dir_all(other.parent().unwrap()).unwrap();
    assert!(blue.is_some() && shelf.again().thumb(&other, Size::Small) == blue);
}

#[test]
fn none_is_remembered_until_a_picture_comes() {
    let shelf = Shelf::new();
    let track = shelf.track("a/1.mp3");
    assert_eq!(shelf.covers.thumb(&track, Size::Small), None);
    assert_eq!(shelf.covers.known.get(&Look::at(&track)), Some(None));
    assert_eq!(shelf.again().known.get(&Look::at(&track)), Some(None));
    std::fs::write(track.with_file_name("cover.png"), bytes(plain(300, BLUE), ImageFormat::Png)).unwrap();
    let folder = std::fs::File::open(track.parent().unwrap()).unwrap();
    folder.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    assert!(is_near(shelf.again().thumb(&track, Size::Small).unwrap().accent, BLUE));
    assert_eq!(shelf.covers.thumb(Path::new("/nowhere/1.mp3"), Size::Small), None);
}

#[test]
fn what_is_broken_or_huge_is_none() {
    let shelf = Shelf::new();
    let good = bytes(plain(300, RED), ImageFormat::Png);
    let mut claims = good.clone();
    // What a header says of its size, with a checksum that fits.
    claims[16..24].copy_from_slice(&[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]);
    let sum = crc(&claims[12..29]);
    claims[29..33].copy_from_slice(&sum.to_be_bytes());
    let large = bytes(image::GrayImage::new(7_000, 7_000), ImageFormat::Png);
    let mut jpeg = bytes(plain(300, RED), ImageFormat::Jpeg);
    jpeg.truncate(200);
    for (name, picture) in [
        ("cut", &good[..good.len() / 2]),
        ("20,000 x 20,000", &claims[..]),
        ("49 million pixels", &large[..]),
        ("a header alone", &[0x89, b'P', b'N', b'G'][..]),
        ("a torn JPEG", &jpeg[..]),
        ("nonsense", &[0xFF, 0xD8, 0xFF, 1, 2, 3][..]),
    ] {
        let track = shelf.album(name, "cover.png", picture);
        for size in [Size::Small, Size::Large] {
            assert_eq!(shelf.covers.thumb(&track, size), None, "{name}");
        }
        assert_eq!(shelf.covers.file(&track), None, "{name}");
    }
    assert!(shelf.kept().is_empty());
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[test]
fn a_damaged_cache_is_made_anew() {
    let shelf = Shelf::new();
    let track = shelf.album("a", "cover.png", &bytes(wide(900, 300, RED), ImageFormat::Png));
    let thumb = shelf.covers.thumb(&track, Size::Medium).unwrap();
    for path in shelf.kept() {
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        std::fs::write(&path, bytes).unwrap();
    }
    let is_whole = |covers: &Covers| is_alike(&covers.thumb(&track, Size::Medium).unwrap(), &thumb);
    assert!(is_whole(&shelf.covers) && is_whole(&shelf.covers));
    let known = shelf.folder.path().join("cache/covers.known");
    let whole = std::fs::read(&known).unwrap();
    for torn in [&whole[..whole.len() - 5], &[&[9; 40][..], &whole].concat(), &[]] {
        std::fs::write(&known, torn).unwrap();
        assert!(is_whole(&shelf.again()));
        assert_eq!(std::fs::read(&known).unwrap(), whole, "it is whole again");
    }
}

#[test]
fn without_a_disk_to_keep_them_pictures_are_made_each_time() {
    let shelf = Shelf::new();
    let track = shelf.album("a", "cover.png", &bytes(plain(300, RED), ImageFormat::Png));
    let covers = Covers::new("/dev/null/cache".into());
    for _ in 0..2 {
        assert!(covers.thumb(&track, Size::Large).is_some_and(|thumb| thumb.width == 300));
        assert_eq!(covers.file(&track), None);
    }
}

#[test]
fn other_programs_get_a_file() {
    let shelf = Shelf::new();
    let track = shelf.album("a", "cover.png", &bytes(plain(1_000, RED), ImageFormat::Png));
    let path = shelf.covers.file(&track).unwrap();
    let image = image::open(&path).unwrap();
    assert_eq!((image.width(), image.height(), path.extension().unwrap().to_str()), (768, 768, Some("jpg")));
    assert!(is_near(image.to_rgb8().get_pixel(400, 400).0, RED));
    std::fs::remove_file(&path).unwrap();
    assert_eq!(shelf.again().file(&track), Some(path.clone()), "it is made anew");
    assert!(path.exists());
}

/// What a grid waits for: `cargo test --release --lib -- --ignored --nocapture pictures_are_there`.
#[test]
#[ignore = "a measurement, not a check"]
fn pictures_are_there_soon() {
    let shelf = Shelf::new();
    let mut random = fastrand::Rng::with_seed(1);
    let mut noise = RgbImage::from_fn(40, 40, |_, _| Rgb([random.u8(..), random.u8(..), random.u8(..)]));
    noise = image::imageops::resize(&noise, 1_500, 1_500, image::imageops::FilterType::CatmullRom);
    let track = shelf.album("a", "cover.jpg", &bytes(noise, ImageFormat::Jpeg));
    let clock = crate::clock::Clock::real();
    for size in [Size::Small, Size::Medium, Size::Large, Size::Small, Size::Medium, Size::Large] {
        let before = clock.now();
        let thumb = shelf.covers.thumb(&track, size).unwrap();
        let first = clock.now() - before;
        let mut best = first;
        for _ in 0..20 {
            let before = clock.now();
            drop(shelf.covers.thumb(&track, size));
            best = best.min(clock.now() - before);
        }
        println!(
            "{size:?} {}: first {:.2} ms, then {:.2} ms",
            thumb.width,
            first.as_secs_f64() * 1e3,
            best.as_secs_f64() * 1e3
        );
    }
    for path in shelf.kept() {
        println!("{} bytes", std::fs::metadata(path).unwrap().len());
    }
}
