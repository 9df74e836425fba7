//! What is known of the vault's soundness: the head kept outside of the database, the last exit, room on the disk, the last
//! full check. What must not be written to is read only, and says why.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use store::audit::{self, Head};
use store::{Conn, StoreError};
use vault::{Anchor, AnchorWriter, HeadReading, Reserve, Space};

use crate::Error;
use crate::heartbeat::ClockJump;
use crate::stamp::Stamper;

/// A crash between a commit and the writing of the anchor leaves a few events more; so many more are worth telling.
const FEW: i64 = 100;

/// Everything is checked once a day.
const CHECK_EVERY: TimeDelta = TimeDelta::hours(24);

/// What the head kept outside of the database says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorState {
    /// The database ends where it should.
    Agrees,
    /// It goes on: the program ended between a commit and the note of it.
    Ahead {
        /// By how many events.
        events: i64,
    },
    /// There is no anchor beside this vault.
    Missing,
    /// Neither of its two halves can be trusted.
    Damaged,
    /// The database ends too early: an older copy, or a damaged journal.
    Behind {
        /// How many events are missing.
        events: i64,
    },
    /// The database goes another way than the one that was noted.
    Forked {
        /// The event that is another one.
        seq: i64,
    },
}

/// Why nothing may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// Actions that had been recorded are gone.
    #[error(
        "{events} recorded actions are missing (rollback or damaged journal). Nothing is written any more. Keep this vault as \
         it is and restore a backup."
    )]
    MissingActions {
        /// How many.
        events: i64,
    },
    /// The record is not the one that was written here.
    #[error(
        "The record of actions was rewritten: action {seq} is not the one that was recorded. Nothing is written any more. \
         Keep this vault as it is and restore a backup."
    )]
    Rewritten {
        /// The first action that is known to be another one.
        seq: i64,
    },
    /// A page of the file is not what was written.
    #[error(
        "The database file is damaged. Nothing is written any more. Keep this vault as it is and restore a backup."
    )]
    Damaged,
    /// The disk is nearly full.
    #[error("{} Nothing is written until there is room: free some and open Caretally again.", free(*mib))]
    NoRoom {
        /// What is left.
        mib: u64,
    },
}

/// What a banner has to say, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The head kept outside of the database.
    pub anchor: AnchorState,
    /// Nothing may be written, and why.
    pub read_only: Option<ReadOnly>,
    /// The program did not end in good order last time.
    pub unclean_exit: bool,
    /// So little is left on the disk, in MiB.
    pub low_space: Option<u64>,
    /// When everything was checked last.
    pub checked: Option<DateTime<Utc>>,
    /// What the last full check found, a sentence each.
    pub faults: Vec<String>,
    /// The last leap of the wall clock since somebody signed in.
    pub clock: Option<ClockJump>,
    /// The file is too large for the quick look at every page while somebody waits.
    pub(crate) unseen: bool,
}

impl Health {
    /// Nothing to tell.
    pub fn is_well(&self) -> bool {
        self.findings().is_empty()
    }

    /// Can a manager, who has looked at what is wrong, begin a new note of where the record ends?
    pub fn is_renewable(&self) -> bool {
        match self.anchor {
            AnchorState::Missing
            | AnchorState::Damaged
            | AnchorState::Behind { .. }
            | AnchorState::Forked { .. } => true,
            AnchorState::Agrees | AnchorState::Ahead { .. } => false,
        }
    }

    /// What to tell, a sentence each, the worst first.
    pub fn findings(&self) -> Vec<String> {
        let mut told: Vec<String> = self.read_only.iter().map(ReadOnly::to_string).collect();
        told.extend(self.anchor_words());
        told.extend(self.faults.iter().cloned());
        told.extend(self.clock.map(|jump| jump.to_string()));
        if let Some(mib) = self.low_space {
            told.push(format!("{} Free some room soon.", free(mib)));
        }
        told
    }

    fn anchor_words(&self) -> Option<String> {
        match self.anchor {
            AnchorState::Missing => Some(
                "The note of where the record ends (vault.head) is missing, so it cannot be said whether actions are missing. \
                 A manager can look at the record and begin a new note."
                    .to_owned(),
            ),
            AnchorState::Damaged => Some(
                "The note of where the record ends (vault.head) is damaged, so it cannot be said whether actions are missing. \
                 A manager can look at the record and begin a new note."
                    .to_owned(),
            ),
            AnchorState::Ahead { events } if events > FEW => Some(format!(
                "The note of where the record ends (vault.head) is {events} actions old. It may have been put back."
            )),
            AnchorState::Agrees
            | AnchorState::Ahead { .. }
            | AnchorState::Behind { .. }
            | AnchorState::Forked { .. } => None,
        }
    }

