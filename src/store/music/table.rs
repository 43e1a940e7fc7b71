//! Whole tables and home pages, tried.

use jiff::Timestamp;

use super::testing::{Library, song};
use super::*;
use crate::search::Query;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn titles_of(library: &Library, ids: &[i64]) -> Vec<String> {
    library.reader.rows(ids).unwrap().into_iter().map(|row| row.track.title).collect()
}

fn order(library: &Library, by: Column, descending: bool) -> String {
    titles_of(library, &library.reader.order(&Ordering { by, descending }).unwrap()).join(" ")
}

/// Titles say what is expected: two records, a single track of no record, and a file that says nothing.
fn library() -> Library {
    let mut library = Library::new();
    let numbered = |song: Song, disc, number| Song { disc: Some(disc), number: Some(number), ..song };
    let of = |song: Song, year, genre: &str, seconds| Song {
        year: Some(year),
        genres: vec![genre.into(), "Zydeco".into()],
        duration: Some(std::time::Duration::from_secs(seconds)),
        ..song
    };
    let zoe = |song: Song| Song { sort_artist: Some("Émile".into()), ..song };
    library.writer.set_roots(&["/m".into()]).unwrap();
    library.put([
        of(numbered(song("/m/a/3.mp3", "b21", "Bea", "Big"), 2, 1), 2001, "rock", 30),
        of(numbered(song("/m/a/1.mp3", "b12", "Bea", "Big"), 1, 2), 2001, "Rock", 20),
        of(numbered(song("/m/a/2.mp3", "b11", "Bea", "Big"), 1, 1), 2001, "Rock", 90),
        of(numbered(zoe(song("/m/z/1.mp3", "e11", "Zoe", "All")), 1, 1), 1990, "Ambient", 10),
        Song { album: None, ..song("/m/s.mp3", "cat", "Cat", "") },
        Song { path: "/m/plain.mp3".into(), ..Song::default() },
    ]);
    library
}

#[test]
fn a_table_in_every_order_with_what_lacks_the_column_last() {
    let mut library = library();
    for (by, up, down) in [
        (Column::Title, "b11 b12 b21 cat e11 plain", "plain e11 cat b21 b12 b11"),
        (Column::Artist, "b11 b12 b21 cat e11 plain", "e11 cat b11 b12 b21 plain"),
        (Column::Album, "e11 b11 b12 b21 cat plain", "b11 b12 b21 e11 cat plain"),
        (Column::Year, "e11 b11 b12 b21 cat plain", "b11 b12 b21 e11 cat plain"),
        (Column::Duration, "e11 b12 b21 b11 cat plain", "b11 b21 b12 e11 cat plain"),
        (Column::Genre, "e11 b11 b12 b21 cat plain", "b11 b12 b21 e11 cat plain"),
        (Column::Number, "b11 b21 e11 b12 cat plain", "b12 b11 b21 e11 cat plain"),
        (Column::Played, "b11 b12 b21 cat e11 plain", "b11 b12 b21 cat e11 plain"),
    ] {
        assert_eq!(order(&library, by, false), up, "{by:?}");
        assert_eq!(order(&library, by, true), down, "{by:?} descending");
    }
    for (path, second) in [("/m/s.mp3", 5), ("/m/a/3.mp3", 9), ("/m/s.mp3", 7)] {
        library.writer.played(path.as_ref(), at(second)).unwrap();
    }
    assert_eq!(order(&library, Column::Played, false), "cat b21 b11 b12 e11 plain");
    assert_eq!(order(&library, Column::Played, true), "b21 cat b11 b12 e11 plain");
    assert_eq!(order(&library, Column::Plays, true), "cat b21 b11 b12 e11 plain");
    library.writer.apply(&[Change::Gone("/m/s.mp3".into())]).unwrap();
    assert_eq!(order(&library, Column::Plays, false), "b11 b12 e11 plain b21", "what is gone is in no table");
}

#[test]
fn what_is_new_comes_last_by_when_it_was_added() {
    let mut library = library();
    // All of it came within a second or two: a time apart has to be made.
    let sql = "UPDATE tracks SET added_at = 1000 - id";
    rusqlite::Connection::open(library.path()).unwrap().execute(sql, []).unwrap();
    library.put([song("/m/new.mp3", "new", "New", "New")]);
    assert_eq!(order(&library, Column::Added, false), "plain cat e11 b11 b12 b21 new");
    assert_eq!(order(&library, Column::Added, true), "new b21 b12 b11 e11 cat plain");
}

#[test]
fn rows_are_in_the_order_of_their_ids_and_missing_ones_left_out() {
    let library = library();
    let mut ids = library.reader.order(&Ordering { by: Column::Title, descending: true }).unwrap();
    ids.insert(2, 9_999);
    assert_eq!(titles_of(&library, &ids).join(" "), "plain e11 cat b21 b12 b11");
    assert!(library.reader.rows(&[]).unwrap().is_empty());
}

