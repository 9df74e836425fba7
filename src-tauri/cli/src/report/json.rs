//! The report for a program: whole numbers only, keys always in the same order, no names.

use std::io::{self, Write};

use serde::Serialize;
use tracker::Tracker;
use tracker::claims::{ClaimRow, Claims, Reason, Status};

use super::summary::{self, Section, Tally};

#[derive(Serialize)]
struct Report<'a> {
    practice: &'a str,
    demo: bool,
    place: &'static str,
    month: String,
    as_of: String,
    ready: Part<'a>,
    changed: Part<'a>,
    held: Part<'a>,
    refused: Part<'a>,
    exported: Part<'a>,
    exports: Vec<Export<'a>>,
    lines: Vec<Line<'a>>,
}

/// The claims of one status.
#[derive(Serialize)]
struct Part<'a> {
    patients: usize,
    accounts: usize,
    lines: u64,
    units: u64,
    amount_cents: i64,
    codes: Vec<OfCode<'a>>,
    reasons: Vec<OfReason>,
}

#[derive(Serialize)]
struct OfCode<'a> {
    code: &'a str,
    lines: u64,
    units: u64,
    amount_cents: i64,
}

#[derive(Serialize)]
struct OfReason {
    code: &'static str,
    accounts: usize,
}

#[derive(Serialize)]
struct Export<'a> {
    batch: i64,
    file: &'a str,
    sha256: &'a str,
    lines: i64,
}

/// The columns of the export, without names and dates of birth. A refused account has no line, so its line's keys are null.
#[derive(Serialize)]
struct Line<'a> {
    status: &'static str,
    account: String,
    program: &'a str,
    payer: &'a str,
    rule_set: &'a str,
    patient_id: i64,
    mrn: &'a str,
    practitioner_id: i64,
    dos_from: Option<String>,
    dos_to: Option<String>,
    code: Option<&'a str>,
    modifiers: &'a [String],
    units: Option<u32>,
    diagnoses: &'a [String],
    amount_cents: Option<i64>,
    counted_s: i64,
    surplus_s: i64,
    reasons: Vec<&'static str>,
    warnings: Vec<&'static str>,
    entries: &'a [String],
}

pub(super) fn print(tracker: &Tracker, claims: &Claims, out: &mut dyn Write) -> io::Result<()> {
    let practice = tracker.practice();
    let sections = [Status::Ready, Status::Changed, Status::Held, Status::Refused, Status::Exported]
        .map(|status| Section::of(claims, status));
    let [ready, changed, held, refused, exported] = sections.each_ref().map(part);
    let report = Report {
        practice: &practice.name,
        demo: practice.demo,
        place: practice.place.as_str(),
        month: claims.month.to_string(),
        as_of: tracker.today_date().to_string(),
        ready,
        changed,
        held,
        refused,
        exported,
        exports: exports(claims),
        lines: claims.rows.iter().map(line).collect(),
    };
    serde_json::to_writer(&mut *out, &report)?;
    writeln!(out)
}

fn part(section: &Section) -> Part<'_> {
    let Tally { lines, units, cents } = section.total;
    Part {
        patients: section.patients.len(),
        accounts: section.accounts.len(),
        lines,
        units,
        amount_cents: cents.0,
        codes: section.codes.iter().map(|(code, tally)| of(code.as_str(), tally)).collect(),
        reasons: section
            .reasons
            .iter()
            .map(|(code, because)| OfReason { code, accounts: because.accounts.len() })
            .collect(),
    }
}

fn of<'a>(code: &'a str, tally: &Tally) -> OfCode<'a> {
    OfCode { code, lines: tally.lines, units: tally.units, amount_cents: tally.cents.0 }
}

fn exports(claims: &Claims) -> Vec<Export<'_>> {
    let files = claims.exports.iter().rev().flat_map(|made| made.files.iter().map(move |file| (made, file)));
    files
        .map(|(made, file)| Export {
            batch: made.number,
            file: &file.file,
            sha256: &file.sha256,
            lines: made.rows,
        })
        .collect()
}

fn line(row: &ClaimRow) -> Line<'_> {
    let line = row.line.as_ref();
    let (warnings, reasons): (Vec<_>, Vec<_>) =
        row.reasons.iter().partition(|reason| matches!(reason, Reason::Warning(_)));
    let codes = |reasons: Vec<&Reason>| reasons.into_iter().map(summary::code).collect();
    Line {
        status: status(row.status),
        account: row.account.id(),
        program: &row.program,
        payer: &row.patient.payer,
        rule_set: &row.pack,
        patient_id: row.patient.id.get(),
        mrn: &row.patient.mrn,
        practitioner_id: row.practitioner.get(),
        dos_from: line.map(|line| line.dos.to_string()),
        dos_to: line.map(|line| line.dos_to.unwrap_or(line.dos).to_string()),
        code: line.map(|line| line.code.as_str()),
        modifiers: line.map_or(&[], |line| &line.modifiers),
        units: line.map(|line| line.units),
        diagnoses: &row.diagnoses,
        amount_cents: line.map(|line| line.amount_cents.0),
        counted_s: row.counted.0,
        surplus_s: row.surplus.0,
        reasons: codes(reasons),
        warnings: codes(warnings),
        entries: line.map_or(&[], |line| &line.entries),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Ready => "ready",
        Status::Held => "held",
        Status::Refused => "refused",
        Status::Exported => "exported",
        Status::Changed => "changed",
    }
}
