//! Where a vault lives on disk, how it is made, and how it is unlocked.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use store::audit::Head;
use store::practice::PracticeRow;
use store::staff::NewStaff;
use store::{StaffId, Store};
use vault::{Anchor, HomeLock, Password, RecoveryKey, SlotRequest, VaultError, VaultFile, place};

use crate::backup::files;
use crate::change::{self, Scene};
use crate::clock::Clock;
use crate::op::{Access, Actor, Op};
use crate::opening::Entry;
use crate::practice::{self, Practice};
use crate::stamp::Stamper;
use crate::{Error, Tracker, health, protection, text};

/// The folder of the vault: key file and database, made and moved together.
const VAULT: &str = "practice";
/// Where a vault is made before it is moved to its place in one step.
const MAKING: &str = "practice.new";
const DATABASE: &str = "caretally.db";

/// The first row of an AUTOINCREMENT table has number 1.
const FIRST: StaffId = StaffId(1);

/// A place on disk for one vault.
#[derive(Clone, Debug)]
pub struct Home {
    dir: PathBuf,
    exports: PathBuf,
}

/// What is there.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Nothing: first run.
    Empty,
    /// A locked vault, and who may sign in.
    Vault {
        /// Sign-in names.
        sign_ins: Vec<String>,
    },
}

/// The practice and its first manager.
#[derive(Clone)]
pub struct FirstRun {
    /// Name of the practice.
    pub practice: String,
    /// IANA zone.
    pub time_zone: String,
    /// The manager's name.
    pub name: String,
    /// The manager's role.
    pub role: String,
    /// Credentials.
    pub credentials: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Password.
    pub password: String,
    /// True for the synthetic demo practice.
    pub demo: bool,
}

impl Home {
    /// `CARETALLY_HOME` if it is set, else the place this system keeps a program's local data.
    ///
    /// # Errors
    /// When the system names no such place.
    pub fn find() -> Result<Self, Error> {
        if let Some(dir) = std::env::var_os("CARETALLY_HOME").filter(|dir| !dir.is_empty()) {
            return Ok(Self::at(dir));
        }
        let dirs = directories::ProjectDirs::from("org", "Caretally", "Caretally").ok_or_else(|| {
            Error::refused("This system names no folder for a program's data. Set CARETALLY_HOME.")
        })?;
        let documents = directories::UserDirs::new()
            .and_then(|user| user.document_dir().map(Path::to_owned))
            .map(|dir| dir.join("Caretally"));
        let dir = dirs.data_local_dir().to_owned();
        let exports = documents.unwrap_or_else(|| dir.join("exports"));
        Ok(Self { dir, exports })
    }

    /// A vault in `dir`, with exports beside it.
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        let dir = dir.into();
        let exports = dir.join("exports");
        Self { dir, exports }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where exports are written.
    pub fn exports(&self) -> &Path {
        &self.exports
    }

    /// What is there. Reads the key file, opens nothing.
    ///
    /// # Errors
    /// A key file that is damaged, newer, or missing beside a database.
    pub fn standing(&self) -> Result<Standing, Error> {
        let Some(dir) = self.standing_dir() else { return Ok(Standing::Empty) };
        let vault = VaultFile::read(&dir)?;
        Ok(Standing::Vault { sign_ins: vault.sign_ins().into_iter().map(str::to_owned).collect() })
    }

    /// Makes a new vault with its first manager and opens it.
    ///
    /// # Errors
    /// A form field; a vault that is already there, which is not touched; the disk.
    pub fn set_up(
        &self,
        form: &FirstRun,
        clock: Arc<dyn Clock>,
    ) -> Result<(Tracker, Actor, RecoveryKey), Error> {
        let (row, manager) = first_rows(form, clock.now())?;
        let password = checked_password(&form.password, &[&form.practice, &form.name, &form.sign_in])?;
        let lock = self.lock()?;
        if self.vault_dir().exists() {
            return Err(Error::refused("There is a vault here already. It was not touched."));
        }
        let recovery = self.make(&row, &manager, &password, &*clock)?;
        let (tracker, actor) = self.open(lock, &form.sign_in, &password, clock, Entry::default())?;
        Ok((tracker, actor, recovery))
    }

    /// Key file and database are complete on disk before the folder gets its name, so a crash leaves none or both.
    fn make(
        &self,
        row: &PracticeRow,
        manager: &NewStaff,
        password: &Password,
        clock: &dyn Clock,
    ) -> Result<RecoveryKey, Error> {
        let now = clock.now();
        let making = self.dir.join(MAKING);
        if making.exists() {
            fs::remove_dir_all(&making).map_err(|error| Error::File(error.kind()))?;
        }
        fs::create_dir_all(&making).map_err(|error| Error::File(error.kind()))?;
        let (vault, key, recovery) = VaultFile::create(SlotRequest {
            staff_id: FIRST.get(),
            sign_in: manager.sign_in.as_deref().unwrap_or_default(),
            password,
            created_at: &now.to_rfc3339_opts(SecondsFormat::Secs, true),
            must_change: false,
        });
        let mut store = Store::create(&making.join(DATABASE), &key.hex())?;
        let head = self.first_change(&mut store, row, manager, &vault, clock)?;
        store.checkpoint()?;
        drop(store);
        vault.save(&making)?;
        Anchor::create(&making, key.anchor_key(), vault.vault_id(), health::noted(head))
            .map_err(|error| Error::File(error.kind()))?;
        files::rename(&making, &self.vault_dir()).map_err(|error| Error::File(error.kind()))?;
        Ok(recovery)
    }

