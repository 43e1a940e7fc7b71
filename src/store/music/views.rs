//! Views, page by page.

use super::testing::{Library, song};
use super::*;

/// All of a view, in pages of two; no page may be empty but the last.
fn names(library: &Library, of: &Groups) -> Vec<String> {
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let page = library.reader.groups(of, after.as_ref(), 2).unwrap();
        names.extend(page.items.into_iter().map(|group| group.name));
        after = page.next;
        if after.is_none() {
            return names;
        }
    }
}

fn titles(library: &Library, of: &Tracks) -> Vec<String> {
    let (mut titles, mut after) = (Vec::new(), None);
    loop {
        let page = library.reader.tracks(of, after.as_ref(), 2).unwrap();
        titles.extend(page.items.into_iter().map(|row| row.track.title));
        after = page.next;
        if after.is_none() {
            return titles;
        }
    }
}

fn id(library: &Library, of: &Groups, name: &str) -> i64 {
    let all = library.reader.groups(of, None, 99).unwrap().items;
    all.into_iter().find(|group| group.name == name).unwrap().id
}

fn numbered(path: &str, title: &str, artist: &str, album: &str, disc: u16, number: u16) -> Song {
    Song { disc: Some(disc), number: Some(number), ..song(path, title, artist, album) }
}

/// Two records of one artist, one of two discs; a compilation; a mixed folder; a file without tags.
fn library() -> Library {
    let mut library = Library::new();
    let ono = |song: Song, year| Song {
        year: Some(year),
        album_artists: vec!["Ono".into()],
        genres: vec!["Rock".into(), "Pop".into()],
        sort_artist: Some("Zero".into()),
        ..song
    };
    let various = |song: Song| Song { compilation: true, year: Some(1999), ..song };
    library.writer.set_roots(&["/m".into()]).unwrap();
    library.put([
        ono(numbered("/m/o/b/4.mp3", "d2 n1", "Ono", "Big", 2, 1), 2001),
        ono(numbered("/m/o/b/1.mp3", "d1 n10", "Ono", "Big", 1, 10), 2001),
        ono(numbered("/m/o/b/2.mp3", "d1 n2", "Ono", "Big", 1, 2), 2001),
        ono(numbered("/m/o/a/1.mp3", "early", "Ono", "Zoo", 1, 1), 1990),
        various(song("/m/v/1.mp3", "hit one", "Ann", "Hits")),
        various(song("/m/w/2.mp3", "hit two", "Bob", "Hits")),
        song("/m/x/1.mp3", "mix one", "Ann", "Mix"),
        song("/m/x/2.mp3", "mix two", "Bob", "Mix"),
        Song { artists: vec!["Ann".into(), "Bob".into()], ..song("/m/y/1.mp3", "both", "", "Duo") },
        Song { path: "/m/plain.mp3".into(), ..Song::default() },
    ]);
    library
}

#[test]
fn groups_are_in_the_order_of_their_sort_names() {
    let library = library();
    assert_eq!(names(&library, &Groups::Artists), ["Ann", "Bob", "Ono"]);
    assert_eq!(names(&library, &Groups::AlbumArtists), ["Ann", "Various Artists", "Ono"]);
    assert_eq!(names(&library, &Groups::Albums), ["Big", "Duo", "Hits", "Mix", "Zoo"]);
    assert_eq!(names(&library, &Groups::Genres), ["Pop", "Rock"]);
    assert_eq!(names(&library, &Groups::Years), ["2001", "1999", "1990"]);
    assert_eq!(names(&library, &Groups::Folders(None)), ["m"]);
    assert_eq!(names(&library, &Groups::Folders(Some("/m/".into()))), ["o", "v", "w", "x", "y"]);
    let various = id(&library, &Groups::AlbumArtists, "Various Artists");
    assert_eq!(names(&library, &Groups::AlbumsOf(various)), ["Hits", "Mix"]);
    let ono = id(&library, &Groups::AlbumArtists, "Ono");
    assert_eq!(names(&library, &Groups::AlbumsOf(ono)), ["Zoo", "Big"], "by year");
}

