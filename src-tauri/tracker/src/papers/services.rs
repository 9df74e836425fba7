//! Planning talks, cancer treatment plans and the practice's other services, on paper.

use exchange::report::Block;
use exchange::{Cell, Column, Table};
use store::{PlanId, StaffId, TalkId};

use super::words;
use crate::case::Staff;
use crate::practice::Practice;
use crate::services::{Plan, Services, TalkDay};

/// The day of talks that a claim is named after.
pub(super) fn day_of(services: &Services, first: TalkId) -> Option<&TalkDay> {
    services.days.iter().find(|day| day.talks.iter().any(|talk| talk.id == first))
}

/// The plan of a claim.
pub(super) fn plan_of(services: &Services, id: PlanId) -> Option<&Plan> {
    services.plans.iter().find(|plan| plan.row.id == id)
}

fn name(staff: &Staff, id: StaffId) -> Cell {
    Cell::text(staff.get(&id).map_or("", |person| person.name.as_str()))
}

fn since(void: Option<&store::voids::Void>) -> Cell {
    Cell::Text(void.map(|void| format!("voided: {}", void.reason)).unwrap_or_default())
}

/// The talks of a practitioner's day.
pub(super) fn add_talks(practice: &Practice, day: &TalkDay, staff: &Staff, blocks: &mut Vec<Block>) {
    let rows = day.talks.iter().map(|talk| {
        vec![
            Cell::Text(crate::case::talk_id(talk.id)),
            Cell::Text(words::time(practice, talk.started_at)),
            Cell::Text(words::time(practice, talk.ended_at)),
            Cell::Seconds((talk.ended_at - talk.started_at).num_seconds()),
            name(staff, talk.practitioner_id),
            Cell::Text(words::time(practice, talk.written_at)),
            since(talk.voided.as_ref()),
        ]
    });
    let mut total = vec![Cell::Blank; 7];
    total[0] = Cell::text("Counted");
    total[3] = Cell::Seconds(day.statement.as_ref().map_or(0, |said| said.counted_s.0));
    blocks.push(Block::Heading("Talks".to_owned()));
    blocks.push(Block::Table(Table {
        caption: "Advance care planning talks of the practitioner that day".to_owned(),
        columns: vec![
            Column::words("talk", "Talk", 6),
            Column::words("from", "From", 22),
            Column::words("to", "To", 22),
            Column::figures("length", "Length", 9),
            Column::words("by", "Led by", 24),
            Column::words("written", "Logged", 22),
            Column::words("since", "Since then", 24),
        ],
        rows: rows.collect(),
        total: Some(total),
    }));
}

/// What was planned for one cancer, whenever: a change is judged by the first plan.
pub(super) fn add_plans(plans: &[Plan], cancer: &str, staff: &Staff, blocks: &mut Vec<Block>) {
    let of_cancer = plans.iter().rev().filter(|plan| plan.row.cancer == cancer);
    let rows = of_cancer.map(|plan| {
        let row = &plan.row;
        vec![
            Cell::Text(crate::case::plan_id(row.id)),
            Cell::Day(row.day),
            Cell::text(if row.kind == "initial" { "first made" } else { "changed" }),
            Cell::text(&row.cancer),
            name(staff, row.practitioner_id),
            since(row.voided.as_ref()),
        ]
    });
    blocks.push(Block::Heading("Treatment plans".to_owned()));
    blocks.push(Block::Table(Table {
        caption: "Treatment plans of this cancer".to_owned(),
        columns: vec![
            Column::words("plan", "Plan", 6),
            Column::words("day", "Day", 12),
            Column::words("kind", "What", 12),
            Column::words("cancer", "ICD-10", 10),
            Column::words("by", "By", 30),
            Column::words("since", "Since then", 30),
        ],
        rows: rows.collect(),
        total: None,
    }));
}

/// What the practice bills by other means in the month.
pub(super) fn add_own(practice: &Practice, services: &Services, staff: &Staff, blocks: &mut Vec<Block>) {
    if services.own.is_empty() {
        return;
    }
    let rows = services.own.iter().rev().map(|row| {
        let minutes = row.used.map(|(from, to)| (words::time(practice, from), (to - from).num_seconds()));
        vec![
            Cell::text(&row.code),
            Cell::Day(row.day),
            row.staff_id.map_or(Cell::Blank, |id| name(staff, id)),
            Cell::Text(minutes.as_ref().map(|(from, _)| from.clone()).unwrap_or_default()),
            minutes.map_or(Cell::Blank, |(_, seconds)| Cell::Seconds(seconds)),
            since(row.voided.as_ref()),
        ]
    });
    blocks.push(Block::Heading("Other services of the practice".to_owned()));
    blocks.push(Block::Table(Table {
        caption: "What the practice bills by other means in the month".to_owned(),
        columns: vec![
            Column::words("code", "Code", 8),
            Column::words("dos", "Service", 12),
            Column::words("by", "By", 28),
            Column::words("from", "Minutes from", 22),
            Column::figures("length", "Length", 9),
            Column::words("since", "Since then", 24),
        ],
        rows: rows.collect(),
        total: None,
    }));
}
