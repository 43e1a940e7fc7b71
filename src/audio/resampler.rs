//! Brings decoded sound to the mixer's rate.
//!
//! A file's resampler has one exact ratio, a fraction a/b. A table of a phases of a windowed sinc then holds every
//! filter that can be needed, so that one dot product a sample is exact: as cheap as it gets, with no interpolation
//! error. A live feed's ratio moves a little all the time; there the filter itself is interpolated.
//!
//! Output is aligned with input: the filter's delay is taken off at the start and given back at the end. At both ends
//! the sound is continued by odd reflection (the end point is the centre of symmetry), not by zeros, so that a sound
//! cut into two files shows no dent at the joint.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{
    Adjustable, Async, FixedAsync, Resampler as _, SincInterpolationParameters, SincInterpolationType, WindowFunction,
};

use super::CHANNELS;

/// Taps of the sinc at the lower of the two rates. A live feed's is shorter, as it is paid for all day long: it cuts
/// above 19 kHz rather than 20, where no lossy stream has anything.
const SINC: usize = 192;
const LIVE_SINC: usize = 128;
/// Phases of a live feed's table. So many that a straight line between two of them is right to -118 dB; that is two
/// products a sample where a curve between fewer phases takes three.
const LIVE_PHASES: usize = 1024;
/// Frames converted at once.
const CHUNK: usize = 256;
/// Phases beyond which a table of every phase is larger than it is worth.
const MOST_PHASES: u32 = 1300;
/// The most by which a live feed may be played faster or slower.
const MOST_CORRECTION: f64 = 0.01;
/// The correction moves by at most this much per chunk (about 6 ms): 1 % takes a second and a half.
const GLIDE: f64 = 0.000_04;

/// Why a resampler could not be made or run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResampleError {
    #[error("Sound at {from} Hz cannot be converted to {to} Hz; 8 to 192 kHz can.")]
    Rate { from: u32, to: u32 },
    #[error("The conversion of the sample rate failed: {0}. Please report this.")]
    Inner(String),
}

/// Converts interleaved stereo from one rate to another.
pub struct Resampler {
    /// `None`: equal rates, samples pass unchanged.
    engine: Option<Engine>,
}

impl Resampler {
    /// For a file: an exact, constant ratio. Rates in Hz, 8000 to 192000. Equal rates pass samples through bit for bit.
    pub fn new(from: u32, to: u32) -> Result<Self, ResampleError> {
        Ok(Self { engine: if from == to { None } else { Some(Engine::new(from, to, false)?) } })
    }

    /// For a live feed: follows [`Self::set_correction`], so it always runs the variable-ratio path.
    pub fn for_live(from: u32, to: u32) -> Result<Self, ResampleError> {
        Ok(Self { engine: Some(Engine::new(from, to, true)?) })
    }

    /// How much slower the sound is to be played: output frames per nominal output frame, 0.99 to 1.01 (clamped).
    /// Above 1 the buffer before the resampler grows. Reached in a glide that cannot be heard. Files ignore it.
    pub fn set_correction(&mut self, ratio: f64) {
        if let Some(engine) = self.engine.as_mut().filter(|engine| engine.live && ratio.is_finite()) {
            engine.wanted = ratio.clamp(1.0 - MOST_CORRECTION, 1.0 + MOST_CORRECTION);
        }
    }

    /// Converts `input` (interleaved stereo) and appends what is ready to `out`.
    pub fn process(&mut self, input: &[f32], out: &mut Vec<f32>) -> Result<(), ResampleError> {
        match &mut self.engine {
            None => {
                out.extend_from_slice(input);
                Ok(())
            }
            Some(engine) => engine.process(input, out),
        }
    }

    /// At the sound's end: appends what is still inside. After it the resampler starts afresh.
    pub fn flush(&mut self, out: &mut Vec<f32>) -> Result<(), ResampleError> {
        self.engine.as_mut().map_or(Ok(()), |engine| engine.flush(out))
    }
}

