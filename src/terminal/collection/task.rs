//! What the commands for one's own music may be told: library, search, playlists, reserve, queue, history.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::config::rule;

/// The music on this machine: which folders, what is in them, what is wrong with it
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example: segue library add ~/Music")]
pub struct LibraryArgs {
    #[command(subcommand)]
    pub task: LibraryTask,
}

/// See [`LibraryArgs`].
#[derive(Clone, Debug, Subcommand)]
pub enum LibraryTask {
    /// Take folders into the library, and read what is in them
    Add {
        #[arg(required = true, value_name = "FOLDER")]
        folders: Vec<PathBuf>,
        #[command(flatten)]
        form: Form,
    },
    /// Take folders out of the library; their files are left alone
    Remove {
        #[arg(required = true, value_name = "FOLDER")]
        folders: Vec<PathBuf>,
        #[command(flatten)]
        form: Form,
    },
    /// Look through the folders for what is new, changed, moved or gone
    Scan {
        #[command(flatten)]
        form: Form,
    },
    /// List the files that cannot be read, and why
    Problems {
        #[command(flatten)]
        form: Form,
    },
    /// Show the folders, and how much music is in them
    Stats {
        #[command(flatten)]
        form: Form,
    },
}

/// How the result is printed.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Form {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Find tracks, albums and artists in the library
///
/// All words have to be found, in title, artist, album, genre or path; each may be the beginning of a word.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples: segue search nina simone; segue search 'artist:björk year:1990..1999 -live'; \
                        segue search 'genre:jazz \"so what\"'")]
pub struct SearchArgs {
    /// What to find: words, "several words", artist: album: title: genre: path: year:1990..1999, and -not
    // Hyphens are the search's own: -live means without "live".
    #[arg(required = true, value_name = "WORDS", allow_hyphen_values = true)]
    pub words: Vec<String>,
    /// At most this many tracks
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    #[command(flatten)]
    pub form: Form,
}

/// Make, show and change playlists
///
/// They are plain files beside the library; a rule file (NAME.toml) there is a smart playlist.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples: segue playlist create morning ~/Music/calm; segue playlist show morning; \
                        segue playlist export morning /media/usb/morning.m3u8")]
pub struct PlaylistArgs {
    #[command(subcommand)]
    pub task: PlaylistTask,
}

/// See [`PlaylistArgs`].
#[derive(Clone, Debug, Subcommand)]
pub enum PlaylistTask {
    /// List all playlists
    List {
        #[command(flatten)]
        form: Form,
    },
    /// Show what is in one
    Show {
        #[arg(value_parser = rule::word)]
        name: String,
        #[command(flatten)]
        form: Form,
    },
    /// Make a new one of files, folders, playlists and a search
    Create {
        #[arg(value_parser = rule::word)]
        name: String,
        #[command(flatten)]
        music: Music,
    },
    /// Make a smart one of a file of rules; `--example` prints one
    Smart {
        #[arg(required_unless_present = "example", requires = "rules", value_parser = rule::word)]
        name: Option<String>,
        /// The rules, as TOML
        #[arg(value_name = "FILE")]
        rules: Option<PathBuf>,
        /// Print an example of rules
        #[arg(long)]
        example: bool,
    },
    /// Add music at the end
    Add {
        #[arg(value_parser = rule::word)]
        name: String,
        #[command(flatten)]
        music: Music,
        /// Before this place, counted from 1, instead of at the end
        #[arg(long, value_name = "N")]
        at: Option<usize>,
    },
    /// Take the tracks at these places out, counted from 1
    Remove {
        #[arg(value_parser = rule::word)]
        name: String,
        #[arg(required = true, value_name = "N")]
        places: Vec<usize>,
    },
    /// Move a track to another place, counted from 1
    Move {
        #[arg(value_parser = rule::word)]
        name: String,
        from: usize,
        to: usize,
    },
    /// Give it another name
    Rename {
        #[arg(value_parser = rule::word)]
        name: String,
        #[arg(value_name = "NEW", value_parser = rule::word)]
        new: String,
    },
    /// Make a second one with the same music
    Duplicate {
        #[arg(value_parser = rule::word)]
        name: String,
        #[arg(value_name = "NEW", value_parser = rule::word)]
        new: String,
    },
    /// Throw it away; `restore` brings it back
    Delete {
        #[arg(value_parser = rule::word)]
        name: String,
    },
    /// Bring back one that was thrown away
    Restore {
        #[arg(value_parser = rule::word)]
        name: String,
    },
    /// Take in a playlist file: M3U, M3U8, PLS or XSPF
    Import {
        file: PathBuf,
        /// What to call it; else it keeps the file's name
        #[arg(long, value_name = "NAME", value_parser = rule::word)]
        name: Option<String>,
    },
    /// Write it to a file; its ending says how: .m3u, .m3u8, .pls or .xspf
    Export {
        #[arg(value_parser = rule::word)]
        name: String,
        file: PathBuf,
    },
}

/// Music that is named in one of the ways in which music can be named.
#[derive(Args, Clone, Debug, Default)]
pub struct Music {
    /// Files, folders, playlist files, and names of playlists
    #[arg(value_name = "FILES", value_parser = rule::local)]
    pub files: Vec<PathBuf>,
    /// And what this search finds in the library, such as 'genre:jazz'
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub search: Option<String>,
}

/// Show how long the music on this machine lasts without a network, and choose it
///
/// Without a task: how many hours each reserve has ready, how much of that has been verified by decoding it, and
/// which files are damaged. With none marked, the whole library is the reserve.
#[derive(Args, Clone, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ReserveArgs {
    #[command(subcommand)]
    pub task: Option<ReserveTask>,
    /// Decode now what has not been verified yet; the player does so by itself, in the background
    #[arg(long)]
    pub verify: bool,
    #[command(flatten)]
    pub form: Form,
}

/// See [`ReserveArgs`].
#[derive(Clone, Debug, Subcommand)]
pub enum ReserveTask {
    /// Mark a playlist, a smart playlist or a folder as reserve
    Mark {
        #[arg(required = true, value_name = "NAME|FOLDER")]
        what: Vec<PathBuf>,
    },
    /// Let it be no reserve any more
    Unmark {
        #[arg(required = true, value_name = "NAME|FOLDER")]
        what: Vec<PathBuf>,
    },
}

/// Show and change what a running player plays next
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example: segue queue add --next ~/Music/happy-birthday.mp3")]
pub struct QueueArgs {
    #[command(subcommand)]
    pub task: Option<QueueTask>,
    #[command(flatten)]
    pub form: Form,
}

/// See [`QueueArgs`].
#[derive(Clone, Debug, Subcommand)]
pub enum QueueTask {
    /// Add music at the end
    Add {
        #[command(flatten)]
        music: Music,
        /// Right after what plays now
        #[arg(long, conflicts_with = "now")]
        next: bool,
        /// Play it at once, in place of the queue
        #[arg(long)]
        now: bool,
    },
    /// Take out the track at this place, counted from 1
    Remove { place: usize },
    /// Move a track to another place, counted from 1
    Move { from: usize, to: usize },
    /// Go to the track at this place, counted from 1
    Go { place: usize },
    /// Forget all tracks; what plays now plays on
    Clear,
}

/// Show what was played, the newest first
#[derive(Args, Clone, Debug, Default)]
pub struct HistoryArgs {
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    #[command(flatten)]
    pub form: Form,
}
