//! Everything a network and a server may do to a listener.

use std::time::Duration;

/// One fault. All durations and rates are in the stream's own time: a lab at speed 8 lives through them 8 times as
/// fast. "Running" says what happens to a stream that already runs when the fault is set; "new" what the next one
/// meets. See `Lab::set`, `set_new` and `set_running` to let only one of them happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    // --- before the answer: a running stream is ended (FIN) unless said otherwise, as when its server is restarted
    /// The listener is closed, so connects are refused. With `Fault::Reset` for running ones: the server was killed.
    Refuse,
    /// Connects are accepted by the system, then nothing is read or sent. Running: as `Stall`.
    Blackhole,
    /// Nobody answers a SYN (as well as loopback allows: a listener with a full backlog). Running: as `Stall`.
    DropSyn,
    /// Half of the headers, then nothing, for ever.
    HeadersNever,
    /// Header lines, one after another, ten a second, for ever.
    HeadersEndless,
    /// Half of the headers, then FIN.
    HeadersCut,
    /// The answer is another protocol's.
    NotHttp,
    /// The answer comes after so long. Running: goes on untouched.
    SlowHeaders(Duration),
    /// This status, with `Retry-After` (in real seconds) if given.
    Status { code: u16, retry_after: Option<u32> },
    /// A captive portal that answers everything itself: 200 with a login page.
    LoginPage,
    /// A captive portal that sends everybody to its login page on another host (302).
    LoginRedirect,
    /// 302 to the next address of a circle.
    RedirectLoop,
    // --- in mid-stream: new ones get good headers, then the same
    /// The connection stays open and no byte comes. New: headers, then nothing.
    Stall,
    /// RST. New: after the request.
    Reset,
    /// FIN between two frames. New: headers, the burst, FIN.
    End,
    /// FIN in the middle of a frame.
    Truncate,
    /// So much of what the music needs (0.5: half).
    Trickle(f64),
    /// So many seconds of music at once, then a pause, again and again. It is the test's choice whether it suffices.
    BurstStall { burst: f64, pause: Duration },
    /// Bytes come late by `mean` ± `dev` (evenly spread), and with probability `loss` as late again as a lost packet's
    /// retransmission (1 s): in clumps, but all of them.
    Jitter { mean: Duration, dev: Duration, loss: f64 },
    /// Random bytes instead of sound, at the music's rate.
    Garbage,
    /// A web page instead of sound, at the music's rate.
    Html,
    /// The same sound in another codec and container, from one frame to the next, under the same headers.
    CodecChange,
    /// The same sound and codec at another sample rate (44.1 against 48 kHz).
    RateChange,
    /// Digital silence, properly encoded.
    Silence,
    /// White noise, properly encoded.
    Noise,
    // --- again and again
    /// The fault for `down`, health for `up`, beginning with `down`.
    Flap { fault: Box<Fault>, up: Duration, down: Duration },
}

impl Fault {
    pub const fn status(code: u16) -> Self {
        Self::Status { code, retry_after: None }
    }

    /// `Flap` that begins at once.
    pub fn flap(fault: Self, up: Duration, down: Duration) -> Self {
        Self::Flap { fault: Box::new(fault), up, down }
    }

    /// Does it befall before the body, so that there is nothing it could do to a running stream but end it?
    pub(crate) fn ends_running(&self) -> bool {
        use Fault::*;
        matches!(self, Refuse | HeadersNever | HeadersEndless | HeadersCut | NotHttp | Status { .. })
            || matches!(self, LoginPage | LoginRedirect | RedirectLoop)
    }

    /// Reads a fault as a person types it: `stall`, `status 503 30`, `trickle 0.5`, `flap 5 5 stall`. Durations are
    /// in seconds. What is left out has a default.
    pub fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize, or: f64| words.get(at).map_or(Some(or), |word| word.parse().ok());
        let seconds = |at: usize, or: f64| number(at, or).and_then(|n| Duration::try_from_secs_f64(n).ok());
        Some(match *words.first()? {
            "slow-headers" => Self::SlowHeaders(seconds(1, 5.0)?),
            "status" => Self::Status {
                code: number(1, 503.0)? as u16,
                retry_after: words.get(2).map(|word| word.parse()).transpose().ok()?,
            },
            "trickle" => Self::Trickle(number(1, 0.5)?),
            "burst-stall" => Self::BurstStall { burst: number(1, 2.0)?, pause: seconds(2, 8.0)? },
            "jitter" => Self::Jitter { mean: seconds(1, 0.3)?, dev: seconds(2, 0.2)?, loss: number(3, 0.05)? },
            "flap" => {
                let fault =
                    words.get(3..).filter(|rest| !rest.is_empty()).map_or("refuse".into(), |rest| rest.join(" "));
                Self::flap(Self::parse(&fault)?, seconds(1, 5.0)?, seconds(2, 5.0)?)
            }
            word => Self::plain().into_iter().find(|(name, _)| *name == word)?.1,
        })
    }

    /// All faults without figures, by the names that [`Fault::parse`] knows.
    pub fn plain() -> [(&'static str, Self); 20] {
        use Fault::*;
        [
            ("refuse", Refuse),
            ("blackhole", Blackhole),
            ("drop-syn", DropSyn),
            ("headers-never", HeadersNever),
            ("headers-endless", HeadersEndless),
            ("headers-cut", HeadersCut),
            ("not-http", NotHttp),
            ("login-page", LoginPage),
            ("login-redirect", LoginRedirect),
            ("redirect-loop", RedirectLoop),
            ("stall", Stall),
            ("reset", Reset),
            ("end", End),
            ("truncate", Truncate),
            ("garbage", Garbage),
            ("html", Html),
            ("codec-change", CodecChange),
            ("rate-change", RateChange),
            ("silence", Silence),
            ("noise", Noise),
        ]
    }
}
