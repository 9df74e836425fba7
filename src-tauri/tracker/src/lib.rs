//! What a care team does: rules, store and clock put together, with no window.
//!
//! Every change goes through [`Tracker`] with an [`Actor`], has an [`Op`], and writes its audit line in the same transaction.

use std::sync::Arc;

use store::{Store, StoreError};
use vault::{DataKey, HomeLock, Password, VaultFile};

use away::Presence;
use health::Trust;
use marks::OpenMark;
use steady::Steady;
use undo::Deeds;

mod actor;
pub mod appearance;
pub mod away;
pub mod backup;
pub mod bar;
pub mod billed_elsewhere;
pub mod call_window;
mod case;
mod change;
pub mod checklist;
pub mod claim_history;
pub mod claims;
pub mod clock;
pub mod closures;
pub mod codes;
pub mod day;
pub mod demo;
pub mod desk;
pub mod emergency;
pub mod enrollments;
pub mod entries;
mod error;
mod exchange;
pub mod export;
pub mod fees;
pub mod gaps;
pub mod glance;
pub mod guide;
pub mod health;
mod heartbeat;
pub mod home;
pub mod import;
pub mod insights;
pub mod knobs;
mod marks;
mod month;
mod moving;
pub mod new_keys;
pub mod oncology;
mod op;
mod opening;
pub mod overlaps;
pub mod own_services;
pub mod packs;
pub mod papers;
pub mod passwords;
pub mod patient_month;
pub mod patients;
pub mod people;
mod pile;
pub mod planning;
pub mod practice;
pub mod protection;
pub mod reasons;
pub mod record;
mod recovery;
pub mod review;
pub mod rights;
pub mod rule_packs;
pub mod running;
pub mod salvage;
mod sealing;
pub mod sent;
pub mod services;
mod sheet;
pub mod sight;
pub mod signing;
pub mod staff;
mod stamp;
mod steady;
mod stretches;
pub mod tcm;
mod text;
pub mod timers;
pub mod timing;
pub mod today;
mod trace;
pub mod typed_time;
pub mod undo;
mod update;
pub mod verify;
pub mod view;
pub mod what_if;
pub mod work;
mod write_out;
pub mod x12;

pub use clock::{Clock, ManualClock, SystemClock};
pub use error::{Code, Error};
pub use health::{AnchorState, Health, ReadOnly};
pub use heartbeat::ClockJump;
pub use home::{FirstRun, Home, Standing};
pub use op::{Access, Actor, Op};
pub use practice::Practice;
pub use protection::Warning;
pub use rights::Right;
pub use store::timer_parts::PartRow;
pub use store::{
    BilledElsewhereId, ContactId, EmergencyId, EnrollmentId, EntryId, EpisodeId, ExportId, GapId, PatientId,
    PlanId, ServiceId, StaffId, TalkId, TimerId,
};
pub use vault::RecoveryKey;

/// An unlocked vault and the clock it goes by. While it lives, no other process can open the vault.
pub struct Tracker {
    store: Store,
    vault: VaultFile,
    key: DataKey,
    home: Home,
    practice: Practice,
    clock: Arc<dyn Clock>,
    steady: Steady,
    presence: Presence,
    deeds: Deeds,
    backups: Arc<backup::Desk>,
    /// What somebody waits for, and may stop.
    work: Option<work::Work>,
    /// This opening of the vault: what was found out beside it is of the one in which that began.
    opening: Arc<()>,
    /// What files for people are sealed with, while they are.
    seal: Option<sealing::Seal>,
    // The order in which they are dropped: the database closes, its last head is noted, the mark of being open goes, and
    // then another process may come.
    trust: Trust,
    sights: view::Sights,
    mark: OpenMark,
    #[expect(dead_code, reason = "held for its life: dropping it lets another process in")]
    lock: HomeLock,
}

impl std::fmt::Debug for Tracker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tracker")
    }
}

