//! Entries, their corrections and voids, as the rest of the program sees them.

use super::*;
use crate::sample::{Sample, at, day};

use crate::Unique;

/// Nora's entry for Ana on March 4 from 15:00 UTC.
fn entry(store: &Sample, minute: u32, minutes: i64) -> NewEntry {
    let started_at = at(&format!("2026-03-04T15:{minute:02}:00Z"));
    NewEntry {
        patient_id: store.ana,
        enrollment_id: store.ccm,
        staff_id: store.nora,
        started_at,
        ended_at: started_at + chrono::TimeDelta::minutes(minutes),
        time_zone: "America/New_York".to_owned(),
        service_date: day("2026-03-04"),
        activity: "care_plan".to_owned(),
        note: "spoke with her daughter".to_owned(),
        origin: "timed".to_owned(),
        part_of_visit: false,
        replaces_id: None,
        reason: None,
        written_by: store.nora,
        written_at: at("2026-03-04T16:00:00Z"),
    }
}

fn correction(store: &Sample, old: EntryId, minute: u32) -> NewEntry {
    NewEntry { replaces_id: Some(old), reason: Some("wrong start".to_owned()), ..entry(store, minute, 10) }
}

fn take_back(store: &Sample, entry_id: EntryId) -> VoidRow {
    VoidRow {
        entry_id,
        reason: "other patient".to_owned(),
        written_by: store.nora,
        written_at: at("2026-03-05T09:00:00Z"),
    }
}

/// An entry corrected twice, an entry taken back, and an entry as it was written.
fn worked() -> (Sample, [EntryId; 5]) {
    let mut store = Sample::new();
    let first = entry(&store, 0, 10);
    let first = store.write(|tx| insert(tx, &first));
    let second = correction(&store, first, 1);
    let second = store.write(|tx| insert(tx, &second));
    let gone = entry(&store, 20, 10);
    let gone = store.write(|tx| insert(tx, &gone));
    let void_row = take_back(&store, gone);
    store.write(|tx| void(tx, &void_row));
    let third = correction(&store, second, 2);
    let third = store.write(|tx| insert(tx, &third));
    let plain = entry(&store, 40, 10);
    let plain = store.write(|tx| insert(tx, &plain));
    (store, [first, second, gone, third, plain])
}

fn ids(rows: &[EntryRow]) -> Vec<EntryId> {
    rows.iter().map(|row| row.id).collect()
}

fn work(rows: &[WorkRow]) -> Vec<EntryId> {
    rows.iter().map(|row| row.id).collect()
}

fn versions(rows: &[EntryVersion]) -> Vec<EntryId> {
    rows.iter().map(|version| version.row.id).collect()
}

#[test]
fn an_entry_reads_back_as_it_was_written() {
    let mut store = Sample::new();
    let new = entry(&store, 0, 10);
    let id = store.write(|tx| insert(tx, &new));
    let row = store.read(|conn| by_id(conn, id));
    assert_eq!((row.started_at, row.ended_at), (new.started_at, new.ended_at));
    assert_eq!((row.service_date, row.note), (new.service_date, new.note));
    assert_eq!((row.origin, row.written_at), (new.origin, new.written_at));
}

#[test]
fn only_what_was_neither_replaced_nor_taken_back_is_current() {
    let (store, [first, second, gone, third, plain]) = worked();
    let (from, to) = (at("2026-03-01T05:00:00Z"), at("2026-04-01T04:00:00Z"));
    let current = [third, plain];
    assert_eq!(ids(&store.read(|conn| current_of_patient(conn, store.ana, from, to))), current);
    assert_eq!(work(&store.read(|conn| time_of_patient(conn, store.ana, from, to)).work), current);
    assert_eq!(ids(&store.read(|conn| current_of_staff(conn, store.nora, from, to))), current);
    assert_eq!(ids(&store.read(|conn| current_of_staff(conn, store.patel, from, to))), []);
    assert_eq!(store.read(|conn| patients_of_staff(conn, store.nora, from, to)), [store.ana; 2]);
    assert_eq!(store.read(|conn| patients_of_staff(conn, store.patel, from, to)), []);
    assert_eq!(store.read(|conn| current_by_id(conn, third)).id, third);
    for old in [first, second, gone] {
        let found = store.store.read(|conn| current_by_id(conn, old));
        assert_eq!(found, Err(StoreError::NotFound));
    }
}

