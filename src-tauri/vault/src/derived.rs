//! Keys made from the database's key, one for each thing that is signed or hidden outside of it.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::key::KEY_LEN;
use crate::{DataKey, bytes};

/// Of a pseudonym: enough that two of a practice's ids do not meet by chance.
const PSEUDONYM_LEN: usize = 8;

/// Signs the head anchor, so that only who can open the database can say where its record ends.
pub struct AnchorKey(Derived);

/// Signs what lies beside a backup.
pub struct BackupKey(Derived);

/// Turns what must not stand in a log into something that can be compared and not read.
pub struct LogKey(Derived);

struct Derived(Zeroizing<[u8; KEY_LEN]>);

impl Derived {
    fn from(data_key: &DataKey, purpose: &[u8]) -> Self {
        let mut key = Zeroizing::new([0; KEY_LEN]);
        Hkdf::<Sha256>::new(None, data_key.as_bytes())
            .expand(purpose, key.as_mut_slice())
            .expect("one block of output is always allowed");
        Self(key)
    }

    /// Each part with its length before it: no two lists of parts have the same bytes.
    fn mac(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.0.as_slice()).expect("every length of key is allowed");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    fn sign(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.mac(parts).finalize().into_bytes().into()
    }

    fn verify(&self, parts: &[&[u8]], tag: &[u8]) -> bool {
        self.mac(parts).verify_slice(tag).is_ok()
    }
}

impl DataKey {
    /// The key of the head anchor.
    pub fn anchor_key(&self) -> AnchorKey {
        AnchorKey(Derived::from(self, b"caretally/anchor/v1"))
    }

    /// The key of the backups' manifests.
    pub fn backup_key(&self) -> BackupKey {
        BackupKey(Derived::from(self, b"caretally/backup/v1"))
    }

    /// The key of the pseudonyms in logs.
    pub fn log_key(&self) -> LogKey {
        LogKey(Derived::from(self, b"caretally/pseudonym/v1"))
    }
}

impl AnchorKey {
    /// An HMAC-SHA-256 over the parts in this order.
    pub fn sign(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.0.sign(parts)
    }

    /// Whether this key signed these parts. Takes the same time for every wrong tag.
    pub fn verify(&self, parts: &[&[u8]], tag: &[u8]) -> bool {
        self.0.verify(parts, tag)
    }
}

impl BackupKey {
    /// An HMAC-SHA-256 over the parts in this order.
    pub fn sign(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.0.sign(parts)
    }

    /// Whether this key signed these parts. Takes the same time for every wrong tag.
    pub fn verify(&self, parts: &[&[u8]], tag: &[u8]) -> bool {
        self.0.verify(parts, tag)
    }
}

impl LogKey {
    /// What a log shows for a record: `patient-` and 16 hexadecimal digits, always the same for the same one.
    pub fn pseudonym(&self, kind: &str, id: i64) -> String {
        let tag = self.0.sign(&[kind.as_bytes(), &id.to_be_bytes()]);
        format!("{kind}-{}", bytes::hex(&tag[..PSEUDONYM_LEN]))
    }

    /// What the record keeps of a text that was searched for: 64 hexadecimal digits.
    pub fn term(&self, text: &str) -> String {
        bytes::hex(&self.0.sign(&[b"term", text.as_bytes()]))
    }
}

impl fmt::Debug for AnchorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnchorKey")
    }
}

impl fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BackupKey")
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data_key() -> DataKey {
        DataKey::from_bytes([7; 32])
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let parts: &[&[u8]] = &[b"head", b"17"];
        let anchor = data_key().anchor_key().sign(parts);
        let backup = data_key().backup_key().sign(parts);
        let log = data_key().log_key().0.sign(parts);
        assert!(anchor != backup && backup != log && log != anchor);
        assert_eq!(anchor, data_key().anchor_key().sign(parts));
        assert_ne!(anchor, DataKey::from_bytes([8; 32]).anchor_key().sign(parts));
    }

    #[test]
    fn a_signature_fits_only_what_was_signed() {
        let key = data_key().backup_key();
        let tag = key.sign(&[b"ab", b"c"]);
        assert!(key.verify(&[b"ab", b"c"], &tag));
        assert!(!key.verify(&[b"a", b"bc"], &tag));
        assert!(!key.verify(&[b"abc"], &tag));
        assert!(!key.verify(&[b"ab", b"c"], &tag[..31]));
        assert!(!data_key().anchor_key().verify(&[b"ab", b"c"], &tag));
    }

    #[test]
    fn a_pseudonym_can_be_compared_and_shows_nothing() {
        let key = data_key().log_key();
        let shown = key.pseudonym("patient", 12);
        assert_eq!(shown.len(), "patient-".len() + 16);
        assert_eq!(shown, key.pseudonym("patient", 12));
        assert_ne!(shown, key.pseudonym("patient", 13));
        assert_ne!(shown[8..], key.pseudonym("entry", 12)[6..]);
        assert!(!key.term("Okafor").contains("Okafor"));
    }

    #[test]
    fn no_key_is_ever_printed() {
        let key = data_key();
        let printed = format!("{:?} {:?} {:?}", key.anchor_key(), key.backup_key(), key.log_key());
        assert_eq!(printed, "AnchorKey BackupKey LogKey");
    }
}
