//! Closing a month: what is still open, the lock after a few days of grace, and opening it again with a reason.

use chrono::{DateTime, TimeDelta, Utc};
use rules::Month;
use store::month_closes::CloseRow;
use store::reviewing::ReviewingRow;
use store::{Conn, PatientId};

use super::Standing;
use crate::claims::{Reason, Status};
use crate::gaps::Unsettled;
use crate::op::{Actor, Op};
use crate::rights::Right;
use crate::{Error, Tracker, text};

/// How the practice signs and closes its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reviewing {
    /// Days from the closing of a month to its lock.
    pub grace_days: u16,
    /// Nurses and care coordinators may sign, too.
    pub care_team_signs: bool,
}

impl Default for Reviewing {
    fn default() -> Self {
        Self { grace_days: 3, care_team_signs: false }
    }
}

impl Reviewing {
    pub(crate) fn load(conn: &Conn) -> Result<Self, Error> {
        let row = store::reviewing::get(conn)?;
        Ok(row.map_or_else(Self::default, |row| Self {
            grace_days: row.grace_days,
            care_team_signs: row.care_team_signs,
        }))
    }
}

/// Where a month stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseState {
    /// It is not over yet.
    Running,
    /// Over, and open.
    Open,
    /// Closed; changes are still taken until then.
    Grace(DateTime<Utc>),
    /// Nothing of it changes any more, since then.
    Locked(DateTime<Utc>),
}

/// A claim that waits for a document.
#[derive(Clone)]
pub struct HeldMonth {
    /// Whose.
    pub patient: PatientId,
    /// Name.
    pub name: String,
    /// What it waits for.
    pub reasons: Vec<Reason>,
}

/// What there is to do before a month is closed.
#[derive(Clone)]
pub struct Closing {
    /// Which month.
    pub month: Month,
    /// Where it stands.
    pub state: CloseState,
    /// Timers with time of the month in no entry yet: they must be stopped.
    pub timers: Vec<Unsettled>,
    /// Time set aside that nobody answered for.
    pub gaps: Vec<Unsettled>,
    /// Claims that wait for a document.
    pub held: Vec<HeldMonth>,
    /// Patients whose month nobody signed.
    pub unsigned: Vec<(PatientId, String, Standing)>,
    /// Everything that was said of it, the oldest first.
    pub history: Vec<CloseRow>,
}

/// The refusal of a change to a month that is locked.
pub(crate) fn closed(month: Month) -> Error {
    let name = month.first_day().format("%B %Y");
    Error::refused(format!(
        "{name} is closed and locked: its minutes and lines do not change any more, nor who pays and bills them, so nothing \
         was saved. A manager can open it again under Review, with a reason."
    ))
}

/// Does nothing of a month change any more?
pub(crate) fn is_locked(conn: &Conn, month: Month, now: DateTime<Utc>) -> Result<bool, Error> {
    let last = store::month_closes::last(conn, &month.to_string())?;
    Ok(last.and_then(|row| row.locks_at).is_some_and(|at| at <= now))
}

impl Tracker {
    /// Where a month stands.
    ///
    /// # Errors
    /// The disk.
    pub fn close_state(&self, month: Month) -> Result<CloseState, Error> {
        let last = self.store.read(|conn| store::month_closes::last(conn, &month.to_string()))?;
        Ok(match last.and_then(|row| row.locks_at) {
            Some(at) if at <= self.now() => CloseState::Locked(at),
            Some(at) => CloseState::Grace(at),
            None if self.today_date() <= month.last_day() => CloseState::Running,
            None => CloseState::Open,
        })
    }

