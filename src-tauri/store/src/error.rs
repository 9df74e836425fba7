//! What can fail: opening the file, and a statement; neither ever carries a value from a row.

use rusqlite::ErrorCode;
use rusqlite::ffi;

/// Why the database did not open. Nothing has been changed on disk.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no file.
    #[error("There is no database here.")]
    Missing,
    /// Something is already where a new database should go.
    #[error("There is already a database here. It was not changed.")]
    AlreadyThere,
    /// SQLCipher cannot tell a wrong key from a damaged first page, so neither can we.
    #[error("The key does not fit this database, or the file is damaged. It was not changed.")]
    WrongKeyOrDamaged,
    /// Written by a later version of the program.
    #[error(
        "This database was written by a newer version of Caretally (its format is {found}, this version knows {supported}). \
         Install the newer version to open it."
    )]
    Newer {
        /// The format of the file.
        found: i64,
        /// The newest format this program knows.
        supported: i64,
    },
    /// Written by an earlier version, and nobody asked for an update.
    #[error(
        "This database was written by an earlier version of Caretally (its format is {found}, this version has {supported}). \
         Open it in Caretally once to update it."
    )]
    Older {
        /// The format of the file.
        found: i64,
        /// The format of this program.
        supported: i64,
    },
    /// The key fits, and it is not one of our databases.
    #[error("This file is not a Caretally database. It was not changed.")]
    NotOurs,
    /// A migration failed and was rolled back.
    #[error(
        "The update of the database failed, and nothing was changed (SQLite code {code}). A backup was made before."
    )]
    Migration {
        /// SQLite's extended result code.
        code: i32,
    },
    /// Somebody asked for it to be stopped.
    #[error("This was stopped, and nothing was changed.")]
    Stopped,
    /// The disk is full.
    #[error("The disk is full.")]
    Full,
    /// The operating system refused.
    #[error("The database file could not be read or written.")]
    Io(#[from] std::io::Error),
    /// SQLite refused for another reason.
    #[error("The database could not be opened (SQLite code {code}).")]
    Internal {
        /// SQLite's extended result code.
        code: i32,
    },
}

/// Why a read or a write failed. The transaction has been rolled back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No such row.
    #[error("There is no such record.")]
    NotFound,
    /// A value that must be the only one of its kind is already there.
    #[error("{0}")]
    Conflict(Unique),
    /// Somebody asked for it to be stopped.
    #[error("This was stopped, and nothing was changed.")]
    Stopped,
    /// The disk is full.
    #[error("The disk is full, so nothing was saved.")]
    Full,
    /// The operating system failed to read or to write.
    #[error("The disk could not be read or written (SQLite code {code}), so nothing was saved.")]
    Disk {
        /// SQLite's extended result code.
        code: i32,
    },
    /// A page is not what was written to it.
    #[error("The database file is damaged (SQLite code {code}). Nothing was saved.")]
    Damaged {
        /// SQLite's extended result code.
        code: i32,
    },
    /// A transaction changed a row and no event tells of it; a defect of the program.
    #[error("A change had no line in the audit, so it was not made.")]
    Unrecorded,
    /// Anything else; a defect.
    #[error("The database refused (SQLite code {code}).")]
    Internal {
        /// SQLite's extended result code.
        code: i32,
    },
}

/// What there can be only one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unique {
    /// A patient's record number.
    #[error("Another patient already has this record number.")]
    Mrn,
    /// A staff member's sign-in name.
    #[error("Another staff member already has this sign-in name.")]
    SignIn,
    /// A staff member's running timer.
    #[error("This staff member already has a running timer.")]
    Timer,
    /// The correction of an entry.
    #[error("This entry has already been corrected.")]
    Correction,
    /// The voiding of an entry.
    #[error("This entry has already been voided.")]
    Void,
    /// A row that needs no words of its own.
    #[error("This record already exists.")]
    Other,
}

impl Unique {
    /// SQLite names the columns of the rule that was broken, never their values.
    fn named_in(message: &str) -> Self {
        const RULES: [(&str, Unique); 5] = [
            ("patient.mrn", Unique::Mrn),
            ("staff.sign_in", Unique::SignIn),
            ("timer.staff_id", Unique::Timer),
            ("entry.replaces_id", Unique::Correction),
            ("entry_void.entry_id", Unique::Void),
        ];
        RULES.into_iter().find(|(column, _)| message.ends_with(column)).map_or(Self::Other, |(_, rule)| rule)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
            return Self::NotFound;
        }
        let code = code_of(&error);
        match code {
            ffi::SQLITE_FULL => Self::Full,
            ffi::SQLITE_CONSTRAINT_TRIGGER => Self::refused_by_trigger(message_of(&error)),
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                Self::Conflict(Unique::named_in(message_of(&error)))
            }
            code => Self::of_kind(code),
        }
    }
}

impl StoreError {
    /// The triggers that stop a replacement say which rule they stand for.
    fn refused_by_trigger(message: &str) -> Self {
        let rule = Unique::named_in(message);
        if rule == Unique::Other {
            Self::Internal { code: ffi::SQLITE_CONSTRAINT_TRIGGER }
        } else {
            Self::Conflict(rule)
        }
    }

    /// The low byte of an extended code is its kind (SQLite, "Result and Error Codes").
    fn of_kind(code: i32) -> Self {
        match code & 0xff {
            ffi::SQLITE_IOERR | ffi::SQLITE_READONLY | ffi::SQLITE_CANTOPEN => Self::Disk { code },
            ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => Self::Damaged { code },
            ffi::SQLITE_INTERRUPT => Self::Stopped,
            _ => Self::Internal { code },
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::WrongKeyOrDamaged,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::OperationInterrupted) => Self::Stopped,
            Some(_) | None => Self::Internal { code: code_of(&error) },
        }
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        crate::open::opening(error)
    }
}

/// SQLite's extended result code; a value of another type than its column counts as SQLite's own "mismatch".
pub(crate) fn code_of(error: &rusqlite::Error) -> i32 {
    match error.sqlite_error() {
        Some(failure) => failure.extended_code,
        None => ffi::SQLITE_MISMATCH,
    }
}

fn message_of(error: &rusqlite::Error) -> &str {
    if let rusqlite::Error::SqliteFailure(_, Some(message)) = error { message } else { "" }
}
