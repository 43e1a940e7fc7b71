//! One source as far as its thread has told, and what all of them together amount to.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crossbeam_channel::{Sender, unbounded};

use super::keeper::Look;
use super::readiness::{Damage, DamagedFile, Readiness, SourceReadiness};
use super::shelf::Shelves;
use super::stock::{Kept, Sources};
use super::worker::{Ask, Memory, News, Pulse, Worker};
use super::{Ladder, Means, WEDGED};
use crate::clock::Clock;
use crate::fault::Fault;
use crate::model::{Reserve, ReserveSource};

/// Problems that are told one by one; the rest are counted.
const MOST_PROBLEMS: usize = 100;

pub(super) struct Rung {
    pub name: String,
    /// It is read from the library's index.
    pub is_indexed: bool,
    pub asks: Sender<Ask>,
    pub pulse: Pulse,
    pub look: Look,
    /// Asks not yet served.
    pub owed: usize,
    /// Its folder is wanted.
    pub widened: bool,
}

impl Rung {
    pub(super) fn start(
        source: usize,
        what: &ReserveSource,
        shelves: &Option<Shelves>,
        news: &Sender<News>,
        clock: Clock,
    ) -> Self {
        let (send, asks) = unbounded();
        let mut rung = Self::new(what, send, Pulse::default());
        let (what, shelves) = (what.clone(), shelves.clone());
        let (news, pulse) = (news.clone(), rung.pulse.clone());
        let work = move || Worker { source, what, shelves, asks, news, pulse, clock, memory: Memory::default() }.run();
        if let Err(error) = std::thread::Builder::new().name(format!("reserve {source}")).spawn(work) {
            let why = format!("no thread to read it with: {error}");
            let problem = Fault::FileUnreadable { path: PathBuf::from(&rung.name), why };
            rung.look = Look { problems: vec![problem], complete: true, ..Look::default() };
            rung.owed = 0;
        }
        rung
    }

    pub(super) fn new(what: &ReserveSource, asks: Sender<Ask>, pulse: Pulse) -> Self {
        let is_indexed = !matches!(what, ReserveSource::Path(_));
        Self { name: what.name(), is_indexed, asks, pulse, look: Look::default(), owed: 1, widened: false }
    }

    pub(super) fn ask(&mut self, ask: Ask) {
        // A thread that is gone cannot be asked; what it told stays true.
        if self.asks.send(ask).is_ok() {
            self.owed += 1;
        }
    }
}

/// How ready this reserve is, found out without a player: each source is looked through, tags and all. Blocks until that
/// is done; a disk that does not answer is told of, and not waited for.
pub fn survey(reserve: &Reserve, shelves: Option<Shelves>) -> Readiness {
    let clock = Clock::real();
    let mut ladder = Ladder::new(reserve, Means { shelves, ..Means::default() }, Vec::new(), clock);
    while !ladder.rungs.iter().all(|rung| rung.owed == 0 || rung.is_wedged(clock)) {
        ladder.wait_until(WEDGED / 10, Ladder::is_served);
    }
    ladder.readiness()
}

impl Rung {
    fn is_wedged(&self, clock: Clock) -> bool {
        self.pulse.touching().is_some_and(|(_, since)| clock.now().saturating_sub(since) > WEDGED)
    }
}

impl Ladder {
    /// How much reserve there is, and what is wrong with it. Cheap while nothing changes.
    pub fn readiness(&mut self) -> Readiness {
        self.catch_up();
        let known = self.readiness.take().unwrap_or_else(|| self.assess());
        let mut readiness = self.readiness.insert(known).clone();
        let touching = self.rungs.iter().filter(|rung| rung.is_wedged(self.clock));
        for (path, _) in touching.filter_map(|rung| rung.pulse.touching()) {
            readiness.problems.insert(0, Fault::DiskWedged { path });
            readiness.problem_count += 1;
        }
        readiness.problems.truncate(MOST_PROBLEMS);
        readiness
    }

