//! Every kind of change a person can make, by name: what it is called in the audit, and who may make it.

pub use crate::actor::{Access, Actor};
use crate::rights::Right;
pub(crate) use crate::trace::{Trace, found};

/// A change, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// First run.
    SetUp,
    /// Practice settings.
    SavePractice,
    /// How the practice names itself on electronic claims.
    SaveBilling,
    /// How a payer is named on electronic claims.
    SavePayer,
    /// What the practice decides where the rules are silent.
    SaveRules,
    /// Days the practice is closed.
    SaveClosures,
    /// A rule pack of the practice put in force.
    AddRulePack,
    /// A rule pack of the practice put out of force.
    RemoveRulePack,
    /// A staff member added or changed.
    SaveStaff,
    /// Somebody kept out.
    DisableStaff,
    /// Somebody let in again.
    EnableStaff,
    /// Somebody who mistyped a password 100 times let try again.
    ReleaseStaff,
    /// A one-time password given to somebody.
    GivePassword,
    /// One's own password changed.
    ChangePassword,
    /// After how many minutes the screen locks.
    SaveLock,
    /// Signed in.
    SignIn,
    /// A new password by the printed recovery key.
    Recover,
    /// A new recovery key in the place of the printed one.
    RenewRecovery,
    /// The printed recovery key was shown to be there.
    ProveRecovery,
    /// A key file that is not the one remembered taken as it is.
    AdoptKeys,
    /// A code asked besides one's own password from now on.
    AddCode,
    /// Somebody asked for a code no more.
    RemoveCode,
    /// Whether everybody is asked for a code.
    RequireCodes,
    /// Everything encrypted anew under another key, with new passwords for everybody else.
    RenewKeys,
    /// A patient added or changed.
    SavePatient,
    /// Patients read from a file.
    ImportPatients,
    /// An enrollment and its documents added or changed.
    SaveEnrollment,
    /// Timer started.
    StartTimer,
    /// Activity or note of the running timer.
    DescribeTimer,
    /// Timer stopped.
    StopTimer,
    /// An interrupted timer answered for.
    SettleTimer,
    /// A timer paused for another one.
    PushTimer,
    /// Back to the timer that was paused.
    PopTimer,
    /// A paused timer that nobody goes back to.
    StopPaused,
    /// The phone turned on or off.
    SetPhone,
    /// The running timer began earlier than it was started.
    BeganEarlier,
    /// The newest part of the running timer was for another patient.
    MoveTail,
    /// Back at a timer that stood meanwhile.
    ComeBack,
    /// Time that was set aside answered for.
    AnswerGap,
    /// Time typed in.
    AddEntry,
    /// An entry corrected.
    CorrectEntry,
    /// An entry voided.
    VoidEntry,
    /// An entry cut in two.
    SplitEntry,
    /// Two entries of one person that shared seconds.
    SettleOverlap,
    /// The last thing done in this session taken back.
    Undo,
    /// When the practice is asked about timers.
    SaveTiming,
    /// What a person wants of this PC.
    SavePreferences,
    /// How the program looks to a person.
    SaveAppearance,
    /// A discharge and what followed.
    SaveEpisode,
    /// A TCM contact or attempt.
    LogContact,
    /// A TCM contact that no longer counts.
    VoidContact,
    /// A TCM contact replaced by what it was.
    CorrectContact,
    /// The face-to-face visit after a discharge.
    LogVisit,
    /// The patient went back to a hospital within the thirty days.
    SaveReadmission,
    /// A second discharge within the thirty days.
    DischargeAgain,
    /// A death, or one taken back.
    SaveDeath,
    /// A code that another practice bills for the patient.
    NoteBilledElsewhere,
    /// One that another practice does not bill after all.
    WithdrawBilledElsewhere,
    /// An advance care planning talk.
    LogTalk,
    /// A talk that no longer counts.
    VoidTalk,
    /// A cancer treatment plan, made or changed.
    LogPlan,
    /// A plan that no longer counts.
    VoidPlan,
    /// A service that the practice bills by other means.
    NoteService,
    /// One that no longer counts.
    VoidService,
    /// Who is on a patient's care team.
    SaveCareTeam,
    /// A hidden patient opened in an emergency.
    OpenInEmergency,
    /// A manager has seen what was opened in emergencies.
    AcknowledgeEmergencies,
    /// The audit written to a file.
    ExportAudit,
    /// Claims written to a file.
    ExportClaims,
    /// The audit packet of a claim written to a file.
    AuditPacket,
    /// The totals of a month written to a file.
    ClaimsReport,
    /// A patient's month signed as it was seen.
    SignMonth,
    /// A patient's month given back to the care team.
    ReturnMonth,
    /// A month closed.
    CloseMonth,
    /// A closed month opened again.
    ReopenMonth,
    /// How the practice signs and closes its months.
    SaveReviewing,
    /// The demo practice filled.
    MakeDemo,
    /// A new note, outside of the database, of where the record ends.
    RenewAnchor,
    /// A backup that somebody asked for.
    BackUp,
    /// The second place of the backups chosen.
    SetBackupPlace,
    /// A backup of the second place opened and looked at.
    ProveBackup,
    /// A backup put in the place of the vault.
    Restore,
}

