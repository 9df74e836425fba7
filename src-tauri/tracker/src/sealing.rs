//! Exports sealed with a password: nothing of them is ever on the disk that the password does not open.

use std::path::Path;
use std::sync::Arc;

use vault::{Password, Sealed};

use crate::{Error, Tracker, sheet};

/// What files are sealed with.
#[derive(Clone, Debug)]
pub(crate) struct Seal(Arc<Password>);

impl Seal {
    /// Writes the files as one ZIP.
    pub(crate) fn write(&self, zip: &Path, files: &[Sealed<'_>]) -> Result<(), Error> {
        let bytes = vault::seal(files, &self.0).map_err(|error| Error::File(error.kind()))?;
        sheet::write_whole(zip, &bytes)
    }
}

/// Writes a file, or a ZIP with it.
pub(crate) fn write(file: &Path, bytes: &[u8], inside: &str, seal: Option<&Seal>) -> Result<(), Error> {
    match seal {
        Some(seal) => seal.write(file, &[(inside, bytes)]),
        None => sheet::write_whole(file, bytes),
    }
}

impl Tracker {
    /// Does something that writes files for people; with a password each of them goes into a ZIP that it alone opens.
    ///
    /// # Errors
    /// A password that is easily guessed, or that other programs may read otherwise; those of what is done.
    pub fn sealing<T>(
        &mut self,
        password: Option<&str>,
        doing: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.seal = password.map(|typed| self.chosen_seal(typed)).transpose()?;
        let done = doing(self);
        self.seal = None;
        done
    }

    fn chosen_seal(&self, typed: &str) -> Result<Seal, Error> {
        let wrong = |says: String| Error::field("seal", format!("{says} No file was written."));
        // WinZip's format names no alphabet: what is no ASCII is read by each program in its own way.
        if !typed.is_ascii() {
            return Err(wrong(
                "Other programs read only plain letters, digits and marks alike: use those.".to_owned(),
            ));
        }
        let password = Password::new(typed);
        let names = [self.practice.name.as_str()];
        password.check_rules(&names).map_err(|problem| wrong(problem.to_string()))?;
        Ok(Seal(Arc::new(password)))
    }
}
