//! Time entries: typed in, corrected, voided. None changes in place; a correction is a new version beside the old.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rules::Month;
pub use store::entries::{EntryRow, EntryVersion};
use store::entries::{NewEntry, VoidRow};
use store::{EnrollmentId, EntryId};

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::practice::Practice;
use crate::rights::Right;
use crate::undo::{Redo, Turn, content, content_of};
use crate::{Error, Tracker, text, typed_time};

/// Longest correction that may run over midnight: a longer one is a slip of AM and PM, and would be stale anyway (4 h).
const LONGEST: TimeDelta = TimeDelta::hours(4);

/// Time typed in afterwards.
#[derive(Clone)]
pub struct TypedEntry {
    /// On which enrollment.
    pub enrollment: EnrollmentId,
    /// Day, `YYYY-MM-DD`.
    pub date: String,
    /// Wall time of the start; empty where the length says from when to when.
    pub start: String,
    /// Length, as typed, or `9:40-10:05`.
    pub length: String,
    /// Activity.
    pub activity: String,
    /// Note.
    pub note: String,
    /// Part of a billed visit.
    pub part_of_visit: bool,
    /// Which of the two, where the wall time came twice.
    pub first_pass: Option<bool>,
}

/// A correction.
#[derive(Clone)]
pub struct Correction {
    /// The entry it replaces.
    pub entry: EntryId,
    /// Day, `YYYY-MM-DD`.
    pub date: String,
    /// Wall time of the start.
    pub start: String,
    /// Wall time of the end; not after the start means the next day.
    pub end: String,
    /// Activity.
    pub activity: String,
    /// Note.
    pub note: String,
    /// Part of a billed visit.
    pub part_of_visit: bool,
    /// Why.
    pub reason: String,
    /// Which of the two, where the wall time came twice.
    pub first_pass: Option<bool>,
}

/// Reads an activity, one that the rules of the day's month know.
pub(crate) fn activity(slug: &str, practice: &Practice, at: DateTime<Utc>) -> Result<String, Error> {
    let month = Month::of(practice.day(at));
    if let Some(activity) = practice.rules.of(month).rules().activity(slug) {
        return Ok(activity.slug.clone());
    }
    Err(match practice.rules.now().rules().activity(slug) {
        None => Error::field("activity", "Choose an activity of the list."),
        Some(_) => Error::field(
            "activity",
            "This month was exported under rule packs that do not have this activity. Choose another one.",
        ),
    })
}

impl Tracker {
    /// Adds time typed in afterwards; it stays marked as typed.
    ///
    /// # Errors
    /// A form field; a wall time that never was or came twice; time that has not passed yet.
    pub fn add_entry(&mut self, actor: &Actor, form: &TypedEntry) -> Result<EntryId, Error> {
        let day = (form.date.as_str(), form.start.as_str());
        let (start, end) = self.typed_stretch(day, &form.length, form.first_pass)?;
        let new = NewEntry {
            patient_id: self.patient_of(form.enrollment)?,
            enrollment_id: form.enrollment,
            staff_id: actor.staff,
            started_at: start,
            ended_at: end,
            time_zone: self.practice.zone.name().to_owned(),
            service_date: self.practice.day(start),
            activity: activity(&form.activity, &self.practice, start)?,
            note: text::note(&form.note, "note")?,
            origin: "typed".to_owned(),
            part_of_visit: form.part_of_visit,
            replaces_id: None,
            reason: None,
            written_by: actor.staff,
            written_at: self.clock.now(),
        };
        self.practice.timing.noted(Some(&new.activity), &new.note)?;
        self.passed(new.ended_at, "length")?;
        self.act(actor, Op::AddEntry, Redo::Turns, |change, _| write(change, &new))
    }

