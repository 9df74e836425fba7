//! How much processor time the verification of a large record takes, beside reading every row once: `cargo bench -p store`.
//!
//! ENTRIES says how many (400,000 with five events each, if not); RECORD keeps the database in a folder for the next run.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops at the first fault"
)]

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use store::audit::{self, Event, Stamp};
use store::backup::{StoredCopy, census};
use store::enrollments::{self, NewEnrollment};
use store::entries::{self, NewEntry};
use store::patients::{self, NewPatient};
use store::staff::{self, NewStaff};
use store::timers::{self, NewTimer};
use store::{Conn, EnrollmentId, PatientId, Reader, StaffId, Store, StoreError, Tx};

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const PATIENTS: i64 = 20_000;
const STAFF: i64 = 40;
const BATCH: i64 = 5_000;
const ROUNDS: usize = 5;

fn main() {
    let entries = std::env::var("ENTRIES").map_or(400_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("RECORD").map(PathBuf::from);
    let file = kept.as_deref().unwrap_or(folder.path()).join("record.db");
    if !file.exists() {
        let took = timed(|| generate(&file, entries)).1;
        println!("generated {entries} entries in {took:.1?}");
    }
    let (store, opening) = timed(|| Store::open(&file, KEY).unwrap());
    println!("opened in {opening:.1?}; {} MiB", std::fs::metadata(&file).unwrap().len() >> 20);
    let (mut reading, mut values, mut proving) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        reading.push(timed(|| store.read(read_every_row).unwrap()).1);
        values.push(timed(|| store.read(read_every_value).unwrap()).1);
        let (report, took) = timed(|| store.read(audit::verify).unwrap());
        assert!(report.is_sound(), "{report:?}");
        proving.push(took);
        println!("{} events, {} rows: {took:.2?}", report.events, report.rows);
    }
    let (read, proved) = (median(reading), median(proving));
    let ratio = proved.as_secs_f64() / read.as_secs_f64();
    println!("reading every row and taking every value once {:.2?}", median(values));
    println!("reading every row once {read:.2?}; verification {proved:.2?}: {ratio:.2} times as long");
    let (found, took) = timed(|| store.integrity().unwrap());
    println!("every page, index and reference: {took:.2?}, {} faults", found.len());
    backed_up(&file, folder.path());
}

/// A backup as it is made while work goes on: copied, opened again, looked at whole. Its restore is the look and a copy.
fn backed_up(file: &Path, folder: &Path) {
    let copy = folder.join("copy.db");
    let mut reader = Reader::open(file, KEY).unwrap();
    let (seen, copying) = timed(|| reader.copy_to(&copy, KEY, &mut |_, _| ()).unwrap());
    let (counted, looking) = timed(|| {
        let kept = StoredCopy::open(&copy, KEY).unwrap();
        assert_eq!(kept.read(store::problems).unwrap(), [""; 0]);
        assert!(kept.read(audit::verify).unwrap().is_sound());
        kept.read(census).unwrap()
    });
    assert_eq!(counted, seen);
    println!("copied in {copying:.2?}; opened again and looked at whole in {looking:.2?}");
}

/// Processor time of this thread, as Linux counts it: what else runs on the machine hardly weighs in it.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = nanoseconds();
    let value = work();
    (value, Duration::from_nanos(nanoseconds() - start))
}

