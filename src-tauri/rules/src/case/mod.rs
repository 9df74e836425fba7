//! The input of the rules: one patient, one month, and everything the month's claim depends on.

pub(crate) mod check;
pub(crate) mod instant;
pub(crate) mod patient;
pub(crate) mod read;
pub(crate) mod settings;
pub(crate) mod staff;
pub(crate) mod tcm;
pub(crate) mod work;

use crate::month::Month;
use crate::words::words;
use chrono::NaiveDate;
use chrono_tz::Tz;
use patient::Patient;
use read::objects;
use serde::{Deserialize, Serialize};
use settings::Settings;
use staff::CaseStaff;
use tcm::TcmEpisode;
use work::{AcpEncounter, BilledElsewhere, Elsewhere, Entry, OncologyEvent, OtherService, UsedElsewhere};

words! {
    /// Who pays.
    pub enum Payer {
        Medicare = "medicare",
        /// Blue Cross Blue Shield of Michigan.
        Bcbsm = "bcbsm",
        /// Priority Health.
        Priority = "priority",
        Cigna = "cigna",
        Medicaid = "medicaid",
    }
}

words! {
    /// Which column of the fee schedule applies.
    pub enum Place {
        NonFacility = "non_facility",
        Facility = "facility",
    }
}

/// One patient and one month, with everything a claim for it depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Case {
    /// A label repeated in the statement; the rules do not read it.
    pub name: String,
    /// The practice's billing zone.
    pub time_zone: Tz,
    /// Closures beside the federal holidays.
    #[serde(default, deserialize_with = "read::dates")]
    pub holidays: Vec<NaiveDate>,
    /// The month to bill.
    pub month: Month,
    /// The day the claim is (to be) sent.
    #[serde(deserialize_with = "read::date")]
    pub submitted_on: NaiveDate,
    /// Who pays.
    pub payer: Payer,
    /// Where the patient would be seen.
    #[serde(default = "non_facility")]
    pub place: Place,
    /// The practice's settings.
    #[serde(default)]
    pub settings: Settings,
    /// Everybody the rest of the case names.
    pub staff: Vec<CaseStaff>,
    /// The patient.
    pub patient: Patient,
    /// Codes another practice billed for this patient.
    #[serde(default)]
    pub billed_elsewhere: Vec<BilledElsewhere>,
    /// Other services this practice billed for this patient.
    #[serde(default)]
    pub other_services: Vec<OtherService>,
    /// Minutes of this patient already given to another timed service.
    #[serde(default)]
    pub used_elsewhere: Vec<UsedElsewhere>,
    /// The same performers timed on other patients, each item a different patient.
    #[serde(default)]
    pub elsewhere: Vec<Elsewhere>,
    /// Discharges.
    #[serde(default)]
    pub tcm: Vec<TcmEpisode>,
    /// Advance care planning.
    #[serde(default)]
    pub acp: Vec<AcpEncounter>,
    /// Cancer treatment plans.
    #[serde(default)]
    pub oncology_events: Vec<OncologyEvent>,
    /// Timed work.
    pub entries: Vec<Entry>,
}

fn non_facility() -> Place {
    Place::NonFacility
}

impl Case {
    /// A case with default settings in which nothing has happened.
    pub fn new(
        name: impl Into<String>,
        time_zone: Tz,
        month: Month,
        submitted_on: NaiveDate,
        payer: Payer,
    ) -> Self {
        Self {
            name: name.into(),
            time_zone,
            holidays: Vec::new(),
            month,
            submitted_on,
            payer,
            place: Place::NonFacility,
            settings: Settings::default(),
            staff: Vec::new(),
            patient: Patient { died: None, facility_stays: Vec::new(), enrollments: Vec::new() },
            billed_elsewhere: Vec::new(),
            other_services: Vec::new(),
            used_elsewhere: Vec::new(),
            elsewhere: Vec::new(),
            tcm: Vec::new(),
            acp: Vec::new(),
            oncology_events: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// The staff member with this id.
    pub(crate) fn staff_member(&self, id: &str) -> Option<&CaseStaff> {
        self.staff.iter().find(|staff| staff.id == id)
    }
}

objects!(Case);
