//! Covers on the screen: decoded on threads of their own, kept as textures as long as there is room for them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use egui::{Color32, ColorImage, Context, TextureHandle, TextureOptions};

pub use crate::library::covers::{Size, Thumb};

/// Bytes of textures that are kept.
const ROOM: usize = 64 << 20;
/// Pictures decoded at the same time.
const THREADS: usize = 2;
/// Pictures waited for; older wishes are forgotten, they have scrolled by.
const MOST_WAITING: usize = 256;
/// Pictures put on the screen in one frame: each is copied to the graphics.
const A_FRAME: usize = 6;

/// Finds and decodes the picture of a music file. May block.
pub type Decode = Arc<dyn Fn(&Path, Size) -> Option<Thumb> + Send + Sync>;

type Key = (PathBuf, Size);

/// A picture on the screen.
#[derive(Clone)]
pub struct Shown {
    pub texture: TextureHandle,
    pub accent: Color32,
}

enum State {
    Waiting,
    /// There is none.
    Missing,
    Here(Shown, u64),
}

/// All covers.
pub struct Pictures {
    states: HashMap<Key, State>,
    wishes: Arc<Wishes>,
    done: Receiver<(Key, Option<Thumb>)>,
    context: Context,
    bytes: usize,
    frame: u64,
}

#[derive(Default)]
struct Wishes {
    /// The newest last; taken from there. `None`: no more.
    list: Mutex<Option<Vec<Key>>>,
    more: Condvar,
}

impl Pictures {
    /// # Errors
    /// There can be no more threads.
    pub fn start(decode: &Decode, context: Context) -> std::io::Result<Self> {
        let wishes = Arc::new(Wishes { list: Mutex::new(Some(Vec::new())), ..Wishes::default() });
        let (tell, done) = unbounded();
        for _ in 0..THREADS {
            let (wishes, decode, tell, context) = (wishes.clone(), decode.clone(), tell.clone(), context.clone());
            thread::Builder::new().name("covers".into()).spawn(move || work(&wishes, &decode, &tell, &context))?;
        }
        Ok(Self { states: HashMap::new(), wishes, done, context, bytes: 0, frame: 0 })
    }

    /// Once a frame: takes in what was decoded, and makes room.
    pub fn turn(&mut self) {
        self.frame += 1;
        for _ in 0..A_FRAME {
            let Ok((key, picture)) = self.done.try_recv() else { break };
            let state = picture.map_or(State::Missing, |picture| State::Here(self.show(&key, &picture), self.frame));
            self.states.insert(key, state);
        }
        if !self.done.is_empty() {
            super::once(&self.context);
        }
        self.make_room();
    }

    /// The picture of a music file, in this size; `None` while it is decoded, or if there is none.
    pub fn get(&mut self, path: &Path, size: Size) -> Option<Shown> {
        let key = (path.to_owned(), size);
        match self.states.get_mut(&key) {
            Some(State::Here(shown, seen)) => {
                *seen = self.frame;
                Some(shown.clone())
            }
            Some(State::Missing | State::Waiting) => None,
            None => {
                self.wish(key);
                None
            }
        }
    }

    /// Forgets that there was no picture: something has changed.
    pub fn look_again(&mut self) {
        self.states.retain(|_, state| !matches!(state, State::Missing));
    }

    fn wish(&mut self, key: Key) {
        let mut list = self.wishes.list.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(list) = list.as_mut() else { return };
        list.push(key.clone());
        self.states.insert(key, State::Waiting);
        if list.len() > MOST_WAITING {
            self.states.remove(&list.remove(0));
        }
        self.wishes.more.notify_one();
    }

    fn show(&mut self, key: &Key, picture: &Thumb) -> Shown {
        let image =
            ColorImage::from_rgba_unmultiplied([picture.width as usize, picture.height as usize], &picture.rgba);
        self.bytes += picture.rgba.len();
        let texture = self.context.load_texture(key.0.to_string_lossy(), image, TextureOptions::LINEAR);
        let [r, g, b] = picture.accent;
        Shown { texture, accent: Color32::from_rgb(r, g, b) }
    }

    /// What was not shown for longest goes first; what is shown now stays, whatever its size.
    fn make_room(&mut self) {
        while self.bytes > ROOM {
            let age = |state: &State| if let State::Here(_, seen) = state { Some(*seen) } else { None };
            let oldest =
                self.states.iter().filter_map(|(key, state)| Some((age(state)?, key))).min_by_key(|(seen, _)| *seen);
            let Some((_, key)) = oldest.filter(|(seen, _)| *seen + 1 < self.frame) else { break };
            let key = key.clone();
            if let Some(State::Here(shown, _)) = self.states.remove(&key) {
                self.bytes -= shown.texture.byte_size();
            }
        }
    }
}

impl Drop for Pictures {
    fn drop(&mut self) {
        *self.wishes.list.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.wishes.more.notify_all();
    }
}

fn work(wishes: &Wishes, decode: &Decode, tell: &Sender<(Key, Option<Thumb>)>, context: &Context) {
    while let Some(key) = next(wishes) {
        let picture = decode(&key.0, key.1);
        let _ = tell.send((key, picture));
        super::once(context);
    }
}

fn next(wishes: &Wishes) -> Option<Key> {
    let mut list = wishes.list.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if let Some(key) = list.as_mut()?.pop() {
            return Some(key);
        }
        list = wishes.more.wait(list).unwrap_or_else(PoisonError::into_inner);
    }
}
