//! Tags as people have them.

use std::error::Error;
use std::io::Cursor;

use lofty::config::WriteOptions;
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::tag::{ItemKey, ItemValue, Tag, TagExt, TagItem, TagType};

use super::names::{Album, words};

/// Bytes of a cover; one file of four has one.
const COVER: usize = 12_000;

/// Writes tags of the format's own kind.
pub fn write(
    bytes: &mut Vec<u8>,
    extension: &str,
    album: &Album,
    track: usize,
    title: &str,
    random: &mut fastrand::Rng,
) -> Result<(), Box<dyn Error>> {
    let kind = match extension {
        "mp3" | "wav" => TagType::Id3v2,
        "m4a" => TagType::Mp4Ilst,
        _ => TagType::VorbisComments,
    };
    let mut tag = Tag::new(kind);
    for (key, text) in items(album, track, title, random) {
        tag.push(TagItem::new(key, ItemValue::Text(text)));
    }
    if random.u8(..4) == 0 {
        let mut cover = b"\xFF\xD8\xFF\xE0".to_vec();
        cover.extend((0..COVER).map(|_| random.u8(..)));
        let picture = Picture::unchecked(cover).pic_type(PictureType::CoverFront).mime_type(MimeType::Jpeg);
        tag.push_picture(picture.build());
    }
    let mut file = Cursor::new(std::mem::take(bytes));
    tag.save_to(&mut file, WriteOptions::default())?;
    *bytes = file.into_inner();
    Ok(())
}

fn items(album: &Album, track: usize, title: &str, random: &mut fastrand::Rng) -> Vec<(ItemKey, String)> {
    let artist = if album.compilation { words(random, 2) } else { album.artist.clone() };
    let mut items = vec![
        (ItemKey::TrackTitle, title.to_owned()),
        (ItemKey::TrackArtist, artist),
        (ItemKey::AlbumTitle, album.title.clone()),
        (ItemKey::AlbumArtist, album.artist.clone()),
        (ItemKey::Genre, album.genre.to_owned()),
        (ItemKey::RecordingDate, format!("{}-03-01", album.year)),
        (ItemKey::TrackNumber, (track + 1).to_string()),
        (ItemKey::DiscNumber, (1 + track * album.discs / super::names::TRACKS).to_string()),
    ];
    if album.compilation {
        items.push((ItemKey::FlagCompilation, "1".into()));
    }
    if random.u8(..10) == 0 {
        items.push((ItemKey::TrackArtist, words(random, 2)));
    }
    if random.bool() {
        items.push((ItemKey::ReplayGainTrackGain, format!("{:.2} dB", random.f32() * -10.0)));
        items.push((ItemKey::ReplayGainTrackPeak, format!("{:.6}", random.f32())));
    }
    items
}
