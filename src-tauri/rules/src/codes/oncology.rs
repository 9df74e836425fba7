//! Cancer treatment plans: S0353 when first made, S0354 when changed.

use crate::case::work::{OncologyEvent, OncologyKind};
use crate::case_month::CaseMonth;
use crate::code::Code;
use crate::lines::line;
use crate::reasons::{Hold, Refusal};
use crate::statement::OncologyStatement;
use crate::track::Coverage;

/// All events, by id.
pub(crate) fn statements(month: &CaseMonth<'_>) -> Vec<OncologyStatement> {
    let mut statements: Vec<_> =
        month.case.oncology_events.iter().map(|event| statement(month, event)).collect();
    statements.sort_by(|a: &OncologyStatement, b| a.id.cmp(&b.id));
    statements
}

// Rule: One S0353 per cancer; S0354 for a change on a later day than the first plan
//
// Source: Cigna, Reimbursement policy R32 update, January 2021; status I for Medicare: CMS, PPRRVU2026_Jul_nonQPP.csv
fn statement(month: &CaseMonth<'_>, event: &OncologyEvent) -> OncologyStatement {
    let firsts = || initials(month, event);
    let code = code(month, event.kind);
    let is_change = event.kind == OncologyKind::Change;
    let again = !is_change && firsts().any(|first| (first.date, &first.id) < (event.date, &event.id));
    let same_day = is_change && firsts().any(|first| first.date == event.date);
    let orphan = is_change && !same_day && !firsts().any(|first| first.date < event.date);
    let not_valid = month.payer.not_valid.contains(&code);
    let mut refusals: Vec<Refusal> = [
        (not_valid, Refusal::StatusI),
        (!not_valid && !month.covers(Coverage::Oncology), Refusal::Payer),
        (again, Refusal::Cap),
        (same_day, Refusal::XorFamily),
    ]
    .into_iter()
    .filter_map(|(applies, refusal)| applies.then_some(refusal))
    .collect();
    refusals.sort_unstable();
    OncologyStatement {
        id: event.id.clone(),
        line: refusals.is_empty().then(|| line(month, code, 1, event.date, Vec::new())),
        holds: if orphan { vec![Hold::OncologyInitial] } else { Vec::new() },
        refusals,
    }
}

/// The first plans of the same cancer.
pub(crate) fn initials<'m>(
    month: &CaseMonth<'m>,
    event: &OncologyEvent,
) -> impl Iterator<Item = &'m OncologyEvent> {
    let plans = month.case.oncology_events.iter().filter(|other| other.kind == OncologyKind::Initial);
    plans.filter(move |other| other.cancer == event.cancer)
}

/// The code of an event.
pub(crate) fn code(month: &CaseMonth<'_>, kind: OncologyKind) -> Code {
    match kind {
        OncologyKind::Initial => month.packs.oncology.initial,
        OncologyKind::Change => month.packs.oncology.change,
    }
}
