//! Every type that crosses to the screens, and nothing else: `…View` goes out, `…Form` comes in.
//!
//! Ids cross as numbers, time as whole seconds, money as cents, days as `YYYY-MM-DD`, months as `YYYY-MM`,
//! instants as RFC 3339. `ui/src/wire.ts` is written from these types; a test keeps it true.

use chrono::{DateTime, SecondsFormat, Utc};

mod appearance;
mod audit;
mod backups;
mod billed_elsewhere;
mod billing;
mod claim_history;
mod claims;
mod closing;
mod day;
mod desk;
mod emergency;
mod enrollment;
mod entry;
mod episode;
mod failure;
mod imports;
mod insights;
mod month;
mod papers;
mod passwords;
mod patient;
mod people;
mod review;
mod rulebook;
mod services;
mod session;
mod settings;
mod tcm;
mod timer;
mod timing;
mod today;
mod work;

pub use appearance::*;
pub use audit::*;
pub use backups::*;
pub use billed_elsewhere::*;
pub use billing::*;
pub use claim_history::*;
pub use claims::*;
pub use closing::*;
pub use day::*;
pub use desk::*;
pub use emergency::*;
pub use enrollment::*;
pub use entry::*;
pub use episode::*;
pub use failure::*;
pub use imports::*;
pub use insights::*;
pub use month::*;
pub use papers::*;
pub use passwords::*;
pub use patient::*;
pub use people::*;
pub use review::*;
pub use rulebook::*;
pub use services::*;
pub use session::*;
pub use settings::*;
pub use tcm::*;
pub use timer::*;
pub use timing::*;
pub use today::*;
pub use work::*;

