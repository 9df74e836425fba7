//! A discharge and the transitional care after it.

use super::instant::Instant;
use super::patient::{MdmLevel, yes};
use super::read::{self, objects};
use crate::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// Where a patient was discharged from.
    pub enum DischargedFrom {
        Acute = "inpatient_acute",
        Psychiatric = "inpatient_psychiatric",
        Rehabilitation = "inpatient_rehab",
        LongTermAcute = "ltach",
        SkilledNursing = "snf",
        Observation = "observation",
        PartialHospital = "partial_hospital",
        CommunityMentalHealth = "cmhc_partial",
        Emergency = "ed",
        UrgentCare = "urgent_care",
    }
}

words! {
    /// Where a patient was discharged to.
    pub enum DischargedTo {
        Home = "home",
        Domiciliary = "domiciliary",
        RestHome = "rest_home",
        AssistedLiving = "assisted_living",
        NursingFacility = "nursing_facility",
        SkilledNursing = "snf",
        Hospital = "hospital",
        Rehabilitation = "rehab",
        InpatientHospice = "inpatient_hospice",
    }
}

/// One discharge with its contacts, visit and documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct TcmEpisode {
    /// What statements call it.
    pub id: String,
    /// Who bills it (a staff id).
    pub practitioner: String,
    /// When the patient left.
    pub discharged: Instant,
    /// From where.
    pub from: DischargedFrom,
    /// To where.
    pub to: DischargedTo,
    /// Contacts and attempts.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// The face-to-face visit.
    #[serde(default)]
    pub visit: Option<TcmVisit>,
    /// Level of medical decision making in the period.
    #[serde(default)]
    pub mdm: Option<MdmLevel>,
    /// When medications were reconciled.
    #[serde(default, deserialize_with = "read::date_or_null")]
    pub med_rec: Option<NaiveDate>,
    /// The practitioner's own surgical global period.
    #[serde(default)]
    pub own_global: Option<GlobalPeriod>,
    /// Whether the practice wants to report it.
    #[serde(default = "yes")]
    pub report: bool,
}

impl TcmEpisode {
    /// A discharge after which nothing has happened yet.
    pub fn new(
        id: impl Into<String>,
        practitioner: impl Into<String>,
        discharged: Instant,
        from: DischargedFrom,
        to: DischargedTo,
    ) -> Self {
        Self {
            id: id.into(),
            practitioner: practitioner.into(),
            discharged,
            from,
            to,
            contacts: Vec::new(),
            visit: None,
            mdm: None,
            med_rec: None,
            own_global: None,
            report: true,
        }
    }
}

/// A contact, or an attempt at one, after a discharge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Contact {
    /// When.
    pub at: Instant,
    /// By whom; nothing means somebody outside the practice.
    #[serde(default)]
    pub by: Option<String>,
    /// Whether somebody was reached.
    pub reached: bool,
    /// Whether it was about an appointment only.
    #[serde(default)]
    pub scheduling_only: bool,
}

/// The face-to-face visit after a discharge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct TcmVisit {
    /// Its day.
    #[serde(deserialize_with = "read::date")]
    pub date: NaiveDate,
    /// Whether the same practitioner bills discharge-day management that day.
    #[serde(default)]
    pub discharge_management_billed: bool,
}

/// Days covered by a surgical global payment, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct GlobalPeriod {
    /// First day.
    #[serde(deserialize_with = "read::date")]
    pub from: NaiveDate,
    /// Last day.
    #[serde(deserialize_with = "read::date")]
    pub to: NaiveDate,
}

objects!(TcmEpisode, Contact, TcmVisit, GlobalPeriod);
