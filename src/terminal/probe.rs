//! `segue probe`.

use url::Url;

use super::setup::probe_targets;
use super::{Ending, Failure, plain};
use crate::config::ProbeSettings;
use crate::feeds::probe::{Probe, Step};
use crate::model::shown;

/// Walks to each station and tells each step as it is done; as JSON, each station when it is done.
///
/// # Errors
/// If this machine cannot start what a probe needs.
pub fn probe(settings: &ProbeSettings, urls: &[Url], json: bool) -> Result<Ending, Failure> {
    let probe = Probe::new(probe_targets(settings));
    let mut ending = Ending::Done;
    for url in urls {
        if !json {
            plain::print([shown(url)]);
        }
        let tell = |step: &Step| {
            if !json {
                plain::print([step.line()]);
            }
        };
        let diagnosis = probe.walk(url, tell).map_err(|why| {
            Failure(format!("This machine cannot open what a probe needs ({why}). Close some programs and try again."))
        })?;
        match json {
            true => plain::print([plain::json(&diagnosis)]),
            false => plain::print(diagnosis.conclusion()),
        }
        if diagnosis.fault.is_some() {
            ending = Ending::Unwell;
        }
    }
    Ok(ending)
}
