//! Brings what is nearer to what is wanted: connections, cued decks, the standing order.

use super::super::air::Wish;
use super::*;

/// A skip fades this fast.
const SKIP_FADE: Duration = Duration::from_millis(400);
/// A seek is a cut with its edges taken off.
const SEEK_FADE: Duration = Duration::from_millis(10);

impl Conductor {
    pub(super) fn reconcile(&mut self) {
        let now = self.now();
        self.settle_for_local();
        self.links.reconcile(&self.plan.connect, now);
        self.watch_health(now);
        if let Some((local, fault)) = self.decks.take_wedged(now) {
            self.skipped(&local, fault);
        }
        self.cue_standby(now);
        self.lay_floor();
        match self.wish(now) {
            Some(wish) => self.arm(wish),
            None => self.disarm_what_is_gone(),
        }
    }

    /// The next local track is always cued: it is what comes next, or what rescues.
    fn cue_standby(&mut self, now: Now) {
        let makeshift = |local: &Local| local.origin == Origin::LastResort;
        if self.decks.standby.as_ref().is_some_and(makeshift) && self.ladder.has_music() {
            // The reserve has been found: nobody shall be rescued by less.
            self.decks.standby = None;
        }
        if self.is_finishing() {
            (self.decks.standby, self.decks.relief) = (None, None);
            return;
        }
        if let Some(relieved) = self.decks.relieve() {
            self.give_back(&relieved);
        }
        match &self.decks.standby {
            // Without a thread for a deck the floor sounds; the next beat tries again.
            None => self.decks.standby = self.cue_next(now),
            Some(standby) if !self.is_overtaken(standby) => self.cue_relief(now),
            // The mixer has it: until another is ready, it is what comes if the music ends.
            Some(standby) if standby.cue.voice.is_none() => self.cue_instead(now),
            Some(_) => {
                let overtaken = self.decks.standby.take();
                overtaken.iter().for_each(|standby| self.give_back(standby));
                self.decks.standby = self.cue_next(now);
            }
        }
    }

    /// Nothing is to come after what plays.
    fn is_finishing(&mut self) -> bool {
        let finishing = self.end_with_queue
            && self.queue.peek_next().is_none()
            && self.decks.jump.is_none()
            && self.air.sounding != Sounding::Nothing;
        if std::mem::replace(&mut self.finishing, finishing) != finishing {
            self.order(Order::Finish(finishing));
        }
        finishing
    }

    fn cue_next(&mut self, now: Now) -> Option<Local> {
        let (track, origin) = match self.queue.peek_next().cloned() {
            Some(track) => (track, Origin::Queue),
            None => self.next_of_reserve(),
        };
        // The first track after a restart goes on where it was.
        let start = self.resume_at.take().filter(|_| origin == Origin::Queue).unwrap_or_default();
        self.decks.cue(track, start, origin, now).ok()
    }

    /// What comes next has changed: the right track is cued beside the standby, which stays armed until it is ready.
    fn cue_instead(&mut self, now: Now) {
        let is_wrong = |relief: &Local| relief.cue.voice.is_some() && self.is_overtaken(relief);
        if self.decks.relief.as_ref().is_some_and(is_wrong) {
            let wrong = self.decks.relief.take();
            wrong.iter().for_each(|wrong| self.give_back(wrong));
        }
        if self.decks.relief.is_none() {
            self.decks.relief = self.cue_next(now);
        }
    }

    fn is_overtaken(&self, standby: &Local) -> bool {
        overtaken(&self.queue, standby) || self.decks.is_outdated(standby)
    }

    fn give_back(&mut self, local: &Local) {
        if local.origin == Origin::Reserve {
            self.ladder.give_back(&local.track);
        }
    }

    /// While a feed plays, a track of the reserve that follows its music better is cued beside the standby: at most once
    /// for each artist that the feed names, and with the standby armed until it is ready.
    fn cue_relief(&mut self, now: Now) {
        let at_ease = matches!((self.air.sounding, self.plan.on_air), (Sounding::Feed(_), Source::Feed(_)));
        if !at_ease || self.decks.relief.is_some() || self.air.drill.is_some() {
            return;
        }
        let standby = self.decks.standby.as_ref().filter(|standby| standby.cue.ready);
        let Some(standby) = standby.filter(|standby| standby.origin == Origin::Reserve) else { return };
        if let Some(better) = self.ladder.better_than(&standby.track, Timestamp::now()) {
            self.decks.relief = self.decks.cue(better, Duration::ZERO, Origin::Reserve, now).ok();
        }
    }

    fn next_of_reserve(&mut self) -> (Arc<Track>, Origin) {
        let track = self.ladder.next(Timestamp::now());
        let builtin = matches!(track.location, Location::Builtin(_));
        (track, if builtin { Origin::LastResort } else { Origin::Reserve })
    }

    /// Under everything lies a voice that never ends. It is laid when the first music sounds: before, it would be
    /// the first.
    fn lay_floor(&mut self) {
        if self.air.sounding == Sounding::Nothing || self.finishing {
            return;
        }
        if let Ok(Some(voice)) = self.decks.new_floor(self.floors, self.clock.now()) {
            self.floors += 1;
            self.order(Order::Floor(voice));
        }
    }

