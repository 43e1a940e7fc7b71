//! What the pages of albums, artists and genres have in common: a head, a filter, an order, and cards.

use std::collections::HashMap;

use egui::{Align, Id, Layout, Popup, Ui};

use crate::library::State;
use crate::search::fold;
use crate::store::StoreError;
use crate::store::music::{Group, Groups, Reader, Shelf};
use crate::window::actions::Action;
use crate::window::cx::Cx;
use crate::window::icons;
use crate::window::librarian::Asked;
use crate::window::theme::tokens::{Type, size, space};
use crate::window::widgets::{Card, Grid, Kind as Weight, Shape, button, elided, empty, field, menu_item};

/// Groups read at a time: between two such reads the librarian's thread holds nothing of the index.
const CHUNK: usize = 1_000;

/// Of what the cards are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Albums,
    Artists,
    Genres,
}

/// The orders of albums; artists and genres stand by their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    /// By the artist's sort name, then by year.
    #[default]
    Artist,
    Title,
    /// The newest first.
    Year,
    Added,
    Played,
}

impl Order {
    const ALL: [Self; 5] = [Self::Artist, Self::Title, Self::Year, Self::Added, Self::Played];

    fn key(self) -> &'static str {
        match self {
            Self::Artist => "albums-by-artist",
            Self::Title => "albums-by-title",
            Self::Year => "albums-by-year",
            Self::Added => "albums-by-added",
            Self::Played => "albums-by-played",
        }
    }
}

#[derive(Clone, PartialEq)]
struct Wish {
    kind: Kind,
    order: Order,
    filter: String,
}

/// What there is, and what of it is shown.
#[derive(Default)]
struct Listing {
    all: usize,
    groups: Vec<Group>,
}

/// A page.
pub struct Gallery {
    kind: Kind,
    order: Order,
    filter: String,
    list: Asked<Wish, Result<Listing, String>>,
    grid: Grid,
}

