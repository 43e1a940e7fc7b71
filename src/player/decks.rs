//! The decks with local music: what plays, what is cued next, and the floor beneath everything.

use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::Sender;

use super::Input;
use crate::audio::deck::{Deck, Job, News, Terms};
use crate::audio::decoder::Input as Sound;
use crate::audio::ring::Voice;
use crate::fault::Fault;
use crate::model::{DeckId, Location, Now, Track};
use crate::reserve::last_resort;

/// Decoded sound that a ring holds. Longer than the longest fade by far enough to be ready for it.
const RING: Duration = Duration::from_secs(8);
/// Decoded sound with which the first music goes on air, from nothing.
const FIRST: Duration = Duration::from_secs(1);
/// A deck that has decoded nothing for so long sits on a disk that does not answer.
const WEDGED: Duration = Duration::from_secs(4);

/// A deck and its voice, which is away while the mixer has it.
pub struct Cue {
    pub deck: Deck,
    pub voice: Option<Voice>,
    pub ready: bool,
}

/// Why a local track plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Queue,
    Reserve,
    LastResort,
}

impl Origin {
    pub fn name(self) -> &'static str {
        match self {
            Origin::Queue => "queue",
            Origin::Reserve => "reserve",
            Origin::LastResort => "last resort",
        }
    }
}

/// A local track on a deck.
pub struct Local {
    pub cue: Cue,
    pub track: Arc<Track>,
    pub origin: Origin,
    /// It begins again at its end: the floor.
    pub endless: bool,
    /// Where in the track the deck began.
    pub start: Duration,
    /// When it was cued, or was last seen to decode, and its steps then.
    seen: (Now, u32),
    /// The changes of the terms before it was cued.
    changes: u32,
}

impl Local {
    /// Into the track.
    pub fn elapsed(&self) -> Duration {
        self.start + self.cue.deck.heard()
    }
}

/// How decks are made, and the local ones.
pub struct Decks {
    pub rate: u32,
    pub ring: Duration,
    ready: Duration,
    pub terms: Terms,
    /// How often they have been changed.
    changes: u32,
    inbox: Sender<Input>,
    made: u64,
    /// Something has been on air.
    heard: bool,
    pub on_air: Option<Local>,
    /// The next local track, always cued: next in line, or the rescue.
    pub standby: Option<Local>,
    /// A track that would be a better standby. It takes its place only when the mixer has let go of that.
    pub relief: Option<Local>,
    /// Where a person wants to go: another place of this track, the one before.
    pub jump: Option<Local>,
    /// Where they want to go then, while the mixer already has the jump.
    after_jump: Option<Local>,
    floor: Option<Local>,
}

impl Decks {
    /// `fade` is the longest that will be asked for.
    pub fn new(rate: u32, fade: Duration, terms: Terms, inbox: Sender<Input>) -> Self {
        let (ring, ready) = lengths(fade);
        Self {
            rate,
            ring,
            ready,
            terms,
            changes: 0,
            inbox,
            made: 0,
            heard: false,
            on_air: None,
            standby: None,
            relief: None,
            jump: None,
            after_jump: None,
            floor: None,
        }
    }

    /// Other terms from now on, and another longest fade. What is on air takes them over; what is only cued is to be cued
    /// anew if it cannot be faded to as is wanted now.
    pub fn tune(&mut self, fade: Duration, terms: Terms) {
        let (ring, ready) = lengths(fade);
        self.changes += u32::from((ring, ready) != (self.ring, self.ready));
        (self.ring, self.ready, self.terms) = (ring, ready, terms);
        let all = [&self.on_air, &self.standby, &self.relief, &self.jump, &self.after_jump, &self.floor];
        all.into_iter().flatten().for_each(|local| local.cue.deck.tune(terms));
    }

    /// It was cued for other fades.
    pub fn is_outdated(&self, local: &Local) -> bool {
        local.changes != self.changes
    }

