//! Tests with music made by ffmpeg, tagged here.

use std::time::Duration;

use lofty::config::WriteOptions;
use lofty::id3::v2::{FrameId, Id3v2Tag, TextInformationFrame};
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::tag::{Tag, TagExt};

use super::super::testing::{FORMATS, file, retag, sound};
use super::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand so on";

#[test]
fn every_format_gives_its_tags_and_its_sound() {
    let folder = tempfile::tempdir().unwrap();
    for extension in FORMATS {
        let path = file(folder.path(), &format!("a.{extension}"), 1);
        retag(
            &path,
            &[
                (ItemKey::TrackTitle, "Títle 夜"),
                (ItemKey::TrackArtist, "One"),
                (ItemKey::AlbumTitle, "Album"),
                (ItemKey::AlbumArtist, "Various"),
                (ItemKey::Genre, "Jazz"),
                (ItemKey::RecordingDate, "1999-04-05"),
                (ItemKey::TrackNumber, "7"),
                (ItemKey::DiscNumber, "2"),
                (ItemKey::FlagCompilation, "1"),
                (ItemKey::TrackArtistSortOrder, "One, The"),
                (ItemKey::ReplayGainTrackGain, "-6.50 dB"),
                (ItemKey::ReplayGainTrackPeak, "0.5"),
            ],
        );
        let song = read(&path).unwrap();
        println!("{extension}: {song:?}");
        assert_eq!(song.title.as_deref(), Some("Títle 夜"), "{extension}");
        assert_eq!((song.artists, song.genres), (vec!["One".to_owned()], vec!["Jazz".to_owned()]), "{extension}");
        assert_eq!((song.album.as_deref(), song.album_artists.len()), (Some("Album"), 1), "{extension}");
        assert_eq!((song.year, song.number, song.disc), (Some(1999), Some(7), Some(2)), "{extension}");
        assert!(song.compilation, "{extension}");
        assert_eq!(song.sort_artist.as_deref(), Some("One, The"), "{extension}");
        let level = song.levels.track.unwrap();
        assert_eq!((level.lufs, level.peak), (-11.5, Some(0.5)), "{extension}");
        let length = song.duration.unwrap();
        assert!(length.abs_diff(Duration::from_secs(1)) < Duration::from_millis(80), "{extension}: {length:?}");
        assert_eq!((song.rate, song.channels), (Some(48_000), Some(2)), "{extension}");
        assert!(song.bitrate.unwrap() > 30 && song.fingerprint.is_some(), "{extension}");
        let codec = match extension {
            "ogg" => "vorbis",
            "m4a" => "aac",
            other => other,
        };
        assert_eq!(song.codec, codec);
    }
}

use lofty::tag::ItemKey;

#[test]
fn formats_that_one_reader_does_not_know_are_read_by_the_other() {
    let folder = tempfile::tempdir().unwrap();
    for (extension, codec) in [("mka", "opus"), ("webm", "opus"), ("caf", "caf"), ("oga", "flac")] {
        let song = read(&file(folder.path(), &format!("a.{extension}"), 1)).unwrap();
        assert_eq!((song.codec.as_str(), song.channels, song.rate), (codec, Some(2), Some(48_000)), "{extension}");
        let length = song.duration.unwrap();
        assert!(length.abs_diff(Duration::from_secs(1)) < Duration::from_millis(80), "{extension}: {length:?}");
        assert!(song.fingerprint.is_some() && song.title.is_none(), "{extension}");
    }
}

#[test]
fn names_in_fields_of_their_own_and_r128_gains() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "a.opus", 1);
    let gains = [(ItemKey::R128TrackGain, "-256"), (ItemKey::R128AlbumGain, "512")];
    retag(&path, &[(ItemKey::TrackArtist, "One"), (ItemKey::TrackArtist, "Two"), gains[0], gains[1]]);
    let song = read(&path).unwrap();
    assert_eq!(song.artists, ["One", "Two"]);
    assert_eq!((song.levels.track.unwrap().lufs, song.levels.album.unwrap().lufs), (-22.0, -25.0));
    let path = file(folder.path(), "a.mp3", 1);
    retag(&path, &[(ItemKey::TrackArtist, "One\0Two"), (ItemKey::Genre, "A; B")]);
    let song = read(&path).unwrap();
    assert_eq!((song.artists, song.genres), (vec!["One".into(), "Two".into()], vec!["A".to_owned(), "B".to_owned()]));
}

