//! Room kept free for the day the disk is full: given up, it lets the program finish what it had begun.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use crate::bytes;

const NAME: &str = "reserve.bin";

/// Enough for the journal of the largest single change, an import, and a few minutes of work.
const LEN: u64 = 16 * 1024 * 1024;

const PIECE: usize = 1024 * 1024;

/// The reserved room of a folder.
#[derive(Debug)]
pub struct Reserve;

impl Reserve {
    /// Sets the room aside if it is not there yet. It is filled with what cannot be compressed, so that it is really taken.
    ///
    /// # Errors
    /// The disk, above all when it has too little room; nothing is left behind then.
    pub fn make(dir: &Path) -> io::Result<()> {
        let path = dir.join(NAME);
        if fs::metadata(&path).is_ok_and(|found| found.len() == LEN) {
            return Ok(());
        }
        let filled = File::create(&path).and_then(fill);
        if filled.is_err() {
            // A half-made reserve takes the room that others need; the first error is the one to tell.
            let _ = fs::remove_file(&path);
        }
        filled
    }

    /// Gives the room back to the disk; tells whether there was any.
    ///
    /// # Errors
    /// The disk.
    pub fn give_up(dir: &Path) -> io::Result<bool> {
        match fs::remove_file(dir.join(NAME)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn fill(mut file: File) -> io::Result<()> {
    let seed: [u8; 32] = bytes::random();
    let mut state = u64::from_le_bytes(*seed.first_chunk().expect("8 of 32 bytes")) | 1;
    let mut piece = vec![0; PIECE];
    for _ in 0..LEN / PIECE as u64 {
        for word in piece.chunks_exact_mut(8) {
            // Marsaglia's xorshift: not secret, only without a pattern that a disk could compress.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_le_bytes());
        }
        file.write_all(&piece)?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_is_really_taken_and_given_back_once() {
        let dir = tempfile::tempdir().unwrap();
        Reserve::make(dir.path()).unwrap();
        let made = fs::metadata(dir.path().join(NAME)).unwrap();
        assert_eq!(made.len(), LEN);
        #[cfg(unix)]
        assert!(std::os::unix::fs::MetadataExt::blocks(&made) * 512 >= LEN, "blocks are taken on the disk");
        assert!(Reserve::give_up(dir.path()).unwrap());
        assert!(!Reserve::give_up(dir.path()).unwrap());
    }

    #[test]
    fn a_reserve_that_was_cut_short_is_made_again() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(NAME), b"cut short").unwrap();
        Reserve::make(dir.path()).unwrap();
        assert_eq!(fs::metadata(dir.path().join(NAME)).unwrap().len(), LEN);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn on_a_full_disk_nothing_is_left_behind() {
        let dir = tempfile::tempdir().unwrap();
        // The device that is always full, under the name of the reserve.
        std::os::unix::fs::symlink("/dev/full", dir.path().join(NAME)).unwrap();
        let full = Reserve::make(dir.path()).unwrap_err();
        assert_eq!(full.kind(), ErrorKind::StorageFull);
        assert!(fs::symlink_metadata(dir.path().join(NAME)).is_err());
    }
}
