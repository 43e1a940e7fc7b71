//! The feeds' connections. Each feed has two at most: the one on air, and an attempt that is decoded unheard.

use std::collections::VecDeque;
use std::time::Duration;

use crossbeam_channel::Sender;

use super::Input;
use super::conductor::Places;
use super::decks::{Cue, Decks};
use crate::audio::deck::{News as DeckNews, Terms};
use crate::audio::decoder::{DecodeError, Input as Sound};
use crate::audio::ring::Voice;
use crate::clock::Clock;
use crate::failover::{Evidence, Via};
use crate::fault::Fault;
use crate::feeds::radio::{self, Connection};
use crate::model::{DeckId, Feed, FeedId, Location, Now, Track};
use crate::net::Net;

/// Without bytes, a connection's state is told this often.
const QUIET: Duration = Duration::from_secs(1);

/// A decoder that has swallowed so many bytes without a sound is worth a word: less is its read-ahead.
const SWALLOWED: u64 = 48 * 1024;

/// Edges of a stream that are remembered.
const EDGES: usize = 8;

/// Stands for a feed that is no longer in the lineup and still sounds.
pub const GONE: FeedId = FeedId(usize::MAX);

/// Evidence about one of a feed's connections.
pub type Finding = (FeedId, Via, Evidence);

/// One connection and its deck.
pub struct Link {
    pub number: u64,
    connection: Connection,
    pub cue: Option<Cue>,
    pub station: Option<String>,
    pub bitrate: Option<u32>,
    pub codec: Option<String>,
    pub title: Option<String>,
    told_at: Now,
    /// Bytes that had gone into the decoder when it last gave sound.
    sounded_at: u64,
    /// Frames of the deck at which something changes: titles, the beginnings of dead air and noise. The newest few.
    edges: VecDeque<u64>,
    /// It is known to be over.
    pub over: bool,
}

impl Link {
    /// Sound between the network and the ear.
    pub fn buffered(&self) -> Duration {
        self.cue.as_ref().map_or(Duration::ZERO, |cue| cue.deck.buffered())
    }

    fn decoded(&self) -> Duration {
        self.cue.as_ref().map_or(Duration::ZERO, |cue| cue.deck.decoded())
    }

    fn is(&self, deck: DeckId) -> bool {
        self.cue.as_ref().is_some_and(|cue| cue.deck.id() == deck)
    }

    /// Notes that something changes at this frame, and says in how much time that is heard.
    fn edge(&mut self, frame: u64, rate: u32) -> Duration {
        if self.edges.back() != Some(&frame) {
            self.edges.push_back(frame);
            self.edges.drain(..self.edges.len().saturating_sub(EDGES));
        }
        let heard = self.cue.as_ref().map_or(0, |cue| cue.deck.gauge().read());
        Duration::from_secs_f64(frame.saturating_sub(heard) as f64 / f64::from(rate))
    }

    /// The known edge that is nearest to this frame, within half a second: a device takes sound in gulps, so that what
    /// time says about frames is rough.
    pub fn nearest_edge(&self, frame: u64, rate: u32) -> Option<u64> {
        let near = self.edges.iter().copied().filter(|edge| edge.abs_diff(frame) < u64::from(rate) / 2);
        near.min_by_key(|edge| edge.abs_diff(frame))
    }

    /// What an unheard connection has brought so far is not worth hearing: it begins with what comes next.
    fn forget(&mut self) {
        if let Some(voice) = self.cue.as_mut().and_then(|cue| cue.voice.as_mut()) {
            voice.skip(voice.level());
        }
    }

    fn flow(&mut self, bytes: u64, now: Now) -> Evidence {
        self.told_at = now;
        Evidence::Flow { bytes, buffered: self.buffered(), decoded: self.decoded() }
    }
}

/// A feed and its connections.
pub struct Line {
    pub feed: Feed,
    /// The gain (dB) at which it was last heard: the next connection begins with it.
    gain: Option<f32>,
    pub air: Option<Link>,
    pub attempt: Option<Link>,
}

