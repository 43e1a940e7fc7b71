//! From a picture's bytes, whoever made them, to squares of pixels.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageReader, Limits};

/// Pictures with more pixels are not shown. A scan of a record's sleeve has a tenth of that.
const MOST_PIXELS: u64 = 40_000_000;
/// Bytes that a decoder may take: as many as so many pixels need.
const MOST_MEMORY: u64 = MOST_PIXELS * 4;
/// Pictures with more pixels are decoded one at a time, however many threads ask: each takes megabytes.
const LARGE: u64 = 4_000_000;
/// Of JPEG: 90 of 100 shows no blocks, even on plain surfaces.
const QUALITY: u8 = 90;

/// An opaque square, 3 bytes a pixel.
#[derive(Clone)]
pub(super) struct Square {
    pub side: u32,
    pub rgb: Vec<u8>,
}

/// The picture; `None` if it is broken, too large, or no picture.
pub(super) fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let decoded = || {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().ok()?;
        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 || pixels > MOST_PIXELS {
            return None;
        }
        let _one = (pixels > LARGE).then(|| ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner));
        let orientation = decoder.orientation().ok();
        let mut image = DynamicImage::from_decoder(decoder).ok()?;
        if let Some(orientation) = orientation {
            image.apply_orientation(orientation);
        }
        Some(image)
    };
    // A damaged picture may find a hole in its decoder.
    catch_unwind(AssertUnwindSafe(decoded)).ok().flatten()
}

/// The largest square in the middle, scaled down to `side`; a smaller one stays as it is. What can be seen through is
/// on white.
pub(super) fn square(image: &DynamicImage, side: u32) -> Option<Square> {
    let side = side.min(image.width()).min(image.height());
    let (pixels, kind) = match image {
        DynamicImage::ImageRgb8(rgb) => return scaled(rgb.as_raw(), image, side, PixelType::U8x3),
        _ if image.color().has_alpha() => (image.to_rgba8().into_raw(), PixelType::U8x4),
        _ => (image.to_rgb8().into_raw(), PixelType::U8x3),
    };
    scaled(&pixels, image, side, kind)
}

fn scaled(pixels: &[u8], image: &DynamicImage, side: u32, kind: PixelType) -> Option<Square> {
    let from = ImageRef::new(image.width(), image.height(), pixels, kind).ok()?;
    let mut to = Image::new(side, side, kind);
    let options = ResizeOptions::new().fit_into_destination(None);
    Resizer::new().resize(&from, &mut to, &options).ok()?;
    let pixels = to.into_vec();
    let rgb = if kind == PixelType::U8x4 { on_white(&pixels) } else { pixels };
    Some(Square { side, rgb })
}

fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mixed =
        |colour: u8, alpha: u8| ((u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255) as u8;
    rgba.as_chunks::<4>().0.iter().flat_map(|[r, g, b, a]| [r, g, b].map(|colour| mixed(*colour, *a))).collect()
}

impl Square {
    pub(super) fn to_jpeg(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        encoder.encode(&self.rgb, self.side, self.side, ExtendedColorType::Rgb8).ok()?;
        Some(bytes)
    }

    /// Of a file of the cache, which is as we have made it.
    pub(super) fn from_jpeg(bytes: &[u8]) -> Option<Self> {
        match decode(bytes)? {
            DynamicImage::ImageRgb8(image) if image.width() == image.height() => {
                Some(Self { side: image.width(), rgb: image.into_raw() })
            }
            _ => None,
        }
    }

    pub(super) fn rgba(&self) -> Vec<u8> {
        self.rgb.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect()
    }
}
