//! What the track that plays looks like, found on a thread of its own: a file has to be decoded for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

use crossbeam_channel::{Receiver, bounded};
use egui::Context;

/// Heights, 0–255, of equally long pieces of a music file; `None` if it cannot be decoded, or when it is told to stop. Blocks.
pub type Trace = Arc<dyn Fn(&Path, &AtomicBool) -> Option<Arc<[u8]>> + Send + Sync>;

/// The waveform of one file at a time: the one that was last asked for.
pub struct Waves {
    trace: Trace,
    context: Context,
    one: Option<One>,
}

struct One {
    path: PathBuf,
    stop: Arc<AtomicBool>,
    answer: Receiver<Option<Arc<[u8]>>>,
    wave: Option<Arc<[u8]>>,
}

impl Waves {
    pub fn new(trace: Trace, context: Context) -> Self {
        Self { trace, context, one: None }
    }

    /// `None` while it is found, or if there is none.
    pub fn get(&mut self, path: &Path) -> Option<Arc<[u8]>> {
        if self.one.as_ref().is_none_or(|one| one.path != path) {
            self.one = Some(self.start(path.to_owned()));
        }
        let one = self.one.as_mut()?;
        if let Ok(wave) = one.answer.try_recv() {
            one.wave = wave;
        }
        one.wave.clone()
    }

    fn start(&self, path: PathBuf) -> One {
        let (tell, answer) = bounded(1);
        let stop = Arc::new(AtomicBool::new(false));
        let (trace, context, file, stopped) = (self.trace.clone(), self.context.clone(), path.clone(), stop.clone());
        let work = move || {
            let _ = tell.send(trace(&file, &stopped));
            super::once(&context);
        };
        // Without a thread there is no waveform: the seek bar is a line then.
        let _ = thread::Builder::new().name("waveform".into()).spawn(work);
        One { path, stop, answer, wave: None }
    }
}

impl Drop for One {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_asked_for_is_found_and_the_one_before_is_stopped() {
        let trace: Trace = Arc::new(|path, stop| {
            while path.ends_with("long") && !stop.load(Relaxed) {
                thread::yield_now();
            }
            (!stop.load(Relaxed)).then(|| Arc::from([path.as_os_str().len() as u8]))
        });
        let mut waves = Waves::new(trace, Context::default());
        assert_eq!(waves.get("/long".as_ref()), None);
        let stop = waves.one.as_ref().unwrap().stop.clone();
        let found = (0..10_000).find_map(|_| {
            thread::yield_now();
            waves.get("/abc".as_ref())
        });
        assert_eq!((found.as_deref(), stop.load(Relaxed)), (Some(&[4][..]), true));
    }
}
