//! One running copy of the program for each folder of data, and who has it open.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::VaultError;

const NAME: &str = "lock";

/// Beside the lock, because Windows lets nobody read a file that is locked.
const WHO: &str = "lock.who";

/// Longer names are cut when they are shown.
const LONGEST_WHO: usize = 60;

/// Held for as long as the program has the folder open; dropping it lets the next copy in.
#[derive(Debug)]
pub struct HomeLock {
    who: PathBuf,
    _file: File,
}

impl HomeLock {
    /// Takes the folder, or says that another copy has it. The operating system lets go when the program ends, however
    /// it ends.
    ///
    /// # Errors
    /// Another copy that has it; the disk.
    pub fn take(dir: &Path) -> Result<Self, VaultError> {
        let who = dir.join(WHO);
        let file = open(&dir.join(NAME))?;
        match file.try_lock() {
            Ok(()) => {
                // Left over from a copy that ended in a crash.
                forget(&who);
                Ok(Self { who, _file: file })
            }
            Err(TryLockError::WouldBlock) => Err(VaultError::AlreadyOpen { by: read_who(&who) }),
            Err(TryLockError::Error(error)) => Err(VaultError::Io(error)),
        }
    }

    /// Leaves a note of who has signed in, for the copy that finds the folder taken. The note is a courtesy: without it
    /// the other copy says only that the folder is taken.
    pub fn set_who(&self, sign_in: &str) {
        let _ = write_who(&self.who, sign_in);
    }
}

impl Drop for HomeLock {
    fn drop(&mut self) {
        forget(&self.who);
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write_who(path: &Path, sign_in: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = open(path)?;
    file.set_len(0)?;
    file.write_all(format!("{}\n{sign_in}\n", std::process::id()).as_bytes())
}

fn read_who(path: &Path) -> Option<String> {
    let note = fs::read_to_string(path).ok()?;
    let shown: String = note.lines().nth(1)?.chars().filter(|c| is_plain(*c)).take(LONGEST_WHO).collect();
    let shown = shown.trim();
    (!shown.is_empty()).then(|| shown.to_owned())
}

/// Neither a control character nor one that turns the text around it.
fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn forget(path: &Path) {
    let _ = fs::remove_file(path);
}

#[cfg(test)]
mod tests;
