//! The walk itself: the steps in their order, each told as soon as it is done.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::Response;
use tokio::runtime::Runtime;
use tokio::time::timeout;
use url::Url;

use super::answer::{self, Manner};
use super::conclude::{CLOCK_TOLERANCE, Findings, Internet, conclude};
use super::listen::Heard;
use super::{Diagnosis, Outcome, Probe, Step, StepName, WaysOut, reach, runtime};
use crate::clock::Clock;
use crate::fault::{Fault, spoken};
use crate::model::shown;

pub(super) fn walk(probe: &Probe, url: &Url, tell: impl FnMut(&Step)) -> io::Result<Diagnosis> {
    let mut walker = Walker::new(probe, url, tell)?;
    if !walker.found.local {
        walker.look_around();
    }
    walker.found.feed = walker.hear();
    if !walker.found.local {
        walker.ask_around();
    }
    let fault = conclude(&walker.found).err();
    walker.runtime.shutdown_background();
    Ok(Diagnosis { url: shown(url), steps: walker.steps, fault })
}

struct Walker<'a, Tell> {
    probe: &'a Probe,
    url: &'a Url,
    tell: Tell,
    runtime: Runtime,
    clock: Clock,
    ways: Option<WaysOut>,
    found: Findings,
    steps: Vec<Step>,
}

impl<'a, Tell: FnMut(&Step)> Walker<'a, Tell> {
    fn new(probe: &'a Probe, url: &'a Url, tell: Tell) -> io::Result<Self> {
        let found = Findings {
            host: answer::host_of(url),
            local: probe.is_local(url),
            secure: url.scheme() == "https",
            link: None,
            route: None,
            reachable_kind: true,
            feed: Ok(()),
            internet: Internet::NotAsked,
            clock_off: None,
        };
        let (runtime, clock) = (runtime()?, Clock::real());
        Ok(Self { probe, url, tell, runtime, clock, ways: None, found, steps: Vec::new() })
    }

    fn told(&mut self, name: StepName, outcome: Outcome, took: Option<Duration>) {
        let step = Step { name, outcome, took };
        (self.tell)(&step);
        self.steps.push(step);
    }

    fn skip(&mut self, name: StepName, why: &'static str) {
        self.told(name, Outcome::Skipped { why }, None);
    }

    /// Tells how a step went that began at `since`, and passes its result on.
    fn step<T>(
        &mut self,
        name: StepName,
        since: Duration,
        result: Result<T, Fault>,
        note: impl FnOnce(&T) -> String,
    ) -> Result<T, Fault> {
        let outcome = match &result {
            Ok(value) => Outcome::Good { note: note(value) },
            Err(fault) => Outcome::Bad { fault: fault.clone() },
        };
        let took = self.clock.now().saturating_sub(since);
        self.told(name, outcome, Some(took));
        result
    }

    /// This machine's own word on its network.
    fn look_around(&mut self) {
        let links = self.probe.surroundings.links();
        self.found.link = links.as_ref().map(|links| !links.is_empty());
        self.seen(StepName::Link, links.map(|up| if up.is_empty() { Err(Fault::NoLink) } else { Ok(up.join(", ")) }));
        self.ways = self.probe.surroundings.ways_out();
        self.found.route = self.ways.map(WaysOut::any);
        let kinds = self.ways.map(|ways| match (ways.v4, ways.v6) {
            (true, true) => Ok("by IPv4 and IPv6".to_owned()),
            (true, false) => Ok("by IPv4".to_owned()),
            (false, true) => Ok("by IPv6".to_owned()),
            (false, false) => Err(Fault::NoRoute),
        });
        self.seen(StepName::Route, kinds);
    }

    fn seen(&mut self, name: StepName, seen: Option<Result<String, Fault>>) {
        let outcome = match seen {
            Some(Ok(note)) => Outcome::Good { note },
            Some(Err(fault)) => Outcome::Bad { fault },
            None => Outcome::Skipped { why: "this machine does not tell" },
        };
        self.told(name, outcome, None);
    }

    /// From the name to the sound, until the first fault.
    fn hear(&mut self) -> Result<(), Fault> {
        if !matches!(self.url.scheme(), "http" | "https") {
            return Err(Fault::BadUrl { url: shown(self.url) });
        }
        let mut addresses = Vec::new();
        if self.probe.surroundings.proxied {
            self.skip(StepName::Connect, "this machine reaches the web through a proxy");
        } else {
            addresses = self.look_up()?;
            self.knock(&addresses)?;
        }
        let (answer, host) = self.ask(&addresses)?;
        self.listen(answer, &host)
    }

