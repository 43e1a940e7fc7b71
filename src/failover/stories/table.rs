//! Stories as tables: a row is a moment, what happens, and what is then to be seen. See the room above for the words.
//!
//! Between rows the clock goes from one `wake_at` to the next, as the conductor's does.

use std::time::Duration;

use super::super::{Evidence, Health, Leave, Machine, Observation, Plan, Settings, Via};
use crate::fault::Fault;
use crate::model::{FeedId, Now, Source};

/// Feeds in every story; a word about the second begins with `1:`.
const FEEDS: usize = 2;

/// Plays the table with these settings; panics at the first row that is not as told.
pub(super) fn tell(settings: Settings, table: &str) {
    let mut story = Story::new(settings);
    for row in table.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let (event, seen) = row.split_once("->").unwrap_or((row, ""));
        let mut words = event.split_whitespace();
        let at = Duration::from_secs_f64(number(words.next()));
        let words: Vec<&str> = words.collect();
        story.play(at, &words);
        let failed = seen.split_whitespace().find(|word| !story.sees(word));
        assert!(
            failed.is_none(),
            "`{row}`: not `{}`\n{:#?}\n{:?}",
            failed.unwrap(),
            story.plan,
            story.machine.healths()
        );
    }
}

struct Story {
    machine: Machine,
    plan: Plan,
    now: Now,
    /// The level last reported.
    level: f64,
}

impl Story {
    fn new(settings: Settings) -> Self {
        let hosts = (0..FEEDS).map(|n| format!("radio{n}")).collect();
        let mut machine = Machine::new(hosts, settings, 1, Now::ZERO);
        let plan = machine.step(Now::ZERO, Observation::Tick);
        Self { machine, plan, now: Now::ZERO, level: 0.0 }
    }

    /// One row: either a run of evidence that fills the time since the last row, or an observation at its moment.
    fn play(&mut self, at: Now, words: &[&str]) {
        let (feed, words) = match words {
            [first, rest @ ..] if first.starts_with("1:") => (FeedId(1), [&[&first[2..]], rest].concat()),
            words => (FeedId(0), words.to_vec()),
        };
        match words[..] {
            [via @ ("air" | "try"), manner @ ("flows" | "crawls" | "starves"), level] => {
                self.run(at, feed, self::via(via), manner, number(Some(level)));
            }
            _ => {
                self.wait_until(at);
                self.step(at, observation(feed, &words));
            }
        }
    }

    /// Reports from here to `until`, the level moving evenly to `level`.
    fn run(&mut self, until: Now, feed: FeedId, via: Via, manner: &str, level: f64) {
        let (pause, bytes, decoded_part) = match manner {
            "flows" => (0.25, 4000, 1.0),
            "crawls" => (0.25, 2000, 0.5),
            _ => (1.0, 0, 0.0),
        };
        let (start, from) = (self.now.as_secs_f64(), self.level);
        let steps = ((until.as_secs_f64() - start) / pause).round().max(1.0) as u32;
        for n in 1..=steps {
            let part = f64::from(n) / f64::from(steps);
            let at = Duration::from_secs_f64(start + (until.as_secs_f64() - start) * part);
            self.level = from + (level - from) * part;
            self.wait_until(at);
            let buffered = Duration::from_secs_f64(self.level);
            let decoded = buffered.min(Duration::from_secs(8));
            self.step(at, Observation::Feed { feed, via, evidence: Evidence::Flow { bytes, buffered, decoded } });
            if bytes > 0 {
                let length = Duration::from_secs_f64(pause * decoded_part);
                self.step(at, Observation::Feed { feed, via, evidence: Evidence::Decoded { length } });
            }
        }
    }

    fn wait_until(&mut self, at: Now) {
        while let Some(wake) = self.plan.wake_at.filter(|wake| *wake < at) {
            self.step(wake, Observation::Tick);
        }
    }

    fn step(&mut self, at: Now, observation: Observation) {
        self.plan = self.machine.step(at, observation);
        self.now = at;
        assert!(self.plan.wake_at.is_none_or(|wake| wake > at), "wakes in the past: {:?}", self.plan);
    }

    fn sees(&self, word: &str) -> bool {
        let (feed, word) = word.strip_prefix("1:").map_or((FeedId(0), word), |word| (FeedId(1), word));
        let leave = self.plan.leave;
        match word {
            "reserve" => self.plan.on_air == Source::Reserve,
            "feed" => self.plan.on_air == Source::Feed(feed),
            "now" => leave == Leave::Now,
            "at-end" => leave == Leave::AtEnd,
            "dials" => self.plan.connect.iter().any(|(dialled, _)| *dialled == feed),
            "rests" => self.plan.connect.iter().all(|(dialled, _)| *dialled != feed),
            "fine" => self.plan.because.is_none(),
            _ if word.starts_with("within:") => {
                let told = Duration::from_secs_f64(number(Some(&word[7..])));
                matches!(leave, Leave::Within(length) if length.abs_diff(told) < Duration::from_millis(10))
            }
            _ => self.machine.health(feed).word() == word || self.is_because(feed, word),
        }
    }

