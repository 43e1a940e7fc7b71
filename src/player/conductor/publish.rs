//! Makes the snapshot, and looks around in the machine that Segue runs on.

use super::super::snapshot::{FeedView, OnAirView, OutputView, ReserveView, Snapshot, SourceView};
use super::*;
use crate::failover::Health;
use crate::feeds::probe::{Surroundings, may_be_explained};
use crate::library::Collection;
use crate::model::shown;

/// A feed's fault is looked into this often at most.
const ASK_AGAIN: Duration = Duration::from_secs(5);

impl Conductor {
    pub(super) fn publish(&mut self) {
        let now = self.now();
        let snapshot = Snapshot {
            state: self.state,
            on_air: self.on_air_view(),
            next: self.decks.standby.as_ref().map(|standby| standby.track.label()),
            queue: self.queue_view(),
            library: self.keep.collection().map(Collection::progress),
            feeds: (0..self.links.lines.len()).filter_map(|feed| self.feed_view(FeedId(feed))).collect(),
            reserve: ReserveView { left: self.reserve.left + self.cued(), ..self.reserve.clone() },
            outage: (!self.local_wanted).then(|| self.outages.view(FeedId(0), now)).flatten(),
            output: OutputView { device: self.device.clone(), rate: self.rate, peak: self.meter.peak() },
            volume: self.volume,
            equaliser: self.equaliser,
            offline: self.offline,
            sleep: self.sleep_view(now),
            tuning: self.tuning.clone(),
            drill: self.air.drill.is_some(),
            switches: self.air.switches,
            dead_air: self.air.length(self.meter.dead_air()),
            running: now,
            ..Snapshot::starting(self.rate)
        };
        let snapshot = Arc::new(snapshot);
        self.snapshot.store(snapshot.clone());
        self.bells.ring(&snapshot, now);
    }

    fn on_air_view(&self) -> OnAirView {
        let (source, name) = (self.air.sounding.source(), self.sounding_name());
        if let Sounding::Feed(feed) = self.air.sounding {
            let link = self.links.line(feed).and_then(|line| line.air.as_ref());
            let title =
                link.and_then(|link| link.title.clone().or(link.station.clone())).unwrap_or_else(|| name.clone());
            let elapsed = link.and_then(|link| link.cue.as_ref()).map_or(Duration::ZERO, |cue| cue.deck.heard());
            return OnAirView { source, name, title, elapsed, ..OnAirView::nothing() };
        }
        let Some(local) = &self.decks.on_air else { return OnAirView { name, ..OnAirView::nothing() } };
        let track = &local.track;
        OnAirView {
            source,
            name,
            track: Some(track.clone()),
            title: track.title.clone(),
            artist: track.artist.clone(),
            album: track.album.clone(),
            elapsed: local.elapsed(),
            duration: track.duration,
        }
    }

    fn feed_view(&self, id: FeedId) -> Option<FeedView> {
        let line = self.links.line(id)?;
        let link = line.best();
        Some(FeedView {
            id,
            name: line.feed.name.clone(),
            url: line.feed.urls.first().map(shown).unwrap_or_default(),
            health: self.machine.health(id),
            on_air: self.air.sounding == Sounding::Feed(id),
            station: link.and_then(|link| link.station.clone()),
            title: link.and_then(|link| link.title.clone()),
            bitrate: link.and_then(|link| link.bitrate),
            codec: link.and_then(|link| link.codec.clone()),
            buffered: link.map_or(Duration::ZERO, |link| link.buffered()),
        })
    }

    /// Looks at the reserve, and tells what is wrong with it, each thing once.
    fn look_at_reserve(&mut self) {
        let (readiness, left) = (self.ladder.readiness(), self.ladder.left());
        // What is found in the background is counted, and listed by `segue reserve`: nobody has heard of it.
        let heard_of = |fault: &&Fault| !matches!(fault, Fault::FileUnfit { .. });
        for fault in readiness.problems.iter().filter(heard_of) {
            let sentence = fault.sentence();
            if self.told.insert(sentence.clone()) {
                self.say(Event::Skipped { fault: fault.clone(), sentence });
            }
        }
        let (now, zone) = (Timestamp::now(), &self.zone);
        let from = self.decks.on_air.as_ref().filter(|local| local.origin == Origin::Reserve);
        let playing_from = from.and_then(|local| self.ladder.source_of(&local.track));
        self.reserve = ReserveView {
            sentence: readiness.sentence(now, zone),
            playing_from: playing_from.filter(|_| self.air.sounding == Sounding::Local),
            verified: readiness.verified.playable,
            damaged: readiness.damage.count,
            sources: readiness.sources.iter().map(|source| SourceView::of(source, now, zone)).collect(),
            tracks: readiness.music.tracks,
            total: readiness.music.playable,
            left: left.playable,
            unknown: readiness.music.unknown,
            last_resort: readiness.last_resort,
            problems: readiness.problems.iter().map(Fault::sentence).collect(),
        };
    }

