//! Who hears the sound that no device plays.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::News;
use super::wav::Wav;

/// Hears all that is rendered, interleaved stereo. Copies are one and the same.
#[derive(Clone)]
pub struct Listener(Arc<Mutex<Hear>>);

type Hear = dyn FnMut(&[f32]) + Send;

impl Listener {
    pub fn new(hear: impl FnMut(&[f32]) + Send + 'static) -> Self {
        Listener(Arc::new(Mutex::new(hear)))
    }

    fn hear(&self, sound: &[f32]) {
        // Only the supervisor's thread calls it: nobody is waited for.
        (self.0.lock().unwrap_or_else(PoisonError::into_inner))(sound);
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

impl PartialEq for Listener {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// See the module.
pub enum Ear {
    Nobody,
    Listener(Listener),
    File(Wav, PathBuf),
}

impl Ear {
    /// A file for sound at `rate` Hz; where it cannot be written, that is told, and nobody hears.
    pub fn open(path: PathBuf, rate: u32, report: &dyn Fn(News)) -> Ear {
        match Wav::create(&path, rate) {
            Ok(wav) => Ear::File(wav, path),
            Err(error) => {
                report(News::FileFailed { path, why: error.to_string() });
                Ear::Nobody
            }
        }
    }

    pub fn hear(&mut self, sound: &[f32], report: &dyn Fn(News)) {
        let failed = match self {
            Ear::Nobody => return,
            Ear::Listener(listener) => return listener.hear(sound),
            Ear::File(wav, path) => wav.write(sound).err().map(|error| (path.clone(), error.to_string())),
        };
        if let Some((path, why)) = failed {
            report(News::FileFailed { path, why });
            *self = Ear::Nobody;
        }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        if let Ear::File(wav, _) = self {
            // The header was true a second ago; a disk that is full now leaves it so.
            let _ = wav.finish();
        }
    }
}
