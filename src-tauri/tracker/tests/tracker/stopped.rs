//! Long work that somebody stops, at one moment after the other: nothing half done is left, and it says so.

use std::path::Path;
use std::sync::Arc;

use store::Halt;
use store::audit::Filter;
use tracker::backup::list;
use tracker::export::{Format, Order};
use tracker::knobs::KnobChange;
use tracker::what_if::Change;
use tracker::work::Work;
use tracker::{Clock, Code, Error};

use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, files, month};
use crate::export::worked_on;

/// Does it again and again, each time stopped at a later look, until it is done before anybody stops it. `untouched` looks
/// at what is left of each try.
fn stopped_everywhere<C, T>(
    clinic: &mut C,
    mut doing: impl FnMut(&mut C, &Work) -> Result<T, Error>,
    mut untouched: impl FnMut(&mut C, &Error),
) -> T {
    let (mut look, mut stopped) = (1, 0);
    loop {
        let work = Work::from(Halt::at_look(look));
        match doing(clinic, &work) {
            Ok(done) => {
                assert!(stopped > 1, "it was never stopped");
                return done;
            }
            Err(error) => {
                assert_eq!(error.code(), Code::Stopped, "at look {look}: {error}");
                assert!(error.to_string().contains("stopped"), "{error}");
                untouched(clinic, &error);
                stopped += 1;
            }
        }
        look += 1 + look / 2;
    }
}

fn names(dir: &Path) -> Vec<String> {
    let Ok(found) = std::fs::read_dir(dir) else { return Vec::new() };
    found.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_stopped_import_adds_nobody_and_leaves_no_line_in_the_record() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let rows: Vec<_> = (0..1_500).map(|n| format!("Person {n},1950-01-02,P-{n},medicare")).collect();
    let csv = format!("name,birth_date,mrn,payer\n{}\n", rows.join("\n"));
    let before = clinic.tracker.head().unwrap();
    let done = stopped_everywhere(
        &mut clinic,
        |clinic, work| clinic.tracker.heeding(work, |tracker| tracker.import_patients(&manager, &csv)),
        |clinic, _| {
            assert_eq!(clinic.tracker.head().unwrap(), before);
            assert_eq!(clinic.tracker.find_patients("Person").unwrap().len(), 0);
            assert!(!clinic.home().backups().join("tmp").exists(), "half a backup");
        },
    );
    assert_eq!(done.added, 1_500);
    clinic.is_sound();
}

#[test]
fn a_stopped_backup_leaves_nothing_is_no_alarm_and_the_one_here_stays_when_only_its_copy_was_stopped() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let usb = tempfile::tempdir().unwrap();
    clinic.tracker.set_second_place(&manager, usb.path().to_str()).unwrap();
    let there = usb.path().join("Caretally backups");
    let first = stopped_everywhere(
        &mut clinic,
        |clinic, work| clinic.tracker.back_up(&manager).unwrap().heeding(work).run(),
        |clinic, _| {
            assert_eq!(names(&clinic.home().backups()), ["second.json"]);
            let desk = clinic.tracker.backup_desk();
            assert_eq!((desk.failed(), desk.progress()), (None, None));
        },
    );
    let failed = clinic.tracker.backup_desk().second_failed().unwrap();
    assert!(failed.contains("second place was stopped"), "{failed}");
    assert_eq!(names(&there), [""; 0], "half a copy");
    assert_eq!(list(&clinic.home().backups()), [first]);
    clinic.back_up();
    assert_eq!(clinic.tracker.backup_desk().second_failed(), None);
    assert_eq!(list(&there).len(), 1);
}

#[test]
fn a_stopped_check_has_found_nothing_and_is_still_due() {
    let mut clinic = Clinic::new();
    for hour in 8..20 {
        clinic.type_in(clinic.ana_ccm, "2026-11-01", &format!("{hour:02}:00"), "20m");
    }
    let found = stopped_everywhere(
        &mut clinic,
        |clinic, work| clinic.tracker.full_check().unwrap().heeding(work).run(),
        |clinic, error| {
            assert!(error.to_string().contains("nobody knows yet"), "{error}");
            assert!(clinic.tracker.full_check_due());
        },
    );
    assert_eq!(found.faults, [""; 0]);
}

#[test]
fn a_stopped_proof_takes_what_it_brought_away_and_proves_nothing() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    clinic.back_up();
    let proof = stopped_everywhere(
        &mut clinic,
        |clinic, work| clinic.tracker.proof_job(&manager).unwrap().heeding(work).run(),
        |clinic, _| assert!(!clinic.home().backups().join("proof").exists()),
    );
    assert!(proof.is_good(), "{proof:?}");
    assert_eq!(clinic.tracker.backups(&manager).unwrap().proved_at, None, "only who notes it proves it");
}

