//! The chain under honest use and under tampering, and every row against its newest event.

use super::*;
use crate::sample::{Sample, event};

/// The set-up of the sample, and five events after it.
fn six_events() -> Sample {
    let mut store = Sample::new();
    for number in 2..=6 {
        let patient = (number % 2 == 0).then_some(store.ana);
        let written = store.store.write(|tx| append(tx, &event("stop_timer", patient))).unwrap();
        assert_eq!(written.seq, number);
    }
    store
}

fn columns(store: &Sample, table: &str) -> Vec<(String, String)> {
    store.read(|conn| {
        rows(conn, "SELECT name, type FROM pragma_table_info(?1)", [table], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    })
}

fn edit(table: &str, column: &str, kind: &str) -> String {
    let other = match kind {
        "INTEGER" => format!("coalesce({column}, 0) + 1"),
        "TEXT" => format!("coalesce({column}, '') || 'x'"),
        _ => "x'00'".to_owned(),
    };
    format!("UPDATE {table} SET {column} = {other}")
}

#[test]
fn events_are_read_newest_first_for_a_patient_for_everyone_and_by_filter() {
    let store = six_events();
    let seqs = |events: Vec<EventRow>| events.iter().map(|event| event.seq).collect::<Vec<_>>();
    let since = |at| seqs(store.read(|conn| of_patient(conn, store.ana, at)));
    let when = DateTime::from_timestamp_millis(event("view", None).stamp.wall_ms).unwrap();
    assert_eq!(since(when), [6, 4, 2]);
    assert_eq!(since(when + chrono::TimeDelta::seconds(1)), []);
    assert_eq!(seqs(store.read(|conn| latest(conn, 3))), [6, 5, 4]);
    let paged = |filter: &Filter| seqs(store.read(|conn| page(conn, filter, 2)));
    let of_ana = Filter { patient: Some(store.ana), ..Filter::default() };
    assert_eq!(paged(&of_ana), [6, 4]);
    assert_eq!(paged(&Filter { before_seq: Some(4), ..of_ana }), [2]);
    let action = |name: &str| Filter { action: Some(name.to_owned()), ..Filter::default() };
    assert_eq!((paged(&action("set_up")), paged(&action("void_entry"))), (vec![1], vec![]));
    let until = Filter { until_ms: Some(1_772_636_400_000), staff: Some(StaffId(1)), ..Filter::default() };
    assert_eq!(paged(&until), []);
}

#[test]
fn an_untouched_chain_is_sound_and_its_head_is_the_last_event() {
    let store = six_events();
    let report = store.read(verify);
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.events, report.rows), (6, 5));
    assert_eq!(report.head, store.read(head).map(|head| (head.seq, head.hash)));
    assert_eq!(report.head.map(|(seq, _)| seq), Some(6));
    assert_eq!(store.read(|conn| hash_at(conn, 6)), report.head.map(|(_, hash)| hash));
    assert_eq!(store.read(|conn| hash_at(conn, 7)), None);
}

#[test]
fn a_chain_without_events_is_sound_and_has_no_head() {
    let store = crate::Store::in_memory().unwrap();
    let report = store.read(verify).unwrap();
    assert!(report.is_sound());
    assert_eq!((report.events, report.head), (0, None));
    assert_eq!(store.read(head).unwrap(), None);
}

#[test]
fn two_databases_start_their_chains_differently() {
    let first = |store: &Sample| store.read(genesis);
    assert_ne!(first(&Sample::new()), first(&Sample::new()));
}

