//! Keys and nothing else: who can open the database, and with what.

mod bytes;
mod disk;
mod error;
mod file;
mod kdf;
mod key;
mod lock;
mod password;
mod recovery;
mod slot;

pub use error::VaultError;
pub use file::{SlotRequest, VaultFile};
pub use kdf::Kdf;
pub use key::DataKey;
pub use lock::HomeLock;
pub use password::{Password, PasswordProblem};
pub use recovery::RecoveryKey;
