//! Advance care planning and cancer treatment plans: what each talk adds, and what is against each code.

use super::code::CodeExplanation;
use super::facts::{day, sent};
use super::reason::{Absence, Because, Fact, Reason};
use crate::case::instant::Instant;
use crate::case::work::AcpEncounter;
use crate::case_month::CaseMonth;
use crate::code::Code;
use crate::codes::oncology;
use crate::interval::{Span, length, take, union};
use crate::minutes::Seconds;
use crate::reasons::Refusal;
use crate::statement::{AcpStatement, Line, OncologyStatement};
use chrono::NaiveDate;

/// Advance care planning of one day and practitioner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcpExplanation {
    /// The local day.
    pub date: NaiveDate,
    /// The practitioner.
    pub staff: String,
    /// The talks, by start and id.
    pub talks: Vec<Talk>,
    /// Base and add-on: billed, or what is against them.
    pub codes: Vec<CodeExplanation>,
}

/// One talk and what it adds to its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The encounter.
    pub id: String,
    /// Its first second.
    pub from: Instant,
    /// The second after its last.
    pub to: Instant,
    /// What it adds.
    pub counted_s: Seconds,
    /// What an earlier talk of the day already has.
    pub shared_s: Seconds,
    /// What lies after the patient's death.
    pub after_death_s: Seconds,
}

/// One oncology event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OncologyExplanation {
    /// The event.
    pub id: String,
    /// Its day.
    pub date: NaiveDate,
    /// Its code: billed, or what is against it.
    pub code: CodeExplanation,
    /// What keeps it from being exported.
    pub holds: Vec<Because>,
}

/// The days of advance care planning, in the order of their statements.
pub(super) fn acp(month: &CaseMonth<'_>, statements: &[AcpStatement]) -> Vec<AcpExplanation> {
    let explain = |statement: &AcpStatement| AcpExplanation {
        date: statement.date,
        staff: statement.staff.clone(),
        talks: talks(month, statement),
        codes: acp_codes(month, statement),
    };
    statements.iter().map(explain).collect()
}

fn talks(month: &CaseMonth<'_>, statement: &AcpStatement) -> Vec<Talk> {
    let is_of_day = |talk: &&AcpEncounter| {
        talk.staff == statement.staff && month.calendar.date_at(talk.start) == statement.date
    };
    let mut talks: Vec<_> = month.case.acp.iter().filter(is_of_day).collect();
    talks.sort_by_key(|talk| (talk.start, &talk.id));
    let alive = Span::before(month.case.patient.died.map_or(i64::MAX, |died| died.seconds()));
    let mut before: Vec<Span> = Vec::new();
    let mut explained = Vec::with_capacity(talks.len());
    for talk in talks {
        let whole = Span::new(talk.start.seconds(), talk.end.seconds());
        let living: Vec<Span> = whole.common(alive).into_iter().collect();
        let mut new = living.clone();
        before.iter().for_each(|span| take(&mut new, *span, |_| ()));
        explained.push(Talk {
            id: talk.id.clone(),
            from: talk.start,
            to: talk.end,
            counted_s: length(&new),
            shared_s: length(&living) - length(&new),
            after_death_s: whole.length() - length(&living),
        });
        before = union(before.into_iter().chain(living).collect());
    }
    explained
}

fn acp_codes(month: &CaseMonth<'_>, statement: &AcpStatement) -> Vec<CodeExplanation> {
    let pack = &month.packs.acp;
    let (base, add_on) = (units(&statement.lines, pack.base), units(&statement.lines, pack.add_on));
    let refusals: Vec<Because> =
        statement.refusals.iter().map(|refusal| acp_refusal(month, statement, *refusal)).collect();
    let next = pack.add_on_minutes + pack.block_minutes * i64::from(add_on);
    let missing = Seconds(next * 60) - statement.counted_s;
    let short = Because::new(Reason::Refusal(Refusal::TimeShort), vec![Fact::Missing(missing)]);
    let mut further: Vec<Because> = Some(short).filter(|_| missing > Seconds::ZERO).into_iter().collect();
    if base == 0 {
        let own = |because: &&Because| because.reason != Reason::Refusal(Refusal::TimeShort);
        further.extend(refusals.iter().filter(own).cloned());
        further.push(Because::new(Reason::Absence(Absence::NeedsBase), vec![Fact::Needs(pack.base)]));
    }
    vec![CodeExplanation::new(pack.base, base, refusals), CodeExplanation::new(pack.add_on, add_on, further)]
}

fn acp_refusal(month: &CaseMonth<'_>, statement: &AcpStatement, refusal: Refusal) -> Because {
    let role = || month.case.staff_member(&statement.staff).map(|staff| staff.role.as_str());
    let critical = |code: &str| month.packs.lists.critical.contains(code);
    let facts = if refusal == Refusal::TimeShort {
        vec![Fact::Missing(Seconds(month.packs.acp.base_minutes * 60) - statement.counted_s)]
    } else if refusal == Refusal::Role {
        role().map(|word| Fact::Word { what: "role", word }).into_iter().collect()
    } else if refusal == Refusal::Payer {
        vec![sent(month)]
    } else {
        let others = month.case.other_services.iter();
        let of_day = others.filter(|other| other.date == statement.date && critical(&other.code));
        of_day.map(|other| Fact::service(&other.code, other.date)).collect()
    };
    Because::new(Reason::Refusal(refusal), facts)
}

fn units(lines: &[Line], code: Code) -> u32 {
    lines.iter().filter(|line| line.code == code).map(|line| line.units).sum()
}

/// The oncology events, in the order of their statements.
pub(super) fn oncology(month: &CaseMonth<'_>, statements: &[OncologyStatement]) -> Vec<OncologyExplanation> {
    let explained = statements.iter().filter_map(|statement| {
        let event = month.case.oncology_events.iter().find(|event| event.id == statement.id)?;
        let first = oncology::initials(month, event).filter(|first| first.id != event.id);
        let first: Vec<_> = first.map(|first| day("first plan", first.date)).collect();
        let facts = |refusal| {
            let by_payer = matches!(refusal, Refusal::Payer | Refusal::StatusI);
            if by_payer { vec![sent(month)] } else { first.clone() }
        };
        let against = |refusal: &Refusal| Because::new(Reason::Refusal(*refusal), facts(*refusal));
        let against = statement.refusals.iter().map(against).collect();
        let billed = statement.line.as_ref().map_or(0, |line| line.units);
        Some(OncologyExplanation {
            id: event.id.clone(),
            date: event.date,
            code: CodeExplanation::new(oncology::code(month, event.kind), billed, against),
            holds: statement
                .holds
                .iter()
                .map(|hold| Because::new(Reason::Hold(*hold), first.clone()))
                .collect(),
        })
    });
    explained.collect()
}
