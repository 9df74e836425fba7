//! Opening the file, in an order that matters: key first, then proof, then ours or not, and only then anything that writes.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;
use rusqlite::ffi;
use zeroize::Zeroizing;

use crate::audit::Event;
use crate::watch::Watch;
use crate::{Conn, OpenError, StoreError, migrate, timers};

/// A raw SQLCipher key is 256 bits: <https://www.zetetic.net/sqlcipher/sqlcipher-api/#key> (Zetetic, SQLCipher API).
const KEY_DIGITS: usize = 64;

/// So long one connection waits for another, as the settings below say.
const BUSY: Duration = Duration::from_secs(5);

const WRITES: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE;

/// FULL loses nothing when the power fails; NORMAL may lose the last commits (SQLite, "PRAGMA synchronous").
/// 16 MiB of pages stay decrypted: the months that are worked on. A page that is read again costs 20 microseconds otherwise.
/// A short log keeps little at stake in a file whose damage SQLite does not notice (SQLite, "Write-Ahead Logging").
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = 5000;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA recursive_triggers = ON;
    PRAGMA mmap_size = 0;
    PRAGMA cache_size = -16384;
    PRAGMA wal_autocheckpoint = 200;
    PRAGMA journal_size_limit = 4194304;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA fullfsync = ON;
";

/// No edits of the schema behind SQL's back, and no text where a column name was mistyped.
const SWITCHES: [(DbConfig, bool); 3] = [
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
];

/// Makes a new file. If that fails half way, only what was made here is taken away again.
pub(crate) fn create(path: &Path, key_hex: &str) -> Result<Conn, OpenError> {
    new_file(path)?;
    let made = fill(path, key_hex);
    if made.is_err() {
        // The first error is the one worth telling.
        let _ = fs::remove_file(path);
    }
    made
}

fn fill(path: &Path, key_hex: &str) -> Result<Conn, OpenError> {
    let mut conn = connect(path, key_hex, WRITES)?;
    settle(&mut conn, None)?;
    Ok(conn)
}

/// A new file without our tables, under our settings.
#[cfg(feature = "tamper")]
pub(crate) fn empty(path: &Path, key_hex: &str) -> Result<Conn, OpenError> {
    let conn = create_empty(path, key_hex)?;
    configure(&conn)?;
    Ok(conn)
}

/// Opens a file that is there. An older one is brought to the present format where there is an event that tells of it.
pub(crate) fn open(path: &Path, key_hex: &str, update: Option<&Event>) -> Result<Conn, OpenError> {
    must_be_there(path)?;
    let mut conn = connect(path, key_hex, WRITES)?;
    let found = migrate::check_ours(&conn)?;
    if found < migrate::supported() && update.is_none() {
        return Err(OpenError::Older { found, supported: migrate::supported() });
    }
    settle(&mut conn, update)?;
    Ok(conn)
}

/// Makes a file for a copy to be written into.
pub(crate) fn create_empty(path: &Path, key_hex: &str) -> Result<Conn, OpenError> {
    new_file(path)?;
    connect(path, key_hex, WRITES)
}

/// A copy is opened without a right to write: its place may be a disk that cannot be written to, and looking changes nothing.
pub(crate) fn open_copy(path: &Path, key_hex: &str) -> Result<Conn, OpenError> {
    must_be_there(path)?;
    let conn = connect(path, key_hex, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    migrate::check_ours(&conn)?;
    conn.execute_batch(
        "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;",
    )?;
    conn.execute_batch(LOOK_AT_ALL)?;
    set_switches(&conn)?;
    timers::add_proof(&conn).map_err(opening)?;
    Ok(conn)
}

/// A bit copy of a damaged file: whatever of it can be read. It may be written to, since only then is the log beside it read.
pub(crate) fn open_damaged(path: &Path, key_hex: &str) -> Result<Conn, OpenError> {
    must_be_there(path)?;
    let conn = keyed(path, key_hex, WRITES)?;
    // Only under writable_schema does SQLite open a file that lost its end; query_only keeps everything from being written.
    conn.execute_batch(
        "PRAGMA query_only = ON; PRAGMA writable_schema = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;",
    )?;
    // A damaged page of the schema has no error of its own.
    prove(&conn).map_err(|_| OpenError::WrongKeyOrDamaged)?;
    migrate::check_ours(&conn)?;
    Ok(conn)
}

/// The settings every connection has.
pub(crate) fn configure(conn: &Conn) -> Result<(), OpenError> {
    conn.execute_batch(SETTINGS)?;
    #[cfg(feature = "tamper")]
    crate::tamper::weaken(conn)?;
    set_switches(conn)?;
    conn.set_prepared_statement_cache_capacity(128);
    timers::add_proof(conn).map_err(opening)
}

fn set_switches(conn: &Conn) -> Result<(), OpenError> {
    for (switch, wanted) in SWITCHES {
        if conn.set_db_config(switch, wanted)? != wanted {
            return Err(OpenError::Internal { code: ffi::SQLITE_MISUSE });
        }
    }
    Ok(())
}

/// Empties the write-ahead log into the file.
pub(crate) fn checkpoint(conn: &Conn) -> Result<(), StoreError> {
    let busy: i64 = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(StoreError::Internal { code: ffi::SQLITE_BUSY }) }
}

