//! A copy of a file that a failing disk may not give whole: what it refuses becomes zeros, with which no page proves itself.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use store::Halt;

use crate::backup::files;

/// So much is left out where the disk refuses: a page of the database.
const PAGE: usize = 4096;

/// Copies a file into a new one, and says how many bytes of it could not be read.
pub(super) fn copy(from: &Path, to: &Path, halt: &Halt) -> io::Result<u64> {
    let mut from = File::open(from)?;
    let length = from.metadata()?.len();
    let mut to = BufWriter::new(files::private(to)?);
    let unread = copy_page_by_page(&mut from, length, &mut to, halt)?;
    to.flush()?;
    Ok(unread)
}

fn copy_page_by_page(
    from: &mut (impl Read + Seek),
    length: u64,
    to: &mut impl Write,
    halt: &Halt,
) -> io::Result<u64> {
    let (mut at, mut unread, mut page) = (0, 0, [0; PAGE]);
    while at < length {
        halt.go_on().map_err(io::Error::other)?;
        let left = usize::try_from(length - at).unwrap_or(PAGE).min(PAGE);
        let piece = &mut page[..left];
        let size = piece.len() as u64;
        // After a read that failed nobody knows where the file stands.
        if from.seek(SeekFrom::Start(at)).and_then(|_| from.read_exact(piece)).is_err() {
            piece.fill(0);
            unread += size;
        }
        to.write_all(piece)?;
        at += size;
    }
    Ok(unread)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A disk that has lost one sector.
    struct Failing(Cursor<Vec<u8>>);

    const LOST: u64 = 2 * PAGE as u64 + 512;

    impl Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let at = self.0.position();
            let lost = (at..at + into.len() as u64).contains(&LOST);
            if lost { Err(io::Error::other("a bad sector")) } else { self.0.read(into) }
        }
    }

    impl Seek for Failing {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn a_page_that_the_disk_does_not_give_is_zeros_and_all_others_are_as_they_were() {
        let bytes: Vec<u8> = (0..5 * PAGE + 100).map(|n| (n % 251) as u8).collect();
        let mut copied = Vec::new();
        let length = bytes.len() as u64;
        let mut failing = Failing(Cursor::new(bytes.clone()));
        let unread = copy_page_by_page(&mut failing, length, &mut copied, &Halt::default()).unwrap();
        assert_eq!(unread, PAGE as u64);
        let mut expected = bytes;
        expected[2 * PAGE..3 * PAGE].fill(0);
        assert!(copied == expected);
    }
}