    /// Reserve that is already on a deck: the rest of what plays, and what comes next.
    fn cued(&self) -> Duration {
        let reserve = |local: &&Local| local.origin == Origin::Reserve;
        let rest = |local: &Local| local.track.duration.unwrap_or_default().saturating_sub(local.elapsed());
        let decks = [self.decks.on_air.as_ref(), self.decks.standby.as_ref()];
        decks.into_iter().flatten().filter(reserve).map(rest).sum()
    }

    /// Tells changes of the feeds' health, and has their causes looked into.
    pub(super) fn watch_health(&mut self, now: Now) {
        self.story.silent_for(self.air.length(self.meter.dead_air()));
        for index in 0..self.links.lines.len() {
            let feed = FeedId(index);
            let health = self.machine.health(feed);
            let name = self.links.lines[index].feed.name.clone();
            let (event, over) = self.outages.watch(feed, health, self.links.lines[index].best(), now);
            if let Some(Event::Down { fault, .. }) = &event {
                let began = self.outages.began(feed);
                let evidence = self.evidence(feed);
                self.story.outage(feed, &name, fault, evidence, began, now);
            }
            if over {
                self.story.outage_over(feed, now);
            }
            if let Some(event) = event {
                self.say(event);
            }
            self.ask_why(feed, now);
        }
    }

    /// What was seen of a feed when it failed, in figures.
    fn evidence(&self, feed: FeedId) -> String {
        let link = self.links.line(feed).and_then(|line| line.best());
        let buffered = link.map_or(Duration::ZERO, |link| link.buffered());
        format!("{:.1} s were buffered", buffered.as_secs_f64())
    }

    /// A feed's fault that a probe may know more about. What a probe has said of a failed feed is asked again: it may
    /// have changed. Of one that plays it is forgotten by itself.
    fn unexplained(&self, feed: FeedId) -> Option<Fault> {
        let health = self.machine.health(feed);
        let down = matches!(health, Health::Down { .. });
        let host = || self.links.line(feed).map_or_else(String::new, |line| line.feed.host());
        match health.fault().cloned()? {
            fault if fault.is_of_the_way() => down.then(|| Fault::Stalled { host: host() }),
            fault => Some(fault).filter(may_be_explained),
        }
    }

    /// Has a probe explain a feed's fault, on a thread of its own.
    fn ask_why(&mut self, feed: FeedId, now: Now) {
        let Some(prober) = &self.prober else { return };
        let Some(fault) = self.unexplained(feed) else { return };
        let Some(url) = self.links.line(feed).and_then(|line| line.feed.urls.first().cloned()) else { return };
        if self.probed[feed.0].is_some_and(|at| now.saturating_sub(at) < ASK_AGAIN) {
            return;
        }
        self.probed[feed.0] = Some(now);
        let (prober, inbox, lineup) = (prober.clone(), self.to_inbox.clone(), self.lineups);
        let ask = move || drop(inbox.send(Input::Explained(lineup, feed, prober.explain(fault, &url))));
        // Without a thread the fault stays unexplained, and is asked about again.
        let _ = thread::Builder::new().name("probe".into()).spawn(ask);
    }

    /// Notices that the machine has slept, and that its link has come up.
    pub(super) fn look_around(&mut self) {
        let slept = crate::clock::suspended();
        if slept.saturating_sub(self.slept) > Duration::from_secs(2) {
            self.slept = slept;
            self.notice("This machine was asleep. All feeds are tried anew.");
            self.step(Observation::Resumed);
        }
        if self.plan.because.is_some() || !self.linked {
            let linked = Surroundings::of_this_machine().links().is_none_or(|links| !links.is_empty());
            if linked && !std::mem::replace(&mut self.linked, linked) {
                self.step(Observation::LinkUp);
            }
            self.linked = linked;
        }
        if let Some(trouble) = self.story.new_trouble() {
            self.say(Event::Notice { text: trouble });
        }
        self.look_at_reserve();
    }
}
