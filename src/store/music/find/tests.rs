use jiff::Timestamp;
use proptest::prelude::*;

use super::super::testing::{Library, song};
use super::super::{Change, Song, Tracks};
use super::*;

/// Titles of the tracks that are found.
fn titles(library: &Library, query: &str) -> Vec<String> {
    let found = library.reader.search(&Query::parse(query), 50).unwrap();
    found.tracks.into_iter().map(|row| row.track.title).collect()
}

fn library(songs: &[(&str, &str, &str, &str, u16)]) -> Library {
    let mut library = Library::new();
    let songs = songs.iter().enumerate().map(|(n, (title, artist, album, genre, year))| Song {
        genres: vec![(*genre).to_owned()],
        year: Some(*year),
        ..song(&format!("/m/{artist}/{album}/{n}.mp3"), title, artist, album)
    });
    library.put(songs);
    library
}

fn beatles() -> Library {
    library(&[
        ("Help!", "The Beatles", "Help!", "Rock", 1965),
        ("Yesterday", "The Beatles", "Help!", "Rock", 1965),
        ("Jóga", "Björk", "Homogenic", "Electronic", 1997),
        ("Jóga (live)", "Björk", "Live Box", "Electronic", 2003),
        ("東京の夜", "椎名林檎", "無罪", "J-Pop", 1999),
        ("Apollo", "Brian Eno", "Apollo", "Ambient", 1983),
        ("Take Five", "Dave Brubeck", "Time Out", "Jazz", 1959),
    ])
}

#[test]
fn words_fields_years_and_exclusions() {
    let library = beatles();
    for (query, found) in [
        ("joga", vec!["Jóga", "Jóga (live)"]),
        ("JÓG", vec!["Jóga", "Jóga (live)"]),
        ("artist:björk year:1990..1999 genre:electronic -live", vec!["Jóga"]),
        ("bjork -live", vec!["Jóga"]),
        ("beatles yester", vec!["Yesterday"]),
        ("title:help", vec!["Help!"]),
        ("help", vec!["Help!", "Yesterday"]),
        ("year:195", vec!["Take Five"]),
        ("1959", vec!["Take Five"]),
        ("year:<1960", vec!["Take Five"]),
        ("path:brubeck", vec!["Take Five"]),
        ("\"take five\"", vec!["Take Five"]),
        ("\"five take\"", vec![]),
        ("nothing like this", vec![]),
        ("foo:bar", vec![]),
        ("take:five", vec!["Take Five"]),
        ("* ( ) AND NOT \"", vec![]),
    ] {
        assert_eq!(titles(&library, query), found, "{query}");
    }
}

#[test]
fn parts_of_words_and_scripts_without_spaces() {
    let library = beatles();
    for query in ["東", "京", "京の夜", "林檎", "無罪"] {
        assert_eq!(titles(&library, query), ["東京の夜"], "{query}");
    }
    assert_eq!(titles(&library, "ollo"), ["Apollo"]);
    assert_eq!(titles(&library, "eatle sterd"), ["Yesterday"]);
    assert!(titles(&library, "京東").is_empty());
}

#[test]
fn artists_and_albums_are_found_with_the_tracks() {
    let library = beatles();
    let found = library.reader.search(&Query::parse("beatles"), 50).unwrap();
    assert_eq!((found.artists[0].name.as_str(), found.artists.len(), found.artists[0].tracks), ("The Beatles", 1, 2));
    assert_eq!((found.albums[0].name.as_str(), found.albums.len(), found.albums[0].tracks), ("Help!", 1, 2));
    assert_eq!(library.reader.search(&Query::parse("pollo"), 50).unwrap().albums[0].name, "Apollo");
    assert!(library.reader.search(&Query::parse("genre:jazz"), 50).unwrap().artists.is_empty());
    assert_eq!(library.reader.search(&Query::default(), 50).unwrap(), Found::default());
}

#[test]
fn the_best_fit_comes_first_and_among_equals_the_most_played() {
    let mut library = library(&[
        ("Glove", "a", "b", "", 1),
        ("My Lovely", "a", "b", "", 1),
        ("True Love", "a", "b", "", 1),
        ("Old Love", "a", "b", "", 1),
        ("Lovely", "a", "b", "", 1),
        ("Love Me", "a", "b", "", 1),
        ("Love", "a", "b", "", 1),
    ]);
    library.writer.played("/m/a/b/3.mp3".as_ref(), Timestamp::UNIX_EPOCH).unwrap();
    let best = ["Love", "Love Me", "Lovely", "Old Love", "True Love", "My Lovely", "Glove"];
    assert_eq!(titles(&library, "love"), best);
}

