//! Who sees whom: rights on reading, patients hidden from medical assistants, and emergencies.

use tracker::practice::PracticeChange;
use tracker::record::Filter;
use tracker::{Access, Actor, Code, EmergencyId};

use crate::common::{Clinic, enrollment, month, patient, typed};

fn assistants_see(clinic: &mut Clinic, assigned_only: bool) {
    let form = PracticeChange {
        name: "Juniper Hollow".to_owned(),
        time_zone: "America/Detroit".to_owned(),
        place: "non_facility".to_owned(),
        assigned_only,
    };
    clinic.tracker.save_practice(&clinic.manager, &form).unwrap();
}

/// Cai, as a medical assistant of a practice that hides who is not assigned.
fn limited(clinic: &mut Clinic) -> Actor {
    assistants_see(clinic, true);
    Actor { access: Access::Assistant, ..clinic.other_nurse.clone() }
}

/// What somebody did or tried, newest first: action and outcome.
fn events(clinic: &mut Clinic, who: &Actor) -> Vec<(String, String)> {
    let filter = Filter { staff: Some(who.staff), ..Filter::default() };
    let rows = clinic.tracker.audit(&clinic.manager, &filter, 100).unwrap();
    rows.into_iter().map(|row| (row.event.action, row.event.outcome)).collect()
}

#[test]
fn a_biller_sees_claims_and_no_chart_and_each_refusal_is_on_record() {
    let mut clinic = Clinic::new();
    let (biller, ana) = (clinic.biller.clone(), clinic.ana);
    let entry = clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    let tracker = &mut clinic.tracker;
    assert!(tracker.open_claims(&biller, month("2026-11")).is_ok());
    let refused = [
        tracker.open_today(&biller).err(),
        tracker.search_patients(&biller, "ana").err(),
        tracker.open_patient(&biller, ana, None).err(),
        tracker.open_history(&biller, entry).err(),
        tracker.open_import(&biller, "").err(),
        tracker.emergencies(&biller).err(),
        tracker.export_audit(&biller, &Filter::default(), None).err(),
        tracker.print(&biller, "today", None).err(),
    ];
    let count = refused.len();
    assert!(refused.into_iter().all(|error| error.unwrap().code() == Code::Forbidden));
    let told = events(&mut clinic, &biller);
    assert_eq!(told.iter().filter(|(action, _)| action == "refused").count(), count);
    clinic.is_sound();
}

#[test]
fn an_assistant_sees_everybody_until_the_practice_says_otherwise() {
    let mut clinic = Clinic::new();
    let assistant = Actor { access: Access::Assistant, ..clinic.other_nurse.clone() };
    assert!(clinic.tracker.open_patient(&assistant, clinic.ana, None).is_ok());
    limited(&mut clinic);
    let refused = clinic.tracker.open_patient(&assistant, clinic.ana, None).unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    // Nobody else is limited by it.
    assert!(clinic.tracker.open_patient(&clinic.nurse, clinic.ana, None).is_ok());
}

#[test]
fn an_assistant_finds_works_for_and_lists_assigned_patients_only() {
    let mut clinic = Clinic::new();
    let cai = limited(&mut clinic);
    let (ana, ben) = (clinic.ana, clinic.ben);
    clinic.tracker.save_care_team(&clinic.nurse, ana, &[cai.staff]).unwrap();
    assert_eq!(clinic.tracker.care_team(ana).unwrap(), [cai.staff]);
    let rows = clinic.tracker.open_today(&cai).unwrap().rows;
    assert!(rows.iter().all(|work| work.row.account.patient_id == ana) && rows.len() == 1);
    let listed = clinic.tracker.search_patients(&cai, "").unwrap();
    assert_eq!(listed.iter().map(|line| line.row.id).collect::<Vec<_>>(), [ana]);
    // A hidden one is found by more than a letter or two, and is no more than a name then.
    assert!(clinic.tracker.search_patients(&cai, "be").unwrap().is_empty());
    let found = clinic.tracker.search_patients(&cai, "ben").unwrap().remove(0);
    assert!(found.hidden && found.row.id == ben && found.enrollments.is_empty());
    clinic.tracker.start_timer(&cai, clinic.ana_ccm, None).unwrap();
    let of_ben = [
        clinic.tracker.start_timer(&cai, clinic.ben_ccm, None).err(),
        clinic.tracker.add_entry(&cai, &typed(clinic.ben_ccm, "2026-11-02", "07:00", "20m")).err(),
        clinic.tracker.save_enrollment(&cai, &enrollment(ben, clinic.doctor.staff.get(), "pcm")).err(),
        clinic.tracker.save_care_team(&cai, ben, &[cai.staff]).err(),
    ];
    assert!(of_ben.into_iter().all(|error| error.unwrap().code() == Code::Forbidden));
    // Taken off the care team in the middle of a call: the timer can still be answered for.
    clinic.tracker.save_care_team(&clinic.nurse, ana, &[]).unwrap();
    clinic.clock.advance(30);
    assert!(clinic.tracker.stop_timer(&cai, Some("call_patient"), None).is_ok());
    clinic.is_sound();
}

#[test]
fn who_adds_a_patient_sees_that_patient() {
    let mut clinic = Clinic::new();
    let cai = limited(&mut clinic);
    let added = clinic.tracker.save_patient(&cai, &patient("Nneka Wren", "N-1", "medicare")).unwrap();
    assert!(clinic.tracker.open_patient(&cai, added, None).is_ok());
}

