//! Transitional care: every test of a discharge with its date, and what is against each of its two codes.

use super::code::CodeExplanation;
use super::facts::{day, sent};
use super::fee::{FeeUsed, fee_used};
use super::reason::{Absence, Because, Fact, Reason};
use crate::case::instant::Instant;
use crate::case::tcm::TcmEpisode;
use crate::case_month::CaseMonth;
use crate::code::Code;
use crate::codes::tcm::{Episode, is_listed};
use crate::codes::tcm_contact::ContactWorth;
use crate::reasons::{Refusal, Warning};
use crate::statement::TcmStatement;
use chrono::NaiveDate;

/// One discharge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TcmExplanation {
    /// The episode.
    pub id: String,
    /// When the patient left.
    pub discharged: Instant,
    /// The local day of it: the first of the period.
    pub day: NaiveDate,
    /// Every test, in the order a biller asks.
    pub tests: Vec<TcmTest>,
    /// Every contact, by time.
    pub contacts: Vec<ContactExplanation>,
    /// Both codes: billed, or what is against them.
    pub codes: Vec<CodeExplanation>,
    /// What the line pays.
    pub fee: Option<FeeUsed>,
    /// What keeps the line from being exported.
    pub holds: Vec<Because>,
    /// What a manager should know.
    pub warnings: Vec<Because>,
}

/// One test of a discharge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TcmTest {
    /// What it refuses with when it fails.
    pub refusal: Refusal,
    /// Whether the discharge passes it.
    pub passed: bool,
    /// What it looks at.
    pub facts: Vec<Fact>,
}

/// One contact after a discharge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactExplanation {
    /// When.
    pub at: Instant,
    /// By whom; nobody of the practice where it is missing.
    pub by: Option<String>,
    /// What it is worth.
    pub worth: ContactWorth,
}

/// The tests in the order a biller asks: is it a discharge, was there contact, a visit, and is nothing in its way.
const TESTS: [Refusal; 15] = [
    Refusal::TcmFacility,
    Refusal::TcmDestination,
    Refusal::Role,
    Refusal::TcmContact,
    Refusal::TcmCaller,
    Refusal::TcmVisit,
    Refusal::TcmDay0,
    Refusal::TcmMdm,
    Refusal::TcmMedRec,
    Refusal::TcmDeath,
    Refusal::Global,
    Refusal::TcmList,
    Refusal::TcmDuplicate,
    Refusal::Payer,
    Refusal::CodeDate,
];

/// The discharges, by id like their statements.
pub(super) fn explanations(month: &CaseMonth<'_>, statements: &[TcmStatement]) -> Vec<TcmExplanation> {
    let explained = statements.iter().filter_map(|statement| {
        let item = month.case.tcm.iter().find(|item| item.id == statement.id)?;
        Some(explanation(month, item, statement, statements))
    });
    explained.collect()
}

fn explanation(
    month: &CaseMonth<'_>,
    item: &TcmEpisode,
    statement: &TcmStatement,
    all: &[TcmStatement],
) -> TcmExplanation {
    let episode = Episode::new(month, item);
    let tests = TESTS.map(|refusal| TcmTest {
        refusal,
        passed: !statement.refusals.contains(&refusal),
        facts: facts(month, &episode, statement, all, refusal),
    });
    let because = |reason| Because::new(reason, Vec::new());
    let early = || {
        vec![Fact::Day { what: "service", date: statement.line.as_ref().map(|line| line.dos) }, sent(month)]
    };
    TcmExplanation {
        id: item.id.clone(),
        discharged: item.discharged,
        day: episode.day,
        codes: codes(month, &episode, statement, &tests),
        tests: tests.to_vec(),
        contacts: contacts(&episode),
        fee: statement.line.as_ref().and_then(|line| fee_used(month, line.code, line.dos)),
        holds: statement.holds.iter().map(|hold| Because::new(Reason::Hold(*hold), early())).collect(),
        warnings: statement.warnings.iter().map(|warning| because(Reason::Warning(*warning))).collect(),
    }
}

fn contacts(episode: &Episode<'_>) -> Vec<ContactExplanation> {
    let explain = |contact: &crate::case::tcm::Contact| ContactExplanation {
        at: contact.at,
        by: contact.by.clone(),
        worth: episode.worth(contact),
    };
    let mut contacts: Vec<_> = episode.item.contacts.iter().map(explain).collect();
    contacts.sort_by_key(|contact| contact.at);
    contacts
}

