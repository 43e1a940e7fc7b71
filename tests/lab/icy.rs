//! ICY metadata: titles between the sound's bytes.

use super::setup::Setup;

pub(crate) struct Icy {
    /// Bytes of sound until the next block.
    left: usize,
    /// The client's place in the programme, in seconds.
    pub at: f64,
    /// What the client was told last.
    told: Option<String>,
}

impl Icy {
    /// `every`: the `icy-metaint`; `at`: where in the programme the client begins, in seconds.
    pub fn new(every: usize, at: f64) -> Self {
        Self { left: every, at, told: None }
    }

    /// `bytes` of sound, which last `seconds`, with a block where one is due.
    pub fn interleave(&mut self, mut bytes: &[u8], seconds: f64, setup: &Setup) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len() + 64);
        self.at += seconds;
        while bytes.len() >= self.left {
            let (now, later) = bytes.split_at(self.left);
            out.extend_from_slice(now);
            out.extend(self.block(setup));
            (bytes, self.left) = (later, setup.metaint.unwrap_or(usize::MAX));
        }
        self.left -= bytes.len();
        out.extend_from_slice(bytes);
        out
    }

    /// A length in units of 16 bytes, then the title; only the length 0 if the title is the old one.
    fn block(&mut self, setup: &Setup) -> Vec<u8> {
        let title = setup.title_at(self.at);
        if self.told.as_deref() == Some(title) {
            return vec![0];
        }
        self.told = Some(title.to_owned());
        let mut block = format!("\0StreamTitle='{title}';").into_bytes();
        let units = (block.len() - 1).div_ceil(16);
        block.resize(1 + units * 16, 0);
        block[0] = units as u8;
        block
    }
}