    /// A fault's code: of the plan for the first feed, of its health for the second.
    fn is_because(&self, feed: FeedId, code: &str) -> bool {
        let health: Health = self.machine.health(feed);
        let fault = if feed == FeedId(0) { self.plan.because.as_ref() } else { health.fault() };
        let told = fault.and_then(|fault| serde_json::to_value(fault).ok());
        told.is_some_and(|told| told["code"] == code)
    }
}

fn number(word: Option<&str>) -> f64 {
    word.and_then(|word| word.parse().ok()).unwrap_or_else(|| panic!("no number: {word:?}"))
}

fn seconds(word: &str) -> Duration {
    Duration::from_secs_f64(number(Some(word)))
}

fn via(word: &str) -> Via {
    if word == "air" { Via::OnAir } else { Via::Attempt }
}

fn observation(feed: FeedId, words: &[&str]) -> Observation {
    match words {
        [] => Observation::Tick,
        ["heard", "reserve"] => Observation::Switched { to: Source::Reserve },
        ["heard", "feed"] => Observation::Switched { to: Source::Feed(feed) },
        ["link-up"] => Observation::LinkUp,
        ["try-now"] => Observation::TryNow,
        ["offline"] => Observation::StayOffline(true),
        ["online"] => Observation::StayOffline(false),
        ["resumed"] => Observation::Resumed,
        ["held-up"] => Observation::HeldUp,
        ["drill"] => Observation::Drill(true),
        ["drill-over"] => Observation::Drill(false),
        ["probe", "good"] => Observation::Feed { feed, via: Via::OnAir, evidence: Evidence::Probe { finding: Ok(()) } },
        ["probe", code] => {
            let evidence = Evidence::Probe { finding: Err(fault(code)) };
            Observation::Feed { feed, via: Via::OnAir, evidence }
        }
        [which @ ("air" | "try"), evidence @ ..] => {
            Observation::Feed { feed, via: via(which), evidence: self::evidence(evidence) }
        }
        _ => panic!("no such event: {words:?}"),
    }
}

fn evidence(words: &[&str]) -> Evidence {
    match words {
        ["connected"] => Evidence::Connected { mirror: 0 },
        ["lost", code] => Evidence::Lost { fault: fault(code) },
        ["fails", code] => Evidence::ConnectFailed { fault: fault(code), retry_after: None },
        ["fails", code, after] => Evidence::ConnectFailed { fault: fault(code), retry_after: Some(seconds(after)) },
        ["junk", bytes] => Evidence::Undecodable { bytes: number(Some(bytes)) as u64 },
        ["silent", silent, "in", after] => Evidence::DeadAir { silent: seconds(silent), heard_in: seconds(after) },
        ["noisy", noisy, "in", after] => Evidence::Noise { noisy: seconds(noisy), heard_in: seconds(after) },
        ["music"] => Evidence::Music,
        ["title", "in", after] => Evidence::Title { heard_in: seconds(after) },
        _ => panic!("no such evidence: {words:?}"),
    }
}

fn fault(code: &str) -> Fault {
    let host = "radio0".to_owned();
    match code {
        "no-internet" => Fault::NoInternet,
        "no-route" => Fault::NoRoute,
        "captive-portal" => Fault::CaptivePortal { login_page: None },
        "dns" => Fault::Dns { host },
        "refused" => Fault::Refused { host },
        "unreachable" => Fault::Unreachable { host },
        "connect-timeout" => Fault::ConnectTimeout { host },
        "tls" => Fault::Tls { host, why: crate::fault::TlsFault::Expired },
        "unauthorized" => Fault::Unauthorized { host },
        "forbidden" => Fault::Forbidden { host },
        "not-found" => Fault::NotFound { host },
        "too-many-requests" => Fault::TooManyRequests { host },
        "server-error" => Fault::ServerError { host, status: 503 },
        "redirect-loop" => Fault::RedirectLoop { host },
        "bad-answer" => Fault::BadAnswer { host },
        "not-audio" => Fault::NotAudio { host, content_type: "text/html".into() },
        "unknown-format" => Fault::UnknownFormat { what: "a picture".into() },
        "reset" => Fault::Reset { host },
        "ended" => Fault::Ended { host },
        "decoder-died" => Fault::DecoderDied { what: "mp3".into() },
        _ => panic!("no such fault: {code}"),
    }
}
