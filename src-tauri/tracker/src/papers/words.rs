//! The words of files and paper: payers, programs, roles, reasons and dates as a biller says them.

use chrono::{DateTime, NaiveDate, Utc};
use exchange::Cell;
use rules::{Month, Payer, RoleClass};

use crate::claims::{ClaimRow, Reason, Status};
use crate::practice::Practice;
use crate::reasons;
use crate::sent::{Field, Kind};
use crate::signing::SignOff;

/// `November 2026`
pub(super) fn month(month: Month) -> String {
    month.first_day().format("%B %Y").to_string()
}

/// `11/16/2026 9:05:30 AM`: with its seconds, since seconds are billed.
pub(super) fn time(practice: &Practice, at: DateTime<Utc>) -> String {
    at.with_timezone(&practice.zone).format("%m/%d/%Y %-I:%M:%S %p").to_string()
}

/// The day of service, or from which to which day: a claim for a whole month has both.
pub(super) fn service(first: NaiveDate, last: Option<NaiveDate>) -> Cell {
    match last.filter(|last| *last != first) {
        Some(last) => Cell::Text(format!("{} to {}", first.format("%m/%d"), Cell::Day(last).shown())),
        None => Cell::Day(first),
    }
}

/// What people call a payer.
pub(super) fn payer(practice: &Practice, month: Month, slug: &str) -> String {
    let packs = practice.rules.of(month);
    slug.parse::<Payer>().map_or_else(|_| slug.to_owned(), |payer| packs.rules().payer(payer).label.clone())
}

/// What people call a program.
pub(super) fn program(slug: &str) -> &str {
    match slug {
        "ccm" => "CCM",
        "complex_ccm" => "Complex CCM",
        "pcm" => "PCM",
        "tcm" => "TCM",
        "acp" => "Care planning",
        "oncology" => "Oncology plan",
        other => other,
    }
}

/// What the rules take a role for.
pub(super) fn class(class: RoleClass) -> &'static str {
    match class {
        RoleClass::Practitioner => "practitioner",
        RoleClass::Licensed => "licensed clinical staff",
        RoleClass::Unlicensed => "clinical staff without a license",
        RoleClass::Community => "community health worker",
        RoleClass::Never => "time never counts",
    }
}

/// How the time of an entry was taken.
pub(super) fn origin(slug: &str) -> &str {
    match slug {
        "timed" => "timed",
        "typed" => "typed in",
        "recovered" => "timed, recovered",
        "attested" => "attested, on the phone",
        other => other,
    }
}

/// What a batch did with a line.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::New => "New",
        Kind::Changed => "Changed",
        Kind::Withdrawn => "Withdrawn",
        Kind::Unchanged => "Unchanged",
    }
}

/// Where a line stands.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Changed => "Changed since export",
        Status::Ready => "Ready",
        Status::Held => "Held",
        Status::Refused => "Refused",
        Status::Exported => "Exported",
    }
}

/// Who signed, or that nobody did.
pub(super) fn signed(practice: &Practice, sign_off: Option<&SignOff>) -> String {
    sign_off.map_or_else(
        || "not signed".to_owned(),
        |sign_off| format!("signed by {}, {}", sign_off.by, time(practice, sign_off.at)),
    )
}

/// A reason of a claim row.
pub(super) fn of_rules(reason: Reason) -> rules::Reason {
    match reason {
        Reason::Hold(hold) => rules::Reason::Hold(hold),
        Reason::Refusal(refusal) => rules::Reason::Refusal(refusal),
        Reason::Warning(warning) => rules::Reason::Warning(warning),
    }
}

/// A reason as a sentence.
pub(super) fn says(reason: rules::Reason) -> &'static str {
    reasons::catalog().text(reason).says.as_str()
}

/// A reason as a sentence with its code, the rule behind it and who says so.
pub(super) fn with_source(reason: rules::Reason) -> String {
    let text = reasons::catalog().text(reason);
    format!("{} ({}; rule {}; {})", text.says, reason.code(), text.rules.join(", "), text.source)
}

/// Why a line is held or refused: one sentence after the other.
pub(super) fn why(row: &ClaimRow) -> String {
    let against = row.reasons.iter().filter(|reason| !matches!(reason, Reason::Warning(_)));
    against.map(|reason| says(of_rules(*reason))).collect::<Vec<_>>().join(". ")
}

/// What is different in a field.
pub(super) fn field(field: Field) -> &'static str {
    match field {
        Field::Units => "units",
        Field::Dos => "date of service",
        Field::DosTo => "last day",
        Field::Modifiers => "modifiers",
        Field::Payer => "payer",
        Field::Practitioner => "practitioner",
        Field::Diagnoses => "diagnoses",
        Field::Place => "place of service",
        Field::Amount => "amount",
        Field::Counted => "counted time",
        Field::Entries => "entries",
    }
}

/// What a track counts.
pub(super) fn track(track: rules::Track) -> &'static str {
    match track {
        rules::Track::CcmStaff => "CCM, staff time",
        rules::Track::CcmPractitioner => "CCM, practitioner's own time",
        rules::Track::Complex => "Complex CCM",
        rules::Track::PcmStaff => "PCM, staff time",
        rules::Track::PcmPractitioner => "PCM, practitioner's own time",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_of_one_day_has_a_day_and_one_of_a_month_says_until_when() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (first, last) = (day("2026-11-01"), day("2026-11-30"));
        let said = [service(first, None), service(first, Some(first)), service(first, Some(last))];
        assert_eq!(said.map(|cell| cell.shown()), ["11/01/2026", "11/01/2026", "11/01 to 11/30/2026"]);
    }
}
