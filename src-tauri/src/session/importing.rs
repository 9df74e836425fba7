//! Patients from a file: timers go on while the backup before it is made.

use tracker::import::{Import, STOPPED};

use super::Session;
use crate::wire::{Failure, WorkForm};

impl Session {
    /// Stores the patients of a file, all or none.
    pub(crate) fn import_patients(&self, text: &str) -> Result<Import, Failure> {
        let doing = self.begin(WorkForm::Import);
        let backup = self.with_doing(&doing, |tracker, actor| tracker.backup_before_import(actor, text))?;
        if let Some(job) = backup {
            doing.work.told(job.run(), STOPPED)?;
        }
        self.with_doing(&doing, |tracker, actor| tracker.import_after_backup(actor, text))
    }
}