    /// Cues a local track. Music from the reserve is trimmed: its silences could be mistaken for dead air.
    pub fn cue(&mut self, track: Arc<Track>, start: Duration, origin: Origin, now: Now) -> std::io::Result<Local> {
        let job = self.job(sound_of(&track), (*track).clone());
        let trim = origin != Origin::Queue;
        // The very first music need not outlast a fade: it is waited for.
        let ready = if self.heard { job.ready } else { FIRST };
        let gain = self.ridden_beside(&track);
        let cue = self.start(Job { start, trim, ready, gain, ..job })?;
        Ok(Local { cue, track, origin, endless: false, start, seen: (now, 0), changes: self.changes })
    }

    /// The gain (dB) that is ridden on air, if that is the same track or of its album: who seeks or goes on hears no jump.
    fn ridden_beside(&self, track: &Track) -> Option<f32> {
        let beside = |near: &&Local| {
            near.track.location == track.location || (track.album.is_some() && near.track.album == track.album)
        };
        self.on_air.as_ref().filter(beside)?.cue.deck.ridden()
    }

    /// Cues a stream: ready with its first second. `gain` (dB) is the one at which the same feed was last heard.
    pub fn cue_live(&mut self, sound: Sound, track: Track, gain: Option<f32>) -> std::io::Result<Cue> {
        let job = self.job(sound, track);
        self.start(Job { ready: Duration::from_secs(1), gain, ..job })
    }

    /// The voice that never ends, if there is none already. It is handed over at once.
    pub fn new_floor(&mut self, piece: usize, now: Now) -> std::io::Result<Option<Voice>> {
        if self.floor.is_some() {
            return Ok(None);
        }
        let track = last_resort::track(piece);
        let job = self.job(sound_of(&track), track.clone());
        let mut cue = self.start(Job { endless: true, ..job })?;
        let voice = cue.voice.take();
        let (track, origin, start) = (Arc::new(track), Origin::LastResort, Duration::ZERO);
        self.floor = Some(Local { cue, track, origin, endless: true, start, seen: (now, 0), changes: self.changes });
        Ok(voice)
    }

    fn job(&mut self, input: Sound, track: Track) -> Job {
        self.made += 1;
        Job {
            deck: DeckId(self.made),
            input,
            track,
            start: Duration::ZERO,
            rate: self.rate,
            ring: self.ring,
            ready: self.ready,
            trim: false,
            endless: false,
            terms: self.terms,
            gain: None,
        }
    }

    fn start(&self, job: Job) -> std::io::Result<Cue> {
        let inbox = self.inbox.clone();
        let (deck, voice) = Deck::cue(job, move |deck, news| drop(inbox.send(Input::Deck(deck, news))))?;
        Ok(Cue { deck, voice: Some(voice), ready: false })
    }

    /// A local deck by its number.
    pub fn find(&mut self, deck: DeckId) -> Option<&mut Local> {
        let all = [&mut self.on_air, &mut self.standby, &mut self.relief, &mut self.jump, &mut self.after_jump];
        all.into_iter().flatten().find(|local| local.cue.deck.id() == deck)
    }

    /// A person wants to go there. A jump that the mixer has already is made first: it is as good as heard.
    pub fn go(&mut self, jump: Option<Local>) {
        let held = self.jump.as_ref().is_some_and(|jump| jump.cue.voice.is_none());
        *(if held { &mut self.after_jump } else { &mut self.jump }) = jump;
    }

    /// Where in this track a person is, or has asked to be.
    pub fn wanted_place(&self, on_air: &Local) -> Duration {
        let jump = self.after_jump.as_ref().or(self.jump.as_ref());
        let same = jump.filter(|jump| jump.track.location == on_air.track.location);
        same.map_or(on_air.elapsed(), |jump| jump.start)
    }

    /// The relief takes the standby's place, if the mixer has taken the one and let go of the other; else there is no
    /// standby. Gives what stood by before.
    pub fn relieve(&mut self) -> Option<Local> {
        let held = |local: &Option<Local>| local.as_ref().is_some_and(|local| local.cue.voice.is_none());
        if self.relief.is_none() || self.standby.is_some() && (held(&self.standby) || !held(&self.relief)) {
            return None;
        }
        std::mem::replace(&mut self.standby, self.relief.take())
    }

    /// The deck plays another part of the track that is on air.
    pub fn is_seek_to(&mut self, deck: DeckId) -> bool {
        let on_air = self.on_air.as_ref().map(|local| local.track.location.clone());
        let to = self.find(deck).filter(|local| !local.start.is_zero());
        to.is_some_and(|local| Some(&local.track.location) == on_air.as_ref())
    }

