//! The chain under honest use and under tampering.

use super::*;
use crate::sample::Sample;

fn event(action: &str, patient_id: Option<PatientId>) -> NewEvent {
    NewEvent {
        wall_ms: 1_772_636_400_000,
        tz: "America/New_York".to_owned(),
        staff_id: Some(StaffId(1)),
        staff_label: "Nora Quinn, RN".to_owned(),
        action: action.to_owned(),
        category: "time".to_owned(),
        patient_id,
        object_id: None,
        detail: "{\"seconds\":600}".to_owned(),
        reason: None,
        app_version: "0.1.0".to_owned(),
    }
}

fn five_events() -> Sample {
    let mut store = Sample::new();
    for number in 1..=5 {
        let patient = (number % 2 == 0).then_some(store.ana);
        let seq = store.write(|tx| append(tx, &event("stop_timer", patient)));
        assert_eq!(seq, number);
    }
    store
}

/// What somebody with the key and another program can do.
fn behind_the_triggers(store: &mut Sample, statement: &str) -> ChainReport {
    store.write(|tx| {
        tx.execute_batch(
            "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_in_order;",
        )?;
        Ok(tx.execute_batch(statement)?)
    });
    store.read(verify)
}

#[test]
fn events_are_read_newest_first_for_a_patient_and_for_everyone() {
    let store = five_events();
    let seqs = |events: Vec<EventRow>| events.iter().map(|event| event.seq).collect::<Vec<_>>();
    assert_eq!(seqs(store.read(|conn| of_patient(conn, store.ana, 10))), [4, 2]);
    assert_eq!(seqs(store.read(|conn| latest(conn, 3))), [5, 4, 3]);
}

#[test]
fn an_untouched_chain_is_sound_and_its_head_is_the_last_event() {
    let store = five_events();
    let report = store.read(verify);
    assert_eq!((report.events, report.first_bad), (5, None));
    assert_eq!(report.head, store.read(head));
    assert_eq!(report.head.map(|(seq, _)| seq), Some(5));
}

#[test]
fn a_chain_without_events_is_sound_and_has_no_head() {
    let store = Sample::new();
    let empty = ChainReport { events: 0, first_bad: None, head: None };
    assert_eq!(store.read(verify), empty);
    assert_eq!(store.read(head), None);
}

#[test]
fn no_statement_changes_deletes_replaces_or_skips_an_event() {
    let mut store = five_events();
    let columns = "event_id, wall_ms, tz, staff_id, staff_label, action, category, patient_id, object_id, detail, \
                   reason, app_version, prev, hash";
    for statement in [
        "UPDATE audit SET detail = '{}' WHERE seq = 3".to_owned(),
        "DELETE FROM audit WHERE seq = 5".to_owned(),
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 3".to_owned(),
        format!("INSERT INTO audit (seq, {columns}) SELECT 7, {columns} FROM audit WHERE seq = 5"),
        format!("INSERT INTO audit (seq, {columns}) SELECT -1, {columns} FROM audit WHERE seq = 5"),
    ] {
        let refused = store.refused(|tx| Ok(tx.execute_batch(&statement)?));
        let trigger = rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER;
        assert_eq!(refused, StoreError::Internal { code: trigger }, "{statement}");
    }
    assert_eq!(store.read(verify).first_bad, None);
}

#[test]
fn any_field_edited_behind_the_triggers_shows_at_its_event() {
    for change in [
        "event_id = x'00112233445566778899aabbccddeeff'",
        "wall_ms = wall_ms + 1000",
        "tz = 'America/Denver'",
        "staff_id = 2",
        "staff_id = NULL",
        "staff_label = 'Omar'",
        "action = 'view'",
        "category = 'claims'",
        "patient_id = 1",
        "object_id = 0",
        "detail = '{\"seconds\":1200}'",
        "reason = ''",
        "app_version = '0.1.1'",
        "prev = zeroblob(32)",
        "hash = zeroblob(32)",
        "hash = x'00'",
    ] {
        let mut store = five_events();
        let report = behind_the_triggers(&mut store, &format!("UPDATE audit SET {change} WHERE seq = 3"));
        assert_eq!((report.events, report.first_bad), (5, Some(3)), "{change}");
    }
}

#[test]
fn text_moved_from_one_field_to_the_next_shows() {
    let mut store = five_events();
    let moved = "UPDATE audit SET action = 'stop_timert', category = 'ime' WHERE seq = 2";
    assert_eq!(behind_the_triggers(&mut store, moved).first_bad, Some(2));
}

#[test]
fn an_event_taken_out_shows_where_it_is_missing() {
    let mut store = five_events();
    let report = behind_the_triggers(&mut store, "DELETE FROM audit WHERE seq = 2");
    assert_eq!((report.events, report.first_bad), (4, Some(2)));
}

#[test]
fn an_event_of_a_rolled_back_change_leaves_no_trace() {
    let mut store = five_events();
    let before = store.read(head);
    store.refused(|tx| {
        append(tx, &event("stop_timer", None))?;
        Err::<(), _>(StoreError::NotFound)
    });
    assert_eq!(store.read(head), before);
}

#[test]
fn an_event_id_is_a_version_7_uuid_of_the_moment_of_the_event() {
    let store = five_events();
    let events = store.read(|conn| latest(conn, 2));
    let id = uuid::Uuid::from_bytes(events[0].event_id);
    assert_eq!(id.get_version_num(), 7);
    assert_eq!(id.get_timestamp().map(|t| t.to_unix().0), Some(1_772_636_400));
    assert_ne!(events[0].event_id, events[1].event_id);
}
