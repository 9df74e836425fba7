//! Months of one account in which every second of an activity is judged alike.

use crate::common::day;
use proptest::prelude::*;
use proptest::sample::select;
use rules::{
    CarePlan, Case, CaseStaff, Condition, Enrollment, Entry, Instant, Mdm, MdmLevel, Month, Payer, Program,
    Role, Selection, Settings, local_midnight,
};

pub(crate) const ZONE: chrono_tz::Tz = chrono_tz::America::Detroit;
const STAFF: [(&str, Role); 5] = [
    ("dr", Role::Physician),
    ("np", Role::NursePractitioner),
    ("rn", Role::RegisteredNurse),
    ("ma", Role::MedicalAssistant),
    ("desk", Role::Receptionist),
];
/// Activities of which every second is judged alike.
const PLAIN: [&str; 3] = ["call_patient", "record_review", "scheduling"];

/// A month with a clock change, a leap day, or neither.
fn months() -> impl Strategy<Value = Month> {
    select(vec!["2026-01", "2026-03", "2026-11", "2028-02", "2025-12"])
        .prop_map(|month| month.parse().unwrap())
}

fn account(id: &str, program: Program, practitioner: &str) -> Enrollment {
    let start = day("2025-06-01");
    let condition =
        |code: &str| Condition { icd10: Some(code.to_owned()), expected_months: None, high_risk: true };
    let mdm =
        ["2026-01", "2026-03"].map(|month| Mdm { month: month.parse().unwrap(), level: MdmLevel::High });
    let mut account = Enrollment::new(id, program, practitioner, start);
    account.consent.given = Some(start.into());
    account.conditions = vec![condition("I50.22"), condition("E11.9")];
    account.care_plan = CarePlan { established: Some(start), revised: None, copy_given: Some(start) };
    account.mdm = mdm.to_vec();
    account
}

/// Entries of the month and its edges, at most four hours long.
fn entries(
    month: Month,
    accounts: &'static [&'static str],
    activities: &'static [&'static str],
) -> impl Strategy<Value = Vec<Entry>> {
    let first = local_midnight(month.first_day(), ZONE).seconds();
    let last = local_midnight(month.next().first_day(), ZONE).seconds();
    // A few days only, so that entries meet.
    let start = prop_oneof![
        first - 3600..first + 20_000,
        last - 20_000..last + 600,
        first + 400_000..first + 430_000
    ];
    let entry = (start, 1..7200_i64, select(accounts), select(&STAFF[..]), select(activities));
    prop::collection::vec(entry, 0..14).prop_map(|list| {
        list.into_iter()
            .enumerate()
            .map(|(at, (start, length, account, (staff, _), activity))| {
                let (start, end) = (Instant::from_seconds(start), Instant::from_seconds(start + length));
                Entry::new(format!("e{at:02}"), account, staff, start, end, activity)
            })
            .collect()
    })
}

fn base(
    month: Month,
    payer: Payer,
    accounts: Vec<Enrollment>,
    entries: Vec<Entry>,
    settings: Settings,
) -> Case {
    let mut case = Case::new("law", ZONE, month, month.next().last_day(), payer);
    case.staff = STAFF.map(|(id, role)| CaseStaff::new(id, role)).to_vec();
    case.patient.enrollments = accounts;
    case.entries = entries;
    case.settings = settings;
    case
}

/// A case with one account, no caps on activities and the strict union.
pub(crate) fn plain_case() -> impl Strategy<Value = Case> {
    (select(Program::ALL), months()).prop_flat_map(|(program, month)| {
        entries(month, &["a"], &PLAIN).prop_map(move |entries| {
            let settings = Settings { selection: Selection::Highest, ..Settings::default() };
            base(month, Payer::Medicare, vec![account("a", program, "dr")], entries, settings)
        })
    })
}
