//! Two small files beside the database: one while it is open, so that a bad end shows; one that says when all was checked.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

const OPEN: &str = "open.mark";
const CHECKED: &str = "checked.mark";

/// There while the vault is open; one that is found at opening was left by a crash.
#[derive(Debug)]
pub(crate) struct OpenMark(PathBuf);

impl OpenMark {
    /// Sets the mark, and says whether one was left. A mark that cannot be set costs a check at the next opening at most.
    pub(crate) fn set(vault: &Path) -> (Self, bool) {
        let file = vault.join(OPEN);
        let left = file.exists();
        let mark = Self(file);
        mark.also_in(vault);
        (mark, left)
    }

    /// Sets it in a folder that will be in the vault's place while this process goes on.
    pub(crate) fn also_in(&self, folder: &Path) {
        let _ =
            fs::write(folder.join(OPEN), "Caretally has this vault open, or did not end in good order.\n");
    }
}

impl Drop for OpenMark {
    fn drop(&mut self) {
        // A panic is no good end.
        if !std::thread::panicking() {
            let _ = fs::remove_file(&self.0);
        }
    }
}

/// When everything was checked last, if that is known.
pub(crate) fn checked(vault: &Path) -> Option<DateTime<Utc>> {
    fs::read_to_string(vault.join(CHECKED)).ok()?.trim().parse().ok()
}

/// After a bad end everything is to be checked, however often the vault is closed in good order before that is done.
pub(crate) fn forget_checked(vault: &Path) {
    let _ = fs::remove_file(vault.join(CHECKED));
}

/// Notes that everything was checked; if that fails it is checked again sooner.
pub(crate) fn set_checked(vault: &Path, at: DateTime<Utc>) {
    let _ = fs::write(vault.join(CHECKED), format!("{}\n", at.to_rfc3339()));
}
