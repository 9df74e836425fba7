//! Who may do what: one table. What it does not name, nobody may.

use crate::op::Access;

/// Something a person may be allowed to do or to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Own timers and entries; patients, enrollments, discharges.
    Track,
    /// The worklist, the list of patients, a patient's page with its notes.
    SeePatients,
    /// The claim lines of a month: name, number, program, code, time; no entries, no notes.
    SeeClaims,
    /// The month in pictures; nothing of entries for who sees no patients.
    SeeInsights,
    /// Corrections of other people's entries.
    CorrectOthers,
    /// Says who is on a patient's care team.
    Assign,
    /// Patients from a file.
    Import,
    /// Claim lines to a file.
    ExportClaims,
    /// Signs a patient's month or gives it back; a care team where the practice wants it so.
    Sign,
    /// Paper.
    Print,
    /// The practice's settings and staff, to look at.
    SeePractice,
    /// People, settings, rule packs, backups; what was opened in an emergency.
    Manage,
    /// What oneself did and saw.
    SeeOwnAudit,
    /// What everybody did and saw, and whether the record is sound.
    SeeAudit,
    /// The audit to a file.
    ExportAudit,
    /// Opens a hidden patient, with a reason, for an hour.
    OpenInEmergency,
}

use Access::{Assistant, Auditor, Biller, CareTeam, Manager, Practitioner};

/// The table: each right, its name where it crosses to the screens, and who has it.
pub const TABLE: [(Right, &str, &[Access]); 16] = [
    (Right::Track, "track", &[Manager, Practitioner, CareTeam, Assistant]),
    (Right::SeePatients, "see_patients", &[Manager, Practitioner, CareTeam, Assistant, Auditor]),
    (Right::SeeClaims, "see_claims", &[Manager, Practitioner, CareTeam, Biller, Auditor]),
    (Right::SeeInsights, "see_insights", &[Manager, Practitioner, CareTeam, Assistant, Biller, Auditor]),
    (Right::CorrectOthers, "correct_others", &[Manager]),
    (Right::Assign, "assign", &[Manager, Practitioner, CareTeam]),
    (Right::Import, "import", &[Manager]),
    (Right::ExportClaims, "export_claims", &[Manager, Biller]),
    (Right::Sign, "sign", &[Practitioner, CareTeam]),
    (Right::Print, "print", &[Manager, Practitioner, CareTeam]),
    (Right::SeePractice, "see_practice", &[Manager, Practitioner, CareTeam, Assistant, Biller, Auditor]),
    (Right::Manage, "manage", &[Manager]),
    (Right::SeeOwnAudit, "see_own_audit", &[Manager, Practitioner, CareTeam, Assistant, Biller, Auditor]),
    (Right::SeeAudit, "see_audit", &[Manager, Auditor]),
    (Right::ExportAudit, "export_audit", &[Manager, Auditor]),
    (Right::OpenInEmergency, "open_in_emergency", &[Manager, Practitioner, CareTeam, Assistant]),
];

impl Right {
    /// Has this access the right?
    pub fn is_of(self, access: Access) -> bool {
        TABLE.iter().any(|(right, _, who)| *right == self && who.contains(&access))
    }

    /// Its name.
    pub fn slug(self) -> &'static str {
        TABLE.iter().find(|(right, _, _)| *right == self).map_or("none", |(_, slug, _)| slug)
    }

    /// Everything that an access allows.
    pub fn all_of(access: Access) -> impl Iterator<Item = Self> {
        TABLE.iter().filter(move |(_, _, who)| who.contains(&access)).map(|(right, _, _)| *right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_has_one_row_and_one_name() {
        for (at, (right, slug, who)) in TABLE.iter().enumerate() {
            let same = |other: &(Right, &str, &[Access])| other.0 == *right || other.1 == *slug;
            assert_eq!(TABLE.iter().position(same), Some(at), "{right:?}");
            // Who runs the practice does not sign for its care.
            assert!(who.contains(&Manager) || *right == Right::Sign, "{right:?}");
        }
    }

    #[test]
    fn billers_and_auditors_change_nothing_but_the_files_they_make() {
        let of = |access| Right::all_of(access).collect::<Vec<_>>();
        assert_eq!(
            of(Biller),
            [
                Right::SeeClaims,
                Right::SeeInsights,
                Right::ExportClaims,
                Right::SeePractice,
                Right::SeeOwnAudit
            ]
        );
        assert_eq!(
            of(Auditor),
            [
                Right::SeePatients,
                Right::SeeClaims,
                Right::SeeInsights,
                Right::SeePractice,
                Right::SeeOwnAudit,
                Right::SeeAudit,
                Right::ExportAudit
            ]
        );
    }
}