    pub(crate) fn check_due(&self, now: DateTime<Utc>) -> bool {
        let fresh = self.checked.is_some_and(|at| at <= now && now - at < CHECK_EVERY);
        self.unclean_exit || self.unseen || !fresh
    }
}

/// Compares the newest head that was noted outside with what the database has at its place.
pub(crate) fn compare(conn: &Conn, reading: HeadReading) -> Result<AnchorState, StoreError> {
    let noted = match reading {
        HeadReading::Sound(head) | HeadReading::OneSlotBad(head) => head,
        HeadReading::BothSlotsBad => return Ok(AnchorState::Damaged),
        HeadReading::Missing => return Ok(AnchorState::Missing),
    };
    let last = audit::head(conn)?.map_or(0, |head| head.seq);
    if last < noted.seq {
        return Ok(AnchorState::Behind { events: noted.seq - last });
    }
    if audit::hash_at(conn, noted.seq)? != Some(noted.hash) {
        return Ok(AnchorState::Forked { seq: noted.seq });
    }
    Ok(match last - noted.seq {
        0 => AnchorState::Agrees,
        events => AnchorState::Ahead { events },
    })
}

/// Why a vault with such an anchor, on such a disk, must not be written to.
pub(crate) fn read_only(anchor: AnchorState, space: Space) -> Option<ReadOnly> {
    match (anchor, space) {
        (AnchorState::Behind { events }, _) => Some(ReadOnly::MissingActions { events }),
        (AnchorState::Forked { seq }, _) => Some(ReadOnly::Rewritten { seq }),
        (_, Space::TooLow { mib }) => Some(ReadOnly::NoRoom { mib }),
        (_, Space::Plenty | Space::Low { .. }) => None,
    }
}

/// What stands outside of the database and vouches for it.
pub(crate) struct Trust {
    pub(crate) stamper: Stamper,
    pub(crate) anchor: Option<AnchorWriter>,
    pub(crate) health: Health,
}

impl Trust {
    /// Refuses while nothing may be written.
    pub(crate) fn may_write(&self) -> Result<(), Error> {
        self.health.read_only.map_or(Ok(()), |why| Err(Error::ReadOnly(why)))
    }

    pub(crate) fn is_read_only(&self) -> bool {
        self.health.read_only.is_some()
    }

    /// A commit: its head is noted outside, behind the back of whoever waits for the commit.
    pub(crate) fn note(&self, head: Head) {
        if let Some(anchor) = &self.anchor {
            anchor.note(noted(head));
        }
    }

    /// A failure: a damaged file is not written to any more; a full disk gets back the room set aside, for the next try.
    pub(crate) fn failed(&mut self, error: &Error, vault: &Path) {
        match error {
            Error::Store(StoreError::Damaged { .. }) => self.health.read_only = Some(ReadOnly::Damaged),
            Error::Store(StoreError::Full) => {
                // If there was none left, the next try says the same again.
                let _ = Reserve::give_up(vault);
            }
            Error::Store(_)
            | Error::Refused { .. }
            | Error::Stopped(_)
            | Error::AmbiguousTime { .. }
            | Error::NotFound(_)
            | Error::Forbidden
            | Error::ReadOnly(_)
            | Error::OldKeys
            | Error::CodeNeeded
            | Error::Vault(_)
            | Error::Open(_)
            | Error::File(_)
            | Error::Unreadable(_) => {}
        }
    }

    /// From now on, the head is noted here.
    pub(crate) fn follow(&mut self, anchor: Anchor) -> Result<(), Error> {
        let writer = AnchorWriter::start(anchor).map_err(|error| Error::File(error.kind()))?;
        self.anchor = Some(writer);
        Ok(())
    }
}

/// How little room there is.
fn free(mib: u64) -> String {
    match mib {
        0 => "Less than 1 MiB is free on this disk.".to_owned(),
        _ => format!("Only {mib} MiB are free on this disk."),
    }
}

/// The head of the chain, as it is kept outside.
pub(crate) fn noted(head: Head) -> vault::Head {
    vault::Head { seq: head.seq, hash: head.hash, wall_ms: head.wall_ms }
}
