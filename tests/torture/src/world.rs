//! A vault on the disk for one case: laid out from one that was made once, since keys are slow to make on purpose.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use store::{EntryId, Reader, StoreError};
use tempfile::TempDir;
use tracker::{Actor, Clock, Error, Home, ManualClock, Tracker};
use vault::{DataKey, Password, VaultFile};

use crate::practice::{self, PASSWORD, SIGN_IN};
use crate::report::Run;
use crate::stopwatch::Stopwatch;

/// How long a process takes to become its program, at the very most.
const STARTING_S: f64 = 10.0;

/// A Monday morning, ten o'clock in the practice.
const MONDAY: &str = "2026-11-02T15:00:00Z";

/// The files of a closed vault, by name, with the bytes of each.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// The vault that every case begins with.
#[derive(Clone)]
pub(crate) struct Template {
    files: Files,
    key: [u8; 32],
}

impl Template {
    pub(crate) fn make(within: &Path) -> Self {
        let dir = tempfile::tempdir_in(within).unwrap();
        let clock = Arc::new(ManualClock::at(at("2025-01-02T14:00:00Z")));
        let (mut tracker, _, _) = Home::at(dir.path()).set_up(&practice::first_run(), clock).unwrap();
        practice::fill(&mut tracker);
        drop(tracker);
        let vault = dir.path().join("practice");
        let mut keys = VaultFile::read(&vault).unwrap();
        let key = keys.unlock(&vault, SIGN_IN, &Password::new(PASSWORD), 0).unwrap().key;
        Self { files: files(&vault), key: unhex(&key.hex()) }
    }

    /// The key of the database.
    pub(crate) fn key(&self) -> DataKey {
        DataKey::from_bytes(self.key)
    }

    /// The files of the closed vault.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }
}

/// A folder with a vault in it.
pub(crate) struct World {
    dir: TempDir,
    key: DataKey,
}

impl World {
    /// The practice as it was made.
    pub(crate) fn new(run: &Run) -> Self {
        Self::of(run, &run.template.files)
    }

    /// The same on a disk that keeps it, where waiting for the disk means something.
    pub(crate) fn on_disk(run: &Run) -> Self {
        let world = Self::empty_on_disk(run, run.template.key());
        world.put_back(&run.template.files);
        world
    }

    /// A folder on a disk for the files of a vault with this key.
    pub(crate) fn empty_on_disk(run: &Run, key: DataKey) -> Self {
        let world = Self { dir: run.folder_on_disk(), key };
        fs::create_dir_all(world.vault()).unwrap();
        world
    }

    /// These files as a vault of the practice.
    pub(crate) fn of(run: &Run, files: &[(String, Vec<u8>)]) -> Self {
        let world = Self { dir: run.folder(), key: run.template.key() };
        fs::create_dir_all(world.vault()).unwrap();
        world.put_back(files);
        world
    }

    pub(crate) fn home(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.home().join("practice")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.vault().join("caretally.db")
    }

    pub(crate) fn key(&self) -> DataKey {
        self.key.clone()
    }

    /// Every file of the vault with its bytes; it must be closed, or nobody may be writing.
    pub(crate) fn files(&self) -> Files {
        files(&self.vault())
    }

    /// The files as they were, and nothing else.
    pub(crate) fn put_back(&self, files: &[(String, Vec<u8>)]) {
        lay_out(&self.vault(), files);
    }

    /// Opens the vault as its manager.
    pub(crate) fn open(&self, clock: Arc<dyn Clock>) -> Result<Tracker, Error> {
        open(self.home(), self.key(), clock)
    }

    /// Opens the vault on that Monday.
    pub(crate) fn open_on_monday(&self) -> Result<Tracker, Error> {
        self.open(Arc::new(ManualClock::at(monday())))
    }

    /// A look at the database of its own.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&store::Conn) -> Result<T, StoreError>) -> T {
        Reader::open(&self.database(), &self.key.hex()).unwrap().read(read).unwrap()
    }

    /// The seconds of every entry, by number.
    pub(crate) fn entries(&self) -> BTreeMap<i64, i64> {
        entries(&self.database(), &self.key)
    }
}

/// These files in a folder, and nothing else.
pub(crate) fn lay_out(vault: &Path, files: &[(String, Vec<u8>)]) {
    for file in fs::read_dir(vault).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    files.iter().for_each(|(name, bytes)| fs::write(vault.join(name), bytes).unwrap());
}

/// The seconds of every entry of a database, by number.
pub(crate) fn entries(database: &Path, key: &DataKey) -> BTreeMap<i64, i64> {
    let entry = |conn: &store::Conn, id| match store::entries::by_id(conn, EntryId(id)) {
        Ok(row) => Some(Ok((id, (row.ended_at - row.started_at).num_seconds()))),
        Err(StoreError::NotFound) => None,
        Err(error) => Some(Err(error)),
    };
    let mut reader = Reader::open(database, &key.hex()).unwrap();
    reader.read(|conn| (1..).map_while(|id| entry(conn, id)).collect::<Result<_, StoreError>>()).unwrap()
}

/// Opens a vault as its manager, by its key. A process that another case starts just now has our locks, too, until it becomes
/// the program that it is to run: on a busy computer that is waited for.
pub(crate) fn open(home: &Path, key: DataKey, clock: Arc<dyn Clock>) -> Result<Tracker, Error> {
    let watch = Stopwatch::start();
    loop {
        match open_now(home, key.clone(), Arc::clone(&clock)) {
            Err(Error::Vault(vault::VaultError::AlreadyOpen { .. })) if watch.seconds() < STARTING_S => {
                std::thread::yield_now();
            }
            opened => return opened,
        }
    }
}

/// The same, and does not wait.
pub(crate) fn open_now(home: &Path, key: DataKey, clock: Arc<dyn Clock>) -> Result<Tracker, Error> {
    let Actor { staff, .. } = practice::manager();
    Ok(Home::at(home).open_with_key(key, staff, clock)?.0)
}

/// Every file of a folder with its bytes, by name; SQLite's index of the log holds nothing that is not elsewhere.
pub(crate) fn files(dir: &Path) -> Files {
    let mut files: Files = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with("-shm"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

pub(crate) fn monday() -> DateTime<Utc> {
    at(MONDAY)
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// 64 hexadecimal digits as bytes.
pub(crate) fn unhex(digits: &str) -> [u8; 32] {
    std::array::from_fn(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap())
}

/// A figure of this process's memory, as Linux counts it: `VmRSS` now, `VmHWM` at its highest.
pub(crate) fn memory_kib(figure: &str) -> i64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':')).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
