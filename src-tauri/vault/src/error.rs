//! What can go wrong with keys, in sentences for the person at the screen.

use std::io::ErrorKind;

/// Why the keys cannot be used. Never carries a password or a key, and no name but that of who has the program open.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Nothing has been set up here.
    #[error("There is no key file here.")]
    Missing,
    /// The key file is there and cannot be trusted.
    #[error("The key file is damaged: {0}. Restore it from a backup; nothing was changed.")]
    Damaged(&'static str),
    /// The key file cannot be trusted, and the copy from before its last change can.
    #[error(
        "The key file is damaged: {0}. The copy from before its last change is sound: use it, then let everybody sign \
         in once. Names and passwords changed last have to be set again. Nothing was changed yet."
    )]
    DamagedPreviousKept(&'static str),
    /// Written by a later version of the program.
    #[error(
        "The key file was written by a newer version of Caretally (its format is {found}, this version knows \
         {supported}). Install the newer version to open it."
    )]
    Newer {
        /// The format of the file.
        found: u32,
        /// The newest format this program knows.
        supported: u32,
    },
    /// An unknown name, a disabled name or a wrong password: which one is nobody's business.
    #[error("The name or the password is not right.")]
    WrongPassword,
    /// The code that is asked besides the password.
    #[error(
        "This code is not right, or it was used already. Type the one that the app shows now; the clocks of the phone and of \
         this computer must agree."
    )]
    WrongCode,
    /// Too many wrong tries: the same for names that nobody has.
    #[error("Too many wrong tries. Please wait {}, then try again.", in_words(*.seconds))]
    Wait {
        /// How long.
        seconds: u64,
    },
    /// 100 wrong tries in a row.
    #[error(
        "This sign-in is locked after 100 wrong tries in a row. A manager can unlock it in the settings, or the recovery \
         key sets a new password."
    )]
    Locked,
    /// Well typed, and not the key of this practice.
    #[error("This is not the recovery key of this practice, or it has been replaced since.")]
    WrongRecoveryKey,
    /// The recovery key's own checksum says that it was mistyped.
    #[error(
        "This recovery key has a typing mistake. It is 8 groups of 7 letters and digits; please compare each group."
    )]
    MistypedRecoveryKey,
    /// Sign-in names differ by more than case.
    #[error("Another person already signs in with this name.")]
    NameTaken,
    /// This person has never been able to sign in.
    #[error("This person has no sign-in.")]
    NoSuchSlot,
    /// Another copy of the program holds the folder.
    #[error("Caretally is already open on this PC{}.", by_whom(.by.as_deref()))]
    AlreadyOpen {
        /// Who signed in there, if the other copy says so.
        by: Option<String>,
    },
    /// The operating system refused.
    #[error("{}", of_the_disk(.0.kind()))]
    Io(#[from] std::io::Error),
}

/// Seconds up to two minutes, then minutes, rounded up.
fn in_words(seconds: u64) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        ..=120 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

fn of_the_disk(kind: ErrorKind) -> &'static str {
    if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        "The disk is full, so the key file could not be written. Free some space, then try again; nothing was changed."
    } else if matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
        "Caretally is not allowed to read and write in the folder of its data. Ask who looks after this PC."
    } else {
        "The key file could not be read or written."
    }
}

fn by_whom(by: Option<&str>) -> String {
    by.map(|name| format!(" by {name}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_seconds_and_a_long_one_in_minutes() {
        let told = |seconds| VaultError::Wait { seconds }.to_string();
        assert_eq!(told(8), "Too many wrong tries. Please wait 8 seconds, then try again.");
        assert_eq!(told(1), "Too many wrong tries. Please wait 1 second, then try again.");
        assert_eq!(told(121), "Too many wrong tries. Please wait 3 minutes, then try again.");
        assert_eq!(told(900), "Too many wrong tries. Please wait 15 minutes, then try again.");
    }

    #[test]
    fn a_full_disk_is_told_with_what_to_do_about_it() {
        let told = |kind: ErrorKind| VaultError::Io(kind.into()).to_string();
        assert!(told(ErrorKind::StorageFull).contains("Free some space"));
        assert!(told(ErrorKind::PermissionDenied).contains("not allowed"));
        assert_eq!(told(ErrorKind::Other), "The key file could not be read or written.");
    }
}
