//! R8: every column of every table edited behind the program's back.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;
use store::{StoreError, tamper};
use tracker::billed_elsewhere::NewBilledElsewhere;
use tracker::gaps::{self, Answer};
use tracker::overlaps::Cut;
use tracker::patients::PatientChange;
use tracker::timers::HEARTBEAT_S;
use tracker::timing::{Preferences, Timing};
use tracker::{Clock as _, Code, Error, ManualClock, PatientId, Tracker};

use crate::pool;
use crate::practice::{enrolled, event, manager, nurse, patient};
use crate::r5_bit::work;
use crate::report::{Form, Run, Test, Verdict};
use crate::world::{Files, World, at, monday};

pub(crate) const TEST: Test = Test {
    name: "R8",
    what: "one value of every column of every table edited behind the program",
    bar: "100 % reported by the verification, or the vault says that it cannot be read",
    run,
};

enum Seen {
    Verified,
    Refused,
    Missed(String),
    /// There is no row to edit.
    Empty(String),
}

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let full = full_vault(run);
    let edits = tried(run, tamper::edits().unwrap());
    let found = verdict.cases(pool::each(edits.len(), |case| edit(run, &full, &edits[case])));
    let (mut verified, mut refused, mut empty) = (0, 0, BTreeSet::new());
    for seen in found {
        match seen {
            Seen::Verified => verified += 1,
            Seen::Refused => refused += 1,
            Seen::Missed(what) => verdict.fault(format!("{what} was edited and nobody noticed")),
            Seen::Empty(table) => drop(empty.insert(table)),
        }
    }
    let tables: BTreeSet<_> = edits.iter().map(|(table, _, _)| table).collect();
    verdict.figure(format!("{} columns of {} tables", edits.len(), tables.len()));
    verdict.figure(format!("{verified} reported by the verification, {refused} kept the vault from opening"));
    verdict.must(empty.is_empty(), format!("no row to edit in {empty:?}"));
    verdict
}

type Edit = (String, String, String);

/// All of them; in the quick form one column of each table and one in four of the others. A table without a row is found in any
/// form, so a new one fails until the vault of this test has it.
fn tried(run: &Run, edits: Vec<Edit>) -> Vec<Edit> {
    let (mut seen, every) = (BTreeSet::new(), if run.form == Form::Quick { 4 } else { 1 });
    let edits = edits.into_iter().enumerate();
    let tried = edits.filter(|(at, (table, ..))| seen.insert(table.clone()) || at % every == 0);
    tried.map(|(_, edit)| edit).collect()
}

/// A vault with a row in every table.
fn full_vault(run: &Run) -> Files {
    let world = World::new(run);
    fill_what_the_tracker_does_not(&world);
    let clock = Arc::new(ManualClock::at(monday()));
    let mut tracker = world.open(clock.clone()).unwrap();
    work(&mut tracker, 12);
    under_a_leaping_clock(&mut tracker, &clock);
    tracker.save_care_team(&manager(), PatientId(1), &[nurse(0).staff]).unwrap();
    tracker.open_in_emergency(&nurse(1), PatientId(1), "chest pain at home").unwrap();
    tracker.void_entry(&manager(), tracker::EntryId(1), "typed twice").unwrap();
    let theirs = NewBilledElsewhere {
        patient: PatientId(1),
        code: "99490".to_owned(),
        date: "2026-10-05".to_owned(),
        known_by: "their denial".to_owned(),
    };
    tracker.note_billed_elsewhere(&manager(), &theirs).unwrap();
    clock.advance(40 * 86_400);
    let november = tracker::practice::month("2026-11").unwrap();
    tracker.export_claims(&manager(), november, &tracker::export::Order::csv(), Some(world.home())).unwrap();
    electronic_claims(&mut tracker);
    a_month_returned_and_closed(&mut tracker);
    an_absence(&mut tracker, &clock);
    drop(tracker);
    drop(world.open(clock).unwrap());
    world.files()
}

