//! Makes a library of any size to measure with: `cargo run --release --example make-library -- 100000 [FOLDER]`.
//!
//! MP3, FLAC, Ogg Vorbis, Opus, M4A and WAV by turns, under `Artist/Album/NN Title.ext`, each 2 to 3 s long and about
//! 40 kB, with tags as people have them: several artists, discs, compilations, covers, ReplayGain, names in other
//! scripts. `ffmpeg` makes one seed a format; each file gets its own sound from it (see `vary`), so that no two files
//! have the same. The same numbers make the same files.

mod names;
mod seeds;
mod tags;
mod vary;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::thread::{available_parallelism, scope};

use names::Album;
use seeds::Seeds;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("say how many files, and where if not in ./library")?.parse()?;
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "library".into()));
    let seeds = Seeds::make()?;
    let workers = available_parallelism().map_or(1, usize::from);
    let albums = count.div_ceil(names::TRACKS);
    let failed = scope(|scope| {
        let work = |worker: usize| {
            let (seeds, folder) = (&seeds, &folder);
            let mine = move || (worker..albums).step_by(workers).try_for_each(|n| album(seeds, folder, n, count));
            scope.spawn(move || mine().err().map(|error| error.to_string()))
        };
        let workers: Vec<_> = (0..workers).map(work).collect();
        workers.into_iter().find_map(|worker| worker.join().unwrap_or_else(|_| Some("a worker died".into())))
    });
    failed.map_or(Ok(()), |why| Err(why.into()))
}

/// Writes album `n` of a library of `count` files.
fn album(seeds: &Seeds, folder: &Path, n: usize, count: usize) -> Result<(), Box<dyn Error>> {
    let album = Album::new(n);
    let place = folder.join(&album.artist).join(&album.title);
    std::fs::create_dir_all(&place)?;
    for track in 0..names::TRACKS.min(count - n * names::TRACKS) {
        let number = n * names::TRACKS + track;
        let mut random = fastrand::Rng::with_seed(number as u64);
        let (extension, seed) = seeds.of(number);
        let mut bytes = vary::vary(extension, seed, &mut random);
        let title = names::title(&mut random);
        tags::write(&mut bytes, extension, &album, track, &title, &mut random)?;
        std::fs::write(place.join(format!("{:02} {title}.{extension}", track + 1)), bytes)?;
    }
    Ok(())
}
