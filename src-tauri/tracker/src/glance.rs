//! What may be shown outside of the window: read every second, so without statements, and proving nothing.

use chrono::TimeDelta;
use rules::Seconds;
use store::timers::TimerRow;
use store::{Conn, EnrollmentId, GapId, TimerId};

use crate::op::Actor;
use crate::steady::Moment;
use crate::timing::{Notice, Preferences};
use crate::{Error, Tracker, sight, stretches};

/// So many of the last patients can be started from outside.
const RECENT: usize = 3;

/// As far back as "the last patients" goes: two weeks of work.
const RECENTLY: TimeDelta = TimeDelta::days(14);

/// How a person's timers stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The timer that runs, or stands.
    pub timer: Option<Ticking>,
    /// The newest stretch of the one question.
    pub question: Option<GapId>,
    /// For whom this person worked last, the latest first.
    pub recent: Vec<Recent>,
    /// What this person wants of this PC.
    pub wants: Preferences,
}

/// A timer that runs, or stands.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticking {
    /// Which.
    pub id: TimerId,
    /// The patient's name.
    pub name: String,
    /// How long it ran.
    pub elapsed: Seconds,
    /// It waits for an answer, and counts nothing.
    pub stands: bool,
    /// It has run for long.
    pub notice: Notice,
}

/// Somebody for whom a timer can be started.
#[derive(Clone, PartialEq, Eq)]
pub struct Recent {
    /// Enrollment.
    pub enrollment: EnrollmentId,
    /// The patient's name.
    pub name: String,
}

impl std::fmt::Debug for Ticking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ticking({}, {} s, {:?})", self.id.get(), self.elapsed.0, self.notice)
    }
}

impl std::fmt::Debug for Recent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recent({})", self.enrollment.get())
    }
}

impl Tracker {
    /// How a person's timers stand.
    ///
    /// # Errors
    /// The disk.
    pub fn glance(&self, actor: &Actor) -> Result<Glance, Error> {
        let timer = self.store.read(|conn| store::timers::of_staff(conn, actor.staff))?;
        Ok(Glance {
            timer: timer.map(|row| self.ticking(&row)).transpose()?,
            question: self.question(actor)?.last().map(|gap| gap.row.id),
            recent: self.recent(actor)?,
            wants: self.preferences(actor)?,
        })
    }

    fn ticking(&self, row: &TimerRow) -> Result<Ticking, Error> {
        let stands = row.away.is_some();
        let reached = self.steady.reached(row, Moment::of(&*self.clock));
        let end = if stands { row.heartbeat_at } else { reached };
        self.store.read(|conn| {
            let elapsed = Seconds(stretches::total(&stretches::of(conn, row, end)?).num_seconds());
            let notice = self.practice.timing.notice(elapsed);
            Ok(Ticking { id: row.id, name: name(conn, row.enrollment_id)?, elapsed, stands, notice })
        })
    }

    fn recent(&self, actor: &Actor) -> Result<Vec<Recent>, Error> {
        let now = self.clock.now();
        self.store.read(|conn| {
            let mut recent = Vec::new();
            for row in store::entries::recent_enrollments(conn, actor.staff, now - RECENTLY)? {
                let patient = store::enrollments::patient_of(conn, row)?;
                if recent.len() < RECENT && !sight::hides(conn, actor, &self.practice, patient, now)? {
                    recent.push(Recent { enrollment: row, name: name(conn, row)? });
                }
            }
            Ok(recent)
        })
    }
}

fn name(conn: &Conn, enrollment: EnrollmentId) -> Result<String, Error> {
    let patient = store::enrollments::patient_of(conn, enrollment)?;
    Ok(store::patients::by_id(conn, patient)?.name)
}
