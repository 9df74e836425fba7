//! Codes of an authenticator app: set up by who is signed in, or first of all where the practice asks everybody for them.

use tracker::{Actor, Error, Tracker};

use super::{Open, Session};
use crate::wire::{Failure, OfferView, StageView};

/// What somebody has to do before anything else is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// Choose a password instead of a one-time one.
    ChoosePassword,
    /// Set up an authenticator app.
    AddCode,
}

impl Duty {
    /// Nothing where the vault cannot say: the use cases refuse on their own.
    pub(super) fn of(tracker: &Tracker, actor: &Actor) -> Option<Self> {
        if tracker.must_change(actor) {
            return Some(Self::ChoosePassword);
        }
        tracker.must_add_code(actor).unwrap_or(false).then_some(Self::AddCode)
    }
}

impl Session {
    /// A secret for the app of whoever is in front of the screen.
    pub(crate) fn offer_code(&self) -> Result<OfferView, Failure> {
        self.with_anybody(|tracker, actor| Ok(OfferView::of(&tracker.offer_code(actor)?)))
    }

    /// The first code of the app: from now on it is asked.
    pub(crate) fn add_code(&self, secret: &str, typed: &str) -> Result<StageView, Failure> {
        // Somebody else's phone, bound at a screen left open, would lock its owner out.
        let signed_in = self.lock_open().actor.is_some();
        if signed_in && !self.is_proved() {
            return Err(Failure::password_again());
        }
        self.with_anybody(|tracker, actor| tracker.add_code(actor, secret, typed))?;
        {
            let mut open = self.lock_open();
            if let Some(newcomer) = open.newcomer.clone() {
                open.enter(newcomer, self.moment());
            }
        }
        self.stage()
    }

    /// For who is signed in, and for who has nothing left to do but this.
    fn with_anybody<T>(
        &self,
        work: impl FnOnce(&mut Tracker, &Actor) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        let mut open = self.lock_open();
        let Open { tracker, actor, newcomer, .. } = &mut *open;
        let (Some(tracker), Some(known)) = (tracker, actor.as_ref().or(newcomer.as_ref())) else {
            return Err(Failure::locked());
        };
        let known = tracker.on_record(known)?.filter(|known| !tracker.must_change(known));
        Ok(work(tracker, &known.ok_or_else(Failure::locked)?)?)
    }
}
