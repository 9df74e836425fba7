//! R16: names, notes and passwords that occur nowhere else, and a look at every byte the program leaves behind.
//!
//! A session with locks, failed sign-ins, refusals, searches, imports, backups and a kill at the end. What the person asked
//! for, the claim file, is the one place where a name may be, and proves that the look would find one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::{EntryId, PatientId};
use tracker::enrollments::ConditionChange;
use tracker::entries::{Correction, TypedEntry};
use tracker::patients::PatientChange;
use tracker::practice::PracticeChange;
use tracker::staff::StaffChange;
use tracker::tcm::{ContactChange, EpisodeChange};
use tracker::{Access, Clock, Error, Home, ManualClock, Tracker};

use crate::child::{self, Part, Running, say, wait_for_the_word};
use crate::practice::{self, PASSWORD, SIGN_IN, enrolled, manager, nurse};
use crate::report::{Run, Test, Verdict};
use crate::world::{World, monday};

pub(crate) const TEST: Test = Test {
    name: "R16",
    what: "names, notes and passwords of one's own looked for in every byte that a session leaves",
    bar: "0 outside of the claim file that was asked for, and there found",
    run,
};

/// In everything about a person.
const PERSON: &str = "zorbamirq";
/// In every password, right or wrong.
const SECRET: &str = "wqenlothar";

/// Where the child exports to.
const EXPORTS: &str = "exports";

#[derive(Default)]
struct Look {
    files: usize,
    bytes: u64,
    in_claims: usize,
    faults: Vec<String>,
}

fn run(run: &Run) -> Verdict {
    let (world, mut verdict) = (World::new(run), Verdict::default());
    let temporary = run.folder();
    let mut command = child::command("r16", world.home(), &world.key(), &[]);
    command.env("TMPDIR", temporary.path()).current_dir(temporary.path());
    let mut running = Running::start(command);
    let (mut look, mut looks, mut lines) = (Look::default(), Vec::new(), Vec::new());
    while let Some(line) = running.line() {
        let Some(when) = line.strip_prefix("look ") else {
            lines.push(line);
            continue;
        };
        look.faults.extend([world.home(), temporary.path()].iter().flat_map(|dir| {
            let found = look_through(dir);
            (look.files, look.bytes) = (look.files + found.files, look.bytes + found.bytes);
            look.in_claims = look.in_claims.max(found.in_claims);
            found.faults.into_iter().map(|fault| format!("{when}: {fault}")).collect::<Vec<_>>()
        }));
        looks.push(when.to_owned());
        if when == "killed" {
            break;
        }
        running.go_on();
    }
    let ended = running.kill();
    for dir in [world.home(), temporary.path()] {
        let found = look_through(dir);
        (look.files, look.bytes) = (look.files + found.files, look.bytes + found.bytes);
        look.faults.extend(found.faults.into_iter().map(|fault| format!("after the kill: {fault}")));
    }
    let said =
        lines.iter().chain(&ended.lines).map(String::as_str).collect::<Vec<_>>().join("\n") + &ended.errors;
    look.faults.extend(in_bytes(said.as_bytes()).map(|stem| format!("{stem} is in what the program said")));
    verdict
        .must(looks.last().is_some_and(|when| when == "killed"), format!("it ended early: {}", ended.errors));
    let refusals = lines.iter().filter(|line| line.starts_with("refused")).count();
    verdict.figure(format!("{} looks at {} files, {} KiB", looks.len() + 1, look.files, look.bytes / 1024));
    verdict.figure(format!("{refusals} refusals, each with its words and its Debug form"));
    verdict.figure(format!("{} in the claim file", look.in_claims));
    verdict.figure(format!("{} elsewhere", look.faults.len()));
    verdict.must(look.in_claims > 0, "the name is not in the claim file: the test is blind");
    verdict.must(refusals >= 12, "too few refusals: the test is blind");
    look.faults.into_iter().for_each(|fault| verdict.fault(fault));
    verdict
}

