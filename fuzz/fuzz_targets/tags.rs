//! Tags, fingerprint and picture of any bytes, under a name that chooses the reader.
//!
//! A panic inside a tag reader is caught by Segue and costs that file only; the fuzzer sees it all the same.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

const EXTENSIONS: [&str; 8] = ["mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff", "aac"];

static FOLDER: LazyLock<std::path::PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("segue-fuzz-tags-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    folder
});

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let path = FOLDER.join(format!("fuzzed.{}", EXTENSIONS[usize::from(kind) % EXTENSIONS.len()]));
    std::fs::write(&path, bytes).expect("a temporary file");
    let _ = segue::library::tags::read(&path);
    let _ = segue::library::tags::art(&path);
});
