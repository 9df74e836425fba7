//! Practice and staff.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The settings screen.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SettingsView {
    /// Name of the practice.
    pub practice: String,
    /// IANA zone.
    pub time_zone: String,
    /// `non_facility` or `facility`.
    pub place: String,
    /// All staff, active first, then by name.
    pub staff: Vec<StaffView>,
    /// Where the vault lives.
    pub home: String,
    /// Where exports are written.
    pub exports: String,
}

/// A staff member.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StaffView {
    /// Staff id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Role slug.
    pub role: String,
    /// Access slug.
    pub access: String,
    /// Credentials.
    pub credentials: String,
    /// NPI of a practitioner.
    pub npi: Option<String>,
    /// Sign-in name, if the person signs in here.
    pub sign_in: Option<String>,
    /// Day of the team-based care course.
    pub team_training: Option<String>,
    /// A scope-of-service document exists.
    pub scope_document: bool,
    /// Works here now.
    pub active: bool,
    /// May bill: a practitioner role.
    pub practitioner: bool,
}

/// Practice settings.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PracticeForm {
    /// Name.
    pub practice: String,
    /// IANA zone.
    pub time_zone: String,
    /// `non_facility` or `facility`.
    pub place: String,
}

/// New or changed staff member.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StaffForm {
    /// Null for a new one.
    pub id: Option<i64>,
    /// Name.
    pub name: String,
    /// Role slug.
    pub role: String,
    /// Access slug.
    pub access: String,
    /// Credentials.
    pub credentials: String,
    /// NPI.
    pub npi: Option<String>,
    /// Sign-in name; null: does not sign in.
    pub sign_in: Option<String>,
    /// A new password, when one is set.
    pub password: Option<String>,
    /// Day of the team-based care course.
    pub team_training: Option<String>,
    /// A scope-of-service document exists.
    pub scope_document: bool,
    /// Works here now.
    pub active: bool,
}
