//! The encrypted database: the only crate that contains SQL, one file per table.

pub mod accounts;
pub mod appearance;
pub mod assignments;
pub mod audit;
pub mod backup;
pub mod before;
pub mod billed_elsewhere;
pub mod billing;
pub mod closures;
pub mod codes;
pub mod conditions;
pub mod emergencies;
pub mod enrollments;
pub mod entries;
pub mod export_lines;
pub mod exports;
pub mod find;
pub mod gaps;
pub mod insights;
pub mod mdm;
pub mod month_closes;
pub mod oncology_plans;
pub mod own_services;
pub mod patients;
pub mod planning_talks;
pub mod practice;
pub mod preferences;
pub mod protection;
pub mod rare_events;
pub mod reviewing;
pub mod rule_packs;
pub mod rule_sets;
pub mod salvage;
pub mod seldom;
pub mod sign_offs;
pub mod staff;
pub mod statements;
#[cfg(feature = "tamper")]
pub mod tamper;
pub mod tcm;
pub mod timer_parts;
pub mod timers;
pub mod timing;
pub mod voids;
pub mod worklist;

mod catalog;
mod columns;
mod error;
mod halt;
mod ids;
mod integrity;
mod migrate;
mod open;
mod reader;
mod row_changes;
#[cfg(test)]
mod sample;
mod watch;

use std::path::Path;

use rusqlite::TransactionBehavior;

use watch::Watch;

pub use catalog::Sha;
pub use error::{OpenError, StoreError, Unique};
pub use halt::Halt;
pub use ids::{
    BilledElsewhereId, ConditionId, ContactId, EmergencyId, EnrollmentId, EntryId, EpisodeId, ExportId,
    GapId, PatientId, PlanId, RulePackId, ServiceId, SignOffId, StaffId, TalkId, TimerId,
};
pub use integrity::problems;
pub use migrate::supported;
pub use reader::Reader;
pub use row_changes::RowChange;

/// An open database, for reading.
pub type Conn = rusqlite::Connection;

/// An open transaction: a function that takes one writes.
pub type Tx<'a> = rusqlite::Transaction<'a>;

/// An open database. It belongs to one thread at a time.
pub struct Store {
    conn: Conn,
    watch: Watch,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Makes a new encrypted database; 64 hexadecimal digits are its key.
    pub fn create(path: &Path, key_hex: &str) -> Result<Self, OpenError> {
        Self::watched(open::create(path, key_hex)?)
    }

    /// Opens an encrypted database of this program's format. A file that does not open is left exactly as it was.
    ///
    /// # Errors
    /// [`OpenError::Older`], which [`Store::update`] opens; a wrong key, damage, a newer format.
    pub fn open(path: &Path, key_hex: &str) -> Result<Self, OpenError> {
        Self::watched(open::open(path, key_hex, None)?)
    }

    /// As `open`, and brings an older database to the format of this program: all steps, and the event that tells of them,
    /// in one transaction. Make a backup before.
    ///
    /// # Errors
    /// As for `open`; [`OpenError::Migration`], and then nothing was changed.
    pub fn update(path: &Path, key_hex: &str, event: &audit::Event) -> Result<Self, OpenError> {
        Self::watched(open::open(path, key_hex, Some(event))?)
    }

    /// An empty database that vanishes when it is dropped, of the same format and under the same settings.
    pub fn in_memory() -> Result<Self, OpenError> {
        let mut conn = Conn::open_in_memory()?;
        open::configure(&conn)?;
        migrate::to_latest(&mut conn, None)?;
        Self::watched(conn)
    }

    fn watched(conn: Conn) -> Result<Self, OpenError> {
        Ok(Self { watch: open::watch(&conn)?, conn })
    }

    /// Runs a read.
    pub fn read<T, E: From<StoreError>>(&self, read: impl FnOnce(&Conn) -> Result<T, E>) -> Result<T, E> {
        read(&self.conn)
    }

    /// Runs a write in one transaction: all of it happens, or on an error (or a panic) none of it.
    ///
    /// A row that was changed and that no event tells of is an error: nothing happens that the audit does not know.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        write: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        self.watch.forget();
        let value = write(&tx)?;
        if self.watch.holds_changes() {
            return Err(StoreError::Unrecorded.into());
        }
        tx.commit().map_err(StoreError::from)?;
        Ok(value)
    }

    /// From now on its statements end with [`StoreError::Stopped`] when the word is said; none: they run to their end.
    pub fn heed(&self, halt: Option<&Halt>) -> Result<(), StoreError> {
        halt::heed(&self.conn, halt)
    }

    /// Moves everything from the write-ahead log into the file, and empties the log.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        open::checkpoint(&self.conn)
    }

    /// As `checkpoint`, where it may wait: while a [`Reader`] reads, the log is left for the next time.
    pub fn checkpoint_unless_read(&self) -> Result<(), StoreError> {
        open::checkpoint_unless_busy(&self.conn)
    }

    /// As `checkpoint_unless_read`, and nobody is waited for.
    pub fn checkpoint_if_free(&self) -> Result<(), StoreError> {
        open::checkpoint_if_free(&self.conn)
    }

    /// Is the file so large that opening it left its pages for the check in the background?
    pub fn is_unseen(&self) -> Result<bool, StoreError> {
        open::is_unseen(&self.conn)
    }

    /// From now on nothing moves from the log into the file, not even at closing: for a damaged file, which is evidence.
    pub fn leave_as_it_is(&self) -> Result<(), StoreError> {
        open::leave_log(&self.conn)
    }

    /// Everything that is wrong with the file, in SQLite's words; nothing means it is sound.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        self.checkpoint()?;
        integrity::problems(&self.conn)
    }
}
