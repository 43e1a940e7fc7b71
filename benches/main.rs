//! `cargo bench`: what the sound path costs, and how long a listener waits. See each module for its units.
//!
//! One program for all benchmarks: each extra one links everything again. `cargo bench WORD` runs those whose name
//! has the word in it.

mod decode;
#[path = "../tests/lab/mod.rs"]
mod lab;
mod library;
mod player;
mod sound_path;

fn main() {
    divan::main();
    // Cargo says `--bench` when it is meant, and not in `cargo test --benches`.
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["--bench"] || arguments.iter().any(|word| word == "player") {
        player::tables();
    }
    if arguments == ["--bench"] || arguments.iter().any(|word| word == "library") {
        library::tables();
    }
}
