//! Who is in front of the computer: told by the system, by its screen lock, and by the page.

use std::sync::PoisonError;

use chrono::TimeDelta;
use tracker::Error;
use tracker::away::Attended;

use super::{Open, Session};

impl Open {
    /// Somebody signed in is there: a timer that stood meanwhile goes on.
    pub(super) fn welcome(&mut self) {
        if let (Some(tracker), Some(actor)) = (&mut self.tracker, &self.actor) {
            told(tracker.come_back(actor));
        }
    }

    /// Somebody touched the window.
    pub(super) fn touched(&mut self) -> bool {
        match (&mut self.tracker, &self.actor) {
            (Some(tracker), Some(actor)) => told(tracker.touched(actor)),
            _ => false,
        }
    }
}

impl Session {
    /// Looks once a second who is there. True when a timer stands from now on, or goes on.
    pub fn look(&self) -> bool {
        // Before the vault is taken hold of: the system may take its time to answer.
        let idle = self.idle();
        let mut open = self.lock_open();
        let Open { tracker, actor, left, .. } = &mut *open;
        let Some(tracker) = tracker else { return false };
        told(tracker.attend(actor.as_ref().or(left.as_ref()), idle))
    }

    /// The computer locked its screen, or somebody unlocked it.
    pub(crate) fn screen_locked(&self, locked: bool) {
        if let Some(tracker) = &mut self.lock_open().tracker {
            tracker.screen_locked(locked);
        }
    }

    fn idle(&self) -> Option<TimeDelta> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut()?.idle()
    }
}

/// Is there something new to show? A fault is logged, and found again at the next look.
fn told(attended: Result<Attended, Error>) -> bool {
    match attended {
        Ok(attended) => attended != Attended::Same,
        Err(error) => {
            tracing::error!(code = ?error.code(), "nobody knows who is there");
            false
        }
    }
}
