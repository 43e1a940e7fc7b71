//! From the journal's rows to what became of a feed: a day as spans. Pure.

use std::time::Duration;

use jiff::Timestamp;

use crate::store::journal::{Entry, Outage, Row};

/// What a feed did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    OnAir,
    /// Something else was heard, but it could have been had.
    StandingBy,
    Down,
    /// Segue did not run.
    Off,
}

/// A stretch of time. `from` < `to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
    pub state: State,
}

/// An outage.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    pub from: Timestamp,
    pub to: Timestamp,
    /// It is not over.
    pub lasts: bool,
    /// A sentence.
    pub why: String,
    /// By what it was bridged.
    pub reserve: Duration,
    pub buffer: Duration,
    /// `None`: not known.
    pub silence: Option<Duration>,
}

/// A feed's day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// Without holes, from the day's start to its end.
    pub spans: Vec<Span>,
    /// Oldest first; also those that began before.
    pub gaps: Vec<Gap>,
}

/// Between the first and the second of them the day is; and whether Segue runs now.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub from: Timestamp,
    pub to: Timestamp,
}

const STARTED: &str = "Segue started.";
const STOPPED: &str = "Segue stopped.";

impl Day {
    /// Of the feed of this name. `rows`: oldest first, from as long before the day as one likes: what was on the air when
    /// it began is known from them.
    pub fn of(rows: &[Row], feed: &str, day: Window) -> Self {
        let runs = runs(rows, day.to);
        let gaps = gaps(rows, feed, &runs, day);
        let mut spans = Vec::new();
        for change in base(rows, feed, &runs, day) {
            cut(&mut spans, change, &gaps);
        }
        Self { spans: joined(spans), gaps }
    }

    /// In all, within the day.
    pub fn away(&self) -> Duration {
        let down = self.spans.iter().filter(|span| span.state == State::Down);
        down.map(|span| length(span.from, span.to)).sum()
    }

    /// Heard during the outages, where it is known of all.
    pub fn silence(&self) -> Option<Duration> {
        self.gaps.iter().map(|gap| gap.silence).sum()
    }

    /// What it did at this moment.
    pub fn at(&self, moment: Timestamp) -> Option<&Span> {
        self.spans.iter().find(|span| span.from <= moment && moment < span.to)
    }
}

/// When Segue ran. A run that was cut off ends with the last that is known of it.
fn runs(rows: &[Row], now: Timestamp) -> Vec<(Timestamp, Timestamp)> {
    let (mut runs, mut began, mut last) = (Vec::new(), None, None);
    for row in rows {
        match &row.entry {
            Entry::Note { text } if text == STARTED => {
                runs.extend(began.replace(row.at).zip(last));
            }
            Entry::Note { text } if text == STOPPED => {
                runs.extend(began.take().map(|began| (began, row.at)));
            }
            // What is older than the rows has begun before them.
            _ => drop(began.get_or_insert(row.at)),
        }
        last = Some(row.at);
    }
    runs.extend(began.map(|began| (began, now)));
    runs
}

fn gaps(rows: &[Row], feed: &str, runs: &[(Timestamp, Timestamp)], day: Window) -> Vec<Gap> {
    let of_feed = |row: &Row| match &row.entry {
        Entry::Outage(outage) if outage.feed == feed => Some(gap(outage, runs, day.to)),
        _ => None,
    };
    rows.iter().filter_map(of_feed).filter(|gap| gap.to > day.from && gap.from < day.to).collect()
}

/// An outage without an end lasts until now, or until Segue was stopped.
fn gap(outage: &Outage, runs: &[(Timestamp, Timestamp)], now: Timestamp) -> Gap {
    let run = runs.iter().find(|(began, ended)| (*began..=*ended).contains(&outage.began));
    let to = outage.ended.unwrap_or_else(|| run.map_or(now, |(_, ended)| *ended));
    let seconds = |seconds: f64| Duration::try_from_secs_f64(seconds).unwrap_or_default();
    Gap {
        from: outage.began,
        to,
        lasts: outage.ended.is_none() && to >= now,
        why: outage.why.sentence.clone(),
        reserve: seconds(outage.seconds_from_reserve),
        buffer: seconds(outage.seconds_from_buffer),
        silence: outage.seconds_of_silence.map(seconds),
    }
}

/// On the air, standing by, off: without the outages.
fn base(rows: &[Row], feed: &str, runs: &[(Timestamp, Timestamp)], day: Window) -> Vec<Span> {
    let mut changes: Vec<(Timestamp, State)> = vec![(day.from, State::Off)];
    let mut change = |at: Timestamp, state| {
        if at <= day.from {
            changes[0].1 = state;
        } else if at < day.to {
            changes.push((at, state));
        }
    };
    let mut edges: Vec<(Timestamp, State)> = Vec::new();
    for (began, ended) in runs {
        edges.extend([(*began, State::StandingBy), (*ended, State::Off)]);
    }
    for row in rows {
        if let Entry::Switch { to, .. } = &row.entry {
            edges.push((row.at, if to == feed { State::OnAir } else { State::StandingBy }));
        }
    }
    // Those of one moment stay in this order: a run begins, and then something sounds.
    edges.sort_by_key(|(at, state)| (*at, *state == State::OnAir));
    edges.into_iter().for_each(|(at, state)| change(at, state));
    let ends = changes.iter().skip(1).map(|(at, _)| *at).chain([day.to]).collect::<Vec<_>>();
    let spans = changes.into_iter().zip(ends).map(|((from, state), to)| Span { from, to, state });
    spans.filter(|span| span.from < span.to).collect()
}

