//! Long work: how far it is, and the word that it should stop. Whoever stops it gets a sentence on what was kept.

use std::sync::{Arc, Mutex, PoisonError};

use store::{Halt, OpenError, StoreError};

use crate::{Error, Tracker};

/// What is said of a change that was stopped while months were judged by it.
const STOPPED: &str = "You stopped it. Nothing was changed, and every month is judged as before.";

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What was given, or what the vault has, is read.
    Reading,
    /// A backup is made before anything is changed.
    BackingUp,
    /// Files are copied.
    Copying,
    /// What was copied is opened and looked at.
    Checking,
    /// Months are judged by the rules.
    Judging,
    /// Rows are written.
    Storing,
    /// Files are made.
    Writing,
}

impl Stage {
    /// Its name on the wire.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::BackingUp => "backing_up",
            Self::Copying => "copying",
            Self::Checking => "checking",
            Self::Judging => "judging",
            Self::Storing => "storing",
            Self::Writing => "writing",
        }
    }
}

/// How far it is: the stage, and the percent of that.
pub type Reached = (Stage, u8);

/// One piece of long work, shared by who does it and who waits for it.
#[derive(Clone, Debug, Default)]
pub struct Work {
    halt: Halt,
    reached: Arc<Mutex<Option<Reached>>>,
}

impl Work {
    /// Asks for it to be stopped. False where it is too late.
    pub fn stop(&self) -> bool {
        self.halt.stop()
    }

    /// How far it is; none before it begins.
    pub fn reached(&self) -> Option<Reached> {
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Are both one?
    pub fn is(&self, other: &Self) -> bool {
        self.halt.is(&other.halt)
    }

    /// A stop in the words of what was being done. Whatever goes wrong in work that was cut short came of the cut; what was
    /// made good before the word was heard stays so.
    ///
    /// # Errors
    /// Those it is given.
    pub fn told<T>(&self, done: Result<T, Error>, words: &str) -> Result<T, Error> {
        done.map_err(|error| {
            if error.is_stopped() || self.halt.is_stopped() {
                Error::Stopped(words.to_owned())
            } else {
                error
            }
        })
    }

    pub(crate) fn halt(&self) -> &Halt {
        &self.halt
    }

    pub(crate) fn at(&self, stage: Stage, done: usize, all: usize) {
        let percent = u8::try_from(done.saturating_mul(100) / all.max(1)).unwrap_or(100).min(100);
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner) = Some((stage, percent));
    }

    /// A slice is done: says how far that is, and looks whether to go on.
    pub(crate) fn step(&self, stage: Stage, done: usize, all: usize) -> Result<(), Error> {
        self.at(stage, done, all);
        self.go_on()
    }

    pub(crate) fn go_on(&self) -> Result<(), Error> {
        Ok(self.halt.go_on()?)
    }

    /// The last look before what was done is made good.
    pub(crate) fn decide(&self) -> Result<(), Error> {
        Ok(self.halt.decide()?)
    }
}

impl From<Halt> for Work {
    fn from(halt: Halt) -> Self {
        Self { halt, ..Self::default() }
    }
}

impl Error {
    /// Somebody asked for it.
    pub fn is_stopped(&self) -> bool {
        matches!(self, Self::Stopped(_) | Self::Store(StoreError::Stopped) | Self::Open(OpenError::Stopped))
    }
}

impl Tracker {
    /// Does something that whoever holds `work` can stop: all of it is done, or nothing.
    ///
    /// # Errors
    /// Those of what is done; [`Error::Stopped`].
    pub fn heeding<T>(
        &mut self,
        work: &Work,
        doing: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.store.heed(Some(work.halt()))?;
        self.work = Some(work.clone());
        let done = doing(self);
        self.work = None;
        self.store.heed(None)?;
        done
    }

    /// As [`Tracker::heeding`], of a change by which every month may have to be judged again.
    ///
    /// # Errors
    /// Those of the change; [`Error::Stopped`].
    pub fn judging<T>(
        &mut self,
        work: &Work,
        change: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let done = self.heeding(work, change);
        work.told(done, STOPPED)
    }

    /// The work under way; where nobody waits for it, one that nobody stops.
    pub(crate) fn work(&self) -> Work {
        self.work.clone().unwrap_or_default()
    }
}