fn look_through(dir: &Path) -> Look {
    let mut look = Look::default();
    for path in every_file(dir) {
        // One that is gone by now was written and taken away again between two looks.
        let Ok(bytes) = fs::read(&path) else { continue };
        look.files += 1;
        look.bytes += bytes.len() as u64;
        let asked_for =
            path.starts_with(dir.join(EXPORTS)) && path.extension().is_some_and(|end| end == "csv");
        for stem in in_bytes(&bytes) {
            if asked_for && stem == PERSON {
                look.in_claims += 1;
            } else {
                look.faults.push(format!("{stem} is in {}", path.display()));
            }
        }
    }
    look
}

fn every_file(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() { files.extend(every_file(&path)) } else { files.push(path) }
    }
    files
}

/// The words that are in some bytes, whatever their case, as UTF-8 or UTF-16.
fn in_bytes(bytes: &[u8]) -> impl Iterator<Item = &'static str> {
    let lower = bytes.to_ascii_lowercase();
    [PERSON, SECRET].into_iter().filter(move |stem| {
        let wide: Vec<u8> = stem.bytes().flat_map(|byte| [byte, 0]).collect();
        let has = |word: &[u8]| lower.windows(word.len()).any(|window| window == word);
        has(stem.as_bytes()) || has(&wide)
    })
}

/// A session with everything in it that could leave something behind.
pub(crate) fn child(part: &Part) {
    let clock = Arc::new(ManualClock::at(monday()));
    let home = Home::at(&part.home);
    let mut tracker = home.unlock(SIGN_IN, PASSWORD, clock.clone()).unwrap().0;
    let (patient, entry) = seed(&mut tracker, &clock);
    look("with the journal full");
    refusals(&mut tracker, patient, entry);
    searched(&mut tracker, patient);
    tracker.settle_journal().unwrap();
    look("locked");
    for (name, password) in wrong() {
        told(tracker.sign_in(&name, &password));
    }
    tracker.sign_in(SIGN_IN, PASSWORD).unwrap();
    backups(&mut tracker);
    look("after backups");
    drop(tracker);
    for (name, password) in wrong() {
        told(home.unlock(&name, &password, clock.clone()));
    }
    on_the_command_line(&part.home);
    look("closed");
    let mut tracker = home.unlock(SIGN_IN, PASSWORD, clock.clone()).unwrap().0;
    tracker.closing_backup().unwrap().map(|job| job.run().unwrap());
    clock.advance(40 * 86_400);
    let november = tracker::practice::month("2026-11").unwrap();
    tracker
        .export_claims(&manager(), november, &tracker::export::Order::csv(), Some(&part.home.join(EXPORTS)))
        .unwrap();
    tracker.start_timer(&nurse(0), enrolled(0), None).unwrap();
    tracker.describe_timer(&nurse(0), None, &text("note of a timer")).unwrap();
    look("killed");
}

/// Something about a person.
fn text(what: &str) -> String {
    format!("Zorbamirq {what}")
}

fn look(when: &str) {
    say(&format!("look {when}"));
    wait_for_the_word();
}

/// A refusal with everything that a log could be given of it.
fn told<T>(done: Result<T, Error>) {
    let Err(error) = done else { return say("done") };
    let said = format!("{error} {error:?} {:?}", error.at_field());
    say(&format!("refused {}", said.replace('\n', " ")));
}

