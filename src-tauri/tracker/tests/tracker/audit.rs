//! The audit: one line for each change that was made, none for one that was not, and proof of what was tampered with.

use chrono::DateTime;
use store::Store;
use tracker::entries::Correction;
use tracker::practice::PracticeChange;
use tracker::record::Filter;
use tracker::tcm::{ContactChange, EpisodeChange};
use tracker::timers::Settle;
use tracker::{Access, Actor, Code, Error, Home, Op, Tracker};
use vault::{Password, VaultFile};

use crate::common::{Clinic, PASSWORD, SIGN_IN, enrollment, month, patient, staff, typed};

/// A change by somebody; what it gives does not matter here.
type Try = Box<dyn FnOnce(&mut Clinic, &Actor) -> Result<(), Error>>;

fn attempt<T>(make: impl FnOnce(&mut Tracker, &Actor) -> Result<T, Error> + 'static) -> Try {
    Box::new(|clinic, actor| make(&mut clinic.tracker, actor).map(|_| ()))
}

fn events(clinic: &Clinic) -> i64 {
    clinic.tracker.verify().unwrap().events
}

fn correction(entry: tracker::EntryId) -> Correction {
    Correction {
        entry,
        date: "2026-11-02".to_owned(),
        start: "08:00".to_owned(),
        end: "08:10".to_owned(),
        activity: "call_patient".to_owned(),
        note: String::new(),
        part_of_visit: false,
        reason: "typed too long".to_owned(),
        first_pass: None,
    }
}

fn practice() -> PracticeChange {
    PracticeChange {
        name: "Juniper Hollow".to_owned(),
        time_zone: "America/Chicago".to_owned(),
        place: "non_facility".to_owned(),
        assigned_only: false,
    }
}

fn discharge(clinic: &Clinic) -> EpisodeChange {
    EpisodeChange {
        patient: clinic.ana.get(),
        practitioner: clinic.doctor.staff.get(),
        discharge_date: "2026-10-30".to_owned(),
        discharge_time: "14:20".to_owned(),
        from: "inpatient_acute".to_owned(),
        to: "home".to_owned(),
        report: true,
        ..EpisodeChange::default()
    }
}

/// Every change a signed-in person can make, in an order in which each can be made.
fn changes(clinic: &mut Clinic) -> Vec<(Op, Try)> {
    let (ana, ccm, ben_ccm, doctor) = (clinic.ana, clinic.ana_ccm, clinic.ben_ccm, clinic.doctor.staff.get());
    let nurse = clinic.nurse.clone();
    let corrected = clinic.type_in(ccm, "2026-11-02", "08:00", "20m");
    let voided = clinic.type_in(ccm, "2026-11-02", "08:30", "20m");
    let first = discharge(clinic);
    let episode = clinic.tracker.save_episode(&nurse, &first).unwrap();
    let contact =
        ContactChange { episode, at: None, reached: true, scheduling_only: false, note: String::new() };
    let second = discharge(clinic);
    let file = "name,birth_date,mrn,payer\nKenji Moss,1945-03-14,K-1,medicare\n";
    vec![
        (Op::SavePractice, attempt(|tracker, actor| tracker.save_practice(actor, &practice()))),
        (
            Op::SaveStaff,
            attempt(|tracker, actor| tracker.save_staff(actor, &staff("Ola Brandt", "ma", Access::CareTeam))),
        ),
        (Op::SaveLock, attempt(|tracker, actor| tracker.set_lock_minutes(actor, 10))),
        (Op::DisableStaff, attempt(move |tracker, actor| tracker.disable(actor, doctor))),
        (Op::EnableStaff, attempt(move |tracker, actor| tracker.enable(actor, doctor))),
        (Op::RenewRecovery, attempt(|tracker, actor| tracker.renew_recovery(actor))),
        (Op::ProveRecovery, attempt(|tracker, actor| tracker.note_recovery_proved(actor))),
        (
            Op::SavePatient,
            attempt(|tracker, actor| tracker.save_patient(actor, &patient("Nneka Wren", "N-1", "medicare"))),
        ),
        (Op::ImportPatients, attempt(move |tracker, actor| tracker.import_patients(actor, file))),
        (
            Op::SaveEnrollment,
            attempt(move |tracker, actor| tracker.save_enrollment(actor, &enrollment(ana, doctor, "pcm"))),
        ),
        (
            Op::AddEntry,
            attempt(move |tracker, actor| {
                tracker.add_entry(actor, &typed(ben_ccm, "2026-11-02", "07:00", "20m"))
            }),
        ),
        (
            Op::CorrectEntry,
            attempt(move |tracker, actor| tracker.correct_entry(actor, &correction(corrected))),
        ),
        (Op::VoidEntry, attempt(move |tracker, actor| tracker.void_entry(actor, voided, "not mine"))),
        (Op::SaveEpisode, attempt(move |tracker, actor| tracker.save_episode(actor, &second))),
        (Op::LogContact, attempt(move |tracker, actor| tracker.log_contact(actor, &contact))),
        (Op::StartTimer, attempt(move |tracker, actor| tracker.start_timer(actor, ccm, None))),
        (
            Op::DescribeTimer,
            attempt(|tracker, actor| tracker.describe_timer(actor, Some("call_patient"), "")),
        ),
        (Op::StopTimer, attempt(|tracker, actor| tracker.stop_timer(actor, None, None))),
        (
            Op::ExportClaims,
            attempt(|tracker, actor| {
                tracker.export_claims(actor, month("2026-11"), &tracker::export::Order::csv(), None)
            }),
        ),
        (
            Op::AuditPacket,
            attempt(move |tracker, actor| {
                tracker.audit_packet(actor, month("2026-11"), tracker::claims::Account::Enrollment(ccm))
            }),
        ),
        (
            Op::ClaimsReport,
            attempt(|tracker, actor| {
                tracker.claims_report(actor, month("2026-11"), tracker::papers::totals::Totals::Staff)
            }),
        ),
    ]
}

