//! The key file beside the database, `vault.json`: one wrapped copy of the key for each person, and one for recovery.
//!
//! Losing it means losing the data, so the previous copy is kept and it goes into every backup.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::bytes::Hex;
use crate::slot::{RecoverySlot, Slot};
use crate::{DataKey, Password, RecoveryKey, VaultError, disk};

const NAME: &str = "vault.json";
const PREVIOUS: &str = "vault.json.1";
const FORMAT: u32 = 1;

/// A person who shall be able to sign in.
#[derive(Debug, Clone, Copy)]
pub struct SlotRequest<'a> {
    /// Which staff member.
    pub staff_id: i64,
    /// The name typed at sign-in.
    pub sign_in: &'a str,
    /// The password.
    pub password: &'a Password,
    /// Now, as RFC 3339 text.
    pub created_at: &'a str,
}

/// Who can open the database. It holds no key that is not wrapped.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultFile {
    contents: Contents,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    vault_id: Hex<16>,
    slots: Vec<Slot>,
    recovery: RecoverySlot,
}

/// What is on disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OnDisk {
    format: u32,
    sha256: Hex<32>,
    vault: Contents,
}

/// The part that every version of the file has.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

impl std::fmt::Debug for VaultFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VaultFile({} slots)", self.contents.slots.len())
    }
}

impl VaultFile {
    /// A new vault with its first person, the key of a new database, and the recovery key to print.
    pub fn create(first: SlotRequest<'_>) -> (Self, DataKey, RecoveryKey) {
        let (vault_id, data_key) = (Hex::random(), DataKey::random());
        let recovery = RecoveryKey::random();
        let contents = Contents {
            vault_id,
            slots: vec![slot(&vault_id, &data_key, &first)],
            recovery: RecoverySlot::wrap(&vault_id, &recovery, &data_key),
        };
        (Self { contents }, data_key, recovery)
    }

