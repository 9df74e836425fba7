//! One track: its lines down to their seconds, what is against its codes, and every entry.

use rules::{
    Case, EntryExplanation, Line, Outcome, Part, Piece, Place, Reason, Seconds, TrackExplanation,
    TrackStatement, UnitExplanation,
};

use super::page::Page;
use super::{Only, reasons};

pub(super) fn track(
    page: &mut Page<'_>,
    case: &Case,
    explained: &TrackExplanation,
    said: &TrackStatement,
    only: &Only,
) {
    page.line(4, &sum(explained, said));
    page.line(4, &thresholds(explained));
    for line in said.lines.iter().filter(|line| only.code(line.code)) {
        of_line(page, case, explained, line);
    }
    let lost = explained.units.iter().filter(|unit| !unit.in_line && only.code(unit.code));
    for unit in lost {
        page.line(4, &format!("{} is reached, but not billable", unit.code));
        of_unit(page, explained, unit);
    }
    if explained.spare_s > Seconds::ZERO && !explained.units.is_empty() {
        page.line(4, &spare(explained, said));
    }
    let codes = explained.codes.iter().filter(|code| only.code(code.code));
    codes.for_each(|code| reasons::against(page, 4, code));
    if only.code.is_none() {
        entries(page, explained);
    }
}

/// "counted 67:00 + not counted 3:12 = logged 70:12"
fn sum(explained: &TrackExplanation, said: &TrackStatement) -> String {
    let excluded: Seconds = said.excluded.iter().map(|time| time.seconds).sum();
    format!("counted {} + not counted {excluded} = logged {}", said.counted_s, explained.logged())
}

/// "thresholds: 99490 at 20:00, 99439 at 40:00 and 60:00; at most 2 of 99439"
fn thresholds(explained: &TrackExplanation) -> String {
    let rungs = explained.thresholds.iter().map(|rung| format!("{} at {}", rung.code, rung.at));
    let rungs: Vec<String> = rungs.collect();
    let add_on = explained.codes.last().map(|code| code.code);
    let cap = match (explained.cap, add_on) {
        (Some(cap), Some(add_on)) => format!("; at most {cap} of {add_on}"),
        _ => String::new(),
    };
    format!("thresholds: {}{cap}", rungs.join(", "))
}

/// Counted time that no unit owns.
fn spare(explained: &TrackExplanation, said: &TrackStatement) -> String {
    let toward = match &said.next {
        Some(next) => format!("; {} is missing for {}", next.short_s, next.code),
        None => ": beyond the cap, and moved to no other month or code".to_owned(),
    };
    format!("{} is counted and in no unit{toward}", explained.spare_s)
}

fn of_line(page: &mut Page<'_>, case: &Case, explained: &TrackExplanation, line: &Line) {
    let to = line.dos_to.map_or_else(String::new, |to| format!(" to {to}"));
    let units = explained.units.iter();
    let own: Vec<_> =
        units.filter(|unit| unit.in_line && (unit.code, unit.dos) == (line.code, line.dos)).collect();
    let fee = own.iter().find_map(|unit| unit.fee.as_ref());
    page.line(4, &format!("{} x{} on {}{to}, {}", line.code, line.units, line.dos, line.amount_cents));
    if let Some(fee) = fee {
        page.cite_fee(fee);
        page.line(
            6,
            &format!("{} x {}, {}", line.units, fee.cents, fee_words(case, &fee.table_from.to_string())),
        );
    }
    own.into_iter().for_each(|unit| of_unit(page, explained, unit));
}

fn fee_words(case: &Case, from: &str) -> String {
    let place = match case.place {
        Place::NonFacility => "outside a facility",
        Place::Facility => "in a facility",
    };
    let qp = if case.settings.qp { ", QP conversion factor" } else { "" };
    format!("national amount of the table from {from}, {place}{qp}")
}