/// Who is who on electronic claims.
fn electronic_claims(tracker: &mut Tracker) {
    let text = str::to_owned;
    let practice = tracker::x12::BillingRow {
        name: text("Juniper Hollow"),
        npi: text("1000000004"),
        tax_id: text("00-0000000"),
        street: text("1 Juniper Hollow Rd"),
        city: text("Alba"),
        state: text("MI"),
        zip: text("49999-0001"),
        contact: text("Billing"),
        phone: text("313-555-0142"),
        submitter_id: text("JUNIPER"),
    };
    tracker.save_billing(&manager(), &practice).unwrap();
    let medicare = tracker.billing().unwrap().payers.remove(0);
    let medicare = tracker::x12::PayerRow { payer_id: text("00000"), receiver_id: text("HOUSE"), ..medicare };
    tracker.save_payer(&manager(), &medicare).unwrap();
    let known = tracker::x12::Subscriber {
        member_id: text("SLOBZ1"),
        street: text("2 Dapple Ct"),
        city: text("Alba"),
        state: text("MI"),
        zip: text("49999"),
        cards: vec![tracker::x12::FormerCard { payer: text("cigna"), member_id: text("SLOBZ2") }],
    };
    let form = PatientChange { id: Some(1), subscriber: Some(known), ..patient(0) };
    tracker.save_patient(&manager(), &form).unwrap();
}

/// A month that was returned and closed all the same.
fn a_month_returned_and_closed(tracker: &mut Tracker) {
    let month = tracker::practice::month("2026-11").unwrap();
    let doctor = tracker::Actor { access: tracker::Access::Practitioner, ..manager() };
    let seen = tracker.open_review_patient(&doctor, PatientId(1), month).unwrap().seen;
    tracker.return_month(&doctor, PatientId(1), month, &seen, "look at the calls again").unwrap();
    tracker.save_reviewing(&manager(), tracker::review::Reviewing::default()).unwrap();
    tracker.close_month(&manager(), month, "the rest is written off").unwrap();
}

/// A timer in stretches that still runs, time set aside and answered for, an entry cut in two, and what people want to be asked.
fn an_absence(tracker: &mut Tracker, clock: &ManualClock) {
    let who = nurse(0);
    tracker.start_timer(&who, enrolled(0), Some("call_patient")).unwrap();
    clock.advance(30);
    tracker.beat().unwrap();
    tracker.set_phone(&who, true).unwrap();
    clock.advance(600);
    tracker.beat().unwrap();
    tracker.come_back(&who).unwrap();
    let gaps = tracker.inbox(&who).unwrap().iter().map(|gap| gap.row.id).collect();
    let answer = Answer {
        gaps,
        verdict: gaps::Verdict::Excluded,
        activity: None,
        reason: "at the door for a parcel".to_owned(),
    };
    tracker.answer_gaps(&who, &answer).unwrap();
    let cut = Cut {
        entry: cut_in_two(tracker),
        at: "10:05".to_owned(),
        enrollment: None,
        activity: None,
        reason: "two calls".to_owned(),
        first_pass: None,
    };
    tracker.split_entry(&who, &cut).unwrap();
    tracker.save_timing(&manager(), Timing::default()).unwrap();
    let wants = Preferences { shortcut: Some("Ctrl+Alt+T".to_owned()), ..Preferences::default() };
    tracker.save_preferences(&who, &wants).unwrap();
    tracker.save_appearance(&who, &tracker::appearance::Appearance::default()).unwrap();
}

/// A typed entry of ten minutes before and after the cut.
fn cut_in_two(tracker: &mut Tracker) -> tracker::EntryId {
    let typed = tracker::entries::TypedEntry {
        enrollment: enrolled(0),
        date: "2026-12-01".to_owned(),
        start: "9:55".to_owned(),
        length: "20".to_owned(),
        activity: "call_patient".to_owned(),
        note: String::new(),
        part_of_visit: false,
        first_pass: None,
    };
    tracker.add_entry(&nurse(0), &typed).unwrap()
}

/// An entry with a leap of the clock in it.
fn under_a_leaping_clock(tracker: &mut Tracker, clock: &ManualClock) {
    tracker.start_timer(&nurse(1), enrolled(1), None).unwrap();
    for leap in [0, 600] {
        clock.advance(HEARTBEAT_S as i64);
        clock.set(clock.now() + TimeDelta::seconds(leap));
        tracker.beat().unwrap();
    }
    tracker.stop_timer(&nurse(1), Some("call_patient"), None).unwrap();
}

