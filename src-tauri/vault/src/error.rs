//! What can go wrong with keys, in sentences for the person at the screen.

/// Why the keys cannot be used. Never carries a name, a password or a key.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Nothing has been set up here.
    #[error("There is no key file here.")]
    Missing,
    /// The key file is there and cannot be trusted.
    #[error("The key file is damaged: {0}. Restore it from a backup; nothing was changed.")]
    Damaged(&'static str),
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
    #[error("Caretally is already open on this PC.")]
    AlreadyOpen,
    /// The operating system refused.
    #[error("The key file could not be read or written.")]
    Io(#[from] std::io::Error),
}
