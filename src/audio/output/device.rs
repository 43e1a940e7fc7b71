//! Real devices: found, opened and dropped on threads that nobody waits for.

use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait};
use rodio::{DeviceSinkBuilder, MixerDeviceSink, Source};

use super::slot::{Pulse, Slot};
use crate::audio::CHANNELS;

/// Frames that wait at the device, about 190 ms: a small machine may be busy with something else for so long before
/// the listener notices, and buttons still feel immediate.
pub const BUFFER: u32 = 8192;
/// Frames rendered at a time within that.
const BLOCK: usize = 256;

/// A device that sound can go to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Listed {
    /// What `--output` takes.
    pub name: String,
    /// What people call it.
    pub description: String,
    /// The sound system that offers it.
    pub system: String,
    /// The one that is used when none is named.
    pub default: bool,
}

/// All devices of the sound systems that answer. Blocks as long as they do.
pub fn devices() -> Vec<Listed> {
    let hosts = hosts();
    let mut listed = Vec::new();
    for host in &hosts {
        let default = host.default_output_device().map(|device| name_of(&device));
        for device in host.output_devices().into_iter().flatten() {
            let name = name_of(&device);
            let default = listed.iter().all(|other: &Listed| !other.default) && default.as_ref() == Some(&name);
            let description = device.description().map_or_else(|_| name.clone(), |d| d.name().to_owned());
            listed.push(Listed { name, description, system: host.id().name().to_owned(), default });
        }
    }
    listed
}

/// The sound systems worth asking, best first. ALSA is left alone on a machine without a card: it would only print
/// complaints, and offer a "null" device that looks healthy and is silent.
fn hosts() -> Vec<cpal::Host> {
    let card = std::fs::read_dir("/dev/snd").is_ok_and(|mut nodes| {
        nodes.any(|node| node.is_ok_and(|node| node.file_name().to_string_lossy().starts_with("pcm")))
    });
    let wanted = |id: &cpal::HostId| match id.name().to_ascii_lowercase().as_str() {
        "alsa" => card,
        "null" => false,
        _ => true,
    };
    cpal::available_hosts().into_iter().filter(wanted).filter_map(|id| cpal::host_from_id(id).ok()).collect()
}

fn name_of(device: &cpal::Device) -> String {
    device.id().map_or_else(|_| "unknown".to_owned(), |id| id.id().to_owned())
}

/// Finds the wanted device, or the preferred one.
fn find(wanted: Option<&str>) -> Result<cpal::Device, String> {
    let hosts = hosts();
    if hosts.is_empty() {
        return Err("no sound server is running and there is no sound card".into());
    }
    let Some(wanted) = wanted else {
        let mut defaults = hosts.iter().filter_map(HostTrait::default_output_device);
        return defaults.next().ok_or_else(|| "the sound server has no output device".into());
    };
    let is_it = |device: &cpal::Device| {
        name_of(device) == wanted || device.description().is_ok_and(|description| description.name() == wanted)
    };
    let mut all = hosts.iter().flat_map(|host| host.output_devices().into_iter().flatten());
    all.find(is_it).ok_or_else(|| format!("there is no output device named \"{wanted}\""))
}

/// The wanted (or preferred) device's own rate in Hz, if it is told within `patience`.
pub fn rate_of(wanted: Option<String>, patience: Duration) -> Option<u32> {
    let (tell, told) = channel();
    spawn("sound device rate", move || {
        let rate = find(wanted.as_deref()).ok().and_then(|device| device.default_output_config().ok());
        let _ = tell.send(rate.map(|config| config.sample_rate()));
    });
    told.recv_timeout(patience).ok().flatten().filter(|rate| (8_000..=192_000).contains(rate))
}

/// An open stream. Dropping the handle closes it, on its own thread, however long that takes.
pub struct Stream {
    pub name: String,
    pub pulse: Arc<Pulse>,
    pub(super) _close: Sender<()>,
}

