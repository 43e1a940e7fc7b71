//! The attempt at a connection that is decoded unheard.

use super::connection::Connection;
use super::proof::Proof;
use crate::model::Now;

/// At most one for each feed.
#[derive(Clone, Debug)]
pub(super) enum Attempt {
    None,
    /// The next try is due then.
    Waiting {
        until: Now,
    },
    Connecting {
        number: u64,
        since: Now,
    },
    Open(Box<Open>),
}

/// Answered by the server.
#[derive(Clone, Debug)]
pub(super) struct Open {
    number: u64,
    since: Now,
    pub(super) connection: Connection,
    pub(super) proof: Proof,
    /// It has passed, and waits to be put on air.
    pub(super) proven: bool,
}

impl Attempt {
    /// The server has answered.
    pub(super) fn open(&mut self, now: Now) {
        if let &mut Self::Connecting { number, since } = self {
            let (connection, proof) = (Connection::new(now), Proof::default());
            *self = Self::Open(Box::new(Open { number, since, connection, proof, proven: false }));
        }
    }

    pub(super) fn opened(&mut self) -> Option<&mut Open> {
        match self {
            Self::Open(open) => Some(open),
            Self::None | Self::Waiting { .. } | Self::Connecting { .. } => None,
        }
    }

    /// Takes the connection out if it has passed.
    pub(super) fn promote(&mut self) -> Option<Connection> {
        match std::mem::replace(self, Self::None) {
            Self::Open(open) if open.proven => Some(open.connection),
            other => {
                *self = other;
                None
            }
        }
    }

    pub(super) fn is_proven(&self) -> bool {
        matches!(self, Self::Open(open) if open.proven)
    }

    /// When the attempt under way was begun.
    pub(super) fn started(&self) -> Option<Now> {
        match self {
            Self::None | Self::Waiting { .. } => None,
            Self::Connecting { since, .. } => Some(*since),
            Self::Open(open) => Some(open.since),
        }
    }

    /// The number of the attempt under way.
    pub(super) fn number(&self) -> Option<u64> {
        match self {
            Self::None | Self::Waiting { .. } => None,
            Self::Connecting { number, .. } => Some(*number),
            Self::Open(open) => Some(open.number),
        }
    }

    pub(super) fn retry_at(&self) -> Option<Now> {
        match self {
            Self::Waiting { until } => Some(*until),
            Self::None | Self::Connecting { .. } | Self::Open(_) => None,
        }
    }
}
