//! Where a claim stands in the record: the events about its patient, the end of the chain, and the rules that judged.

use chrono::{DateTime, Utc};
use exchange::report::Block;
use exchange::{Cell, Column, Table};
use rules::Month;
use store::audit::EventRow;

use super::words;
use crate::patient_month::PatientMonth;
use crate::practice::Practice;
use crate::{Error, Tracker, knobs, verify};

/// Events in which nothing was changed.
const ONLY_LOOKED: [&str; 8] =
    ["view", "print", "query", "refused", "export_claims", "export_audit", "audit_packet", "claims_report"];

/// The events since the month began that changed something about the patient, and the end of the chain.
pub(super) fn add(
    tracker: &Tracker,
    month: &PatientMonth,
    head: &(i64, String),
    blocks: &mut Vec<Block>,
) -> Result<(), Error> {
    let practice = tracker.practice();
    let (from, _) = practice.bounds(month.month);
    let mut events: Vec<EventRow> =
        tracker.store.read(|conn| store::audit::of_patient(conn, month.patient.id, from))?;
    events.retain(|row| !ONLY_LOOKED.contains(&row.event.action.as_str()));
    events.reverse();
    blocks.push(Block::Heading("Position in the audit record".to_owned()));
    blocks.push(Block::Text(format!(
        "The record is a chain: the hash of each event covers the event and the hash before it, so that none can be changed, \
         taken out or put in between without every later hash being another. When this packet was made the record ended at \
         event {} with hash {}.",
        head.0, head.1
    )));
    if !events.is_empty() {
        blocks.push(Block::Table(Table {
            caption: "Changes to this patient's record since the month began".to_owned(),
            columns: vec![
                Column::figures("seq", "Event", 8),
                Column::words("at", "When", 22),
                Column::words("by", "By", 24),
                Column::words("action", "What", 24),
                Column::words("hash", "Hash", 20),
            ],
            rows: events.iter().map(|row| cells(practice, row)).collect(),
            total: None,
        }));
    }
    Ok(())
}

fn cells(practice: &Practice, row: &EventRow) -> Vec<Cell> {
    let event = &row.event;
    let at = DateTime::<Utc>::from_timestamp_millis(event.stamp.wall_ms).unwrap_or_default();
    vec![
        Cell::Text(row.seq.to_string()),
        Cell::Text(words::time(practice, at)),
        Cell::text(&event.staff_label),
        Cell::text(event.action.replace('_', " ")),
        Cell::Text(verify::short(&row.hash)),
    ]
}

/// The rule packs that judged the month, and the practice's decisions where they are other than the program ships with.
pub(super) fn add_rules(practice: &Practice, month: Month, blocks: &mut Vec<Block>) -> Result<(), Error> {
    add_packs(practice, month, blocks);
    let decided =
        knobs::knobs(practice.settings_of(month))?.into_iter().filter(|knob| knob.value != knob.default);
    let plain = |word: String| Cell::Text(word.replace('_', " "));
    let rows: Vec<_> = decided.map(|knob| [knob.key, knob.value, knob.default].map(plain).to_vec()).collect();
    if rows.is_empty() {
        blocks.push(Block::Text(
            "The practice decides nothing otherwise than the program ships with.".to_owned(),
        ));
        return Ok(());
    }
    blocks.push(Block::Table(Table {
        caption: "Decisions of the practice".to_owned(),
        columns: vec![
            Column::words("decision", "Decision", 34),
            Column::words("value", "Here", 28),
            Column::words("default", "As shipped", 28),
        ],
        rows,
        total: None,
    }));
    Ok(())
}

fn add_packs(practice: &Practice, month: Month, blocks: &mut Vec<Block>) {
    let set = practice.rules.of(month);
    let rows = set.packs().iter().map(|pack| {
        vec![
            Cell::text(&pack.header.label),
            Cell::text(&pack.header.version),
            Cell::Day(pack.header.from),
            Cell::text(if pack.of_practice { "practice" } else { "shipped" }),
            Cell::text(&pack.sha256),
        ]
    });
    blocks.push(Block::Heading("Rules that judged".to_owned()));
    blocks.push(Block::Table(Table {
        caption: "Rule packs".to_owned(),
        columns: vec![
            Column::words("pack", "Pack", 28),
            Column::words("version", "Version", 12),
            Column::words("from", "From", 11),
            Column::words("whose", "From whom", 10),
            Column::words("sha256", "SHA-256", 36),
        ],
        rows: rows.collect(),
        total: None,
    }));
}
