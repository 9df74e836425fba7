//! From a password to a key, slowly: the cost is what stands between a stolen file and its contents.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::bytes::Hex;
use crate::key::KEY_LEN;
use crate::{Password, VaultError};

const ARGON2ID: &str = "argon2id";

/// 64 MiB and three passes: the second recommended option of RFC 9106, section 4 (IETF, September 2021), on one lane
/// because the work is done on one thread. A file that asks for less has been tampered with.
const FLOOR_KIB: u32 = 64 * 1024;
const FLOOR_PASSES: u32 = 3;

/// A file that asks for more would stop the PC instead of opening.
const CEILING_KIB: u32 = 512 * 1024;
const CEILING_PASSES: u32 = 16;
const CEILING_LANES: u32 = 4;

/// How a password becomes a key, kept beside each wrapped key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kdf {
    /// Which function; only `argon2id` is known.
    pub id: String,
    /// Memory, in KiB.
    pub m_kib: u32,
    /// Passes over the memory.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

impl Default for Kdf {
    fn default() -> Self {
        Self { id: ARGON2ID.to_owned(), m_kib: FLOOR_KIB, t: FLOOR_PASSES, p: 1 }
    }
}

impl Kdf {
    /// Whether the cost is one this program would have written.
    pub(crate) fn check(&self) -> Result<(), VaultError> {
        let known = self.id == ARGON2ID
            && (FLOOR_KIB..=CEILING_KIB).contains(&self.m_kib)
            && (FLOOR_PASSES..=CEILING_PASSES).contains(&self.t)
            && (1..=CEILING_LANES).contains(&self.p);
        if known {
            Ok(())
        } else {
            Err(VaultError::Damaged("the cost of guessing a password is not what it must be"))
        }
    }

    /// The slow part.
    pub(crate) fn stretch(
        &self,
        password: &Password,
        salt: &Hex<16>,
    ) -> Result<Zeroizing<[u8; KEY_LEN]>, VaultError> {
        self.check()?;
        #[cfg(test)]
        STRETCHED.set(STRETCHED.get() + 1);
        let params = Params::new(self.m_kib, self.t, self.p, Some(KEY_LEN))
            .expect("the cost lies between the floor and the ceiling");
        let mut key = Zeroizing::new([0; KEY_LEN]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password.as_bytes(), &salt.0, key.as_mut_slice())
            .expect("salt, output and password have lengths that Argon2 accepts");
        Ok(key)
    }
}

#[cfg(test)]
thread_local! {
    static STRETCHED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// How often this thread has done the slow part.
#[cfg(test)]
pub(crate) fn stretched() -> u32 {
    STRETCHED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: impl FnOnce(&mut Kdf)) -> Kdf {
        let mut kdf = Kdf::default();
        change(&mut kdf);
        kdf
    }

    #[test]
    fn the_default_cost_and_a_higher_one_are_accepted() {
        assert!(Kdf::default().check().is_ok());
        assert!(with(|kdf| kdf.m_kib = 512 * 1024).check().is_ok());
    }

    #[test]
    fn a_cost_below_the_floor_or_above_the_ceiling_is_refused_without_any_work() {
        let refused = [
            with(|kdf| kdf.m_kib = 64 * 1024 - 1),
            with(|kdf| kdf.m_kib = 512 * 1024 + 1),
            with(|kdf| kdf.t = 2),
            with(|kdf| kdf.t = u32::MAX),
            with(|kdf| kdf.p = 0),
            with(|kdf| kdf.p = u32::MAX),
            with(|kdf| kdf.id = "md5".to_owned()),
        ];
        let password = Password::new("fern otter lamp");
        for kdf in refused {
            let stretched = kdf.stretch(&password, &Hex([7; 16]));
            assert!(matches!(stretched, Err(VaultError::Damaged(_))), "{kdf:?} was accepted");
        }
    }
}