#[test]
fn an_emergency_opens_a_hidden_patient_for_an_hour_and_managers_are_told_until_one_acknowledges() {
    let mut clinic = Clinic::new();
    let (cai, ana) = (limited(&mut clinic), clinic.ana);
    let short = clinic.tracker.open_in_emergency(&cai, ana, "because").unwrap_err();
    assert_eq!((short.code(), short.at_field()), (Code::Refused, Some("reason")));
    let until = clinic.tracker.open_in_emergency(&cai, ana, "found on the floor, needs her pills").unwrap();
    assert_eq!(until, clinic.tracker.now() + chrono::TimeDelta::minutes(60));
    assert!(clinic.tracker.open_patient(&cai, ana, None).is_ok());
    assert_eq!(clinic.tracker.emergency_until(&cai, ana).unwrap(), Some(until));
    clinic.clock.advance(60 * 60 - 1);
    assert!(clinic.tracker.start_timer(&cai, clinic.ana_ccm, None).is_ok());
    clinic.clock.advance(1);
    assert_eq!(clinic.tracker.open_patient(&cai, ana, None).unwrap_err().code(), Code::Forbidden);

    let told = clinic.tracker.emergencies(&clinic.manager).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].1.as_str(), told[0].0.staff_id), ("Ana Lopez", cai.staff));
    let ids: Vec<EmergencyId> = told.iter().map(|(row, _)| row.id).collect();
    assert_eq!(clinic.tracker.acknowledge_emergencies(&cai, &ids).unwrap_err().code(), Code::Forbidden);
    clinic.tracker.acknowledge_emergencies(&clinic.manager, &ids).unwrap();
    assert!(clinic.tracker.emergencies(&clinic.manager).unwrap().is_empty());
    let of_ana = Filter { action: Some("open_in_emergency".to_owned()), ..Filter::default() };
    let event = clinic.tracker.audit(&clinic.manager, &of_ana, 10).unwrap().remove(0).event;
    assert_eq!(event.reason.as_deref(), Some("found on the floor, needs her pills"));
    assert_eq!((event.patient_id, event.category.as_str()), (Some(ana), "emergency"));
    clinic.is_sound();
}

#[test]
fn opening_is_one_view_and_reading_again_is_none_until_ten_minutes_have_passed() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    for _ in 0..3 {
        clinic.tracker.open_today(&nurse).unwrap();
        clinic.tracker.open_patient(&nurse, clinic.ana, None).unwrap();
        clinic.clock.advance(30);
    }
    clinic.tracker.open_patient(&nurse, clinic.ben, None).unwrap();
    let views =
        |clinic: &mut Clinic| events(clinic, &nurse).iter().filter(|(action, _)| action == "view").count();
    assert_eq!(views(&mut clinic), 3, "the list, Ana, Ben");
    clinic.clock.advance(600);
    clinic.tracker.open_patient(&nurse, clinic.ana, None).unwrap();
    assert_eq!(views(&mut clinic), 4);
}

#[test]
fn a_name_typed_letter_by_letter_is_one_search_and_starting_a_timer_does_not_wait_for_it() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    for typed in ["a", "an", "ana", "ana l", "ben"] {
        clinic.tracker.search_patients(&nurse, typed).unwrap();
    }
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, None).unwrap();
    assert_eq!(events(&mut clinic, &nurse)[0].0, "start_timer", "no search was written before it");
    clinic.tracker.settle_searches().unwrap();
    let filter = Filter { action: Some("query".to_owned()), ..Filter::default() };
    let rows = clinic.tracker.audit(&clinic.manager, &filter, 10).unwrap();
    assert_eq!(rows.len(), 2, "ana l, and ben");
    assert!(rows.iter().all(|row| !row.event.detail.contains("ana") && !row.event.detail.contains("ben")));
}

#[test]
fn an_audit_file_ends_with_the_head_and_its_event_has_digest_rows_and_filter() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    clinic.tracker.save_patient(&manager, &patient("=HYPERLINK(1)", "N-1", "medicare")).unwrap();
    let filter = Filter { action: Some("save_patient".to_owned()), ..Filter::default() };
    let folder = tempfile::tempdir().unwrap();
    let head = clinic.tracker.head().unwrap();
    let made = clinic.tracker.export_audit(&manager, &filter, Some(folder.path())).unwrap();
    assert_eq!(made.head, head);
    let text = std::fs::read_to_string(&made.file).unwrap();
    let last = text.trim_end().lines().last().unwrap();
    assert!(last.contains(&head.1) && last.contains("action save_patient"), "{last}");
    assert_eq!(text.lines().count(), made.rows + 2, "headings, rows, footer");
    assert!(text.contains("'=HYPERLINK(1)") && text.starts_with('\u{FEFF}') && text.contains("\r\n"));
    let own = Filter { action: Some("export_audit".to_owned()), ..Filter::default() };
    let event = clinic.tracker.audit(&manager, &own, 1).unwrap().remove(0).event;
    assert!(event.detail.contains(&made.sha256) && event.detail.contains("action save_patient"));
    let again = clinic.tracker.export_audit(&manager, &filter, Some(folder.path())).unwrap();
    assert_ne!(again.file, made.file, "an earlier file is never overwritten");
    clinic.is_sound();
}