    /// Reads the vault of a folder.
    pub fn read(dir: &Path) -> Result<Self, VaultError> {
        match fs::read(dir.join(NAME)) {
            Ok(bytes) => Self::from_bytes(&bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(missing(dir)),
            Err(error) => Err(VaultError::Io(error)),
        }
    }

    /// Opens the vault for a person. An unknown name, a disabled one and a wrong password take the same time and give
    /// the same answer.
    pub fn unlock(&self, sign_in: &str, password: &Password) -> Result<(i64, DataKey), VaultError> {
        let vault_id = &self.contents.vault_id;
        let enabled = self.slot_named(sign_in).filter(|slot| !slot.disabled);
        match enabled {
            Some(slot) => Ok((slot.staff_id, slot.unwrap(vault_id, password)?)),
            None => Err(self.refuse_slowly(password)),
        }
    }

    /// Opens the vault with the printed key.
    pub fn unlock_with_recovery(&self, recovery: &RecoveryKey) -> Result<DataKey, VaultError> {
        self.contents.recovery.unwrap(&self.contents.vault_id, recovery)
    }

    /// Makes a new recovery key; the old one opens nothing from the next save on.
    pub fn replace_recovery(&mut self, data_key: &DataKey) -> RecoveryKey {
        let recovery = RecoveryKey::random();
        self.contents.recovery = RecoverySlot::wrap(&self.contents.vault_id, &recovery, data_key);
        recovery
    }

    /// Lets a person sign in, or gives a person who could another name or password.
    pub fn put_slot(&mut self, data_key: &DataKey, request: SlotRequest<'_>) -> Result<(), VaultError> {
        let holder = self.slot_named(request.sign_in);
        if holder.is_some_and(|slot| slot.staff_id != request.staff_id) {
            return Err(VaultError::NameTaken);
        }
        let new = slot(&self.contents.vault_id, data_key, &request);
        match self.slot_of(request.staff_id) {
            Ok(old) => *old = new,
            Err(_) => self.contents.slots.push(new),
        }
        Ok(())
    }

    /// Keeps a person out.
    pub fn disable(&mut self, staff_id: i64) -> Result<(), VaultError> {
        self.slot_of(staff_id)?.disabled = true;
        Ok(())
    }

    /// Lets a person in again, with the password from before.
    pub fn enable(&mut self, staff_id: i64) -> Result<(), VaultError> {
        self.slot_of(staff_id)?.disabled = false;
        Ok(())
    }

    /// Whether this person has a sign-in, disabled or not.
    pub fn has_slot(&self, staff_id: i64) -> bool {
        self.contents.slots.iter().any(|slot| slot.staff_id == staff_id)
    }

    /// The names of everyone who can sign in.
    pub fn sign_ins(&self) -> Vec<&str> {
        let enabled = self.contents.slots.iter().filter(|slot| !slot.disabled);
        enabled.map(|slot| slot.sign_in.as_str()).collect()
    }

    /// Writes the vault into a folder; the copy that was there stays beside it.
    pub fn save(&self, dir: &Path) -> Result<(), VaultError> {
        disk::private_dir(dir)?;
        // A damaged copy must not push out the last good one.
        if let Ok(previous) = Self::read(dir) {
            disk::replace(dir, PREVIOUS, &previous.to_bytes())?;
        }
        disk::replace(dir, NAME, &self.to_bytes())?;
        Ok(())
    }

    fn slot_named(&self, sign_in: &str) -> Option<&Slot> {
        let wanted = folded(sign_in);
        self.contents.slots.iter().find(|slot| folded(&slot.sign_in) == wanted)
    }

    fn slot_of(&mut self, staff_id: i64) -> Result<&mut Slot, VaultError> {
        let mut slots = self.contents.slots.iter_mut();
        slots.find(|slot| slot.staff_id == staff_id).ok_or(VaultError::NoSuchSlot)
    }

    /// Does the work of a real try on somebody's slot, for nobody.
    fn refuse_slowly(&self, password: &Password) -> VaultError {
        if let Some(decoy) = self.contents.slots.first() {
            let nobody = Slot { salt: Hex::random(), staff_id: i64::MIN, ..decoy.clone() };
            let _ = nobody.unwrap(&self.contents.vault_id, password);
        }
        VaultError::WrongPassword
    }

    fn to_bytes(&self) -> Vec<u8> {
        serialize(&OnDisk { format: FORMAT, sha256: self.contents.checksum(), vault: self.contents.clone() })
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let Versioned { format } = parse(bytes)?;
        match format {
            FORMAT => {}
            0 => return Err(VaultError::Damaged("it has no format")),
            newer => {
                return Err(VaultError::Newer { found: newer, supported: FORMAT });
            }
        }
        let on_disk: OnDisk = parse(bytes)?;
        // Byte for byte what we would have written: not even a letter's case may have changed.
        if on_disk.sha256 != on_disk.vault.checksum() || serialize(&on_disk) != bytes {
            return Err(VaultError::Damaged("its checksum does not fit"));
        }
        on_disk.vault.check()?;
        Ok(Self { contents: on_disk.vault })
    }
}

impl Contents {
    fn checksum(&self) -> Hex<32> {
        Hex(Sha256::digest(serialize(self)).into())
    }

    fn check(&self) -> Result<(), VaultError> {
        self.slots.iter().try_for_each(|slot| slot.kdf.check())
    }
}

fn slot(vault_id: &Hex<16>, data_key: &DataKey, request: &SlotRequest<'_>) -> Slot {
    let whose = (request.staff_id, request.sign_in, request.created_at);
    Slot::wrap(vault_id, whose, request.password, data_key)
}

/// With a previous copy there has been a vault, and nobody should be invited to set up a new one.
fn missing(dir: &Path) -> VaultError {
    if dir.join(PREVIOUS).exists() {
        VaultError::Damaged("vault.json is gone, and the copy before it, vault.json.1, is still here")
    } else {
        VaultError::Missing
    }
}

/// Names are compared without case, in one Unicode form, without spaces around them.
fn folded(sign_in: &str) -> String {
    sign_in.trim().nfkc().flat_map(char::to_lowercase).collect()
}

fn serialize(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("these types are plain data");
    bytes.push(b'\n');
    bytes
}

fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, VaultError> {
    serde_json::from_slice(bytes).map_err(|_| VaultError::Damaged("it is not a key file"))
}

#[cfg(test)]
mod tests;
