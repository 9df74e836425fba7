//! Opening a vault, in an order in which nothing is written before it is known that it may be.

use std::path::Path;
use std::sync::Arc;

use store::StaffId;
use store::audit::Event;
use vault::{Anchor, DataKey, FailedTry, HomeLock, Password, Space, Unlocked, VaultFile, place};

use crate::away::Presence;
use crate::clock::Clock;
use crate::codes::Passed;
use crate::health::{self, Health, Trust};
use crate::marks::{self, OpenMark};
use crate::op::{Access, Actor, Op};
use crate::practice::Practice;
use crate::protection::{self, KeyFile};
use crate::stamp::Stamper;
use crate::steady::Steady;
use crate::undo::Deeds;
use crate::view::Sights;
use crate::{Error, Home, Tracker, rule_packs, update};

/// Failed tries that are in the audit already can only be among the events written at the sign-ins before; so far back one
/// looks for them.
const LOOKED_BACK: i64 = 1_000;

impl Home {
    /// With a password.
    pub(crate) fn open(
        &self,
        lock: HomeLock,
        sign_in: &str,
        password: &Password,
        clock: Arc<dyn Clock>,
        entry: Entry<'_>,
    ) -> Result<(Tracker, Actor), Error> {
        let dir = self.vault_dir();
        let mut vault = VaultFile::read(&dir)?;
        let Unlocked { staff_id, key, .. } =
            vault.try_password(&dir, sign_in, password, clock.now().timestamp())?;
        lock.set_who(sign_in);
        let who = Actor { staff: StaffId(staff_id), name: sign_in.to_owned(), access: Access::Auditor };
        let opened = self.assemble(lock, vault, key, &who, clock)?;
        opened.enter(StaffId(staff_id), sign_in, entry)
    }

    /// As [`Home::unlock`], by the key itself: a thousand openings would otherwise be a thousand slow key derivations.
    ///
    /// # Errors
    /// As for unlocking.
    #[cfg(feature = "tamper")]
    pub fn open_with_key(
        &self,
        key: DataKey,
        staff: StaffId,
        clock: Arc<dyn Clock>,
    ) -> Result<(Tracker, Actor), Error> {
        let lock = self.lock()?;
        let vault = VaultFile::read(&self.vault_dir())?;
        let who = Actor { staff, name: String::new(), access: Access::Auditor };
        let opened = self.assemble(lock, vault, key, &who, clock)?;
        opened.enter(staff, "", Entry::default())
    }

    /// Opens the database with its key and looks at everything that vouches for it. Writes nothing to it but a newer format, in
    /// the name of who comes in.
    pub(crate) fn assemble(
        &self,
        lock: HomeLock,
        vault: VaultFile,
        key: DataKey,
        who: &Actor,
        clock: Arc<dyn Clock>,
    ) -> Result<Opened, Error> {
        let dir = self.vault_dir();
        let store = update::open(self, &vault, &key, who, &*clock)?;
        let practice = store.read(Practice::load)?;
        let keys = store.read(|conn| protection::compare(conn, &vault))?;
        let (anchor, reading) = Anchor::open(&dir, key.anchor_key(), vault.vault_id())
            .map_err(|error| Error::File(error.kind()))?;
        let state = store.read(|conn| health::compare(conn, reading))?;
        let space = place::space(&dir).map_err(|error| Error::File(error.kind()))?;
        let (mark, unclean_exit) = OpenMark::set(&dir);
        if unclean_exit {
            marks::forget_checked(&dir);
        }
        let newest = store.read(store::audit::head)?.map(|head| head.wall_ms);
        let health = Health {
            anchor: state,
            read_only: health::read_only(state, space),
            unclean_exit,
            low_space: low(space),
            checked: marks::checked(&dir),
            faults: Vec::new(),
            clock: None,
            unseen: store.is_unseen()?,
        };
        let stamper = Stamper::new(self.dir(), newest, clock.now());
        let trust = Trust { stamper, anchor: None, health };
        let tracker = Tracker {
            store,
            vault,
            key,
            home: self.clone(),
            practice,
            steady: Steady::new(clock.counts_sleep()),
            presence: Presence::default(),
            deeds: Deeds::default(),
            backups: Arc::default(),
            work: None,
            opening: Arc::default(),
            seal: None,
            clock,
            trust,
            sights: Sights::default(),
            mark,
            lock,
        };
        Ok(Opened { tracker, keys, anchor })
    }
}

/// What somebody says besides name and password.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry<'a> {
    /// The code of an authenticator app.
    pub(crate) code: Option<&'a str>,
    /// A manager knows that the key file is an older one, and goes on with it.
    pub(crate) old_keys: bool,
}

