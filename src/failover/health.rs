//! One feed's health: [`Health`] is what the faces see, [`Standing`] what the machine remembers.

use std::time::Duration;

use serde::Serialize;

use super::backoff::Damping;
use crate::fault::Fault;
use crate::model::{Now, maybe_seconds, seconds};

/// How a feed is. All times are the player's ([`Now`]).
///
/// Every value is fixed until something happens, so that two views differ only if there is something to tell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Health {
    /// Not wanted at present: a better feed is healthy, or a person stays offline.
    Idle,
    /// The first connection is being made; nothing is known against it.
    Connecting,
    /// Connected, no sound yet, or (the first time) not enough.
    Buffering,
    /// Decoded unheard until this moment at the earliest; an error sets the clock back.
    Probation {
        #[serde(serialize_with = "seconds")]
        until: Now,
    },
    /// On air, or ready to be.
    Healthy,
    /// Something is wrong that nobody hears yet.
    Suspect {
        #[serde(serialize_with = "seconds")]
        since: Now,
        fault: Fault,
    },
    /// Failed. What is buffered may still be heard. `retry_at: None`: an attempt is under way, or none is wanted.
    Down {
        #[serde(serialize_with = "seconds")]
        since: Now,
        fault: Fault,
        #[serde(serialize_with = "maybe_seconds")]
        retry_at: Option<Now>,
        attempts: u32,
    },
}

impl Health {
    /// The state's word, for scripts and metrics.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Connecting => "connecting",
            Self::Buffering => "buffering",
            Self::Probation { .. } => "probation",
            Self::Healthy => "healthy",
            Self::Suspect { .. } => "suspect",
            Self::Down { .. } => "down",
        }
    }

    /// What is wrong, if anything is.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Suspect { fault, .. } | Self::Down { fault, .. } => Some(fault),
            _ => None,
        }
    }
}

/// What is known of a feed, apart from its connections.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Standing {
    /// Nothing known against it, nothing for it.
    Unproven,
    /// On air, or an attempt has passed.
    Good { since: Now },
    /// As good, but in doubt.
    Suspect { since: Now, fault: Fault },
    /// Failed. `before`: the damping to go back to if it was a false alarm.
    Down { since: Now, fault: Fault, before: Damping },
}

impl Standing {
    /// On air it may stay.
    pub(super) fn is_up(&self) -> bool {
        matches!(self, Self::Good { .. } | Self::Suspect { .. })
    }

    /// What is wrong, if anything is.
    pub(super) fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Suspect { fault, .. } | Self::Down { fault, .. } => Some(fault),
            Self::Unproven | Self::Good { .. } => None,
        }
    }
}

/// How long a better feed's doubtful state is borne before a worse feed is connected too: hiccups are not worth it.
pub(super) const HICCUP: Duration = Duration::from_secs(3);
/// How long the first connection of a better feed may take before a worse feed is connected too.
pub(super) const FIRST_CONNECTION: Duration = Duration::from_secs(5);
