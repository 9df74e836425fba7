//! The vault exchanged for another one in its place: made ready beside it, whole on disk, then two renames.

use std::io;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::backup::{files, name_of};
use crate::{Error, Home};

/// Where the next vault is made ready.
const MAKING: &str = "practice.restoring";
/// Its name when it is ready: once the present vault is aside it will be the vault, whatever happens.
const READY: &str = "practice.restored";
/// What the present vault is called from then on.
const ASIDE: &str = "practice.aside";

impl Home {
    /// An empty folder for the next vault.
    pub(crate) fn begin_exchange(&self) -> io::Result<PathBuf> {
        let making = self.dir().join(MAKING);
        files::fresh_folder(&making)?;
        Ok(making)
    }

    /// Half of a vault takes the room that others need; whatever went wrong before is the error to tell.
    pub(crate) fn forget_exchange(&self) {
        let _ = files::remove(&self.dir().join(MAKING));
        let _ = files::remove(&self.ready());
    }

    /// The next vault is whole on disk.
    pub(crate) fn ready_to_exchange(&self) -> io::Result<()> {
        let making = self.dir().join(MAKING);
        files::sync_folder(&making)?;
        // Left by an exchange that was cut short before anything was moved.
        files::remove(&self.ready())?;
        files::rename(&making, &self.ready())
    }

    /// Two renames. Between them there is no vault, and the next start ends what was begun. Where the vault before is now.
    pub(crate) fn exchange(&self, now: DateTime<Utc>) -> io::Result<Option<PathBuf>> {
        let exchanged = self.rename_both(now);
        if exchanged.is_err() && self.vault_dir().exists() {
            // The vault is where it was: what was ready must not take its place one day.
            self.forget_exchange();
        }
        exchanged
    }

    fn rename_both(&self, now: DateTime<Utc>) -> io::Result<Option<PathBuf>> {
        let present = self.vault_dir();
        let aside = present.exists().then(|| self.free_aside(now));
        if let Some(aside) = &aside {
            files::rename(&present, aside)?;
        }
        if let Err(error) = files::rename(&self.ready(), &present) {
            // Back to where it was; if that fails too, the next start puts the ready one in its place.
            aside.map_or(Ok(()), |aside| files::rename(&aside, &present))?;
            return Err(error);
        }
        Ok(aside)
    }

    /// Ends an exchange that was cut short: the vault was moved aside, and the one to take its place is ready.
    pub(crate) fn end_exchange(&self) -> Result<(), Error> {
        if !self.vault_dir().exists() && self.ready().exists() {
            files::rename(&self.ready(), &self.vault_dir()).map_err(|error| Error::File(error.kind()))?;
        }
        Ok(())
    }

    /// Where the vault is, also between the two renames of an exchange: who holds the lock ends that, and nobody else.
    pub(crate) fn standing_dir(&self) -> Option<PathBuf> {
        [self.vault_dir(), self.ready()].into_iter().find(|dir| dir.exists())
    }

    fn ready(&self) -> PathBuf {
        self.dir().join(READY)
    }

    fn free_aside(&self, now: DateTime<Utc>) -> PathBuf {
        let name = format!("{ASIDE}-{}", name_of(now));
        let further = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.clone()).chain(further).map(|name| self.dir().join(name));
        names.find(|path| !path.exists()).unwrap_or_default()
    }
}