/// Opens the wanted (or preferred) device for `owner` at `rate` Hz. The result arrives on the channel, or never.
pub fn open(wanted: Option<String>, slot: Arc<Slot>, owner: u64, rate: u32) -> Receiver<Result<Stream, String>> {
    let (tell, told) = channel();
    spawn("sound device", move || {
        let (close, closed) = channel::<()>();
        let pulse = Arc::new(Pulse::default());
        let opened = find(wanted.as_deref()).and_then(|device| {
            let name = device.description().map_or_else(|_| name_of(&device), |d| d.name().to_owned());
            Ok((start(device, slot, pulse.clone(), owner, rate)?, name))
        });
        match opened {
            Err(why) => drop(tell.send(Err(why))),
            Ok((stream, name)) => {
                let _ = tell.send(Ok(Stream { name, pulse, _close: close }));
                drop(tell);
                // Ends when the handle is dropped. What follows may hang in the sound server: only this thread does.
                let _ = closed.recv();
                drop(stream);
            }
        }
    });
    told
}

fn start(
    device: cpal::Device,
    slot: Arc<Slot>,
    pulse: Arc<Pulse>,
    owner: u64,
    rate: u32,
) -> Result<MixerDeviceSink, String> {
    let own_rate = device.default_output_config().ok().map(|config| config.sample_rate()).filter(|own| *own != rate);
    let mut opened = open_at(&device, rate, pulse.clone());
    if let (Err(_), Some(own)) = (&opened, own_rate) {
        // A device that cannot play at the mixer's rate gets its own: what is between them converts.
        opened = open_at(&device, own, pulse.clone());
    }
    let mut stream = opened?;
    stream.log_on_drop(false);
    stream.mixer().add(Tapped {
        slot,
        pulse,
        owner,
        rate: NonZeroU32::new(rate).unwrap_or(NonZeroU32::MIN),
        block: [0.0; BLOCK * CHANNELS],
        at: BLOCK * CHANNELS,
    });
    Ok(stream)
}

fn open_at(device: &cpal::Device, rate: u32, failed: Arc<Pulse>) -> Result<MixerDeviceSink, String> {
    let builder = DeviceSinkBuilder::from_device(device.clone())
        .map_err(|error| error.to_string())?
        .with_sample_rate(NonZeroU32::new(rate).unwrap_or(NonZeroU32::MIN))
        .with_channels(STEREO)
        .with_sample_format(cpal::SampleFormat::F32)
        .with_buffer_size(cpal::BufferSize::Fixed(BUFFER))
        .with_error_callback(move |error: cpal::Error| {
            // A late block or a stream moved to another device is no loss.
            if !matches!(
                error.kind(),
                cpal::ErrorKind::Xrun | cpal::ErrorKind::DeviceChanged | cpal::ErrorKind::RealtimeDenied
            ) {
                failed.fail();
            }
        });
    builder.open_stream().map_err(|error| error.to_string())
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    // Without a thread there is no device either: the channel closes, and that is the answer.
    let _ = std::thread::Builder::new().name(name.into()).spawn(work);
}

const STEREO: NonZeroU16 = match NonZeroU16::new(CHANNELS as u16) {
    Some(channels) => channels,
    None => NonZeroU16::MIN,
};

/// Our only source in rodio's mixer. It never ends, as one that does is dropped for good inside the callback.
struct Tapped {
    slot: Arc<Slot>,
    pulse: Arc<Pulse>,
    owner: u64,
    rate: NonZeroU32,
    block: [f32; BLOCK * CHANNELS],
    at: usize,
}

impl Iterator for Tapped {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if self.at == self.block.len() {
            self.at = 0;
            self.slot.render(self.owner, &mut self.block);
            self.pulse.beat();
        }
        self.at += 1;
        Some(self.block[self.at - 1])
    }
}

impl Source for Tapped {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> NonZeroU16 {
        STEREO
    }

    fn sample_rate(&self) -> NonZeroU32 {
        self.rate
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