    /// Unlocks and opens the vault.
    ///
    /// # Errors
    /// Wrong password; a vault that another process has open; a damaged or newer file, which is not touched.
    pub fn unlock(
        &self,
        sign_in: &str,
        password: &str,
        clock: Arc<dyn Clock>,
    ) -> Result<(Tracker, Actor), Error> {
        self.unlock_with_code(sign_in, password, None, clock)
    }

    /// As `unlock`, with the code of an authenticator app for who is asked for one.
    ///
    /// # Errors
    /// As `unlock`; [`Error::CodeNeeded`]; a wrong code, which is counted as a wrong password is.
    pub fn unlock_with_code(
        &self,
        sign_in: &str,
        password: &str,
        code: Option<&str>,
        clock: Arc<dyn Clock>,
    ) -> Result<(Tracker, Actor), Error> {
        let lock = self.lock()?;
        self.open(lock, sign_in, &Password::new(password), clock, Entry { code, old_keys: false })
    }

    /// As `unlock`, where a manager knows that the key file is older than the practice and the newer one is lost. Everybody
    /// else is refused until then: whoever put an old file back may have had a password in it that is not valid any more.
    ///
    /// # Errors
    /// As `unlock`; somebody who is no manager.
    pub fn unlock_with_old_keys(
        &self,
        sign_in: &str,
        password: &str,
        code: Option<&str>,
        clock: Arc<dyn Clock>,
    ) -> Result<(Tracker, Actor), Error> {
        let lock = self.lock()?;
        self.open(lock, sign_in, &Password::new(password), clock, Entry { code, old_keys: true })
    }

    /// Puts the copy of the key file from before its last change in the place of a damaged one, which is kept.
    ///
    /// # Errors
    /// No sound copy; a vault that another process has open; the disk.
    pub fn restore_previous_keys(&self) -> Result<(), Error> {
        let _lock = self.lock()?;
        VaultFile::restore_previous(&self.vault_dir())?;
        Ok(())
    }

    fn first_change(
        &self,
        store: &mut Store,
        row: &PracticeRow,
        manager: &NewStaff,
        keys: &VaultFile,
        clock: &dyn Clock,
    ) -> Result<Head, Error> {
        let (now, practice, id) = (clock.now(), Practice::of(row)?, FIRST);
        let stamp = Stamper::new(&self.dir, None, now).stamp(now, clock.mono_ms(), &practice);
        let actor = Actor { staff: id, name: manager.name.clone(), access: Access::Manager };
        let scene = Scene { actor: &actor, op: Op::SetUp, now, practice, stamp, work: None };
        let ((), head) = change::make(store, scene, |change| {
            store::practice::put(change.tx, row)?;
            let made = store::staff::insert(change.tx, manager)?;
            if made != id {
                return Err(Error::Unreadable("staff"));
            }
            protection::edit(change, keys, |_| ())?;
            change.trace.object(made.get()).note("demo", row.demo);
            Ok(())
        })?;
        Ok(head)
    }

    pub(crate) fn vault_dir(&self) -> PathBuf {
        self.dir.join(VAULT)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.vault_dir().join(DATABASE)
    }

    /// Refuses a folder that cannot hold a database, and takes the others for this process.
    pub(crate) fn lock(&self) -> Result<HomeLock, Error> {
        place::check(&self.dir).map_err(|problem| Error::refused(problem.to_string()))?;
        fs::create_dir_all(&self.dir).map_err(|error| Error::File(error.kind()))?;
        let lock = HomeLock::take(&self.dir)?;
        self.end_exchange()?;
        Ok(lock)
    }
}

/// A password that keeps the rules, given who it must not be named after.
pub(crate) fn checked_password(text: &str, names: &[&str]) -> Result<Password, Error> {
    let password = Password::new(text);
    password.check_rules(names).map_err(|problem| Error::field("password", problem.to_string()))?;
    Ok(password)
}

fn first_rows(form: &FirstRun, now: DateTime<Utc>) -> Result<(PracticeRow, NewStaff), Error> {
    practice::zone(&form.time_zone, "time_zone")?;
    let practice = PracticeRow {
        name: text::required(&form.practice, "practice")?,
        time_zone: form.time_zone.clone(),
        place: rules::Place::NonFacility.as_str().to_owned(),
        demo: form.demo,
        rules_json: "{}".to_owned(),
        assigned_only: false,
        created_at: now,
    };
    let manager = NewStaff {
        name: text::required(&form.name, "name")?,
        role: crate::staff::role(&form.role)?.as_str().to_owned(),
        access: Access::Manager.slug().to_owned(),
        credentials: text::line(&form.credentials, "credentials")?,
        npi: None,
        sign_in: Some(text::required(&form.sign_in, "sign_in")?),
        team_training: None,
        scope_document: false,
        active: true,
        created_at: now,
    };
    Ok((practice, manager))
}

/// What a failed unlock must not say apart: an unknown name and a wrong password.
pub fn is_wrong_password(error: &Error) -> bool {
    matches!(error, Error::Vault(VaultError::WrongPassword))
}
