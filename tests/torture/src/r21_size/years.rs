//! Years of a practice with forty people, written as the program would have: five events for each entry.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use store::audit::{self, Event, Stamp};
use store::conditions::{self, NewCondition};
use store::enrollments::{self, NewEnrollment};
use store::entries::{self, NewEntry};
use store::patients::{self, NewPatient};
use store::staff::{self, NewStaff};
use store::timers::{self, NewTimer};
use store::{EnrollmentId, PatientId, StaffId, Store, StoreError, Tx};

use vault::DataKey;

use super::shape::Shape;
use crate::child::{self, Part, Running};
use crate::practice::{NURSES, event};
use crate::report::{Run, Verdict, disk};
use crate::stopwatch::Stopwatch;
use crate::world::{World, unhex};

const STAFF: i64 = 40;
const BATCH: usize = 5_000;
/// Nobody of the template's people, who have tests of their own.
const FIRST_STAFF: i64 = NURSES as i64 + 4;

/// The key of a vault that is kept for the next run, and the sign that it is whole.
const KEY: &str = "key";

/// The large practice on a disk: made once for each version of what makes it, and copied from then on.
pub(super) fn laid_out(run: &Run, verdict: &mut Verdict) -> Result<World, String> {
    let shape = Shape::years(Shape::entries());
    let (entries, kept) = (shape.begins.len(), kept(&shape));
    if !kept.join(KEY).exists() {
        let watch = Stopwatch::start();
        make(run, &shape, &kept, |_| Ok(()))?;
        verdict.figure(format!("{entries} entries made in {:.0} s", watch.seconds()));
    }
    let key = fs::read_to_string(kept.join(KEY)).map_err(|error| error.to_string())?;
    let world = World::empty_on_disk(run, DataKey::from_bytes(unhex(&key)));
    copy(&kept, &world.vault())?;
    let bytes = fs::metadata(world.database()).map_err(|error| error.to_string())?.len();
    verdict.figure(format!("{entries} entries, {} MiB", bytes >> 20));
    Ok(world)
}

