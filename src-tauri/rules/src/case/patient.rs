//! The patient: stays in facilities and the programs they are enrolled in.

use super::instant::{DateOrInstant, Instant};
use super::read::{self, objects};
use crate::month::Month;
use crate::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The one patient of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Patient {
    /// When the patient died.
    #[serde(default)]
    pub died: Option<Instant>,
    /// Stays in hospitals and other facilities.
    #[serde(default)]
    pub facility_stays: Vec<Stay>,
    /// Programs the patient is enrolled in.
    pub enrollments: Vec<Enrollment>,
}

words! {
    /// Where a patient stayed.
    pub enum StayKind {
        /// Acute, psychiatric, rehabilitation or long-term acute hospital.
        Inpatient = "inpatient",
        /// A skilled nursing stay paid by Medicare Part A.
        SnfPartA = "snf_part_a",
        /// Hospital observation, an outpatient status.
        Observation = "observation",
        /// An emergency department.
        Emergency = "ed",
        /// Residence in a nursing facility.
        NursingFacility = "nursing_facility",
        /// Residence in assisted living.
        AssistedLiving = "assisted_living",
    }
}

/// One stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Stay {
    /// Where.
    pub kind: StayKind,
    /// From when.
    pub admitted: DateOrInstant,
    /// Until when; nothing while still there.
    #[serde(default)]
    pub discharged: Option<DateOrInstant>,
}

words! {
    /// A care management program.
    pub enum Program {
        /// Chronic care management.
        Ccm = "ccm",
        /// Complex chronic care management.
        ComplexCcm = "complex_ccm",
        /// Principal care management.
        Pcm = "pcm",
    }
}

/// One patient in one program with one billing practitioner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Enrollment {
    /// What entries call the account.
    pub id: String,
    /// The program.
    pub program: Program,
    /// Who bills it (a staff id).
    pub billing_practitioner: String,
    /// First day.
    #[serde(deserialize_with = "read::date")]
    pub start: NaiveDate,
    /// Last day, included.
    #[serde(default, deserialize_with = "read::date_or_null")]
    pub end: Option<NaiveDate>,
    /// The patient's consent.
    pub consent: Consent,
    /// The visit that opened the program.
    #[serde(default)]
    pub initiating_visit: Option<InitiatingVisit>,
    /// Last visit with the billing practitioner.
    #[serde(default, deserialize_with = "read::date_or_null")]
    pub last_seen: Option<NaiveDate>,
    /// The conditions the program is for.
    pub conditions: Vec<Condition>,
    /// Diagnoses on the claim; nothing means those of the conditions.
    #[serde(default)]
    pub claim_dx: Option<Vec<String>>,
    /// The care plan.
    pub care_plan: CarePlan,
    /// Medical decision making by month.
    #[serde(default)]
    pub mdm: Vec<Mdm>,
    /// Whether the practice has made its attestations.
    pub attested: bool,
    /// Whether a supervising practitioner is named.
    pub supervised: bool,
}

impl Enrollment {
    /// An enrollment for which nothing is documented yet.
    pub fn new(
        id: impl Into<String>,
        program: Program,
        billing_practitioner: impl Into<String>,
        start: NaiveDate,
    ) -> Self {
        Self {
            id: id.into(),
            program,
            billing_practitioner: billing_practitioner.into(),
            start,
            end: None,
            consent: Consent { given: None, mode: ConsentMode::Verbal, revoked: None },
            initiating_visit: None,
            last_seen: None,
            conditions: Vec::new(),
            claim_dx: None,
            care_plan: CarePlan::default(),
            mdm: Vec::new(),
            attested: false,
            supervised: false,
        }
    }
}

words! {
    /// How consent was given.
    pub enum ConsentMode {
        Verbal = "verbal",
        Written = "written",
    }
}

/// The patient's consent to a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Consent {
    /// When it was given.
    #[serde(deserialize_with = "read::present")]
    pub given: Option<DateOrInstant>,
    /// How it was given.
    #[serde(default = "verbal")]
    pub mode: ConsentMode,
    /// When it was revoked.
    #[serde(default)]
    pub revoked: Option<DateOrInstant>,
}

fn verbal() -> ConsentMode {
    ConsentMode::Verbal
}

words! {
    /// What kind of visit opened a program.
    pub enum VisitKind {
        /// Annual wellness visit.
        AnnualWellness = "awv",
        /// Initial preventive physical examination.
        Welcome = "ippe",
        /// An office or home visit with a practitioner.
        Office = "em",
        /// The visit of transitional care management.
        Transitional = "tcm",
        /// A visit with a nurse, which does not qualify.
        Nurse = "nurse_visit",
        /// Any other visit, which does not qualify.
        Other = "other",
    }
}

/// The visit that opened a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct InitiatingVisit {
    /// Its day.
    #[serde(deserialize_with = "read::date")]
    pub date: NaiveDate,
    /// What kind of visit it was.
    pub kind: VisitKind,
    /// Whether the program was discussed there.
    #[serde(default)]
    pub discussed: bool,
}

/// A condition the program is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Condition {
    /// Its ICD-10 code, where known.
    #[serde(deserialize_with = "read::present")]
    pub icd10: Option<String>,
    /// How long it is expected to last; nothing means lifelong.
    #[serde(default, deserialize_with = "read::number_or_null")]
    pub expected_months: Option<i64>,
    /// Whether it puts the patient at significant risk.
    #[serde(default = "yes")]
    pub high_risk: bool,
}

pub(super) fn yes() -> bool {
    true
}

/// When the care plan was made, revised and handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct CarePlan {
    /// Made.
    #[serde(default, deserialize_with = "read::date_or_null")]
    pub established: Option<NaiveDate>,
    /// Last revised.
    #[serde(default, deserialize_with = "read::date_or_null")]
    pub revised: Option<NaiveDate>,
    /// A copy given to the patient or caregiver.
    #[serde(default, deserialize_with = "read::date_or_null")]
    pub copy_given: Option<NaiveDate>,
}

words! {
    /// Level of medical decision making.
    pub enum MdmLevel {
        Straightforward = "straightforward",
        Low = "low",
        Moderate = "moderate",
        High = "high",
    }
}

/// Medical decision making of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Mdm {
    /// The month.
    pub month: Month,
    /// Its level.
    pub level: MdmLevel,
}

objects!(Patient, Stay, Enrollment, Consent, InitiatingVisit, Condition, CarePlan, Mdm);