impl Line {
    fn new(feed: &Feed) -> Self {
        Self { feed: feed.clone(), gain: None, air: None, attempt: None }
    }

    /// The connection that says most about the feed now.
    pub fn best(&self) -> Option<&Link> {
        self.air.as_ref().or(self.attempt.as_ref())
    }

    /// Both connections, the one on air first.
    fn links(&mut self) -> impl Iterator<Item = (Via, &mut Link)> {
        let air = self.air.as_mut().map(|link| (Via::OnAir, link));
        let attempt = self.attempt.as_mut().map(|link| (Via::Attempt, link));
        air.into_iter().chain(attempt)
    }

    fn by_number(&mut self, number: u64) -> Option<(Via, &mut Link)> {
        self.links().find(|(_, link)| link.number == number)
    }

    fn by_deck(&mut self, deck: DeckId) -> Option<(Via, &mut Link)> {
        self.links().find(|(_, link)| link.is(deck))
    }
}

/// All feeds' connections.
pub struct Links {
    pub lines: Vec<Line>,
    /// The feed that sounds although it is no longer in the lineup: it is being left.
    gone: Option<Line>,
    net: Net,
    clock: Clock,
    inbox: Sender<Input>,
}

impl Links {
    pub fn new(feeds: &[Feed], net: Net, clock: Clock, inbox: Sender<Input>) -> Self {
        Self { lines: feeds.iter().map(Line::new).collect(), gone: None, net, clock, inbox }
    }

    pub fn line(&self, feed: FeedId) -> Option<&Line> {
        if feed == GONE { self.gone.as_ref() } else { self.lines.get(feed.0) }
    }

    /// Other feeds from now on. The connections of those that stay go on; of the others only what sounds is kept until
    /// it has been left.
    pub fn take_lineup(&mut self, places: &Places, feeds: Vec<Feed>) {
        let is_gone = |place: usize| places.now(FeedId(place)).is_none();
        let sounds = self.lines.iter().enumerate().position(|(place, line)| is_gone(place) && line.air.is_some());
        if let Some(place) = sounds
            && let Some(link) = self.lines[place].air.take()
        {
            self.gone = Some(Line { air: Some(link), ..Line::new(&self.lines[place].feed) });
        }
        self.lines = places.carry(std::mem::take(&mut self.lines), |place| Line::new(&feeds[place.0]));
        for (line, feed) in self.lines.iter_mut().zip(feeds) {
            line.feed = feed;
        }
    }

    /// Makes the attempts that the plan wants, and drops those that it does not.
    pub fn reconcile(&mut self, connect: &[(FeedId, u64)], now: Now) {
        for (index, line) in self.lines.iter_mut().enumerate() {
            let feed = FeedId(index);
            let wanted = connect.iter().find(|(id, _)| *id == feed).map(|(_, number)| *number);
            line.attempt.take_if(|link| Some(link.number) != wanted);
            let has = |link: &Option<Link>| link.as_ref().map(|link| link.number) == wanted;
            if let Some(number) = wanted
                && !has(&line.attempt)
                && !has(&line.air)
            {
                let inbox = self.inbox.clone();
                let report = move |news| drop(inbox.send(Input::Radio(number, news)));
                let connection = radio::connect(&line.feed, &self.net, self.clock, report);
                line.attempt = Some(Link {
                    number,
                    connection,
                    cue: None,
                    station: None,
                    bitrate: None,
                    codec: None,
                    title: None,
                    told_at: now,
                    sounded_at: 0,
                    edges: VecDeque::new(),
                    over: false,
                });
            }
        }
    }

