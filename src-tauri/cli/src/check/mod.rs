//! A second opinion on a statement from its certificate alone, with no call into the rules that made it.
//!
//! Proven: every second of every entry is counted or excluded, and counted once; counted seconds lie in month,
//! enrollment and life; sums, thresholds, units, caps, surplus, what is missing, by published numbers of its own; dates
//! in the practice's zone; amounts; that no legal track pays more under the stated selection; who excludes whom; business
//! days, deadlines, contacts, midpoints; that nothing refused is billed.
//! Trusted, since only people or the rules can judge it: what happened and when (entries, enrollments, visits, contacts
//! and whether they count), why a second is excluded, refusals and holds for other reasons than time, dates and caps,
//! all warnings, and the fees, which a practice may set itself.

mod account;
mod events;
mod seconds;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::certificate::format::{Certificate, FORMAT, VERSION};
use crate::place::{Checked, Place};

impl Certificate {
    fn line(&self, code: &str, units: i64, dos: NaiveDate, by: BTreeSet<&String>) -> Value {
        let fee = self.fees.get(&format!("{code} {dos}")).map(|fee| i64::from(*fee));
        let amount = fee.map(|fee| units.saturating_mul(fee));
        json!({"code": code, "units": units, "dos": dos, "modifiers": [], "amount_cents": amount, "entries": by})
    }
}

/// Checks one statement with its certificate.
pub(crate) fn check(statement: &Value, certificate: &Certificate) -> Checked {
    let said = Place::root(statement);
    let known = certificate.format == FORMAT && certificate.version == VERSION;
    said.at("certificate").at("version").must(known, "is not one that is known here")?;
    account::check(certificate, &said)?;
    events::check(certificate, &said)
}