#[test]
fn no_statement_changes_deletes_replaces_or_skips_an_event() {
    let mut store = six_events();
    let columns = format!("{}, source_id, hash", HASHED[1..].join(", "));
    let fresh = columns.replacen("event_id", "randomblob(16)", 1);
    for statement in [
        "UPDATE audit SET detail = '{}' WHERE seq = 3".to_owned(),
        "UPDATE audit_source SET role = 'manager'".to_owned(),
        "DELETE FROM audit_source".to_owned(),
        "INSERT OR REPLACE INTO audit_source SELECT * FROM audit_source".to_owned(),
        "DELETE FROM audit WHERE seq = 6".to_owned(),
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 3".to_owned(),
        format!("INSERT OR REPLACE INTO audit (seq, {columns}) SELECT 6, {columns} FROM audit WHERE seq = 3"),
        format!("INSERT INTO audit (seq, {columns}) SELECT 8, {fresh} FROM audit WHERE seq = 6"),
        format!("INSERT INTO audit (seq, {columns}) SELECT -1, {fresh} FROM audit WHERE seq = 6"),
    ] {
        let refused = store.refused(|tx| Ok(tx.execute_batch(&statement)?));
        let trigger = rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER;
        assert_eq!(refused, StoreError::Internal { code: trigger }, "{statement}");
    }
    assert!(store.read(verify).is_sound());
}

#[test]
fn no_statement_replaces_an_entry_or_a_void_not_even_where_triggers_do_not_nest() {
    for nesting in ["ON", "OFF"] {
        let mut store = Sample::filled();
        store.read(|conn| Ok(conn.execute_batch(&format!("PRAGMA recursive_triggers = {nesting}"))?));
        let before = store.read(head);
        let columns = "patient_id, enrollment_id, staff_id, started_at, ended_at, time_zone, service_date, activity, \
                       note, origin, written_by, written_at";
        store.write(|tx| {
            Ok(tx.execute_batch(&format!(
                "INSERT INTO entry ({columns}, replaces_id, reason) SELECT {columns}, 1, 'typo' FROM entry WHERE id = 1"
            ))?)
        });
        for statement in [
            "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 1".to_owned(),
            "UPDATE OR REPLACE entry SET id = 1 WHERE id = 2".to_owned(),
            format!(
                "INSERT OR REPLACE INTO entry ({columns}, replaces_id, reason)
                 SELECT {columns}, 1, 'typo' FROM entry WHERE id = 1"
            ),
            "INSERT OR REPLACE INTO entry_void VALUES (2, 'mine after all', 1, 100000)".to_owned(),
            "DELETE FROM entry_void".to_owned(),
        ] {
            store.refused(|tx| Ok(tx.execute_batch(&statement)?));
        }
        assert_eq!(store.read(head).map(|head| head.seq), before.map(|head| head.seq + 1));
        assert!(store.read(verify).is_sound());
    }
}

#[test]
fn any_column_of_an_event_edited_behind_the_app_shows_at_its_event() {
    let all = columns(&six_events(), "audit");
    assert_eq!(all.len(), HASHED.len() + 2);
    for (column, kind) in all.iter().filter(|(column, _)| column != "seq") {
        let mut store = six_events();
        store.behind(&format!("{} WHERE seq = 4", edit("audit", column, kind)));
        assert_eq!(store.read(verify).first_bad, Some(4), "{column}");
    }
    let mut store = six_events();
    store.behind("UPDATE audit SET reason = '' WHERE seq = 4");
    assert_eq!(store.read(verify).first_bad, Some(4), "no reason became an empty one");
}

#[test]
fn text_moved_from_one_field_to_the_next_shows() {
    let mut store = six_events();
    store.behind("UPDATE audit SET action = 'stop_timert', category = 'ime' WHERE seq = 2");
    assert_eq!(store.read(verify).first_bad, Some(2));
}

