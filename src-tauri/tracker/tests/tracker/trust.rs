//! What is found of a vault that was tampered with, rolled back or left badly, and what is still done with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::audit::Filter;
use store::tamper::{self, Kind};
use tempfile::TempDir;
use tracker::view::View;
use tracker::{Access, Actor, AnchorState, Code, Home, ManualClock, ReadOnly, Tracker};
use vault::{Password, VaultFile};

use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, files};

/// A closed practice with some work in it.
struct Closed {
    dir: TempDir,
    clock: Arc<ManualClock>,
}

impl Closed {
    fn new() -> Self {
        let mut clinic = Clinic::new();
        clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
        Self::of(clinic)
    }

    fn of(clinic: Clinic) -> Self {
        let Clinic { dir, clock, tracker, .. } = clinic;
        drop(tracker);
        Self { dir, clock }
    }

    fn vault(&self) -> PathBuf {
        self.dir.path().join("practice")
    }

    fn open(&self) -> (Tracker, Actor) {
        Home::at(self.dir.path()).unlock(SIGN_IN, PASSWORD, self.clock.clone()).unwrap()
    }

    /// The key of the database, in 64 digits.
    fn key(&self) -> String {
        let vault = self.vault();
        let mut keys = VaultFile::read(&vault).unwrap();
        keys.unlock(&vault, SIGN_IN, &Password::new(PASSWORD), 0).unwrap().key.hex().to_string()
    }

    fn file(&self) -> PathBuf {
        self.vault().join("caretally.db")
    }

    /// Statements without triggers, without the audit, without the checks of the tables.
    fn tamper(&self, statements: &str) {
        tamper::run(&self.file(), &self.key(), statements).unwrap();
    }

    /// The files as they were.
    fn put_back(&self, before: &[(String, Vec<u8>)]) {
        for (name, bytes) in before {
            fs::write(self.vault().join(name), bytes).unwrap();
        }
    }

    fn faults(&self) -> Vec<String> {
        self.open().0.verify().unwrap().faults
    }
}

/// Everything of a folder, put into another.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn actions(tracker: &mut Tracker, actor: &Actor) -> Vec<String> {
    let rows = tracker.audit(actor, &Filter::default(), 100).unwrap();
    rows.into_iter().map(|row| row.event.action).collect()
}

#[test]
fn a_sound_vault_is_well_and_its_head_is_noted_beside_it() {
    let closed = Closed::new();
    let (tracker, _) = closed.open();
    assert_eq!(tracker.health().anchor, AnchorState::Agrees);
    assert!(tracker.health().is_well(), "{:?}", tracker.health());
    assert_eq!(tracker.verify().unwrap().faults, [""; 0]);
    assert!(tracker.verify().unwrap().rows > 8);
}

#[test]
fn an_older_database_under_the_newer_note_opens_read_only_and_says_how_many_actions_are_missing() {
    let closed = Closed::new();
    let older = fs::read(closed.vault().join("caretally.db")).unwrap();
    let (mut tracker, manager) = closed.open();
    let ben = tracker.find_patients("Ben").unwrap()[0].row.id;
    tracker.view(&manager, &[View::Patient(ben)]).unwrap();
    drop(tracker);
    fs::write(closed.vault().join("caretally.db"), &older).unwrap();

    let (mut tracker, manager) = closed.open();
    // The sign-in and the view.
    assert_eq!(tracker.health().read_only, Some(ReadOnly::MissingActions { events: 2 }));
    assert!(
        tracker.health().findings()[0]
            .starts_with("2 recorded actions are missing (rollback or damaged journal)")
    );
    let refused = tracker.start_timer(&manager, tracker::EnrollmentId(1), None).err().unwrap();
    assert_eq!(refused.code(), Code::Refused);
    assert!(refused.to_string().contains("2 recorded actions are missing"));
    // Reading goes on, and so does the lock screen; nothing is written.
    assert_eq!(tracker.find_patients("Ben").unwrap().len(), 1);
    tracker.beat().unwrap();
    tracker.today().unwrap();
    tracker.sign_in(SIGN_IN, PASSWORD).unwrap();
    let found = tracker.verify().unwrap();
    assert!(found.faults.iter().any(|fault| fault.contains("2 recorded actions are missing")), "{found:?}");
    drop(tracker);
    assert_eq!(closed.open().0.health().read_only, Some(ReadOnly::MissingActions { events: 2 }));
}

