//! Who did the work.

use super::read::{self, objects};
use crate::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What a staff member is trained as.
    pub enum Role {
        Physician = "physician",
        NursePractitioner = "np",
        PhysicianAssistant = "pa",
        ClinicalNurseSpecialist = "cns",
        NurseMidwife = "cnm",
        RegisteredNurse = "rn",
        PracticalNurse = "lpn",
        SocialWorker = "lcsw",
        Dietitian = "dietitian",
        Pharmacist = "pharmacist",
        MedicalAssistant = "ma",
        NursingAssistant = "cna",
        CommunityHealthWorker = "chw",
        Psychologist = "psychologist",
        Podiatrist = "podiatrist",
        Dentist = "dentist",
        Receptionist = "receptionist",
        Scheduler = "scheduler",
        Biller = "biller",
        Transport = "transport",
        Volunteer = "volunteer",
        Automated = "automated",
    }
}

/// How the rules see a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleClass {
    /// May bill on their own.
    Practitioner,
    /// Licensed clinical staff.
    Licensed,
    /// Clinical staff without a license.
    Unlicensed,
    /// Community health workers.
    Community,
    /// Time that never counts.
    Never,
}

impl Role {
    /// The class the rules put the role in.
    pub fn class(self) -> RoleClass {
        match self {
            Self::Physician
            | Self::NursePractitioner
            | Self::PhysicianAssistant
            | Self::ClinicalNurseSpecialist
            | Self::NurseMidwife => RoleClass::Practitioner,
            Self::RegisteredNurse
            | Self::PracticalNurse
            | Self::SocialWorker
            | Self::Dietitian
            | Self::Pharmacist => RoleClass::Licensed,
            Self::MedicalAssistant | Self::NursingAssistant => RoleClass::Unlicensed,
            Self::CommunityHealthWorker => RoleClass::Community,
            Self::Psychologist
            | Self::Podiatrist
            | Self::Dentist
            | Self::Receptionist
            | Self::Scheduler
            | Self::Biller
            | Self::Transport
            | Self::Volunteer
            | Self::Automated => RoleClass::Never,
        }
    }
}

/// A staff member as a case names one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct CaseStaff {
    /// What the rest of the case calls them.
    pub id: String,
    /// What they are trained as.
    pub role: Role,
    /// When team-based care training was completed.
    #[serde(default, deserialize_with = "read::date_or_null")]
    pub team_training: Option<NaiveDate>,
    /// Whether a scope-of-service document is on file.
    #[serde(default)]
    pub scope_document: bool,
}

impl CaseStaff {
    /// A staff member with no training and no scope document on record.
    pub fn new(id: impl Into<String>, role: Role) -> Self {
        Self { id: id.into(), role, team_training: None, scope_document: false }
    }
}

objects!(CaseStaff);