#[test]
fn a_stopped_export_writes_no_file_and_no_line_counts_as_exported() {
    let mut clinic = Clinic::new();
    let (biller, manager) = (clinic.biller.clone(), clinic.manager.clone());
    worked_on(&mut clinic, "Philippa Wren", "08:00");
    worked_on(&mut clinic, "Odette Larkspur", "09:00");
    let (before, folder) = (clinic.tracker.head().unwrap(), tempfile::tempdir().unwrap());
    let order = Order::new(Format::TABLES);
    let made = stopped_everywhere(
        &mut clinic,
        |clinic, work| {
            clinic.tracker.heeding(work, |tracker| {
                tracker.export_claims(&biller, month("2026-11"), &order, Some(folder.path()))
            })
        },
        |clinic, _| {
            assert_eq!(names(folder.path()), [""; 0]);
            assert_eq!(clinic.tracker.head().unwrap(), before);
        },
    );
    assert_eq!((made.number, made.rows), (1, 2), "the first batch, with every line");

    let (before, folder) = (clinic.tracker.head().unwrap(), tempfile::tempdir().unwrap());
    stopped_everywhere(
        &mut clinic,
        |clinic, work| {
            clinic.tracker.heeding(work, |tracker| {
                tracker.export_audit(&manager, &Filter::default(), Some(folder.path()))
            })
        },
        |clinic, _| {
            assert_eq!(names(folder.path()), [""; 0]);
            assert_eq!(clinic.tracker.head().unwrap(), before);
        },
    );
    clinic.is_sound();
}

#[test]
fn a_stopped_decision_and_a_stopped_trial_leave_every_month_as_it_was_judged() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    for hour in 5..9 {
        worked_on(&mut clinic, &format!("Person {hour}"), &format!("{hour:02}:00"));
    }
    let decision = [KnobChange { key: "dos_policy".to_owned(), value: "month_end".to_owned() }];
    let days = |clinic: &mut Clinic| {
        let claims = clinic.tracker.claims(month("2026-11")).unwrap();
        claims.rows.iter().map(|row| row.line.as_ref().unwrap().dos.to_string()).collect::<Vec<_>>()
    };
    let found = stopped_everywhere(
        &mut clinic,
        |clinic, work| {
            let what = Change::Settings(&decision);
            clinic.tracker.trial(&manager, month("2026-11"), &what)?.heeding(work).run(|_| ())
        },
        |_, _| (),
    );
    assert_eq!(found.looked_at, 6);
    let before = clinic.tracker.head().unwrap();
    stopped_everywhere(
        &mut clinic,
        |clinic, work| clinic.tracker.judging(work, |tracker| tracker.save_rules(&manager, &decision)),
        |clinic, _| {
            assert_eq!(clinic.tracker.head().unwrap(), before);
            assert_eq!(days(clinic), ["2026-11-02"; 4], "judged as before");
        },
    );
    assert_eq!(days(&mut clinic), ["2026-11-30"; 4]);
    clinic.is_sound();
}

#[test]
fn a_stopped_restore_leaves_the_vault_as_it_was_byte_for_byte() {
    let mut clinic = Clinic::new();
    let backup = clinic.back_up();
    clinic.type_in(clinic.ana_ccm, "2026-11-01", "08:00", "20m");
    clinic.tracker.settle_journal().unwrap();
    let (mut home, vault) = (clinic.home(), clinic.vault());
    let clock: Arc<dyn Clock> = clinic.clock.clone();
    drop(clinic.tracker);
    let before = files(&vault);
    stopped_everywhere(
        &mut home,
        |home, work| home.preview_restore(&backup.dir, SIGN_IN, PASSWORD, at(MONDAY), work),
        |_, error| assert!(error.to_string().contains("nobody knows yet"), "{error}"),
    );
    stopped_everywhere(
        &mut home,
        |home, work| home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock, work),
        |home, _| {
            assert!(files(&vault) == before);
            let left = names(home.dir()).into_iter().find(|name| name.starts_with("practice."));
            assert_eq!(left, None);
        },
    );
    assert_eq!(home.unlock(SIGN_IN, PASSWORD, clock).unwrap().0.verify().unwrap().faults, [""; 0]);
}

#[test]
fn stopped_new_keys_are_none_and_a_timer_runs_on() {
    let mut clinic = Clinic::new();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, Some("call_patient")).unwrap();
    let before = std::fs::read(clinic.vault().join("vault.json")).unwrap();
    stopped_everywhere(
        &mut clinic,
        |clinic, work| clinic.tracker.heeding(work, |tracker| tracker.renew_keys(&manager, PASSWORD)),
        |clinic, _| {
            assert!(std::fs::read(clinic.vault().join("vault.json")).unwrap() == before);
            assert_eq!(clinic.tracker.sign_in(SIGN_IN, PASSWORD).unwrap(), manager);
        },
    );
    clinic.beat_for(60);
    assert_eq!(clinic.tracker.running(&nurse).unwrap().unwrap().elapsed.0, 60);
    clinic.is_sound();
}
