//! Timers that run, stand and are paused, as the rest of the program sees them.

use super::*;
use crate::Unique;
use crate::sample::{Sample, at};

fn timer(store: &Sample, staff: StaffId) -> NewTimer {
    NewTimer {
        staff_id: staff,
        enrollment_id: store.ccm,
        activity: None,
        note: String::new(),
        started_at: at("2026-03-04T15:00:00Z"),
        heartbeat_at: at("2026-03-04T15:00:00Z"),
    }
}

fn running() -> (Sample, TimerId) {
    let mut store = Sample::new();
    let new = timer(&store, store.nora);
    let id = store.write(|tx| insert(tx, &new));
    (store, id)
}

#[test]
fn a_running_timer_is_found_by_its_owner_until_it_is_removed() {
    let (mut store, id) = running();
    let row = store.read(|conn| by_id(conn, id));
    assert_eq!(store.read(|conn| of_staff(conn, store.nora)), Some(row.clone()));
    assert_eq!(store.read(|conn| of_staff(conn, store.patel)), None);
    assert_eq!(store.read(all), [row]);
    store.write(|tx| remove(tx, id));
    assert_eq!(store.read(all), []);
    assert_eq!(store.refused(|tx| remove(tx, id)), StoreError::NotFound);
}

#[test]
fn one_person_has_one_timer() {
    let (mut store, _) = running();
    let second = timer(&store, store.nora);
    let refused = store.refused(|tx| insert(tx, &second));
    assert_eq!(refused, StoreError::Conflict(Unique::Timer));
}

#[test]
fn activity_and_note_can_be_set_while_it_runs() {
    let (mut store, id) = running();
    store.write(|tx| set_activity(tx, id, Some("care_plan")));
    store.write(|tx| set_note(tx, id, "asked for her tablets"));
    let row = store.read(|conn| by_id(conn, id));
    assert_eq!(row.activity.as_deref(), Some("care_plan"));
    assert_eq!(row.note, "asked for her tablets");
    store.write(|tx| set_activity(tx, id, None));
    assert_eq!(store.read(|conn| by_id(conn, id)).activity, None);
}

#[test]
fn a_paused_timer_lets_another_one_run_and_the_last_one_paused_comes_back_first() {
    let (mut store, first) = running();
    store.write(|tx| set_paused(tx, first, Some(1)));
    let new = timer(&store, store.nora);
    let second = store.write(|tx| insert(tx, &new));
    store.write(|tx| set_paused(tx, second, Some(2)));
    let pile = store.read(|conn| paused_of_staff(conn, store.nora));
    assert_eq!(pile.iter().map(|row| row.id).collect::<Vec<_>>(), [second, first]);
    assert_eq!(store.read(|conn| of_staff(conn, store.nora)), None);
    store.write(|tx| set_paused(tx, first, None));
    assert_eq!(store.refused(|tx| set_paused(tx, second, None)), StoreError::Conflict(Unique::Timer));
}

#[test]
fn a_timer_that_stands_stands_where_it_is_told_and_not_before_its_start() {
    let (mut store, id) = running();
    store.write(|tx| beat(tx, id, at("2026-03-04T15:06:00Z")));
    store.write(|tx| stand(tx, id, at("2026-03-04T15:01:00Z"), Away::Idle));
    let row = store.read(|conn| by_id(conn, id));
    assert_eq!((row.away, row.heartbeat_at), (Some(Away::Idle), at("2026-03-04T15:01:00Z")));
    store.write(|tx| stand(tx, id, at("2026-03-04T14:01:00Z"), Away::Lock));
    assert_eq!(store.read(|conn| by_id(conn, id)).heartbeat_at, row.started_at);
}

#[test]
fn a_heartbeat_never_goes_back() {
    let (mut store, id) = running();
    store.write(|tx| beat(tx, id, at("2026-03-04T15:00:15Z")));
    store.write(|tx| beat(tx, id, at("2026-03-04T14:00:00Z")));
    assert_eq!(store.read(|conn| by_id(conn, id)).heartbeat_at, at("2026-03-04T15:00:15Z"));
}

#[test]
fn an_interrupted_timer_stands_still() {
    let (mut store, id) = running();
    store.write(interrupt_all);
    store.write(|tx| beat(tx, id, at("2026-03-04T15:03:00Z")));
    store.write(|tx| note_clock_jump(tx, 90_000));
    let row = store.read(|conn| by_id(conn, id));
    assert_eq!((row.away, row.heartbeat_at, row.clock_jump_ms), (Some(Away::NoHeartbeat), row.started_at, 0));
}

#[test]
fn the_largest_leap_of_the_clock_stays_with_the_timer() {
    let (mut store, id) = running();
    let mut after = |jump_ms| {
        store.write(|tx| note_clock_jump(tx, jump_ms));
        store.read(|conn| by_id(conn, id)).clock_jump_ms
    };
    assert_eq!([after(90_000), after(-120_000), after(60_001)], [90_000, -120_000, -120_000]);
}