fn of_unit(page: &mut Page<'_>, explained: &TrackExplanation, unit: &UnitExplanation) {
    let last = rules::Instant::from_seconds(unit.crossed_at.seconds() - 1);
    page.line(
        6,
        &format!(
            "unit {}: {} reached on {} at {}, made of",
            unit.unit,
            unit.threshold_s,
            unit.crossed_on,
            page.time(last)
        ),
    );
    let width = width(unit.parts.iter().map(|part| part.entry.as_str()));
    for part in &unit.parts {
        let of = whole(explained, part).map_or_else(String::new, |whole| format!(" of {whole}"));
        let text = format!("{:>6}{of}", part.length().to_string());
        page.line(8, &format!("{:width$}  {}  {text}", part.entry, page.span(part.from, part.to)));
    }
    let parts: Seconds = unit.parts.iter().map(Part::length).sum();
    if parts > unit.owned_s {
        page.line(8, &format!("{} of it is shared with the next unit", parts - unit.owned_s));
    }
}

/// The length of the entry, where the part is not all of it.
fn whole(explained: &TrackExplanation, part: &Part) -> Option<Seconds> {
    let entry = explained.entries.iter().find(|entry| entry.id == part.entry)?;
    (entry.logged() != part.length()).then(|| entry.logged())
}

fn width<'e>(ids: impl Iterator<Item = &'e str>) -> usize {
    ids.map(|id| id.chars().count()).max().unwrap_or_default()
}

fn entries(page: &mut Page<'_>, explained: &TrackExplanation) {
    if explained.entries.is_empty() {
        return page.line(4, "no entry in the month");
    }
    page.line(4, "entries");
    let width = width(explained.entries.iter().map(|entry| entry.id.as_str()));
    for entry in &explained.entries {
        of_entry(page, explained, entry, width);
    }
}

fn of_entry(page: &mut Page<'_>, explained: &TrackExplanation, entry: &EntryExplanation, width: usize) {
    let cut = if entry.whole_s == entry.logged() {
        String::new()
    } else {
        format!(", the rest of its {} lies in another month", entry.whole_s)
    };
    let counted = match entry.counted() {
        Seconds::ZERO => "nothing counted".to_owned(),
        counted if counted == entry.logged() => "all counted".to_owned(),
        counted => format!("{counted} counted"),
    };
    let time = format!("{}  {:>6}", page.span(entry.from, entry.to), entry.logged().to_string());
    let who = format!("{} ({}), {}{cut}: {counted}", entry.staff, entry.role, entry.activity.label);
    page.line(6, &format!("{:width$}  {time}", entry.id));
    page.line(6 + width + 2, &who);
    let excluded = entry.pieces.iter().filter_map(|piece| match piece.outcome {
        Outcome::Counted => None,
        Outcome::Excluded(reason) => Some((piece, Reason::Exclusion(reason))),
    });
    for (piece, reason) in excluded {
        not_counted(page, explained, entry, (piece, reason), 6 + width + 2);
    }
}

fn not_counted(
    page: &mut Page<'_>,
    explained: &TrackExplanation,
    entry: &EntryExplanation,
    (piece, reason): (&Piece, Reason),
    indent: usize,
) {
    if reason.code().starts_with("X-ACTIVITY") {
        page.cite_activity(&entry.activity);
    }
    let kept = kept_by(explained, piece, reason);
    let kept = if kept.is_empty() { String::new() } else { format!("; counted in {}", kept.join(", ")) };
    let said = page.cite(reason);
    let label =
        format!("- {} {:>6}  ", page.within(entry.from, piece.from, piece.to), piece.length().to_string());
    page.hang(indent, &label, &format!("{said}{kept}"));
}

/// The entries in which seconds count that this piece has too.
fn kept_by(explained: &TrackExplanation, piece: &Piece, reason: Reason) -> Vec<String> {
    use rules::Exclusion::{Duplicate, OverlapPatient};
    if !matches!(reason, Reason::Exclusion(Duplicate | OverlapPatient)) {
        return Vec::new();
    }
    let meets =
        |other: &&Piece| other.outcome == Outcome::Counted && other.from < piece.to && piece.from < other.to;
    let others = explained.entries.iter().filter(|entry| entry.pieces.iter().any(|other| meets(&other)));
    others.map(|entry| entry.id.clone()).collect()
}