impl Tracker {
    /// Where the vault lives.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The present instant.
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.clock.now()
    }

    /// Today in the practice's zone.
    pub fn today_date(&self) -> chrono::NaiveDate {
        self.practice.day(self.clock.now())
    }

    /// Nothing may be written to this vault now; `health` says why.
    pub fn is_read_only(&self) -> bool {
        self.trust.is_read_only()
    }

    /// Names that may sign in.
    pub fn sign_ins(&self) -> Vec<String> {
        self.vault.sign_ins().into_iter().map(str::to_owned).collect()
    }

    /// Signs a person in to a vault that is open already: after a screen lock, or instead of somebody else.
    ///
    /// # Errors
    /// Wrong password; a person who no longer works here.
    pub fn sign_in(&mut self, sign_in: &str, password: &str) -> Result<Actor, Error> {
        self.sign_in_with_code(sign_in, password, None)
    }

    /// As `sign_in`, with the code of an authenticator app for who is asked for one.
    ///
    /// # Errors
    /// As `sign_in`; [`Error::CodeNeeded`]; a wrong code, which is counted as a wrong password is.
    pub fn sign_in_with_code(
        &mut self,
        sign_in: &str,
        password: &str,
        code: Option<&str>,
    ) -> Result<Actor, Error> {
        let (now, dir) = (self.clock.now().timestamp(), self.home.vault_dir());
        let unlocked = self.vault.try_password(&dir, sign_in, &Password::new(password), now)?;
        let actor = self.actor(StaffId(unlocked.staff_id))?;
        let passed = self.pass(&actor, sign_in, code)?;
        self.settle_searches()?;
        self.sights = view::Sights::default();
        self.trust.stamper.begin_session();
        self.deeds.begin_session(actor.staff);
        self.record_sign_in(&actor, passed)?;
        Ok(actor)
    }

    /// A person signed in before, as the record has them now; none who no longer works here.
    ///
    /// # Errors
    /// The disk.
    pub fn on_record(&self, actor: &Actor) -> Result<Option<Actor>, Error> {
        match self.actor(actor.staff) {
            Ok(actor) => Ok(Some(actor)),
            Err(error) if home::is_wrong_password(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Who acts, as the database has it: it decides over the key file.
    fn actor(&self, staff: StaffId) -> Result<Actor, Error> {
        let row = match self.store.read(|conn| store::staff::by_id(conn, staff)) {
            // A slot whose row was never committed: the program ended in between.
            Err(StoreError::NotFound) => return Err(Error::Vault(vault::VaultError::WrongPassword)),
            row => row?,
        };
        if !row.active || row.sign_in.is_none() {
            return Err(Error::Vault(vault::VaultError::WrongPassword));
        }
        let access = Access::parse(&row.access).ok_or(Error::Unreadable("access"))?;
        Ok(Actor { staff, name: row.name, access })
    }

    /// Writes what is still in the journal into the database file, and the newest head beside it: on lock, when nothing
    /// happens, and at exit.
    ///
    /// # Errors
    /// The disk.
    pub fn settle_journal(&self) -> Result<(), Error> {
        if self.trust.health.read_only == Some(ReadOnly::Damaged) {
            // What is damaged stays as it is, down to the byte.
            return Ok(self.store.leave_as_it_is()?);
        }
        self.store.checkpoint_unless_read()?;
        self.settle_head()
    }

    /// As [`Tracker::settle_journal`] at a lock: while a check or a backup reads, the journal is left for the next time.
    ///
    /// # Errors
    /// The disk.
    pub fn settle_at_lock(&self) -> Result<(), Error> {
        if self.trust.health.read_only == Some(ReadOnly::Damaged) {
            return Ok(self.store.leave_as_it_is()?);
        }
        self.store.checkpoint_if_free()?;
        self.settle_head()
    }

    /// Waits until the newest head is on the disk: no change waits for that by itself.
    ///
    /// # Errors
    /// The disk.
    pub fn settle_head(&self) -> Result<(), Error> {
        let flushed = self.trust.anchor.as_ref().map_or(Ok(()), vault::AnchorWriter::flush);
        flushed.map_err(|error| Error::File(error.kind()))
    }
}
