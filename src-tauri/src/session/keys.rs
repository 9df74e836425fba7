//! The recovery key on its way: made, shown once, typed back; and the password asked again before powerful acts.

use std::sync::Arc;

use tracker::{Actor, Error, RecoveryKey};

use super::{Moment, Open, Session};
use crate::wire::{Failure, NewKeysView, RecoverForm, RecoveryView, StageView, WorkForm};

/// The groups of the recovery key that are typed back (1-based): two that are far apart.
const ASKED: [u32; 2] = [3, 7];

/// A recovery key that its maker has yet to type back.
pub(super) struct Recovery {
    groups: Vec<String>,
    maker: Actor,
}

impl Recovery {
    /// Are these the groups that were asked for?
    fn is_typed_back(&self, typed: &[String]) -> bool {
        let asked = ASKED.iter().filter_map(|n| self.groups.get(*n as usize - 1));
        asked.map(|group| plain(group)).eq(typed.iter().map(|group| plain(group)))
    }
}

impl Open {
    /// Shows a new recovery key, once.
    pub(super) fn show_recovery(&mut self, key: &RecoveryKey, maker: Actor, now: Moment) -> RecoveryView {
        let groups: Vec<String> = key.to_string().split('-').map(str::to_owned).collect();
        self.recovery = Some(Recovery { groups: groups.clone(), maker });
        if self.actor.is_none() {
            self.watch.lock(now);
        }
        RecoveryView { groups, ask: ASKED.to_vec() }
    }

    /// In a vault that is read only the key is as good, and is only asked for again.
    fn note_proved(&mut self, maker: &Actor) -> Result<(), Error> {
        match &mut self.tracker {
            Some(tracker) if !tracker.is_read_only() => tracker.note_recovery_proved(maker),
            Some(_) | None => Ok(()),
        }
    }
}

impl Session {
    /// The recovery key typed back: it is known to be there, and at set-up its maker is signed in only now.
    pub(crate) fn confirm_recovery(&self, typed: &[String]) -> Result<StageView, Failure> {
        {
            let mut open = self.lock_open();
            let Some(recovery) = open.recovery.take_if(|recovery| recovery.is_typed_back(typed)) else {
                return Err(not_typed_back(open.recovery.is_some()).into());
            };
            if let Err(error) = open.note_proved(&recovery.maker) {
                open.recovery = Some(recovery);
                return Err(error.into());
            }
            if open.actor.is_none() {
                open.enter(recovery.maker, self.moment());
            }
        }
        self.stage()
    }

    /// Comes in with the printed key, which sets a manager's password and is used up.
    pub(crate) fn recover(&self, form: &RecoverForm) -> Result<RecoveryView, Failure> {
        let home = self.home()?;
        let mut open = self.lock_open();
        let RecoverForm { key, sign_in, password } = form;
        let (actor, replaced) = match &mut open.tracker {
            Some(tracker) => tracker.recover(key, sign_in, password)?,
            None => {
                let (tracker, actor, replaced) =
                    home.open_by_recovery(key, sign_in, password, Arc::clone(&self.clock))?;
                open.tracker = Some(tracker);
                (actor, replaced)
            }
        };
        open.leave(self.moment());
        Ok(open.show_recovery(&replaced, actor, self.moment()))
    }

    /// A new recovery key in the place of the printed one.
    pub(crate) fn renew_recovery(&self) -> Result<RecoveryView, Failure> {
        let (key, maker) = self.with(|tracker, actor| Ok((tracker.renew_recovery(actor)?, actor.clone())))?;
        Ok(self.lock_open().show_recovery(&key, maker, self.moment()))
    }

    /// Everything under new keys, and a backup of it; the recovery key is shown as any new one is.
    pub(crate) fn renew_keys(&self, password: &str) -> Result<NewKeysView, Failure> {
        let (made, maker) = self.with_work(WorkForm::NewKeys, |tracker, actor| {
            Ok((tracker.renew_keys(actor, password)?, actor.clone()))
        })?;
        self.note_proof();
        // The backups until now open with the passwords of their time. Where this one fails, its own screen says so.
        if let Ok(job) = self.with(|tracker, actor| tracker.back_up(actor)) {
            self.back_up(job);
        }
        let recovery = self.lock_open().show_recovery(&made.recovery, maker, self.moment());
        Ok(NewKeysView::of(&made, recovery))
    }

    /// The password typed again before a powerful act.
    pub(crate) fn prove_password(&self, password: &str) -> Result<(), Failure> {
        self.with(|tracker, actor| tracker.prove(actor, password))?;
        self.note_proof();
        Ok(())
    }

    /// Changes one's own password, with the present one.
    pub(crate) fn change_password(&self, present: &str, new: &str) -> Result<(), Failure> {
        self.with(|tracker, actor| tracker.change_password(actor, present, new))?;
        self.note_proof();
        Ok(())
    }

    /// Was the password typed a short while ago?
    pub(crate) fn is_proved(&self) -> bool {
        self.lock_open().watch.is_proved(self.moment())
    }

    /// Puts the copy of a damaged key file from before its last change in its place.
    pub(crate) fn restore_keys(&self) -> Result<StageView, Failure> {
        self.home()?.restore_previous_keys()?;
        self.stage()
    }

    fn note_proof(&self) {
        self.lock_open().watch.prove(self.moment());
    }
}

fn not_typed_back(there_is_one: bool) -> Error {
    if there_is_one {
        Error::field("groups", "One of the groups is not right. Compare them with the key.")
    } else {
        Error::refused("There is no recovery key to type back.")
    }
}

/// Typed groups compare without case, spaces and dashes.
fn plain(group: &str) -> String {
    group.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}
