//! A whole file of any bytes decoded to its end.

#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use segue::audio::decoder::{Decoder, Input};

static PATH: LazyLock<std::path::PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("segue-fuzz-decoding-{}", std::process::id())));

fuzz_target!(|bytes: &[u8]| {
    std::fs::write(&*PATH, bytes).expect("a temporary file");
    let Ok(mut decoder) = Decoder::open(Input::File(PATH.clone()), Duration::ZERO) else { return };
    loop {
        match decoder.next() {
            Ok(Some(_)) => {}
            Err(error) if error.is_skippable() => {}
            Ok(None) | Err(_) => return,
        }
    }
});
