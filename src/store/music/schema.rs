//! The tables. What is shown is *linked*: counted in its groups and in the full text; a hidden row is nothing but a
//! row in `tracks`, kept so that a file that comes back keeps its plays.

use super::super::Schema;

/// Tracks without an artist or album belong to these rows, so that orders by artist or album have all tracks.
pub(super) const NONE: i64 = 0;
/// The artist of records with many.
pub(super) const VARIOUS: i64 = 1;
/// Where years are ordered, none is the last.
pub(super) const NO_YEAR: i64 = 65_535;
/// Between several artists or genres in one column. No tag has it.
pub(super) const SEPARATOR: char = '\u{1f}';

/// `tracks.state`: in views and counts, even if its disk is away.
pub(super) const SHOWN: i64 = 0;
/// `tracks.state`: deleted.
pub(super) const GONE: i64 = 1;
/// `tracks.state`: under no folder of the library.
pub(super) const OUTSIDE: i64 = 2;

pub(super) const LIBRARY: Schema = Schema { what: "library", steps: &[TABLES, GROUPS, FULL_TEXT, WHOLE_TABLE] };

const TABLES: &str = "
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL,            -- 0: none
    path BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    away INTEGER NOT NULL DEFAULT 0,    -- 1: its disk cannot be seen now
    tracks INTEGER NOT NULL DEFAULT 0   -- shown, in it and below
) STRICT;
CREATE INDEX folders_away ON folders (id) WHERE away = 1;
CREATE INDEX folders_tree ON folders (parent, key, id) WHERE tracks > 0;

