//! Keys and nothing else: who can open the database, and with what.

mod anchor;
mod brake;
mod bytes;
mod derived;
mod disk;
mod error;
mod file;
mod kdf;
mod key;
mod lock;
mod password;
pub mod place;
mod recovery;
mod reserve;
mod sealed;
mod slot;
mod tries;

pub use anchor::{Anchor, AnchorWriter, Head, HeadReading};
pub use brake::Brake;
pub use derived::{AnchorKey, BackupKey, LogKey};
pub use error::VaultError;
pub use file::{SlotRequest, SlotState, Unlocked, VaultFile};
pub use kdf::Kdf;
pub use key::DataKey;
pub use lock::HomeLock;
pub use password::{Password, PasswordProblem, Strength};
pub use place::{PlaceProblem, Space};
pub use recovery::RecoveryKey;
pub use reserve::Reserve;
pub use sealed::{Sealed, seal};
pub use tries::{FailedTry, Failures, Refusal};
