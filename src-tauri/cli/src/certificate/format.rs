//! The certificate as it is written: plain data, known to the one who writes it and to the one who checks it.
//!
//! A statement says what may be billed; its `certificate` says from what. Instants are UTC, dates are local days of
//! `time_zone`, money is cents. All words are those of the case format. Unknown keys make a certificate unreadable.

use std::collections::BTreeMap;

use chrono::{DateTime, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// What `format` says.
pub(crate) const FORMAT: &str = "caretally-certificate";
/// What `version` says; a key added, removed or read otherwise makes a new one.
pub(crate) const VERSION: u32 = 1;

/// What a second checker needs beside the statement.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certificate {
    pub(crate) format: String,
    pub(crate) version: u32,
    /// The rule packs that judged: payer, first day, first digits of their hash.
    pub(crate) rules: String,
    pub(crate) time_zone: Tz,
    /// `YYYY-MM`
    pub(crate) month: String,
    pub(crate) payer: String,
    pub(crate) submitted_on: NaiveDate,
    pub(crate) died: Option<DateTime<Utc>>,
    /// The practice's closures beside the federal holidays.
    pub(crate) holidays: Vec<NaiveDate>,
    pub(crate) settings: Settings,
    /// Cents of one unit by `CODE DATE`, for every code and date of service of a line.
    pub(crate) fees: BTreeMap<String, u32>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) tcm: Vec<Discharge>,
    pub(crate) acp: Vec<Talks>,
    pub(crate) oncology: Vec<Plan>,
}

impl Certificate {
    /// The local date of a second; none is after 2106.
    pub(crate) fn date(&self, second: i64) -> NaiveDate {
        let utc = DateTime::from_timestamp(second.clamp(0, 1 << 32), 0).unwrap_or_default();
        utc.with_timezone(&self.time_zone).date_naive()
    }

    /// The local date of death.
    pub(crate) fn died_on(&self) -> Option<NaiveDate> {
        self.died.map(|died| self.date(died.timestamp()))
    }

    /// The first day of the month.
    pub(crate) fn first_day(&self) -> NaiveDate {
        format!("{}-01", self.month).parse().unwrap_or_default()
    }

    /// The last day of the month.
    pub(crate) fn last_day(&self) -> NaiveDate {
        let next = self.first_day().checked_add_months(Months::new(1));
        next.and_then(|next| next.pred_opt()).unwrap_or_default()
    }
}

/// The settings that arithmetic depends on.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) selection: String,
    pub(crate) dos_policy: String,
    pub(crate) parallel_independent: String,
    pub(crate) block_model: String,
    /// Caps the practice set itself, by add-on code, for the tracks of the certificate.
    pub(crate) caps: BTreeMap<String, Option<u32>>,
    pub(crate) in_lieu: bool,
    pub(crate) tcm_dos: String,
    pub(crate) tcm_day0_contact: String,
    pub(crate) tcm_day0_visit: String,
    pub(crate) tcm_attempt_gap_min: u32,
    pub(crate) tcm_hold_to_day_30: bool,
}

/// One enrollment's month.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) program: String,
    pub(crate) billing_practitioner: String,
    pub(crate) start: NaiveDate,
    pub(crate) end: Option<NaiveDate>,
    /// By start and id.
    pub(crate) entries: Vec<Entry>,
    pub(crate) tracks: Vec<Track>,
    /// Every track with what it would pay; its statement says why it has no more lines.
    pub(crate) alternatives: Vec<Alternative>,
    pub(crate) choice: Choice,
}

/// The part of an entry that lies in the month.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) staff: String,
    pub(crate) activity: String,
    pub(crate) from: DateTime<Utc>,
    pub(crate) to: DateTime<Utc>,
}

/// The numbers of one track and what became of each second.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Track {
    pub(crate) track: String,
    pub(crate) base: String,
    /// The counted seconds that earn the base.
    pub(crate) first_s: i64,
    /// The counted seconds the base uses up: add-on blocks begin after them.
    pub(crate) base_owns_s: i64,
    pub(crate) add_on: String,
    /// The length of an add-on block.
    pub(crate) block_s: i64,
    /// How much of a block earns it.
    pub(crate) earned_after_s: i64,
    pub(crate) cap: Option<u32>,
    /// The thresholds up to the first that is not reached or the cap.
    pub(crate) thresholds: Vec<Threshold>,
    /// The entries cut into counted and excluded pieces, end to end.
    pub(crate) pieces: Vec<Piece>,
}

/// What earns a unit.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Threshold {
    pub(crate) code: String,
    pub(crate) at_s: i64,
    pub(crate) reached: bool,
}

/// Seconds of one entry that share one fate.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Piece {
    pub(crate) entry: String,
    pub(crate) from: DateTime<Utc>,
    pub(crate) to: DateTime<Utc>,
    /// Why they do not count; nothing if they do.
    pub(crate) reason: Option<String>,
}

/// A track and what it would pay.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Alternative {
    pub(crate) track: String,
    pub(crate) total_cents: i64,
    /// Whether it has lines that may stand.
    pub(crate) legal: bool,
}

/// The track that is billed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) track: Option<String>,
    /// `selection`; or `refused` (the account is), `nothing` (no track has lines).
    pub(crate) by: String,
}

/// A discharge and what followed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Discharge {
    pub(crate) id: String,
    pub(crate) discharged: DateTime<Utc>,
    pub(crate) discharged_on: NaiveDate,
    /// Days before the contact is due that are not business days.
    pub(crate) closed_days: Vec<NaiveDate>,
    /// The two business days.
    pub(crate) business_days: Vec<NaiveDate>,
    pub(crate) contacts: Vec<Contact>,
    /// `reached`, `attempts`, `visit`, or nothing.
    pub(crate) met_by: Option<String>,
    pub(crate) visit: Option<NaiveDate>,
    pub(crate) discharge_management_billed: bool,
    pub(crate) mdm: Option<String>,
    pub(crate) med_rec: Option<NaiveDate>,
    pub(crate) report: bool,
}

/// A contact, or an attempt at one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contact {
    pub(crate) at: DateTime<Utc>,
    pub(crate) reached: bool,
    /// Whether it was about more than an appointment, by somebody who may make it.
    pub(crate) counts: bool,
}

/// Advance care planning of one day and practitioner.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Talks {
    pub(crate) date: NaiveDate,
    pub(crate) staff: String,
    pub(crate) talks: Vec<Talk>,
    /// Whole minutes.
    pub(crate) minutes: i64,
    /// The minutes that earn the base and the first add-on: past the middle of each half hour.
    pub(crate) midpoints: [i64; 2],
    pub(crate) modifiers: Vec<String>,
}

/// One talk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Talk {
    pub(crate) id: String,
    pub(crate) from: DateTime<Utc>,
    pub(crate) to: DateTime<Utc>,
}

/// A cancer treatment plan made or changed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) date: NaiveDate,
    pub(crate) cancer: String,
}
