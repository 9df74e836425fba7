//! Locking the screen and closing the vault: by the person, by the clock, by the computer.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use tracker::Error;
use tracker::verify::FullCheck;

use super::watch::{Due, WARNING_S};
use super::{Open, Session};
use crate::wire::{AttentionView, Failure, HealthView, StageView};

/// What the screen lock falls back to if the vault cannot say.
const LOCK_MINUTES: u8 = 5;

impl Open {
    /// The key leaves the memory, after a last proof of the timers; what was in the journal is in the file, and what had no
    /// backup yet is in one.
    pub(super) fn close(&mut self) {
        let Some(mut tracker) = std::mem::take(self).tracker else { return };
        let closed = tracker.beat().and_then(|()| tracker.settle_journal());
        let saved = closed.and_then(|()| match tracker.closing_backup()? {
            Some(job) => job.run().map(|_| ()),
            None => Ok(()),
        });
        if let Err(error) = saved {
            tracing::error!(code = ?error.code(), "closing failed");
        }
    }

    /// A locked vault has its searches on record and an empty journal, which nobody can damage unseen.
    fn settle(&mut self) -> Result<(), Error> {
        let Some(tracker) = &mut self.tracker else { return Ok(()) };
        tracker.settle_searches()?;
        tracker.settle_at_lock()
    }

    /// Where nobody waits for an answer.
    fn settle_or_log(&mut self) {
        if let Err(error) = self.settle() {
            tracing::error!(code = ?error.code(), "the journal was not settled at the lock");
        }
    }

    fn lock_minutes(&self) -> u8 {
        let known = self.tracker.as_ref().and_then(|tracker| tracker.protection().ok());
        known.map_or(LOCK_MINUTES, |protection| protection.lock_minutes)
    }
}

impl Session {
    /// Locks the screen. The vault stays open in this process, so that timers run on.
    pub(crate) fn lock(&self) -> Result<StageView, Failure> {
        {
            let mut open = self.lock_open();
            open.leave(self.moment());
            open.settle()?;
        }
        self.stage()
    }

    /// Looks once a second whether the screen has to lock or the vault to close, and whether everything is to be checked. True
    /// when the screen has to show something else.
    pub fn watch(&self) -> bool {
        let mut open = self.lock_open();
        let Some(tracker) = &open.tracker else { return false };
        let timing = tracker.is_timing().unwrap_or(false);
        let minutes = open.lock_minutes();
        let due = open.watch.due(self.moment(), minutes, timing);
        let shown = open.actor.is_some() || open.newcomer.is_some();
        match due {
            Due::Nothing => self.check_if_due(&open),
            Due::Lock => {
                open.leave(self.moment());
                open.settle_or_log();
            }
            Due::Close => open.close(),
        }
        shown && due != Due::Nothing
    }

    /// The computer locks its own screen or goes to sleep: ours is locked before it does.
    pub fn lock_now(&self) -> bool {
        let mut open = self.lock_open();
        // The last proof before a sleep is as new as can be.
        if let Some(Err(error)) = open.tracker.as_mut().map(tracker::Tracker::beat) {
            tracing::error!(code = ?error.code(), "heartbeat failed");
        }
        let shown = open.actor.is_some() || open.newcomer.is_some();
        if open.tracker.is_some() {
            open.leave(self.moment());
            open.settle_or_log();
        }
        shown
    }

    /// The page says that a person did something, or that nobody can see it; it hears how long the screen stays open.
    pub(crate) fn attend(&self, input: bool, hidden: bool) -> AttentionView {
        let mut open = self.lock_open();
        let now = self.moment();
        if input {
            open.watch.input(now);
            open.touched();
        }
        open.watch.show(now, hidden);
        AttentionView { locks_in_s: open.watch.locks_in_s(now, open.lock_minutes()), warning_s: WARNING_S }
    }

    /// What the person signed in should be told of the vault.
    pub(crate) fn health(&self) -> Result<HealthView, Failure> {
        let checking = self.checking.load(Ordering::Acquire);
        self.with(|tracker, actor| HealthView::read(tracker, actor, checking))
    }

    /// A check of everything, once a day and after a bad end, on another thread and another connection: nobody waits for it.
    fn check_if_due(&self, open: &Open) {
        let Some(tracker) = open.tracker.as_ref().filter(|tracker| tracker.full_check_due()) else { return };
        if self.checking.swap(true, Ordering::AcqRel) {
            return;
        }
        match tracker.full_check() {
            Ok(check) => self.check_behind(check.heeding(&self.behind)),
            Err(error) => gave_up(&error),
        }
    }

    fn check_behind(&self, check: FullCheck) {
        let (open, checking) = (Arc::clone(&self.open), Arc::clone(&self.checking));
        let home = self.home.clone().ok();
        self.aside.run(move || {
            // Kept for the day the disk is full; where there is too little room for it, the banner says so already.
            if let Some(Err(error)) = home.map(|home| home.set_room_aside()) {
                tracing::warn!(code = ?error.code(), "no room could be set aside");
            }
            let found = check.run();
            let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
            match (found, &mut open.tracker) {
                (Ok(found), Some(tracker)) => tracker.note_check(&found),
                (Ok(_), None) => {}
                // The program ends; the check is due again when it is open.
                (Err(error), _) if error.is_stopped() => return,
                (Err(error), _) => return gave_up(&error),
            }
            checking.store(false, Ordering::Release);
        });
    }
}

/// It stays marked as on its way, or it would fail again every second; the next run of the program tries again.
fn gave_up(error: &Error) {
    tracing::error!(code = ?error.code(), "a check of the vault failed");
}
