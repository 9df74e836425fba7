//! Advance care planning: 99497 and 99498, per practitioner and day.

use crate::case::staff::RoleClass;
use crate::case::work::{AcpEncounter, OtherService};
use crate::case_month::CaseMonth;
use crate::interval::{Span, length, union};
use crate::lines::line;
use crate::minutes::Seconds;
use crate::reasons::{Refusal, Warning};
use crate::statement::{AcpStatement, Line};
use crate::track::Coverage;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// All talks, by local day of their start and practitioner.
pub(crate) fn statements(month: &CaseMonth<'_>) -> Vec<AcpStatement> {
    let mut days: BTreeMap<(NaiveDate, &str), Vec<&AcpEncounter>> = BTreeMap::new();
    for talk in &month.case.acp {
        days.entry((month.calendar.date_at(talk.start), &talk.staff)).or_default().push(talk);
    }
    days.into_iter().map(|((date, staff), talks)| statement(month, date, staff, &talks)).collect()
}

// Rule: Talks of one practitioner on one day are added up
//
// Source: AAFP, Advance care planning coding, 2016
fn statement(month: &CaseMonth<'_>, date: NaiveDate, staff: &str, talks: &[&AcpEncounter]) -> AcpStatement {
    let counted = counted(month, talks);
    let refusals = refusals(month, date, staff, counted);
    let lines = if refusals.is_empty() { lines(month, date, staff, counted, talks) } else { Vec::new() };
    let early = !lines.is_empty() && date > month.case.submitted_on;
    AcpStatement {
        date,
        staff: staff.to_owned(),
        counted_s: counted,
        lines,
        refusals,
        warnings: if early { vec![Warning::Early] } else { Vec::new() },
    }
}

fn counted(month: &CaseMonth<'_>, talks: &[&AcpEncounter]) -> Seconds {
    let alive = Span::before(month.case.patient.died.map_or(i64::MAX, |died| died.seconds()));
    let spans =
        talks.iter().filter_map(|talk| Span::new(talk.start.seconds(), talk.end.seconds()).common(alive));
    length(&union(spans.collect()))
}

// Rule: Who may bill advance care planning, and not with critical care on the same day
//
// Source: CMS, Advance care planning FAQ, as copied by Home Health Line; ACM Group of Florida, Advance care planning page
fn refusals(month: &CaseMonth<'_>, date: NaiveDate, staff: &str, counted: Seconds) -> Vec<Refusal> {
    let role = month.case.staff_member(staff).map(|member| member.role.class());
    let critical = |other: &OtherService| month.packs.lists.critical.contains(&other.code);
    let mut refusals: Vec<Refusal> = [
        (role != Some(RoleClass::Practitioner), Refusal::Role),
        (!month.covers(Coverage::Acp), Refusal::Payer),
        (counted.whole_minutes() < month.packs.acp.base_minutes, Refusal::TimeShort),
        (same_day(month, date, staff).any(critical), Refusal::XorFamily),
    ]
    .into_iter()
    .filter_map(|(applies, refusal)| applies.then_some(refusal))
    .collect();
    refusals.sort_unstable();
    refusals
}

/// Other services of the day by the practitioner, or by nobody named.
fn same_day<'m>(
    month: &CaseMonth<'m>,
    date: NaiveDate,
    staff: &str,
) -> impl Iterator<Item = &'m OtherService> {
    month.case.other_services.iter().filter(move |other| other.date == date && other.may_be_by(staff))
}

// Rule: 16 minutes earn the base and 46 the first add-on; modifier 33 with an annual wellness visit
//
// Source: CMS, CY2016 final rule, 80 FR 70956, as copied in the CMS advance care planning FAQ; AAFP, Advance care
// planning coding, 2016
fn lines(
    month: &CaseMonth<'_>,
    date: NaiveDate,
    staff: &str,
    counted: Seconds,
    talks: &[&AcpEncounter],
) -> Vec<Line> {
    let pack = &month.packs.acp;
    let wellness = same_day(month, date, staff).any(|other| month.packs.lists.wellness.contains(&other.code));
    let modifiers = if wellness { vec![pack.wellness_modifier.clone()] } else { Vec::new() };
    let beyond = counted.whole_minutes() - pack.add_on_minutes;
    let add_ons = if beyond < 0 { 0 } else { beyond.div_euclid(pack.block_minutes) + 1 };
    let ids: Vec<&str> = talks.iter().map(|talk| talk.id.as_str()).collect();
    [(pack.base, 1), (pack.add_on, u32::try_from(add_ons).unwrap_or(u32::MAX))]
        .into_iter()
        .filter(|(_, units)| *units > 0)
        .map(|(code, units)| Line {
            modifiers: modifiers.clone(),
            ..line(month, code, units, date, ids.clone())
        })
        .collect()
}
