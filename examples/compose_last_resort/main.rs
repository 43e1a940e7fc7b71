//! Composes and synthesises the last resort: the music inside the binary, for when nothing else can play.
//!
//! ```text
//! cargo run --example compose_last_resort -- OUTDIR
//! ```
//!
//! writes one 48 kHz, 24-bit stereo WAV a piece. All chance is seeded: the same source gives the same
//! music (to the last bit where the platform's sine is the same).
//! From top to bottom: [`pieces`] are lead sheets, [`arrange`] has a small band play them, [`voices`] and
//! [`percussion`] are its instruments, [`mix`] is the room and the master. `assets/last-resort/README.md` has the rest.

mod arrange;
mod effects;
mod grooves;
mod mix;
mod percussion;
mod pieces;
mod random;
mod sheet;
mod theory;
mod voices;
mod wav;

use std::path::Path;
use std::process::ExitCode;

/// Frames a second, everywhere: Opus works at 48 kHz inside, so nothing is resampled.
const RATE: f32 = 48_000.0;

/// Left and right, full scale ±1.0.
type Frame = [f32; 2];

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("Say where the pieces should go: compose_last_resort OUTDIR");
        return ExitCode::FAILURE;
    };
    match compose_all(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn compose_all(folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|why| format!("Cannot make the folder {}: {why}.", folder.display()))?;
    for sheet in &pieces::PIECES {
        let score = arrange::arrange(sheet).map_err(|why| format!("“{}”: {why}", sheet.title))?;
        let frames = mix::perform(&score, sheet.seed)?;
        let path = folder.join(sheet.file).with_extension("wav");
        wav::write(&path, &frames).map_err(|why| format!("Cannot write {}: {why}.", path.display()))?;
        println!("{}  {:.3} s  {}", path.display(), frames.len() as f32 / RATE, sheet.title);
    }
    Ok(())
}
