//! Advance care planning and oncology events.

use crate::accounts::{Words, reasons};
use crate::clock::Clock;
use crate::codes::{CRITICAL_CARE, Service, WELLNESS, billed, code, covers, fee};
use chrono::NaiveDate;
use rules::{
    AcpEncounter, AcpStatement, Case, Cents, Coverage, Line, OncologyEvent, OncologyKind, OncologyStatement,
    Payer, RoleClass, Seconds,
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn talks(case: &Case, clock: &Clock) -> Vec<AcpStatement> {
    let mut groups: BTreeMap<(NaiveDate, &str), Vec<&AcpEncounter>> = BTreeMap::new();
    for talk in &case.acp {
        let date = clock.date(talk.start.seconds());
        groups.entry((date, &talk.staff)).or_default().push(talk);
    }
    groups.into_iter().map(|((date, staff), talks)| of_a_day(case, date, staff, &talks)).collect()
}

/// One practitioner's talks of one day.
fn of_a_day(case: &Case, date: NaiveDate, staff: &str, talks: &[&AcpEncounter]) -> AcpStatement {
    let counted_s = talked(case, talks);
    let minutes = counted_s / 60;
    let class = case.staff.iter().find(|member| member.id == staff).unwrap().role.class();
    let on = |list| billed(case, &Service { list, by: Some(staff) }, |day| day == date);
    let mut refusals = Words::new();
    let mut when = |yes: bool, reason| refusals.extend(yes.then_some(reason));
    when(minutes < 16, "R-TIME-SHORT");
    when(class != RoleClass::Practitioner, "R-ROLE");
    when(!covers(case, Coverage::Acp), "R-PAYER");
    when(on(CRITICAL_CARE), "R-XOR-FAMILY");
    let ids: BTreeSet<_> = talks.iter().map(|talk| talk.id.clone()).collect();
    let line = |(text, units): (&str, u32)| Line {
        code: code(text),
        units,
        dos: date,
        dos_to: None,
        modifiers: if on(WELLNESS) { vec!["33".to_owned()] } else { Vec::new() },
        amount_cents: fee(case, text, date).times(units),
        entries: ids.iter().cloned().collect(),
    };
    let units = if refusals.is_empty() { units(minutes) } else { Vec::new() };
    let lines: Vec<_> = units.into_iter().map(line).collect();
    let early = !lines.is_empty() && date > case.submitted_on;
    AcpStatement {
        date,
        staff: staff.to_owned(),
        counted_s: Seconds(counted_s),
        lines,
        refusals: reasons(&refusals),
        warnings: reasons(&early.then_some("W-EARLY").into_iter().collect()),
    }
}

/// The first code is earned with 16 minutes, one more unit with 46, and one with every 30 after.
fn units(minutes: i64) -> Vec<(&'static str, u32)> {
    let further = (0..).take_while(|unit| 46 + unit * 30 <= minutes).count();
    let further = (further > 0).then(|| ("99498", u32::try_from(further).unwrap()));
    [("99497", 1)].into_iter().chain(further).collect()
}

/// Every second somebody talked, once, while the patient lived.
fn talked(case: &Case, talks: &[&AcpEncounter]) -> i64 {
    let mut seconds = BTreeSet::new();
    for talk in talks {
        let end = case.patient.died.map_or(talk.end, |died| died.min(talk.end));
        seconds.extend(talk.start.seconds()..end.seconds());
    }
    i64::try_from(seconds.len()).unwrap()
}

pub(crate) fn oncology(case: &Case) -> Vec<OncologyStatement> {
    let mut statements: Vec<_> = case.oncology_events.iter().map(|event| plan(case, event)).collect();
    statements.sort_by(|a, b| a.id.cmp(&b.id));
    statements
}

fn plan(case: &Case, event: &OncologyEvent) -> OncologyStatement {
    let initials = || {
        case.oncology_events
            .iter()
            .filter(|other| other.kind == OncologyKind::Initial && other.cancer == event.cancer)
    };
    let change = event.kind == OncologyKind::Change;
    let first = initials().all(|other| (other.date, &other.id) >= (event.date, &event.id));
    let same_day = change && initials().any(|other| other.date == event.date);
    let earlier = initials().any(|other| other.date < event.date);
    let medicare = case.payer == Payer::Medicare;
    let mut refusals = Words::new();
    let mut when = |yes: bool, reason| refusals.extend(yes.then_some(reason));
    when(medicare, "R-STATUS-I");
    when(!medicare && !covers(case, Coverage::Oncology), "R-PAYER");
    when(!change && !first, "R-CAP");
    when(same_day, "R-XOR-FAMILY");
    let hold = change && !earlier && !same_day;
    let line = Line {
        code: code(if change { "S0354" } else { "S0353" }),
        units: 1,
        dos: event.date,
        dos_to: None,
        modifiers: Vec::new(),
        amount_cents: Cents(0),
        entries: Vec::new(),
    };
    OncologyStatement {
        id: event.id.clone(),
        line: refusals.is_empty().then_some(line),
        holds: reasons(&hold.then_some("R-ONC-INITIAL").into_iter().collect()),
        refusals: reasons(&refusals),
    }
}
