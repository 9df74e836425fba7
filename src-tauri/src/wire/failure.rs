//! What crosses when a command refuses.

use serde::Serialize;
use tracker::{Code, Error};
use ts_rs::TS;

/// Why a command did not do what was asked: a code for the screen, a sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Failure {
    /// What the screen acts on.
    pub code: FailureCode,
    /// What happened, what was kept and what to do; never a patient's name.
    pub message: String,
    /// The form field the sentence belongs to, if it belongs to one.
    pub field: Option<String>,
    /// Seconds to wait before the next try, after too many wrong passwords.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub wait_s: Option<u64>,
}

/// The kinds of failure a screen acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The request cannot be read: an unknown field, a wrong type, a value too long.
    BadRequest,
    /// The vault is locked: sign in first.
    Locked,
    /// Sign-in name and password do not match.
    WrongPassword,
    /// Too many wrong passwords: wait, then try again.
    Wait,
    /// Too many wrong passwords in a row: a manager lets the person in again.
    LockedOut,
    /// The password was typed too long ago for what was asked: ask for it again.
    PasswordAgain,
    /// The password was right: a code is asked besides.
    CodeNeeded,
    /// The key file is older than the practice.
    OldKeys,
    /// The person's access does not allow it.
    Forbidden,
    /// Nothing has this id.
    NotFound,
    /// A rule of the practice or of the form says no; shown beside the control.
    Refused,
    /// Somebody asked for it to be stopped; no fault.
    Stopped,
    /// The wall time exists twice (clocks went back): ask which.
    AmbiguousTime,
    /// The file was made by a newer Caretally.
    Newer,
    /// The vault cannot be opened; nothing was changed.
    Damaged,
    /// A fault of the program or the disk; the log has the place.
    Internal,
}

impl Failure {
    /// Of no field.
    pub(crate) fn new(code: FailureCode, message: &str) -> Self {
        Self { code, message: message.to_owned(), field: None, wait_s: None }
    }

    /// Nobody is signed in.
    pub(crate) fn locked() -> Self {
        Self::new(FailureCode::Locked, "Caretally is locked. Sign in to go on; nothing was lost.")
    }

    /// The password is asked for again before people, keys or the whole practice are at stake.
    pub(crate) fn password_again() -> Self {
        Self::new(FailureCode::PasswordAgain, "Type your password again to do this. Nothing was done yet.")
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let code = of_the_door(&error).unwrap_or_else(|| code(&error));
        Self {
            code,
            message: error.to_string(),
            field: error.at_field().map(str::to_owned),
            wait_s: error.wait_s(),
        }
    }
}

/// What the unlock screen tells apart.
fn of_the_door(error: &Error) -> Option<FailureCode> {
    if error.wait_s().is_some() {
        Some(FailureCode::Wait)
    } else if error.is_locked_out() {
        Some(FailureCode::LockedOut)
    } else if matches!(error, Error::CodeNeeded) {
        Some(FailureCode::CodeNeeded)
    } else {
        matches!(error, Error::OldKeys).then_some(FailureCode::OldKeys)
    }
}

fn code(error: &Error) -> FailureCode {
    match error.code() {
        Code::Refused => FailureCode::Refused,
        Code::Stopped => FailureCode::Stopped,
        Code::AmbiguousTime => FailureCode::AmbiguousTime,
        Code::NotFound => FailureCode::NotFound,
        Code::Forbidden => FailureCode::Forbidden,
        Code::WrongPassword => FailureCode::WrongPassword,
        Code::Newer => FailureCode::Newer,
        Code::Damaged => FailureCode::Damaged,
        Code::Internal => {
            // Messages carry codes and never values, so they may be logged.
            tracing::error!(%error, "a command failed");
            FailureCode::Internal
        }
    }
}