#[test]
fn groups_know_how_much_is_in_them() {
    let library = library();
    let album = library.reader.groups(&Groups::Albums, None, 1).unwrap().items.remove(0);
    assert_eq!((album.artist.as_deref(), album.year, album.tracks, album.discs), (Some("Ono"), Some(2001), 3, 2));
    let artist = library.reader.groups(&Groups::Artists, None, 1).unwrap().items.remove(0);
    assert_eq!((artist.name.as_str(), artist.tracks, artist.albums), ("Ann", 3, 1));
    let folders = library.reader.groups(&Groups::Folders(Some("/m".into())), None, 1).unwrap().items;
    assert_eq!((folders[0].path.as_deref(), folders[0].tracks), (Some("/m/o".as_ref()), 4));
    let stats = library.reader.stats().unwrap();
    assert_eq!((stats.tracks, stats.albums, stats.artists, stats.genres), (10, 5, 3, 2));
}

#[test]
fn tracks_of_groups() {
    let library = library();
    let artist = |name| id(&library, &Groups::Artists, name);
    assert_eq!(titles(&library, &Tracks::Artist(artist("Ono"))), ["early", "d1 n2", "d1 n10", "d2 n1"]);
    assert_eq!(titles(&library, &Tracks::Artist(artist("Bob"))), ["hit two", "mix two", "both"]);
    assert_eq!(titles(&library, &Tracks::AlbumArtist(artist("Ono"))), ["early", "d1 n2", "d1 n10", "d2 n1"]);
    assert_eq!(titles(&library, &Tracks::Album(id(&library, &Groups::Albums, "Big"))), ["d1 n2", "d1 n10", "d2 n1"]);
    let pop = id(&library, &Groups::Genres, "Pop");
    assert_eq!(titles(&library, &Tracks::Genre(pop)), ["early", "d1 n2", "d1 n10", "d2 n1"]);
    assert_eq!(titles(&library, &Tracks::Year(1999)), ["hit one", "hit two"]);
    assert_eq!(titles(&library, &Tracks::Folder("/m".into())), ["plain"]);
    let below = ["early", "d1 n10", "d1 n2", "d2 n1"];
    assert_eq!(titles(&library, &Tracks::Under("/m/o".into())), below);
    assert!(titles(&library, &Tracks::Artist(99)).is_empty());
}

#[test]
fn orders_of_all_tracks() {
    let mut library = library();
    let by_title = ["both", "d1 n10", "d1 n2", "d2 n1", "early", "hit one", "hit two", "mix one", "mix two", "plain"];
    assert_eq!(titles(&library, &Tracks::All(Sort::Title)), by_title);
    let by_artist = ["hit one", "mix one", "both", "hit two", "mix two", "early", "d1 n2", "d1 n10", "d2 n1", "plain"];
    assert_eq!(titles(&library, &Tracks::All(Sort::Artist)), by_artist);
    let by_album = ["d1 n2", "d1 n10", "d2 n1", "both", "hit one", "hit two", "mix one", "mix two", "early", "plain"];
    assert_eq!(titles(&library, &Tracks::All(Sort::Album)), by_album);
    let by_year = titles(&library, &Tracks::All(Sort::Year));
    assert_eq!((by_year.len(), by_year[0].as_str(), by_year[1].as_str()), (10, "early", "hit one"));
    assert_eq!(titles(&library, &Tracks::Added)[..2], ["plain", "both"]);
    for (path, second) in [("/m/v/1.mp3", 1), ("/m/v/1.mp3", 2), ("/m/x/1.mp3", 3)] {
        library.writer.played(path.as_ref(), jiff::Timestamp::from_second(second).unwrap()).unwrap();
    }
    assert_eq!(titles(&library, &Tracks::MostPlayed), ["hit one", "mix one"]);
    let never = titles(&library, &Tracks::NeverPlayed);
    assert_eq!((never.len(), never[0].as_str()), (8, "plain"));
}

#[test]
fn what_changes_changes_its_groups() {
    let mut library = library();
    library.put([song("/m/x/2.mp3", "mix two", "Ann", "Mix")]);
    let mix = |library: &Library| library.reader.groups(&Groups::Albums, None, 99).unwrap().items.remove(3);
    assert_eq!(mix(&library).artist.as_deref(), Some("Ann"), "all of it is hers now");
    library.writer.apply(&[Change::Gone("/m/y/1.mp3".into()), Change::Gone("/m/w/2.mp3".into())]).unwrap();
    assert_eq!(names(&library, &Groups::Artists), ["Ann", "Ono"]);
    assert_eq!(names(&library, &Groups::Albums), ["Big", "Hits", "Mix", "Zoo"]);
    assert_eq!(names(&library, &Groups::Folders(Some("/m".into()))), ["o", "v", "x"]);
}
