//! A diagnosis as lines for people.

use super::{Diagnosis, Outcome, Step, StepName};
use crate::fault::Fault;

impl StepName {
    /// What the step is about, in everyday words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Link => "Cable or Wi-Fi",
            Self::Route => "Way out to the internet",
            Self::Name => "The station's name",
            Self::Connect => "Reaching the station",
            Self::Tls => "Secure connection",
            Self::Answer => "The station's answer",
            Self::Sound => "Music arrives",
            Self::Internet => "The rest of the internet",
            Self::Clock => "This machine's clock",
        }
    }
}

impl StepName {
    /// How the step failed. A fault's own sentence speaks of the whole; about a part it would say too much.
    fn failed(self, fault: &Fault) -> String {
        match (self, fault) {
            (Self::Link, _) => "none is connected".into(),
            (Self::Route, _) => "there is none".into(),
            (Self::Internet, Fault::NoInternet) => "none of the sites asked answers".into(),
            (Self::Clock, _) => "is more than a day off".into(),
            _ => fault.sentence(),
        }
    }
}

impl Step {
    /// One line: what was tried, how it went, how long it took.
    pub fn line(&self) -> String {
        let (mark, said) = match &self.outcome {
            Outcome::Good { note } => ("ok", note.replace(char::is_control, " ")),
            Outcome::Bad { fault } => ("FAIL", self.name.failed(fault)),
            Outcome::Skipped { why } => ("-", (*why).to_owned()),
        };
        let took = self.took.map(|took| format!(" ({} ms)", took.as_millis())).unwrap_or_default();
        format!("{mark:>4}  {:<24}  {said}{took}", self.name.label())
    }
}

impl Diagnosis {
    /// The conclusion: what is the matter, and what to do.
    pub fn conclusion(&self) -> Vec<String> {
        match &self.fault {
            Some(fault) => vec![fault.sentence(), fault.remedy().to_owned()],
            None => vec!["The stream plays: nothing is wrong on the way to it.".to_owned()],
        }
    }

    /// All of it: the address, the steps, the conclusion.
    pub fn lines(&self) -> Vec<String> {
        let steps = self.steps.iter().map(Step::line);
        std::iter::once(self.url.clone()).chain(steps).chain(self.conclusion()).collect()
    }
}