    fn assess(&self) -> Readiness {
        let (all, pool) = (self.pass.stock.of_all(), self.pass.stock.of_pool());
        // What stands in counts while it does.
        let tally = if all.music.tracks > 0 { all } else { pool };
        let mut problems: Vec<Fault> = self.rungs.iter().flat_map(|rung| rung.look.problems.iter().cloned()).collect();
        problems.extend(self.unplayable().map(|(_, fault)| fault));
        let problem_count = problems.len();
        problems.truncate(MOST_PROBLEMS);
        let sources: Vec<_> = (0..self.rungs.len()).filter_map(|source| self.assess_source(source)).collect();
        let damage = together(sources.iter().map(|source| &source.damage));
        let pending = self.rungs.iter().any(|rung| !rung.look.complete);
        let last_resort = tally.music.tracks == 0;
        let (music, verified) = (tally.music, tally.into());
        Readiness { music, verified, sources, problems, problem_count, damage, last_resort, pending }
    }

    fn assess_source(&self, source: usize) -> Option<SourceReadiness> {
        let rung = self.rungs.get(source)?;
        let bit = Sources::one(source);
        let of_look = rung.look.problems.iter().filter_map(damaged);
        let of_source = self.unplayable().filter(|(kept, _)| kept.marked.meets(bit));
        let tally = self.pass.stock.tally(source);
        Some(SourceReadiness {
            name: rung.name.clone(),
            music: tally.music,
            verified: tally.into(),
            damage: damage(of_look.chain(of_source.filter_map(|(_, fault)| damaged(&fault)))),
            pending: !rung.look.complete,
            in_use: tally.music.tracks > 0 && self.pass.stock.pool().marked.meets(bit),
        })
    }

    /// What is left out for now, and what decoding has shown to be damaged; each file once.
    fn unplayable(&self) -> impl Iterator<Item = (&Kept, Fault)> {
        let stock = &self.pass.stock;
        let verdict = |kept: &Kept| kept.item.proof().and_then(|sound| sound.verdict.clone().err());
        let judged = stock.damaged().filter_map(move |kept| {
            let (path, sentence) = (kept.item.path.to_path_buf(), verdict(kept)?);
            Some((kept, Fault::FileUnfit { path, sentence }))
        });
        let left_out = self.pass.faults().filter_map(|(path, fault)| Some((stock.get(path)?, fault.clone())));
        left_out.filter(|(kept, _)| !kept.item.is_damaged()).chain(judged)
    }
}

/// The file that a fault is of, if it is one that a person has to put right.
fn damaged(fault: &Fault) -> Option<DamagedFile> {
    let path = match fault {
        Fault::FileMissing { path }
        | Fault::FileUnreadable { path, .. }
        | Fault::FileDamaged { path }
        | Fault::FileUnfit { path, .. }
        | Fault::FileSilent { path } => path.clone(),
        _ => return None,
    };
    Some(DamagedFile { path, why: fault.sentence() })
}

fn damage(files: impl Iterator<Item = DamagedFile>) -> Damage {
    let mut damage = Damage::default();
    let mut known = HashSet::new();
    for file in files.filter(|file| known.insert(file.path.clone())) {
        damage.count += 1;
        if damage.files.len() < MOST_PROBLEMS {
            damage.files.push(file);
        }
    }
    damage
}

/// What several sources have; a file that two of them have counts once, as far as they name it.
fn together<'a>(all: impl Iterator<Item = &'a Damage>) -> Damage {
    let mut sum = Damage::default();
    let mut known: HashMap<&Path, ()> = HashMap::new();
    for damage in all {
        sum.count += damage.count;
        for file in &damage.files {
            match known.insert(&file.path, ()) {
                Some(()) => sum.count -= 1,
                None if sum.files.len() < MOST_PROBLEMS => sum.files.push(file.clone()),
                None => {}
            }
        }
    }
    sum
}