    /// Replaces an entry by a corrected version; the original and the reason stay readable.
    ///
    /// # Errors
    /// As `add_entry`; no reason; somebody else's entry, unless the actor is a manager; an entry already replaced or voided.
    pub fn correct_entry(&mut self, actor: &Actor, form: &Correction) -> Result<EntryId, Error> {
        let old = self.changeable(actor, form.entry)?;
        let reason = text::reason(&form.reason)?;
        let start = self.wall(&form.date, &form.start, "start", form.first_pass)?;
        let end = self.end_after(start, &form.date, &form.end, form.first_pass)?;
        self.passed(end, "end")?;
        let new = NewEntry {
            patient_id: old.patient_id,
            enrollment_id: old.enrollment_id,
            staff_id: old.staff_id,
            started_at: start,
            ended_at: end,
            time_zone: self.practice.zone.name().to_owned(),
            service_date: self.practice.day(start),
            activity: activity(&form.activity, &self.practice, start)?,
            note: text::note(&form.note, "note")?,
            origin: corrected_origin(&old, start, end),
            part_of_visit: form.part_of_visit,
            replaces_id: Some(old.id),
            reason: Some(reason.clone()),
            written_by: actor.staff,
            written_at: self.clock.now(),
        };
        self.act(actor, Op::CorrectEntry, Redo::Turns, |change, _| {
            touch(change, &old)?;
            change.trace.because(&reason).note("was", times(&old));
            write(change, &new)
        })
    }

    /// Voids an entry; it stays readable with the reason.
    ///
    /// # Errors
    /// As `correct_entry`.
    pub fn void_entry(&mut self, actor: &Actor, entry: EntryId, reason: &str) -> Result<(), Error> {
        let old = self.changeable(actor, entry)?;
        let reason = text::reason(reason)?;
        self.act(actor, Op::VoidEntry, Redo::Turns, |change, _| {
            change
                .trace
                .patient(old.patient_id)
                .object(entry.get())
                .because(&reason)
                .note("was", times(&old));
            void(change, actor, &old, &reason)
        })
    }

    /// Every version of an entry, oldest first. Asks for no right: what a person looks at comes from
    /// [`Tracker::open_history`].
    ///
    /// # Errors
    /// No such entry.
    pub fn entry_history(&self, entry: EntryId) -> Result<Vec<EntryVersion>, Error> {
        let versions = self.store.read(|conn| store::entries::history(conn, entry))?;
        if versions.is_empty() { Err(Error::NotFound("entry")) } else { Ok(versions) }
    }

    /// The version of another entry that an entry was cut off from, by the versions of it.
    ///
    /// # Errors
    /// The disk.
    pub fn split_from(&self, versions: &[EntryVersion]) -> Result<Option<EntryId>, Error> {
        let Some(first) = versions.first() else { return Ok(None) };
        Ok(self.store.read(|conn| store::entries::split_from(conn, first.row.id))?)
    }

    /// May the actor change this entry?
    pub fn may_change(actor: &Actor, entry: &EntryRow) -> bool {
        let right = if entry.staff_id == actor.staff { Right::Track } else { Right::CorrectOthers };
        right.is_of(actor.access)
    }

    pub(crate) fn changeable(&mut self, actor: &Actor, entry: EntryId) -> Result<EntryRow, Error> {
        let row = self
            .store
            .read(|conn| store::entries::current_by_id(conn, entry))
            .map_err(|_| Error::NotFound("entry"))?;
        if Self::may_change(actor, &row) {
            return Ok(row);
        }
        Err(self.refusal(actor, "correct_entry", Right::CorrectOthers.slug(), Some(row.patient_id)))
    }

    pub(crate) fn patient_of(&self, enrollment: EnrollmentId) -> Result<store::PatientId, Error> {
        let row = self.store.read(|conn| store::enrollments::by_id(conn, enrollment));
        row.map(|row| row.patient_id).map_err(|_| Error::NotFound("enrollment"))
    }

    pub(crate) fn wall(
        &self,
        date: &str,
        time: &str,
        field: &'static str,
        first_pass: Option<bool>,
    ) -> Result<DateTime<Utc>, Error> {
        let wall = NaiveDateTime::new(typed_time::date(date, "date")?, typed_time::time(time, field)?);
        typed_time::instant(wall, self.practice.zone, first_pass, field)
    }

    /// The first instant after the start at which the clock on the wall shows the end.
    fn end_after(
        &self,
        start: DateTime<Utc>,
        date: &str,
        end: &str,
        first_pass: Option<bool>,
    ) -> Result<DateTime<Utc>, Error> {
        let at = |date: &str, pass| self.wall(date, end, "end", pass);
        let end = at(date, first_pass)?;
        if end > start {
            return Ok(end);
        }
        // A start in the first pass of the hour that came twice, and an end in the second.
        let second = at(date, Some(false))?;
        if second > start {
            return Ok(second);
        }
        let next_day = typed_time::date(date, "date")?.succ_opt().ok_or(Error::Unreadable("date"))?;
        let end = at(&next_day.to_string(), first_pass)?;
        if end > start && end - start <= LONGEST {
            Ok(end)
        } else {
            Err(Error::field("end", "The end is not after the start."))
        }
    }