#[test]
fn events_taken_out_put_in_swapped_or_renumbered_show_where_it_starts() {
    let columns = format!("{}, source_id, hash", HASHED[1..].join(", "));
    let fresh = columns.replacen("event_id", "randomblob(16)", 1);
    for (tampering, first_bad) in [
        ("DELETE FROM audit WHERE seq = 2".to_owned(), 2),
        ("DELETE FROM audit WHERE seq IN (3, 5)".to_owned(), 3),
        ("DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq > 4".to_owned(), 4),
        (format!("INSERT INTO audit (seq, {columns}) SELECT 7, {fresh} FROM audit WHERE seq = 6"), 7),
        (
            format!(
                "UPDATE audit SET seq = -seq WHERE seq > 2; UPDATE audit SET seq = 1 - seq WHERE seq < 0;
                 INSERT INTO audit (seq, {columns}) SELECT 3, {fresh} FROM audit WHERE seq = 2"
            ),
            3,
        ),
        (
            "UPDATE audit SET seq = 99 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 5;
             UPDATE audit SET seq = 5 WHERE seq = 99"
                .to_owned(),
            3,
        ),
        ("UPDATE audit SET seq = 7 WHERE seq = 5".to_owned(), 5),
        (
            format!(
                "INSERT OR REPLACE INTO audit (seq, {columns}) SELECT 4, {fresh} FROM audit WHERE seq = 3"
            ),
            4,
        ),
        ("UPDATE database SET db_id = randomblob(16)".to_owned(), 1),
        ("DELETE FROM database".to_owned(), 1),
    ] {
        let mut store = six_events();
        store.behind(&tampering);
        assert_eq!(store.read(verify).first_bad, Some(first_bad), "{tampering}");
    }
}

#[test]
fn an_event_of_a_rolled_back_change_leaves_no_trace() {
    let mut store = six_events();
    let before = store.read(head);
    store.refused(|tx| {
        append(tx, &event("stop_timer", None))?;
        Err::<(), _>(StoreError::NotFound)
    });
    assert_eq!(store.read(head), before);
}

#[test]
fn a_change_without_an_event_is_not_made() {
    let mut store = Sample::new();
    let rename = "UPDATE patient SET name = 'Somebody Else'";
    assert_eq!(store.refused(|tx| Ok(tx.execute_batch(rename)?)), StoreError::Unrecorded);
    let late = |tx: &Tx<'_>| {
        append(tx, &event("save_patient", None))?;
        Ok(tx.execute_batch(rename)?)
    };
    assert_eq!(store.refused(late), StoreError::Unrecorded);
    assert_eq!(store.read(head).map(|head| head.seq), Some(1));
    assert_eq!(store.read(|conn| crate::patients::by_id(conn, store.ana)).name, "Lopez, Ana");
}

#[test]
fn a_panic_half_way_leaves_nothing_for_the_next_event_to_tell() {
    let mut store = Sample::new();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.store.write(|tx| -> Result<(), StoreError> {
            tx.execute_batch("UPDATE patient SET name = 'Somebody Else'")?;
            panic!("half way")
        })
    }));
    assert!(panicked.is_err());
    store.write(|_| Ok(()));
    assert_eq!(store.read(|conn| latest(conn, 1))[0].changes(), []);
    assert!(store.read(verify).is_sound());
}

#[test]
fn an_event_tells_which_rows_it_changed() {
    let mut store = Sample::new();
    store.write(|tx| Ok(tx.execute_batch("UPDATE patient SET name = 'Lopez, Ana M.'")?));
    let events = store.read(|conn| latest(conn, 2));
    let of = |event: &EventRow, table: &str| {
        let told = event.changes().into_iter().find(|change| change.table == table);
        told.map(|change| (change.key(), change.before, change.after)).unwrap()
    };
    let (key, before, after) = of(&events[0], "patient");
    assert_eq!((key.as_str(), before), ("1", of(&events[1], "patient").2));
    assert!(after.is_some() && after != before);
    assert_eq!(events[1].changes().len(), 5, "two of staff, a patient, an enrollment, a rule set");
}

