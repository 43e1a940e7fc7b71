//! Keeps the library true to its folders: what changes in them is looked at again soon.
//!
//! The system tells of changes. Of folders on other machines it cannot, and it watches so many folders only: those are
//! looked through every few minutes instead. Whether a folder is there at all is seen every few seconds.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, at, select, unbounded};
use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

use crate::clock::Clock;
use crate::model::{Now, is_playable};

use super::News;
use super::progress::{Meter, State};
use super::scan::{Order, device, is_there};
use super::scanner::Word;

/// A file that is being copied changes all the time: so long must it rest.
const REST: Duration = Duration::from_secs(1);
/// How often it is seen whether the folders are there.
const CHECK: Duration = Duration::from_secs(4);
/// How often folders are looked through that cannot be watched.
const POLL: Duration = Duration::from_secs(300);

/// The watching, until it is dropped.
pub(super) struct Watch {
    roots: Option<Sender<Vec<PathBuf>>>,
    _thread: JoinHandle<()>,
}

impl Watch {
    pub fn start(orders: Sender<Word>, news: Sender<News>, meter: Arc<Meter>, clock: Clock) -> std::io::Result<Self> {
        let (roots, roots_in) = unbounded();
        let watcher = Watcher { orders, news, meter, clock, posts: Vec::new(), told: false };
        let thread = Builder::new().name("watcher".into()).spawn(move || watcher.run(&roots_in))?;
        Ok(Self { roots: Some(roots), _thread: thread })
    }

    pub fn set_roots(&self, roots: Vec<PathBuf>) {
        // The thread lives as long as this.
        let _ = self.roots.as_ref().map(|to| to.send(roots));
    }
}

/// The thread ends by itself. It is not waited for: it may be held up by another machine's folder.
impl Drop for Watch {
    fn drop(&mut self) {
        self.roots = None;
    }
}

type Events = Debouncer<RecommendedWatcher, NoCache>;

/// A library folder.
struct Post {
    root: PathBuf,
    /// The folder as it was last seen: which one, and whether there was something in it.
    seen: (Option<(u64, u64)>, bool),
    /// `None`: looked through at the given time instead.
    events: Option<Events>,
    poll_at: Now,
}

struct Watcher {
    orders: Sender<Word>,
    news: Sender<News>,
    meter: Arc<Meter>,
    clock: Clock,
    posts: Vec<Post>,
    /// That the system's limit is reached is told once.
    told: bool,
}

impl Watcher {
    fn run(mut self, roots: &Receiver<Vec<PathBuf>>) {
        let (events, events_in) = unbounded();
        let mut check_at = self.clock.now() + CHECK;
        loop {
            select! {
                recv(roots) -> roots => match roots {
                    Ok(roots) => self.set_roots(roots, &events),
                    Err(_) => return,
                },
                recv(events_in) -> result => {
                    if let Ok(result) = result {
                        self.changed(result);
                    }
                }
                recv(at(self.clock.instant(check_at))) -> _ => {
                    self.check(&events);
                    check_at = self.clock.now() + CHECK;
                }
            }
        }
    }

    fn set_roots(&mut self, roots: Vec<PathBuf>, events: &Sender<DebounceEventResult>) {
        self.posts.retain(|post| roots.contains(&post.root));
        let new: Vec<_> = roots.into_iter().filter(|root| self.posts.iter().all(|post| post.root != *root)).collect();
        for root in new {
            let post = self.post(root, events);
            // What changed while the watch was set up, and the scan under way had already passed.
            if self.meter.progress().state != State::Idle {
                self.order(Order { roots: vec![post.root.clone()], places: Vec::new() });
            }
            self.posts.push(post);
        }
    }

    fn post(&mut self, root: PathBuf, events: &Sender<DebounceEventResult>) -> Post {
        let seen = (device(&root), is_there(&root));
        let events = if seen.0.is_some() { self.watch(&root, events) } else { None };
        Post { root, seen, events, poll_at: self.clock.now() + POLL }
    }

    /// `None` if the folder has to be looked through.
    fn watch(&mut self, root: &PathBuf, events: &Sender<DebounceEventResult>) -> Option<Events> {
        let name = root.display();
        if is_remote(root) {
            self.note(format!("{name} is on another machine: it is looked through every 5 minutes for new music."));
            return None;
        }
        let to = events.clone();
        // Nobody listens any more once the library closes.
        let handler = move |result| drop(to.send(result));
        let config = notify::Config::default();
        let begun = new_debouncer_opt::<_, RecommendedWatcher, _>(REST, None, handler, NoCache::new(), config);
        let watched = begun.and_then(|mut events| events.watch(root, RecursiveMode::Recursive).map(|()| events));
        if let (Err(why), false) = (&watched, self.told) {
            self.told = true;
            self.note(format!(
                "{name} cannot be watched ({why}): it is looked through every 5 minutes for new music. Where that is \
                 the system's limit, raise fs.inotify.max_user_watches."
            ));
        }
        watched.ok()
    }