#[test]
fn an_entry_is_in_a_range_if_it_shares_a_moment_with_it() {
    let (store, [.., plain]) = worked();
    let found =
        |from: &str, to: &str| ids(&store.read(|conn| current_of_patient(conn, store.ana, at(from), at(to))));
    assert_eq!(found("2026-03-04T15:49:59Z", "2026-03-04T18:00:00Z"), [plain]);
    assert_eq!(found("2026-03-04T15:50:00Z", "2026-03-04T18:00:00Z"), []);
    assert_eq!(found("2026-03-04T15:30:00Z", "2026-03-04T15:40:00Z"), []);
    assert_eq!(found("2026-03-04T15:30:00Z", "2026-03-04T15:40:01Z"), [plain]);
}

#[test]
fn what_the_same_person_did_meanwhile_for_others_is_found_once_and_only_if_both_are_current() {
    let (mut store, _) = worked();
    let ben = crate::sample::new_patient("Okafor, Ben", "B-200");
    let ben = store.write(|tx| crate::patients::insert(tx, &ben));
    let mut add = |minute, minutes, staff_id| {
        let new = NewEntry { patient_id: ben, staff_id, ..entry(&store, minute, minutes) };
        store.write(|tx| insert(tx, &new))
    };
    let (nora, patel) = (StaffId(1), StaffId(2));
    let meets_one = add(5, 3, nora);
    let _meets_a_void = add(22, 3, nora);
    let _by_another = add(45, 3, patel);
    let _only_touches = add(50, 3, nora);
    let voided = add(41, 3, nora);
    let meets_both = add(11, 30, nora);
    let void_row = take_back(&store, voided);
    store.write(|tx| void(tx, &void_row));
    let found = |from: &str, to: &str| {
        let found = store.read(|conn| time_of_patient(conn, store.ana, at(from), at(to))).others;
        found.into_iter().collect::<Vec<_>>()
    };
    let [meets_one, meets_both] = [meets_one, meets_both].map(|id| time_of(&store, id));
    assert_eq!(found("2026-03-04T15:00:00Z", "2026-03-04T16:00:00Z"), [meets_one, meets_both]);
    // The range cuts the patient's own entry, too: they meet before it ends.
    assert_eq!(found("2026-03-04T15:08:00Z", "2026-03-04T15:40:30Z"), [meets_both]);
    assert_eq!(found("2026-03-04T15:41:00Z", "2026-03-04T16:00:00Z"), []);
    let of_nora = store.read(|conn| {
        of_staff_meanwhile(conn, nora, store.ana, at("2026-03-04T15:06:00Z"), at("2026-03-04T15:07:00Z"))
    });
    assert_eq!(of_nora.into_iter().collect::<Vec<_>>(), [meets_one], "without an entry of the patient");
}

