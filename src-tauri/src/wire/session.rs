//! Set-up, sign-in and lock.

use serde::{Deserialize, Serialize};
use tracker::{FirstRun, Right};
use ts_rs::TS;

/// Where the program stands; asked at start and after each change of it.
#[derive(Clone, Serialize, TS)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum StageView {
    /// No vault yet: the first-run form.
    SetUp {
        /// Where the vault will be made.
        home: String,
        /// The zone of this PC, as a suggestion.
        time_zone: String,
    },
    /// A vault is there and locked.
    Locked {
        /// Names that may sign in, for the list on the unlock screen.
        sign_ins: Vec<String>,
        /// The practice's name, once it was unlocked in this run.
        practice: Option<String>,
        /// True on the demo practice, whose password is public.
        demo: bool,
        /// A timer runs on while locked: its start, without a name.
        running_since: Option<String>,
    },
    /// Signed in.
    Open {
        /// Who is signed in.
        me: MeView,
        /// The practice.
        practice: PracticeView,
    },
    /// Came in with a one-time password: nothing is open before another one is chosen.
    MustChange {
        /// Who.
        name: String,
        /// The practice's name.
        practice: String,
    },
    /// The practice asks everybody for codes, and this person has no app yet.
    MustAddCode {
        /// Who.
        name: String,
        /// Name of the practice.
        practice: String,
    },
    /// The vault cannot be opened; nothing was touched.
    Trouble {
        /// What happened and what to do.
        message: String,
        /// The key file is damaged, and the copy from before its last change is sound.
        previous_keys: bool,
    },
}

/// The person signed in.
#[derive(Clone, Serialize, TS)]
pub struct MeView {
    /// Staff id.
    pub id: i64,
    /// Full name.
    pub name: String,
    /// Role slug; the words for it live in the screens' text.
    pub role: String,
    /// Credentials, such as "RN".
    pub credentials: String,
    /// `manager`, `practitioner`, `care_team`, `biller` or `auditor`.
    pub access: String,
    /// A code is asked besides the password.
    pub code: bool,
    /// What this person may do, by name: what is not listed, the screens leave out. Rust refuses it all the same.
    pub can: Vec<CanView>,
}

/// A right, by its name in the table of rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CanView {
    /// Own timers and entries; patients, enrollments, discharges.
    Track,
    /// The worklist, the list of patients, a patient's page.
    SeePatients,
    /// Claim lines.
    SeeClaims,
    /// The month in pictures.
    SeeInsights,
    /// Corrections of other people's entries.
    CorrectOthers,
    /// Who is on a care team.
    Assign,
    /// Patients from a file.
    Import,
    /// Claim lines to a file.
    ExportClaims,
    /// Signs and returns months, where the practice wants it so.
    Sign,
    /// Paper.
    Print,
    /// Settings and staff, to look at.
    SeePractice,
    /// People, settings, rule packs, backups.
    Manage,
    /// Own events.
    SeeOwnAudit,
    /// Everybody's events.
    SeeAudit,
    /// Events to a file.
    ExportAudit,
    /// Hidden patients, with a reason.
    OpenInEmergency,
}

impl From<Right> for CanView {
    fn from(right: Right) -> Self {
        match right {
            Right::Track => Self::Track,
            Right::SeePatients => Self::SeePatients,
            Right::SeeClaims => Self::SeeClaims,
            Right::SeeInsights => Self::SeeInsights,
            Right::CorrectOthers => Self::CorrectOthers,
            Right::Assign => Self::Assign,
            Right::Import => Self::Import,
            Right::ExportClaims => Self::ExportClaims,
            Right::Sign => Self::Sign,
            Right::Print => Self::Print,
            Right::SeePractice => Self::SeePractice,
            Right::Manage => Self::Manage,
            Right::SeeOwnAudit => Self::SeeOwnAudit,
            Right::SeeAudit => Self::SeeAudit,
            Right::ExportAudit => Self::ExportAudit,
            Right::OpenInEmergency => Self::OpenInEmergency,
        }
    }
}

/// The practice as the frame shows it.
#[derive(Clone, Serialize, TS)]
pub struct PracticeView {
    /// Its name.
    pub name: String,
    /// IANA zone that decides the day and the month.
    pub time_zone: String,
    /// True for the synthetic demo practice.
    pub demo: bool,
    /// Today in the practice's zone.
    pub today: String,
    /// The current month there.
    pub month: String,
}

/// First run: the practice and its first manager.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetUpForm {
    /// Name of the practice.
    pub practice: String,
    /// IANA zone.
    pub time_zone: String,
    /// The manager's name.
    pub name: String,
    /// The manager's role, as the rules know it.
    pub role: String,
    /// Credentials, such as "RN".
    pub credentials: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Password, 15 characters or more.
    pub password: String,
}

/// Shown once, after set-up.
#[derive(Clone, Serialize, TS)]
pub struct RecoveryView {
    /// The eight groups of the recovery key.
    pub groups: Vec<String>,
    /// The two groups (1-based) to type back.
    pub ask: Vec<u32>,
}

/// The groups typed back.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecoveryProofForm {
    /// In the order of `RecoveryView::ask`.
    pub groups: Vec<String>,
}

/// Sign-in.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnlockForm {
    /// Sign-in name.
    pub sign_in: String,
    /// Password.
    pub password: String,
    /// The code of an authenticator app, for who is asked for one.
    #[serde(default)]
    #[ts(optional)]
    pub code: Option<String>,
}

impl From<SetUpForm> for FirstRun {
    fn from(form: SetUpForm) -> Self {
        Self {
            practice: form.practice,
            time_zone: form.time_zone,
            name: form.name,
            role: form.role,
            credentials: form.credentials,
            sign_in: form.sign_in,
            password: form.password,
            demo: false,
        }
    }
}