    /// What there is to do before a month is closed, for somebody to look at.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn open_closing(&mut self, actor: &Actor, month: Month) -> Result<Closing, Error> {
        self.allow(actor, Right::Manage, "closing")?;
        self.closing(month)
    }

    fn closing(&mut self, month: Month) -> Result<Closing, Error> {
        let (gaps, timers) = self.unsettled(month)?.into_iter().partition(|item| item.gap.is_some());
        let claims = self.claims(month)?;
        let mut held: Vec<HeldMonth> = Vec::new();
        for row in claims.rows.into_iter().filter(|row| row.status == Status::Held) {
            if held.iter().all(|known| known.patient != row.patient.id) {
                let reasons = row.reasons.into_iter().filter(|reason| matches!(reason, Reason::Hold(_)));
                held.push(HeldMonth {
                    patient: row.patient.id,
                    name: row.patient.name,
                    reasons: reasons.collect(),
                });
            }
        }
        let review = self.review(month)?.rows;
        let unsigned = review
            .into_iter()
            .filter(|row| row.standing != Standing::Signed)
            .map(|row| (row.patient.id, row.patient.name, row.standing))
            .collect();
        Ok(Closing {
            month,
            state: self.close_state(month)?,
            timers,
            gaps,
            held,
            unsigned,
            history: self.store.read(|conn| store::month_closes::of_month(conn, &month.to_string()))?,
        })
    }

    /// Closes a month: after the days of grace nothing of it changes. What is still open is closed over with a reason.
    ///
    /// # Errors
    /// Access; a month that is not over, or closed; a timer with time of it; something open, and no reason.
    pub fn close_month(&mut self, actor: &Actor, month: Month, reason: &str) -> Result<(), Error> {
        self.allow(actor, Right::Manage, Op::CloseMonth.words().0)?;
        let reason = text::note(reason, "reason")?;
        let closing = self.closing(month)?;
        may_close(&closing, &reason)?;
        let grace = TimeDelta::days(i64::from(self.practice.reviewing.grace_days));
        self.change(actor, Op::CloseMonth, |change| {
            let row = CloseRow {
                month: month.to_string(),
                staff_id: actor.staff,
                at: change.now,
                locks_at: Some(change.now + grace),
                reason: reason.clone(),
            };
            change.trace.note("month", row.month.as_str()).note("gaps", closing.gaps.len());
            change.trace.note("held", closing.held.len()).note("unsigned", closing.unsigned.len());
            change.trace.note("locks_at", (change.now + grace).to_rfc3339());
            if !reason.is_empty() {
                change.trace.because(&reason);
            }
            Ok(store::month_closes::insert(change.tx, &row)?)
        })
    }

    /// Opens a closed month again.
    ///
    /// # Errors
    /// Access; a month that is open; no reason.
    pub fn reopen_month(&mut self, actor: &Actor, month: Month, reason: &str) -> Result<(), Error> {
        self.allow(actor, Right::Manage, Op::ReopenMonth.words().0)?;
        let reason = text::note(reason, "reason")?;
        if reason.is_empty() {
            return Err(Error::field("reason", "Say why the month is opened again."));
        }
        if matches!(self.close_state(month)?, CloseState::Running | CloseState::Open) {
            return Err(Error::refused("This month is open."));
        }
        self.change(actor, Op::ReopenMonth, |change| {
            let row = CloseRow {
                month: month.to_string(),
                staff_id: actor.staff,
                at: change.now,
                locks_at: None,
                reason: reason.clone(),
            };
            change.trace.note("month", row.month.as_str()).because(&reason);
            Ok(store::month_closes::insert(change.tx, &row)?)
        })
    }

    /// Says how the practice signs and closes its months.
    ///
    /// # Errors
    /// Access; a number of days that makes no sense.
    pub fn save_reviewing(&mut self, actor: &Actor, reviewing: Reviewing) -> Result<(), Error> {
        if reviewing.grace_days > 31 {
            return Err(Error::field("grace_days", "Choose 0 to 31 days."));
        }
        let Reviewing { grace_days, care_team_signs } = reviewing;
        self.change(actor, Op::SaveReviewing, |change| {
            change.trace.note("grace_days", grace_days).note("care_team_signs", care_team_signs);
            Ok(store::reviewing::put(change.tx, &ReviewingRow { grace_days, care_team_signs })?)
        })?;
        self.practice.reviewing = reviewing;
        Ok(())
    }
}

fn may_close(closing: &Closing, reason: &str) -> Result<(), Error> {
    match closing.state {
        CloseState::Running => {
            return Err(Error::refused(
                "This month is not over yet. It can be closed from the first day after it.",
            ));
        }
        CloseState::Grace(_) | CloseState::Locked(_) => {
            return Err(Error::refused("This month is closed already."));
        }
        CloseState::Open => {}
    }
    if !closing.timers.is_empty() {
        return Err(Error::refused(
            "A timer still holds time of this month. Stop it first: its time would be lost behind the lock.",
        ));
    }
    let left = closing.gaps.len() + closing.held.len() + closing.unsigned.len();
    if left > 0 && reason.is_empty() {
        return Err(Error::field("reason", "Say why the month is closed with something still open."));
    }
    Ok(())
}