struct Engine {
    inner: Async<f32>,
    nominal: f64,
    live: bool,
    /// The correction asked for, and the one that the glide has reached.
    wanted: f64,
    reached: f64,
    /// Input frames that the filter sees on each side of a point.
    half: usize,
    /// Silent frames put before the reflection so that the filter's delay is a whole number of output frames.
    lead: usize,
    /// Output frames to throw away before the first.
    trim: usize,
    state: State,
    /// Frames that wait for a full chunk; at the start, for enough to reflect.
    pending: Vec<f32>,
    /// The newest frames, for the reflection at the end.
    tail: Vec<f32>,
    chunk_out: Vec<f32>,
    /// Output frames that the input so far stands for, and those given out.
    due: f64,
    given: u64,
    to_trim: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Fewer frames have come than the reflection needs.
    Beginning,
    Running,
}

impl Engine {
    fn new(from: u32, to: u32, live: bool) -> Result<Self, ResampleError> {
        if !(8_000..=192_000).contains(&from) || !(8_000..=192_000).contains(&to) {
            return Err(ResampleError::Rate { from, to });
        }
        let nominal = f64::from(to) / f64::from(from);
        // When the rate falls the filter must be longer by as much, to cut as steeply at the lower rate.
        let shortest = if live { LIVE_SINC } else { SINC };
        let taps = ((shortest as f64 / nominal.min(1.0)).ceil() as usize).next_multiple_of(8);
        let phases = to / greatest_common_divisor(from, to);
        let parameters = SincInterpolationParameters::new(taps, WindowFunction::BlackmanHarris2);
        let parameters = if live {
            parameters.oversampling_factor(LIVE_PHASES).interpolation(SincInterpolationType::Linear)
        } else if phases > MOST_PHASES {
            parameters.oversampling_factor(256).interpolation(SincInterpolationType::Cubic)
        } else {
            parameters.oversampling_factor(phases as usize).interpolation(SincInterpolationType::Nearest)
        };
        let inner = Async::new_sinc(nominal, 1.02, &parameters, CHUNK, CHANNELS, FixedAsync::Input)
            .map_err(|error| ResampleError::Inner(error.to_string()))?;
        let half = taps / 2;
        // The centre of the engine's filter lies half its length, less one phase of its table, behind the newest frame.
        let centre = half as f64 - 1.0 / parameters.oversampling_factor as f64;
        let (lead, trim) = alignment(half as f64 + centre, nominal);
        Ok(Self {
            nominal,
            live,
            wanted: 1.0,
            reached: 1.0,
            half,
            lead,
            trim,
            state: State::Beginning,
            pending: Vec::new(),
            tail: Vec::new(),
            chunk_out: vec![0.0; inner.output_frames_max() * CHANNELS],
            due: 0.0,
            given: 0,
            to_trim: trim,
            inner,
        })
    }

    fn process(&mut self, input: &[f32], out: &mut Vec<f32>) -> Result<(), ResampleError> {
        let input = &input[..input.len() - input.len() % CHANNELS];
        self.pending.extend_from_slice(input);
        self.remember(input);
        if self.state == State::Beginning && !self.begin(self.half + 1) {
            return Ok(());
        }
        self.run(out)
    }

    /// Keeps the newest `half + 1` frames.
    fn remember(&mut self, input: &[f32]) {
        let most = (self.half + 1) * CHANNELS;
        self.tail.extend_from_slice(&input[input.len().saturating_sub(most)..]);
        let surplus = self.tail.len().saturating_sub(most);
        self.tail.drain(..surplus);
    }

    /// Puts silence and the reflected start before the first frame, once `needed` frames are there.
    fn begin(&mut self, needed: usize) -> bool {
        if self.pending.len() < needed * CHANNELS {
            return false;
        }
        let mut before = vec![0.0; self.lead * CHANNELS];
        let reflected = reflection(self.pending.chunks_exact(CHANNELS), self.half);
        before.extend(reflected.iter().rev().flatten());
        self.pending.splice(..0, before);
        // The frames put in front are no input.
        self.state = State::Running;
        true
    }

    /// Converts all whole chunks.
    fn run(&mut self, out: &mut Vec<f32>) -> Result<(), ResampleError> {
        let mut taken = 0;
        while self.pending.len() - taken >= CHUNK * CHANNELS {
            self.glide()?;
            let chunk = &self.pending[taken..taken + CHUNK * CHANNELS];
            let frames = convert(&mut self.inner, chunk, &mut self.chunk_out)?;
            taken += CHUNK * CHANNELS;
            let skipped = self.to_trim.min(frames);
            self.to_trim -= skipped;
            self.given += (frames - skipped) as u64;
            self.due += CHUNK as f64 * self.nominal * self.reached;
            out.extend_from_slice(&self.chunk_out[skipped * CHANNELS..frames * CHANNELS]);
        }
        self.pending.drain(..taken);
        Ok(())
    }

