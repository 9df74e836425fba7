//! Time that was set aside: the one question, the inbox, the answers, and what a month still waits for.

use chrono::{DateTime, Utc};
use rules::Month;
use store::entries::NewEntry;
use store::gaps::{GapRow, NewAnswer};
use store::timer_parts::{PartOrigin, PartRow};
use store::timers::TimerRow;
use store::{Conn, EnrollmentId, EntryId, GapId, PatientId};

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::undo::{Redo, Turn};
use crate::{Error, Tracker, entries, stretches, text};

/// Time that was set aside, with whose it would be.
#[derive(Clone)]
pub struct Gap {
    /// What is kept of it.
    pub row: GapRow,
    /// The patient whose timer ran.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// Program of the enrollment.
    pub program: String,
}

/// What becomes of time that was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was work for this patient.
    Counted,
    /// It was work for another patient.
    Moved(EnrollmentId),
    /// It was no work for a patient; the reason says what.
    Excluded,
    /// Nobody wants to know.
    Discarded,
}

impl Verdict {
    fn slug(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Moved(_) => "moved",
            Self::Excluded => "excluded",
            Self::Discarded => "discarded",
        }
    }
}

/// An answer for time that was set aside.
#[derive(Clone)]
pub struct Answer {
    /// For which.
    pub gaps: Vec<GapId>,
    /// What becomes of it.
    pub verdict: Verdict,
    /// What was done, where the timer did not say.
    pub activity: Option<String>,
    /// Why: needed for all but what is thrown away.
    pub reason: String,
}

/// Something of a month that is in no entry yet.
#[derive(Clone)]
pub struct Unsettled {
    /// Time that was set aside; none: a timer.
    pub gap: Option<GapId>,
    /// A timer that waits while another one runs.
    pub paused: bool,
    /// Whose time.
    pub staff: store::StaffId,
    /// Patient.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// How long.
    pub seconds: i64,
}

impl Tracker {
    /// Unanswered time that was set aside, the oldest first.
    ///
    /// # Errors
    /// The disk.
    pub fn inbox(&self, actor: &Actor) -> Result<Vec<Gap>, Error> {
        self.store.read(|conn| {
            let rows = store::gaps::unanswered_of_staff(conn, actor.staff)?;
            rows.into_iter().map(|row| gap(conn, row)).collect()
        })
    }

    /// The one question: what was set aside of the timer that runs. However often its owner was away, it is one.
    ///
    /// # Errors
    /// The disk.
    pub fn question(&self, actor: &Actor) -> Result<Vec<Gap>, Error> {
        let timer = self.store.read(|conn| store::timers::of_staff(conn, actor.staff))?;
        let Some(timer) = timer else { return Ok(Vec::new()) };
        Ok(self.inbox(actor)?.into_iter().filter(|gap| gap.row.timer_id == timer.id).collect())
    }

    /// Answers for time that was set aside.
    ///
    /// # Errors
    /// No such time, or somebody else's; an answer there is already; no reason; no activity.
    pub fn answer_gaps(&mut self, actor: &Actor, answer: &Answer) -> Result<(), Error> {
        if answer.gaps.is_empty() {
            return Err(Error::NotFound("time that was set aside"));
        }
        let reason = match answer.verdict {
            Verdict::Discarded => text::note(&answer.reason, "reason")?,
            Verdict::Counted | Verdict::Moved(_) | Verdict::Excluded => text::reason(&answer.reason)?,
        };
        let answer = Answer { reason, ..answer.clone() };
        if let Some(slug) = &answer.activity {
            self.activity_now(slug)?;
        }
        self.act(actor, Op::AnswerGap, Redo::Answer(Box::new(answer.clone())), |change, _| {
            for id in &answer.gaps {
                answer_one(change, actor, *id, &answer)?;
            }
            change.trace.because(&answer.reason).note("answer", answer.verdict.slug());
            Ok(())
        })
    }

    /// What of a month is in no entry yet: time set aside, and timers that run or wait. None of it bills.
    ///
    /// # Errors
    /// The disk.
    pub fn unsettled(&self, month: Month) -> Result<Vec<Unsettled>, Error> {
        let (from, to) = self.practice.bounds(month);
        self.store.read(|conn| {
            let mut found = Vec::new();
            for row in store::gaps::unanswered(conn, from, to)? {
                let gap = gap(conn, row)?;
                found.push(Unsettled {
                    gap: Some(gap.row.id),
                    paused: false,
                    staff: gap.row.staff_id,
                    patient: gap.patient,
                    name: gap.name,
                    started_at: gap.row.started_at,
                    seconds: (gap.row.ended_at.min(to) - gap.row.started_at.max(from)).num_seconds(),
                });
            }
            for timer in store::timers::running_and_paused(conn)? {
                found.extend(unwritten(conn, &timer, from, to)?);
            }
            found.sort_by_key(|item| item.started_at);
            Ok(found)
        })
    }
}