fn nanoseconds() -> u64 {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    counts.split_whitespace().next().unwrap().parse().unwrap()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn tables(conn: &Conn) -> Result<Vec<String>, StoreError> {
    let mut tables = conn.prepare("SELECT name FROM main.sqlite_master WHERE type = 'table'")?;
    Ok(tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Every table from its first page to its last, and every value in it.
fn read_every_value(conn: &Conn) -> Result<usize, StoreError> {
    let mut length = 0;
    for name in tables(conn)? {
        let mut statement = conn.prepare(&format!("SELECT * FROM {name}"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                length +=
                    row.get_ref(column)?.as_bytes_or_null().map_or(8, |bytes| bytes.map_or(0, <[u8]>::len));
            }
        }
    }
    Ok(length)
}

/// Every table from its first page to its last.
fn read_every_row(conn: &Conn) -> Result<i64, StoreError> {
    let mut all = 0;
    for name in tables(conn)? {
        all += conn
            .query_row(&format!("SELECT count(*) FROM {name} NOT INDEXED"), [], |row| row.get::<_, i64>(0))?;
    }
    Ok(all)
}

fn generate(file: &Path, entries: i64) {
    let mut store = Store::create(file, KEY).unwrap();
    store.write(people).unwrap();
    let mut done = 0;
    while done < entries {
        let until = (done + BATCH).min(entries);
        store.write(|tx| (done..until).try_for_each(|number| work(tx, number))).unwrap();
        done = until;
    }
    store.checkpoint().unwrap();
}

fn day() -> NaiveDate {
    "2026-01-05".parse().unwrap()
}

fn at(number: i64) -> DateTime<Utc> {
    "2022-01-03T14:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(number * 400)
}

fn people(tx: &Tx<'_>) -> Result<(), StoreError> {
    for number in 0..STAFF {
        staff::insert(
            tx,
            &NewStaff {
                name: format!("Nurse {number}"),
                role: "rn".to_owned(),
                access: "care_team".to_owned(),
                credentials: "RN".to_owned(),
                npi: None,
                sign_in: None,
                team_training: None,
                scope_document: false,
                active: true,
                created_at: at(0),
            },
        )?;
    }
    (0..PATIENTS).try_for_each(|number| patient(tx, number))?;
    audit::append(tx, &event("import_patients", None, at(0))).map(|_| ())
}

fn patient(tx: &Tx<'_>, number: i64) -> Result<(), StoreError> {
    let patient = patients::insert(
        tx,
        &NewPatient {
            name: format!("Patient Number {number}"),
            birth_date: day(),
            mrn: format!("M-{number}"),
            sex: "F".to_owned(),
            payer: "medicare".to_owned(),
            call_window: String::new(),
            died_at: None,
            created_at: at(0),
        },
    )?;
    enrollments::insert(
        tx,
        &NewEnrollment {
            patient_id: patient,
            program: "ccm".to_owned(),
            practitioner_id: StaffId(1),
            start_date: day(),
            end_date: None,
            consent_given: Some("2026-01-05".to_owned()),
            consent_mode: "verbal".to_owned(),
            consent_taker_id: None,
            consent_topics: String::new(),
            consent_revoked: None,
            visit_date: Some(day()),
            visit_kind: Some("em".to_owned()),
            visit_discussed: true,
            last_seen: None,
            plan_established: Some(day()),
            plan_revised: None,
            plan_copy_given: None,
            attested: true,
            supervisor_id: None,
            lead_id: None,
            created_at: at(0),
        },
    )?;
    Ok(())
}

/// A patient looked up and opened, a timer started, described and stopped: five events.
fn work(tx: &Tx<'_>, number: i64) -> Result<(), StoreError> {
    let (staff, patient) = (StaffId(1 + number % STAFF), PatientId(1 + number * 7 % PATIENTS));
    let note = |action: &str, seconds: i64| {
        audit::append(tx, &event(action, Some(patient), at(number) + TimeDelta::seconds(seconds)))
    };
    note("query", 0)?;
    note("view", 1)?;
    let timer = NewTimer {
        staff_id: staff,
        enrollment_id: EnrollmentId(patient.get()),
        activity: None,
        note: String::new(),
        started_at: at(number),
        heartbeat_at: at(number),
    };
    let timer = timers::insert(tx, &timer)?;
    note("start_timer", 2)?;
    timers::set_activity(tx, timer, Some("call_patient"))?;
    note("describe_timer", 3)?;
    timers::remove(tx, timer)?;
    entries::insert(
        tx,
        &NewEntry {
            patient_id: patient,
            enrollment_id: EnrollmentId(patient.get()),
            staff_id: staff,
            started_at: at(number),
            ended_at: at(number) + TimeDelta::seconds(300),
            time_zone: "America/Detroit".to_owned(),
            service_date: day(),
            activity: "call_patient".to_owned(),
            note: String::new(),
            origin: "timed".to_owned(),
            part_of_visit: false,
            replaces_id: None,
            reason: None,
            written_by: staff,
            written_at: at(number) + TimeDelta::seconds(300),
        },
    )?;
    note("stop_timer", 300).map(|_| ())
}

fn event(action: &str, patient_id: Option<PatientId>, at: DateTime<Utc>) -> Event {
    Event {
        stamp: Stamp {
            device_id: [1; 16],
            boot_id: [2; 16],
            session_id: [3; 16],
            wall_ms: at.timestamp_millis(),
            tz: "America/Detroit".to_owned(),
            mono_ms: at.timestamp_millis() % 86_400_000,
            clock_q: "ok".to_owned(),
        },
        staff_id: Some(StaffId(7)),
        staff_label: "Nora Quinn, RN".to_owned(),
        role: "care_team".to_owned(),
        action: action.to_owned(),
        category: "time".to_owned(),
        patient_id,
        object_id: Some(4_711),
        detail: "{\"enrollment\":12345}".to_owned(),
        reason: None,
        outcome: "done".to_owned(),
        app_version: "0.1.0".to_owned(),
    }
}
