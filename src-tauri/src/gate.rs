//! The one door in front of all commands: what is known, what may be asked while locked, and how large a request may be.

use serde::de::DeserializeOwned;
use serde_json::Value;
use tauri::ipc::{CommandArg, CommandItem, Invoke, InvokeBody, InvokeError};
use tauri::{Manager, Runtime};
use tracker::Error;

use crate::Session;
use crate::commands::{COMMANDS, Need, Policy, need};
use crate::wire::{Failure, FailureCode};

/// Longest text in any form; a note has at most 4,000 characters.
const LONGEST_TEXT: usize = 16 * 1024;
/// Longest text of a file that is imported (the import itself says 50 MB).
const LONGEST_FILE: usize = 50 * 1024 * 1024;

/// Wraps the generated handler, so that no command can forget the check.
pub(crate) fn guarded<R: Runtime>(
    handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    move |invoke| {
        let verdict = check(&invoke);
        match verdict {
            Ok(()) => handler(invoke),
            Err(failure) => {
                note(&invoke, failure.code);
                invoke.resolver.reject(failure);
                true
            }
        }
    }
}

/// A request that was turned away at the door goes on record; where a right was wanting, that is done already, and to be asked
/// for a password is no refusal.
fn note<R: Runtime>(invoke: &Invoke<R>, code: FailureCode) {
    if matches!(code, FailureCode::Forbidden | FailureCode::PasswordAgain) {
        return;
    }
    let message = &invoke.message;
    // What the page calls itself is not written down: it could be anything.
    let known = COMMANDS.iter().find(|policy| policy.name == message.command());
    let command = known.map_or("unknown", |policy| policy.name);
    let why = if code == FailureCode::Locked { "locked" } else { "bad_request" };
    message.webview_ref().state::<Session>().note_refusal(command, why);
}

fn check<R: Runtime>(invoke: &Invoke<R>) -> Result<(), Failure> {
    let message = &invoke.message;
    let policy = COMMANDS
        .iter()
        .find(|policy| policy.name == message.command())
        .ok_or_else(|| bad_request("There is no such command."))?;
    let session = message.webview_ref().state::<Session>();
    if !policy.while_locked && session.is_locked() {
        return Err(Failure::locked());
    }
    match need(policy.name) {
        Some(Need::Nobody | Need::SignedIn) => {}
        Some(Need::Has(right)) => session.with(|tracker, actor| tracker.allow(actor, right, policy.name))?,
        None => return Err(Error::Forbidden.into()),
    }
    match message.payload() {
        InvokeBody::Json(body) => check_body(policy, body)?,
        InvokeBody::Raw(_) => return Err(bad_request("A request is an object of named values.")),
    }
    if policy.password_again && !session.is_proved() {
        return Err(Failure::password_again());
    }
    Ok(())
}

fn check_body(policy: &Policy, body: &Value) -> Result<(), Failure> {
    let empty = serde_json::Map::new();
    let fields = match body {
        Value::Object(fields) => fields,
        Value::Null => &empty,
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            return Err(bad_request("A request is an object of named values."));
        }
    };
    if fields.keys().any(|key| !policy.arguments.contains(&key.as_str())) {
        return Err(bad_request("The request has a field that this command does not know."));
    }
    let most = if policy.takes_a_file { LONGEST_FILE } else { LONGEST_TEXT };
    if fields.values().any(|value| longest(value) > most) {
        return Err(bad_request("A text of the request is too long."));
    }
    Ok(())
}

/// Bytes of the longest text inside.
fn longest(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(longest).max().unwrap_or(0),
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| key.len().max(longest(value))).max().unwrap_or(0)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn bad_request(message: &str) -> Failure {
    Failure::new(FailureCode::BadRequest, message)
}

/// An argument of a command. Tauri's own refusal is a text; this one is a failure with a code.
pub(crate) struct Arg<T>(pub(crate) T);

impl<'de, R: Runtime, T: DeserializeOwned> CommandArg<'de, R> for Arg<T> {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let name = command.key;
        let message = command.message;
        T::deserialize(command).map(Self).map_err(|_| {
            // The door let it pass, and only now it shows that it cannot be read: that is on record, too.
            message.webview_ref().state::<Session>().note_refusal(message.command(), "bad_request");
            let failure = bad_request(&format!("The request cannot be read: look at its field {name:?}."));
            InvokeError::from(failure)
        })
    }
}
