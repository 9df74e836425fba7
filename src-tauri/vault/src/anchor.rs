//! Where the record ended when it was last written, kept outside the database: a database that has lost its end does not know.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use crate::{AnchorKey, disk};

mod writer;

pub use writer::AnchorWriter;

const NAME: &str = "vault.head";

/// One page of the file system: written in one piece by most disks, and never together with the other slot.
const SLOT_LEN: usize = 4096;
const TAG_LEN: usize = 32;
const SIGNED_LEN: usize = SLOT_LEN - TAG_LEN;

const MAGIC: &[u8; 8] = b"CT-HEAD1";

/// The newest audit event at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub seq: i64,
    /// Its hash, which stands for everything before it.
    pub hash: [u8; 32],
    /// When it was written down, in milliseconds since 1970.
    pub wall_ms: i64,
}

/// What the anchor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadReading {
    /// Both slots are sound.
    Sound(Head),
    /// One slot is not what was written there, as after a power cut in the middle of writing it. The other one holds.
    OneSlotBad(Head),
    /// Neither slot is sound, or neither is of this vault.
    BothSlotsBad,
    /// There is no anchor.
    Missing,
}

impl HeadReading {
    /// The newest head that can be trusted.
    pub fn newest(self) -> Option<Head> {
        match self {
            Self::Sound(head) | Self::OneSlotBad(head) => Some(head),
            Self::BothSlotsBad | Self::Missing => None,
        }
    }
}

/// The file with two slots, which are written in turn: whatever happens to one, the other holds.
#[derive(Debug)]
pub struct Anchor {
    file: File,
    key: AnchorKey,
    vault_id: [u8; 16],
    next: u64,
}

impl Anchor {
    /// Makes the anchor, or begins a new one in place of the old; both slots hold this head.
    ///
    /// # Errors
    /// The disk. What was there is as it was.
    pub fn create(dir: &Path, key: AnchorKey, vault_id: [u8; 16], head: Head) -> io::Result<Self> {
        let slot = slot(&key, &vault_id, head);
        disk::replace(dir, NAME, &[slot, slot].concat())?;
        Ok(Self { file: open(dir)?, key, vault_id, next: 0 })
    }

    /// Opens the anchor of a folder and says what it holds. None when there is no anchor or none that can be trusted; only
    /// [`Anchor::create`] begins a new one.
    ///
    /// # Errors
    /// The disk.
    pub fn open(dir: &Path, key: AnchorKey, vault_id: [u8; 16]) -> io::Result<(Option<Self>, HeadReading)> {
        let file = match open(dir) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((None, HeadReading::Missing)),
            Err(error) => return Err(error),
        };
        let mut anchor = Self { file, key, vault_id, next: 0 };
        let reading = anchor.read()?;
        Ok((reading.newest().is_some().then_some(anchor), reading))
    }

    /// What the slots say now. The next head goes over the older one, or over the one that is not sound.
    ///
    /// # Errors
    /// The disk.
    pub fn read(&mut self) -> io::Result<HeadReading> {
        let (next, reading) = match (self.head_in(0)?, self.head_in(1)?) {
            (Some(first), Some(second)) if age(first) < age(second) => (0, HeadReading::Sound(second)),
            (Some(first), Some(_)) => (1, HeadReading::Sound(first)),
            (Some(first), None) => (1, HeadReading::OneSlotBad(first)),
            (None, Some(second)) => (0, HeadReading::OneSlotBad(second)),
            (None, None) => (0, HeadReading::BothSlotsBad),
        };
        self.next = next;
        Ok(reading)
    }

    /// Puts a head into the slot whose turn it is, and waits until the disk has it. The file has its full length from the
    /// start, so a full disk does not stand in the way.
    ///
    /// # Errors
    /// The disk. The other slot is as it was, and the same slot is tried next.
    pub fn write(&mut self, head: Head) -> io::Result<()> {
        let slot = slot(&self.key, &self.vault_id, head);
        self.file.seek(SeekFrom::Start(self.next * SLOT_LEN as u64))?;
        self.file.write_all(&slot)?;
        self.file.sync_data()?;
        self.next = 1 - self.next;
        Ok(())
    }

    fn head_in(&mut self, number: u64) -> io::Result<Option<Head>> {
        let mut slot = [0; SLOT_LEN];
        self.file.seek(SeekFrom::Start(number * SLOT_LEN as u64))?;
        match self.file.read_exact(&mut slot) {
            Ok(()) => Ok(head_of(&self.key, &self.vault_id, &slot)),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The record only grows; between two notes of the same event the later one counts.
fn age(head: Head) -> (i64, i64) {
    (head.seq, head.wall_ms)
}

fn open(dir: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(dir.join(NAME))
}

/// What it is, whose, the head, and nothing up to the tag, which covers all of it.
fn slot(key: &AnchorKey, vault_id: &[u8; 16], head: Head) -> [u8; SLOT_LEN] {
    let mut slot = [0; SLOT_LEN];
    let fields = [
        MAGIC.as_slice(),
        vault_id.as_slice(),
        &head.seq.to_be_bytes(),
        &head.wall_ms.to_be_bytes(),
        &head.hash,
    ]
    .concat();
    slot[..fields.len()].copy_from_slice(&fields);
    let tag = key.sign(&[&slot[..SIGNED_LEN]]);
    slot[SIGNED_LEN..].copy_from_slice(&tag);
    slot
}

fn head_of(key: &AnchorKey, vault_id: &[u8; 16], slot: &[u8; SLOT_LEN]) -> Option<Head> {
    let (signed, tag) = slot.split_at(SIGNED_LEN);
    if !key.verify(&[signed], tag) {
        return None;
    }
    let (magic, rest) = signed.split_first_chunk::<8>()?;
    let (whose, rest) = rest.split_first_chunk::<16>()?;
    let (seq, rest) = rest.split_first_chunk::<8>()?;
    let (wall_ms, rest) = rest.split_first_chunk::<8>()?;
    let (hash, _) = rest.split_first_chunk::<32>()?;
    (magic == MAGIC && whose == vault_id).then_some(Head {
        seq: i64::from_be_bytes(*seq),
        hash: *hash,
        wall_ms: i64::from_be_bytes(*wall_ms),
    })
}

#[cfg(test)]
mod tests;
