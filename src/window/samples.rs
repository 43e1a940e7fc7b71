//! Which file lends its picture to an album, an artist, a genre: asked for as they come into sight, in one question at a time.

use std::collections::HashMap;
use std::path::PathBuf;

use crossbeam_channel::Receiver;

use super::librarian::{Desk, Librarian};
use crate::store::StoreError;
use crate::store::music::{Reader, Tracks};

/// So many are remembered; then all are forgotten but what is in sight, which is asked for anew.
const MOST: usize = 4_096;

/// What wants a picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sample {
    Album(i64),
    Artist(i64),
    Genre(i64),
    File(PathBuf),
}

type Answer = Vec<(Sample, Option<PathBuf>)>;

/// What is known of them.
#[derive(Default)]
pub struct Samples {
    known: HashMap<Sample, Option<PathBuf>>,
    wanted: Vec<Sample>,
    pending: Option<Receiver<Answer>>,
    edition: u64,
}

impl Samples {
    /// Before drawing: takes in what was answered. After a change of the library, what had no picture may have one.
    pub fn turn(&mut self, librarian: &Librarian) {
        if self.edition != librarian.edition() {
            self.edition = librarian.edition();
            self.known.retain(|_, path| path.is_some());
        }
        if self.known.len() > MOST {
            self.known.clear();
        }
        if let Some(answer) = self.pending.as_ref().and_then(|pending| pending.try_recv().ok()) {
            self.known.extend(answer);
            self.pending = None;
        }
        self.wanted.clear();
    }

    /// The file, if it is known by now.
    pub fn get(&mut self, sample: &Sample) -> Option<PathBuf> {
        if let Sample::File(path) = sample {
            return Some(path.clone());
        }
        let known = self.known.get(sample);
        if known.is_none() {
            self.wanted.push(sample.clone());
        }
        known.cloned().flatten()
    }

    /// After drawing: asks for what was looked for in vain.
    pub fn ask(&mut self, librarian: &Librarian) {
        if !self.wanted.is_empty() && self.pending.is_none() {
            let wanted = std::mem::take(&mut self.wanted);
            self.pending = Some(librarian.ask(move |desk| find(desk, wanted)));
        }
    }
}

/// A library that cannot be read has no pictures: pages that show its rows say why.
fn find(desk: &mut Desk, wanted: Vec<Sample>) -> Answer {
    let Ok(Some(reader)) = desk.reader() else { return wanted.into_iter().map(|sample| (sample, None)).collect() };
    let with = |sample: Sample| {
        let path = of(reader, &sample).ok().flatten();
        (sample, path)
    };
    wanted.into_iter().map(with).collect()
}

fn of(reader: &Reader, sample: &Sample) -> Result<Option<PathBuf>, StoreError> {
    match sample {
        Sample::Album(id) => Ok(reader.samples(&[*id])?.pop().map(|(_, path)| path)),
        Sample::Artist(id) => {
            let of_album = reader.sample(&Tracks::AlbumArtist(*id))?;
            if of_album.is_some() { Ok(of_album) } else { reader.sample(&Tracks::Artist(*id)) }
        }
        Sample::Genre(id) => reader.sample(&Tracks::Genre(*id)),
        Sample::File(path) => Ok(Some(path.clone())),
    }
}