    /// What a connection's report means to the machine. A late one means nothing.
    pub fn radio(&mut self, number: u64, news: radio::News, decks: &mut Decks, now: Now) -> Option<Finding> {
        let mut lines = self.lines.iter_mut().enumerate();
        let (index, line) =
            lines.find_map(|(index, line)| line.by_number(number).is_some().then_some((index, line)))?;
        let (feed, name, gain) = (FeedId(index), line.feed.name.clone(), line.gain);
        let (via, link) = line.by_number(number)?;
        let evidence = match news {
            radio::News::Failed { fault, retry_after } => Evidence::ConnectFailed { fault, retry_after },
            radio::News::Connected { mirror, mime, name: station, bitrate } => {
                (link.station, link.bitrate) = (station, bitrate);
                start_deck(link, feed, name, mime, gain, decks)?;
                Evidence::Connected { mirror }
            }
            radio::News::Bytes { received } => link.flow(received, now),
            radio::News::Lost { fault } => {
                link.over = true;
                Evidence::Lost { fault }
            }
        };
        Some((feed, via, evidence))
    }

    /// What a deck's report means to the machine, if it is a feed's deck.
    pub fn deck(&mut self, deck: DeckId, news: &DeckNews, rate: u32) -> Option<Finding> {
        let lines = self.lines.iter_mut().enumerate();
        let (feed, host, via, link) = lines.into_iter().find_map(|(index, line)| {
            let host = line.feed.host();
            line.by_deck(deck).map(|(via, link)| (FeedId(index), host, via, link))
        })?;
        if via == Via::Attempt && matches!(news, DeckNews::DeadAir { .. } | DeckNews::Noise { .. } | DeckNews::Music) {
            link.forget();
        }
        let lost = |fault| Some(Evidence::Lost { fault });
        let evidence = match news {
            DeckNews::Opened { info, .. } => {
                link.codec = Some(info.codec.to_owned());
                None
            }
            DeckNews::Ready => {
                link.cue.iter_mut().for_each(|cue| cue.ready = true);
                None
            }
            DeckNews::Decoded { length } => {
                link.sounded_at = link.cue.as_ref().map_or(0, |cue| cue.deck.bytes_read());
                Some(Evidence::Decoded { length: *length })
            }
            DeckNews::DeadAir { silent, frame } => {
                Some(Evidence::DeadAir { silent: *silent, heard_in: link.edge(*frame, rate) })
            }
            DeckNews::Noise { noisy, frame } => {
                Some(Evidence::Noise { noisy: *noisy, heard_in: link.edge(*frame, rate) })
            }
            DeckNews::Music => Some(Evidence::Music),
            DeckNews::Title { title, frame } => {
                if via == Via::Attempt {
                    link.title = Some(title.to_string());
                }
                Some(Evidence::Title { heard_in: link.edge(*frame, rate) })
            }
            DeckNews::Ended { .. } if !link.over => lost(Fault::Ended { host }),
            DeckNews::Ended { .. } => None,
            DeckNews::Died => lost(Fault::DecoderDied { what: host }),
            DeckNews::Broken(_) if link.over => None,
            DeckNews::Broken(error) => lost(stream_fault(error, host)),
        };
        Some((feed, via, evidence?))
    }

    /// The program was held up: no connection has been quiet meanwhile.
    pub fn held_up(&mut self, now: Now) {
        for line in &mut self.lines {
            line.links().for_each(|(_, link)| link.told_at = now);
        }
    }

    /// Tells what time alone tells: quiet connections, and bytes that give no sound.
    pub fn tick(&mut self, now: Now) -> Vec<Finding> {
        let mut found = Vec::new();
        for (index, line) in self.lines.iter_mut().enumerate() {
            let ridden = line.air.as_ref().and_then(|link| link.cue.as_ref()?.deck.ridden());
            line.gain = ridden.or(line.gain);
            for (via, link) in line.links() {
                let Some(cue) = &link.cue else { continue };
                let undecodable = cue.deck.bytes_read().saturating_sub(link.sounded_at);
                if undecodable > SWALLOWED {
                    found.push((FeedId(index), via, Evidence::Undecodable { bytes: undecodable }));
                }
                if now.saturating_sub(link.told_at) >= QUIET && !link.connection.is_full() {
                    found.push((FeedId(index), via, link.flow(0, now)));
                }
            }
        }
        found
    }