/// An instant as it crosses.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use expect_test::expect_file;
    use ts_rs::TS;

    use super::*;

    /// Words without a patient in them: a log may show these, and no other type that crosses can be written to one.
    const MAY_BE_SHOWN: [&str; 2] = ["Failure", "ReasonView"];

    #[test]
    fn nothing_that_may_hold_a_name_or_a_note_can_be_written_to_a_log() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/src/wire");
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let mut lines = text.lines();
            while let Some(line) = lines.next() {
                if !(line.starts_with("#[derive(") && line.contains("Debug")) {
                    continue;
                }
                let named = lines.find_map(|line| line.strip_prefix("pub ")).unwrap_or_default();
                if let Some(name) = named.strip_prefix("struct ").and_then(|rest| rest.split(' ').next()) {
                    assert!(
                        MAY_BE_SHOWN.contains(&name),
                        "{name}: no Debug, or one by hand that shows an id"
                    );
                }
            }
        }
    }

    /// Writes nothing unless `UPDATE_EXPECT=1`.
    #[test]
    fn the_screens_have_the_types_that_cross() {
        let types = ts_rs::Config::new().with_large_int("number");
        let declarations = [
            Failure::decl(&types),
            FailureCode::decl(&types),
            StageView::decl(&types),
            MeView::decl(&types),
            CanView::decl(&types),
            PracticeView::decl(&types),
            SetUpForm::decl(&types),
            RecoveryView::decl(&types),
            RecoveryProofForm::decl(&types),
            UnlockForm::decl(&types),
            BarView::decl(&types),
            TickView::decl(&types),
            NextView::decl(&types),
            ReasonView::decl(&types),
            LineView::decl(&types),
            TrackView::decl(&types),
            RunningView::decl(&types),
            StartForm::decl(&types),
            StartedView::decl(&types),
            TimerForm::decl(&types),
            StoppedView::decl(&types),
            SettleForm::decl(&types),
            ActivityView::decl(&types),
            NoticeView::decl(&types),
            StretchView::decl(&types),
            DeskView::decl(&types),
            PausedView::decl(&types),
            LastView::decl(&types),
            QuestionView::decl(&types),
            GapView::decl(&types),
            UnsettledView::decl(&types),
            UndoneView::decl(&types),
            StopPausedForm::decl(&types),
            BeganEarlierForm::decl(&types),
            MoveTailForm::decl(&types),
            VerdictForm::decl(&types),
            AnswerGapForm::decl(&types),
            DayView::decl(&types),
            DayEntryView::decl(&types),
            DayTimerView::decl(&types),
            OverlapView::decl(&types),
            GiveForm::decl(&types),
            OverlapForm::decl(&types),
            SplitForm::decl(&types),
            TimingView::decl(&types),
            TimingForm::decl(&types),
            PreferencesView::decl(&types),
            PreferencesForm::decl(&types),
            TodayView::decl(&types),
            GroupView::decl(&types),
            WorkRowView::decl(&types),
            UrgencyView::decl(&types),
            TcmRowView::decl(&types),
            PatientLineView::decl(&types),
            PatientView::decl(&types),
            EnrollmentView::decl(&types),
            CheckView::decl(&types),
            EntryView::decl(&types),
            EntryVersionView::decl(&types),
            EpisodeView::decl(&types),
            ContactView::decl(&types),
            PatientForm::decl(&types),
            EnrollmentForm::decl(&types),
            ConditionForm::decl(&types),
            MdmForm::decl(&types),
            NewEntryForm::decl(&types),
            CorrectEntryForm::decl(&types),
            VoidEntryForm::decl(&types),
            EpisodeForm::decl(&types),
            ContactForm::decl(&types),
            BoardView::decl(&types),
            BoardRowView::decl(&types),
            DayCellView::decl(&types),
            ContactCheckView::decl(&types),
            VisitForm::decl(&types),
            VisitCheckView::decl(&types),
            VoidContactForm::decl(&types),
            CorrectContactForm::decl(&types),
            ReadmissionForm::decl(&types),
            AgainForm::decl(&types),
            DeathForm::decl(&types),
            BilledElsewhereView::decl(&types),
            BilledElsewhereForm::decl(&types),
            WithdrawForm::decl(&types),
            ServicesView::decl(&types),
            TalkDayView::decl(&types),
            TalkView::decl(&types),
            PlanView::decl(&types),
            OwnServiceView::decl(&types),
            TalkForm::decl(&types),
            PlanForm::decl(&types),
            OwnServiceForm::decl(&types),
            VoidServiceForm::decl(&types),
            BillingView::decl(&types),
            BillingPracticeView::decl(&types),
            BillingPracticeForm::decl(&types),
            PayerIdentityView::decl(&types),
            PayerIdentityForm::decl(&types),
            SubscriberView::decl(&types),
            FormerCardView::decl(&types),
            FormerCardForm::decl(&types),
            SubscriberForm::decl(&types),
            FormerForm::decl(&types),
            X12CheckForm::decl(&types),
            X12CheckView::decl(&types),
            X12FileView::decl(&types),
            X12LeftOutView::decl(&types),
            X12FormerView::decl(&types),
            PastMonthView::decl(&types),
            PastLineView::decl(&types),
            ImportView::decl(&types),
            ColumnView::decl(&types),
            ImportRowView::decl(&types),
            ImportFaultView::decl(&types),
            ClaimsView::decl(&types),
            BatchCountsView::decl(&types),
            ClaimStatusView::decl(&types),
            ClaimRowView::decl(&types),
            SentView::decl(&types),
            DifferenceView::decl(&types),
            SignedView::decl(&types),
            ExportView::decl(&types),
            ExportFileView::decl(&types),
            PaperView::decl(&types),
            ExportForm::decl(&types),
            PacketForm::decl(&types),
            TotalsForm::decl(&types),
            ReviewView::decl(&types),
            ReviewRowView::decl(&types),
            StandingView::decl(&types),
            FlagView::decl(&types),
            DecisionKindView::decl(&types),
            DecisionView::decl(&types),
            SignOffView::decl(&types),
            CloseStateView::decl(&types),
            ReviewPatientView::decl(&types),
            SignForm::decl(&types),
            ReturnForm::decl(&types),
            ClosingView::decl(&types),
            OpenItemView::decl(&types),
            CloseEventView::decl(&types),
            CloseForm::decl(&types),
            ReviewingForm::decl(&types),
            InsightsView::decl(&types),
            FunnelView::decl(&types),
            ForecastView::decl(&types),
            CodeUnitsView::decl(&types),
            StrandedView::decl(&types),
            WorkView::decl(&types),
            PersonNameView::decl(&types),
            StaffDayView::decl(&types),
            RoundingView::decl(&types),
            LateView::decl(&types),
            StepView::decl(&types),
            SettingsView::decl(&types),
            StaffView::decl(&types),
            PracticeForm::decl(&types),
            StaffForm::decl(&types),
            RulesView::decl(&types),
            PayerView::decl(&types),
            PackView::decl(&types),
            PackFactView::decl(&types),
            KnobView::decl(&types),
            FeeTableView::decl(&types),
            RateView::decl(&types),
            KnobForm::decl(&types),
            RulesForm::decl(&types),
            WhatIfForm::decl(&types),
            FeesForm::decl(&types),
            RateForm::decl(&types),
            WhatIfView::decl(&types),
            LineChangeView::decl(&types),
            BilledView::decl(&types),
            ClosuresView::decl(&types),
            ClosureView::decl(&types),
            ClosureForm::decl(&types),
            AppearanceView::decl(&types),
            AppearanceForm::decl(&types),
            AuditForm::decl(&types),
            AuditColumnForm::decl(&types),
            AuditView::decl(&types),
            HeadView::decl(&types),
            StaffNameView::decl(&types),
            EventView::decl(&types),
            FactView::decl(&types),
            AuditFileView::decl(&types),
            VerificationView::decl(&types),
            PrintForm::decl(&types),
            PrintedForm::decl(&types),
            EmergencyForm::decl(&types),
            EmergencyView::decl(&types),
            AcknowledgeForm::decl(&types),
            CareTeamForm::decl(&types),
            StrengthForm::decl(&types),
            StrengthView::decl(&types),
            PasswordForm::decl(&types),
            ChangePasswordForm::decl(&types),
            RecoverForm::decl(&types),
            RecoveryKeyForm::decl(&types),
            NewKeysView::decl(&types),
            OneTimeView::decl(&types),
            OfferView::decl(&types),
            AddCodeForm::decl(&types),
            RequireCodesForm::decl(&types),
            AttentionForm::decl(&types),
            AttentionView::decl(&types),
            HealthView::decl(&types),
            RenewAnchorForm::decl(&types),
            PeopleView::decl(&types),
            PersonView::decl(&types),
            SignInView::decl(&types),
            PersonForm::decl(&types),
            ReleaseForm::decl(&types),
            GivePasswordForm::decl(&types),
            LockForm::decl(&types),
            BackupsView::decl(&types),
            BackupView::decl(&types),
            SecondPlaceView::decl(&types),
            BackupWordView::decl(&types),
            BackupProgressView::decl(&types),
            WorkForm::decl(&types),
            ReachedView::decl(&types),
            ProofView::decl(&types),
            RestorableView::decl(&types),
            RestorePreviewView::decl(&types),
            LostEntriesView::decl(&types),
            RestoredView::decl(&types),
            SecondPlaceForm::decl(&types),
            RestorableForm::decl(&types),
            RestoreForm::decl(&types),
        ];
        let mut text = String::from(
            "// Every type that crosses from Rust. Written from src-tauri/src/wire by `make types`; never by hand.\n",
        );
        for declaration in declarations {
            text.push_str("\nexport ");
            text.push_str(&declaration);
            text.push('\n');
        }
        expect_file!["../../../ui/src/wire.ts"].assert_eq(&text);
    }
}
