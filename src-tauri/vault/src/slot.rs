//! One wrapped copy of the database's key: what a password, or the recovery key, can take off.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::bytes::Hex;
use crate::key::KEY_LEN;
use crate::{DataKey, Kdf, Password, RecoveryKey, SlotRequest, VaultError};

/// The way slots are wrapped; bound into each of them. The first way knew no passwords that must be changed.
const SLOT_VERSION: u32 = 2;
const FIRST_SLOT_VERSION: u32 = 1;
const RECOVERY_VERSION: u32 = 1;

/// The key and its 16-byte tag.
const WRAPPED_LEN: usize = KEY_LEN + 16;

const FROM_PASSWORD: &[u8] = b"caretally/kek/v1";
const FROM_RECOVERY: &[u8] = b"caretally/recovery/v1";

/// What one staff member's password opens.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub(crate) version: u32,
    pub(crate) staff_id: i64,
    pub(crate) sign_in: String,
    pub(crate) created_at: String,
    pub(crate) disabled: bool,
    /// The password was given by somebody else. Bound into the slot: before it is opened there is no database to ask, and
    /// afterwards nobody shall have been able to take the duty off with a text editor.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) must_change: bool,
    pub(crate) kdf: Kdf,
    pub(crate) salt: Hex<16>,
    pub(crate) nonce: Hex<12>,
    pub(crate) wrapped: Hex<WRAPPED_LEN>,
}

/// What the recovery key opens.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecoverySlot {
    pub(crate) version: u32,
    pub(crate) nonce: Hex<12>,
    pub(crate) wrapped: Hex<WRAPPED_LEN>,
}

impl Slot {
    pub(crate) fn wrap(vault_id: &Hex<16>, request: &SlotRequest<'_>, data_key: &DataKey) -> Self {
        let mut slot = Self {
            version: SLOT_VERSION,
            staff_id: request.staff_id,
            sign_in: request.sign_in.to_owned(),
            created_at: request.created_at.to_owned(),
            disabled: false,
            must_change: request.must_change,
            kdf: Kdf::default(),
            salt: Hex::random(),
            nonce: Hex::random(),
            wrapped: Hex([0; WRAPPED_LEN]),
        };
        let kek = slot.kek(request.password).expect("the default cost is allowed");
        slot.wrapped = seal(&kek, &slot.nonce, &slot.bound(vault_id), data_key);
        slot
    }

    /// As the first version of the program did it.
    #[cfg(test)]
    pub(crate) fn wrap_first_version(
        vault_id: &Hex<16>,
        request: &SlotRequest<'_>,
        data_key: &DataKey,
    ) -> Self {
        let mut slot = Self { version: FIRST_SLOT_VERSION, ..Self::wrap(vault_id, request, data_key) };
        let kek = slot.kek(request.password).expect("the default cost is allowed");
        slot.wrapped = seal(&kek, &slot.nonce, &slot.bound(vault_id), data_key);
        slot
    }

    /// The key, if the password is right and nothing that the slot is bound to has changed.
    pub(crate) fn unwrap(&self, vault_id: &Hex<16>, password: &Password) -> Result<DataKey, VaultError> {
        let kek = self.kek(password)?;
        open(&kek, &self.nonce, &self.bound(vault_id), &self.wrapped).ok_or(VaultError::WrongPassword)
    }

    fn kek(&self, password: &Password) -> Result<Zeroizing<[u8; KEY_LEN]>, VaultError> {
        let stretched = self.kdf.stretch(password, &self.salt)?;
        Ok(derive(stretched.as_slice(), FROM_PASSWORD))
    }

    /// Whose slot of which vault this is, and at what cost: nobody can move it to another person or make it cheap.
    fn bound(&self, vault_id: &Hex<16>) -> Vec<u8> {
        let mut bound = b"caretally/slot\0".to_vec();
        bound.extend(vault_id.0);
        bound.extend(self.staff_id.to_be_bytes());
        for number in [self.version, self.kdf.m_kib, self.kdf.t, self.kdf.p] {
            bound.extend(number.to_be_bytes());
        }
        bound.extend(self.kdf.id.as_bytes());
        if self.version > FIRST_SLOT_VERSION {
            bound.push(0);
            bound.push(u8::from(self.must_change));
        }
        bound
    }

    /// Whether this program could have written it.
    pub(crate) fn check(&self) -> Result<(), VaultError> {
        match (self.version, self.must_change) {
            (SLOT_VERSION, _) | (FIRST_SLOT_VERSION, false) => self.kdf.check(),
            _ => Err(VaultError::Damaged("a sign-in in it is of a kind that does not exist")),
        }
    }
}

impl RecoverySlot {
    pub(crate) fn wrap(vault_id: &Hex<16>, recovery: &RecoveryKey, data_key: &DataKey) -> Self {
        let nonce = Hex::random();
        let kek = derive(recovery.as_bytes(), FROM_RECOVERY);
        Self {
            version: RECOVERY_VERSION,
            nonce,
            wrapped: seal(&kek, &nonce, &bound_recovery(vault_id, RECOVERY_VERSION), data_key),
        }
    }

    /// The key, if this is the recovery key it was wrapped with.
    pub(crate) fn unwrap(&self, vault_id: &Hex<16>, recovery: &RecoveryKey) -> Result<DataKey, VaultError> {
        let kek = derive(recovery.as_bytes(), FROM_RECOVERY);
        let bound = bound_recovery(vault_id, self.version);
        open(&kek, &self.nonce, &bound, &self.wrapped).ok_or(VaultError::WrongRecoveryKey)
    }
}

fn bound_recovery(vault_id: &Hex<16>, version: u32) -> Vec<u8> {
    let mut bound = b"caretally/recovery-slot\0".to_vec();
    bound.extend(vault_id.0);
    bound.extend(version.to_be_bytes());
    bound
}

fn derive(secret: &[u8], purpose: &[u8]) -> Zeroizing<[u8; KEY_LEN]> {
    let mut key = Zeroizing::new([0; KEY_LEN]);
    Hkdf::<Sha256>::new(None, secret)
        .expand(purpose, key.as_mut_slice())
        .expect("one block of output is always allowed");
    key
}

fn seal(
    kek: &Zeroizing<[u8; KEY_LEN]>,
    nonce: &Hex<12>,
    bound: &[u8],
    data_key: &DataKey,
) -> Hex<WRAPPED_LEN> {
    let payload = Payload { msg: data_key.as_bytes(), aad: bound };
    let wrapped = cipher(kek)
        .encrypt(&Nonce::<Aes256Gcm>::from(nonce.0), payload)
        .expect("32 bytes are not too long to encrypt");
    Hex(wrapped.try_into().expect("a wrapped key is the key and its tag"))
}

fn open(
    kek: &Zeroizing<[u8; KEY_LEN]>,
    nonce: &Hex<12>,
    bound: &[u8],
    wrapped: &Hex<WRAPPED_LEN>,
) -> Option<DataKey> {
    let payload = Payload { msg: &wrapped.0, aad: bound };
    let plain = cipher(kek).decrypt(&Nonce::<Aes256Gcm>::from(nonce.0), payload).map(Zeroizing::new).ok()?;
    let bytes = <[u8; KEY_LEN]>::try_from(plain.as_slice()).ok()?;
    Some(DataKey::from_bytes(bytes))
}

fn cipher(kek: &Zeroizing<[u8; KEY_LEN]>) -> Aes256Gcm {
    Aes256Gcm::new_from_slice(kek.as_slice()).expect("the key has 256 bits")
}
