//! What lies beside a backup: what is in it, and a signature that only who has its key can make.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::Halt;
use vault::BackupKey;

use super::files;
use crate::Error;

const NAME: &str = "manifest.json";
const FORMAT: u32 = 1;

/// What a manifest's signature is made over besides the manifest, so that it can be the signature of nothing else.
const TAG: &[u8] = b"caretally/backup/manifest/v1";

/// Longer than any manifest.
const LONGEST: u64 = 64 * 1024;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It was time.
    Schedule,
    /// Somebody asked.
    Asked,
    /// The vault was closed.
    Closing,
    /// Before the database was brought to a new format.
    BeforeUpdate,
    /// Before many patients were imported.
    BeforeImport,
    /// Before another backup was restored.
    BeforeRestore,
    /// Before everything was encrypted anew.
    BeforeNewKeys,
}

impl Why {
    /// Its name on the wire and in the manifest.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Asked => "asked",
            Self::Closing => "closing",
            Self::BeforeUpdate => "before_update",
            Self::BeforeImport => "before_import",
            Self::BeforeRestore => "before_restore",
            Self::BeforeNewKeys => "before_new_keys",
        }
    }
}

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: u32,
    /// Which vault it is of.
    pub vault_id: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Why.
    pub why: Why,
    /// The program that made it.
    pub app_version: String,
    /// The format of its database.
    pub schema: i64,
    /// Place of its newest event.
    pub head_seq: i64,
    /// Hash of its newest event.
    pub head_hash: String,
    /// Rows of each table.
    pub rows: BTreeMap<String, i64>,
    /// Size of its database.
    pub bytes: u64,
    /// Of its database.
    pub sha256: String,
    /// Of its key file.
    pub keys_sha256: String,
}

impl Manifest {
    /// Entries of time in it.
    pub fn entries(&self) -> i64 {
        self.rows.get("entry").copied().unwrap_or(0)
    }

    /// A manifest of the present format for what the other facts say.
    pub(crate) fn new(vault_id: [u8; 16], made_at: DateTime<Utc>, why: Why) -> Self {
        Self {
            format: FORMAT,
            vault_id: hex(&vault_id),
            made_at,
            why,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            schema: 0,
            head_seq: 0,
            head_hash: String::new(),
            rows: BTreeMap::new(),
            bytes: 0,
            sha256: String::new(),
            keys_sha256: String::new(),
        }
    }

    /// Takes over what was counted in the database.
    pub(crate) fn counted(self, census: store::backup::Census) -> Self {
        let (head_seq, head_hash) =
            census.head.map_or((0, String::new()), |head| (head.seq, hex(&head.hash)));
        Self { schema: census.format, rows: census.rows, head_seq, head_hash, ..self }
    }

    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a manifest is plain data")
    }
}

/// A manifest as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// What it says.
    pub manifest: Manifest,
    hmac: String,
}

impl Signed {
    pub(crate) fn by(key: &BackupKey, manifest: Manifest) -> Self {
        let hmac = hex(&key.sign(&[TAG, &manifest.bytes()]));
        Self { manifest, hmac }
    }

    /// Did the holder of this key write it, just so?
    pub fn is_by(&self, key: &BackupKey) -> bool {
        // The same number in other letters is not what was written, either.
        let tag = unhex(&self.hmac).filter(|tag| hex(tag) == self.hmac);
        tag.is_some_and(|tag| key.verify(&[TAG, &self.manifest.bytes()], &tag))
    }

    pub(crate) fn write(&self, dir: &Path) -> std::io::Result<()> {
        files::write_new(&dir.join(NAME), &self.on_disk())
    }

    /// Reads the manifest of a folder. Not a letter may be other than this program would have written it.
    ///
    /// # Errors
    /// No manifest, or one that is damaged or of a newer version.
    pub fn read(dir: &Path) -> Result<Self, Error> {
        let file = dir.join(NAME);
        let length = fs::metadata(&file).map_err(|_| nothing(dir))?.len();
        if length > LONGEST {
            return Err(damaged());
        }
        let bytes = fs::read(&file).map_err(|_| nothing(dir))?;
        let signed: Self = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        if signed.manifest.format > FORMAT {
            return Err(Error::refused(
                "This backup was made by a newer version of Caretally. Install that version to use it.",
            ));
        }
        if signed.on_disk() != bytes { Err(damaged()) } else { Ok(signed) }
    }

    fn on_disk(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a manifest is plain data");
        bytes.push(b'\n');
        bytes
    }
}

fn nothing(dir: &Path) -> Error {
    Error::refused(format!(
        "There is no backup in {}. A backup is a folder with caretally.db, vault.json and manifest.json.",
        dir.display()
    ))
}

fn damaged() -> Error {
    Error::refused("The description of this backup (manifest.json) is damaged, so it cannot be used.")
}

/// SHA-256 of a file, in hexadecimal.
pub(crate) fn sha256(file: &Path, halt: &Halt) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    files::in_pieces(file, halt, |piece| {
        hash.update(piece);
        Ok(())
    })?;
    Ok(hex(&hash.finalize()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use vault::DataKey;

    use super::*;

    #[test]
    fn a_manifest_is_read_back_as_it_was_signed_and_with_any_bit_changed_it_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let key = DataKey::from_bytes([7; 32]).backup_key();
        let made_at = "2026-11-19T20:00:00Z".parse().unwrap();
        let mut manifest = Manifest::new([1; 16], made_at, Why::Asked);
        manifest.rows.insert("entry".to_owned(), 12);
        let signed = Signed::by(&key, manifest);
        signed.write(dir.path()).unwrap();
        let read = Signed::read(dir.path()).unwrap();
        assert!(read == signed && read.is_by(&key) && read.manifest.entries() == 12);
        assert!(!read.is_by(&DataKey::from_bytes([8; 32]).backup_key()));

        let file = dir.path().join(NAME);
        let sound = fs::read(&file).unwrap();
        for (place, bit) in (0..sound.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
            let mut bytes = sound.clone();
            bytes[place] ^= 1 << bit;
            fs::write(&file, &bytes).unwrap();
            assert!(
                !Signed::read(dir.path()).is_ok_and(|read| read.is_by(&key)),
                "bit {bit} of byte {place}"
            );
        }
    }
}