#[test]
fn every_change_leaves_one_line() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    for (op, change) in changes(&mut clinic) {
        let before = events(&clinic);
        change(&mut clinic, &manager).unwrap();
        assert_eq!(events(&clinic), before + 1, "{op:?}");
    }
    clinic.is_sound();
}

#[test]
fn a_change_that_access_forbids_leaves_a_refusal_and_nothing_else() {
    let mut clinic = Clinic::new();
    let auditor = Actor { access: Access::Auditor, ..clinic.manager.clone() };
    let changes = changes(&mut clinic);
    let before = events(&clinic);
    let tried = i64::try_from(changes.len()).unwrap();
    for (op, change) in changes {
        let refused = change(&mut clinic, &auditor).unwrap_err();
        assert_eq!(refused.code(), Code::Forbidden, "{op:?}");
    }
    assert_eq!(events(&clinic), before + tried);
    let filter = Filter { outcome: Some("refused".to_owned()), ..Filter::default() };
    let refused = clinic.tracker.audit(&clinic.manager, &filter, 100).unwrap();
    assert_eq!(i64::try_from(refused.len()).unwrap(), tried);
    assert!(refused.iter().all(|row| row.event.staff_id == Some(auditor.staff) && row.changes().is_empty()));
}

#[test]
fn a_change_that_fails_half_way_leaves_neither_line_nor_change() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let before = events(&clinic);
    let taken =
        clinic.tracker.save_patient(&nurse, &patient("Somebody Else", "A-1", "medicare")).unwrap_err();
    assert_eq!((taken.code(), taken.at_field()), (Code::Refused, Some("mrn")));
    assert!(clinic.tracker.stop_timer(&nurse, None, None).is_err());
    assert_eq!(events(&clinic), before);
    assert_eq!(clinic.tracker.find_patients("Somebody").unwrap().len(), 0);
}

#[test]
fn signing_in_and_settling_a_timer_leave_a_line_each() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let before = events(&clinic);
    clinic.tracker.sign_in(SIGN_IN, PASSWORD).unwrap();
    assert_eq!(events(&clinic), before + 1);
    assert!(clinic.tracker.sign_in(SIGN_IN, "seven quiet herons wode").is_err());
    clinic.tracker.start_timer(&manager, clinic.ana_ccm, None).unwrap();
    let mut clinic = clinic.crash_and_reopen_after(60);
    // The start, the sign-in at opening, and the failed one that it found waiting.
    assert_eq!(events(&clinic), before + 4);
    clinic.tracker.settle_timer(&manager, Settle::Discard).unwrap();
    assert_eq!(events(&clinic), before + 5);
}

/// The vault's database, opened behind the app's back; the practice is closed first.
fn behind_the_back(clinic: Clinic) -> (Store, tempfile::TempDir, std::sync::Arc<tracker::ManualClock>) {
    let vault = clinic.vault();
    let Clinic { dir, clock, tracker, .. } = clinic;
    drop(tracker);
    let mut keys = VaultFile::read(&vault).unwrap();
    let key = keys.unlock(&vault, SIGN_IN, &Password::new(PASSWORD), 0).unwrap().key;
    (Store::open(&vault.join("caretally.db"), &key.hex()).unwrap(), dir, clock)
}

#[test]
fn a_statement_edited_behind_the_apps_back_is_found() {
    for (was, tampered) in [("6613", "9613"), ("{", "no longer a statement")] {
        let mut clinic = Clinic::new();
        clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
        clinic.is_sound();
        let ana = clinic.ana;
        let (mut store, dir, clock) = behind_the_back(clinic);
        let kept = |conn: &store::Conn| store::statements::of_patient_month(conn, ana, "2026-11");
        let mut row = store.read(kept).unwrap().unwrap();
        assert!(row.statement_json.contains(was));
        row.statement_json = row.statement_json.replace(was, tampered);
        store.write(|tx| store::statements::put(tx, &row)).unwrap();
        drop(store);

        let (tracker, _) = Home::at(dir.path()).unlock(SIGN_IN, PASSWORD, clock).unwrap();
        let faults = tracker.verify().unwrap().faults;
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].contains("2026-11"), "{faults:?}");
    }
}

#[test]
fn what_was_done_to_a_running_timer_is_in_the_history_of_its_patient() {
    let mut clinic = Clinic::new();
    let (nurse, ana) = (clinic.nurse.clone(), clinic.ana);
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, None).unwrap();
    clinic.tracker.describe_timer(&nurse, Some("call_patient"), "").unwrap();
    let (store, _dir, _) = behind_the_back(clinic);
    let events = store.read(|conn| store::audit::of_patient(conn, ana, DateTime::UNIX_EPOCH)).unwrap();
    let actions: Vec<_> = events.iter().take(2).map(|row| row.event.action.as_str()).collect();
    assert_eq!(actions, ["describe_timer", "start_timer"]);
}
