//! The people as a manager looks after them.

use serde::{Deserialize, Serialize};
use tracker::people::{Person, SignIn};
use tracker::{Actor, Error, Tracker};
use ts_rs::TS;

use super::{StaffView, instant};

/// Everybody, and how the practice is kept.
#[derive(Clone, Serialize, TS)]
pub struct PeopleView {
    /// Those who work here first, then by name.
    pub people: Vec<PersonView>,
    /// Minutes without input until the screen locks.
    pub lock_minutes: u8,
    /// When the present recovery key was made.
    pub recovery_made_at: Option<String>,
    /// When somebody showed last that it is there.
    pub recovery_proved_at: Option<String>,
    /// Nobody signs in with a password alone.
    pub codes_required: bool,
}

/// Somebody of the practice.
#[derive(Clone, Serialize, TS)]
pub struct PersonView {
    /// Who.
    pub staff: StaffView,
    /// How the sign-in stands; null: does not sign in here.
    pub sign_in: Option<SignInView>,
}

/// How a sign-in stands.
#[derive(Clone, Serialize, TS)]
pub struct SignInView {
    /// When the password was set.
    pub since: String,
    /// A one-time password that was not replaced yet.
    pub one_time: bool,
    /// Kept out after 100 wrong passwords in a row.
    pub locked: bool,
    /// Wrong passwords since the last sign-in.
    pub failures: u32,
    /// A code is asked besides the password.
    pub code: bool,
}

/// Somebody kept out or let in again.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonForm {
    /// Staff id.
    pub id: i64,
    /// Whether the person may come in.
    pub active: bool,
}

/// Somebody who mistyped a password 100 times may try again.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReleaseForm {
    /// Staff id.
    pub id: i64,
}

/// A one-time password for somebody.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GivePasswordForm {
    /// Staff id.
    pub id: i64,
    /// The password.
    pub password: String,
}

/// When the screen locks.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LockForm {
    /// Minutes without input, 1 to 15.
    pub lock_minutes: u8,
}

impl PeopleView {
    /// For a manager.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor) -> Result<Self, Error> {
        let people = tracker.people(actor)?;
        let protection = tracker.protection()?;
        Ok(Self {
            people: people.into_iter().map(PersonView::from).collect(),
            lock_minutes: protection.lock_minutes,
            recovery_made_at: protection.recovery_made_at.map(instant),
            recovery_proved_at: protection.recovery_proved_at.map(instant),
            codes_required: protection.codes_required,
        })
    }
}

impl From<Person> for PersonView {
    fn from(person: Person) -> Self {
        Self { staff: person.row.into(), sign_in: person.sign_in.map(SignInView::from) }
    }
}

impl From<SignIn> for SignInView {
    fn from(sign_in: SignIn) -> Self {
        let SignIn { since, one_time, locked, failures, code } = sign_in;
        Self { since, one_time, locked, failures, code }
    }
}
