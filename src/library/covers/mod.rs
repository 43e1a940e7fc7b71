//! Pictures of records, ready to be drawn: square, small, and kept on the disk.
//!
//! Kept by what is in the picture, so that the tracks of an album share their files; and which file has which picture
//! is kept beside, so that a music file is opened only once. Everything here blocks on the disk and decodes: it is for
//! threads that may wait.

mod accent;
mod known;
mod picture;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::cache::{Cache, hash};
use super::tags::{art, read_at_most};
use known::{Known, Look, Picture};
use picture::Square;

/// Bytes that the pictures may take on the disk.
const MOST: u64 = 256 << 20;

/// How large a picture is shown: the length of its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// 96 pixels: in a list.
    Small,
    /// 256 pixels: in a grid.
    Medium,
    /// 768 pixels: alone.
    Large,
}

impl Size {
    /// In pixels. A picture that is smaller stays so.
    pub fn side(self) -> u32 {
        match self {
            Self::Small => 96,
            Self::Medium => 256,
            Self::Large => 768,
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Small => 's',
            Self::Medium => 'm',
            Self::Large => 'l',
        }
    }
}

/// A square picture.
#[derive(Clone, PartialEq)]
pub struct Thumb {
    /// In pixels; no more than the size that was asked for.
    pub width: u32,
    /// The same as the width.
    pub height: u32,
    /// 4 bytes a pixel, row by row from the top; opaque.
    pub rgba: Vec<u8>,
    /// A colour that stands for the picture, in sRGB. Nothing is said about how it can be read on anything.
    pub accent: [u8; 3],
}

impl fmt::Debug for Thumb {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { width, height, accent, .. } = self;
        write!(out, "Thumb({width} x {height}, {accent:?})")
    }
}

/// The pictures of music files. One for all threads.
pub struct Covers {
    cache: Cache,
    known: Known,
}

/// What is kept of a picture in one size.
struct Kept {
    square: Square,
    accent: [u8; 3],
}

impl Covers {
    /// The pictures are kept in this folder, in `covers` and `covers.known`. Touches no disk yet.
    pub fn new(cache_folder: PathBuf) -> Self {
        let folder = cache_folder.join("covers");
        Self { known: Known::new(cache_folder.join("covers.known")), cache: Cache::new(folder, MOST) }
    }

    /// The picture of a music file: in it, else beside it. `None` if there is none that can be shown. Takes about a
    /// millisecond if it was made before, else as long as the picture takes to be decoded.
    pub fn thumb(&self, path: &Path, size: Size) -> Option<Thumb> {
        let kept = self.kept(path, size)?;
        let side = kept.square.side;
        Some(Thumb { width: side, height: side, rgba: kept.square.rgba(), accent: kept.accent })
    }

    /// A JPEG file with the picture in [`Size::Large`], for other programs. `None` if there is no picture, or the disk
    /// does not want one.
    pub fn file(&self, path: &Path) -> Option<PathBuf> {
        let look = Look::at(path);
        let found = |picture| {
            let name = name(picture, Size::Large);
            self.cache.read(&name).map(|_| self.cache.path(&name))
        };
        let known = self.known.get(&look).flatten().and_then(found);
        known.or_else(|| {
            self.kept(path, Size::Large)?;
            found(self.known.get(&look).flatten()?)
        })
    }

    fn kept(&self, path: &Path, size: Size) -> Option<Kept> {
        let look = Look::at(path);
        if let Some(known) = self.known.get(&look) {
            // Without a picture there is nothing more to look for.
            if let Some(kept) = self.read(known?, size) {
                return Some(kept);
            }
        }
        if !look.is_there() {
            return None;
        }
        let Some(art) = art(path) else {
            // A disk that fails for a moment says nothing of what is on it.
            if is_readable(path) {
                self.known.set(&look, None);
            }
            return None;
        };
        // 0 stands for none.
        let picture = hash(&[&art.bytes]).max(1);
        let kept = self.read(picture, size).or_else(|| self.make(picture, &art.bytes, size));
        self.known.set(&look, kept.is_some().then_some(picture));
        kept
    }

    fn read(&self, picture: Picture, size: Size) -> Option<Kept> {
        let bytes = self.cache.read(&name(picture, size))?;
        let (jpeg, accent) = bytes.split_last_chunk::<3>()?;
        Some(Kept { square: Square::from_jpeg(jpeg)?, accent: *accent })
    }

    /// Decoding takes longest: so both small sizes are made while the picture is there.
    fn make(&self, picture: Picture, bytes: &[u8], size: Size) -> Option<Kept> {
        let made = || {
            let image = picture::decode(bytes)?;
            let small = picture::square(&image, Size::Small.side())?;
            let accent = accent::accent(&small.rgb);
            let mut wanted = Some(small.clone()).filter(|_| size == Size::Small);
            self.keep(picture, Size::Small, &small, accent);
            for other in
                [Size::Medium, Size::Large].into_iter().filter(|other| size == *other || *other == Size::Medium)
            {
                let square = picture::square(&image, other.side())?;
                self.keep(picture, other, &square, accent);
                if size == other {
                    wanted = Some(square);
                }
            }
            Some(Kept { square: wanted?, accent })
        };
        catch_unwind(AssertUnwindSafe(made)).ok().flatten()
    }

    /// A JPEG may have more behind its end: there is room for the colour.
    fn keep(&self, picture: Picture, size: Size, square: &Square, accent: [u8; 3]) {
        if let Some(mut bytes) = square.to_jpeg() {
            bytes.extend(accent);
            self.cache.write(&name(picture, size), &bytes);
        }
    }
}

fn is_readable(path: &Path) -> bool {
    let is_file = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    is_file && File::open(path).is_ok_and(|file| read_at_most(&file, &mut [0; 4096], 0).is_ok())
}

fn name(picture: Picture, size: Size) -> String {
    format!("{picture:016x}-{}.jpg", size.letter())
}
