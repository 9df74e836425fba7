//! How the backups of an open vault stand: when the next one is due, and what there is to say of them.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::desk::{Saved, Turn};
use super::making::Order;
use super::{Backup, BackupJob, EVERY, PROVE_EVERY, SECOND_COPY_AGE, Second, Why, list, manifest};
use crate::op::{Actor, Op};
use crate::work::Work;
use crate::{Error, Tracker};

/// How much a word weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Worth knowing.
    Calm,
    /// To be done something about.
    Warn,
    /// At once.
    Alarm,
}

/// Something to say of the backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// How much it weighs.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

/// How the backups stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// All on this PC, newest first.
    pub backups: Vec<Backup>,
    /// The second place.
    pub second: Option<Second>,
    /// It is on the same disk as the vault.
    pub shares_disk: bool,
    /// When a backup was last proved to be good.
    pub proved_at: Option<DateTime<Utc>>,
    /// What there is to say, the gravest first.
    pub words: Vec<Word>,
}

impl Tracker {
    /// A backup, if one is due: something changed since the newest, and that is half an hour ago. Run it on another thread.
    /// Of a vault that is not to be trusted none is made: it would push out the good ones.
    ///
    /// # Errors
    /// The disk.
    pub fn due_backup(&self) -> Result<Option<BackupJob>, Error> {
        let now = self.clock.now();
        let last = self.backups.tried_at().max(self.newest_backup().map(|newest| newest.at));
        let waited = last.is_none_or(|last| now < last || now - last >= EVERY);
        if waited && self.is_unsaved()? { Ok(self.job(Why::Schedule)) } else { Ok(None) }
    }

    /// A backup at closing, if something changed since the newest.
    ///
    /// # Errors
    /// The disk.
    pub fn closing_backup(&self) -> Result<Option<BackupJob>, Error> {
        if self.is_unsaved()? { Ok(self.job(Why::Closing)) } else { Ok(None) }
    }

    /// A backup that somebody asks for; that it was asked for is in it.
    ///
    /// # Errors
    /// Access; a backup that is under way already; a vault that is not to be trusted.
    pub fn back_up(&mut self, actor: &Actor) -> Result<BackupJob, Error> {
        if !Op::BackUp.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        if self.backups.progress().is_some() {
            return Err(under_way());
        }
        self.change(actor, Op::BackUp, |_| Ok(()))?;
        self.job(Why::Asked).ok_or_else(under_way)
    }

    /// Makes a backup before something that is hard to undo, unless the newest has everything.
    pub(crate) fn back_up_before(&self, why: Why) -> Result<(), Error> {
        self.backup_before(why)?.map_or(Ok(()), |job| job.run().map(|_| ()))
    }

    /// As `back_up_before`, to be run while others go on; none is needed where the newest has everything.
    pub(crate) fn backup_before(&self, why: Why) -> Result<Option<BackupJob>, Error> {
        if !self.is_unsaved()? {
            return Ok(None);
        }
        let job = self.job(why).ok_or_else(under_way)?;
        Ok(Some(job.heeding(&self.work())))
    }

    /// How the backup under way is getting on, and how the last one ended.
    pub fn backup_desk(&self) -> &super::Desk {
        &self.backups
    }