#[test]
fn any_column_of_any_row_edited_behind_the_app_shows_at_its_table() {
    let store = Sample::filled();
    assert!(store.read(verify).is_sound(), "{:?}", store.read(verify));
    let tables = store.read(crate::catalog::load);
    let mut edits = 0;
    for table in tables.iter().map(|table| table.name.as_str()) {
        let columns = columns(&store, table);
        assert!(!columns.is_empty());
        for (column, kind) in &columns {
            let mut store = Sample::filled();
            // One row of each: the last, where there are two.
            let last = format!("(SELECT max({0}) FROM {table})", columns[0].0);
            store.behind(&format!("{} WHERE {} = {last}", edit(table, column, kind), columns[0].0));
            let report = store.read(verify);
            let named = report.faults.iter().any(|fault| match fault {
                RowFault::Changed { table: at, .. } | RowFault::Missing { table: at, .. } => at == table,
                RowFault::Heartbeat { .. } => table == "timer",
                RowFault::Unrecorded { .. }
                | RowFault::ChangedBefore { .. }
                | RowFault::Numbers { .. }
                | RowFault::Index { .. }
                | RowFault::Unreadable { .. } => false,
            });
            assert!(named, "{table}.{column}: {report:?}");
            assert_eq!(report.first_bad, None, "{table}.{column}");
            edits += 1;
        }
    }
    assert!(edits > 90, "{edits}");
}

#[test]
fn rows_added_or_taken_away_behind_the_app_are_told_by_table_and_number() {
    for (tampering, fault) in [
        (
            "INSERT INTO closure VALUES ('2027-01-01', 'New year')",
            RowFault::Unrecorded { table: "closure".to_owned(), key: "2027-01-01".to_owned() },
        ),
        (
            "INSERT INTO condition (enrollment_id) VALUES (1)",
            RowFault::Unrecorded { table: "condition".to_owned(), key: "2".to_owned() },
        ),
        (
            "DELETE FROM entry_void",
            RowFault::Missing { table: "entry_void".to_owned(), key: "2".to_owned(), seq: 2 },
        ),
        (
            "DELETE FROM mdm",
            RowFault::Missing { table: "mdm".to_owned(), key: "1 2026-03".to_owned(), seq: 2 },
        ),
        (
            "UPDATE entry SET ended_at = 62000 WHERE id = 1",
            RowFault::Changed { table: "entry".to_owned(), key: "1".to_owned(), seq: 2 },
        ),
        (
            "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'timer'",
            RowFault::Numbers { table: "timer".to_owned() },
        ),
        ("DELETE FROM sqlite_sequence WHERE name = 'timer'", RowFault::Numbers { table: "timer".to_owned() }),
        ("UPDATE timer SET heartbeat_at = heartbeat_at + 3600000", RowFault::Heartbeat { timer: 1 }),
    ] {
        let mut store = Sample::filled();
        store.behind(tampering);
        assert_eq!(store.read(verify).faults, [fault], "{tampering}");
    }
}

#[test]
fn a_row_edited_behind_the_app_and_then_changed_by_it_still_shows() {
    let mut store = Sample::filled();
    store.behind("UPDATE patient SET mrn = 'B-200'");
    store.write(|tx| Ok(tx.execute_batch("UPDATE patient SET call_window = 'never'")?));
    let fault = RowFault::ChangedBefore { table: "patient".to_owned(), key: "1".to_owned(), seq: 3 };
    assert_eq!(store.read(verify).faults, [fault]);
}

#[test]
fn a_tail_cut_off_with_its_rows_left_behind_shows_by_the_rows() {
    let mut store = Sample::filled();
    store.behind("DELETE FROM audit WHERE seq = 2");
    let report = store.read(verify);
    assert_eq!((report.events, report.first_bad), (1, None));
    assert!(report.faults.iter().all(|fault| matches!(fault, RowFault::Unrecorded { .. })), "{report:?}");
    assert!(report.fault_count >= 10);
}

#[test]
fn an_event_id_is_a_version_7_uuid_of_the_moment_of_the_event() {
    let store = six_events();
    let events = store.read(|conn| latest(conn, 2));
    let id = uuid::Uuid::from_bytes(events[0].event_id);
    assert_eq!(id.get_version_num(), 7);
    assert_eq!(id.get_timestamp().map(|t| t.to_unix().0), Some(1_772_636_400));
    assert_ne!(events[0].event_id, events[1].event_id);
}
