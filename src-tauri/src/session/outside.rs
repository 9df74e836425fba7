//! What is shown and done outside of the window: in the tray, in the small window, by a key.

use tracker::glance::Glance;
use tracker::tcm::DeadlineNotice;
use tracker::timing::Preferences;
use tracker::{Actor, EnrollmentId, Error, StaffId, Tracker};

use super::{Open, Session};
use crate::wire::Failure;

/// How a person's timers stand, as far as whoever looks at the screen may know.
#[derive(Debug, Default)]
pub(crate) struct Glimpse {
    /// Somebody is signed in: names may be shown where that person wants them.
    pub(crate) open: bool,
    /// How the timers stand; behind a locked screen, those of the person who locked it. None: the vault is closed.
    pub(crate) glance: Option<Glance>,
}

impl Glimpse {
    /// What the person wants of this PC.
    pub(crate) fn wants(&self) -> Preferences {
        self.glance.as_ref().map(|glance| glance.wants.clone()).unwrap_or_default()
    }
}

impl Session {
    /// How the timers stand. A fault is logged, and nothing shown.
    pub(crate) fn glimpse(&self) -> Glimpse {
        let open = self.lock_open();
        let Open { tracker: Some(tracker), actor, left, .. } = &*open else { return Glimpse::default() };
        let Some(person) = actor.as_ref().or(left.as_ref()) else { return Glimpse::default() };
        match tracker.glance(person) {
            Ok(glance) => Glimpse { open: actor.is_some(), glance: Some(glance) },
            Err(error) => {
                tracing::error!(code = ?error.code(), "nothing can be shown outside of the window");
                Glimpse::default()
            }
        }
    }

    /// TCM deadlines of today and tomorrow, for the patients this person sees.
    pub(crate) fn deadlines(&self) -> Result<(StaffId, Vec<DeadlineNotice>), Failure> {
        self.with(|tracker, actor| Ok((actor.staff, tracker.deadline_notices(actor, tracker.now())?)))
    }

    /// Stops the timer, as it is: what was done is chosen later. Behind a locked screen, too: stopping is safe.
    pub(crate) fn stop_outside(&self) -> Result<(), Failure> {
        if self.is_locked() {
            return self.stop_while_locked().map(|_| ());
        }
        self.with(|tracker, actor| tracker.stop_timer(actor, None, None).map(|_| ()))
    }

    /// Starts a timer, or goes on with what was done last.
    pub(crate) fn start_outside(&self, enrollment: Option<EnrollmentId>) -> Result<(), Failure> {
        self.with(|tracker, actor| start(tracker, actor, enrollment))
    }
}

fn start(tracker: &mut Tracker, actor: &Actor, enrollment: Option<EnrollmentId>) -> Result<(), Error> {
    match enrollment {
        Some(enrollment) => tracker.start_timer(actor, enrollment, None).map(|_| ()),
        None => tracker.continue_last(actor).map(|_| ()),
    }
}
