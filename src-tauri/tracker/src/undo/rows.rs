//! Entries and answers as they were, by versions and answers that are added.

use store::entries::{EntryRow, NewEntry, VoidRow};
use store::gaps::NewAnswer;
use store::{EntryId, GapId};

use super::Turn;
use crate::change::Change;
use crate::op::Actor;
use crate::{Error, entries};

/// Entries and answers as they were before.
pub(super) fn take_back(
    change: &mut Change<'_>,
    actor: &Actor,
    turn: &Turn,
    reason: &str,
) -> Result<(), Error> {
    match turn {
        Turn::Entry(id, both) => become_again(change, actor, *id, &both.1, &both.0, reason),
        Turn::Answered(given) => reopen(change, actor, given.gap_id, reason),
    }
}

/// Entries and answers as they were afterwards.
pub(super) fn give_back(
    change: &mut Change<'_>,
    actor: &Actor,
    turn: &Turn,
    reason: &str,
) -> Result<(), Error> {
    match turn {
        Turn::Entry(id, both) => become_again(change, actor, *id, &both.0, &both.1, reason),
        Turn::Answered(given) => {
            let again = NewAnswer { written_by: actor.staff, written_at: change.now, ..given.clone() };
            Ok(store::gaps::answer(change.tx, &again)?)
        }
    }
}

fn reopen(change: &Change<'_>, actor: &Actor, gap_id: GapId, reason: &str) -> Result<(), Error> {
    let new = NewAnswer {
        gap_id,
        answer: "reopened",
        reason: reason.to_owned(),
        entry_id: None,
        written_by: actor.staff,
        written_at: change.now,
    };
    Ok(store::gaps::answer(change.tx, &new)?)
}

/// An entry that is one thing becomes another, by a version or a void that is added.
fn become_again(
    change: &mut Change<'_>,
    actor: &Actor,
    id: EntryId,
    from: &Option<NewEntry>,
    to: &Option<NewEntry>,
    reason: &str,
) -> Result<(), Error> {
    let versions = store::entries::history(change.tx, id)?;
    let newest = versions.last().ok_or(Error::NotFound("entry"))?;
    let is = if newest.voided.is_some() { None } else { Some(content(&newest.row)) };
    if is != *from {
        return Err(Error::refused(
            "This has been changed since by somebody else; it was not undone. Look at the entry's history.",
        ));
    }
    entries::touch(change, &newest.row)?;
    match to {
        None => {
            let void = VoidRow {
                entry_id: newest.row.id,
                reason: reason.to_owned(),
                written_by: actor.staff,
                written_at: change.now,
            };
            change.trace.patient(newest.row.patient_id).object(newest.row.id.get());
            store::entries::void(change.tx, &void)?;
        }
        Some(content) => {
            let new = NewEntry {
                replaces_id: Some(newest.row.id),
                reason: Some(reason.to_owned()),
                written_by: actor.staff,
                written_at: change.now,
                ..content.clone()
            };
            entries::write(change, &new)?;
        }
    }
    Ok(())
}

/// What an entry that is written says, whoever writes it and when: as `content` of its row.
pub(crate) fn content_of(new: &NewEntry) -> NewEntry {
    NewEntry {
        replaces_id: None,
        reason: None,
        written_by: new.staff_id,
        written_at: new.ended_at,
        ..new.clone()
    }
}

/// What an entry says, whoever wrote it and when.
pub(crate) fn content(row: &EntryRow) -> NewEntry {
    NewEntry {
        patient_id: row.patient_id,
        enrollment_id: row.enrollment_id,
        staff_id: row.staff_id,
        started_at: row.started_at,
        ended_at: row.ended_at,
        time_zone: row.time_zone.clone(),
        service_date: row.service_date,
        activity: row.activity.clone(),
        note: row.note.clone(),
        origin: row.origin.clone(),
        part_of_visit: row.part_of_visit,
        replaces_id: None,
        reason: None,
        written_by: row.staff_id,
        written_at: row.ended_at,
    }
}