    /// One step towards the wanted correction; the engine ramps within the chunk.
    fn glide(&mut self) -> Result<(), ResampleError> {
        if self.wanted == self.reached {
            return Ok(());
        }
        self.reached += (self.wanted - self.reached).clamp(-GLIDE, GLIDE);
        self.inner
            .set_resample_ratio_relative(self.reached, true)
            .map_err(|error| ResampleError::Inner(error.to_string()))
    }

    fn flush(&mut self, out: &mut Vec<f32>) -> Result<(), ResampleError> {
        if self.state == State::Beginning {
            self.begin(1);
        }
        if self.state == State::Running {
            // `due` counts chunks; what came before the sound is no sound, and what still waits is.
            let waiting = (self.pending.len() / CHANNELS) as f64 - (self.lead + self.half) as f64;
            let total = (self.due + waiting * self.nominal * self.reached).round().max(0.0) as u64;
            let after = reflection(self.tail.chunks_exact(CHANNELS).rev(), self.half);
            self.pending.extend(after.iter().flatten());
            self.finish(total, out)?;
        }
        self.restart();
        Ok(())
    }

    /// Feeds silence until `total` frames are out, and takes off what is too many.
    fn finish(&mut self, total: u64, out: &mut Vec<f32>) -> Result<(), ResampleError> {
        self.run(out)?;
        while self.given < total {
            let whole = (self.pending.len() + 1).next_multiple_of(CHUNK * CHANNELS);
            self.pending.resize(whole, 0.0);
            self.run(out)?;
        }
        let surplus = (self.given - total) as usize * CHANNELS;
        out.truncate(out.len().saturating_sub(surplus));
        Ok(())
    }

    fn restart(&mut self) {
        self.inner.reset();
        self.pending.clear();
        self.tail.clear();
        self.state = State::Beginning;
        (self.due, self.given, self.to_trim, self.reached) = (0.0, 0, self.trim, 1.0);
    }
}

/// Silent frames to put first, and output frames to drop, such that the first frame kept lies on the first of the
/// sound, `behind` input frames after the silence's end, as near to whole as it gets. The engine steps before it
/// writes, hence the one frame less.
fn alignment(behind: f64, ratio: f64) -> (usize, usize) {
    let place = |lead: usize| (lead as f64 + behind) * ratio - 1.0;
    let off = |lead: usize| (place(lead) - place(lead).round()).abs();
    let lead = (0..1024).min_by(|a, b| off(*a).total_cmp(&off(*b))).unwrap_or(0);
    (lead, place(lead).round().max(0.0) as usize)
}

/// Up to `count` frames that continue a sound beyond its first frame by odd reflection, nearest first. A sound too
/// short for that holds its last reflected frame.
fn reflection<'a>(mut frames: impl Iterator<Item = &'a [f32]>, count: usize) -> Vec<[f32; CHANNELS]> {
    let Some(end) = frames.next() else { return Vec::new() };
    let mut beyond: Vec<_> =
        frames.take(count).map(|frame| [2.0 * end[0] - frame[0], 2.0 * end[1] - frame[1]]).collect();
    let last = beyond.last().copied().unwrap_or([end[0], end[1]]);
    beyond.resize(count, last);
    beyond
}

/// Converts one chunk into `out`; frames written.
fn convert(inner: &mut Async<f32>, chunk: &[f32], out: &mut [f32]) -> Result<usize, ResampleError> {
    let room = out.len() / CHANNELS;
    let source =
        InterleavedSlice::new(chunk, CHANNELS, CHUNK).map_err(|error| ResampleError::Inner(error.to_string()))?;
    let mut sink =
        InterleavedSlice::new_mut(out, CHANNELS, room).map_err(|error| ResampleError::Inner(error.to_string()))?;
    let (_, frames) =
        inner.process_into_buffer(&source, &mut sink, None).map_err(|error| ResampleError::Inner(error.to_string()))?;
    Ok(frames)
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests;
