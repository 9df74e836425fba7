//! Months as a practice has them, made from a seed, with what they must come to.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "each benchmark takes what it needs, and may panic"
)]

use fastrand::Rng;
use rules::Instant;
use serde_json::{Value, json};

/// Midnight of 1 January 2026 in Detroit.
const MONTH_BEGINS: i64 = 1_767_243_600;
/// An entry begins in the first five minutes of its half hour and lasts up to 25: no two of them overlap.
const SLOT_S: i64 = 1800;
const SLOTS: usize = 31 * 48;
/// They count for every payer.
const COUNTED: [&str; 6] = [
    "portal_message",
    "medication_review",
    "clinician_discussion",
    "home_health_contact",
    "referral_loop",
    "community_resource_contact",
];
/// They count for none.
const EXCLUDED: [&str; 4] = ["scheduling", "prior_authorization", "chart_prep", "voicemail"];
const PROGRAMS: [&str; 5] = ["ccm", "ccm", "ccm", "complex_ccm", "pcm"];
const PAYERS: [&str; 6] = ["medicare", "medicare", "medicare", "medicare", "priority", "bcbsm"];

/// A case line and its totals.
pub(crate) struct Month {
    pub(crate) line: String,
    /// All seconds of its entries.
    pub(crate) seconds: i64,
    /// Those that count on the first track of its account.
    pub(crate) counted: i64,
}

/// So many months of so many entries each, one after the other.
pub(crate) fn months(seed: u64, count: usize, entries: usize) -> impl Iterator<Item = Month> {
    let mut rng = Rng::with_seed(seed);
    (0..count).map(move |number| month(&mut rng, number, entries))
}

fn month(rng: &mut Rng, number: usize, entries: usize) -> Month {
    let (mut seconds, mut counted) = (0, 0);
    let stride = SLOTS / entries;
    let entries: Vec<Value> = (0..entries)
        .map(|at| {
            let start = MONTH_BEGINS + SLOT_S * slot(rng, at, stride) + rng.i64(0..300);
            let length = rng.i64(60..=1500);
            let counts = rng.u8(0..100) >= 12;
            seconds += length;
            counted += if counts { length } else { 0 };
            entry(rng, at, (start, start + length), counts)
        })
        .collect();
    Month { line: case(rng, number, &entries).to_string(), seconds, counted }
}

fn slot(rng: &mut Rng, at: usize, stride: usize) -> i64 {
    i64::try_from(at * stride + rng.usize(0..stride)).unwrap()
}

fn pick(rng: &mut Rng, words: &[&'static str]) -> &'static str {
    rng.choice(words).copied().unwrap()
}

fn entry(rng: &mut Rng, at: usize, (start, end): (i64, i64), counts: bool) -> Value {
    let activity = pick(rng, if counts { &COUNTED } else { &EXCLUDED });
    let mut entry = json!({
        "id": format!("e{at}"),
        "account": "a1",
        "staff": pick(rng, &["rn1", "rn1", "lpn1", "dr1"]),
        "start": Instant::from_seconds(start),
        "end": Instant::from_seconds(end),
        "activity": activity,
    });
    if rng.u8(0..4) == 0 {
        entry["note"] = json!("called back; will bring the glucose log to the next visit");
    }
    entry
}

fn case(rng: &mut Rng, number: usize, entries: &[Value]) -> Value {
    let mut case = json!({
        "name": format!("month {number}"),
        "time_zone": "America/Detroit",
        "month": "2026-01",
        "submitted_on": "2026-02-03",
        "payer": pick(rng, &PAYERS),
        "settings": {"selection": "suggest"},
        "staff": [
            {"id": "dr1", "role": "physician", "team_training": "2025-03-01"},
            {"id": "rn1", "role": "rn", "team_training": "2025-03-01"},
            {"id": "lpn1", "role": "lpn", "team_training": "2025-03-01"},
            {"id": "dr2", "role": "physician"},
        ],
        "patient": {"enrollments": [enrollment(pick(rng, &PROGRAMS))]},
        "entries": entries,
    });
    if rng.u8(0..20) == 0 {
        // By somebody without entries: the seconds of a talk are taken from the performer's own.
        case["acp"] = json!([{"id": "t1", "staff": "dr2",
            "start": "2026-01-14T15:00:00Z", "end": "2026-01-14T15:31:00Z"}]);
    }
    if rng.u8(0..20) == 0 {
        case["tcm"] = json!([discharge()]);
    }
    case
}

fn enrollment(program: &str) -> Value {
    json!({
        "id": "a1",
        "program": program,
        "billing_practitioner": "dr1",
        "start": "2025-06-02",
        "consent": {"given": "2025-06-02", "mode": "written"},
        "initiating_visit": {"date": "2025-05-20", "kind": "em", "discussed": true},
        "last_seen": "2025-12-10",
        "conditions": [{"icd10": "I50.22"}, {"icd10": "E11.9", "expected_months": 24}],
        "care_plan": {"established": "2025-06-02", "revised": "2026-01-08", "copy_given": "2025-06-03"},
        "mdm": [{"month": "2026-01", "level": "moderate"}],
        "attested": true,
        "supervised": true,
    })
}

/// Last year's, so that it takes no seconds from the month.
fn discharge() -> Value {
    json!({
        "id": "d1",
        "practitioner": "dr1",
        "discharged": "2025-11-03T19:00:00Z",
        "from": "inpatient_acute",
        "to": "home",
        "contacts": [{"at": "2025-11-04T15:00:00Z", "by": "rn1", "reached": true}],
        "visit": {"date": "2025-11-10"},
        "mdm": "moderate",
        "med_rec": "2025-11-10",
    })
}
