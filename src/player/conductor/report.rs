//! What the other threads report.

use super::*;
use crate::audio::ring::Voice;
use crate::feeds::radio;

impl Conductor {
    pub(super) fn mixer(&mut self, report: Report) {
        match report {
            Report::Switched { to, why, fade, position, .. } => {
                self.joined_at = position;
                self.switched(to, why, fade);
            }
            Report::Settled { .. } => self.settled(),
            Report::Heard { deck, mark } => self.heard(deck, mark),
            Report::Stopped => self.stopped(),
        }
    }

    fn switched(&mut self, to: DeckId, why: Why, fade: u64) {
        let now = self.now();
        let (before, from) = (self.air.sounding, self.sounding_name());
        self.remember();
        // The fault of what is left; from local music, of what should be there.
        let culprit = if let Sounding::Feed(feed) = before { feed } else { FeedId(0) };
        let fault = self.outages.fault(culprit).cloned();
        let goes_on = self.decks.is_seek_to(to);
        self.note_what_left(goes_on);
        let sounding = match self.links.took_air(to) {
            Some(feed) => Sounding::Feed(feed),
            None => Sounding::Local,
        };
        if why != Why::Ordered && !goes_on {
            self.track_over();
        }
        let next_in_line = self.decks.took_air(to);
        self.air.switched(to, sounding);
        self.own_choice &= sounding == Sounding::Local;
        self.skip = false;
        if self.state == State::Starting {
            self.state = State::Playing;
        }
        let first = before == Sounding::Nothing;
        let name = self.sounding_name();
        let why = match why {
            _ if first => "start",
            Why::Ended => "ended",
            Why::Starved => "starved",
            Why::Ordered => "ordered",
        };
        let fade = self.air.length(fade);
        if let Some(drill) = &mut self.air.drill
            && drill.switched.is_none()
        {
            drill.switched = Some((now, name.clone(), fade));
        }
        let source = sounding.source();
        if first || before.source() != source {
            let from = (!first).then_some(from);
            let left_feed = matches!(before, Sounding::Feed(_));
            let fault = fault.filter(|_| !self.local_wanted && (left_feed || source == Source::Reserve));
            self.story.switched(source, now);
            self.say(Event::Switched { from, to: name, source, why, fade_ms: fade.as_millis() as u64, fault });
        }
        // Told even if it is the same feed: it may be another of its connections.
        self.step(Observation::Switched { to: source });
        if next_in_line {
            self.advance_queue();
        }
    }

    /// A local track leaves the air: it may be gone back to.
    fn remember(&mut self) {
        if let Some(local) = &self.decks.on_air
            && local.origin == Origin::Reserve
        {
            self.history.push(local.track.clone());
            let surplus = self.history.len().saturating_sub(100);
            self.history.drain(..surplus);
        }
    }

    /// The next in line is on air: if it is the queue's, it is the queue's current one now. A jump never moves the
    /// queue here: a seek stays in its track, and who goes back has moved the queue already.
    fn advance_queue(&mut self) {
        if self.decks.on_air.as_ref().is_some_and(|local| local.origin == Origin::Queue) {
            self.queue.next();
        } else {
            self.own_choice = false;
        }
    }

    fn settled(&mut self) {
        let now = self.now();
        if let Some(drill) = &mut self.air.drill
            && drill.switched.is_some()
        {
            drill.settled.get_or_insert(now);
        }
    }

    fn heard(&mut self, deck: DeckId, mark: Mark) {
        let (name, source) = (self.sounding_name(), self.air.sounding.source());
        match mark.what {
            Meaning::Started { track, at } => {
                if let Some(local) = self.decks.find(deck) {
                    local.track = track.clone();
                }
                // A seek does not make it another track.
                if source == Source::Reserve && at.is_zero() {
                    self.ladder.heard(&track, Timestamp::now());
                    let (title, artist, album) = (track.title.clone(), track.artist.clone(), track.album.clone());
                    self.say(Event::Track { source, name, title, artist, album });
                }
            }
            Meaning::Title(title) => {
                self.links.heard_title(deck, &title);
                if mark.frame < self.joined_at {
                    // It was passed unheard, perhaps long ago; what is true now is told at the next beat.
                    self.caught_up = true;
                    return;
                }
                self.track_over();
                self.ladder.on_air(&title);
                self.say(Event::Track { source, name, title: title.to_string(), artist: None, album: None });
            }
        }
    }

    /// Tells the title that was true when a feed came on air.
    pub(super) fn tell_title(&mut self) {
        let (name, source) = (self.sounding_name(), self.air.sounding.source());
        if let Sounding::Feed(feed) = self.air.sounding
            && std::mem::take(&mut self.caught_up)
            && let Some(title) = self.links.line(feed).and_then(|line| line.air.as_ref()?.title.clone())
        {
            self.ladder.on_air(&title);
            self.say(Event::Track { source, name, title, artist: None, album: None });
        }
    }

