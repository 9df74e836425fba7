//! How a command ends: its exit code, and which failure means which.

use std::fmt;
use std::io;
use std::process::ExitCode;

use tracker::{Code, Error};
use vault::VaultError;

/// The end of every help text: an example, and the codes of [`Exit`].
macro_rules! help_end {
    ($example:literal) => {
        concat!(
            "Example:\n  ",
            $example,
            "\n\n\
            Exit codes:\n  \
              0  done\n  \
              1  something was found wrong: a fault (verify, verify-backup), a bad line (evaluate), a wrong number (check),\n     \
              a row that cannot be read (salvage)\n  \
              2  it cannot be done: wrong use, no such file, no vault, the disk\n  \
              3  wrong name or password, or your access does not allow it\n  \
              4  the vault is open in another process: close Caretally first\n  \
              5  the vault is damaged, or was made by a newer version"
        )
    };
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, and something was found wrong.
    FoundWrong = 1,
    /// It cannot be done.
    Cannot = 2,
    /// Wrong password, or not allowed.
    NotAllowed = 3,
    /// Another process has the vault open.
    InUse = 4,
    /// The vault is damaged, or newer than this program.
    Damaged = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command was not done.
pub(crate) enum Failure {
    /// The use case says no.
    Tracker(Error),
    /// The command line says no, in one sentence.
    Refused(String),
    /// The output cannot be written.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }

    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Tracker(error) => exit_of(error),
            Self::Refused(_) | Self::Output(_) => Exit::Cannot,
        }
    }
}

fn exit_of(error: &Error) -> Exit {
    if matches!(error, Error::Vault(VaultError::AlreadyOpen { .. })) {
        return Exit::InUse;
    }
    if matches!(error, Error::Unreadable(_)) {
        return Exit::Damaged;
    }
    match error.code() {
        Code::WrongPassword | Code::Forbidden => Exit::NotAllowed,
        Code::Newer | Code::Damaged => Exit::Damaged,
        Code::Refused | Code::Stopped | Code::AmbiguousTime | Code::NotFound | Code::Internal => Exit::Cannot,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tracker(error) => error.fmt(f),
            Self::Refused(sentence) => f.write_str(sentence),
            Self::Output(error) => write!(f, "The output could not be written: {}.", error.kind()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Tracker(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