#[test]
fn russian_in_a_latin1_tag_is_russian() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "a.mp3", 1);
    let wrong = |text: &str| -> String {
        let bytes = encoding_rs::WINDOWS_1251.encode(text).0;
        bytes.iter().map(|byte| char::from(*byte)).collect()
    };
    let mut tag = Id3v2Tag::new();
    for (id, text) in [("TIT2", "Группа крови"), ("TPE1", "Кино")] {
        let id = FrameId::new(id).unwrap();
        tag.insert(TextInformationFrame::new(id, lofty::TextEncoding::Latin1, wrong(text)).into());
    }
    tag.save_to_path(&path, WriteOptions::default()).unwrap();
    let song = read(&path).unwrap();
    assert_eq!((song.title.unwrap().as_str(), song.artists[0].as_str()), ("Группа крови", "Кино"));
    // What is right in its encoding stays, whatever it looks like.
    let path = file(folder.path(), "b.flac", 1);
    retag(&path, &[(ItemKey::TrackTitle, &wrong("Группа крови"))]);
    assert_eq!(read(&path).unwrap().title.unwrap(), wrong("Группа крови"));
}

#[test]
fn a_file_with_broken_tags_is_a_track_still() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.flac");
    let mut bytes = sound("flac", 1);
    // A comment block that says that it holds four thousand million comments.
    let comments = [&[4u8, 0, 0, 8][..], &[0, 0, 0, 0], &[0xFF; 4]].concat();
    bytes.splice(4 + 4 + 34..4 + 4 + 34, comments);
    std::fs::write(&path, bytes).unwrap();
    let song = read(&path).unwrap();
    assert_eq!((song.codec.as_str(), song.rate), ("flac", Some(48_000)));
}

#[test]
fn what_is_no_music_is_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("empty.mp3"), "").unwrap();
    std::fs::write(path("text.mp3"), "this is no music. ".repeat(50)).unwrap();
    std::os::unix::fs::symlink("/dev/zero", path("endless.mp3")).unwrap();
    std::os::unix::net::UnixListener::bind(path("socket.mp3")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(path("pipe.mp3")).status().unwrap().success());
    for (name, words) in [
        ("empty.mp3", "is empty"),
        ("text.mp3", "is damaged, or no music"),
        ("endless.mp3", "is no file but"),
        ("socket.mp3", "is no file but"),
        ("pipe.mp3", "is no file but"),
        ("missing.mp3", "is not there"),
    ] {
        let sentence = read(&path(name)).unwrap_err();
        assert!(sentence.contains(name) && sentence.contains(words), "{sentence}");
    }
}

#[test]
fn the_picture_is_found_in_the_tags_or_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "a.mp3", 1);
    assert_eq!(art(&path), None);
    std::fs::write(folder.path().join("Folder.JPG"), b"\xFF\xD8\xFF of the folder").unwrap();
    assert_eq!(art(&path).unwrap().mime, "image/jpeg");
    let mut tag = Tag::new(lofty::tag::TagType::Id3v2);
    let picture = Picture::unchecked(PNG.to_vec()).pic_type(PictureType::CoverFront).mime_type(MimeType::Jpeg).build();
    tag.push_picture(picture);
    tag.save_to_path(&path, WriteOptions::default()).unwrap();
    assert_eq!(art(&path), Some(Art { mime: "image/png", bytes: PNG.to_vec() }));
    assert_eq!(art(&folder.path().join("missing.mp3")).unwrap().mime, "image/jpeg");
}
