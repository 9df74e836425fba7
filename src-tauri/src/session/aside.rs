//! Work that nobody waits for, on threads of its own; the program does not end before it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use tracker::backup::BackupJob;

use super::works::Doing;

/// The threads that may still be at work. One that were cut off at exit could be in the middle of the encryption library
/// while that is torn down, which ends the process with a fault.
#[derive(Default)]
pub(crate) struct Aside(Mutex<Vec<JoinHandle<()>>>);

impl Aside {
    /// Does it on a thread of its own.
    pub(crate) fn run(&self, work: impl FnOnce() + Send + 'static) {
        let mut threads = self.threads();
        threads.retain(|thread| !thread.is_finished());
        threads.push(thread::spawn(work));
    }

    /// Makes a backup; how it ends is on the desk of the vault.
    pub(crate) fn back_up(&self, job: BackupJob, doing: Doing) {
        self.run(move || {
            let made = job.run();
            drop(doing);
            if let Err(error) = made.map(|_| ())
                && !error.is_stopped()
            {
                tracing::error!(code = ?error.code(), "a backup failed");
            }
        });
    }

    /// Waits until nothing is at work any more.
    pub(crate) fn wait(&self) {
        let threads = std::mem::take(&mut *self.threads());
        // One that panicked has said so in the log.
        threads.into_iter().for_each(|thread| drop(thread.join()));
    }

    fn threads(&self) -> MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
