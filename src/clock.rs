//! The one place that reads the monotonic clock. Tests run it faster than the wall's.

use std::time::{Duration, Instant};

use crate::model::Now;

/// Hands out the time since the player started. Copies agree.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
    speed: f64,
}

impl Clock {
    /// Real time.
    pub fn real() -> Self {
        Self::at_speed(1.0)
    }

    /// A clock that runs `speed` times as fast as the wall's: an hour's story is told in minutes.
    pub fn at_speed(speed: f64) -> Self {
        Self { start: Instant::now(), speed }
    }

    /// Time since the start.
    pub fn now(&self) -> Now {
        self.start.elapsed().mul_f64(self.speed)
    }

    /// How long to really wait so that `length` passes on this clock.
    pub fn wait(&self, length: Duration) -> Duration {
        length.div_f64(self.speed)
    }

    /// The instant at which this clock shows `time`, for `recv_deadline` and the like.
    pub fn instant(&self, time: Now) -> Instant {
        self.start + self.wait(time)
    }

    /// Times as fast as the wall's clock.
    pub fn speed(&self) -> f64 {
        self.speed
    }
}

/// How long this machine has been asleep since it was booted: time that passed on the boot clock and not on the
/// monotonic one.
pub fn suspended() -> Duration {
    let read = |clock| {
        let time = rustix::time::clock_gettime(clock);
        Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
    };
    read(rustix::time::ClockId::Boottime).saturating_sub(read(rustix::time::ClockId::Monotonic))
}