/// A vault whose database is open and that nobody has signed in to yet.
pub(crate) struct Opened {
    pub(crate) tracker: Tracker,
    pub(crate) keys: KeyFile,
    pub(crate) anchor: Option<Anchor>,
}

impl Opened {
    /// Somebody signs in to it: from here on it is written to.
    fn enter(self, staff: StaffId, sign_in: &str, entry: Entry<'_>) -> Result<(Tracker, Actor), Error> {
        let Self { mut tracker, keys, anchor } = self;
        let actor = tracker.actor(staff)?;
        let passed = tracker.pass(&actor, sign_in, entry.code)?;
        if keys == KeyFile::Old && !(entry.old_keys && actor.access == Access::Manager) {
            return Err(Error::OldKeys);
        }
        tracker.follow(anchor)?;
        tracker.record_sign_in(&actor, passed)?;
        tracker.adopt_keys(&actor, keys)?;
        tracker.interrupt_all()?;
        Ok((tracker, actor))
    }
}

impl Tracker {
    /// From now on the newest head is noted outside of the database; where actions are missing, the note must go on saying so.
    pub(crate) fn follow(&mut self, anchor: Option<Anchor>) -> Result<(), Error> {
        if let (Some(anchor), false) = (anchor, self.trust.is_read_only()) {
            self.trust.follow(anchor)?;
        }
        Ok(())
    }
}

fn low(space: Space) -> Option<u64> {
    match space {
        Space::Plenty => None,
        Space::Low { mib } | Space::TooLow { mib } => Some(mib),
    }
}

impl Tracker {
    /// Writes that somebody signed in, and who had tried in vain before. Where nothing may be written, nothing is.
    pub(crate) fn record_sign_in(&mut self, actor: &Actor, passed: Passed) -> Result<(), Error> {
        if self.trust.is_read_only() {
            return Ok(());
        }
        self.record_failures()?;
        let synced = self.clock.is_synced();
        self.change(actor, Op::SignIn, |change| {
            if let Some(synced) = synced {
                change.trace.note("clock_synced", synced);
            }
            passed.write(change, actor.staff)?;
            rule_packs::record(change)
        })
    }

    /// Failed tries are kept with the keys until somebody can write them into the audit.
    fn record_failures(&mut self) -> Result<(), Error> {
        let mut keys = self.vault.clone();
        let failures = keys.take_failures();
        if failures.tries.is_empty() && failures.dropped == 0 {
            return Ok(());
        }
        let known = self.last_failure_known()?;
        let news = failures.tries.iter().filter(|failure| known.is_none_or(|known| failure.number > known));
        let mut events: Vec<Event> = news.map(|failure| self.failed_sign_in(failure)).collect();
        if failures.dropped > 0 {
            let detail = format!("{{\"further\":{}}}", failures.dropped);
            events.push(Event { detail, ..self.event(None, "sign_in_failed", "users", "refused") });
        }
        self.append(&events)?;
        // The key file last: if it fails, the tries are told again, and their numbers say that they were.
        keys.save(&self.home.vault_dir())?;
        self.vault = keys;
        Ok(())
    }

    fn failed_sign_in(&mut self, failure: &FailedTry) -> Event {
        let at = chrono::DateTime::from_timestamp(failure.at, 0).map(|at| at.to_rfc3339());
        let detail =
            serde_json::json!({ "at": at, "number": failure.number, "why": failure.refusal.as_str() });
        Event {
            staff_id: failure.staff_id.map(StaffId),
            detail: detail.to_string(),
            ..self.event(None, "sign_in_failed", "users", "refused")
        }
    }

    /// The number of the newest failed try that the audit has.
    fn last_failure_known(&self) -> Result<Option<u64>, Error> {
        let events = self.store.read(|conn| store::audit::latest(conn, LOOKED_BACK))?;
        let told = events.iter().filter(|row| row.event.action == "sign_in_failed");
        Ok(told.filter_map(|row| number_of(&row.event.detail)).max())
    }
}

fn number_of(detail: &str) -> Option<u64> {
    serde_json::from_str::<serde_json::Value>(detail).ok()?.get("number")?.as_u64()
}

impl Home {
    /// Sets 16 MiB aside, to be given back when the disk is full.
    ///
    /// # Errors
    /// The disk.
    pub fn set_room_aside(&self) -> Result<(), Error> {
        let dir: &Path = &self.vault_dir();
        vault::Reserve::make(dir).map_err(|error| Error::File(error.kind()))
    }
}