#[test]
fn every_view_has_its_ids_in_its_order() {
    let mut library = library();
    library.writer.played("/m/s.mp3".as_ref(), at(5)).unwrap();
    let groups = |of| library.reader.groups(&of, None, 99).unwrap().items;
    let mut views = [Sort::Title, Sort::Artist, Sort::Album, Sort::Year].map(Tracks::All).to_vec();
    views.extend([Tracks::Added, Tracks::MostPlayed, Tracks::NeverPlayed, Tracks::Year(2001)]);
    views.extend(["/m", "/m/a"].into_iter().flat_map(|path| [Tracks::Folder(path.into()), Tracks::Under(path.into())]));
    views.extend(groups(Groups::Albums).into_iter().map(|album| Tracks::Album(album.id)));
    views.extend(groups(Groups::Genres).into_iter().map(|genre| Tracks::Genre(genre.id)));
    let artists = groups(Groups::Artists).into_iter();
    views.extend(artists.flat_map(|artist| [Tracks::Artist(artist.id), Tracks::AlbumArtist(artist.id)]));
    for view in views {
        let rows = library.reader.tracks(&view, None, 99).unwrap().items;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        assert_eq!(library.reader.ids(&view).unwrap(), ids, "{view:?}");
        assert_eq!(library.reader.sample(&view).unwrap().is_none(), ids.is_empty(), "{view:?}");
    }
    for text in ["b1", "bea", "path:plain", "-bea", "\"big\"", "year:2001", "1", "zz", ""] {
        let query = Query::parse(text);
        let ids: Vec<i64> = library.reader.matching(&query).unwrap().iter().map(|row| row.id).collect();
        assert_eq!(library.reader.ids_of_search(&query).unwrap(), ids, "{text}");
    }
    assert_eq!(library.reader.ids_of_search(&Query::parse("bea")).unwrap().len(), 3);
}

#[test]
fn a_picture_is_of_the_first_track_whose_disk_is_there() {
    let mut library = library();
    library.put([Song { number: Some(9), ..song("/m/w/x.mp3", "x", "Cat", "Wide") }]);
    library.writer.set_roots(&["/m".into(), "/n".into()]).unwrap();
    let wide = |number, folder: &str| Song {
        number: Some(number),
        album_artists: vec!["Cat".into()],
        ..song(&format!("{folder}/{number}.mp3"), "y", "Cat", "Apart")
    };
    library.put([wide(1, "/n"), wide(2, "/m")]);
    let albums = library.reader.groups(&Groups::Albums, None, 99).unwrap().items;
    let id = |name: &str| albums.iter().find(|album| album.name == name).unwrap().id;
    let samples = |ids: &[i64]| library.reader.samples(ids).unwrap();
    assert_eq!(
        samples(&[id("Big"), 9_999, id("All")]),
        [(id("Big"), "/m/a/2.mp3".into()), (id("All"), "/m/z/1.mp3".into())]
    );
    assert_eq!(samples(&[id("Apart")]), [(id("Apart"), "/n/1.mp3".into())]);
    library.writer.apply(&[Change::Away { root: "/n".into() }]).unwrap();
    assert_eq!(library.reader.samples(&[id("Apart")]).unwrap(), [(id("Apart"), "/m/2.mp3".into())]);
    let one = library.reader.sample(&Tracks::Album(id("Apart"))).unwrap();
    assert_eq!(one, Some("/m/2.mp3".into()));
    library.writer.apply(&[Change::Away { root: "/m".into() }]).unwrap();
    assert!(library.reader.sample(&Tracks::Album(id("Apart"))).unwrap().is_some(), "better than none");
}

#[test]
fn shelves_have_each_album_once_and_the_newest_first() {
    let mut library = library();
    let names = |library: &Library, shelf, limit| -> Vec<String> {
        library.reader.shelf(shelf, limit).unwrap().into_iter().map(|album| album.name).collect()
    };
    assert_eq!(names(&library, Shelf::Added, 9), ["All", "Big"]);
    assert!(names(&library, Shelf::Played, 9).is_empty() && names(&library, Shelf::MostPlayed, 9).is_empty());
    for (path, second) in [("/m/a/1.mp3", 5), ("/m/z/1.mp3", 6), ("/m/s.mp3", 7), ("/m/a/1.mp3", 4), ("/m/a/2.mp3", 3)]
    {
        library.writer.played(path.as_ref(), at(second)).unwrap();
    }
    assert_eq!(names(&library, Shelf::Played, 9), ["All", "Big"]);
    assert_eq!(names(&library, Shelf::Played, 1), ["All"]);
    assert_eq!(names(&library, Shelf::MostPlayed, 9), ["Big", "All"]);
    library.writer.apply(&[Change::Gone("/m/z/1.mp3".into())]).unwrap();
    assert_eq!(names(&library, Shelf::Played, 9), ["Big"]);
    assert_eq!(names(&library, Shelf::MostPlayed, 9), ["Big"]);
}

