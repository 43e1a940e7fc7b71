//! Which columns a list has at its width.

use egui::Rangef;

use crate::store::music::Column as Key;
use crate::window::theme::tokens::size;

/// What a list may show of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Title,
    Artist,
    Album,
    Genre,
    Year,
    Added,
    Plays,
    Heart,
    Length,
}

/// What stands before a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// Its cover; the artist stands under the title.
    #[default]
    Cover,
    /// Its number on its disc.
    Number,
    /// Its place in the list, from 1.
    Place,
}

impl Column {
    /// Of its name in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "list-title",
            Self::Artist => "list-artist",
            Self::Album => "list-album",
            Self::Genre => "list-genre",
            Self::Year => "list-year",
            Self::Added => "list-added",
            Self::Plays => "list-plays",
            Self::Heart => "list-loved",
            Self::Length => "list-length",
        }
    }

    /// What the library can order by it.
    pub fn sorts(self) -> Option<Key> {
        Some(match self {
            Self::Title => Key::Title,
            Self::Artist => Key::Artist,
            Self::Album => Key::Album,
            Self::Genre => Key::Genre,
            Self::Year => Key::Year,
            Self::Added => Key::Added,
            Self::Plays => Key::Plays,
            Self::Length => Key::Duration,
            Self::Heart => return None,
        })
    }

    /// Numbers stand under each other's ends.
    pub fn to_the_right(self) -> bool {
        matches!(self, Self::Plays | Self::Length | Self::Year)
    }

    /// The narrowest that it can be used in, and its share of what is left.
    fn need(self) -> (f32, f32) {
        match self {
            Self::Title => (180.0, 3.0),
            Self::Artist | Self::Album => (130.0, 2.0),
            Self::Genre => (110.0, 1.0),
            Self::Year => (60.0, 0.0),
            Self::Added => (100.0, 0.0),
            Self::Plays => (64.0, 0.0),
            Self::Heart => (size::TARGET, 0.0),
            Self::Length => (64.0, 0.0),
        }
    }
}

/// What there is no room for goes in this order.
const LEAST_WANTED: [Column; 6] =
    [Column::Added, Column::Genre, Column::Plays, Column::Year, Column::Album, Column::Artist];

/// Where the columns are, from the list's left.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub lead: Rangef,
    pub cells: Vec<(Column, Rangef)>,
    /// The artist stands under the title.
    pub stacked: bool,
    pub row: f32,
}

impl Layout {
    pub fn new(wanted: &[Column], lead: Lead, width: f32) -> Self {
        let mut stacked = lead == Lead::Cover && wanted.contains(&Column::Artist);
        let mut columns: Vec<Column> =
            wanted.iter().copied().filter(|column| !(stacked && *column == Column::Artist)).collect();
        let first = if lead == Lead::Cover { 56.0 } else { 48.0 };
        let needs = |columns: &[Column]| columns.iter().map(|column| column.need().0).sum::<f32>();
        for column in LEAST_WANTED {
            if first + needs(&columns) <= width {
                break;
            }
            stacked |= column == Column::Artist && columns.contains(&column);
            columns.retain(|kept| *kept != column);
        }
        let left = (width - first - needs(&columns)).max(0.0);
        let shares: f32 = columns.iter().map(|column| column.need().1).sum();
        let mut x = first;
        let cells = columns.into_iter().map(|column| {
            let (least, share) = column.need();
            let from = x;
            x += least + if shares > 0.0 { left * share / shares } else { 0.0 };
            (column, Rangef::new(from.round(), x.round()))
        });
        let cells = cells.collect();
        let row = if stacked || lead == Lead::Cover { size::ROW } else { size::TABLE_ROW };
        Self { lead: Rangef::new(0.0, first), cells, stacked, row }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Column; 7] =
        [Column::Title, Column::Artist, Column::Album, Column::Year, Column::Plays, Column::Heart, Column::Length];

    #[test]
    fn a_narrow_list_keeps_what_is_needed_most() {
        let wide = Layout::new(&ALL, Lead::Place, 900.0);
        assert_eq!((wide.cells.len(), wide.stacked, wide.row), (7, false, size::TABLE_ROW));
        let narrow = Layout::new(&ALL, Lead::Place, 336.0);
        let kept: Vec<_> = narrow.cells.iter().map(|(column, _)| *column).collect();
        assert_eq!((kept, narrow.stacked), (vec![Column::Title, Column::Heart, Column::Length], true));
    }

    #[test]
    fn columns_fill_the_width_without_gaps() {
        for width in [336.0, 500.0, 640.0, 800.0, 1920.0] {
            let layout = Layout::new(&ALL, Lead::Cover, width);
            let mut x = layout.lead.max;
            for (_, cell) in &layout.cells {
                assert_eq!(cell.min, x);
                x = cell.max;
            }
            assert_eq!(x, width);
        }
    }
}