#[test]
fn a_journal_that_was_lost_or_damaged_while_the_program_was_gone_is_seen() {
    for damage in [
        |wal: &Path| fs::remove_file(wal).unwrap(),
        |wal: &Path| fs::write(wal, b"").unwrap(),
        |wal: &Path| {
            let mut bytes = fs::read(wal).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(wal, bytes).unwrap();
        },
    ] {
        let mut clinic = Clinic::new();
        clinic.tracker.settle_journal().unwrap();
        for start in ["08:00", "09:00", "10:00"] {
            clinic.type_in(clinic.ana_ccm, "2026-11-01", start, "20m");
        }
        // Power fails: what is on the disk is all there is.
        let crashed = TempDir::new().unwrap();
        let vault = crashed.path().join("practice");
        wait_for_the_note(&clinic);
        copy(&clinic.vault(), &vault);
        let untouched = TempDir::new().unwrap();
        copy(&clinic.vault(), &untouched.path().join("practice"));
        damage(&vault.join("caretally.db-wal"));

        let clock = clinic.clock.clone();
        let (tracker, _) = Home::at(crashed.path()).unlock(SIGN_IN, PASSWORD, clock.clone()).unwrap();
        assert!(matches!(tracker.health().read_only, Some(ReadOnly::MissingActions { .. })));
        let (tracker, _) = Home::at(untouched.path()).unlock(SIGN_IN, PASSWORD, clock).unwrap();
        assert_eq!(tracker.health().read_only, None);
        assert!(tracker.health().unclean_exit);
        assert!(tracker.full_check_due());
    }
}

/// The note beside the database has caught up.
fn wait_for_the_note(clinic: &Clinic) {
    let reading = || {
        let (keys, vault) = (VaultFile::read(&clinic.vault()).unwrap(), clinic.vault());
        let unlocked = keys.clone().unlock(&vault, SIGN_IN, &Password::new(PASSWORD), 0).unwrap();
        let (_, reading) = vault::Anchor::open(&vault, unlocked.key.anchor_key(), keys.vault_id()).unwrap();
        reading.newest().unwrap().seq
    };
    let (seq, _) = clinic.tracker.head().unwrap();
    while reading() < seq {
        std::thread::yield_now();
    }
}

#[test]
fn a_missing_note_is_a_finding_until_a_manager_has_looked() {
    let closed = Closed::new();
    fs::remove_file(closed.vault().join("vault.head")).unwrap();
    for _ in 0..2 {
        let (tracker, _) = closed.open();
        assert_eq!((tracker.health().anchor, tracker.health().read_only), (AnchorState::Missing, None));
        assert!(tracker.health().findings()[0].contains("vault.head"));
        assert!(!closed.vault().join("vault.head").exists(), "it is not made again in silence");
    }
    let (mut tracker, manager) = closed.open();
    let nurse = Actor { access: Access::CareTeam, ..manager.clone() };
    assert_eq!(tracker.renew_anchor(&nurse, "moved to a new PC").unwrap_err().code(), Code::Forbidden);
    assert!(tracker.renew_anchor(&manager, " ").is_err());
    tracker.renew_anchor(&manager, "moved to a new PC").unwrap();
    drop(tracker);
    let (mut tracker, manager) = closed.open();
    assert!(tracker.health().is_well());
    assert!(actions(&mut tracker, &manager).contains(&"renew_anchor".to_owned()));
}

#[test]
fn a_note_that_cannot_be_trusted_is_a_finding() {
    let closed = Closed::new();
    let note = closed.vault().join("vault.head");
    fs::write(&note, vec![7; fs::read(&note).unwrap().len()]).unwrap();
    assert_eq!(closed.open().0.health().anchor, AnchorState::Damaged);
}

