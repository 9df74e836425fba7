//! The key file beside the database, `vault.json`: one wrapped copy of the key for each person, and one for recovery.
//!
//! Losing it means losing the data, so the previous copy is kept and it goes into every backup.

use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bytes::{self, Hex};
use crate::slot::{RecoverySlot, Slot};
use crate::tries::Tries;
use crate::{DataKey, RecoveryKey, VaultError, disk};

mod people;
mod sign_in;

pub use people::{SlotRequest, SlotState};
pub use sign_in::Unlocked;

const NAME: &str = "vault.json";
const PREVIOUS: &str = "vault.json.1";
const DAMAGED: &str = "vault.json.damaged";

/// The second format counts changes and failed tries, and knows passwords that must be changed.
const FORMAT: u32 = 2;
const FIRST_FORMAT: u32 = 1;

/// A slot takes less than a kibibyte, so this is more than any practice has; a folder that somebody points at may hold
/// anything under this name.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Of a fingerprint, in bytes.
const FINGERPRINT_LEN: usize = 8;

/// Who can open the database. It holds no key that is not wrapped.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultFile {
    contents: Contents,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    vault_id: Hex<16>,
    /// Grows with every change of names and keys: the database remembers it, and sees when the file is an old one.
    #[serde(default, skip_serializing_if = "is_zero")]
    generation: u64,
    slots: Vec<Slot>,
    recovery: RecoverySlot,
    #[serde(default, skip_serializing_if = "Tries::is_untouched")]
    tries: Tries,
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
            generation: 1,
            slots: vec![Slot::wrap(&vault_id, &first, &data_key)],
            recovery: RecoverySlot::wrap(&vault_id, &recovery, &data_key),
            tries: Tries::default(),
        };
        (Self { contents }, data_key, recovery)
    }

    /// The same vault under a new key: whoever is not named here opens nothing of it any more, whatever copy of this file and
    /// whatever password they have. It fits the database only when that is encrypted anew.
    pub fn with_new_keys(&self, people: &[SlotRequest<'_>]) -> (Self, DataKey, RecoveryKey) {
        let (vault_id, data_key) = (self.contents.vault_id, DataKey::random());
        let recovery = RecoveryKey::random();
        let contents = Contents {
            vault_id,
            generation: self.contents.generation + 1,
            slots: people.iter().map(|person| Slot::wrap(&vault_id, person, &data_key)).collect(),
            recovery: RecoverySlot::wrap(&vault_id, &recovery, &data_key),
            // The failed tries go on being numbered: they are told to the audit by their numbers.
            tries: self.contents.tries.clone(),
        };
        (Self { contents }, data_key, recovery)
    }

    /// Reads the vault of a folder.
    ///
    /// # Errors
    /// No key file, a damaged one, or one of a newer version; [`VaultError::DamagedPreviousKept`] when
    /// [`VaultFile::restore_previous`] can help; the disk.
    pub fn read(dir: &Path) -> Result<Self, VaultError> {
        match Self::read_named(dir, NAME) {
            Err(VaultError::Damaged(what)) if Self::read_previous(dir).is_ok() => {
                Err(VaultError::DamagedPreviousKept(what))
            }
            read => read,
        }
    }

    /// Reads the copy from before the last change of names and keys.
    ///
    /// # Errors
    /// No such copy, or a damaged one; the disk.
    pub fn read_previous(dir: &Path) -> Result<Self, VaultError> {
        Self::read_named(dir, PREVIOUS)
    }

    /// Puts the previous copy in the place of a damaged key file, which stays beside it under another name. A key file
    /// that is sound, or that is of a newer version, is left alone.
    ///
    /// # Errors
    /// A previous copy that is missing or damaged too, and then nothing is changed; the disk.
    pub fn restore_previous(dir: &Path) -> Result<Self, VaultError> {
        match Self::read_named(dir, NAME) {
            Err(VaultError::Damaged(_)) => {}
            sound_or_unreadable => return sound_or_unreadable,
        }
        let previous = Self::read_previous(dir)?;
        match fs::copy(dir.join(NAME), dir.join(DAMAGED)) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(VaultError::Io(error)),
        }
        disk::replace(dir, NAME, &previous.to_bytes())?;
        Ok(previous)
    }

    /// Opens the vault with the printed key.
    ///
    /// # Errors
    /// Another key than the one last made for this vault.
    pub fn unlock_with_recovery(&self, recovery: &RecoveryKey) -> Result<DataKey, VaultError> {
        self.contents.recovery.unwrap(&self.contents.vault_id, recovery)
    }

    /// Makes a new recovery key; the old one opens nothing from the next save on.
    pub fn replace_recovery(&mut self, data_key: &DataKey) -> RecoveryKey {
        let recovery = RecoveryKey::random();
        self.contents.recovery = RecoverySlot::wrap(&self.contents.vault_id, &recovery, data_key);
        self.contents.generation += 1;
        recovery
    }

    /// Makes this file newer than any of a generation: an older one that is gone on with in a newer one's place.
    pub fn outdate(&mut self, generation: u64) {
        self.contents.generation = self.contents.generation.max(generation) + 1;
    }

    /// Which vault this is: the same for its whole life and in all its copies.
    pub fn vault_id(&self) -> [u8; 16] {
        self.contents.vault_id.0
    }

    /// How often names and keys have been changed. The database remembers the newest one it saw: a file with a smaller
    /// number, or with the same number and another fingerprint, is an old one or a foreign one.
    pub fn generation(&self) -> u64 {
        self.contents.generation
    }

    /// 16 hexadecimal digits that stand for names and keys, failed tries left out.
    pub fn fingerprint(&self) -> String {
        bytes::hex(&self.contents.keys().checksum().0[..FINGERPRINT_LEN])
    }

    /// Writes the vault into a folder; the copy that was there stays beside it if its names or keys were others.
    ///
    /// # Errors
    /// The disk. The file is as it was then.
    pub fn save(&self, dir: &Path) -> Result<(), VaultError> {
        disk::private_dir(dir)?;
        // A damaged copy must not push out the last good one, and neither may a count of wrong passwords.
        if let Ok(previous) = Self::read_named(dir, NAME)
            && previous.contents.keys() != self.contents.keys()
        {
            disk::replace(dir, PREVIOUS, &previous.to_bytes())?;
        }
        disk::replace(dir, NAME, &self.to_bytes())?;
        Ok(())
    }

    fn read_named(dir: &Path, name: &str) -> Result<Self, VaultError> {
        match read_at_most(&dir.join(name), LONGEST) {
            Ok(bytes) if bytes.len() as u64 > LONGEST => Err(VaultError::Damaged("it is too long")),
            Ok(bytes) => Self::from_bytes(&bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(missing(dir)),
            Err(error) => Err(VaultError::Io(error)),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        serialize(&OnDisk { format: FORMAT, sha256: self.contents.checksum(), vault: self.contents.clone() })
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let Versioned { format } = parse(bytes)?;
        if format > FORMAT && !is_ours(bytes) {
            return Err(VaultError::Newer { found: format, supported: FORMAT });
        }
        if !(FIRST_FORMAT..=FORMAT).contains(&format) {
            return Err(VaultError::Damaged("its format number is not what was written"));
        }
        let on_disk: OnDisk = parse(bytes)?;
        // Byte for byte what we would have written: not even a letter's case may have changed.
        if on_disk.sha256 != on_disk.vault.checksum() || serialize(&on_disk) != bytes {
            return Err(VaultError::Damaged("its checksum does not fit"));
        }
        on_disk.vault.slots.iter().try_for_each(Slot::check)?;
        Ok(Self { contents: on_disk.vault })
    }
}

impl Contents {
    fn checksum(&self) -> Hex<32> {
        Hex(Sha256::digest(serialize(self)).into())
    }

    /// Without what changes when somebody mistypes a password.
    fn keys(&self) -> Self {
        Self { tries: Tries::default(), ..self.clone() }
    }
}

/// Whether everything but the number of the format is what this program writes: then the number is the damage.
fn is_ours(bytes: &[u8]) -> bool {
    parse::<OnDisk>(bytes).is_ok_and(|on_disk| on_disk.sha256 == on_disk.vault.checksum())
}

/// The bytes of a file, and one more than so many of a longer one.
fn read_at_most(path: &Path, longest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(longest + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// With a previous copy there has been a vault, and nobody should be invited to set up a new one.
fn missing(dir: &Path) -> VaultError {
    if dir.join(PREVIOUS).exists() {
        VaultError::Damaged("vault.json is gone, and the copy before it, vault.json.1, is still here")
    } else {
        VaultError::Missing
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
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
