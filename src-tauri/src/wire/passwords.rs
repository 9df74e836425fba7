//! Passwords, the recovery key and the lock of the screen.

use serde::{Deserialize, Serialize};
use tracker::codes::Offer;
use tracker::new_keys::NewKeys;
use tracker::passwords::Strength;
use tracker::{Access, Actor, Error, Tracker};
use ts_rs::TS;

use super::{RecoveryView, instant};

/// A password as it is typed, and what it must not be made of.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StrengthForm {
    /// The password.
    pub password: String,
    /// Names of the person and the practice.
    pub names: Vec<String>,
}

/// How good a password is.
#[derive(Clone, Serialize, TS)]
pub struct StrengthView {
    /// From 0, guessed at once, to 4; 3 is enough.
    pub score: u8,
    /// Why it cannot be used, if it cannot.
    pub problem: Option<String>,
    /// What about it is easy to guess.
    pub hint: Option<String>,
}

/// One's own password: chosen instead of a one-time one, or typed again before a powerful act.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PasswordForm {
    /// The password.
    pub password: String,
}

/// One's own password changed.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePasswordForm {
    /// The present one.
    pub present: String,
    /// The new one.
    pub password: String,
}

/// Coming in with the printed key.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecoverForm {
    /// The eight groups.
    pub key: String,
    /// A manager's sign-in name.
    pub sign_in: String,
    /// The manager's new password.
    pub password: String,
}

/// The whole printed key, to see whether it is the right one.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecoveryKeyForm {
    /// The eight groups.
    pub key: String,
}

/// What a manager hands out after everything was encrypted anew. It is told once.
#[derive(Clone, Serialize, TS)]
pub struct NewKeysView {
    /// Everybody else who signs in here.
    pub one_time: Vec<OneTimeView>,
    /// The new recovery key.
    pub recovery: RecoveryView,
    /// The folder of the vault under the old key, where it could not be removed.
    pub left: Option<String>,
}

/// Somebody's password for one sign-in.
#[derive(Clone, Serialize, TS)]
pub struct OneTimeView {
    /// Who.
    pub name: String,
    /// The name typed at sign-in.
    pub sign_in: String,
    /// The password.
    pub password: String,
}

impl NewKeysView {
    /// As the manager sees it.
    pub(crate) fn of(made: &NewKeys, recovery: RecoveryView) -> Self {
        let one_time = made.one_time.iter().map(|one| OneTimeView {
            name: one.name.clone(),
            sign_in: one.sign_in.clone(),
            password: one.password.to_string(),
        });
        let left = made.left.as_ref().map(|left| left.display().to_string());
        Self { one_time: one_time.collect(), recovery, left }
    }
}

/// What an authenticator app has to know.
#[derive(Clone, Serialize, TS)]
pub struct OfferView {
    /// To be typed, in groups of four.
    pub secret: String,
    /// Rows of the picture to be photographed; `1` is dark.
    pub picture: Vec<String>,
}

impl OfferView {
    /// As it is shown until the first code was typed back.
    pub(crate) fn of(offer: &Offer) -> Self {
        let letters: Vec<char> = offer.secret.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        Self { secret: groups.join(" "), picture: offer.picture.clone() }
    }
}

/// The first code of an app that was just set up.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddCodeForm {
    /// What was offered.
    pub secret: String,
    /// Six digits.
    pub code: String,
}

/// Whether everybody has to have an app.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RequireCodesForm {
    /// They have to.
    pub required: bool,
}

/// What the page knows of the person in front of it.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AttentionForm {
    /// A key or the mouse was used since the last time.
    pub input: bool,
    /// Nobody can see the window.
    pub hidden: bool,
}

/// How long the screen stays open.
#[derive(Clone, Copy, Serialize, TS)]
pub struct AttentionView {
    /// Seconds until the screen locks; null while nobody is signed in.
    pub locks_in_s: Option<i64>,
    /// How long before that to say so.
    pub warning_s: i64,
}

/// A manager has looked at what is wrong, and goes on.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenewAnchorForm {
    /// What was found, for the record.
    pub reason: String,
}

/// What to tell of the vault after the sign-in.
#[derive(Clone, Serialize, TS)]
pub struct HealthView {
    /// What is wrong with it, a sentence each, the worst first.
    pub findings: Vec<String>,
    /// Nothing can be written; the first finding says why.
    pub read_only: bool,
    /// This person may begin a new note of where the record ends.
    pub renewable: bool,
    /// What a manager should do about how it is kept.
    pub warnings: Vec<String>,
    /// When everything was checked last.
    pub checked_at: Option<String>,
    /// It is being checked now.
    pub checking: bool,
}

impl HealthView {
    /// As this person should see it.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, checking: bool) -> Result<Self, Error> {
        let health = tracker.health();
        let warnings = tracker.warnings(actor)?;
        Ok(Self {
            findings: health.findings(),
            read_only: health.read_only.is_some(),
            renewable: health.is_renewable() && actor.access == Access::Manager,
            warnings: warnings.iter().map(ToString::to_string).collect(),
            checked_at: health.checked.map(instant),
            checking,
        })
    }
}

impl From<Strength> for StrengthView {
    fn from(strength: Strength) -> Self {
        Self {
            score: strength.score,
            problem: strength.problem.map(|problem| problem.to_string()),
            hint: strength.hint,
        }
    }
}
