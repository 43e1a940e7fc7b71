//! Scans folders into an index and prints what it took: `cargo run --release --example scan-library -- INDEX FOLDER…`.

use std::error::Error;
use std::path::{Path, PathBuf};

use segue::clock::Clock;
use segue::library::{Library, News, Watching};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let index = arguments.next().ok_or("say where the index is, and which folders to scan")?;
    let roots: Vec<PathBuf> = arguments.map(|folder| folder.canonicalize()).collect::<Result<_, _>>()?;
    let clock = Clock::real();
    let (library, _, news) = Library::open(Path::new(&index), roots, Watching::Off)?;
    library.scan();
    while let Ok(news) = news.recv() {
        match news {
            News::Scanned(progress) => {
                let seconds = clock.now().as_secs_f64();
                println!(
                    "{seconds:.2} s, {} files, {} read, {} problems",
                    progress.seen, progress.read, progress.problems
                );
                break;
            }
            other => println!("{other:?}"),
        }
    }
    library.close()?;
    println!("{:.2} s with closing, peak {} MiB", clock.now().as_secs_f64(), peak().unwrap_or_default());
    Ok(())
}

/// The most memory that this process ever had (resident, MiB), as Linux tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}