#[test]
fn a_row_says_what_its_sound_is_and_whether_it_is_damaged() {
    let mut library = library();
    let told = Song { bitrate: Some(320), rate: Some(44_100), channels: Some(2), ..song("/m/t.mp3", "t", "T", "T") };
    let stamp = told.stamp;
    library.put([told.clone()]);
    let row = |library: &Library| library.reader.track("/m/t.mp3".as_ref()).unwrap().unwrap();
    let before = row(&library);
    assert_eq!(
        (before.codec.as_str(), before.bitrate, before.rate, before.channels),
        ("mp3", Some(320), Some(44_100), Some(2))
    );
    assert_eq!((before.size, before.trouble), (1, None));
    let verdict = Err("it is cut short".to_owned());
    library.writer.heard("/m/t.mp3".as_ref(), &Sound { stamp, at: at(9), verdict }).unwrap();
    assert_eq!(row(&library).trouble.as_deref(), Some("it is cut short"));
    library.put([Song { stamp: Stamp { size: 7, ..stamp }, ..told }]);
    assert_eq!(row(&library).trouble, None, "it is another file now");
}

#[test]
fn no_order_reads_the_wide_rows() {
    let library = library();
    for column in ["year", "millis", "added_at", "plays", "played_at", "genres", "NULL"] {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT id, artist_id, album_id, place, {column} FROM tracks WHERE state = 0 ORDER BY id"
        );
        let plan: String = library.reader.ask(|db| db.query_row(&sql, [], |row| row.get(3))).unwrap();
        assert!(plan.contains("COVERING INDEX tracks_table"), "{column}: {plan}");
    }
}

/// What a window waits for: `cargo test --lib -- --ignored --nocapture a_large_table`.
#[test]
#[ignore = "a measurement, not a check"]
fn a_large_table_is_ordered_soon() {
    let mut library = Library::new();
    let mut random = fastrand::Rng::with_seed(7);
    library.writer.set_roots(&["/m".into()]).unwrap();
    for batch in 0..100 {
        let songs: Vec<Song> = (0..1000).map(|n| made_up(batch * 1000 + n, &mut random)).collect();
        library.put(songs);
    }
    for n in 0..5_000 {
        library.writer.played(format!("/m/{0}/{1}.mp3", n % 900, n * 20 % 100_000).as_ref(), at(n)).unwrap();
    }
    let clock = crate::clock::Clock::real();
    let timed = |name: &str, act: &dyn Fn() -> usize| {
        let mut best = std::time::Duration::MAX;
        let mut count = 0;
        for _ in 0..5 {
            let before = clock.now();
            count = act();
            best = best.min(clock.now() - before);
        }
        println!("{name}: {count} in {:.2} ms", best.as_secs_f64() * 1e3);
    };
    use Column::*;
    for by in [Title, Artist, Album, Year, Duration, Added, Plays, Played, Genre, Number] {
        let order = Ordering { by, descending: true };
        timed(&format!("order by {by:?}"), &|| library.reader.order(&order).unwrap().len());
    }
    let ids = library.reader.order(&Ordering { by: Title, descending: false }).unwrap();
    timed("rows", &|| library.reader.rows(&ids[50_000..50_100]).unwrap().len());
    let artist = library.reader.groups(&Groups::Artists, None, 1).unwrap().items[0].id;
    for view in
        [Tracks::All(Sort::Title), Tracks::All(Sort::Artist), Tracks::Under("/m".into()), Tracks::Artist(artist)]
    {
        timed(&format!("ids of {view:?}"), &|| library.reader.ids(&view).unwrap().len());
    }
    for text in ["night", "wor"] {
        timed(&format!("ids of search {text:?}"), &|| library.reader.ids_of_search(&Query::parse(text)).unwrap().len());
    }
    let albums: Vec<i64> =
        library.reader.groups(&Groups::Albums, None, 50).unwrap().items.iter().map(|a| a.id).collect();
    timed("pictures of 50 albums", &|| library.reader.samples(&albums).unwrap().len());
    for shelf in [Shelf::Played, Shelf::Added, Shelf::MostPlayed] {
        timed(&format!("shelf {shelf:?}"), &|| library.reader.shelf(shelf, 20).unwrap().len());
    }
}

fn made_up(n: usize, random: &mut fastrand::Rng) -> Song {
    let word = |random: &mut fastrand::Rng| {
        format!("{}{}", ["night", "word", "rain", "blue"][random.usize(..4)], random.u32(..5_000))
    };
    let (album, artist) = (n / 12, n / 70);
    Song {
        year: Some(random.u16(1950..2026)),
        number: Some((n % 12 + 1) as u16),
        genres: vec![format!("genre {}", album % 80)],
        album_artists: vec![format!("artist {artist}")],
        duration: Some(std::time::Duration::from_millis(random.u64(100_000..400_000))),
        ..song(
            &format!("/m/{}/{n}.mp3", n % 900),
            &format!("{} {} {}", word(random), word(random), word(random)),
            &format!("artist {artist}"),
            &format!("album {} {album}", album * 7919 % 9000),
        )
    }
}
