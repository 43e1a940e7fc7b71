//! The mixer: the only code that decides what is *heard*.
//!
//! It plays the voice on air and holds a standing order, the armed [`Segue`]. The order fires when it is due, when
//! what sounds ends, or when what sounds is no longer refilled ([`judge`]). So an emergency is heard as one song
//! crossfading into the next, and no other thread needs to be alive for it. Below the armed order lies the *floor*,
//! a voice that never ends: should nothing be armed, that is what sounds.

use rtrb::{Consumer, Producer, RingBuffer};
use std::sync::Arc;

use super::CHANNELS;
use super::equaliser::Equaliser;
use super::gain::Ramp;
use super::limiter::Limiter;
use super::meter::{Meter, Watch};
use super::ring::Voice;
use super::segue::{Curve, Segue, Sight, Verdict, When, Why, judge};

mod desk;

pub use desk::{Desk, Order, Report};

/// Frames mixed at a time.
const BLOCK: usize = 256;
/// Orders, reports and voices under way at once.
const MAIL: usize = 256;
/// Seconds of rendered sound that wait for an instrument.
const TAP: usize = 4;

struct Fading {
    leaving: Voice,
    curve: Curve,
    length: u64,
    done: u64,
}

/// What a person wants of the sound as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Transport {
    Playing,
    Paused,
    /// On the way to silence, for good.
    Stopping,
    Stopped,
}

/// See the module's text. Everything it needs is allocated in [`Mixer::new`].
pub struct Mixer {
    rate: u32,
    on_air: Option<Voice>,
    fading: Option<Fading>,
    armed: Option<Segue>,
    floor: Option<Voice>,
    finishing: bool,
    transport: Transport,
    gate: Ramp,
    /// Of what comes in without a fade, in mid-wave.
    attack: Ramp,
    /// What is on air had nothing more to give when it was asked last.
    dry: bool,
    equaliser: Equaliser,
    volume: Ramp,
    limiter: Limiter,
    watch: Watch,
    scratch: [f32; BLOCK * CHANNELS],
    rendered: u64,
    orders: Consumer<Order>,
    reports: Producer<Report>,
    returned: Producer<Voice>,
    tap: Producer<f32>,
    meter: Arc<Meter>,
}

impl Mixer {
    /// A mixer for stereo at `rate` Hz whose output never exceeds `ceiling` dBTP.
    pub fn new(rate: u32, ceiling: f32) -> (Mixer, Desk) {
        let (orders_in, orders) = RingBuffer::new(MAIL);
        let (reports, reports_out) = RingBuffer::new(MAIL);
        let (returned, returned_out) = RingBuffer::new(MAIL);
        let (tap, tap_out) = RingBuffer::new(rate as usize * TAP * CHANNELS);
        let meter = Arc::new(Meter::default());
        let mixer = Mixer {
            rate,
            on_air: None,
            fading: None,
            armed: None,
            floor: None,
            finishing: false,
            transport: Transport::Playing,
            gate: Ramp::at(1.0),
            attack: Ramp::at(1.0),
            dry: false,
            equaliser: Equaliser::new(rate),
            volume: Ramp::at(1.0),
            limiter: Limiter::new(rate, ceiling),
            watch: Watch::new(rate),
            scratch: [0.0; BLOCK * CHANNELS],
            rendered: 0,
            orders,
            reports,
            returned,
            tap,
            meter: meter.clone(),
        };
        (mixer, Desk { orders: orders_in, reports: reports_out, returned: returned_out, tap: tap_out, meter })
    }

    /// The rate that every voice must have, in Hz.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// Fills `out` with interleaved stereo. Called by the output, from a thread that must never wait: this never
    /// locks, allocates, frees, blocks, logs or panics. `out` holds whole frames.
    pub fn render(&mut self, out: &mut [f32]) {
        self.take_orders();
        let mut rest = &mut *out;
        while !rest.is_empty() {
            let frames = self.step(rest).min(rest.len() / CHANNELS).max(1);
            rest = &mut rest[frames * CHANNELS..];
        }
        self.master(out);
    }