    /// Folders that came, went or were mounted over; those that have to be looked through.
    fn check(&mut self, events: &Sender<DebounceEventResult>) {
        let now = self.clock.now();
        let mut changed = Vec::new();
        for at in 0..self.posts.len() {
            let post = &self.posts[at];
            if (device(&post.root), is_there(&post.root)) != post.seen {
                changed.push(post.root.clone());
                self.posts[at] = self.post(post.root.clone(), events);
            } else if post.events.is_none() && post.poll_at <= now {
                changed.push(post.root.clone());
                self.posts[at].poll_at = now + POLL;
            }
        }
        if !changed.is_empty() {
            self.order(Order { roots: changed, places: Vec::new() });
        }
    }

    fn changed(&self, result: DebounceEventResult) {
        let roots = || self.posts.iter().map(|post| post.root.clone()).collect();
        let order = match result {
            // The system could not keep up: it does not say what it missed.
            Ok(events) if events.iter().any(|event| event.need_rescan()) => {
                Order { roots: roots(), places: Vec::new() }
            }
            Ok(events) => Order { roots: Vec::new(), places: places(&events) },
            Err(_) => Order { roots: roots(), places: Vec::new() },
        };
        if order != Order::default() {
            self.order(order);
        }
    }

    fn order(&self, order: Order) {
        let _ = self.orders.send(Word::Scan(order));
    }

    fn note(&self, sentence: String) {
        let _ = self.news.send(News::Note(sentence));
    }
}

/// The places in which music may have come, gone or changed.
fn places(events: &[DebouncedEvent]) -> Vec<PathBuf> {
    let matters = |kind: &EventKind| match kind {
        EventKind::Create(_) | EventKind::Remove(_) => true,
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
        _ => false,
    };
    let events = events.iter().filter(|event| matters(&event.kind));
    let mut places: Vec<PathBuf> = events.flat_map(|event| event.paths.iter().cloned()).collect();
    // Folders have no extension as a rule; other files do.
    places.retain(|path| is_playable(path) || path.extension().is_none() || path.is_dir() || !path.exists());
    places.sort();
    places.dedup();
    places
}

/// Whether a folder is on a file system that does not tell of other machines' changes, by the number that the system
/// gives its kind (statfs(2)).
fn is_remote(root: &PathBuf) -> bool {
    const AFS: u32 = 0x5346_414F;
    const CEPH: u32 = 0x00C3_6400;
    const CIFS: u32 = 0xFF53_4D42;
    const FUSE: u32 = 0x6573_5546;
    const NFS: u32 = 0x6969;
    const NINE_P: u32 = 0x0102_1997;
    const SMB: u32 = 0x517B;
    const SMB2: u32 = 0xFE53_4D42;
    // The number has 32 bits, whatever the width of its type on this machine.
    let kind = rustix::fs::statfs(root).map(|stat| stat.f_type as u32);
    kind.is_ok_and(|kind| [AFS, CEPH, CIFS, FUSE, NFS, NINE_P, SMB, SMB2].contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_music_is_looked_at_again() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("cover.jpg"), "x").unwrap();
        std::fs::create_dir(at("Vol. 2")).unwrap();
        let event = |kind, name: &str| {
            let event = notify::Event::new(kind).add_path(at(name));
            DebouncedEvent::new(event, std::time::Instant::now())
        };
        use notify::event::{AccessKind, CreateKind, MetadataKind, RemoveKind};
        let events = [
            event(EventKind::Create(CreateKind::Any), "a.mp3"),
            event(EventKind::Create(CreateKind::Any), "Vol. 2"),
            event(EventKind::Create(CreateKind::Any), "cover.jpg"),
            event(EventKind::Access(AccessKind::Any), "b.mp3"),
            event(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "c.mp3"),
            event(EventKind::Remove(RemoveKind::Any), "Vol. 1"),
            event(EventKind::Create(CreateKind::Any), "a.mp3"),
        ];
        assert_eq!(places(&events), [at("Vol. 1"), at("Vol. 2"), at("a.mp3")]);
        assert!(!is_remote(&folder.path().to_owned()));
    }
}
