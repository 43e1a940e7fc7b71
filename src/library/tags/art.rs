//! A track's picture: from its tags, else from its folder. Read only when somebody looks.

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use lofty::config::{GlobalOptions, ParseOptions, apply_global_options};
use lofty::file::TaggedFileExt;
use lofty::picture::{Picture, PictureType};
use lofty::probe::Probe;

use super::paged::Paged;

/// Larger pictures (in bytes) are not shown.
const LARGEST: usize = 32 << 20;
/// Names of a folder's picture without extension, most wanted first.
const NAMES: [&str; 5] = ["cover", "folder", "front", "album", "albumart"];
const EXTENSIONS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];
/// So many names in a folder are looked at.
const MOST_NAMES: usize = 5_000;

/// A picture as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Art {
    /// `image/jpeg`, as its first bytes say.
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

/// The picture of a music file; `None` if there is none, or none that can be read. Blocks on the disk.
pub fn art(path: &Path) -> Option<Art> {
    // A damaged file may find a hole in a reader.
    let embedded = catch_unwind(AssertUnwindSafe(|| embedded(path))).ok().flatten();
    embedded.or_else(|| beside(path)).and_then(|bytes| Some(Art { mime: mime(&bytes)?, bytes }))
}

fn embedded(path: &Path) -> Option<Vec<u8>> {
    let (file, metadata) = super::open(path).ok()?;
    apply_global_options(GlobalOptions::new().allocation_limit(LARGEST).use_custom_resolvers(false));
    let options = ParseOptions::new().read_properties(false);
    let probe = Probe::new(Paged::new(&file, metadata.len())).options(options).guess_file_type().ok()?;
    let tagged = probe.read().ok()?;
    let pictures = || tagged.tags().iter().flat_map(|tag| tag.pictures());
    let usable = |picture: &&Picture| mime(picture.data()).is_some();
    let front = pictures().filter(usable).find(|picture| picture.pic_type() == PictureType::CoverFront);
    front.or_else(|| pictures().find(usable)).map(|picture| picture.data().to_owned())
}

/// The folder's picture with the most wanted name, whatever its case.
fn beside(path: &Path) -> Option<Vec<u8>> {
    let entries = std::fs::read_dir(path.parent()?).ok()?.flatten().take(MOST_NAMES).map(|entry| entry.path());
    let best = entries.filter_map(|path| Some((rank(&path)?, path))).min()?;
    let (file, metadata) = super::open(&best.1).ok()?;
    let mut bytes = Vec::new();
    (metadata.len() <= LARGEST as u64).then_some(())?;
    File::take(file, LARGEST as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn rank(path: &Path) -> Option<usize> {
    let lower = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().to_lowercase());
    let (stem, extension) = (lower(path.file_stem())?, lower(path.extension())?);
    EXTENSIONS.contains(&extension.as_str()).then_some(())?;
    NAMES.iter().position(|name| *name == stem)
}

fn mime(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'B', b'M', ..] => Some("image/bmp"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}
