//! Who acts, and what that person may do here.

use store::StaffId;

/// What a person may do here. Roles are checked in Rust for every change; what is not named is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Runs the practice's set-up: staff, settings, imports, exports.
    Manager,
    /// Bills: everything of a patient.
    Practitioner,
    /// Nurses, care coordinators: patients, time, TCM.
    CareTeam,
    /// Medical assistants: as the care team; where the practice wants it so, assigned patients only.
    Assistant,
    /// Claims only.
    Biller,
    /// Reads only.
    Auditor,
}

impl Access {
    /// Every access with its stored name.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Manager, "manager"),
        (Self::Practitioner, "practitioner"),
        (Self::CareTeam, "care_team"),
        (Self::Assistant, "assistant"),
        (Self::Biller, "biller"),
        (Self::Auditor, "auditor"),
    ];

    /// The stored name.
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(access, _)| *access == self).map_or("auditor", |(_, slug)| slug)
    }

    /// Reads a stored or typed name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, slug)| *slug == text).map(|(access, _)| *access)
    }
}

/// Who acts: the person signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Staff id.
    pub staff: StaffId,
    /// Name, as the audit keeps it.
    pub name: String,
    /// What the person may do.
    pub access: Access,
}
