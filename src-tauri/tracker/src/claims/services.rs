//! Claim rows of planning talks and cancer treatment plans.

use rules::{AcpStatement, Line, Month, OncologyStatement, Seconds};
use store::patients::PatientRow;
use store::{Conn, PlanId, StaffId};

use super::{Account, ClaimRow, Status, reasons};
use crate::practice::Practice;
use crate::{Error, case, services};

/// The rows of a practitioner's day of talks, where it lies in the month.
pub(super) fn talk_rows(
    conn: &Conn,
    practice: &Practice,
    patient: &PatientRow,
    said: &AcpStatement,
    (month, pack): (Month, &str),
) -> Result<Vec<ClaimRow>, Error> {
    // A talk over midnight at a month's end is in the cases of both months; it belongs to the first.
    if !month.contains(said.date) {
        return Ok(Vec::new());
    }
    let practitioner = StaffId(case::number(&said.staff).ok_or(Error::Unreadable("staff"))?);
    let days = services::talk_days(conn, practice, patient.id)?;
    let day = days.iter().find(|day| day.date == said.date && day.practitioner == practitioner);
    let first = day.and_then(services::TalkDay::first).ok_or(Error::Unreadable("talk"))?;
    let row = ClaimRow {
        diagnoses: day.map(services::TalkDay::diagnoses).unwrap_or_default(),
        counted: said.counted_s,
        reasons: reasons(&[], &said.refusals, &said.warnings),
        ..bare(patient, "acp", Account::Talks(first), practitioner, pack)
    };
    Ok(each_line(row, Status::Ready, &said.lines))
}

/// The row of a plan, where it is of the month.
pub(super) fn plan_row(
    conn: &Conn,
    patient: &PatientRow,
    said: &OncologyStatement,
    (month, pack): (Month, &str),
) -> Result<Vec<ClaimRow>, Error> {
    let id = PlanId(case::number(&said.id).ok_or(Error::Unreadable("plan"))?);
    let plan = store::oncology_plans::by_id(conn, id)?;
    if !month.contains(plan.day) {
        return Ok(Vec::new());
    }
    let row = ClaimRow {
        diagnoses: vec![plan.cancer],
        reasons: reasons(&said.holds, &said.refusals, &[]),
        ..bare(patient, "oncology", Account::Plan(id), plan.practitioner_id, pack)
    };
    let status = if said.holds.is_empty() { Status::Ready } else { Status::Held };
    Ok(each_line(row, status, said.line.as_slice()))
}

/// One row for each line; where there is none, one that says why.
fn each_line(row: ClaimRow, status: Status, lines: &[Line]) -> Vec<ClaimRow> {
    if lines.is_empty() {
        return vec![ClaimRow { status: Status::Refused, ..row }];
    }
    lines.iter().map(|line| ClaimRow { status, line: Some(line.clone()), ..row.clone() }).collect()
}

fn bare(
    patient: &PatientRow,
    program: &str,
    account: Account,
    practitioner: StaffId,
    pack: &str,
) -> ClaimRow {
    ClaimRow {
        status: Status::Refused,
        patient: patient.clone(),
        program: program.to_owned(),
        account,
        practitioner,
        diagnoses: Vec::new(),
        line: None,
        track: None,
        counted: Seconds::ZERO,
        surplus: Seconds::ZERO,
        reasons: Vec::new(),
        pack: pack.to_owned(),
        turn: 1,
        sent: None,
        differences: Vec::new(),
        signed: None,
    }
}