/// People, notes and reasons wherever there is room for them.
fn seed(tracker: &mut Tracker, clock: &ManualClock) -> (PatientId, EntryId) {
    let who = manager();
    let practice = PracticeChange {
        name: text("Medical"),
        time_zone: "America/Detroit".to_owned(),
        place: "non_facility".to_owned(),
        assigned_only: true,
    };
    tracker.save_practice(&who, &practice).unwrap();
    let hired = StaffChange {
        sign_in: Some("rosa".to_owned()),
        password: Some(format!("{SECRET} patient otters hum")),
        credentials: "Zorbamirq RN".to_owned(),
        ..practice::staff(&text("Nurse"), "ma", Access::Assistant)
    };
    tracker.save_staff(&who, &hired).unwrap();
    let patient = tracker.save_patient(&who, &patient("Patient", "1")).unwrap();
    let mut form = practice::enrollment(patient);
    form.conditions.push(ConditionChange {
        icd10: None,
        label: text("condition"),
        expected_months: Some(3),
        high_risk: true,
    });
    let enrollment = tracker.save_enrollment(&who, &form).unwrap();
    tracker.save_care_team(&who, patient, &[nurse(0).staff]).unwrap();
    tracker.start_timer(&nurse(0), enrollment, Some("call_patient")).unwrap();
    tracker.describe_timer(&nurse(0), Some("call_patient"), &text("note while timing")).unwrap();
    for _ in 0..90 {
        clock.advance(15);
        tracker.beat().unwrap();
    }
    tracker.stop_timer(&nurse(0), None, Some(&text("note"))).unwrap();
    let typed =
        TypedEntry { enrollment, note: text("note typed"), ..practice::typed(0, "2026-11-01", "09:00") };
    let entry = tracker.add_entry(&who, &typed).unwrap();
    let correction = Correction {
        entry,
        date: "2026-11-01".to_owned(),
        start: "09:00".to_owned(),
        end: "09:25".to_owned(),
        activity: "call_patient".to_owned(),
        note: text("note corrected"),
        part_of_visit: false,
        reason: text("was still on the phone"),
        first_pass: None,
    };
    let entry = tracker.correct_entry(&who, &correction).unwrap();
    tracker.open_in_emergency(&nurse(1), patient, &text("has chest pain")).unwrap();
    discharge(tracker, patient);
    let list = format!("Name,DOB,MRN,Insurance\n{},1950-01-31,Z-9,medicare\n", text("Imported"));
    tracker.open_import(&who, &list).unwrap();
    tracker.import_patients(&who, &list).unwrap();
    (patient, entry)
}

fn patient(name: &str, number: &str) -> PatientChange {
    PatientChange {
        id: None,
        name: text(name),
        birth_date: "1941-07-30".to_owned(),
        mrn: format!("ZORBAMIRQ-{number}"),
        sex: String::new(),
        payer: "medicare".to_owned(),
        call_window: text("mornings"),
        subscriber: None,
        from: None,
    }
}

fn discharge(tracker: &mut Tracker, patient: PatientId) {
    let form = EpisodeChange {
        id: None,
        patient: patient.get(),
        practitioner: practice::DOCTOR,
        discharge_date: "2026-10-30".to_owned(),
        discharge_time: "11:00".to_owned(),
        from: "inpatient_acute".to_owned(),
        to: "home".to_owned(),
        visit_date: None,
        visit_discharge_management: false,
        mdm: None,
        diagnoses: String::new(),
        med_rec: None,
        report: true,
        global_from: None,
        global_to: None,
    };
    let episode = tracker.save_episode(&manager(), &form).unwrap();
    let call =
        ContactChange { episode, at: None, reached: true, scheduling_only: false, note: text("said hello") };
    tracker.log_contact(&nurse(0), &call).unwrap();
}