/// As `checkpoint`, where it may wait: another connection reads, or is doing just that. SQLite does not wait for a checkpoint
/// that is under way, whatever the busy timeout.
pub(crate) fn checkpoint_unless_busy(conn: &Conn) -> Result<(), StoreError> {
    match checkpoint(conn) {
        Err(StoreError::Internal { code: ffi::SQLITE_BUSY }) => Ok(()),
        done => done,
    }
}

/// As `checkpoint_unless_busy`, and nobody is waited for: whoever locks a screen wants it locked now.
pub(crate) fn checkpoint_if_free(conn: &Conn) -> Result<(), StoreError> {
    conn.busy_timeout(Duration::ZERO)?;
    let done = checkpoint_unless_busy(conn);
    conn.busy_timeout(BUSY)?;
    done
}

/// Opens without creating, gives the key, and proves it with the first read.
fn connect(path: &Path, key_hex: &str, access: OpenFlags) -> Result<Conn, OpenError> {
    let conn = keyed(path, key_hex, access)?;
    prove(&conn)?;
    Ok(conn)
}

/// The first read.
fn prove(conn: &Conn) -> Result<(), OpenError> {
    Ok(conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?)
}

fn keyed(path: &Path, key_hex: &str, access: OpenFlags) -> Result<Conn, OpenError> {
    if key_hex.len() != KEY_DIGITS || !key_hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(OpenError::WrongKeyOrDamaged);
    }
    let conn = Conn::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Until the file has proved to be ours, closing it must not move its log into it.
    leave_log(&conn).map_err(opening)?;
    conn.execute_batch(&Zeroizing::new(format!("PRAGMA key = \"x'{key_hex}'\";")))?;
    // OFF: keys lie in SQLCipher's own heap, locked and wiped, either way. ON locks and wipes every allocation of SQLite
    // besides, two system calls each, which was two thirds of all work (measured on 2,000,000 events), while the rows it
    // hands out, and the page on the screen, are in memory all the same.
    conn.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = OFF;")?;
    Ok(conn)
}

/// Closing this connection does not move the log into the file.
pub(crate) fn leave_log(conn: &Conn) -> Result<(), StoreError> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(())
}

/// As many pages are looked at while the person waits: 64 MiB, about half a second. More are looked at in the background.
const LOOKED_AT_NOW: i64 = 16_384;

/// For as long as everything is looked at: comparing an index of 2,000,000 rows with its table through 2 MiB of pages takes twice
/// as long (12.5 against 5.8 s of 717 MiB), since each page is decrypted many times.
const LOOK_AT_ALL: &str = "PRAGMA cache_size = -65536;";

/// A second connection that can only read, for a look at everything while the first one works.
pub(crate) fn open_to_read(path: &Path, key_hex: &str) -> Result<Conn, OpenError> {
    must_be_there(path)?;
    let conn = connect(path, key_hex, WRITES)?;
    migrate::check_ours(&conn)?;
    configure(&conn)?;
    conn.execute_batch(&format!("PRAGMA query_only = ON; {LOOK_AT_ALL}"))?;
    Ok(conn)
}

/// Has every connection that writes watched.
pub(crate) fn watch(conn: &Conn) -> Result<Watch, OpenError> {
    Watch::start(conn).map_err(opening)
}

/// Does the file have more pages than are looked at while the person waits?
pub(crate) fn is_unseen(conn: &Conn) -> Result<bool, StoreError> {
    let pages: i64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    Ok(pages > LOOKED_AT_NOW)
}

fn look_at_every_page(conn: &Conn) -> Result<(), OpenError> {
    let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(OpenError::WrongKeyOrDamaged) }
}

/// What may write: the settings, the migrations, the log left over from last time. Then a look at every page.
fn settle(conn: &mut Conn, update: Option<&Event>) -> Result<(), OpenError> {
    configure(conn)?;
    migrate::to_latest(conn, update)?;
    checkpoint_unless_busy(conn).map_err(opening)?;
    if !is_unseen(conn).map_err(opening)? {
        look_at_every_page(conn)?;
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Makes the file, readable by nobody else, and fails if anything is there.
fn new_file(path: &Path) -> Result<(), OpenError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(OpenError::AlreadyThere),
        Err(error) => Err(OpenError::Io(error)),
    }
}

/// An empty file opens with any key, and SQLite would delete the log beside it.
fn must_be_there(path: &Path) -> Result<(), OpenError> {
    match fs::metadata(path) {
        Ok(file) if file.len() == 0 => Err(OpenError::WrongKeyOrDamaged),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(OpenError::Missing),
        Err(error) => Err(OpenError::Io(error)),
    }
}

pub(crate) fn opening(error: StoreError) -> OpenError {
    match error {
        StoreError::Stopped => OpenError::Stopped,
        StoreError::Full => OpenError::Full,
        StoreError::Damaged { .. } => OpenError::WrongKeyOrDamaged,
        StoreError::Disk { code } | StoreError::Internal { code } => OpenError::Internal { code },
        StoreError::NotFound | StoreError::Conflict(_) | StoreError::Unrecorded => {
            OpenError::Internal { code: ffi::SQLITE_INTERNAL }
        }
    }
}
