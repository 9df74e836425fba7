//! The shipped packs, and a well-documented month to change.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file takes what it needs, and a test may panic")]

use chrono::NaiveDate;
use rules::{
    AccountStatement, CarePlan, Case, CaseStaff, Condition, Enrollment, Entry, InitiatingVisit, Instant,
    Line, Mdm, MdmLevel, Packs, Payer, Program, Role, SHIPPED_PACKS, VisitKind, evaluate,
};
use std::sync::LazyLock;

pub(crate) fn packs() -> &'static Packs {
    static PACKS: LazyLock<Packs> = LazyLock::new(|| {
        let read = SHIPPED_PACKS.iter().map(|(_, text)| toml::from_str(text).unwrap());
        Packs::of(&read.collect::<Vec<_>>(), &[]).unwrap()
    });
    &PACKS
}

/// A date.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant.
pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// January 2026 in Detroit with one account `a` of Dr. `dr` and everything documented.
pub(crate) fn january(program: Program, payer: Payer) -> Case {
    let month = "2026-01".parse().unwrap();
    let mut case = Case::new("january", chrono_tz::America::Detroit, month, day("2026-02-05"), payer);
    let roles = [
        ("dr", Role::Physician),
        ("np", Role::NursePractitioner),
        ("rn", Role::RegisteredNurse),
        ("ma", Role::MedicalAssistant),
        ("chw", Role::CommunityHealthWorker),
        ("desk", Role::Receptionist),
    ];
    case.staff = roles.map(|(id, role)| CaseStaff::new(id, role)).to_vec();
    case.patient.enrollments = vec![account("a", program, "dr")];
    case
}

/// A well-documented enrollment since June 2025.
pub(crate) fn account(id: &str, program: Program, practitioner: &str) -> Enrollment {
    let start = day("2025-06-02");
    let mut account = Enrollment::new(id, program, practitioner, start);
    account.consent.given = Some(start.into());
    account.initiating_visit =
        Some(InitiatingVisit { date: day("2025-05-20"), kind: VisitKind::Office, discussed: true });
    account.last_seen = Some(day("2025-12-10"));
    let condition =
        |code: &str| Condition { icd10: Some(code.to_owned()), expected_months: None, high_risk: true };
    account.conditions = vec![condition("I50.22"), condition("E11.9")];
    account.care_plan = CarePlan { established: Some(start), revised: None, copy_given: Some(start) };
    account.mdm = vec![Mdm { month: "2026-01".parse().unwrap(), level: MdmLevel::Moderate }];
    account.attested = true;
    account.supervised = true;
    account
}

/// Adds an entry for account `a`.
pub(crate) fn work(case: &mut Case, staff: &str, start: &str, seconds: i64, activity: &str) {
    let start = at(start);
    let end = Instant::from_seconds(start.seconds() + seconds);
    let id = format!("e{}", case.entries.len() + 1);
    case.entries.push(Entry::new(id, "a", staff, start, end, activity));
}

/// The account `a`.
pub(crate) fn first(case: &mut Case) -> &mut Enrollment {
    case.patient.enrollments.first_mut().unwrap()
}

/// What the first account comes to.
pub(crate) fn statement(case: &Case) -> AccountStatement {
    case.check(packs()).unwrap();
    evaluate(case, packs()).accounts.into_iter().next().unwrap()
}

/// Lines as code, units and day of the month.
pub(crate) fn lines(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| format!("{} x{} {}", line.code, line.units, line.dos)).collect()
}