#[test]
fn every_way_to_falsify_the_record_is_found() {
    let mut clinic = Clinic::new();
    for start in ["07:00", "08:00", "09:00"] {
        clinic.type_in(clinic.ana_ccm, "2026-11-01", start, "20m");
    }
    let last = clinic.tracker.head().unwrap().0;
    let closed = Closed::of(clinic);
    let (before, key) = (files(&closed.vault()), closed.key());
    for kind in Kind::ALL {
        for seq in [2, last / 2, last - 2] {
            tamper::falsify(&closed.file(), &key, kind, seq).unwrap();
            let (tracker, _) = closed.open();
            let (health, found) = (tracker.health().clone(), tracker.verify().unwrap());
            drop(tracker);
            assert_ne!(found.faults, [""; 0], "{kind:?} at {seq}");
            match kind {
                Kind::Edit
                | Kind::Delete
                | Kind::Close
                | Kind::Insert
                | Kind::Swap
                | Kind::Renumber
                | Kind::Replace => assert_eq!(found.first_bad, Some(seq), "{kind:?}"),
                Kind::CutTail => {
                    assert_eq!(health.read_only, Some(ReadOnly::MissingActions { events: last - seq + 1 }));
                }
                Kind::Rehash => assert_eq!(health.read_only, Some(ReadOnly::Rewritten { seq: last })),
                Kind::DropTriggers => {
                    assert!(found.faults[0].contains("trigger audit_no_update is missing"));
                }
            }
            closed.put_back(&before);
        }
    }
    assert_eq!(closed.faults(), [""; 0]);
}

#[test]
fn a_row_changed_outside_is_named_with_its_table_and_number() {
    let closed = Closed::new();
    closed.tamper("UPDATE entry SET ended_at = ended_at + 600000 WHERE id = 1");
    let faults = closed.faults();
    assert!(faults[0].starts_with("The row 1 of entry is not what event"), "{faults:?}");
    assert_eq!(faults.len(), 2, "the row, and the statement that no longer fits it: {faults:?}");
}

#[test]
fn any_column_of_any_table_edited_outside_is_found_or_keeps_the_vault_from_opening() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, None).unwrap();
    let closed = Closed::of(clinic);
    drop(closed.open());
    let (before, key) = (files(&closed.vault()), closed.key());
    let mut edited = 0;
    for (table, column, statement) in tamper::edits().unwrap() {
        let full = [
            "database",
            "enrollment",
            "entry",
            "month_account",
            "month_statement",
            "patient",
            "practice",
            "staff",
            "timer",
        ];
        if !full.contains(&table.as_str()) {
            continue;
        }
        tamper::run(&closed.file(), &key, &statement).unwrap();
        match Home::at(closed.dir.path()).unlock(SIGN_IN, PASSWORD, closed.clock.clone()) {
            Ok((tracker, _)) => {
                assert_ne!(tracker.verify().unwrap().faults, [""; 0], "{table}.{column}");
                edited += 1;
            }
            Err(error) => {
                let loud = matches!(error.code(), Code::Internal | Code::Damaged);
                assert!(loud, "{table}.{column}: {error}");
            }
        }
        closed.put_back(&before);
    }
    assert!(edited > 70, "{edited}");
    assert_eq!(closed.faults(), [""; 0]);
}

#[test]
fn a_full_check_runs_beside_the_work_and_is_due_again_the_next_day() {
    let mut clinic = Clinic::new();
    assert!(clinic.tracker.full_check_due(), "nothing was ever checked here");
    let check = clinic.tracker.full_check().unwrap();
    let checking = std::thread::spawn(move || check.run().unwrap());
    clinic.type_in(clinic.ana_ccm, "2026-11-01", "08:00", "20m");
    let found = checking.join().unwrap();
    assert_eq!(found.faults, [""; 0]);
    clinic.tracker.note_check(&found);
    assert!(!clinic.tracker.full_check_due());
    let mut clinic = clinic.crash_and_reopen_after(3_600);
    assert!(!clinic.tracker.full_check_due());
    clinic.clock.advance(86_400);
    assert!(clinic.tracker.full_check_due());
    let damaged = tracker::verify::Verification {
        faults: vec!["The database file: page 3.".to_owned()],
        file_damaged: true,
        ..found
    };
    clinic.tracker.note_check(&damaged);
    assert_eq!(clinic.tracker.health().read_only, None, "it was found of the opening before");
    let opening = clinic.tracker.full_check().unwrap().run().unwrap().opening;
    let damaged = tracker::verify::Verification { opening, ..damaged };
    clinic.tracker.note_check(&damaged);
    assert_eq!(clinic.tracker.health().read_only, Some(ReadOnly::Damaged));
    let nurse = clinic.nurse.clone();
    assert!(clinic.tracker.start_timer(&nurse, clinic.ana_ccm, None).is_err());
}