    pub(super) fn home(&mut self, voice: Voice) {
        self.air.came_home(voice.deck());
        if let Some(voice) = self.links.home(voice) {
            self.decks.home(voice);
        }
    }

    pub(super) fn deck(&mut self, deck: DeckId, news: DeckNews) {
        if let Some((feed, via, evidence)) = self.links.deck(deck, &news, self.rate) {
            return self.step(Observation::Feed { feed, via, evidence });
        }
        match news {
            DeckNews::Opened { track, .. } => {
                if let Some(local) = self.decks.find(deck) {
                    local.track = track;
                }
            }
            DeckNews::Ready => {
                if let Some(local) = self.decks.find(deck) {
                    local.cue.ready = true;
                }
            }
            DeckNews::Ended { .. } | DeckNews::Broken(_) | DeckNews::Died => self.local_over(deck, news),
            _ => {}
        }
    }

    /// A local deck has come to its end. Before it was ready that is a fault; in the middle of the music it is one
    /// that the listener hears as a crossfade.
    fn local_over(&mut self, deck: DeckId, news: DeckNews) {
        self.decks.drop_floor(deck);
        if let Some((local, fault)) = self.decks.take_broken(deck, &news) {
            return self.skipped(&local, fault);
        }
        // What a drill breaks is no fault of the file.
        if matches!(news, DeckNews::Ended { .. }) || self.air.drill.is_some() {
            return;
        }
        if let Some(local) = self.decks.find(deck) {
            let (location, fault) = (local.track.location.clone(), fault_of(&local.track, &news));
            self.ladder.report(&location, fault.clone());
            self.tell_skipped(fault);
        }
    }

    pub(super) fn skipped(&mut self, local: &Local, fault: Fault) {
        self.ladder.report(&local.track.location, fault.clone());
        if local.origin == Origin::Queue {
            self.pass_over(&local.track);
        }
        self.tell_skipped(fault);
    }

    /// A track of the queue cannot be played. If it was gone to, what follows it is gone to instead.
    fn pass_over(&mut self, track: &Track) {
        let is_it = |other: Option<&Arc<Track>>| other.is_some_and(|other| other.location == track.location);
        let gone_to = is_it(self.queue.current()) && !is_it(self.queue.peek_next());
        let next = self.queue.next();
        if let Some(next) = next.filter(|_| gone_to) {
            self.jump(next, Duration::ZERO, Origin::Queue);
        }
    }

    fn tell_skipped(&mut self, fault: Fault) {
        let sentence = fault.sentence();
        self.told.insert(sentence.clone());
        self.say(Event::Skipped { sentence, fault });
    }

    pub(super) fn radio(&mut self, number: u64, news: radio::News) {
        let now = self.now();
        if let Some((feed, via, evidence)) = self.links.radio(number, news, &mut self.decks, now) {
            self.step(Observation::Feed { feed, via, evidence });
        }
    }

    pub(super) fn output(&mut self, news: OutputNews) {
        let fault = match news {
            OutputNews::Playing { device } => {
                self.device = Some(device.clone());
                return self.say(Event::Device { device });
            }
            OutputNews::Refused { device, why } => {
                return self.notice(&format!(
                    "The sound device {device} cannot be opened ({why}). The sound goes to the default device."
                ));
            }
            OutputNews::Released => {
                self.device = None;
                return self.notice("The sound goes to no device now, as you wished.");
            }
            OutputNews::Lost { device } => Fault::DeviceLost { device },
            OutputNews::Missing { why } => Fault::NoDevice { why },
            OutputNews::FileFailed { path, why } => Fault::FileUnreadable { path, why },
        };
        self.device = None;
        self.say(Event::NoDevice { sentence: fault.sentence(), remedy: fault.remedy().to_owned(), fault });
    }

    pub(super) fn explained(&mut self, feed: FeedId, fault: Fault) {
        // Only what is wrong with the way to the feed is the probe's finding; the feed's own faults show by themselves.
        let finding = if fault.is_of_the_way() { Err(fault.clone()) } else { Ok(()) };
        let evidence = crate::failover::Evidence::Probe { finding };
        self.step(Observation::Feed { feed, via: crate::failover::Via::Attempt, evidence });
        if let Some(event) = self.outages.explain(feed, fault) {
            self.say(event);
        }
    }

    /// What sounds, by name.
    pub(super) fn sounding_name(&self) -> String {
        match self.air.sounding {
            Sounding::Nothing => String::new(),
            Sounding::Feed(feed) => self.links.line(feed).map_or_else(String::new, |line| line.feed.name.clone()),
            Sounding::Local => {
                self.decks.on_air.as_ref().map_or(Origin::LastResort, |local| local.origin).name().into()
            }
        }
    }
}
