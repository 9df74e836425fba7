//! The demo's patients, their enrollments and documents; some with something missing.

use std::str::FromStr;

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use rules::{Month, Payer};
use store::conditions::NewCondition;
use store::enrollments::NewEnrollment;
use store::patients::NewPatient;
use store::{EnrollmentId, PatientId, StaffId};

use super::discharges;
use super::names::person;
use super::people::{PATIENTS, Team};
use super::stories;
use crate::Error;
use crate::change::Change;
use crate::enrollments::CONSENT_TOPICS;

/// A patient of the demo.
pub(super) struct DemoPatient {
    pub(super) id: PatientId,
    pub(super) enrollment: EnrollmentId,
    pub(super) practitioner: StaffId,
    pub(super) name: String,
    pub(super) payer: Payer,
    pub(super) complex: bool,
    /// Its present month is told by hand, and no document is missing but the one a story is about.
    pub(super) in_story: bool,
}

/// ICD-10 code and the practice's words.
const CONDITIONS: [(&str, &str); 10] = [
    ("I50.22", "Heart failure"),
    ("E11.9", "Type 2 diabetes"),
    ("J44.9", "COPD"),
    ("N18.32", "Kidney disease, stage 3b"),
    ("I10", "High blood pressure"),
    ("I48.20", "Atrial fibrillation"),
    ("M17.0", "Arthritis of both knees"),
    ("F33.1", "Depression, recurrent"),
    ("G20.A1", "Parkinson's disease"),
    ("C50.912", "Breast cancer, left"),
];

const CALL_WINDOWS: [&str; 6] = ["any time", "before noon", "after 2 PM", "after 3 PM", "daughter, 5 PM", ""];

/// Makes everybody; enrollments began up to a year before the first month.
pub(super) fn enroll(
    change: &mut Change<'_>,
    rng: &mut Rng,
    team: &Team,
    first_day: NaiveDate,
) -> Result<Vec<DemoPatient>, Error> {
    (0..PATIENTS).map(|n| one(change, rng, team, first_day, n)).collect()
}

fn one(
    change: &mut Change<'_>,
    rng: &mut Rng,
    team: &Team,
    first_day: NaiveDate,
    n: usize,
) -> Result<DemoPatient, Error> {
    let (name, sex) = person(n);
    let in_story = stories::ALL.contains(&name.as_str());
    let complete = in_story || discharges::is_home(&name);
    let payer = payer(rng, complete);
    let born = NaiveDate::from_ymd_opt(1930, 1, 1).unwrap_or_default() + Days::new(rng.u64(0..12_000));
    let id = store::patients::insert(
        change.tx,
        &NewPatient {
            name: name.clone(),
            birth_date: born,
            mrn: format!("40-{:04}", 1000 + n * 7),
            sex: sex.to_owned(),
            payer: payer.as_str().to_owned(),
            call_window: rng.choice(CALL_WINDOWS).unwrap_or_default().to_owned(),
            died_at: None,
            created_at: change.now,
        },
    )?;
    super::billing::subscribe(change, id, n)?;
    let program = program(rng, &name, payer, complete);
    let practitioner = team.practitioners[n % team.practitioners.len()];
    let start = first_day - Days::new(rng.u64(3..330));
    let new = enrollment(change, rng, id, program, practitioner, start, complete, &name);
    let enrollment = store::enrollments::insert(change.tx, &new)?;
    conditions(change, rng, enrollment, program)?;
    if program == "complex_ccm" {
        decisions(change, rng, enrollment, first_day, complete)?;
    }
    Ok(DemoPatient { id, enrollment, practitioner, name, payer, complex: program == "complex_ccm", in_story })
}

fn payer(rng: &mut Rng, complete: bool) -> Payer {
    let slug = match rng.u8(0..100) {
        _ if complete => "medicare",
        0..=74 => "medicare",
        75..=87 => "priority",
        88..=96 => "bcbsm",
        97..=98 => "cigna",
        _ => "medicaid",
    };
    Payer::from_str(slug).unwrap_or(Payer::Medicare)
}

fn program(rng: &mut Rng, name: &str, payer: Payer, complete: bool) -> &'static str {
    match rng.u8(0..100) {
        _ if name == stories::COMPLEX_TODAY => "complex_ccm",
        _ if complete => "ccm",
        _ if payer == Payer::Bcbsm => "complex_ccm",
        0..=65 => "ccm",
        66..=80 => "complex_ccm",
        _ => "pcm",
    }
}

#[expect(clippy::too_many_arguments, reason = "one call, all of it facts of one enrollment")]
fn enrollment(
    change: &Change<'_>,
    rng: &mut Rng,
    patient_id: PatientId,
    program: &str,
    practitioner_id: StaffId,
    start_date: NaiveDate,
    complete: bool,
    name: &str,
) -> NewEnrollment {
    // About one in fourteen lacks something, a different thing each.
    let lack = if complete { u8::MAX } else { rng.u8(0..70) };
    let told = start_date - Days::new(rng.u64(0..20));
    let given = |missing: bool, day: NaiveDate| (!missing).then_some(day);
    NewEnrollment {
        patient_id,
        program: program.to_owned(),
        practitioner_id,
        start_date,
        end_date: None,
        consent_given: given(lack == 0, start_date).map(|day| day.to_string()),
        consent_mode: if rng.bool() { "verbal" } else { "written" }.to_owned(),
        consent_taker_id: Some(StaffId(1)),
        consent_topics: CONSENT_TOPICS.join(" "),
        consent_revoked: None,
        visit_date: given(lack == 1, told),
        visit_kind: (lack != 1).then(|| if rng.bool() { "awv" } else { "em" }.to_owned()),
        visit_discussed: true,
        last_seen: Some(change.today() - Days::new(rng.u64(10..240))),
        plan_established: given(lack == 2, start_date),
        plan_revised: Some(start_date + Days::new(rng.u64(20..200))).filter(|day| *day <= change.today()),
        plan_copy_given: given(lack == 3 || name == stories::HELD, start_date),
        attested: true,
        supervisor_id: (lack != 4).then_some(practitioner_id),
        lead_id: Some(StaffId(1)),
        created_at: change.now,
    }
}

fn conditions(
    change: &Change<'_>,
    rng: &mut Rng,
    enrollment: EnrollmentId,
    program: &str,
) -> Result<(), Error> {
    let count = if program == "pcm" { 1 } else { rng.usize(2..4) };
    let first = rng.usize(0..CONDITIONS.len());
    let rows: Vec<_> = (0..count)
        .map(|n| CONDITIONS[(first + n * 3) % CONDITIONS.len()])
        .map(|(icd10, label)| NewCondition {
            icd10: Some(icd10.to_owned()),
            label: label.to_owned(),
            expected_months: None,
            high_risk: true,
        })
        .collect();
    Ok(store::conditions::replace(change.tx, enrollment, &rows, None)?)
}

/// Complex care needs a decision of some weight each month; now and then it is missing.
fn decisions(
    change: &Change<'_>,
    rng: &mut Rng,
    enrollment: EnrollmentId,
    first_day: NaiveDate,
    complete: bool,
) -> Result<(), Error> {
    let last = Month::of(change.today());
    let months = std::iter::successors(Some(Month::of(first_day)), |month| Some(month.next()));
    for month in months.take_while(|month| *month <= last) {
        if complete || rng.u8(0..10) > 0 {
            let level = if rng.bool() { "moderate" } else { "high" };
            store::mdm::put(change.tx, enrollment, &month.to_string(), level)?;
        }
    }
    Ok(())
}