/// What is against the higher and the lower code.
fn codes(
    month: &CaseMonth<'_>,
    episode: &Episode<'_>,
    statement: &TcmStatement,
    tests: &[TcmTest],
) -> Vec<CodeExplanation> {
    let earned = episode.code(episode.item.mdm, episode.visit_day());
    let failed = tests.iter().filter(|test| !test.passed);
    let failed: Vec<_> =
        failed.map(|test| Because::new(Reason::Refusal(test.refusal), test.facts.clone())).collect();
    let against = |code: Code| {
        let mut against = failed.clone();
        if !episode.item.report {
            against.push(Because::new(Reason::Warning(Warning::TcmNotReported), Vec::new()));
        }
        if earned.is_some_and(|earned| earned != code) {
            let facts = vec![Fact::Level(episode.item.mdm), visit_day(episode)];
            against.push(Because::new(Reason::Absence(Absence::OtherLevel), facts));
        }
        against
    };
    let explain = |code| match &statement.line {
        Some(line) if line.code == code => CodeExplanation::new(code, line.units, Vec::new()),
        Some(_) | None => CodeExplanation::new(code, 0, against(code)),
    };
    [month.packs.tcm.high, month.packs.tcm.moderate].map(explain).to_vec()
}

fn visit_day(episode: &Episode<'_>) -> Fact {
    match episode.visit_day() {
        Some(day) => Fact::VisitDay(day),
        None => Fact::Day { what: "visit", date: None },
    }
}

/// What a test looks at.
fn facts(
    month: &CaseMonth<'_>,
    episode: &Episode<'_>,
    statement: &TcmStatement,
    all: &[TcmStatement],
    test: Refusal,
) -> Vec<Fact> {
    let item = episode.item;
    let contact = || day("due", statement.contact_due);
    let known: [(Refusal, &dyn Fn() -> Vec<Fact>); 15] = [
        (Refusal::TcmFacility, &|| vec![Fact::Word { what: "from", word: item.from.as_str() }]),
        (Refusal::TcmDestination, &|| vec![Fact::Word { what: "to", word: item.to.as_str() }]),
        (Refusal::Role, &|| practitioner(month, item)),
        (Refusal::TcmContact, &|| vec![contact()]),
        (Refusal::TcmCaller, &|| vec![contact()]),
        (Refusal::TcmVisit, &|| vec![visit_day(episode), day("due", statement.visit_due_14)]),
        (Refusal::TcmDay0, &|| vec![visit_day(episode)]),
        (Refusal::TcmMdm, &|| vec![Fact::Level(item.mdm)]),
        (Refusal::TcmMedRec, &|| {
            vec![Fact::Day { what: "reconciled", date: item.med_rec }, visit_date(item)]
        }),
        (Refusal::TcmDeath, &|| {
            vec![Fact::Day { what: "died", date: month.death_date() }, day("day 30", statement.period_end)]
        }),
        (Refusal::Global, &|| global(item)),
        (Refusal::TcmList, &|| excluding_services(month, episode)),
        (Refusal::TcmDuplicate, &|| earlier_periods(month, episode, all)),
        (Refusal::Payer, &|| vec![sent(month)]),
        (Refusal::CodeDate, &|| vec![day("billed from", month.packs.tcm.from)]),
    ];
    known.iter().find(|(refusal, _)| *refusal == test).map_or_else(Vec::new, |(_, facts)| facts())
}

fn visit_date(item: &TcmEpisode) -> Fact {
    Fact::Day { what: "visit", date: item.visit.as_ref().map(|visit| visit.date) }
}

fn practitioner(month: &CaseMonth<'_>, item: &TcmEpisode) -> Vec<Fact> {
    let role = month.case.staff_member(&item.practitioner).map(|staff| staff.role.as_str());
    let role = role.map(|word| Fact::Word { what: "role", word });
    [Fact::item("practitioner", &item.practitioner)].into_iter().chain(role).collect()
}

fn global(item: &TcmEpisode) -> Vec<Fact> {
    let days = item.own_global.as_ref();
    days.map(|days| Fact::Days { what: "global", from: days.from, to: days.to }).into_iter().collect()
}

fn excluding_services(month: &CaseMonth<'_>, episode: &Episode<'_>) -> Vec<Fact> {
    let listed = month.case.other_services.iter().filter(|other| is_listed(month, episode, other));
    listed.map(|other| Fact::service(&other.code, other.date)).collect()
}

/// The billed discharges before this one whose period it lies in.
fn earlier_periods(month: &CaseMonth<'_>, episode: &Episode<'_>, all: &[TcmStatement]) -> Vec<Fact> {
    let item = episode.item;
    let before = |id: &str| {
        let other = month.case.tcm.iter().find(|other| other.id == id);
        other.is_some_and(|other| (other.discharged, &other.id) < (item.discharged, &item.id))
    };
    let blocking = all
        .iter()
        .filter(|other| other.line.is_some() && other.period_end >= episode.day && before(&other.id));
    let facts =
        blocking.flat_map(|other| [Fact::item("discharge", &other.id), day("period ends", other.period_end)]);
    facts.collect()
}
