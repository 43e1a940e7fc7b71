//! What the views want done. They draw and wish; the window does it after the frame, in one place.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::Track;
use crate::player::{Command, Edit};

use super::actions::Action;
use super::change::Change;
use super::frame::Ask;
use super::music::{How, Music};
use super::place::Page;
use super::preferences;

/// What of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    Album,
    /// Its first.
    Artist,
}

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// To the player, as it is.
    Send(Command),
    /// To the player's queue; can be undone.
    Queue(Edit),
    /// Plays or queues music, whatever names it.
    Play(Music, How),
    /// A change of what is kept: playlists, folders, hearts. Can be undone.
    Change(Change),
    /// Asks for a name, and then does it.
    Ask(Ask),
    /// A new playlist with this in it, under a name that is free.
    NewPlaylist(Option<Music>),
    /// What is in the list of all actions.
    Do(Action),
    Go(Page),
    /// To the page of the album or the artist of this track, when the library has said which that is.
    Visit(Visit, Arc<Track>),
    /// Shows a file in the desktop's file manager.
    Reveal(PathBuf),
    /// To the page of the artist of this name.
    GoToArtist(String),
    /// Changes the settings file. With something to say, it can be undone.
    Set(Vec<preferences::Edit>, Option<String>),
    /// Shows this address in the person's browser.
    Open(String),
    /// Says something, for a moment.
    Say(String),
}