    /// Which deck should be armed, and how.
    fn wish(&self, now: Now) -> Option<Wish> {
        if let Some(jump) = self.decks.jump.as_ref().filter(|jump| jump.cue.ready) {
            let same = self.decks.on_air.as_ref().is_some_and(|local| local.track.location == jump.track.location);
            let (fade, curve) = if same { (SEEK_FADE, Curve::Linear) } else { (SKIP_FADE, self.tuning.curve) };
            return Some(self.make_wish(jump.cue.deck.id(), When::Now, fade, curve));
        }
        self.wish_for_feed(now).or_else(|| self.wish_for_standby(now))
    }

    fn wish_for_feed(&self, now: Now) -> Option<Wish> {
        let Source::Feed(feed) = self.plan.on_air else { return None };
        let attempt = self.links.line(feed)?.attempt.as_ref()?;
        let cue = attempt.cue.as_ref().filter(|cue| cue.ready && cue.deck.decoded() > Duration::from_millis(300))?;
        let when = match self.air.sounding {
            Sounding::Nothing => When::Now,
            Sounding::Local if self.own_choice_on_air() => When::AtEnd,
            // A rescue that has only just begun is no reason to make the listener wait for its end.
            Sounding::Local if now < GRACE * 4 => When::Now,
            Sounding::Local if self.skip => When::Now,
            _ => self.leave,
        };
        Some(self.make_wish(cue.deck.id(), when, self.tuning.rescue_fade(), self.tuning.curve))
    }

    fn wish_for_standby(&self, now: Now) -> Option<Wish> {
        let is_ready = |local: &&Local| local.cue.ready;
        let relief = self.decks.relief.as_ref().filter(is_ready);
        let standby = relief.or_else(|| self.decks.standby.as_ref().filter(is_ready))?;
        let deck = standby.cue.deck.id();
        Some(match self.air.sounding {
            Sounding::Nothing if self.first_feed_may_still_come(now) => return None,
            Sounding::Nothing => self.make_wish(deck, When::Now, Duration::ZERO, self.tuning.curve),
            Sounding::Feed(_) => {
                // A feed is left for local music before its end only if local music is what is wanted.
                let when =
                    if self.plan.on_air == Source::Reserve || self.is_orphaned() { self.leave } else { When::AtEnd };
                self.make_wish(deck, when, self.tuning.rescue_fade(), self.tuning.curve)
            }
            // What comes next is about to be another track: that is the one a person wants.
            Sounding::Local if self.skip && !self.is_overtaken(standby) => {
                self.make_wish(deck, When::Now, SKIP_FADE, self.tuning.curve)
            }
            Sounding::Local => self.make_wish(deck, self.end_of_local(), self.fade_to(standby), self.tuning.curve),
        })
    }

    fn make_wish(&self, deck: DeckId, when: When, fade: Duration, curve: Curve) -> Wish {
        Wish { deck, when, curve, fade: self.air.frames(fade) }
    }

    /// At the start, a feed that is quick is the first thing heard.
    fn first_feed_may_still_come(&self, now: Now) -> bool {
        let coming = self.plan.because.is_none() && !self.plan.connect.is_empty();
        coming && now < GRACE && self.tuning.failover.start == Start::Fast
    }

    /// The floor has no end of its own: it is left when its piece is over, so that real music comes back.
    fn end_of_local(&self) -> When {
        let endless = self.decks.on_air.as_ref().filter(|local| local.endless).and_then(|local| local.track.duration);
        endless.map_or(When::AtEnd, |length| When::By(self.air.frames(length)))
    }

    /// Tracks of one album belong together; others are crossfaded.
    pub(super) fn fade_to(&self, next: &Local) -> Duration {
        let together = self.decks.on_air.as_ref().is_some_and(|local| {
            self.tuning.gapless
                && next.origin == Origin::Queue
                && local.track.album.is_some()
                && local.track.album == next.track.album
        });
        if together { Duration::ZERO } else { self.tuning.crossfade }
    }

    /// While nothing better is ready, what is armed stays, unless its deck is gone.
    fn disarm_what_is_gone(&mut self) {
        let gone = |deck| self.decks.find(deck).is_none() && !self.links.has(deck);
        if self.air.armed().is_some_and(gone) {
            self.air.disarm();
        }
    }

    fn arm(&mut self, wish: Wish) {
        let Self { air, decks, links, .. } = self;
        air.arm(wish, || match decks.find(wish.deck) {
            Some(local) => local.cue.voice.take(),
            None => links.voice(wish.deck),
        });
    }
}

/// A person has changed the queue, or has gone to another place in it: what was cued as next no longer is.
fn overtaken(queue: &Queue, standby: &Local) -> bool {
    match standby.origin {
        Origin::Queue => queue.peek_next().is_none_or(|next| next.location != standby.track.location),
        Origin::Reserve | Origin::LastResort => queue.peek_next().is_some(),
    }
}