/// The files of a kept vault, without its key.
pub(super) fn copy(kept: &Path, vault: &Path) -> Result<(), String> {
    let files: Vec<_> = fs::read_dir(kept).unwrap().map(|file| file.unwrap().file_name()).collect();
    for name in files.into_iter().filter(|name| name != KEY) {
        fs::copy(kept.join(&name), vault.join(&name)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// A folder of its own for each schema, maker, size and first day.
pub(super) fn kept(shape: &Shape) -> PathBuf {
    let made_by = [
        include_str!("../../../../src-tauri/store/schema.sql"),
        include_str!("years.rs"),
        include_str!("shape.rs"),
        include_str!("screens.rs"),
    ]
    .concat();
    let sha = Sha256::digest(format!("{made_by}{} {}", shape.begins.len(), shape.began()));
    let short: String = sha.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    disk().join(format!("{}-{short}", shape.name))
}

/// One of those who are in a program still.
pub(super) fn staying(number: usize) -> EnrollmentId {
    EnrollmentId(NURSES as i64 + 1 + number as i64 * Shape::years(1).staying)
}

/// Makes the practice, lets its own program finish it, and keeps it.
pub(super) fn make(
    run: &Run,
    shape: &Shape,
    kept: &Path,
    finish: impl FnOnce(&World) -> Result<(), String>,
) -> Result<(), String> {
    // Those of other versions are of no use any more.
    for old in fs::read_dir(disk()).into_iter().flatten().flatten() {
        if old.file_name().to_string_lossy().starts_with(&format!("{}-", shape.name)) {
            fs::remove_dir_all(old.path()).map_err(|error| error.to_string())?;
        }
    }
    let world = World::on_disk(run);
    let today = tracker::Clock::now(&tracker::SystemClock).date_naive().to_string();
    let words = [shape.name.to_owned(), shape.begins.len().to_string(), today];
    let made = Running::start(child::command("r21", world.home(), &world.key(), &words)).wait();
    if !made.in_order {
        return Err(format!("the large practice could not be made: {}", made.errors));
    }
    finish(&world)?;
    fs::write(world.vault().join(KEY), world.key().hex().as_str()).map_err(|error| error.to_string())?;
    fs::rename(world.vault(), kept).map_err(|error| error.to_string())
}

/// Fills a vault, in a process of its own.
pub(crate) fn child(part: &Part) {
    let shape = Shape::named(&part.words[0], part.number(1), day(&part.words[2]));
    let database = part.home.join("practice").join("caretally.db");
    let mut store = Store::open(&database, &part.key.hex()).unwrap();
    store.write(|tx| people(tx, &shape)).unwrap();
    let numbers: Vec<_> = (0..part.number(1)).collect();
    for batch in numbers.chunks(BATCH) {
        store.write(|tx| batch.iter().try_for_each(|number| work(tx, &shape, *number))).unwrap();
    }
    store.checkpoint().unwrap();
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn people(tx: &Tx<'_>, shape: &Shape) -> Result<(), StoreError> {
    let began = shape.began();
    for number in 0..STAFF {
        let new = NewStaff {
            name: format!("Colleague {number}"),
            role: "rn".to_owned(),
            access: "care_team".to_owned(),
            credentials: "RN".to_owned(),
            npi: None,
            sign_in: None,
            team_training: shape.lifelike.then(|| began.date_naive()),
            scope_document: shape.lifelike,
            active: true,
            created_at: began,
        };
        assert_eq!(staff::insert(tx, &new)?.get(), FIRST_STAFF + number);
    }
    (0..shape.patients).try_for_each(|number| patient(tx, shape, number))?;
    audit::append(tx, &event("import_patients")).map(|_| ())
}

fn patient(tx: &Tx<'_>, shape: &Shape, number: i64) -> Result<(), StoreError> {
    let (began, first) = (shape.began(), shape.began().date_naive());
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
            created_at: began,
        },
    )?;
    let new = NewEnrollment {
        patient_id,
        program: "ccm".to_owned(),
        practitioner_id: StaffId(NURSES as i64 + 2),
        start_date: first,
        end_date: (number % shape.staying != 0).then(|| day("2026-09-30")),
        consent_given: Some(first.to_string()),
        consent_mode: "verbal".to_owned(),
        consent_taker_id: None,
        consent_topics: String::new(),
        consent_revoked: None,
        visit_date: Some(first),
        visit_kind: Some("em".to_owned()),
        visit_discussed: true,
        last_seen: None,
        plan_established: Some(first),
        plan_revised: None,
        plan_copy_given: shape.lifelike.then_some(first),
        attested: true,
        supervisor_id: None,
        lead_id: None,
        created_at: began,
    };
    let enrollment = enrollments::insert(tx, &new)?;
    if shape.lifelike {
        conditions::replace(tx, enrollment, &["I50.22", "E11.9"].map(condition), None)
    } else {
        Ok(())
    }
}

fn condition(icd10: &str) -> NewCondition {
    NewCondition {
        icd10: Some(icd10.to_owned()),
        label: String::new(),
        expected_months: None,
        high_risk: true,
    }
}

/// Everybody signs in anew for each four patients, as after lunch or behind a lock: 20 events each.
fn sign_in(number: i64) -> [u8; 16] {
    let (round, who) = (number / (STAFF * 4), number % STAFF);
    ((i128::from(round) << 64) + i128::from(who)).to_be_bytes()
}

/// A patient looked up and opened, a timer started, described and stopped: five events.
fn work(tx: &Tx<'_>, shape: &Shape, number: i64) -> Result<(), StoreError> {
    let begin = shape.begins[usize::try_from(number).unwrap()];
    let (seconds, activity) = (shape.seconds(number), shape.activity(number));
    let staff_id = StaffId(FIRST_STAFF + number % STAFF);
    // Behind the patients of the template, whose numbers come first.
    let enrolled = NURSES as i64 + 1 + number * 7 % shape.patients;
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
    timers::set_activity(tx, timer, Some(activity))?;
    note("describe_timer", 3)?;
    timers::remove(tx, timer)?;
    entries::insert(tx, &entry((patient_id, enrollment_id, staff_id), activity, begin, seconds))?;
    note("stop_timer", seconds).map(|_| ())
}

fn entry(
    (patient_id, enrollment_id, staff_id): (PatientId, EnrollmentId, StaffId),
    activity: &str,
    begin: DateTime<Utc>,
    seconds: i64,
) -> NewEntry {
    let ended_at = begin + TimeDelta::seconds(seconds);
    NewEntry {
        patient_id,
        enrollment_id,
        staff_id,
        started_at: begin,
        ended_at,
        time_zone: "America/Detroit".to_owned(),
        service_date: begin.date_naive(),
        activity: activity.to_owned(),
        note: String::new(),
        origin: "timed".to_owned(),
        part_of_visit: false,
        replaces_id: None,
        reason: None,
        written_by: staff_id,
        written_at: ended_at,
    }
}