/// Everything that is refused with a name in it.
fn refusals(tracker: &mut Tracker, seen: PatientId, entry: EntryId) {
    let who = manager();
    told(tracker.save_patient(&who, &patient("Patient", "1")));
    told(
        tracker.save_patient(&who, &PatientChange { birth_date: text("birthday"), ..patient("Other", "2") }),
    );
    told(tracker.save_patient(&who, &PatientChange { payer: text("payer"), ..patient("Other", "2") }));
    told(
        tracker
            .save_patient(&who, &PatientChange { name: text(&"x".repeat(5_000)), ..patient("Other", "2") }),
    );
    told(tracker.save_staff(&who, &practice::staff(&text("Nurse"), &text("role"), Access::CareTeam)));
    let typed = TypedEntry { activity: text("activity"), ..practice::typed(0, "2026-11-01", "09:00") };
    told(tracker.add_entry(&who, &typed));
    told(
        tracker
            .add_entry(&who, &TypedEntry { date: text("date"), ..practice::typed(0, "2026-11-01", "09:00") }),
    );
    told(tracker.void_entry(&nurse(1), entry, &text("reason")));
    told(tracker.describe_timer(&nurse(2), Some(&text("activity")), &text("note")));
    told(tracker.start_timer(&nurse(0), store::EnrollmentId(99), None));
    told(tracker.open_in_emergency(&nurse(1), PatientId(99), &text("has chest pain")));
    let november = tracker::practice::month("2026-11").unwrap();
    told(tracker.export_claims(&nurse(0), november, &tracker::export::Order::csv(), None));
    told(tracker.export_claims(
        &who,
        tracker::practice::month("2021-01").unwrap(),
        &tracker::export::Order::csv(),
        None,
    ));
    told(tracker.import_patients(&who, &format!("Name,DOB,MRN,Insurance\n{},x,y,z\n", text("Broken"))));
    told(tracker.import_patients(&nurse(0), &text("Broken")));
    told(tracker.export_audit(&nurse(0), &store::audit::Filter::default(), None));
    told(tracker.print(&nurse(2), "month", Some(PatientId(seen.get() + 50))));
}

/// Looks at people, which are on record.
fn searched(tracker: &mut Tracker, patient: PatientId) {
    let who = manager();
    tracker.search_patients(&who, PERSON).unwrap();
    tracker.settle_searches().unwrap();
    let shown = tracker.open_patient(&who, patient, None).unwrap();
    say(&format!("shown {:?}", shown.patient));
    let found = tracker.find_patients(PERSON).unwrap();
    found.iter().for_each(|line| say(&format!("found {:?}", line.row)));
    say(&format!("open {tracker:?}"));
}

/// Passwords that are wrong, and one that was typed where the name belongs.
fn wrong() -> [(String, String); 3] {
    [
        (SIGN_IN.to_owned(), format!("{SECRET} wrong geese fly")),
        ("rosa".to_owned(), format!("{SECRET} wrong geese swim")),
        (format!("{SECRET} patient otters hum"), String::new()),
    ]
}

fn backups(tracker: &mut Tracker) {
    let usb = std::env::temp_dir().join("usb");
    fs::create_dir(&usb).unwrap();
    tracker.set_second_place(&manager(), usb.to_str()).unwrap();
    tracker.back_up(&manager()).unwrap().run().unwrap();
    let proof = tracker.proof_job(&manager()).unwrap().run().unwrap();
    assert!(proof.is_good(), "{:?}", proof.faults);
    tracker.note_proof(&manager(), &proof).unwrap();
    // And something in the journal again.
    tracker.save_patient(&manager(), &patient("Later", "3")).unwrap();
}

/// What the command line says of all this, but for a report, which has names in it.
fn on_the_command_line(home: &Path) {
    let home = home.to_str().unwrap();
    for words in [
        vec!["verify"],
        vec!["backup"],
        vec!["export", "--month", "2021-01"],
        vec!["export", "--month", PERSON],
        vec!["rules", "add", "/nowhere/at-all.toml"],
    ] {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let args =
            ["caretally-cli", "--home", home, "--sign-in", SIGN_IN].into_iter().chain(words.iter().copied());
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(monday() + chrono::TimeDelta::hours(5)));
        let mut console = cli::Console {
            input: &mut &b""[..],
            output: &mut output,
            errors: &mut errors,
            ask_secret: None,
            sign_in: None,
            password: Some(PASSWORD.into()),
            clock,
        };
        cli::run(args.map(std::ffi::OsString::from), &mut console);
        // What somebody typed at a prompt may be said back to them there; a file must not have it.
        if words.last() != Some(&PERSON) {
            let said = [output, errors].concat();
            say(&format!("refused or said: {}", String::from_utf8_lossy(&said).replace('\n', " ")));
        }
    }
}
