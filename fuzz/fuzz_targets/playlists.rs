//! Playlists of any bytes, read as each kind.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use segue::playlist_file::{Kind, parse};

fuzz_target!(|bytes: &[u8]| {
    let _ = Kind::sniff(bytes);
    for kind in [Kind::M3u, Kind::M3u8, Kind::Pls] {
        let _ = parse(bytes, kind, Path::new("/music"));
    }
});
