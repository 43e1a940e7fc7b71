//! One colour that stands for a picture: of the colours that are much of it, the most colourful.
//!
//! The pixels are grouped by k-means in Oklab, where equal distances look equally different
//! (Björn Ottosson, 2020: <https://bottosson.github.io/posts/oklab/>).

/// Colours that a picture is taken apart into.
const GROUPS: usize = 6;
const ROUNDS: usize = 8;
/// A grey that is all of the picture wins over a colour that is nearly nothing of it.
const GREY: f32 = 0.015;
/// Less than this share of a picture does not stand for it.
const LEAST: f32 = 0.02;

type Lab = [f32; 3];

/// The colour in sRGB; a grey for what has no pixels.
pub(super) fn accent(rgb: &[u8]) -> [u8; 3] {
    let pixels: Vec<Lab> = rgb.as_chunks::<3>().0.iter().map(|pixel| lab(*pixel)).collect();
    let groups = grouped(&pixels);
    let share = |count: usize| count as f32 / pixels.len() as f32;
    let worth = |(colour, count): &(Lab, usize)| share(*count).sqrt() * (colour[1].hypot(colour[2]) + GREY);
    let large = groups.iter().filter(|(_, count)| share(*count) >= LEAST);
    let best = large.max_by(|a, b| worth(a).total_cmp(&worth(b)));
    best.map_or([128; 3], |(colour, _)| srgb(*colour))
}

/// Means of groups of like colours, and how many pixels are in each.
fn grouped(pixels: &[Lab]) -> Vec<(Lab, usize)> {
    let mut centres = spread(pixels);
    let mut groups = Vec::new();
    for _ in 0..ROUNDS {
        let mut sums = vec![([0.0; 3], 0); centres.len()];
        for pixel in pixels {
            let (sum, count) = &mut sums[nearest(&centres, pixel).0];
            (0..3).for_each(|axis| sum[axis] += pixel[axis]);
            *count += 1;
        }
        sums.retain(|(_, count)| *count > 0);
        groups = sums.into_iter().map(|(sum, count)| (sum.map(|axis| axis / count as f32), count)).collect();
        centres = groups.iter().map(|(mean, _)| *mean).collect();
    }
    groups
}

/// Colours to begin with: each as far from the others as there is one.
fn spread(pixels: &[Lab]) -> Vec<Lab> {
    let mut centres: Vec<Lab> = pixels.first().copied().into_iter().collect();
    while centres.len() < GROUPS {
        let far = |pixel: &&Lab| nearest(&centres, pixel).1;
        match pixels.iter().max_by(|a, b| far(a).total_cmp(&far(b))) {
            Some(pixel) if far(&pixel) > 0.0 => centres.push(*pixel),
            _ => break,
        }
    }
    centres
}

/// Which of the centres, and the square of its distance.
fn nearest(centres: &[Lab], pixel: &Lab) -> (usize, f32) {
    let distance = |centre: &Lab| (0..3).map(|axis| (centre[axis] - pixel[axis]).powi(2)).sum::<f32>();
    let distances = centres.iter().map(distance).enumerate();
    distances.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, f32::MAX))
}

fn lab(rgb: [u8; 3]) -> Lab {
    let linear = |channel: u8| {
        let channel = f32::from(channel) / 255.0;
        if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = rgb.map(linear);
    let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
    let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
    let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
    [
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

fn srgb([lightness, a, b]: Lab) -> [u8; 3] {
    let l = (lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let m = (lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
    let s = (lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    let linear = [
        4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
        -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
        -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
    ];
    linear.map(|channel: f32| {
        let curved = if channel <= 0.003_130_8 { channel * 12.92 } else { 1.055 * channel.powf(1.0 / 2.4) - 0.055 };
        (curved * 255.0).round().clamp(0.0, 255.0) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(parts: &[([u8; 3], usize)]) -> Vec<u8> {
        parts.iter().flat_map(|(colour, count)| colour.repeat(*count)).collect()
    }

    fn is_near(found: [u8; 3], wanted: [u8; 3]) -> bool {
        found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 6)
    }

    #[test]
    fn colours_come_back_from_oklab() {
        for colour in [[0, 0, 0], [255, 255, 255], [200, 30, 30], [12, 200, 99], [1, 2, 250], [128, 128, 128]] {
            assert!(is_near(srgb(lab(colour)), colour), "{colour:?}: {:?}", srgb(lab(colour)));
        }
        let white = lab([255; 3]);
        assert!((white[0] - 1.0).abs() < 1e-3 && white[1].abs() < 1e-3 && white[2].abs() < 1e-3, "{white:?}");
    }

    #[test]
    fn a_colour_wins_over_much_grey_but_a_speck_does_not() {
        let (dark, red, blue) = ([20, 20, 22], [200, 30, 30], [30, 60, 210]);
        assert!(is_near(accent(&picture(&[(dark, 800), (red, 200)])), red));
        assert!(is_near(accent(&picture(&[([250; 3], 700), (blue, 200), ([150; 3], 100)])), blue));
        assert!(is_near(accent(&picture(&[(blue, 700), (red, 295), ([0, 255, 0], 5)])), blue));
        assert!(is_near(accent(&picture(&[([90; 3], 995), (red, 5)])), [90; 3]));
    }

    #[test]
    fn like_colours_are_one() {
        let shades: Vec<u8> = (0..1000).flat_map(|n| [180 + (n % 20) as u8, 90, 40 + (n % 7) as u8]).collect();
        let found = accent(&shades);
        assert!((180..200).contains(&found[0]) && found[1].abs_diff(90) < 4, "{found:?}");
        assert_eq!(accent(&[]), [128; 3]);
        assert!(is_near(accent(&[5, 6, 7]), [5, 6, 7]));
    }
}
