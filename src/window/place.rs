//! Where in the window one is, and the way back.

use crate::window::icons;

/// What the middle of the window shows. Names travel along, so that a page has its head before the index has answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    Home,
    Albums,
    Album(i64),
    Artists,
    Artist(i64),
    Songs,
    Genres,
    Genre(i64),
    Playlists,
    /// By its name.
    Playlist(String),
    Queue,
    Radio,
    Lineup,
    /// What is searched for is the search's own.
    Search,
    Playing,
    Settings,
    Problems,
}

impl Page {
    /// The sidebar's groups.
    pub const LISTENING: [Page; 4] = [Page::Home, Page::Search, Page::Playing, Page::Queue];
    pub const LIBRARY: [Page; 5] = [Page::Albums, Page::Artists, Page::Songs, Page::Genres, Page::Playlists];
    pub const ON_AIR: [Page; 2] = [Page::Radio, Page::Lineup];
    pub const REST: [Page; 2] = [Page::Problems, Page::Settings];

    /// Of its name in the catalogues, `page-…`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Home => "page-home",
            Self::Albums | Self::Album(_) => "page-albums",
            Self::Artists | Self::Artist(_) => "page-artists",
            Self::Songs => "page-songs",
            Self::Genres | Self::Genre(_) => "page-genres",
            Self::Playlists | Self::Playlist(_) => "page-playlists",
            Self::Queue => "page-queue",
            Self::Radio => "page-radio",
            Self::Lineup => "page-lineup",
            Self::Search => "page-search",
            Self::Playing => "page-playing",
            Self::Settings => "page-settings",
            Self::Problems => "page-problems",
        }
    }

    pub fn icon(&self) -> &'static str {
        match self {
            Self::Home => icons::HOUSE,
            Self::Albums | Self::Album(_) => icons::VINYL_RECORD,
            Self::Artists | Self::Artist(_) => icons::USERS,
            Self::Songs => icons::MUSIC_NOTES,
            Self::Genres | Self::Genre(_) => icons::TAG,
            Self::Playlists | Self::Playlist(_) => icons::PLAYLIST,
            Self::Queue => icons::QUEUE,
            Self::Radio => icons::RADIO,
            Self::Lineup => icons::SHIELD_CHECK,
            Self::Search => icons::MAGNIFYING_GLASS,
            Self::Playing => icons::WAVEFORM,
            Self::Settings => icons::GEAR,
            Self::Problems => icons::WARNING,
        }
    }

    /// Whether `self`, an entry of the sidebar, leads to `page`.
    pub fn holds(&self, page: &Page) -> bool {
        self.key() == page.key()
    }
}

/// The way that was gone. Never empty.
pub struct Trail {
    past: Vec<Page>,
    here: Page,
    future: Vec<Page>,
}

/// So many steps back are remembered.
const LONGEST: usize = 100;

impl Trail {
    pub fn new(here: Page) -> Self {
        Self { past: Vec::new(), here, future: Vec::new() }
    }

    pub fn here(&self) -> &Page {
        &self.here
    }

    pub fn go(&mut self, page: Page) {
        if page != self.here {
            self.past.push(std::mem::replace(&mut self.here, page));
            self.future.clear();
            if self.past.len() > LONGEST {
                self.past.remove(0);
            }
        }
    }

    pub fn back(&mut self) {
        if let Some(page) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.here, page));
        }
    }

    pub fn forward(&mut self) {
        if let Some(page) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.here, page));
        }
    }

    pub fn can_go_back(&self) -> bool {
        !self.past.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward_lead_where_one_was() {
        let mut trail = Trail::new(Page::Home);
        trail.go(Page::Albums);
        trail.go(Page::Album(7));
        trail.go(Page::Album(7));
        trail.back();
        assert_eq!(trail.here(), &Page::Albums);
        trail.forward();
        assert_eq!(trail.here(), &Page::Album(7));
        trail.back();
        trail.go(Page::Queue);
        trail.forward();
        assert_eq!(trail.here(), &Page::Queue);
        trail.back();
        trail.back();
        trail.back();
        assert_eq!(trail.here(), &Page::Home);
        assert!(!trail.can_go_back());
    }
}
