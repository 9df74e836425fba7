//! Files as they are written for people: whole or not at all, and never over another one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::Error;

/// SHA-256 in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes beside the target, syncs, renames: a reader sees the whole file or none.
pub(crate) fn write_whole(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    whole(file, bytes).map_err(|error| Error::File(error.kind()))
}

fn whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    // An earlier file is never overwritten.
    temporary.persist_noclobber(file).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Makes the new name durable; Windows has no such call.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_file_of_the_same_name_is_refused_and_the_first_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("claims.csv");
        whole(&file, b"first").unwrap();
        assert_eq!(whole(&file, b"second").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&file).unwrap(), b"first");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file is left");
    }
}
