use std::process::Command;

use super::*;
use crate::clock::Clock;

/// A tone of these levels, each for so many seconds.
fn music(folder: &Path, name: &str, parts: &[(f32, f32)]) -> PathBuf {
    let path = folder.join(name);
    let length: f32 = parts.iter().map(|(_, seconds)| seconds).sum();
    // The earliest part is the outermost condition.
    let (mut level, mut end) = (String::from("0"), length);
    for (loud, seconds) in parts.iter().rev() {
        level = format!("if(lt(t\\,{end})\\,{loud}\\,{level})");
        end -= seconds;
    }
    let sound = format!("aevalsrc=({level})*sin(2*PI*997*t):s=44100:d={length}");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", &sound, "-ac", "2"]).arg(&path);
    assert!(ffmpeg.status().expect("ffmpeg is needed for these tests").success());
    path
}

fn go() -> AtomicBool {
    AtomicBool::new(false)
}

#[test]
fn loud_and_quiet_are_where_they_are_heard() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.wav", "a.flac", "a.mp3", "a.opus", "a.m4a"] {
        let path = music(folder.path(), name, &[(0.1, 2.0), (0.8, 1.0), (0.0, 1.0)]);
        let shape = decode(&path, &go()).unwrap();
        assert_eq!(shape.len(), COLUMNS);
        let quiet = ((0.1_f32 / 0.8).powf(CURVE) * 255.0) as i32;
        for (at, wanted) in
            [(20, quiet), (150, quiet), (280, quiet), (320, 255), (375, 255), (430, 255), (470, 0), (580, 0)]
        {
            assert!((i32::from(shape[at]) - wanted).abs() <= 12, "{name} at {at}: {}, not {wanted}", shape[at]);
        }
    }
}

#[test]
fn the_second_time_it_is_not_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let path = music(folder.path(), "a.wav", &[(0.5, 1.0)]);
    let waveforms = Waveforms::new(folder.path().join("cache"));
    let shape = waveforms.waveform(&path, &go()).unwrap();
    // A cancelled one could not be decoded any more.
    let stopped = AtomicBool::new(true);
    assert_eq!(waveforms.waveform(&path, &stopped), Some(shape.clone()));
    assert_eq!(Waveforms::new(folder.path().join("cache")).waveform(&path, &stopped), Some(shape));
    for entry in std::fs::read_dir(folder.path().join("cache/waveforms")).unwrap() {
        std::fs::write(entry.unwrap().path(), b"junk").unwrap();
    }
    assert_eq!(waveforms.waveform(&path, &stopped), None, "what is damaged is decoded anew");
    assert!(waveforms.waveform(&path, &go()).is_some());
    let nowhere = Waveforms::new("/dev/null/x".into());
    assert!(nowhere.waveform(&path, &go()).is_some() && nowhere.waveform(&path, &stopped).is_none());
}

#[test]
fn what_is_no_music_has_no_shape_and_what_is_cut_short_has_what_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let waveforms = Waveforms::new(folder.path().join("cache"));
    let about = |name: &str| waveforms.waveform(&folder.path().join(name), &go());
    std::fs::write(folder.path().join("page.mp3"), "<html></html>".repeat(99)).unwrap();
    std::fs::create_dir(folder.path().join("folder.mp3")).unwrap();
    for name in ["page.mp3", "folder.mp3", "none.mp3"] {
        assert_eq!(about(name), None, "{name}");
    }
    let whole = std::fs::read(music(folder.path(), "a.flac", &[(0.5, 4.0)])).unwrap();
    std::fs::write(folder.path().join("a.flac"), &whole[..whole.len() / 2]).unwrap();
    let half = about("a.flac").unwrap();
    assert!(half[50] > 200 && half[250] > 200 && half[400] == 0 && half[590] == 0, "{half:?}");
}

#[test]
fn silence_is_flat_and_short_sounds_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    let silent = decode(&music(folder.path(), "s.wav", &[(0.0, 1.0)]), &go()).unwrap();
    assert!(silent.iter().all(|column| *column == 0));
    let short = decode(&music(folder.path(), "t.wav", &[(0.5, 0.02)]), &go()).unwrap();
    assert!(short.iter().all(|column| *column > 100), "{short:?}");
}

#[test]
fn a_long_file_takes_no_more_memory() {
    let mut shape = Shape::default();
    let samples: Vec<f32> = (0..4_410).map(|n| if n % 2 == 0 { 0.5 } else { -0.5 }).collect();
    for _ in 0..3_000 {
        shape.take(&Block { samples: &samples, rate: 44_100 });
    }
    assert!(shape.cells.len() <= CELLS && shape.cells.capacity() <= CELLS * 2, "{}", shape.cells.len());
    assert_eq!(shape.cells.iter().map(|cell| u64::from(cell.samples)).sum::<u64>(), 4_410 * 3_000);
    assert!((shape.seconds - 150.0).abs() < 0.01);
    let columns = shape.columns(None).unwrap();
    assert!(columns.iter().all(|column| *column > 250), "{columns:?}");
    let half = shape.columns(Some(Duration::from_secs(300))).unwrap();
    assert!(half[290] > 250 && half[310] == 0);
}

/// `cargo test --release --lib -- --ignored --nocapture a_waveform_takes`.
#[test]
#[ignore = "a measurement, not a check"]
fn a_waveform_takes_so_long() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.mp3", "a.flac", "a.opus"] {
        let path = music(folder.path(), name, &[(0.5, 240.0)]);
        let clock = Clock::real();
        decode(&path, &go()).unwrap();
        println!("four minutes of {name}: {:.0} ms", clock.now().as_secs_f64() * 1e3);
    }
}