    fn look_up(&mut self) -> Result<Vec<SocketAddr>, Fault> {
        let port = self.url.port_or_known_default().unwrap_or(80);
        let since = self.clock.now();
        let found = self.runtime.block_on(reach::look_up(&self.found.host, port, self.probe.deadlines.name));
        let host = self.found.host.clone();
        let addresses = self.step(StepName::Name, since, found, |found| match &found[..] {
            _ if reach::is_address(&host) => "is an address already".to_owned(),
            [one] => format!("{host} is {}", one.ip()),
            several => format!("{host} has {} addresses", several.len()),
        })?;
        let has_way = |ways: WaysOut| addresses.iter().any(|address| if address.is_ipv6() { ways.v6 } else { ways.v4 });
        self.found.reachable_kind = self.ways.is_none_or(has_way);
        Ok(addresses)
    }

    fn knock(&mut self, addresses: &[SocketAddr]) -> Result<(), Fault> {
        let since = self.clock.now();
        let doors = self.runtime.block_on(reach::knock(addresses, self.probe.deadlines.connect));
        let verdict = doors.verdict(&self.found.host);
        self.step(StepName::Connect, since, verdict, |()| doors.note())
    }

    /// Gives the answer, and the host that gave it: a redirect may have led elsewhere.
    fn ask(&mut self, addresses: &[SocketAddr]) -> Result<(Response, String), Fault> {
        let since = self.clock.now();
        let manner =
            Manner { addresses, proxied: self.probe.surroundings.proxied, follow_redirects: true, shoutcast: true };
        let asking = answer::ask(self.url, manner);
        let deadline = self.probe.deadlines.answer;
        let asked = self.runtime.block_on(async { timeout(deadline, asking).await });
        let asked = asked.unwrap_or_else(|_| Err(Fault::NoAnswer { host: self.found.host.clone() }));
        let answer = match asked {
            Err(fault @ Fault::Tls { .. }) => return self.step(StepName::Tls, since, Err(fault), |_| String::new()),
            other => other,
        };
        if self.found.secure && answer.is_ok() {
            self.told(StepName::Tls, Outcome::Good { note: "the station has proved who it is".into() }, None);
        }
        let judged = answer.and_then(|answer| self.judge(answer));
        self.step(StepName::Answer, since, judged, |(answer, host)| greeting(answer, host))
    }

    fn judge(&mut self, answer: Response) -> Result<(Response, String), Fault> {
        let host = answer::host_of(answer.url());
        self.found.secure &= answer.url().scheme() == "https";
        self.found.clock_off = answer::clock_off(answer.headers(), Timestamp::now());
        answer::verdict(answer.status().as_u16(), &host)?;
        Ok((answer, host))
    }

    fn listen(&mut self, mut answer: Response, host: &str) -> Result<(), Fault> {
        let since = self.clock.now();
        let (clock, deadlines) = (self.clock, self.probe.deadlines);
        let mut heard = Heard::default();
        // Past the deadline, what was heard until then is judged.
        let _ = self
            .runtime
            .block_on(async { timeout(deadlines.sound, heard.read(&mut answer, clock, deadlines.listen)).await });
        let verdict = heard.verdict(host, answer::content_type(answer.headers()));
        self.step(StepName::Sound, since, verdict, |format| heard.note(format)).map(drop)
    }

    /// Whether the rest of the internet is there, and what time it is there.
    fn ask_around(&mut self) {
        let since = self.clock.now();
        let (internet, off) = self.probe.ask_targets(self.probe.deadlines.target);
        let took = self.clock.now().saturating_sub(since);
        self.found.clock_off = off.or(self.found.clock_off);
        let outcome = match &internet {
            Internet::Answers => Outcome::Good { note: "answers".into() },
            Internet::NotAsked => Outcome::Skipped { why: "there is nobody to ask" },
            Internet::Unclear => Outcome::Skipped { why: "something answers, but not what was expected" },
            Internet::NamesFail => Outcome::Skipped { why: "answers by address, but names are not found" },
            Internet::Portal { login_page } => {
                Outcome::Bad { fault: Fault::CaptivePortal { login_page: login_page.clone() } }
            }
            Internet::Silent => Outcome::Bad { fault: Fault::NoInternet },
        };
        self.found.internet = internet;
        self.told(StepName::Internet, outcome, Some(took));
        self.tell_time();
    }

    fn tell_time(&mut self) {
        let outcome = match self.found.clock_off {
            None => Outcome::Skipped { why: "nobody has told the time" },
            Some(off) if off.abs() > CLOCK_TOLERANCE => Outcome::Bad { fault: Fault::WrongClock },
            Some(off) => Outcome::Good { note: difference(off) },
        };
        self.told(StepName::Clock, outcome, None);
    }
}

/// A server's date has whole seconds and has travelled: two seconds are no difference.
fn difference(off: SignedDuration) -> String {
    match off.as_secs() {
        -2..=2 => "is right".to_owned(),
        seconds => {
            let side = if seconds > 0 { "behind" } else { "ahead" };
            format!("is {} {side}", spoken(off.unsigned_abs()))
        }
    }
}

fn greeting(answer: &Response, host: &str) -> String {
    let kind = answer::content_type(answer.headers()).unwrap_or_else(|| "a stream of unnamed kind".into());
    format!("{host} sends {kind}")
}