/// Ana's doctor is timed for Ana, and meanwhile has a talk with Ben and a visit of his.
#[test]
fn talks_and_the_minutes_of_services_with_others_are_time_meanwhile_until_they_are_voided() {
    use crate::{own_services, planning_talks, voids::Void};
    let mut store = Sample::new();
    let ben = crate::sample::new_patient("Okafor, Ben", "B-200");
    let ben = store.write(|tx| crate::patients::insert(tx, &ben));
    let (patel, written_at) = (store.patel, at("2026-03-05T12:00:00Z"));
    let mine = NewEntry { staff_id: patel, ..entry(&store, 0, 60) };
    store.write(|tx| insert(tx, &mine));
    let time = |from: &str, to: &str| Meanwhile { staff_id: patel, started_at: at(from), ended_at: at(to) };
    let (talked, used) = (
        time("2026-03-04T15:10:00Z", "2026-03-04T15:20:00Z"),
        time("2026-03-04T15:30:00Z", "2026-03-04T15:45:00Z"),
    );
    let talk = |patient_id, time: Meanwhile| planning_talks::NewTalk {
        diagnoses: String::new(),
        patient_id,
        practitioner_id: patel,
        started_at: time.started_at,
        ended_at: time.ended_at,
        written_by: patel,
        written_at,
    };
    let service = |patient_id, time: Meanwhile| own_services::NewService {
        patient_id,
        code: "99214".to_owned(),
        day: mine.service_date,
        staff_id: Some(patel),
        by_time: true,
        used: Some((time.started_at, time.ended_at)),
        written_by: patel,
        written_at,
    };
    let ana = store.ana;
    let (talk_id, service_id) = store.write(|tx| {
        planning_talks::insert(tx, &talk(ana, talked))?;
        own_services::insert(tx, &service(ana, used))?;
        Ok((planning_talks::insert(tx, &talk(ben, talked))?, own_services::insert(tx, &service(ben, used))?))
    });
    let found = |store: &Sample| {
        let (from, to) = (at("2026-03-01T05:00:00Z"), at("2026-04-01T04:00:00Z"));
        let of_ana = store.read(|conn| time_of_patient(conn, ana, from, to)).others;
        assert_eq!(store.read(|conn| of_staff_meanwhile(conn, patel, ana, from, to)), of_ana);
        of_ana.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(found(&store), [talked, used], "of Ben, and not Ana's own");
    let void = Void { reason: "another doctor".to_owned(), by: patel, at: written_at };
    store.write(|tx| planning_talks::void(tx, talk_id, &void));
    assert_eq!(found(&store), [used]);
    store.write(|tx| own_services::void(tx, service_id, &void));
    assert_eq!(found(&store), []);
}

fn time_of(store: &Sample, id: EntryId) -> Meanwhile {
    let EntryRow { staff_id, started_at, ended_at, .. } = store.read(|conn| by_id(conn, id));
    Meanwhile { staff_id, started_at, ended_at }
}

/// A minute less than twenty, twenty, a minute more, an hour, and two days, all to 15:01 and so meeting what is at 15:00.
#[test]
fn however_long_an_entry_is_it_is_found_by_the_moment_before_its_end() {
    for minutes in [19, 20, 21, 60, 4 * 60 + 1, 48 * 60] {
        let mut store = Sample::new();
        let ben = crate::sample::new_patient("Okafor, Ben", "B-200");
        let ben = store.write(|tx| crate::patients::insert(tx, &ben));
        let ended_at = at("2026-03-04T15:01:00Z");
        let started_at = ended_at - chrono::TimeDelta::minutes(minutes);
        let long = NewEntry { patient_id: ben, started_at, ended_at, ..entry(&store, 0, 1) };
        let short = entry(&store, 0, 10);
        let (long, short) = store.write(|tx| Ok((insert(tx, &long)?, insert(tx, &short)?)));
        let (from, to) = (at("2026-03-04T15:00:59Z"), at("2026-03-04T15:02:00Z"));
        let of_nora = store.read(|conn| current_of_staff(conn, store.nora, from, to));
        assert_eq!(ids(&of_nora), [long, short], "{minutes} minutes");
        let mut written = store.read(|conn| written_of_staff(conn, store.nora, from, to));
        written.sort_by_key(|row| row.started_at);
        assert_eq!(written, of_nora.iter().map(WrittenRow::from).collect::<Vec<_>>(), "{minutes} minutes");
        let meanwhile = store.read(|conn| time_of_patient(conn, store.ana, from, to)).others;
        assert_eq!(meanwhile.into_iter().collect::<Vec<_>>(), [time_of(&store, long)], "{minutes} minutes");
        let after = store.read(|conn| current_of_staff(conn, store.nora, ended_at, to));
        assert_eq!(ids(&after), [short], "{minutes} minutes");
    }
}

#[test]
fn the_history_of_an_entry_is_the_same_from_each_of_its_versions() {
    let (store, [first, second, gone, third, _]) = worked();
    for version in [first, second, third] {
        let found = store.read(|conn| history(conn, version));
        assert_eq!(versions(&found), [first, second, third]);
        assert!(found.iter().all(|version| version.voided.is_none()));
    }
    let taken_back = store.read(|conn| history(conn, gone));
    assert_eq!(taken_back[0].voided, Some(take_back(&store, gone)));
    assert_eq!(store.read(|conn| history(conn, EntryId(99))), []);
}

#[test]
fn the_history_of_a_patient_keeps_versions_together_and_has_what_was_moved_away() {
    let (mut store, [first, second, gone, third, plain]) = worked();
    let mut moved = correction(&store, plain, 40);
    moved.patient_id =
        store.write(|tx| crate::patients::insert(tx, &crate::sample::new_patient("Bell, Bo", "B-1")));
    moved.started_at = at("2026-05-04T15:40:00Z");
    moved.ended_at = at("2026-05-04T15:50:00Z");
    let moved = store.write(|tx| insert(tx, &moved));
    let (from, to) = (at("2026-03-01T05:00:00Z"), at("2026-04-01T04:00:00Z"));
    let found = store.read(|conn| history_of_patient(conn, store.ana, from, to));
    assert_eq!(versions(&found), [first, second, third, gone, plain, moved]);
    assert!(found[3].voided.is_some());
}

#[test]
fn an_entry_is_corrected_once_and_taken_back_once() {
    let (mut store, [first, _, gone, ..]) = worked();
    let again = correction(&store, first, 5);
    let refused = store.refused(|tx| insert(tx, &again));
    assert_eq!(refused, StoreError::Conflict(Unique::Correction));
    let again = take_back(&store, gone);
    let refused = store.refused(|tx| void(tx, &again));
    assert_eq!(refused, StoreError::Conflict(Unique::Void));
}

#[test]
fn an_entry_that_ends_before_it_starts_or_corrects_without_a_reason_is_refused() {
    let (mut store, [.., plain]) = worked();
    let backwards = entry(&store, 50, -1);
    let silent = NewEntry { reason: None, ..correction(&store, plain, 50) };
    for bad in [backwards, silent] {
        let refused = store.refused(|tx| insert(tx, &bad));
        assert!(matches!(refused, StoreError::Internal { .. }));
    }
}

#[test]
fn no_statement_changes_or_deletes_an_entry_or_a_void() {
    let (mut store, _) = worked();
    for statement in [
        "UPDATE entry SET note = 'x' WHERE id = 1",
        "DELETE FROM entry WHERE id = 5",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 5",
        "UPDATE entry_void SET reason = 'x'",
        "DELETE FROM entry_void",
        "INSERT OR REPLACE INTO entry_void SELECT entry_id, 'x', written_by, written_at FROM entry_void",
    ] {
        let refused = store.refused(|tx| Ok(tx.execute_batch(statement)?));
        let trigger = StoreError::Internal { code: rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER };
        let twice = StoreError::Conflict(Unique::Void);
        assert!(refused == trigger || refused == twice, "{statement}: {refused}");
    }
}

#[test]
fn what_a_staff_member_does_most_comes_first() {
    let (mut store, _) = worked();
    let mut call = entry(&store, 55, 3);
    call.activity = "call_patient".to_owned();
    store.write(|tx| insert(tx, &call));
    let counts = store.read(|conn| activity_counts(conn, store.nora, at("2026-03-01T00:00:00Z")));
    assert_eq!(counts, [("care_plan".to_owned(), 2), ("call_patient".to_owned(), 1)]);
    let later = store.read(|conn| activity_counts(conn, store.nora, at("2026-03-04T15:50:00Z")));
    assert_eq!(later, [("call_patient".to_owned(), 1)]);
}

#[test]
fn an_entry_prints_as_a_number() {
    let (store, [.., plain]) = worked();
    let row = store.read(|conn| by_id(conn, plain));
    let printed = format!("{row:?} {:?} {:?}", entry(&store, 0, 1), take_back(&store, plain));
    assert_eq!(printed, "Entry(5) NewEntry Void(5)");
}