    /// Takes a voice back that the mixer did not use, or no longer needs.
    pub fn home(&mut self, voice: Voice) {
        if let Some(local) = self.find(voice.deck()) {
            local.cue.voice = Some(voice);
        }
    }

    /// The mixer has switched to this deck: it is on air now, and what was on air is ejected. `true` if it was the next
    /// in line.
    pub fn took_air(&mut self, deck: DeckId) -> bool {
        self.heard = true;
        let is = |local: &Option<Local>| local.as_ref().is_some_and(|local| local.cue.deck.id() == deck);
        if is(&self.relief) {
            std::mem::swap(&mut self.standby, &mut self.relief);
        }
        if is(&self.standby) {
            self.on_air = self.standby.take();
            return true;
        }
        if is(&self.jump) {
            self.on_air = std::mem::replace(&mut self.jump, self.after_jump.take());
        } else {
            self.on_air = self.floor.take_if(|local| local.cue.deck.id() == deck);
        }
        false
    }

    /// Takes a cued deck away that can no longer be played, and says why.
    pub fn take_broken(&mut self, deck: DeckId, news: &News) -> Option<(Local, Fault)> {
        let fault = |local: &Local| fault_of(&local.track, news);
        for slot in [&mut self.standby, &mut self.relief, &mut self.jump, &mut self.after_jump] {
            let broken = slot.take_if(|local| local.cue.deck.id() == deck && !local.cue.ready);
            if let Some(local) = broken {
                let fault = fault(&local);
                return Some((local, fault));
            }
        }
        None
    }

    /// The program was held up: no disk has been slow meanwhile.
    pub fn held_up(&mut self, now: Now) {
        let cued = [&mut self.standby, &mut self.relief, &mut self.jump, &mut self.after_jump];
        cued.into_iter().flatten().for_each(|local| local.seen.0 = now);
    }

    /// The floor's deck has died: another one is to be laid.
    pub fn drop_floor(&mut self, deck: DeckId) {
        self.floor.take_if(|local| local.cue.deck.id() == deck);
    }

    /// Takes a cued deck away whose disk does not answer. One that is merely slow, or works through minutes of
    /// silence, is none.
    pub fn take_wedged(&mut self, now: Now) -> Option<(Local, Fault)> {
        let wedged = |local: &mut Local| {
            let steps = local.cue.deck.steps();
            if steps != local.seen.1 {
                local.seen = (now, steps);
            }
            !local.cue.ready && now.saturating_sub(local.seen.0) > WEDGED
        };
        for slot in [&mut self.standby, &mut self.relief, &mut self.jump, &mut self.after_jump] {
            if let Some(local) = slot.take_if(wedged) {
                let path = path_of(&local.track);
                return Some((local, Fault::DiskWedged { path }));
            }
        }
        None
    }
}

/// A ring's length, and how much of it must be there for a fade of this length.
fn lengths(fade: Duration) -> (Duration, Duration) {
    (RING.max(fade + Duration::from_secs(4)), fade + Duration::from_secs(1))
}

/// What is wrong with a track's file, as its deck has told.
pub fn fault_of(track: &Track, news: &News) -> Fault {
    let path = path_of(track);
    match news {
        News::Ended { .. } => Fault::FileSilent { path },
        News::Broken(error) => error.of_file(path),
        News::Died => Fault::DecoderDied { what: path.display().to_string() },
        _ => Fault::FileDamaged { path },
    }
}

fn path_of(track: &Track) -> std::path::PathBuf {
    match &track.location {
        Location::File(path) => path.clone(),
        _ => track.title.clone().into(),
    }
}

fn sound_of(track: &Track) -> Sound {
    match &track.location {
        Location::File(path) => Sound::File(path.clone()),
        Location::Builtin(piece) => builtin(*piece),
        // A feed's sound comes from its connection; a track of one is never cued here. Music beats a panic.
        Location::Feed(_) => builtin(0),
    }
}

fn builtin(piece: usize) -> Sound {
    Sound::Memory { bytes: last_resort::piece(piece).opus, extension: "opus" }
}
