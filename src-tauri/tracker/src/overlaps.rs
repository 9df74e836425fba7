//! One person's entries that share seconds, and entries cut in two: each settled by corrections with a reason.

use chrono::{DateTime, NaiveDateTime, Utc};
use store::entries::{EntryRow, NewEntry};
use store::{EnrollmentId, EntryId};

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::undo::{Redo, content};
use crate::{Error, Tracker, entries, text, typed_time};

/// Seconds that two entries of one person share: they bill for neither until somebody says whose they are.
#[derive(Clone)]
pub struct Overlap {
    /// The entry that begins first.
    pub a: EntryRow,
    /// The other one.
    pub b: EntryRow,
    /// First shared second.
    pub from: DateTime<Utc>,
    /// The second after the last.
    pub to: DateTime<Utc>,
}

/// Whose shared seconds are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Give {
    /// Those of the first entry named.
    A,
    /// Those of the second.
    B,
    /// The first half is of the entry that begins first, the rest of the other.
    Split,
}

/// Where an entry is cut, and what its second part becomes.
#[derive(Clone)]
pub struct Cut {
    /// Which entry.
    pub entry: EntryId,
    /// The time of day at which the second part begins.
    pub at: String,
    /// Another patient's, if it was.
    pub enrollment: Option<EnrollmentId>,
    /// Another activity, if it was.
    pub activity: Option<String>,
    /// Why.
    pub reason: String,
    /// Which of the two, where the wall time came twice.
    pub first_pass: Option<bool>,
}

/// Every two of these entries that share seconds; they come by start.
pub(crate) fn among(rows: &[EntryRow]) -> Vec<Overlap> {
    let mut found = Vec::new();
    for (n, a) in rows.iter().enumerate() {
        for b in rows[n + 1..].iter().filter(|b| b.started_at < a.ended_at) {
            let (from, to) = (a.started_at.max(b.started_at), a.ended_at.min(b.ended_at));
            found.push(Overlap { a: a.clone(), b: b.clone(), from, to });
        }
    }
    found
}

impl Tracker {
    /// Says whose the seconds are that two entries share.
    ///
    /// # Errors
    /// No such entries, or somebody else's; they do not overlap; no reason.
    pub fn settle_overlap(
        &mut self,
        actor: &Actor,
        (a, b): (EntryId, EntryId),
        give: Give,
        reason: &str,
    ) -> Result<(), Error> {
        let reason = text::reason(reason)?;
        let (a, b) = (self.changeable(actor, a)?, self.changeable(actor, b)?);
        let (from, to) = (a.started_at.max(b.started_at), a.ended_at.min(b.ended_at));
        if from >= to || a.staff_id != b.staff_id || a.id == b.id {
            return Err(Error::refused("These two do not overlap any more."));
        }
        self.act(actor, Op::SettleOverlap, Redo::Turns, |change, _| {
            let half = from + chrono::TimeDelta::seconds((to - from).num_seconds() / 2);
            let first_is_a = (a.started_at, a.id) <= (b.started_at, b.id);
            let (first, second) = if first_is_a { (&a, &b) } else { (&b, &a) };
            match give {
                Give::A => take_out(change, actor, &b, (from, to), &reason)?,
                Give::B => take_out(change, actor, &a, (from, to), &reason)?,
                Give::Split => {
                    take_out(change, actor, second, (from, half), &reason)?;
                    take_out(change, actor, first, (half, to), &reason)?;
                }
            }
            change.trace.because(&reason).note("give", format!("{give:?}"));
            change.trace.note("a", entries::times(&a)).note("b", entries::times(&b));
            change.trace.also = Some(a.patient_id).filter(|_| a.patient_id != b.patient_id);
            change.trace.patient(b.patient_id);
            Ok(())
        })
    }

    /// Cuts an entry in two; the second part becomes an entry of its own, for another patient or activity if it was.
    ///
    /// # Errors
    /// As for a correction; a time that is not within the entry.
    pub fn split_entry(&mut self, actor: &Actor, cut: &Cut) -> Result<EntryId, Error> {
        let old = self.changeable(actor, cut.entry)?;
        let reason = text::reason(&cut.reason)?;
        let at = self.within(&old, &cut.at, cut.first_pass)?;
        let enrollment = cut.enrollment.unwrap_or(old.enrollment_id);
        let patient = self.patient_of(enrollment)?;
        let activity = match &cut.activity {
            Some(slug) => entries::activity(slug, &self.practice, at)?,
            None => old.activity.clone(),
        };
        self.act(actor, Op::SplitEntry, Redo::Turns, |change, _| {
            correct(change, actor, &old, NewEntry { ended_at: at, ..content(&old) }, &reason)?;
            let rest = NewEntry {
                patient_id: patient,
                enrollment_id: enrollment,
                activity,
                started_at: at,
                service_date: change.practice.day(at),
                ..content(&old)
            };
            let id = cut_off(change, actor, &old, rest)?;
            change.trace.because(&reason).note("was", entries::times(&old)).note("split_at", at.to_rfc3339());
            change.trace.also = Some(old.patient_id).filter(|old| *old != patient);
            Ok(id)
        })
    }

    /// A time of day within an entry, which may run over midnight.
    fn within(&self, entry: &EntryRow, time: &str, first_pass: Option<bool>) -> Result<DateTime<Utc>, Error> {
        let time = typed_time::time(time, "at")?;
        let days = [entry.started_at, entry.ended_at].map(|at| self.practice.day(at));
        for day in days {
            let wall = NaiveDateTime::new(day, time);
            let at = typed_time::instant(wall, self.practice.zone, first_pass, "at")?;
            if entry.started_at < at && at < entry.ended_at {
                return Ok(at);
            }
        }
        Err(Error::field("at", "This is not within the entry. Choose a time between its start and its end."))
    }
}

/// Takes some seconds out of an entry: one end is cut, the middle is left out, or nothing remains and it is voided.
fn take_out(
    change: &mut Change<'_>,
    actor: &Actor,
    entry: &EntryRow,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    reason: &str,
) -> Result<(), Error> {
    let before = NewEntry { ended_at: from.min(entry.ended_at), ..content(entry) };
    let start = to.max(entry.started_at);
    let after = NewEntry { started_at: start, service_date: change.practice.day(start), ..content(entry) };
    let is_some = |part: &NewEntry| part.started_at < part.ended_at;
    match (is_some(&before), is_some(&after)) {
        _ if from >= to => Ok(()),
        (false, false) => entries::void(change, actor, entry, reason),
        (true, false) => correct(change, actor, entry, before, reason),
        (false, true) => correct(change, actor, entry, after, reason),
        (true, true) => {
            correct(change, actor, entry, before, reason)?;
            cut_off(change, actor, entry, after).map(|_| ())
        }
    }
}

fn correct(
    change: &mut Change<'_>,
    actor: &Actor,
    old: &EntryRow,
    new: NewEntry,
    reason: &str,
) -> Result<(), Error> {
    entries::touch(change, old)?;
    let new = NewEntry {
        replaces_id: Some(old.id),
        reason: Some(reason.to_owned()),
        written_by: actor.staff,
        written_at: change.now,
        ..new
    };
    entries::write(change, &new).map(|_| ())
}

fn cut_off(change: &mut Change<'_>, actor: &Actor, from: &EntryRow, new: NewEntry) -> Result<EntryId, Error> {
    let new = NewEntry { written_by: actor.staff, written_at: change.now, ..new };
    let id = entries::write(change, &new)?;
    store::entries::note_split(change.tx, id, from.id)?;
    entries::jumped_like(change, id, from.id)?;
    Ok(id)
}