/// Puts a span in, with the outages cut out of it.
fn cut(spans: &mut Vec<Span>, whole: Span, gaps: &[Gap]) {
    let mut at = whole.from;
    if whole.state != State::Off {
        for gap in gaps.iter().filter(|gap| gap.to > whole.from && gap.from < whole.to) {
            let (from, to) = (gap.from.max(at), gap.to.min(whole.to));
            if from >= to {
                continue;
            }
            spans.extend([Span { to: from, from: at, ..whole }, Span { from, to, state: State::Down }]);
            at = to;
        }
    }
    spans.push(Span { from: at, ..whole });
    spans.retain(|span| span.from < span.to);
}

/// What goes on is one span.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.state == span.state && last.to == span.from => last.to = span.to,
            _ => joined.push(span),
        }
    }
    joined
}

/// From one moment to a later one; zero if it is not later.
pub fn length(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::journal::Why;

    fn at(clock: &str) -> Timestamp {
        format!("2026-11-24T{clock}:00Z").parse().unwrap()
    }

    fn day() -> Window {
        Window { from: at("00:00"), to: at("20:00") }
    }

    fn note(clock: &str, text: &str) -> Row {
        Row { at: at(clock), entry: Entry::Note { text: text.into() } }
    }

    fn switch(clock: &str, to: &str) -> Row {
        Row { at: at(clock), entry: Entry::Switch { from: String::new(), to: to.into(), why: None, fade_ms: 2000 } }
    }

    fn outage(began: &str, ended: Option<&str>, silence: Option<f64>) -> Row {
        let outage = Outage {
            feed: "Radio".into(),
            why: Why { code: "stalled".into(), sentence: "It stalled.".into() },
            evidence: String::new(),
            began: at(began),
            ended: ended.map(at),
            seconds_from_reserve: 1200.0,
            seconds_from_buffer: 12.0,
            seconds_of_silence: silence,
        };
        Row { at: at(began), entry: Entry::Outage(outage) }
    }

    fn told(day: &Day) -> Vec<(String, State)> {
        let clock = |at: Timestamp| at.to_string()[11..16].to_owned();
        day.spans.iter().map(|span| (clock(span.from), span.state)).collect()
    }

    fn spans(spans: &[(&str, State)]) -> Vec<(String, State)> {
        spans.iter().map(|(clock, state)| ((*clock).to_owned(), *state)).collect()
    }

    #[test]
    fn a_day_with_an_outage() {
        let rows = [
            note("08:00", STARTED),
            switch("08:00", "reserve"),
            switch("08:01", "Radio"),
            outage("14:02", Some("14:35"), Some(0.0)),
            switch("14:03", "reserve"),
            switch("14:36", "Radio"),
            note("18:00", STOPPED),
        ];
        let day = Day::of(&rows, "Radio", day());
        use State::*;
        assert_eq!(
            told(&day),
            spans(&[
                ("00:00", Off),
                ("08:00", StandingBy),
                ("08:01", OnAir),
                ("14:02", Down),
                ("14:35", StandingBy),
                ("14:36", OnAir),
                ("18:00", Off),
            ])
        );
        assert_eq!((day.away(), day.silence()), (Duration::from_secs(33 * 60), Some(Duration::ZERO)));
        assert_eq!((day.gaps[0].reserve.as_secs(), day.gaps[0].lasts), (1200, false));
        assert_eq!(day.at(at("14:10")).map(|span| span.state), Some(Down));
        assert_eq!(day.spans.last().unwrap().to, at("20:00"));
    }

    #[test]
    fn what_lasts_lasts_until_now_and_what_was_stopped_until_then() {
        let running = [note("08:00", STARTED), switch("08:01", "Radio"), outage("19:00", None, None)];
        let lasting = Day::of(&running, "Radio", day());
        assert!(lasting.gaps[0].lasts && lasting.gaps[0].to == at("20:00"));
        assert_eq!((lasting.away().as_secs(), lasting.silence()), (3600, None));

        let stopped = [note("08:00", STARTED), outage("09:00", None, None), note("10:00", STOPPED)];
        let over = Day::of(&stopped, "Radio", day());
        assert!(!over.gaps[0].lasts && over.gaps[0].to == at("10:00"));
        assert_eq!(told(&over).last().unwrap(), &("10:00".to_owned(), State::Off));
    }

    #[test]
    fn a_run_that_was_cut_off_ends_with_the_last_that_is_known_of_it() {
        let rows =
            [note("08:00", STARTED), switch("08:01", "Radio"), note("09:00", "still here"), note("12:00", STARTED)];
        use State::*;
        assert_eq!(
            told(&Day::of(&rows, "Radio", day())),
            spans(&[("00:00", Off), ("08:00", StandingBy), ("08:01", OnAir), ("09:00", Off), ("12:00", StandingBy),])
        );
    }

    #[test]
    fn what_was_on_the_air_before_the_day_still_is() {
        let rows = [note("08:00", STARTED), switch("08:01", "Radio"), outage("09:00", Some("11:00"), None)];
        let later = Window { from: at("10:00"), to: at("20:00") };
        use State::*;
        assert_eq!(told(&Day::of(&rows, "Radio", later)), spans(&[("10:00", Down), ("11:00", OnAir)]));
        assert_eq!(told(&Day::of(&rows, "Other", later)), spans(&[("10:00", StandingBy)]));
    }

    #[test]
    fn without_a_journal_nothing_is_claimed() {
        assert_eq!(told(&Day::of(&[], "Radio", day())), spans(&[("00:00", State::Off)]));
    }

    #[test]
    fn outages_that_overlap_are_counted_once() {
        let rows = [note("08:00", STARTED), outage("09:00", Some("10:00"), None), outage("09:30", Some("11:00"), None)];
        assert_eq!(Day::of(&rows, "Radio", day()).away(), Duration::from_secs(7200));
    }
}
