//! From earned units to claim lines: dates of service, amounts, and the entries that carry them.

use crate::case::patient::Enrollment;
use crate::case::settings::DosPolicy;
use crate::case_month::CaseMonth;
use crate::code::Code;
use crate::gates::Sifted;
use crate::interval::Span;
use crate::ladder::Ladder;
use crate::pack::fees::fee;
use crate::statement::Line;
use crate::timeline::Timeline;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The work of one track of an account.
pub(crate) struct Work<'m, 'a> {
    pub(crate) sifted: Vec<Sifted<'m, 'a>>,
    pub(crate) timeline: Timeline,
    pub(crate) ladder: Ladder,
}

impl Work<'_, '_> {
    /// The local date on which a unit's threshold was reached.
    pub(crate) fn crossing_date(&self, month: &CaseMonth<'_>, unit: u32) -> Option<NaiveDate> {
        let crossing = self.timeline.crossing(self.ladder.threshold(unit))?;
        Some(month.calendar.date(crossing - 1))
    }

    /// The instants between which the counted seconds lie that a unit owns.
    pub(crate) fn window(&self, unit: u32) -> Option<Span> {
        let (from, to) = self.ladder.range(unit);
        self.timeline.window(from, to)
    }

    /// The entries with counted seconds a unit owns.
    fn entries(&self, unit: u32) -> impl Iterator<Item = &str> {
        let window = self.window(unit);
        let inside = move |sifted: &&Sifted<'_, '_>| {
            window.is_some_and(|window| sifted.left.iter().any(|span| span.common(window).is_some()))
        };
        self.sifted.iter().filter(inside).map(|sifted| sifted.slice.entry.id.as_str())
    }
}

/// The lines of a base and so many add-on units: by date of service, the base before its add-on.
pub(crate) fn lines(
    month: &CaseMonth<'_>,
    account: &Enrollment,
    work: &Work<'_, '_>,
    add_ons: u32,
) -> Vec<Line> {
    let mut drafts: BTreeMap<(NaiveDate, bool), (u32, Vec<&str>)> = BTreeMap::new();
    let mut dos_to = None;
    for unit in 0..=add_ons {
        let Some((dos, to)) = service_dates(month, account, work, unit, add_ons) else {
            continue;
        };
        dos_to = to;
        let (units, entries) = drafts.entry((dos, unit > 0)).or_default();
        *units += 1;
        entries.extend(work.entries(unit));
    }
    let code = |is_add_on| {
        if is_add_on { work.ladder.add_on } else { work.ladder.base }
    };
    let line = |((dos, is_add_on), (units, entries))| Line {
        dos_to,
        ..line(month, code(is_add_on), units, dos, entries)
    };
    drafts.into_iter().map(line).collect()
}

/// A line without modifiers.
pub(crate) fn line(
    month: &CaseMonth<'_>,
    code: Code,
    units: u32,
    dos: NaiveDate,
    mut entries: Vec<&str>,
) -> Line {
    entries.sort_unstable();
    entries.dedup();
    Line {
        code,
        units,
        dos,
        dos_to: None,
        modifiers: Vec::new(),
        amount_cents: fee(code, dos, month.case.place, month.case.settings.qp, month.packs).times(units),
        entries: entries.into_iter().map(str::to_owned).collect(),
    }
}

// Rule: Each line carries the day its minutes were complete, unless the practice sends other dates of the same month
//
// Source: ASCO, Care management services guide, January 2025; CMS, Chronic care management FAQ Q4, as quoted by the AAFP
// FPM Getting Paid blog (any date from the minimum to the month's end)
pub(crate) fn service_dates(
    month: &CaseMonth<'_>,
    account: &Enrollment,
    work: &Work<'_, '_>,
    unit: u32,
    last: u32,
) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let end = || last_service_day(month, account);
    match month.case.settings.dos_policy {
        DosPolicy::ThresholdPerLine => Some((work.crossing_date(month, unit)?, None)),
        DosPolicy::SingleLastThreshold => Some((work.crossing_date(month, last)?, None)),
        DosPolicy::MonthEnd => Some((end(), None)),
        DosPolicy::FromToMonth => Some((month.case.month.first_day(), Some(end()))),
    }
}

/// The month's last day, cut back to death and to the end of the enrollment.
fn last_service_day(month: &CaseMonth<'_>, account: &Enrollment) -> NaiveDate {
    let ends = [month.death_date(), account.end];
    ends.into_iter().flatten().fold(month.case.month.last_day(), NaiveDate::min)
}