/// With more matches than are looked at, those that a person wants are still there.
#[test]
fn of_many_matches_names_and_favourites_are_found() {
    let mut library = Library::new();
    let many = |n: usize| song(&format!("/m/x/{n}.mp3"), &format!("Some love {n}"), "x", "y");
    library.put((0..2000).map(many));
    library.put([song("/m/z/1.mp3", "Love", "Zed", "y"), song("/m/z/2.mp3", "Other", "Love", "z")]);
    library.put([song("/m/z/3.mp3", "Love Actually", "Zed", "y")]);
    library.writer.played("/m/x/1900.mp3".as_ref(), Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(titles(&library, "love")[..4], ["Love", "Other", "Love Actually", "Some love 1900"]);
    assert_eq!(titles(&library, "love").len(), 50);
    let found = library.reader.search(&Query::parse("love"), 10).unwrap();
    assert_eq!((found.tracks.len(), found.artists[0].name.as_str()), (10, "Love"));
}

#[test]
fn all_that_matches_comes_album_by_album() {
    let library = library(&[
        ("Two", "b", "y", "Jazz", 2000),
        ("One", "b", "x", "Jazz", 1990),
        ("Three", "a", "z", "Jazz", 2000),
        ("Four", "a", "z", "Rock", 2000),
    ]);
    let all = |query: &str| -> Vec<String> {
        library.reader.matching(&Query::parse(query)).unwrap().into_iter().map(|row| row.track.title).collect()
    };
    assert_eq!(all("genre:jazz"), ["Three", "One", "Two"]);
    assert_eq!(all("-jazz"), ["Four"]);
    assert_eq!(all("hre"), ["Three"]);
    assert!(all("").is_empty());
}

#[test]
fn a_name_that_is_no_text_is_found_by_the_rest_of_it() {
    use std::os::unix::ffi::OsStrExt;
    let mut library = Library::new();
    let path = std::path::Path::new(std::ffi::OsStr::from_bytes(b"/m/caf\xe9 noir/\xff x.mp3"));
    library.put([Song { path: path.to_owned(), ..Song::default() }]);
    let row = library.reader.search(&Query::parse("noir"), 5).unwrap().tracks.remove(0);
    assert_eq!(row.track.location, crate::model::Location::File(path.to_owned()));
    assert!(library.reader.track(path).unwrap().is_some());
}

#[test]
fn what_is_gone_or_retagged_is_not_found_by_what_it_was() {
    let mut library = beatles();
    library.writer.apply(&[Change::Gone("/m/Björk/Homogenic/2.mp3".into())]).unwrap();
    assert_eq!(titles(&library, "joga"), ["Jóga (live)"]);
    library.put([song("/m/The Beatles/Help!/0.mp3", "Rescue", "The Beatles", "Help!")]);
    assert_eq!(titles(&library, "title:help"), Vec::<String>::new());
    assert_eq!(titles(&library, "rescue"), ["Rescue"]);
    let page = library.reader.tracks(&Tracks::Added, None, 50).unwrap();
    assert_eq!(page.items.len(), 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_is_an_error(text in prop_oneof![".*", "[-:\"a-c 19.<>=*()^{}+äyear東ollo]{0,40}"]) {
        thread_local! { static LIBRARY: Library = beatles(); }
        let query = Query::parse(&text);
        LIBRARY.with(|library| {
            library.reader.search(&query, 50).unwrap();
            library.reader.matching(&query).unwrap();
        });
    }
}

#[test]
fn long_beginnings_find_all_their_words() {
    let mut library = Library::new();
    let endings: Vec<String> =
        (0..40).map(|n| format!("remaster{}", char::from(b'a' + n % 26)) + &"x".repeat(n as usize)).collect();
    library.put(endings.iter().enumerate().map(|(n, title)| song(&format!("/m/{n}.mp3"), title, "Heartbreakers", "y")));
    assert_eq!(titles(&library, "remaster").len(), 40, "too many to ask for each");
    assert_eq!(titles(&library, "remastera").len(), 2);
    assert_eq!(library.reader.search(&Query::parse("heartb"), 9).unwrap().artists.len(), 1);
    let long = "remasteredremasteredremasteredremasteredremasteredremasteredremastered";
    library.put([song("/m/long.mp3", long, "z", "y")]);
    assert_eq!(titles(&library, &long[..66]), [long]);
}