    /// An attempt that waits with more than the wanted buffer is listened to unheard, so that it stays at the stream's
    /// own time.
    pub fn keep_fresh(&mut self, frames: u64, wanted: Duration) {
        let attempts = self.lines.iter_mut().filter_map(|line| line.attempt.as_mut());
        for link in attempts.filter(|link| link.buffered() > wanted) {
            if let Some(voice) = link.cue.as_mut().and_then(|cue| cue.voice.as_mut()) {
                voice.keep_fresh(frames);
            }
        }
    }

    /// The mixer has switched to this deck. If it is a feed's, that connection is on air now; every other connection
    /// that was on air is over.
    pub fn took_air(&mut self, deck: DeckId) -> Option<FeedId> {
        let mut aired = None;
        self.gone = None;
        for (index, line) in self.lines.iter_mut().enumerate() {
            line.air.take_if(|link| !link.is(deck));
            if let Some(link) = line.attempt.take_if(|link| link.is(deck)) {
                line.air = Some(link);
                aired = Some(FeedId(index));
            }
        }
        aired
    }

    /// Takes a voice back that the mixer did not use; gives back what is not a feed's.
    pub fn home(&mut self, voice: Voice) -> Option<Voice> {
        for line in &mut self.lines {
            if let Some((Via::Attempt, link)) = line.by_deck(voice.deck())
                && let Some(cue) = &mut link.cue
            {
                cue.voice = Some(voice);
                return None;
            }
        }
        Some(voice)
    }

    /// One of the connections is on this deck.
    pub fn has(&mut self, deck: DeckId) -> bool {
        self.lines.iter_mut().any(|line| line.by_deck(deck).is_some())
    }

    /// The voice of an attempt's deck, if it is at home.
    pub fn voice(&mut self, deck: DeckId) -> Option<Voice> {
        self.lines.iter_mut().find_map(|line| line.by_deck(deck)?.1.cue.as_mut()?.voice.take())
    }

    /// A title of the feed on air is heard.
    pub fn heard_title(&mut self, deck: DeckId, title: &str) {
        if let Some((_, link)) = self.lines.iter_mut().find_map(|line| line.by_deck(deck)) {
            link.title = Some(title.to_owned());
        }
    }

    /// Cuts a feed's connection that is on air, for a drill: nothing comes any more, and what came is thrown away.
    pub fn cut(&mut self, feed: FeedId) {
        if let Some(link) = self.lines.get_mut(feed.0).and_then(|line| line.air.as_mut()) {
            link.over = true;
            link.connection.cut();
        }
    }

    /// Other terms for all decks.
    pub fn tune(&mut self, terms: Terms) {
        let links = self.lines.iter_mut().flat_map(Line::links);
        links.filter_map(|(_, link)| link.cue.as_ref()).for_each(|cue| cue.deck.tune(terms));
    }

    /// The network itself, for sabotage in tests.
    pub fn net(&self) -> &Net {
        &self.net
    }
}

fn start_deck(
    link: &mut Link,
    feed: FeedId,
    title: String,
    mime: Option<String>,
    gain: Option<f32>,
    decks: &mut Decks,
) -> Option<()> {
    let source = Box::new(link.connection.reader()?);
    let sound = Sound::Stream { source, mime, live: link.connection.live() };
    let track = Track::new(Location::Feed(feed), title);
    // Without a thread there is no deck; the machine's own patience with the attempt ends it.
    link.cue = decks.cue_live(sound, track, gain).ok();
    link.cue.as_ref().map(|_| ())
}

fn stream_fault(error: &DecodeError, host: String) -> Fault {
    match error {
        DecodeError::Unsupported(what) => Fault::UnknownFormat { what: format!("{what} from {host}") },
        DecodeError::Truncated => Fault::Ended { host },
        DecodeError::Io(_) | DecodeError::Cancelled => Fault::Reset { host },
        DecodeError::Panicked => Fault::DecoderDied { what: host },
        _ => Fault::Garbage { host },
    }
}
