//! What a use case answers when it cannot do what was asked: a code and a sentence.

use store::{OpenError, StoreError, Unique};
use vault::VaultError;

use crate::health::ReadOnly;

/// What the person can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The practice's data or a rule says no.
    Refused,
    /// Somebody asked for it to be stopped.
    Stopped,
    /// The wall time exists twice; say which.
    AmbiguousTime,
    /// Nothing has this id.
    NotFound,
    /// This person's access does not allow it.
    Forbidden,
    /// Sign-in name and password do not match.
    WrongPassword,
    /// Made by a newer Caretally.
    Newer,
    /// The vault cannot be opened; nothing was touched.
    Damaged,
    /// A fault of the program or the disk.
    Internal,
}

/// Why a use case did not do what was asked. Sentences never name a patient.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule of the practice or of the form says no.
    #[error("{message}")]
    Refused {
        /// The form field it belongs to, if one.
        field: Option<&'static str>,
        /// What is wrong and what to do.
        message: String,
    },
    /// Somebody asked for long work to be stopped; what that means, in words.
    #[error("{0}")]
    Stopped(String),
    /// The wall time exists twice.
    #[error(
        "Clocks went back that night: this time came twice. Say whether it was the first or the second time."
    )]
    AmbiguousTime {
        /// The form field.
        field: &'static str,
    },
    /// No row has this id.
    #[error("This {0} is not here any more. Nothing was changed.")]
    NotFound(&'static str),
    /// Access does not allow it.
    #[error("Your access does not allow this. A manager can do it, or change your access.")]
    Forbidden,
    /// The password was right, and it is not all that is asked.
    #[error("Type the code that your authenticator app shows now.")]
    CodeNeeded,
    /// Nothing may be written to this vault now.
    #[error(transparent)]
    ReadOnly(ReadOnly),
    /// The key file is not the one this practice was opened with last.
    #[error(
        "The key file (vault.json) is older than this practice: names and passwords changed since are not in it. Put the newer \
         file back from where it was moved to. If it is lost, a manager can go on with this one. Nothing was changed."
    )]
    OldKeys,
    /// Keys, passwords, the vault file.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Opening the database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Reading or writing it.
    #[error("{}", store_words(.0))]
    Store(StoreError),
    /// A file outside the vault.
    #[error("The file could not be written: {0}. Nothing of it was kept.")]
    File(std::io::ErrorKind),
    /// Something stored cannot be read back; a fault of the program.
    #[error("Something stored in the vault cannot be read ({0}). Nothing was changed.")]
    Unreadable(&'static str),
}

impl Error {
    /// A refusal that belongs to a form field.
    pub fn field(field: &'static str, message: impl Into<String>) -> Self {
        Self::Refused { field: Some(field), message: message.into() }
    }

    /// A refusal of the whole request.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::Refused { field: None, message: message.into() }
    }

    /// What the person can do.
    pub fn code(&self) -> Code {
        match self {
            Self::Stopped(_) | Self::Store(StoreError::Stopped) | Self::Open(OpenError::Stopped) => {
                Code::Stopped
            }
            Self::Refused { .. } | Self::ReadOnly(_) | Self::OldKeys | Self::CodeNeeded => Code::Refused,
            Self::AmbiguousTime { .. } => Code::AmbiguousTime,
            Self::NotFound(_) | Self::Store(StoreError::NotFound) => Code::NotFound,
            Self::Forbidden => Code::Forbidden,
            Self::Vault(error) => vault_code(error),
            Self::Open(OpenError::Newer { .. }) => Code::Newer,
            Self::Open(OpenError::Full | OpenError::Io(_) | OpenError::Internal { .. }) => Code::Internal,
            Self::Open(_) => Code::Damaged,
            Self::Store(StoreError::Conflict(_)) => Code::Refused,
            Self::Store(_) | Self::File(_) | Self::Unreadable(_) => Code::Internal,
        }
    }

    /// How long to wait before the next try, if there were too many wrong ones.
    pub fn wait_s(&self) -> Option<u64> {
        if let Self::Vault(VaultError::Wait { seconds }) = self { Some(*seconds) } else { None }
    }

    /// A sign-in that opens nothing before a manager lets the person in again.
    pub fn is_locked_out(&self) -> bool {
        matches!(self, Self::Vault(VaultError::Locked))
    }

    /// A key file that is damaged while the copy before it is sound.
    pub fn has_previous_keys(&self) -> bool {
        matches!(self, Self::Vault(VaultError::DamagedPreviousKept(_)))
    }

    /// The form field it belongs to.
    pub fn at_field(&self) -> Option<&'static str> {
        match self {
            Self::CodeNeeded | Self::Vault(VaultError::WrongCode) => Some("code"),
            Self::Refused { field, .. } => *field,
            Self::AmbiguousTime { field } => Some(field),
            Self::Store(StoreError::Conflict(unique)) => unique_field(*unique),
            Self::Stopped(_)
            | Self::NotFound(_)
            | Self::Forbidden
            | Self::ReadOnly(_)
            | Self::OldKeys
            | Self::Vault(_)
            | Self::Open(_)
            | Self::Store(_)
            | Self::File(_)
            | Self::Unreadable(_) => None,
        }
    }
}

impl From<exchange::Error> for Error {
    fn from(_: exchange::Error) -> Self {
        Self::Unreadable("table")
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn vault_code(error: &VaultError) -> Code {
    match error {
        VaultError::WrongPassword | VaultError::WrongCode | VaultError::Wait { .. } | VaultError::Locked => {
            Code::WrongPassword
        }
        VaultError::Newer { .. } => Code::Newer,
        VaultError::Missing | VaultError::Damaged(_) | VaultError::DamagedPreviousKept(_) => Code::Damaged,
        VaultError::WrongRecoveryKey
        | VaultError::MistypedRecoveryKey
        | VaultError::NameTaken
        | VaultError::NoSuchSlot
        | VaultError::AlreadyOpen { .. } => Code::Refused,
        VaultError::Io(_) => Code::Internal,
    }
}

fn unique_field(unique: Unique) -> Option<&'static str> {
    match unique {
        Unique::Mrn => Some("mrn"),
        Unique::SignIn => Some("sign_in"),
        Unique::Timer | Unique::Correction | Unique::Void | Unique::Other => None,
    }
}

/// The store's own words; a full disk needs a remedy besides.
fn store_words(error: &StoreError) -> String {
    match error {
        StoreError::Full => {
            format!("{error} What you typed is still here: free some space, then try again.")
        }
        StoreError::Disk { .. } => format!("{error} What you typed is still here: try again."),
        StoreError::Damaged { .. } => {
            format!("{error} Keep this vault as it is and restore a backup.")
        }
        StoreError::NotFound
        | StoreError::Stopped
        | StoreError::Conflict(_)
        | StoreError::Unrecorded
        | StoreError::Internal { .. } => error.to_string(),
    }
}
