//! What each command needs besides being asked properly: one row each, and the gate refuses a command without one.

use tracker::Right;

/// What it takes to give a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nobody has to be signed in.
    Nobody,
    /// Whoever is signed in may.
    SignedIn,
    /// This right.
    Has(Right),
}

/// The table. What a person may do within a command, whose entry and whose patient, is checked in `tracker`.
pub const NEEDS: &[(&str, Need)] = &[
    ("stage", Need::Nobody),
    ("set_up", Need::Nobody),
    ("confirm_recovery", Need::Nobody),
    ("unlock", Need::Nobody),
    ("lock", Need::Nobody),
    ("stop_while_locked", Need::Nobody),
    ("time_zones", Need::Nobody),
    ("today", Need::Has(Right::SeePatients)),
    ("find_patients", Need::Has(Right::SeePatients)),
    ("patient", Need::Has(Right::SeePatients)),
    ("entry_history", Need::Has(Right::SeePatients)),
    ("running", Need::Has(Right::Track)),
    ("activities", Need::SignedIn),
    ("start_timer", Need::Has(Right::Track)),
    ("describe_timer", Need::Has(Right::Track)),
    ("stop_timer", Need::Has(Right::Track)),
    ("settle_timer", Need::Has(Right::Track)),
    ("save_patient", Need::Has(Right::Track)),
    ("save_enrollment", Need::Has(Right::Track)),
    ("add_entry", Need::Has(Right::Track)),
    ("correct_entry", Need::Has(Right::Track)),
    ("void_entry", Need::Has(Right::Track)),
    ("save_episode", Need::Has(Right::Track)),
    ("log_contact", Need::Has(Right::Track)),
    ("save_care_team", Need::Has(Right::Assign)),
    ("preview_import", Need::Has(Right::Import)),
    ("import_patients", Need::Has(Right::Import)),
    ("claims", Need::Has(Right::SeeClaims)),
    ("export_claims", Need::Has(Right::ExportClaims)),
    ("settings", Need::Has(Right::SeePractice)),
    ("save_practice", Need::Has(Right::Manage)),
    ("save_staff", Need::Has(Right::Manage)),
    ("open_in_emergency", Need::Has(Right::OpenInEmergency)),
    ("emergencies", Need::Has(Right::Manage)),
    ("acknowledge_emergencies", Need::Has(Right::Manage)),
    ("audit", Need::Has(Right::SeeOwnAudit)),
    ("export_audit", Need::Has(Right::ExportAudit)),
    ("verify", Need::Has(Right::SeeAudit)),
    ("verify_step", Need::Has(Right::SeeAudit)),
    ("print", Need::Has(Right::Print)),
];

/// What a command needs; none: nobody may give it.
pub fn need(command: &str) -> Option<Need> {
    NEEDS.iter().find(|(name, _)| *name == command).map(|(_, need)| *need)
}