    fn take_orders(&mut self) {
        while let Ok(order) = self.orders.pop() {
            self.obey(order);
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Arm(segue) => {
                let before = self.armed.replace(segue);
                self.send_home(before.map(|segue| segue.to));
            }
            Order::Retime { deck, when, fade, curve } => {
                if let Some(armed) = self.armed.as_mut().filter(|armed| armed.to.deck() == deck) {
                    (armed.when, armed.fade, armed.curve) = (when, fade, curve);
                }
            }
            Order::Finish(finishing) => self.finishing = finishing,
            Order::Disarm => {
                let before = self.armed.take();
                self.send_home(before.map(|segue| segue.to));
            }
            Order::Floor(voice) => {
                let before = self.floor.replace(voice);
                self.send_home(before);
            }
            Order::Equalise(design) => self.equaliser.change(design),
            Order::Volume { gain, frames } => self.volume.to(gain, frames),
            Order::Pause(paused) => self.pause(paused, self.rate / 30),
            Order::Ceiling(ceiling) => self.limiter.set_ceiling(ceiling),
            Order::Hush { frames } => self.pause(true, frames),
            Order::Stop { frames } => {
                self.transport = Transport::Stopping;
                self.gate.to(0.0, frames);
            }
        }
    }

    fn pause(&mut self, paused: bool, frames: u32) {
        let (transport, gate) = if paused { (Transport::Paused, 0.0) } else { (Transport::Playing, 1.0) };
        if matches!(self.transport, Transport::Playing | Transport::Paused) {
            self.transport = transport;
            self.gate.to(gate, frames);
        }
    }

    /// Mixes up to a block of frames into the front of `out` and says how many.
    fn step(&mut self, out: &mut [f32]) -> usize {
        let held = self.gate.silent() && !self.on_air.as_ref().is_some_and(Voice::live);
        if held {
            return silence(out);
        }
        let frames = (out.len() / CHANNELS).min(BLOCK);
        let frames = match self.fading {
            Some(_) => self.cross(&mut out[..frames * CHANNELS]),
            None => self.play(&mut out[..frames * CHANNELS]),
        };
        self.attack.apply(&mut out[..frames * CHANNELS]);
        self.announce();
        frames
    }

    /// No fade is running: plays what is on air, up to the moment when a segue is due.
    fn play(&mut self, out: &mut [f32]) -> usize {
        // No music is left for a voice that has none yet.
        let ready = self.armed.as_ref().filter(|order| order.to.level() > 0);
        let (when, fade) = ready.map_or((When::AtEnd, self.floor_fade()), |order| (order.when, order.fade));
        let Some(voice) = &mut self.on_air else {
            return if self.fire(Why::Ordered, 0) { self.after_fire(out) } else { silence(out) };
        };
        match judge(when, fade, u64::from(self.rate) / 5, Sight::of(voice)) {
            Verdict::Wait(frames) => {
                let want = out.len().min(frames as usize * CHANNELS);
                self.sound(&mut out[..want])
            }
            Verdict::Fire(why, length) if self.fire(why, length) => self.after_fire(out),
            // There is nobody to go to: play what is left.
            Verdict::Fire(..) => self.sound(out),
        }
    }

    fn after_fire(&mut self, out: &mut [f32]) -> usize {
        if self.fading.is_some() {
            return self.cross(out);
        }
        self.sound(out)
    }

    /// Plays what is on air into the front of `out` and says how many frames that is.
    fn sound(&mut self, out: &mut [f32]) -> usize {
        let frames = self.on_air.as_mut().map_or(0, |voice| voice.read(out));
        match (frames, self.dry) {
            (0, _) => {
                self.dry = true;
                silence(out)
            }
            (_, true) => {
                self.dry = false;
                self.begin_softly();
                frames
            }
            (_, false) => frames,
        }
    }

    /// Silence is nothing to fade from: without a ramp, what is joined in mid-wave begins with a click.
    fn begin_softly(&mut self) {
        self.attack = Ramp::at(0.0);
        self.attack.to(1.0, self.rate / 100);
    }

    /// Begins a segue to the armed voice, else to the floor. False if neither has anything to play.
    fn fire(&mut self, why: Why, length: u64) -> bool {
        if self.finishing && why == Why::Ended {
            return self.finish();
        }
        let Some((to, curve)) = self.successor() else { return false };
        // The coming voice must outlast its own fade, even if nothing is added to it from now on.
        let length = length.min(to.level() / 2);
        let (deck, position) = (to.deck(), to.position());
        if self.on_air.is_none() && to.live() {
            self.begin_softly();
        }
        let from = self.on_air.replace(to);
        let report = Report::Switched {
            from: from.as_ref().map(Voice::deck),
            to: deck,
            frame: self.rendered,
            why,
            fade: length,
            position,
        };
        self.report(report);
        match from {
            Some(leaving) if length > 0 => self.fading = Some(Fading { leaving, curve, length, done: 0 }),
            from => {
                self.send_home(from);
                self.report(Report::Settled { on_air: deck });
            }
        }
        true
    }

