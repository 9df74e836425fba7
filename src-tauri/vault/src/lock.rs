//! One running copy of the program for each folder of data.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::VaultError;

/// Held for as long as the program has the folder open; dropping it lets the next copy in.
#[derive(Debug)]
pub struct HomeLock {
    _file: File,
}

impl HomeLock {
    /// Takes the folder, or says that another copy has it. The operating system lets go when the program ends, however
    /// it ends.
    pub fn take(dir: &Path) -> Result<Self, VaultError> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(dir.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(VaultError::AlreadyOpen),
            Err(TryLockError::Error(error)) => Err(VaultError::Io(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::process::Command;

    use super::*;

    #[test]
    fn a_second_copy_is_kept_out_until_the_first_one_ends() {
        let dir = tempfile::tempdir().unwrap();
        let first = HomeLock::take(dir.path()).unwrap();
        assert!(matches!(HomeLock::take(dir.path()), Err(VaultError::AlreadyOpen)));
        drop(first);
        assert!(HomeLock::take(dir.path()).is_ok());
    }

    /// Runs itself again as another process, which finds the folder taken.
    #[test]
    fn another_process_is_kept_out_too() {
        const TAKEN: &str = "TAKEN_FOLDER";
        if let Some(dir) = env::var_os(TAKEN) {
            assert!(matches!(HomeLock::take(Path::new(&dir)), Err(VaultError::AlreadyOpen)));
            return;
        }
        let dir = tempfile::tempdir().unwrap();
        let _held = HomeLock::take(dir.path()).unwrap();
        let other = Command::new(env::current_exe().unwrap())
            .args(["--exact", "lock::tests::another_process_is_kept_out_too"])
            .env(TAKEN, dir.path())
            .output()
            .unwrap();
        assert!(other.status.success(), "the other process got in");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_and_not_a_lock() {
        let dir = tempfile::tempdir().unwrap();
        let nowhere = dir.path().join("nowhere");
        assert!(matches!(HomeLock::take(&nowhere), Err(VaultError::Io(_))));
    }
}
