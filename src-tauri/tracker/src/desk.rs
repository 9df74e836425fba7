//! Everything of a person's timers at a glance: what runs, what waits, what is asked.

use rules::Seconds;
use store::timers::TimerRow;
use store::{EnrollmentId, PatientId, TimerId};

use crate::gaps::Gap;
use crate::op::Actor;
use crate::running::Running;
use crate::timers::UNLABELLED;
use crate::{Error, Tracker, sight, stretches};

/// A person's timers.
#[derive(Clone)]
pub struct Desk {
    /// The one that runs.
    pub running: Option<Running>,
    /// Those that wait; the first comes back first.
    pub paused: Vec<Paused>,
    /// The one question, if there is one.
    pub question: Vec<Gap>,
    /// How much of this person's time was set aside and not answered for.
    pub unsettled: usize,
    /// What would be taken back.
    pub undo: Option<&'static str>,
    /// What would be done again.
    pub redo: Option<&'static str>,
    /// What was done last and can be gone on with.
    pub last: Option<Last>,
    /// Nothing runs, and this person wants to be reminded of it.
    pub remind: bool,
}

/// A timer that waits.
#[derive(Clone)]
pub struct Paused {
    /// Timer id.
    pub id: TimerId,
    /// Enrollment.
    pub enrollment: EnrollmentId,
    /// Patient.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// Program of the enrollment.
    pub program: String,
    /// Chosen activity.
    pub activity: Option<String>,
    /// How long it ran.
    pub elapsed: Seconds,
}

/// What was done last.
#[derive(Clone)]
pub struct Last {
    /// Enrollment.
    pub enrollment: EnrollmentId,
    /// Patient.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// Activity, if one was chosen.
    pub activity: Option<String>,
}

impl Tracker {
    /// A person's timers.
    ///
    /// # Errors
    /// The disk.
    pub fn desk(&mut self, actor: &Actor) -> Result<Desk, Error> {
        let running = self.running(actor)?;
        let (undo, redo) = self.undoable(actor);
        let pile = self.store.read(|conn| store::timers::paused_of_staff(conn, actor.staff))?;
        Ok(Desk {
            paused: pile.into_iter().map(|row| self.paused(row)).collect::<Result<_, _>>()?,
            question: self.question(actor)?,
            unsettled: self.inbox(actor)?.len(),
            undo,
            redo,
            last: self.last(actor)?,
            remind: running.is_none() && self.preferences(actor)?.remind_to_start,
            running,
        })
    }

    fn paused(&self, row: TimerRow) -> Result<Paused, Error> {
        self.store.read(|conn| {
            let enrollment = store::enrollments::by_id(conn, row.enrollment_id)?;
            let elapsed = stretches::total(&stretches::of(conn, &row, row.heartbeat_at)?);
            Ok(Paused {
                id: row.id,
                enrollment: row.enrollment_id,
                patient: enrollment.patient_id,
                name: store::patients::by_id(conn, enrollment.patient_id)?.name,
                program: enrollment.program,
                activity: row.activity,
                elapsed: Seconds(elapsed.num_seconds()),
            })
        })
    }

    fn last(&self, actor: &Actor) -> Result<Option<Last>, Error> {
        self.store.read(|conn| {
            let Some(row) = store::entries::last_of_staff(conn, actor.staff)? else { return Ok(None) };
            if sight::hides(conn, actor, &self.practice, row.patient_id, self.clock.now())? {
                return Ok(None);
            }
            Ok(Some(Last {
                enrollment: row.enrollment_id,
                patient: row.patient_id,
                name: store::patients::by_id(conn, row.patient_id)?.name,
                activity: Some(row.activity).filter(|slug| slug != UNLABELLED),
            }))
        })
    }
}
