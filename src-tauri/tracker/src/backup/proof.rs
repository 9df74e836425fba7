//! Is a backup what it says it is, and would it open: nothing counts as one before this was answered.

use std::path::{Path, PathBuf};

use store::backup::{StoredCopy, census};
use store::{Halt, audit};
use vault::{DataKey, Password, VaultFile};

use super::manifest::{Manifest, Signed, sha256};
use super::{Backup, DATABASE, KEYS, PROVING, files, list, manifest, second};
use crate::op::{Actor, Op};
use crate::work::{Stage, Work};
use crate::{Error, Tracker, verify};

/// What was found of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What it says of itself.
    pub manifest: Manifest,
    /// What is wrong with it, a sentence each; empty when it is good.
    pub faults: Vec<String>,
}

impl Proof {
    /// Nothing is wrong with it.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Looks at everything: signature, every byte of both files, every page, the whole record, every row against it, all counts.
pub fn prove(dir: &Path, key: &DataKey) -> Result<Proof, Error> {
    prove_heeding(dir, key, &Work::default())
}

/// As `prove`; cut short, it has found nothing.
pub(crate) fn prove_heeding(dir: &Path, key: &DataKey, work: &Work) -> Result<Proof, Error> {
    work.step(Stage::Reading, 0, 1)?;
    let signed = Signed::read(dir)?;
    let mut faults = Vec::new();
    if !signed.is_by(&key.backup_key()) {
        faults
            .push("Its description (manifest.json) was not written by Caretally for this vault.".to_owned());
    }
    let manifest = signed.manifest;
    for (file, expected) in [(DATABASE, &manifest.sha256), (KEYS, &manifest.keys_sha256)] {
        match sha256(&dir.join(file), work.halt()) {
            Ok(found) if found == *expected => {}
            Ok(_) => faults.push(format!("{file} is not as it was when the backup was made.")),
            Err(error) => faults.push(format!("{file} cannot be read: {}.", error.kind())),
        }
    }
    if faults.is_empty() {
        faults = opened(&dir.join(DATABASE), key, &manifest, work);
    }
    work.go_on()?;
    Ok(Proof { manifest, faults })
}

/// Opens the copy and looks at all of it.
pub(super) fn opened(file: &Path, key: &DataKey, manifest: &Manifest, work: &Work) -> Vec<String> {
    work.at(Stage::Checking, 0, 1);
    let looked = StoredCopy::open(file, &key.hex()).map_err(Error::from).and_then(|copy| {
        copy.heeding(work.halt())?.read(|conn| -> Result<_, Error> {
            let pages = store::problems(conn)?;
            let record = verify::chain_faults(&audit::verify(conn)?);
            let counted = manifest.clone().counted(census(conn)?);
            Ok((pages, record, counted))
        })
    });
    let (pages, record, counted) = match looked {
        Ok(looked) => looked,
        Err(error) => return vec![format!("It does not open: {error}")],
    };
    let mut faults: Vec<String> = pages.iter().map(|page| format!("The database file: {page}.")).collect();
    faults.extend(record);
    if counted != *manifest {
        faults.push("Its rows and events are not as many as its description says.".to_owned());
    }
    faults
}

/// Looks at a backup by the password of somebody who could sign in when it was made. Nothing is written anywhere.
///
/// # Errors
/// No backup; a wrong password.
pub fn verify_by_password(dir: &Path, sign_in: &str, password: &str, now: i64) -> Result<Proof, Error> {
    let aside = tempfile::tempdir().map_err(|error| Error::File(error.kind()))?;
    let mut keys = VaultFile::read(dir)?;
    let unlocked = keys.unlock(aside.path(), sign_in, &Password::new(password), now)?;
    prove(dir, &unlocked.key)
}

/// The monthly proof, which may run on another thread.
pub struct ProofJob {
    from: PathBuf,
    to: PathBuf,
    key: DataKey,
    work: Work,
}

impl std::fmt::Debug for ProofJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ProofJob")
    }
}

const STOPPED: &str = "The proof was stopped before it was finished, so nobody knows yet whether this backup is good. Nothing was \
                       changed; the last proof is the one before.";

impl ProofJob {
    /// As work that somebody may stop.
    #[must_use]
    pub fn heeding(self, work: &Work) -> Self {
        Self { work: work.clone(), ..self }
    }

    /// Brings the backup to this PC, opens it there, looks at all of it, and takes it away again.
    ///
    /// # Errors
    /// No room for it here; a second place that is gone; [`Error::Stopped`].
    pub fn run(self) -> Result<Proof, Error> {
        self.work.at(Stage::Copying, 0, 1);
        let brought = bring(&self.from, &self.to, self.work.halt());
        let proof = match brought {
            Ok(()) => prove_heeding(&self.to, &self.key, &self.work),
            Err(error) => Err(Error::refused(format!(
                "The backup could not be read from the second place: {}.",
                error.kind()
            ))),
        };
        files::remove(&self.to).map_err(|error| Error::File(error.kind()))?;
        self.work.told(proof, STOPPED)
    }
}

fn bring(from: &Path, to: &Path, halt: &Halt) -> std::io::Result<()> {
    files::fresh_folder(to)?;
    for name in std::fs::read_dir(from)?.flatten().map(|entry| entry.file_name()) {
        files::copy(&from.join(&name), &to.join(&name), halt)?;
    }
    Ok(())
}

impl Tracker {
    /// The newest backup of the second place, to be proved; where there is no second place, the newest of this PC.
    ///
    /// # Errors
    /// Access; no backup there.
    pub fn proof_job(&self, actor: &Actor) -> Result<ProofJob, Error> {
        if !Op::ProveBackup.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        let folder = second::read(&self.home).map_or(self.home.backups(), |second| second.folder());
        let vault_id = manifest::hex(&self.vault.vault_id());
        let newest: Backup = list(&folder)
            .into_iter()
            .find(|backup| backup.manifest.vault_id == vault_id)
            .ok_or_else(|| Error::refused(format!("There is no backup in {}.", folder.display())))?;
        Ok(ProofJob {
            from: newest.dir,
            to: self.home.backups().join(PROVING),
            key: self.key.clone(),
            work: Work::default(),
        })
    }

    /// Writes down what a proof found.
    ///
    /// # Errors
    /// The disk.
    pub fn note_proof(&mut self, actor: &Actor, proof: &Proof) -> Result<(), Error> {
        self.change(actor, Op::ProveBackup, |change| {
            let manifest = &proof.manifest;
            change.trace.note("good", proof.is_good()).note("head", manifest.head_seq);
            change.trace.note("made_at", manifest.made_at.to_rfc3339());
            Ok(())
        })
    }
}