#[test]
fn a_key_file_without_its_database_never_gets_an_empty_one() {
    let closed = Closed::new();
    let database = closed.vault().join("caretally.db");
    for bytes in [None, Some(&b""[..])] {
        match bytes {
            None => fs::remove_file(&database).unwrap(),
            Some(bytes) => fs::write(&database, bytes).unwrap(),
        }
        let refused = Home::at(closed.dir.path()).unlock(SIGN_IN, PASSWORD, closed.clock.clone());
        assert_eq!(refused.err().unwrap().code(), Code::Damaged);
        assert_eq!(fs::metadata(&database).map_or(0, |file| file.len()), 0);
    }
}

#[test]
fn what_was_looked_at_is_in_the_record_without_the_words_searched_for() {
    let mut clinic = Clinic::new();
    let (nurse, manager, ana) = (clinic.nurse.clone(), clinic.manager.clone(), clinic.ana);
    let search = View::Search { term: "Lopez".to_owned(), rows: 1 };
    let list = View::List { list: "today", filter: "2026-11".to_owned(), rows: 2 };
    clinic.tracker.view(&nurse, &[search, list, View::Patient(ana)]).unwrap();
    let of_ana = Filter { patient: Some(ana), staff: Some(nurse.staff), ..Filter::default() };
    let rows = clinic.tracker.audit(&manager, &of_ana, 10).unwrap();
    assert_eq!(rows.iter().map(|row| row.event.action.as_str()).collect::<Vec<_>>(), ["view"]);
    let all = clinic
        .tracker
        .audit(&manager, &Filter { staff: Some(nurse.staff), ..Filter::default() }, 10)
        .unwrap();
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|row| !row.event.detail.contains("Lopez") && row.changes().is_empty()));
    assert!(all.iter().all(|row| row.event.role == "care_team" && row.event.outcome == "done"));
    // A nurse sees her own lines, whatever she asks for.
    let own = clinic
        .tracker
        .audit(&nurse, &Filter { staff: Some(manager.staff), ..Filter::default() }, 10)
        .unwrap();
    assert!(own.iter().all(|row| row.event.staff_id == Some(nurse.staff)));
    clinic.is_sound();
}

#[test]
fn failed_sign_ins_are_in_the_record_after_the_next_good_one_and_only_once() {
    let closed = Closed::new();
    let home = Home::at(closed.dir.path());
    for (name, password) in [(SIGN_IN, "seven quiet herons wode"), ("nobody", PASSWORD)] {
        assert!(home.unlock(name, password, closed.clock.clone()).is_err());
    }
    for _ in 0..2 {
        let (mut tracker, manager) = closed.open();
        let failed = Filter { action: Some("sign_in_failed".to_owned()), ..Filter::default() };
        let rows = tracker.audit(&manager, &failed, 10).unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.event.outcome == "refused"));
        let whose: Vec<_> = rows.iter().map(|row| row.event.staff_id).collect();
        assert_eq!(whose, [None, Some(manager.staff)]);
        assert!(rows[1].event.detail.contains("wrong_password"));
    }
}

#[test]
fn an_event_says_whether_the_clock_was_set_before_it() {
    let mut clinic = Clinic::on(MONDAY);
    let manager = clinic.manager.clone();
    clinic.beat_for(60);
    clinic.tracker.view(&manager, &[View::Patient(clinic.ana)]).unwrap();
    clinic.clock.set(at("2026-11-02T17:00:00Z"));
    clinic.tracker.beat().unwrap();
    clinic.tracker.view(&manager, &[View::Patient(clinic.ana)]).unwrap();
    clinic.tracker.view(&manager, &[View::Patient(clinic.ana)]).unwrap();
    let rows = clinic.tracker.audit(&manager, &Filter::default(), 4).unwrap();
    let quality: Vec<_> =
        rows.iter().map(|row| (row.event.action.as_str(), row.event.stamp.clock_q.as_str())).collect();
    assert_eq!(quality, [("view", "ok"), ("view", "ok"), ("clock_jump", "jump"), ("view", "ok")]);
}