impl Gallery {
    pub fn new(kind: Kind) -> Self {
        Self { kind, order: Order::default(), filter: String::new(), list: Asked::default(), grid: Grid::default() }
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.head(ui, cx);
        let wish = Wish { kind: self.kind, order: self.order, filter: self.filter.clone() };
        match self.list.get_or_last(cx.librarian, &wish, |desk, wish| desk.look_up(|reader| read(reader, wish))) {
            None => {}
            Some(Err(sentence)) => {
                empty(ui, cx, icons::WARNING, &cx.t("grid-unreadable"), sentence, None);
            }
            Some(Ok(listing)) if listing.all == 0 => nothing(ui, cx),
            Some(Ok(listing)) if listing.groups.is_empty() => {
                let head = cx.tw("grid-filtered", &[("words", &self.filter.trim())]);
                if empty(ui, cx, icons::FUNNEL, &head, &cx.t("grid-filtered-why"), Some(&cx.t("grid-show-all"))) {
                    self.filter.clear();
                    self.grid.rewind();
                }
            }
            Some(Ok(Listing { groups, .. })) => {
                let (shape, of) = match self.kind {
                    Kind::Albums => (Shape::Cover, Card::album as fn(&Cx<'_>, &Group) -> Card),
                    Kind::Artists => (Shape::Round, Card::artist as fn(&Cx<'_>, &Group) -> Card),
                    Kind::Genres => (Shape::Tile, Card::genre as fn(&Cx<'_>, &Group) -> Card),
                };
                self.grid.show(ui, cx, groups.len(), shape, &|cx, index| of(cx, &groups[index]));
            }
        }
    }

    /// The page's name, how many there are, the order, the filter. In two rows if it has to be.
    fn head(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if cx.narrow() {
            self.tools(ui, cx);
        } else {
            ui.horizontal(|ui| {
                ui.set_height(HEAD);
                ui.label(egui::RichText::new(self.name(cx)).font(Type::Display.font()).color(cx.theme.text));
                ui.add_space(space::XS);
                elided(ui, &self.count(cx), Type::Body, cx.theme.text_faint);
                let width = ui.available_width();
                ui.allocate_ui_with_layout(egui::Vec2::new(width, HEAD), Layout::right_to_left(Align::Center), |ui| {
                    ui.set_max_width(width.min(TOOLS));
                    self.tools(ui, cx);
                });
            });
        }
        ui.add_space(space::S);
    }

    fn name(&self, cx: &Cx<'_>) -> String {
        cx.t(match self.kind {
            Kind::Albums => "page-albums",
            Kind::Artists => "page-artists",
            Kind::Genres => "page-genres",
        })
    }

    fn count(&self, cx: &Cx<'_>) -> String {
        let Some(Ok(listing)) = self.list.answer() else { return String::new() };
        let (shown, all) = (listing.groups.len(), listing.all);
        if shown == all {
            cx.tw("grid-count", &[("count", &all)])
        } else {
            cx.tw("grid-count-of", &[("count", &shown), ("all", &all)])
        }
    }

    fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let before = (self.order, self.filter.clone());
        // The order first: where it stands on the right, the row is filled from there.
        let room = egui::Vec2::new(ui.available_width(), size::FIELD);
        ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
            if self.kind == Kind::Albums {
                self.orders(ui, cx);
            }
            let id = Id::unique("filter").with(self.kind as u8);
            field(ui, cx, id, &mut self.filter, icons::FUNNEL, &cx.t("grid-filter"), size::FIELD);
        });
        if (self.order, &self.filter) != (before.0, &before.1) {
            self.grid.rewind();
        }
    }

    fn orders(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let response = button(ui, cx.theme, Weight::Plain, icons::SORT_ASCENDING, &cx.t(self.order.key()));
        egui::Popup::menu(&response).show(|ui| {
            ui.set_min_width(180.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            for order in Order::ALL {
                let icon = if order == self.order { icons::CHECK } else { " " };
                if menu_item(ui, cx.theme, icon, &cx.t(order.key())).clicked() {
                    self.order = order;
                    Popup::close_all(ui.ctx());
                }
            }
        });
    }
}

const HEAD: f32 = 44.0;
/// Filter and order are not wider than this.
const TOOLS: f32 = 420.0;

/// No music at all: why, and what to do.
fn nothing(ui: &mut Ui, cx: &mut Cx<'_>) {
    if cx.now.library.is_some_and(|progress| progress.state != State::Idle) {
        empty(ui, cx, icons::HOURGLASS_MEDIUM, &cx.t("grid-scanning"), &cx.t("grid-scanning-why"), None);
    } else if empty(
        ui,
        cx,
        icons::MUSIC_NOTES_PLUS,
        &cx.t("grid-empty"),
        &cx.t("grid-empty-why"),
        Some(&cx.t("action-add-folder")),
    ) {
        cx.perform(Action::AddFolder);
    }
}

fn read(reader: &Reader, wish: &Wish) -> Result<Listing, StoreError> {
    let view = match wish.kind {
        Kind::Albums => Groups::Albums,
        Kind::Artists => Groups::AlbumArtists,
        Kind::Genres => Groups::Genres,
    };
    let mut groups = all(reader, &view)?;
    let count = groups.len();
    let words: Vec<String> = fold(&wish.filter).split_whitespace().map(str::to_owned).collect();
    if !words.is_empty() {
        let text = |group: &Group| {
            fold(&format!("{} {} {}", group.name, group.artist.as_deref().unwrap_or_default(), group.year.unwrap_or(0)))
        };
        groups.retain(|group| {
            let text = text(group);
            words.iter().all(|word| text.contains(word.as_str()))
        });
    }
    if wish.kind == Kind::Albums {
        sort(reader, wish.order, &mut groups)?;
    }
    Ok(Listing { all: count, groups })
}

fn all(reader: &Reader, view: &Groups) -> Result<Vec<Group>, StoreError> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = reader.groups(view, after.as_ref(), CHUNK)?;
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}

/// They come by title; what an order does not tell apart stays so.
fn sort(reader: &Reader, order: Order, albums: &mut [Group]) -> Result<(), StoreError> {
    let places = |groups: Vec<Group>| -> HashMap<i64, usize> {
        groups.into_iter().enumerate().map(|(place, group)| (group.id, place)).collect()
    };
    let place = |places: &HashMap<i64, usize>, id: &i64| places.get(id).copied().unwrap_or(usize::MAX);
    match order {
        Order::Title => {}
        Order::Year => albums.sort_by_key(|album| std::cmp::Reverse(album.year)),
        Order::Artist => {
            // The index knows the artists' sort names.
            let artists = all(reader, &Groups::AlbumArtists)?;
            let names: HashMap<String, usize> =
                artists.into_iter().enumerate().map(|(place, artist)| (artist.name, place)).collect();
            let of =
                |album: &Group| album.artist.as_ref().and_then(|name| names.get(name)).copied().unwrap_or(usize::MAX);
            albums.sort_by_key(|album| (of(album), album.year.unwrap_or(u16::MAX)));
        }
        Order::Added | Order::Played => {
            let shelf = if order == Order::Added { Shelf::Added } else { Shelf::MostPlayed };
            let places = places(reader.shelf(shelf, albums.len().max(CHUNK))?);
            albums.sort_by_key(|album| place(&places, &album.id));
        }
    }
    Ok(())
}
