//! Practice and staff.

use serde::{Deserialize, Serialize};
use tracker::practice::PracticeChange;
use tracker::staff::{StaffChange, StaffRow, is_practitioner};
use tracker::{Error, Tracker};
use ts_rs::TS;

/// The settings screen.
#[derive(Clone, Serialize, TS)]
pub struct SettingsView {
    /// Name of the practice.
    pub practice: String,
    /// IANA zone.
    pub time_zone: String,
    /// `non_facility` or `facility`.
    pub place: String,
    /// Medical assistants see only the patients they are assigned to.
    pub assigned_only: bool,
    /// All staff, active first, then by name.
    pub staff: Vec<StaffView>,
    /// Where the vault lives.
    pub home: String,
    /// Where exports are written.
    pub exports: String,
}

/// A staff member.
#[derive(Clone, Serialize, TS)]
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
    /// Medical assistants see only the patients they are assigned to.
    pub assigned_only: bool,
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
    /// The first month a changed role, or document, holds in, YYYY-MM; null: it was never otherwise.
    pub from: Option<String>,
}

impl SettingsView {
    /// The practice and everybody in it.
    pub(crate) fn read(tracker: &Tracker) -> Result<Self, Error> {
        let practice = tracker.practice();
        Ok(Self {
            practice: practice.name.clone(),
            time_zone: practice.zone.name().to_owned(),
            place: practice.place.as_str().to_owned(),
            assigned_only: practice.assigned_only,
            staff: tracker.staff()?.into_iter().map(StaffView::from).collect(),
            home: tracker.home().dir().display().to_string(),
            exports: tracker.home().exports().display().to_string(),
        })
    }
}

impl From<StaffRow> for StaffView {
    fn from(row: StaffRow) -> Self {
        Self {
            id: row.id.get(),
            practitioner: is_practitioner(&row.role),
            name: row.name,
            role: row.role,
            access: row.access,
            credentials: row.credentials,
            npi: row.npi,
            sign_in: row.sign_in,
            team_training: row.team_training.map(|day| day.to_string()),
            scope_document: row.scope_document,
            active: row.active,
        }
    }
}

impl From<PracticeForm> for PracticeChange {
    fn from(form: PracticeForm) -> Self {
        Self {
            name: form.practice,
            time_zone: form.time_zone,
            place: form.place,
            assigned_only: form.assigned_only,
        }
    }
}

impl From<StaffForm> for StaffChange {
    fn from(form: StaffForm) -> Self {
        Self {
            id: form.id,
            name: form.name,
            role: form.role,
            access: form.access,
            credentials: form.credentials,
            npi: form.npi,
            sign_in: form.sign_in,
            password: form.password,
            team_training: form.team_training,
            scope_document: form.scope_document,
            active: form.active,
            from: form.from,
        }
    }
}
