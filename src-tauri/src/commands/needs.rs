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
    ("unlock_old_keys", Need::Nobody),
    ("restore_keys", Need::Nobody),
    ("recover", Need::Nobody),
    ("choose_password", Need::Nobody),
    ("offer_code", Need::Nobody),
    ("add_code", Need::Nobody),
    ("attend", Need::Nobody),
    ("password_strength", Need::Nobody),
    ("suggest_password", Need::Nobody),
    ("restorable", Need::Nobody),
    ("preview_restore", Need::Nobody),
    ("restore", Need::Nobody),
    ("zoom", Need::Nobody),
    ("copied", Need::Nobody),
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
    ("health", Need::SignedIn),
    ("change_password", Need::SignedIn),
    ("prove_password", Need::SignedIn),
    ("renew_anchor", Need::Has(Right::Manage)),
    ("people", Need::Has(Right::Manage)),
    ("set_active", Need::Has(Right::Manage)),
    ("give_password", Need::Has(Right::Manage)),
    ("release_sign_in", Need::Has(Right::Manage)),
    ("set_lock", Need::Has(Right::Manage)),
    ("renew_recovery", Need::Has(Right::Manage)),
    ("prove_recovery", Need::Has(Right::Manage)),
    ("renew_keys", Need::Has(Right::Manage)),
    ("remove_code", Need::SignedIn),
    ("require_codes", Need::Has(Right::Manage)),
    ("backups", Need::Has(Right::Manage)),
    ("prove_backup", Need::Has(Right::Manage)),
    ("back_up", Need::Has(Right::Manage)),
    ("set_second_place", Need::Has(Right::Manage)),
];

/// What a command needs; none: nobody may give it.
pub fn need(command: &str) -> Option<Need> {
    NEEDS.iter().find(|(name, _)| *name == command).map(|(_, need)| *need)
}
