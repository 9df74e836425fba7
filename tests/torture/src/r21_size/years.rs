//! Five years of a practice with forty people, written as the program would have: five events for each entry.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use store::audit::{self, Event, Stamp};
use store::enrollments::{self, NewEnrollment};
use store::entries::{self, NewEntry};
use store::patients::{self, NewPatient};
use store::staff::{self, NewStaff};
use store::timers::{self, NewTimer};
use store::{EnrollmentId, PatientId, StaffId, Store, StoreError, Tx};

use vault::DataKey;

use crate::child::{self, Part, Running};
use crate::practice::{NURSES, event};
use crate::report::{Run, Verdict, disk};
use crate::stopwatch::Stopwatch;
use crate::world::{World, at, unhex};

const PATIENTS: i64 = 20_000;
/// One in ten is in a program still.
const STAYING: i64 = 10;
const STAFF: i64 = 40;
const BATCH: i64 = 5_000;
/// Nobody of the template's people, who have tests of their own.
const FIRST_STAFF: i64 = NURSES as i64 + 4;
/// Fewer for a trial: TORTURE_ENTRIES says how many.
const ENTRIES: i64 = 400_000;

/// The key of a vault that is kept for the next run, and the sign that it is whole.
const KEY: &str = "key";

/// The large practice on a disk: made once for each version of what makes it, and copied from then on.
pub(super) fn laid_out(run: &Run, verdict: &mut Verdict) -> Result<World, String> {
    let entries = std::env::var("TORTURE_ENTRIES").map_or(ENTRIES, |text| text.parse().unwrap());
    let kept = kept(entries);
    if !kept.join(KEY).exists() {
        let watch = Stopwatch::start();
        make(run, entries, &kept)?;
        verdict.figure(format!("{entries} entries made in {:.0} s", watch.seconds()));
    }
    let key = fs::read_to_string(kept.join(KEY)).map_err(|error| error.to_string())?;
    let files: Vec<_> = fs::read_dir(&kept).unwrap().map(|file| file.unwrap().file_name()).collect();
    let world = World::empty_on_disk(run, DataKey::from_bytes(unhex(&key)));
    for name in files.into_iter().filter(|name| name != KEY) {
        fs::copy(kept.join(&name), world.vault().join(&name)).map_err(|error| error.to_string())?;
    }
    let bytes = fs::metadata(world.database()).map_err(|error| error.to_string())?.len();
    verdict.figure(format!("{entries} entries, {} MiB", bytes >> 20));
    Ok(world)
}

/// A folder of its own for each schema, maker and size.
fn kept(entries: i64) -> PathBuf {
    let made_by = [include_str!("../../../../src-tauri/store/schema.sql"), include_str!("years.rs")].concat();
    let sha = Sha256::digest(format!("{made_by}{entries}"));
    let short: String = sha.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    disk().join(format!("{KEPT}{short}"))
}

/// What the folders of kept practices are called.
const KEPT: &str = "years-";

/// One of those who are in a program still.
pub(super) fn staying(number: usize) -> EnrollmentId {
    EnrollmentId(NURSES as i64 + 1 + number as i64 * STAYING)
}

fn make(run: &Run, entries: i64, kept: &Path) -> Result<(), String> {
    // Those of other versions are of no use any more.
    for old in fs::read_dir(disk()).into_iter().flatten().flatten() {
        if old.file_name().to_string_lossy().starts_with(KEPT) {
            fs::remove_dir_all(old.path()).map_err(|error| error.to_string())?;
        }
    }
    let world = World::on_disk(run);
    let maker = child::command("r21", world.home(), &world.key(), &[entries.to_string()]);
    let made = Running::start(maker).wait();
    if !made.in_order {
        return Err(format!("the large practice could not be made: {}", made.errors));
    }
    fs::write(world.vault().join(KEY), world.key().hex().as_str()).map_err(|error| error.to_string())?;
    fs::rename(world.vault(), kept).map_err(|error| error.to_string())
}

/// Fills a vault, in a process of its own.
pub(crate) fn child(part: &Part) {
    let database = part.home.join("practice").join("caretally.db");
    let mut store = Store::open(&database, &part.key.hex()).unwrap();
    store.write(people).unwrap();
    for done in (0..part.number(0)).step_by(BATCH as usize) {
        store.write(|tx| (done..done + BATCH).try_for_each(|number| work(tx, number))).unwrap();
    }
    store.checkpoint().unwrap();
}