/// A closed day, a decision of a month, a discharge and a call after it.
fn fill_what_the_tracker_does_not(world: &World) {
    let mut store = store::Store::open(&world.database(), &world.key().hex()).unwrap();
    let discharge = store::tcm::NewEpisode {
        patient_id: PatientId(1),
        practitioner_id: manager().staff,
        discharged_at: at("2026-10-26T15:00:00Z"),
        from_kind: "inpatient_acute".to_owned(),
        to_kind: "home".to_owned(),
        visit_date: None,
        visit_discharge_management: false,
        mdm: None,
        med_rec: None,
        report: true,
        global: None,
        diagnoses: "I50.22".to_owned(),
        created_at: monday(),
    };
    let filled = store.write(|tx| {
        store::closures::add(tx, "2026-12-24".parse().unwrap(), "Eve")?;
        before(tx)?;
        store::mdm::put(tx, enrolled(0), "2026-11", "high")?;
        let code = store::codes::CodeRow {
            staff_id: nurse(0).staff,
            secret: store::codes::new_secret(),
            used_step: 59,
            added_at: monday(),
        };
        store::codes::put(tx, &code)?;
        let call = store::tcm::NewContact {
            episode_id: store::tcm::insert(tx, &discharge)?,
            at: at("2026-10-27T15:00:00Z"),
            staff_id: Some(nurse(0).staff),
            reached: true,
            scheduling_only: false,
            note: String::new(),
        };
        let wrong = store::tcm::insert_contact(tx, &call)?;
        let void =
            store::tcm::ContactVoid { reason: "logged twice".to_owned(), by: nurse(0).staff, at: monday() };
        store::tcm::void_contact(tx, wrong, &void)?;
        services(tx)?;
        store::audit::append(tx, &event("set_up"))
    });
    filled.unwrap();
}

/// What somebody, a patient's payer and an enrollment's practitioner were before.
fn before(tx: &store::Tx<'_>) -> Result<(), StoreError> {
    use store::before::{self, PayerBefore, PractitionerBefore, StaffBefore};
    let before = || "2026-03".to_owned();
    before::put_staff(
        tx,
        &StaffBefore {
            staff_id: nurse(0).staff,
            before: before(),
            role: "ma".to_owned(),
            credentials: "CMA".to_owned(),
            scope_document: false,
        },
    )?;
    before::put_payer(
        tx,
        &PayerBefore { patient_id: PatientId(1), before: before(), payer: "bcbsm".to_owned() },
    )?;
    let practitioner_id = manager().staff;
    before::put_practitioner(
        tx,
        &PractitionerBefore { enrollment_id: enrolled(0), before: before(), practitioner_id },
    )
}

/// A planning talk, a treatment plan and a visit, each voided.
fn services(tx: &store::Tx<'_>) -> Result<(), StoreError> {
    let (who, patient_id) = (manager().staff, PatientId(1));
    let talk = store::planning_talks::NewTalk {
        patient_id,
        practitioner_id: who,
        started_at: at("2026-10-26T15:00:00Z"),
        ended_at: at("2026-10-26T15:16:00Z"),
        diagnoses: "Z71.89".to_owned(),
        written_by: who,
        written_at: monday(),
    };
    let plan = store::oncology_plans::NewPlan {
        patient_id,
        practitioner_id: who,
        kind: "initial".to_owned(),
        day: "2026-10-26".parse().unwrap(),
        cancer: "C50.911".to_owned(),
        written_by: who,
        written_at: monday(),
    };
    let service = store::own_services::NewService {
        patient_id,
        code: "99457".to_owned(),
        day: "2026-10-26".parse().unwrap(),
        staff_id: Some(who),
        by_time: false,
        used: Some((at("2026-10-26T16:00:00Z"), at("2026-10-26T16:20:00Z"))),
        written_by: who,
        written_at: monday(),
    };
    let void = store::voids::Void { reason: "logged twice".to_owned(), by: who, at: monday() };
    store::planning_talks::void(tx, store::planning_talks::insert(tx, &talk)?, &void)?;
    store::oncology_plans::void(tx, store::oncology_plans::insert(tx, &plan)?, &void)?;
    store::own_services::void(tx, store::own_services::insert(tx, &service)?, &void)
}

fn edit(run: &Run, full: &Files, (table, column, statement): &Edit) -> Seen {
    let world = World::of(run, full);
    let before = world.read(tamper::contents);
    let run = |statement: &str| tamper::run(&world.database(), &world.key().hex(), statement);
    match run(statement) {
        // The next number is taken; one far away is not.
        Err(StoreError::Conflict(_)) => run(&statement.replace("+ 1", "+ 1000")).unwrap(),
        edited => edited.unwrap(),
    }
    if world.read(tamper::contents) == before {
        return Seen::Empty(table.clone());
    }
    match world.open_on_monday() {
        Ok(tracker) if tracker.verify().unwrap().faults.is_empty() => {
            Seen::Missed(format!("{table}.{column}"))
        }
        Ok(_) => Seen::Verified,
        Err(Error::OldKeys) => Seen::Refused,
        Err(error) if matches!(error.code(), Code::Internal | Code::Damaged) => Seen::Refused,
        Err(error) => Seen::Missed(format!("{table}.{column} ({error})")),
    }
}