impl Op {
    /// Name and category in the audit.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::SetUp => ("set_up", "users"),
            Self::SavePractice => ("save_practice", "users"),
            Self::SaveBilling => ("save_billing", "users"),
            Self::SavePayer => ("save_payer", "users"),
            Self::SaveRules => ("save_rules", "rules"),
            Self::SaveClosures => ("save_closures", "rules"),
            Self::AddRulePack => ("add_rule_pack", "rules"),
            Self::RemoveRulePack => ("remove_rule_pack", "rules"),
            Self::SaveStaff => ("save_staff", "users"),
            Self::DisableStaff => ("disable_staff", "users"),
            Self::EnableStaff => ("enable_staff", "users"),
            Self::ReleaseStaff => ("release_staff", "users"),
            Self::GivePassword => ("give_password", "users"),
            Self::ChangePassword => ("change_password", "users"),
            Self::SaveLock => ("save_lock", "users"),
            Self::SignIn => ("sign_in", "users"),
            Self::Recover => ("recover", "users"),
            Self::RenewRecovery => ("renew_recovery", "users"),
            Self::ProveRecovery => ("prove_recovery", "users"),
            Self::AdoptKeys => ("adopt_keys", "users"),
            Self::AddCode => ("add_code", "users"),
            Self::RemoveCode => ("remove_code", "users"),
            Self::RequireCodes => ("require_codes", "users"),
            Self::RenewKeys => ("renew_keys", "users"),
            Self::SavePatient => ("save_patient", "demographics"),
            Self::ImportPatients => ("import_patients", "demographics"),
            Self::SaveEnrollment => ("save_enrollment", "enrollment"),
            Self::StartTimer => ("start_timer", "time"),
            Self::DescribeTimer => ("describe_timer", "time"),
            Self::StopTimer => ("stop_timer", "time"),
            Self::SettleTimer => ("settle_timer", "time"),
            Self::PushTimer => ("push_timer", "time"),
            Self::PopTimer => ("pop_timer", "time"),
            Self::StopPaused => ("stop_paused", "time"),
            Self::SetPhone => ("set_phone", "time"),
            Self::BeganEarlier => ("began_earlier", "time"),
            Self::MoveTail => ("move_tail", "time"),
            Self::ComeBack => ("come_back", "time"),
            Self::AnswerGap => ("answer_gap", "time"),
            Self::AddEntry => ("add_entry", "time"),
            Self::CorrectEntry => ("correct_entry", "time"),
            Self::VoidEntry => ("void_entry", "time"),
            Self::SplitEntry => ("split_entry", "time"),
            Self::SettleOverlap => ("settle_overlap", "time"),
            Self::Undo => ("undo", "time"),
            Self::SaveTiming => ("save_timing", "users"),
            Self::SavePreferences => ("save_preferences", "users"),
            Self::SaveAppearance => ("save_appearance", "users"),
            Self::SaveEpisode => ("save_episode", "tcm"),
            Self::LogContact => ("log_contact", "tcm"),
            Self::VoidContact => ("void_contact", "tcm"),
            Self::CorrectContact => ("correct_contact", "tcm"),
            Self::LogVisit => ("log_visit", "tcm"),
            Self::SaveReadmission => ("save_readmission", "tcm"),
            Self::DischargeAgain => ("discharge_again", "tcm"),
            Self::SaveDeath => ("save_death", "demographics"),
            Self::NoteBilledElsewhere => ("note_billed_elsewhere", "claims"),
            Self::WithdrawBilledElsewhere => ("withdraw_billed_elsewhere", "claims"),
            Self::LogTalk => ("log_talk", "claims"),
            Self::VoidTalk => ("void_talk", "claims"),
            Self::LogPlan => ("log_plan", "claims"),
            Self::VoidPlan => ("void_plan", "claims"),
            Self::NoteService => ("note_service", "claims"),
            Self::VoidService => ("void_service", "claims"),
            Self::SaveCareTeam => ("save_care_team", "demographics"),
            Self::OpenInEmergency => ("open_in_emergency", "emergency"),
            Self::AcknowledgeEmergencies => ("acknowledge_emergencies", "emergency"),
            Self::ExportAudit => ("export_audit", "audit"),
            Self::ExportClaims => ("export_claims", "claims"),
            Self::AuditPacket => ("audit_packet", "claims"),
            Self::ClaimsReport => ("claims_report", "claims"),
            Self::SignMonth => ("sign_month", "claims"),
            Self::ReturnMonth => ("return_month", "claims"),
            Self::CloseMonth => ("close_month", "claims"),
            Self::ReopenMonth => ("reopen_month", "claims"),
            Self::SaveReviewing => ("save_reviewing", "users"),
            Self::MakeDemo => ("make_demo", "users"),
            Self::RenewAnchor => ("renew_anchor", "audit"),
            Self::BackUp => ("back_up", "backup"),
            Self::SetBackupPlace => ("set_backup_place", "backup"),
            Self::ProveBackup => ("prove_backup", "backup"),
            Self::Restore => ("restore", "backup"),
        }
    }

    /// The right it takes; none where whoever has the password or the printed key may.
    pub fn right(self) -> Option<Right> {
        match self {
            Self::SignIn
            | Self::Recover
            | Self::ChangePassword
            | Self::AdoptKeys
            | Self::AddCode
            | Self::RemoveCode
            | Self::SavePreferences
            | Self::SaveAppearance => None,
            Self::SetUp
            | Self::SavePractice
            | Self::SaveBilling
            | Self::SavePayer
            | Self::SaveRules
            | Self::SaveClosures
            | Self::AddRulePack
            | Self::RemoveRulePack
            | Self::SaveStaff
            | Self::DisableStaff
            | Self::EnableStaff
            | Self::ReleaseStaff
            | Self::GivePassword
            | Self::SaveLock
            | Self::SaveTiming
            | Self::RenewRecovery
            | Self::ProveRecovery
            | Self::RenewKeys
            | Self::RequireCodes
            | Self::MakeDemo
            | Self::AcknowledgeEmergencies
            | Self::CloseMonth
            | Self::ReopenMonth
            | Self::SaveReviewing
            | Self::RenewAnchor
            | Self::BackUp
            | Self::SetBackupPlace
            | Self::ProveBackup
            | Self::Restore => Some(Right::Manage),
            Self::ImportPatients => Some(Right::Import),
            Self::ExportClaims | Self::AuditPacket | Self::ClaimsReport => Some(Right::ExportClaims),
            Self::SignMonth | Self::ReturnMonth => Some(Right::Sign),
            Self::ExportAudit => Some(Right::ExportAudit),
            Self::SaveCareTeam => Some(Right::Assign),
            Self::OpenInEmergency => Some(Right::OpenInEmergency),
            Self::SavePatient
            | Self::SaveEnrollment
            | Self::StartTimer
            | Self::DescribeTimer
            | Self::StopTimer
            | Self::SettleTimer
            | Self::PushTimer
            | Self::PopTimer
            | Self::StopPaused
            | Self::SetPhone
            | Self::BeganEarlier
            | Self::MoveTail
            | Self::ComeBack
            | Self::AnswerGap
            | Self::AddEntry
            | Self::CorrectEntry
            | Self::VoidEntry
            | Self::SplitEntry
            | Self::SettleOverlap
            | Self::Undo
            | Self::SaveEpisode
            | Self::LogContact
            | Self::VoidContact
            | Self::CorrectContact
            | Self::LogVisit
            | Self::SaveReadmission
            | Self::DischargeAgain
            | Self::SaveDeath
            | Self::NoteBilledElsewhere
            | Self::WithdrawBilledElsewhere
            | Self::LogTalk
            | Self::VoidTalk
            | Self::LogPlan
            | Self::VoidPlan
            | Self::NoteService
            | Self::VoidService => Some(Right::Track),
        }
    }

    /// May this access make the change?
    pub fn allows(self, access: Access) -> bool {
        self.right().is_none_or(|right| right.is_of(access))
    }
}