/// What a timer has of a month.
fn unwritten(
    conn: &Conn,
    timer: &TimerRow,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Option<Unsettled>, Error> {
    let all = stretches::of(conn, timer, timer.heartbeat_at)?;
    let (_, later) = stretches::cut_at(&all, from);
    let (within, _) = stretches::cut_at(&later, to);
    let Some(first) = within.iter().map(|part| part.started_at).min() else { return Ok(None) };
    let enrollment = store::enrollments::by_id(conn, timer.enrollment_id)?;
    Ok(Some(Unsettled {
        gap: None,
        paused: timer.paused.is_some(),
        staff: timer.staff_id,
        patient: enrollment.patient_id,
        name: store::patients::by_id(conn, enrollment.patient_id)?.name,
        started_at: first,
        seconds: stretches::total(&within).num_seconds(),
    }))
}

/// Time that was set aside, with whose it would be.
pub(crate) fn gap(conn: &Conn, row: GapRow) -> Result<Gap, Error> {
    let enrollment = store::enrollments::by_id(conn, row.enrollment_id)?;
    let name = store::patients::by_id(conn, enrollment.patient_id)?.name;
    Ok(Gap { row, patient: enrollment.patient_id, name, program: enrollment.program })
}

fn answer_one(change: &mut Change<'_>, actor: &Actor, id: GapId, answer: &Answer) -> Result<(), Error> {
    let gap = store::gaps::by_id(change.tx, id).map_err(|_| Error::NotFound("time that was set aside"))?;
    if gap.staff_id != actor.staff {
        return Err(Error::Forbidden);
    }
    if gap.answer.is_some() {
        return Err(Error::refused("This time has an answer already."));
    }
    let entry_id = match answer.verdict {
        Verdict::Counted => count(change, actor, &gap, answer)?,
        Verdict::Moved(enrollment) => Some(attest(change, actor, &gap, enrollment, answer)?),
        Verdict::Excluded | Verdict::Discarded => {
            let patient = store::enrollments::patient_of(change.tx, gap.enrollment_id)?;
            change.trace.patient(patient);
            None
        }
    };
    let new = NewAnswer {
        gap_id: id,
        answer: answer.verdict.slug(),
        reason: answer.reason.clone(),
        entry_id,
        written_by: actor.staff,
        written_at: change.now,
    };
    store::gaps::answer(change.tx, &new)?;
    change.trace.object(id.get());
    change.trace.turns.push(Turn::Answered(new));
    Ok(())
}

/// Work for the patient whose timer ran: a stretch of that timer while there is one, an entry of its own after.
fn count(
    change: &mut Change<'_>,
    actor: &Actor,
    gap: &GapRow,
    answer: &Answer,
) -> Result<Option<EntryId>, Error> {
    let timer =
        store::timers::running_and_paused(change.tx)?.into_iter().find(|timer| timer.id == gap.timer_id);
    let Some(timer) = timer.filter(|timer| timer.enrollment_id == gap.enrollment_id) else {
        return attest(change, actor, gap, gap.enrollment_id, answer).map(Some);
    };
    let part = PartRow { started_at: gap.started_at, ended_at: gap.ended_at, origin: PartOrigin::Attested };
    store::timer_parts::add(change.tx, timer.id, &part)?;
    let patient = store::enrollments::patient_of(change.tx, timer.enrollment_id)?;
    change.trace.patient(patient);
    Ok(None)
}

/// An entry of its own: nobody measured it, its author says so.
fn attest(
    change: &mut Change<'_>,
    actor: &Actor,
    gap: &GapRow,
    enrollment: EnrollmentId,
    answer: &Answer,
) -> Result<EntryId, Error> {
    let activity = answer.activity.as_ref().or(gap.activity.as_ref());
    let activity = activity.ok_or_else(|| Error::field("activity", "Say what was done in this time."))?;
    if (gap.ended_at - gap.started_at).num_seconds() > store::entries::LONGEST_S {
        return Err(Error::refused("This is longer than two days: no entry can be. Exclude or discard it."));
    }
    let patient =
        store::enrollments::by_id(change.tx, enrollment).map_err(|_| Error::NotFound("enrollment"))?;
    let new = NewEntry {
        patient_id: patient.patient_id,
        enrollment_id: enrollment,
        staff_id: gap.staff_id,
        started_at: gap.started_at,
        ended_at: gap.ended_at,
        time_zone: change.practice.zone.name().to_owned(),
        service_date: change.practice.day(gap.started_at),
        activity: entries::activity(activity, &change.practice, gap.started_at)?,
        note: answer.reason.clone(),
        origin: PartOrigin::Attested.slug().to_owned(),
        part_of_visit: false,
        replaces_id: None,
        reason: None,
        written_by: actor.staff,
        written_at: change.now,
    };
    entries::write(change, &new)
}
