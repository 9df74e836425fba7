//! The key of the database.

use std::fmt;

use zeroize::Zeroizing;

use crate::bytes;

/// Length of every key here, in bytes: AES-256 and SQLCipher's raw key.
pub(crate) const KEY_LEN: usize = 32;

/// The 256-bit key that encrypts the database. It is random, never typed, and wiped from memory when dropped, as is
/// every copy of it.
#[derive(Clone)]
pub struct DataKey(Zeroizing<[u8; KEY_LEN]>);

impl DataKey {
    /// A new random key.
    pub(crate) fn random() -> Self {
        Self(Zeroizing::new(bytes::random()))
    }

    /// A known key, for tests.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key as the database wants it: 64 hexadecimal digits.
    pub fn hex(&self) -> Zeroizing<String> {
        Zeroizing::new(bytes::hex(self.as_bytes()))
    }

    pub(crate) fn as_bytes(&self) -> &[u8; KEY_LEN] {
        &self.0
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey")
    }
}
