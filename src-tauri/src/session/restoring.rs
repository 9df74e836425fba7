//! Going back to a backup from the window: with the vault open, locked, damaged, or not there at all.

use std::path::Path;
use std::sync::Arc;

use tracker::Error;
use tracker::backup::Backup;

use super::{Open, Session};
use crate::wire::{BackupView, Failure, RestorableView, RestorePreviewView, RestoredView, WorkForm};

impl Session {
    /// Backups to choose from.
    pub(crate) fn restorable(&self, folder: &str) -> Result<Vec<RestorableView>, Failure> {
        let home = self.home()?;
        let folder = Some(folder.trim()).filter(|folder| !folder.is_empty()).map(Path::new);
        let here = home.backups();
        let found = home.restorable(folder)?;
        Ok(found
            .iter()
            .map(|backup| RestorableView {
                backup: BackupView::from(backup),
                sign_ins: backup.sign_ins(),
                here: backup.dir.starts_with(&here),
            })
            .collect())
    }

    /// What going back to a backup would mean.
    pub(crate) fn preview_restore(
        &self,
        backup: &Path,
        sign_in: &str,
        password: &str,
    ) -> Result<RestorePreviewView, Failure> {
        let now = self.clock.now();
        let doing = self.begin(WorkForm::Restore);
        Ok(self.home()?.preview_restore(backup, sign_in, password, now, &doing.work)?.into())
    }

    /// Goes back to a backup. The open vault is closed for it; who was signed in signs in again.
    pub(crate) fn restore(
        &self,
        backup: &Path,
        sign_in: &str,
        password: &str,
    ) -> Result<RestoredView, Failure> {
        let (home, doing) = (self.home()?, self.begin(WorkForm::Restore));
        let work = &doing.work;
        // A wrong password or a bad backup closes nothing.
        home.preview_restore(Backup::at(backup)?.dir.as_path(), sign_in, password, self.clock.now(), work)?;
        let mut open = self.lock_open();
        if let Some(tracker) = &mut open.tracker {
            if tracker.backup_desk().progress().is_some() {
                return Err(
                    Error::refused("A backup is being made. Wait until it is done, then restore.").into()
                );
            }
            // What can be saved of the present vault is; it may be damaged.
            let _ = tracker.beat();
            let _ = tracker.settle_journal();
        }
        *open = Open::default();
        let restored = home.restore(backup, sign_in, password, &Arc::clone(&self.clock), work)?;
        Ok(RestoredView { aside: restored.aside.map(|aside| aside.display().to_string()) })
    }
}
