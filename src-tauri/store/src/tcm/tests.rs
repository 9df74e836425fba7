//! Discharges and contacts: found, changed, voided once.

use super::*;
use crate::sample::{Sample, at, day};

fn discharge(store: &mut Sample) -> EpisodeId {
    let new = NewEpisode {
        patient_id: store.ana,
        practitioner_id: store.patel,
        discharged_at: at("2026-03-02T18:00:00Z"),
        from_kind: "inpatient".to_owned(),
        to_kind: "home".to_owned(),
        visit_date: None,
        visit_discharge_management: false,
        mdm: None,
        med_rec: None,
        report: true,
        global: None,
        diagnoses: "I50.22".to_owned(),
        created_at: at("2026-03-02T20:00:00Z"),
    };
    store.write(|tx| insert(tx, &new))
}

#[test]
fn a_discharge_is_found_by_patient_and_every_field_but_the_patient_can_be_changed() {
    let mut store = Sample::new();
    let id = discharge(&mut store);
    let mut episode = store.read(|conn| by_id(conn, id));
    assert_eq!(store.read(|conn| episodes_of_patient(conn, store.ana)), [episode.clone()]);
    episode.practitioner_id = store.nora;
    episode.discharged_at = at("2026-03-02T19:00:00Z");
    episode.from_kind = "observation".to_owned();
    episode.to_kind = "assisted_living".to_owned();
    episode.visit_date = Some(day("2026-03-08"));
    episode.visit_discharge_management = true;
    episode.mdm = Some("high".to_owned());
    episode.med_rec = Some(day("2026-03-07"));
    episode.report = false;
    episode.readmitted_on = Some(day("2026-03-20"));
    episode.global = Some((day("2026-02-20"), day("2026-05-20")));
    store.write(|tx| update(tx, &episode));
    assert_eq!(store.read(all_episodes), [episode]);
}

#[test]
fn contacts_are_listed_by_time_for_the_discharge_and_for_the_patient() {
    let mut store = Sample::new();
    let episode_id = discharge(&mut store);
    let nora = store.nora;
    for (when, staff_id, reached) in
        [("2026-03-04T15:00:00Z", None, true), ("2026-03-03T15:00:00Z", Some(nora), false)]
    {
        let new = NewContact {
            episode_id,
            at: at(when),
            staff_id,
            reached,
            scheduling_only: false,
            note: "called her daughter".to_owned(),
        };
        store.write(|tx| insert_contact(tx, &new));
    }
    let contacts = store.read(|conn| contacts_of_episode(conn, episode_id));
    let facts: Vec<_> = contacts.iter().map(|row| (row.staff_id, row.reached)).collect();
    assert_eq!(facts, [(Some(nora), false), (None, true)]);
    assert_eq!(store.read(|conn| contacts_of_patient(conn, store.ana)), contacts);
}

#[test]
fn a_voided_contact_stays_readable_with_the_reason_and_is_voided_once() {
    let mut store = Sample::new();
    let (episode_id, nora) = (discharge(&mut store), store.nora);
    let new = NewContact {
        episode_id,
        at: at("2026-03-03T15:00:00Z"),
        staff_id: Some(nora),
        reached: true,
        scheduling_only: false,
        note: String::new(),
    };
    let id = store.write(|tx| insert_contact(tx, &new));
    let void = ContactVoid { reason: "wrong patient".to_owned(), by: nora, at: at("2026-03-03T16:00:00Z") };
    store.write(|tx| void_contact(tx, id, &void));
    assert_eq!(store.read(|conn| contact_by_id(conn, id)).voided, Some(void.clone()));
    assert_eq!(store.read(|conn| contacts_of_patient(conn, store.ana))[0].voided, Some(void.clone()));
    store.refused(|tx| void_contact(tx, id, &void));
}

#[test]
fn discharges_before_the_day_asked_for_are_left_out() {
    let mut store = Sample::new();
    let id = discharge(&mut store);
    let since = |from| store.read(|conn| episodes_since(conn, at(from))).len();
    assert_eq!((since("2026-03-02T18:00:00Z"), since("2026-03-02T18:00:01Z")), (1, 0));
    assert_eq!(store.read(|conn| by_id(conn, id)).readmitted_on, None);
}