CREATE TABLE tracks (
    id INTEGER PRIMARY KEY,
    folder INTEGER NOT NULL REFERENCES folders (id),
    name BLOB NOT NULL,                 -- in its folder
    state INTEGER NOT NULL,             -- 0 shown, 1 gone, 2 under no folder of the library
    hidden_at INTEGER,                  -- since when gone or outside, in seconds since 1970
    title TEXT NOT NULL,
    artists TEXT NOT NULL,              -- several are separated by U+001F; empty: none
    album TEXT,
    genres TEXT NOT NULL,               -- as artists
    year INTEGER,
    plays INTEGER NOT NULL DEFAULT 0,
    album_id INTEGER NOT NULL,          -- in albums; 0: none
    artist_id INTEGER NOT NULL,         -- the first artist, in artists; 0: none
    place INTEGER NOT NULL,             -- disc << 16 | number
    title_key TEXT NOT NULL,            -- folded
    disc INTEGER,
    number INTEGER,
    millis INTEGER,                     -- length
    played_at INTEGER,                  -- in seconds since 1970, as all times
    added_at INTEGER NOT NULL,
    lufs REAL, peak REAL,               -- by its tags
    album_lufs REAL, album_peak REAL,
    heard INTEGER NOT NULL,             -- 0 neither measured nor levelled by tags, 1 by tags only, 2 decoded to its end
    heard_lufs REAL, heard_peak REAL,   -- measured
    codec TEXT NOT NULL, bitrate INTEGER, rate INTEGER, channels INTEGER,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL,
    fingerprint INTEGER,
    UNIQUE (folder, name)
) STRICT;
CREATE INDEX tracks_fingerprint ON tracks (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX tracks_title ON tracks (title_key, id) WHERE state = 0;
CREATE INDEX tracks_album ON tracks (album_id, place, title_key, id) WHERE state = 0;
CREATE INDEX tracks_year ON tracks (coalesce(year, 65535), album_id, place, id) WHERE state = 0;
CREATE INDEX tracks_added ON tracks (added_at, id) WHERE state = 0;
CREATE INDEX tracks_never_played ON tracks (added_at, id) WHERE state = 0 AND plays = 0;
CREATE INDEX tracks_most_played ON tracks (plays, played_at, id) WHERE state = 0 AND plays > 0;
CREATE INDEX tracks_unheard ON tracks (heard, id) WHERE state = 0 AND heard < 2;
CREATE INDEX tracks_hidden ON tracks (hidden_at) WHERE state > 0;

CREATE TABLE problems (
    path BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What decoding has shown, of any file.
CREATE TABLE sounds (
    path BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL,
    trouble TEXT,                       -- why it cannot be played to its end; then the rest is NULL
    millis INTEGER, lufs REAL, peak REAL
) STRICT, WITHOUT ROWID;

-- Plays of files that are not in tracks (yet).
CREATE TABLE strangers (
    path BLOB PRIMARY KEY,
    plays INTEGER NOT NULL,
    played_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roots (path BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    open INTEGER NOT NULL,              -- 1: the last run has not ended yet, or not cleanly
    rooted INTEGER NOT NULL,            -- 0: roots was never set, 1: it was, 2: and is not yet true of all tracks
    revision INTEGER NOT NULL           -- counts the changes of what is in the library
) STRICT;
INSERT INTO notes VALUES (0, 0, 0);
";

/// Counts are kept, not made: no view may have to look at all tracks.
const GROUPS: &str = "
CREATE TABLE artists (
    id INTEGER PRIMARY KEY,
    fold TEXT NOT NULL UNIQUE,          -- what makes it the same artist
    name TEXT NOT NULL,
    key TEXT NOT NULL,                  -- the folded sort name
    tracks INTEGER NOT NULL DEFAULT 0,
    albums INTEGER NOT NULL DEFAULT 0,
    album_tracks INTEGER NOT NULL DEFAULT 0,
    plays INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX artists_key ON artists (key, id);
CREATE INDEX artists_shown ON artists (key, id) WHERE tracks > 0;
CREATE INDEX artists_played ON artists (plays) WHERE plays > 0;
CREATE INDEX artists_of_albums ON artists (key, id) WHERE albums > 0;
INSERT INTO artists (id, fold, name, key) VALUES (0, '', '', char(1114111));
INSERT INTO artists (id, fold, name, key) VALUES (1, 'various artists', 'Various Artists', 'various artists');

CREATE TABLE albums (
    id INTEGER PRIMARY KEY,
    fold TEXT NOT NULL,
    owner TEXT NOT NULL,                -- its artist, 'various', or the folder where it has none
    title TEXT NOT NULL,
    key TEXT NOT NULL,
    explicit INTEGER NOT NULL,          -- the artist is by tag; else by those of its tracks
    artist_id INTEGER NOT NULL REFERENCES artists (id),
    year INTEGER,
    tracks INTEGER NOT NULL DEFAULT 0,
    discs INTEGER NOT NULL DEFAULT 0,
    plays INTEGER NOT NULL DEFAULT 0,
    UNIQUE (fold, owner)
) STRICT;
CREATE UNIQUE INDEX albums_key ON albums (key, id);
CREATE INDEX albums_shown ON albums (key, id) WHERE tracks > 0;
CREATE INDEX albums_played ON albums (plays) WHERE plays > 0;
CREATE INDEX albums_of_artist ON albums (artist_id, coalesce(year, 65535), id) WHERE tracks > 0;
INSERT INTO albums (id, fold, owner, title, key, explicit, artist_id) VALUES (0, '', '', '', char(1114111), 1, 0);

CREATE TABLE genres (
    id INTEGER PRIMARY KEY,
    fold TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    tracks INTEGER NOT NULL DEFAULT 0,
    plays INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX genres_shown ON genres (fold, id) WHERE tracks > 0;

CREATE TABLE years (
    year INTEGER PRIMARY KEY,           -- 65535: none
    tracks INTEGER NOT NULL DEFAULT 0,
    plays INTEGER NOT NULL DEFAULT 0,
    millis INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE track_artists (
    artist_id INTEGER NOT NULL REFERENCES artists (id),
    year INTEGER NOT NULL, album_id INTEGER NOT NULL, place INTEGER NOT NULL,
    track_id INTEGER NOT NULL,
    PRIMARY KEY (artist_id, year, album_id, place, track_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE track_genres (
    genre_id INTEGER NOT NULL REFERENCES genres (id),
    year INTEGER NOT NULL, album_id INTEGER NOT NULL, place INTEGER NOT NULL,
    track_id INTEGER NOT NULL,
    PRIMARY KEY (genre_id, year, album_id, place, track_id)
) STRICT, WITHOUT ROWID;
";

/// The texts go in [folded](crate::search::fold), so the tokenizer need only split at spaces. No positions are kept
/// (`detail`): phrases are recognised in the rows. Prefixes to 4 characters have lists of their own; longer ones are
/// few enough to be merged from their words'. Parts of words are looked for in the vocabulary only, which is small.
const FULL_TEXT: &str = r#"
CREATE VIRTUAL TABLE words USING fts5 (
    title, artist, album, genre, year, path,
    content = '', columnsize = 0, detail = column, prefix = '1 2 3 4',
    tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_{|}~'"
);
CREATE VIRTUAL TABLE artist_words USING fts5 (
    artist,
    content = '', columnsize = 0, detail = column, prefix = '1 2 3',
    tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_{|}~'"
);
CREATE VIRTUAL TABLE album_words USING fts5 (
    album, artist, year,
    content = '', columnsize = 0, detail = column, prefix = '1 2 3',
    tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_{|}~'"
);
CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE word_parts USING fts5 (
    word, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
"#;

/// For orders of all tracks and for a home page. It begins with the id so that new rows go to its end.
const WHOLE_TABLE: &str = "
CREATE INDEX tracks_table ON tracks (id, artist_id, album_id, place, year, millis, added_at, plays, played_at, genres)
    WHERE state = 0;
CREATE INDEX tracks_played ON tracks (played_at, album_id) WHERE state = 0 AND played_at > 0;
";
