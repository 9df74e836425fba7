//! What the backup under way has to say, and how the last one ended: shared by the thread that makes it and who asks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The database is copied.
    Copying,
    /// The copy is opened and looked at.
    Checking,
    /// The backup is copied to the second place.
    Second,
}

impl Stage {
    /// Its name on the wire.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Copying => "copying",
            Self::Checking => "checking",
            Self::Second => "second",
        }
    }
}

/// How far the backup under way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How far that is, in percent.
    pub percent: u8,
}

/// One for each open vault.
#[derive(Debug, Default)]
pub struct Desk(Mutex<State>);

/// The newest backup: when it was made, and place of its newest event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Saved {
    pub(super) at: DateTime<Utc>,
    pub(super) seq: i64,
}

#[derive(Debug, Default)]
struct State {
    under_way: Option<Progress>,
    tried_at: Option<DateTime<Utc>>,
    failed: Option<String>,
    second_failed: Option<String>,
    /// As long as its head is the vault's, nothing has changed.
    saved: Option<Saved>,
}

impl Desk {
    /// The backup under way, if one is.
    pub fn progress(&self) -> Option<Progress> {
        self.state().under_way
    }

    /// Why the last backup was not made.
    pub fn failed(&self) -> Option<String> {
        self.state().failed.clone()
    }

    /// Why the last backup was not copied to the second place.
    pub fn second_failed(&self) -> Option<String> {
        self.state().second_failed.clone()
    }

    /// When the last backup of this run was begun.
    pub(super) fn tried_at(&self) -> Option<DateTime<Utc>> {
        self.state().tried_at
    }

    /// The newest backup, as far as it is known.
    pub(super) fn saved(&self) -> Option<Saved> {
        self.state().saved
    }

    pub(super) fn set_saved(&self, saved: Saved) {
        self.state().saved = Some(saved);
    }

    /// Begins, unless a backup is under way already.
    pub(super) fn begin(self: &Arc<Self>, now: DateTime<Utc>) -> Option<Turn> {
        let mut state = self.state();
        if state.under_way.is_some() {
            return None;
        }
        state.under_way = Some(Progress { stage: Stage::Copying, percent: 0 });
        state.tried_at = Some(now);
        drop(state);
        Some(Turn(Arc::clone(self)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to make the backup under way; dropping it lets the next one begin, however this one ended.
#[derive(Debug)]
pub(crate) struct Turn(Arc<Desk>);

impl Turn {
    pub(super) fn at(&self, stage: Stage, percent: u8) {
        self.0.state().under_way = Some(Progress { stage, percent });
    }

    pub(super) fn made(&self, saved: Saved) {
        let mut state = self.0.state();
        state.saved = Some(saved);
        state.failed = None;
    }

    pub(super) fn failed(&self, why: String) {
        self.0.state().failed = Some(why);
    }

    pub(super) fn second(&self, failed: Option<String>) {
        self.0.state().second_failed = failed;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.state().under_way = None;
    }
}