    /// The last track plays to its last frame, and then it is over.
    fn finish(&mut self) -> bool {
        if self.on_air.as_ref().is_some_and(|voice| voice.level() == 0) && self.transport == Transport::Playing {
            self.transport = Transport::Stopped;
            self.report(Report::Stopped);
        }
        false
    }

    fn successor(&mut self) -> Option<(Voice, Curve)> {
        if let Some(Segue { to, curve, .. }) = self.armed.take() {
            if to.level() > 0 {
                return Some((to, curve));
            }
            self.send_home(Some(to));
        }
        let ready = self.floor.as_ref().is_some_and(|floor| floor.level() > 0);
        if ready { self.floor.take().map(|floor| (floor, Curve::EqualPower)) } else { None }
    }

    /// A fade is running: mixes both voices.
    fn cross(&mut self, out: &mut [f32]) -> usize {
        let (Some(fading), Some(coming)) = (&mut self.fading, &mut self.on_air) else { return silence(out) };
        let frames = (fading.length - fading.done).min((out.len() / CHANNELS) as u64) as usize;
        let out = &mut out[..frames * CHANNELS];
        let heard = coming.read(out);
        out[heard * CHANNELS..].fill(0.0);
        let old = &mut self.scratch[..frames * CHANNELS];
        let heard = fading.leaving.read(old);
        old[heard * CHANNELS..].fill(0.0);
        for (new, old) in out.chunks_exact_mut(CHANNELS).zip(old.chunks_exact(CHANNELS)) {
            fading.done += 1;
            let (leave, come) = fading.curve.gains(fading.done as f32 / fading.length as f32);
            new.iter_mut().zip(old).for_each(|(new, old)| *new = *new * come + old * leave);
        }
        if fading.done == fading.length {
            let on_air = coming.deck();
            let over = self.fading.take();
            self.send_home(over.map(|fading| fading.leaving));
            self.report(Report::Settled { on_air });
        }
        frames
    }

    /// Passes on what the frames just read mean. With no room for it, the mark waits in its ring.
    fn announce(&mut self) {
        while !self.reports.is_full() {
            let Some((deck, mark)) = self.on_air.as_mut().and_then(|voice| Some((voice.deck(), voice.due()?))) else {
                return;
            };
            self.report(Report::Heard { deck, mark });
        }
    }

    /// Equaliser, pause, volume, limiter, meter: what happens to the mix as a whole.
    fn master(&mut self, out: &mut [f32]) {
        // Before the first note there is nothing to be silent.
        let begun = self.on_air.is_some();
        let wanted = begun && self.transport == Transport::Playing && !self.volume.silent();
        // Before the gate: what rings on in the filters is not heard in a pause, nor behind the end.
        self.equaliser.process(out);
        self.gate.apply(out);
        self.volume.apply(out);
        self.limiter.process(out);
        self.watch.hear(out, wanted, &self.meter);
        self.rendered += (out.len() / CHANNELS) as u64;
        let _ = self.tap.push_partial_slice(out);
        self.keep_armed_fresh(out.len() / CHANNELS);
        if self.transport == Transport::Stopping && self.gate.silent() {
            self.transport = Transport::Stopped;
            self.report(Report::Stopped);
        }
    }

    /// A live voice that waits its turn with a full ring is listened to unheard, so that it stays at the stream's time.
    fn keep_armed_fresh(&mut self, frames: usize) {
        if let Some(Segue { to, .. }) = self.armed.as_mut().filter(|armed| armed.to.live()) {
            to.keep_fresh(frames as u64);
        }
    }

    /// With nothing armed, a track is played nearly to its end before the floor is gone to: a short one has only just
    /// begun, and what follows it is about to be cued. What starves is left early, as ever.
    fn floor_fade(&self) -> u64 {
        let ended = self.on_air.as_ref().is_some_and(Voice::ended);
        if ended { u64::from(self.rate) / 20 } else { u64::from(self.rate) * 4 }
    }

    fn report(&mut self, report: Report) {
        // Full only if the conductor has been dead for long; a dropped report here holds no memory of ours to free
        // but a mark, and `announce` never offers one to a full ring.
        let _ = self.reports.push(report);
        self.meter.wake_listener();
    }

    /// Sends a voice back to be freed elsewhere. Should the way be blocked, it is leaked rather than freed here.
    fn send_home(&mut self, voice: Option<Voice>) {
        if let Some(voice) = voice {
            if let Err(rtrb::PushError::Full(voice)) = self.returned.push(voice) {
                std::mem::forget(voice);
            }
            self.meter.wake_listener();
        }
    }
}

fn silence(out: &mut [f32]) -> usize {
    out.fill(0.0);
    out.len() / CHANNELS
}

#[cfg(test)]
#[path = "mixer_tests.rs"]
mod tests;
