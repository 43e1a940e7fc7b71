//! Retagged and moved files keep their fingerprint; other sound has another.

use std::collections::HashSet;
use std::path::Path;

use lofty::tag::ItemKey;

use super::super::testing::{FORMATS, file, retag, sound};
use super::*;

fn fingerprint(path: &Path) -> Option<u64> {
    let file = File::open(path).unwrap();
    let length = file.metadata().unwrap().len();
    of(&file, length)
}

#[test]
fn it_survives_other_tags() {
    let folder = tempfile::tempdir().unwrap();
    for extension in FORMATS {
        let path = file(folder.path(), &format!("a.{extension}"), 1);
        let first = fingerprint(&path).expect(extension);
        let mut lengths = HashSet::from([path.metadata().unwrap().len()]);
        for (key, length) in [(ItemKey::TrackTitle, 10), (ItemKey::AlbumTitle, 700), (ItemKey::Comment, 70_000)] {
            retag(&path, &[(key, &"a".repeat(length))]);
            lengths.insert(path.metadata().unwrap().len());
            assert_eq!(fingerprint(&path), Some(first), "{extension}, {length} bytes more");
        }
        assert!(lengths.len() > 1, "{extension}: the tags are not in the file");
    }
}

#[test]
fn it_survives_tags_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "a.mp3", 1);
    let first = fingerprint(&path);
    let bytes = sound("mp3", 1);
    let mut ape = [0; 32];
    ape[..8].copy_from_slice(b"APETAGEX");
    ape[12..16].copy_from_slice(&40u32.to_le_bytes());
    let mut id3 = [0; 128];
    id3[..3].copy_from_slice(b"TAG");
    std::fs::write(&path, [&bytes[..], &[7; 8], &ape, &id3].concat()).unwrap();
    assert_eq!(fingerprint(&path), first);
}

#[test]
fn other_sound_has_another() {
    let folder = tempfile::tempdir().unwrap();
    let formats = FORMATS.iter().chain(&["mka", "webm", "caf", "oga"]);
    let all: Vec<u64> = formats
        .flat_map(|extension| (1..4).map(|voice| (*extension, voice)).collect::<Vec<_>>())
        .map(|(extension, voice)| fingerprint(&file(folder.path(), &format!("{voice}.{extension}"), voice)).unwrap())
        .collect();
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
}

#[test]
fn flac_without_a_digest_has_one_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.flac");
    let mut bytes = sound("flac", 1);
    bytes[4 + 4 + 18..4 + 4 + 34].fill(0);
    std::fs::write(&path, &bytes).unwrap();
    let first = fingerprint(&path).unwrap();
    retag(&path, &[(ItemKey::TrackTitle, "b")]);
    assert_eq!(fingerprint(&path), Some(first));
}

#[test]
fn too_little_sound_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mp3");
    for bytes in [&b""[..], b"ID3", &[1, 2, 3].repeat(50), &[0; 100_000], b"OggS", b"RIFF....WAVEdata"] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(fingerprint(&path), None, "{} bytes", bytes.len());
    }
}

#[test]
fn the_hash_stays_what_it_is() {
    let mut hash = Hash::default();
    hash.add(b"kept in libraries");
    assert_eq!(hash.finish(), 13_295_900_385_980_948_823);
}