/// From January 2022 to September 2026.
fn moment(number: i64) -> DateTime<Utc> {
    at("2022-01-03T14:00:00Z") + TimeDelta::seconds(number * 370)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn people(tx: &Tx<'_>) -> Result<(), StoreError> {
    for number in 0..STAFF {
        let new = NewStaff {
            name: format!("Colleague {number}"),
            role: "rn".to_owned(),
            access: "care_team".to_owned(),
            credentials: "RN".to_owned(),
            npi: None,
            sign_in: None,
            team_training: None,
            scope_document: false,
            active: true,
            created_at: moment(0),
        };
        assert_eq!(staff::insert(tx, &new)?.get(), FIRST_STAFF + number);
    }
    (0..PATIENTS).try_for_each(|number| patient(tx, number))?;
    audit::append(tx, &event("import_patients")).map(|_| ())
}

fn patient(tx: &Tx<'_>, number: i64) -> Result<(), StoreError> {
    let patient_id = patients::insert(
        tx,
        &NewPatient {
            name: format!("Patient Number {number}"),
            birth_date: day("1950-03-07"),
            mrn: format!("M-{number}"),
            sex: "F".to_owned(),
            payer: "medicare".to_owned(),
            call_window: String::new(),
            died_at: None,
            created_at: moment(0),
        },
    )?;
    let new = NewEnrollment {
        patient_id,
        program: "ccm".to_owned(),
        practitioner_id: StaffId(NURSES as i64 + 2),
        start_date: day("2022-01-03"),
        end_date: (number % STAYING != 0).then(|| day("2026-09-30")),
        consent_given: Some("2022-01-03".to_owned()),
        consent_mode: "verbal".to_owned(),
        consent_taker_id: None,
        consent_topics: String::new(),
        consent_revoked: None,
        visit_date: Some(day("2022-01-03")),
        visit_kind: Some("em".to_owned()),
        visit_discussed: true,
        last_seen: None,
        plan_established: Some(day("2022-01-03")),
        plan_revised: None,
        plan_copy_given: None,
        attested: true,
        supervisor_id: None,
        created_at: moment(0),
    };
    enrollments::insert(tx, &new).map(|_| ())
}

/// Everybody signs in anew for each four patients, as after lunch or behind a lock: 20 events each.
fn sign_in(number: i64) -> [u8; 16] {
    let (round, who) = (number / (STAFF * 4), number % STAFF);
    ((i128::from(round) << 64) + i128::from(who)).to_be_bytes()
}

/// A patient looked up and opened, a timer started, described and stopped: five events.
fn work(tx: &Tx<'_>, number: i64) -> Result<(), StoreError> {
    let begin = moment(number);
    let staff_id = StaffId(FIRST_STAFF + number % STAFF);
    // Behind the patients of the template, whose numbers come first.
    let enrolled = NURSES as i64 + 1 + number * 7 % PATIENTS;
    let (patient_id, enrollment_id) = (PatientId(enrolled), EnrollmentId(enrolled));
    let note = |action: &str, seconds: i64| {
        let wall_ms = (begin + TimeDelta::seconds(seconds)).timestamp_millis();
        let stamp = Stamp {
            wall_ms,
            mono_ms: wall_ms % 86_400_000,
            session_id: sign_in(number),
            ..event(action).stamp
        };
        audit::append(
            tx,
            &Event { stamp, patient_id: Some(patient_id), object_id: Some(number), ..event(action) },
        )
    };
    note("query", 0)?;
    note("view", 1)?;
    let timer = timers::insert(
        tx,
        &NewTimer {
            staff_id,
            enrollment_id,
            activity: None,
            note: String::new(),
            started_at: begin,
            heartbeat_at: begin,
        },
    )?;
    note("start_timer", 2)?;
    timers::set_activity(tx, timer, Some("call_patient"))?;
    note("describe_timer", 3)?;
    timers::remove(tx, timer)?;
    let ended_at = begin + TimeDelta::seconds(300);
    entries::insert(
        tx,
        &NewEntry {
            patient_id,
            enrollment_id,
            staff_id,
            started_at: begin,
            ended_at,
            time_zone: "America/Detroit".to_owned(),
            service_date: begin.date_naive(),
            activity: "call_patient".to_owned(),
            note: String::new(),
            origin: "timed".to_owned(),
            part_of_visit: false,
            replaces_id: None,
            reason: None,
            written_by: staff_id,
            written_at: ended_at,
        },
    )?;
    note("stop_timer", 300).map(|_| ())
}
