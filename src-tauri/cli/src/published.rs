//! The published numbers, written down a second time for `check`, so that a wrong one in the rule packs is seen.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The tracks of a program, in order: CPT's families as in the ASCO guide below.
pub(crate) fn tracks(program: &str) -> &'static [&'static str] {
    match program {
        "ccm" => &["ccm_staff", "ccm_practitioner"],
        "complex_ccm" => &["complex", "ccm_staff", "ccm_practitioner"],
        "pcm" => &["pcm_staff", "pcm_practitioner"],
        _ => &[],
    }
}

/// The thresholds of one track. Unit 0 is the base.
pub(crate) struct Ladder {
    pub(crate) base: &'static str,
    pub(crate) add_on: &'static str,
    pub(crate) first: i64,
    pub(crate) owned: i64,
    pub(crate) block: i64,
    pub(crate) earns: i64,
    pub(crate) cap: Option<u32>,
}

impl Ladder {
    /// ASCO, Care management services guide, January 2025, codes and time requirements; the minutes also in CMS,
    /// PPRRVU2026_Jul_nonQPP.csv, 30 June 2026. Priority Health and BCBSM: MICMT, Care coordination 99487/99489 page
    /// (at most two 99489; 31 to 75 minutes, then each half hour begun, or complete, in quantities).
    pub(crate) fn of(track: &str, payer: &str, block_model: &str) -> Self {
        let (base, add_on, first, block, cap) = match track {
            "ccm_staff" => ("99490", "99439", 1200, 1200, Some(2)),
            "ccm_practitioner" => ("99491", "99437", 1800, 1800, None),
            "complex" => ("99487", "99489", 3600, 1800, (payer == "priority").then_some(2)),
            "pcm_staff" => ("99426", "99427", 1800, 1800, Some(2)),
            _ => ("99424", "99425", 1800, 1800, None),
        };
        let earns = if block_model == "started" { 60 } else { block };
        match (payer, track) {
            ("bcbsm", "complex") => Self { base, add_on, first: 1860, owned: 4500, block, earns, cap },
            _ => Self { base, add_on, first, owned: first, block, earns: block, cap },
        }
    }

    pub(crate) fn code(&self, unit: i64) -> &'static str {
        if unit == 0 { self.base } else { self.add_on }
    }

    /// The seconds that earn a unit.
    pub(crate) fn at(&self, unit: i64) -> i64 {
        if unit == 0 { self.first } else { self.owned + (unit - 1) * self.block + self.earns }
    }

    /// The seconds up to the end of what a unit owns; of none, before the base.
    pub(crate) fn owned(&self, unit: i64) -> i64 {
        if unit < 0 { 0 } else { self.owned + unit * self.block }
    }
}

/// CMS, CY2021 final rule (99439); ACAAI, Principal care management page (the others).
pub(crate) fn exists(code: &str, date: NaiveDate) -> bool {
    match code {
        "99439" => date.year() >= 2021,
        "99437" | "99424" | "99425" | "99426" | "99427" => date.year() >= 2022,
        _ => true,
    }
}

/// Monday to Friday but for the holidays of 5 U.S.C. 6103(a), with Juneteenth since 2021; the weekdays in their lieu
/// (5 U.S.C. 6103(b) and Executive Order 11582); and the practice's own closures.
pub(crate) fn is_open(date: NaiveDate, closures: &[NaiveDate], in_lieu: bool) -> bool {
    let fixed = |date: NaiveDate| match (date.month(), date.day()) {
        (1, 1) | (7, 4) | (11, 11) | (12, 25) => true,
        day => day == (6, 19) && date.year() >= 2021,
    };
    let closed = match (date.month(), date.weekday(), date.day()) {
        (_, Weekday::Sat | Weekday::Sun, _) => true,
        (1 | 2, Weekday::Mon, 15..=21) | (5, Weekday::Mon, 25..=31) | (9, Weekday::Mon, 1..=7) => true,
        (10, Weekday::Mon, 8..=14) | (11, Weekday::Thu, 22..=28) => true,
        (_, Weekday::Fri, _) => in_lieu && fixed(date + Days::new(1)),
        (_, Weekday::Mon, _) => in_lieu && fixed(date - Days::new(1)),
        _ => false,
    };
    !closed && !fixed(date) && !closures.contains(&date)
}