    /// Start and end of time that is typed in: a start with a length, or from when to when.
    pub(crate) fn typed_stretch(
        &self,
        (date, start): (&str, &str),
        length: &str,
        first_pass: Option<bool>,
    ) -> Result<(DateTime<Utc>, DateTime<Utc>), Error> {
        let Some((from, to)) = typed_time::range(length) else {
            let length = typed_time::length(length, "length")?;
            let start = self.wall(date, start, "start", first_pass)?;
            return Ok((start, start + length));
        };
        let start = self.wall(date, from, "length", first_pass)?;
        Ok((start, self.end_after(start, date, to, first_pass)?))
    }

    pub(crate) fn passed(&self, end: DateTime<Utc>, field: &'static str) -> Result<(), Error> {
        if end <= self.clock.now() {
            return Ok(());
        }
        Err(Error::field(field, "This ends in the future. Only time that has passed can be entered."))
    }
}

/// Writes a new entry or version, and says what it makes stale.
pub(crate) fn write(change: &mut Change<'_>, new: &NewEntry) -> Result<EntryId, Error> {
    let was = new.replaces_id.map(|id| store::entries::by_id(change.tx, id)).transpose()?;
    let id = store::entries::insert(change.tx, new)?;
    if let Some(was) = new.replaces_id {
        jumped_like(change, id, was)?;
    }
    change.trace.turns.push(Turn::Entry(id, Box::new((was.as_ref().map(content), Some(content_of(new))))));
    let seconds = (new.ended_at - new.started_at).num_seconds();
    change.trace.patient(new.patient_id).object(id.get());
    change.trace.note("seconds", seconds).note("activity", new.activity.as_str());
    change.trace.note("start", new.started_at.to_rfc3339()).note("origin", new.origin.as_str());
    stale(change, new.patient_id, new.staff_id, new.started_at, new.ended_at)?;
    Ok(id)
}

/// The clock leapt while it ran, whatever is corrected of it: what is made of a marked entry is marked.
pub(crate) fn jumped_like(change: &Change<'_>, new: EntryId, was: EntryId) -> Result<(), Error> {
    match store::entries::clock_jump(change.tx, was)? {
        0 => Ok(()),
        jump_ms => Ok(store::entries::note_clock_jump(change.tx, new, jump_ms)?),
    }
}

/// Voids an entry.
pub(crate) fn void(
    change: &mut Change<'_>,
    actor: &Actor,
    old: &EntryRow,
    reason: &str,
) -> Result<(), Error> {
    touch(change, old)?;
    change.trace.turns.push(Turn::Entry(old.id, Box::new((Some(content(old)), None))));
    let void = VoidRow {
        entry_id: old.id,
        reason: reason.to_owned(),
        written_by: actor.staff,
        written_at: change.now,
    };
    Ok(store::entries::void(change.tx, &void)?)
}

/// What an entry said until now is stale.
pub(crate) fn touch(change: &mut Change<'_>, old: &EntryRow) -> Result<(), Error> {
    stale(change, old.patient_id, old.staff_id, old.started_at, old.ended_at)
}

/// The patient's months, and those of other patients on whom the same person was timed at the same seconds.
fn stale(
    change: &mut Change<'_>,
    patient: store::PatientId,
    staff: store::StaffId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<(), Error> {
    let months = change.practice.months(from, to);
    change.trace.stale(patient, months.iter().copied()).timed.extend(&months);
    for other in store::entries::patients_of_staff(change.tx, staff, from, to)? {
        change.trace.stale(other, months.iter().copied());
    }
    Ok(())
}

/// What was only cut was still timed; what reaches past the old bounds has no proof but the hand that typed it.
fn corrected_origin(old: &EntryRow, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
    let within = old.started_at <= start && end <= old.ended_at;
    if within { old.origin.clone() } else { "typed".to_owned() }
}

pub(crate) fn times(row: &EntryRow) -> String {
    format!("{}/{} {}", row.started_at.to_rfc3339(), row.ended_at.to_rfc3339(), row.activity)
}