    /// How the backups stand.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn backups(&self, actor: &Actor) -> Result<Standing, Error> {
        if !Op::BackUp.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        let (backups, second) = (list(&self.home.backups()), self.second_place());
        let mut standing = Standing {
            shares_disk: self.second_shares_disk(),
            proved_at: self.proved_at()?,
            backups,
            second,
            words: Vec::new(),
        };
        standing.words = self.words(&standing);
        Ok(standing)
    }

    /// Everything there is to say of the backups, the gravest first.
    fn words(&self, standing: &Standing) -> Vec<Word> {
        let mut words = Vec::new();
        let mut say = |tone, text: String| words.push(Word { tone, text });
        if let Some(why) = self.backups.failed() {
            say(Tone::Alarm, why);
        }
        if standing.backups.is_empty() {
            say(Tone::Warn, "There is no backup of this vault yet.".to_owned());
        }
        match &standing.second {
            None => say(
                Tone::Warn,
                "The backups are on this PC only: if it is lost, so are they. Choose a second place, such as a USB disk."
                    .to_owned(),
            ),
            Some(second) => {
                if let Some(word) = self.of_second(second) {
                    words.push(word);
                } else if let Some(why) = self.backups.second_failed() {
                    words.push(Word { tone: Tone::Warn, text: why });
                }
            }
        }
        if standing.shares_disk {
            words.push(Word {
                tone: Tone::Warn,
                text: "The second place is on the same disk as the vault: one fault takes both.".to_owned(),
            });
        }
        if standing.second.is_some() && self.proof_is_due(standing.proved_at) {
            let text = "It is time to prove that a backup can be opened.".to_owned();
            words.push(Word { tone: Tone::Calm, text });
        }
        words.sort_by_key(|word| std::cmp::Reverse(word.tone));
        words
    }

    fn of_second(&self, second: &Second) -> Option<Word> {
        let Some(verified) = second.verified_at else {
            let text = "Nothing has been copied to the second place yet: make a backup now.".to_owned();
            return Some(Word { tone: Tone::Warn, text });
        };
        let age = self.clock.now() - verified;
        (age > SECOND_COPY_AGE).then(|| Word {
            tone: Tone::Alarm,
            text: format!(
                "The newest backup in the second place is {} days old. Connect {}, then make a backup.",
                age.num_days(),
                second.path.display()
            ),
        })
    }

    fn proof_is_due(&self, proved: Option<DateTime<Utc>>) -> bool {
        proved.is_none_or(|proved| self.clock.now() - proved > PROVE_EVERY)
    }

    fn proved_at(&self) -> Result<Option<DateTime<Utc>>, Error> {
        let action = Op::ProveBackup.words().0;
        let proofs = self.store.read(|conn| store::rare_events::of_action(conn, action))?;
        let good = proofs.iter().find(|event| event.detail.contains("\"good\":true"));
        Ok(good.and_then(|event| DateTime::from_timestamp_millis(event.wall_ms)))
    }

    /// Has anything been written since the newest backup, and may it be trusted?
    fn is_unsaved(&self) -> Result<bool, Error> {
        let health = &self.trust.health;
        let suspect = health.read_only.is_some() || !health.faults.is_empty();
        if suspect {
            return Ok(false);
        }
        let head = self.store.read(store::audit::head)?.map_or(0, |head| head.seq);
        Ok(self.newest_backup().map(|newest| newest.seq) != Some(head))
    }

    /// The folder is looked through once; from then on every backup is made here.
    fn newest_backup(&self) -> Option<Saved> {
        self.backups.saved().or_else(|| {
            let vault_id = manifest::hex(&self.vault.vault_id());
            let mut all = list(&self.home.backups()).into_iter();
            let newest = all.find(|backup| backup.manifest.vault_id == vault_id)?;
            let saved = Saved { at: newest.made_at(), seq: newest.manifest.head_seq };
            self.backups.set_saved(saved);
            Some(saved)
        })
    }

    /// While it is held, no backup begins.
    ///
    /// # Errors
    /// A backup that is under way.
    pub(crate) fn no_backup_meanwhile(&self) -> Result<Turn, Error> {
        self.backups.begin(self.clock.now()).ok_or_else(under_way)
    }

    fn job(&self, why: Why) -> Option<BackupJob> {
        let order = Order {
            home: &self.home,
            key: &self.key,
            vault_id: self.vault.vault_id(),
            zone: self.practice.zone,
            now: crate::clock::second_passed(self.clock.now()),
            why,
        };
        order.job(&self.backups)
    }
}

fn under_way() -> Error {
    Error::refused("A backup is being made already. Wait until it is done.")
}

/// For a home whose vault is not open.
pub(crate) fn of_closed(order: Order<'_>, work: &Work) -> Result<Backup, Error> {
    order.job(&Arc::default()).ok_or_else(under_way)?.heeding(work).run()
}
