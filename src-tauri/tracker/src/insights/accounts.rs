//! The enrollments of a month with their kept statements: what their time earns, and what is missing where it does not.

use std::collections::{BTreeMap, BTreeSet};

use rules::{AccountStatement, Month, Seconds, TrackStatement};
use store::EnrollmentId;
use store::worklist::WorklistRow;

use super::{Share, Stranded};
use crate::bar::{self, Next, Terms};
use crate::{Error, Tracker, case, claims, month};

/// An enrollment's month.
pub(super) struct Account {
    pub(super) row: WorklistRow,
    pub(super) statement: AccountStatement,
    pub(super) share: Share,
}

impl Account {
    fn new(row: WorklistRow, statement: AccountStatement, terms: &Terms<'_>) -> Option<Self> {
        let track = track(&statement)?;
        let excluded = track.excluded.iter().map(|item| item.seconds.0).sum();
        let earning = if statement.lines.is_empty() { Seconds::ZERO } else { passed(track, terms) };
        let share = Share { earning, stranded: track.counted_s - earning, excluded: Seconds(excluded) };
        Some(Self { row, statement, share })
    }

    /// The track that is billed, or the one that is shown where none is.
    pub(super) fn track(&self) -> Option<&TrackStatement> {
        track(&self.statement)
    }

    pub(super) fn is_touched(&self) -> bool {
        self.share.all().0 > 0
    }

    pub(super) fn earns(&self) -> bool {
        !self.statement.lines.is_empty()
    }

    /// What more time cannot mend.
    pub(super) fn blocked(&self) -> Vec<String> {
        self.row.account.blocked.split_whitespace().map(str::to_owned).collect()
    }

    /// Its stranded time, if there is any, and what is missing.
    pub(super) fn stranded(&self, tracker: &Tracker, month: Month) -> Result<Option<Stranded>, Error> {
        if self.share.stranded.0 == 0 {
            return Ok(None);
        }
        let terms = Terms::new(&tracker.practice, &self.row.payer, month.last_day())?;
        let next = self.track().and_then(|track| track.next.as_ref());
        Ok(Some(Stranded {
            patient: self.row.account.patient_id,
            enrollment: self.row.account.enrollment_id,
            name: self.row.patient_name.clone(),
            mrn: self.row.mrn.clone(),
            program: self.row.program.clone(),
            practitioner: self.row.practitioner_id,
            stranded: self.share.stranded,
            next: next.map(|next| Next {
                code: next.code.to_string(),
                short: next.short_s,
                worth: terms.worth(next.code),
            }),
            blocked: self.blocked(),
        }))
    }
}

fn track(statement: &AccountStatement) -> Option<&TrackStatement> {
    let chosen = statement.tracks.iter().find(|track| Some(track.track) == statement.chosen);
    chosen.or_else(|| bar::shown_track(statement))
}

/// The last threshold that was passed.
fn passed(track: &TrackStatement, terms: &Terms<'_>) -> Seconds {
    let rungs = rules::ladder(track.track, terms.payer, terms.settings, terms.packs, track.counted_s);
    rungs.into_iter().map(|rung| rung.at).filter(|at| *at <= track.counted_s).max().unwrap_or(Seconds::ZERO)
}

impl Tracker {
    /// Every enrollment of the month, by the statements that are kept.
    pub(super) fn accounts(&self, month: Month) -> Result<Vec<Account>, Error> {
        let name = month.to_string();
        self.store.read(|conn| {
            let rows = store::worklist::of_month(conn, &name)?;
            let mut rows: BTreeMap<_, _> =
                rows.into_iter().map(|row| (row.account.enrollment_id, row)).collect();
            let mut accounts = Vec::with_capacity(rows.len());
            for kept in store::statements::all_of_month(conn, &name)? {
                for statement in month::read(&kept)?.accounts {
                    let id = EnrollmentId(case::number(&statement.id).ok_or(Error::Unreadable("account"))?);
                    let Some(row) = rows.remove(&id) else { continue };
                    let terms = Terms::new(&self.practice, &row.payer, month.last_day())?;
                    accounts.extend(Account::new(row, statement, &terms));
                }
            }
            Ok(accounts)
        })
    }

    /// Enrollments with a line that was sent and not taken back since.
    pub(super) fn exported(&self, month: Month) -> Result<BTreeSet<EnrollmentId>, Error> {
        let lines = self.store.read(|conn| store::export_lines::latest_of_month(conn, &month.to_string()))?;
        let sent = lines.iter().filter(|line| line.change != "withdrawn");
        Ok(sent
            .filter_map(|line| match claims::Account::parse(&line.account) {
                Some(claims::Account::Enrollment(id)) => Some(id),
                Some(claims::Account::Episode(_) | claims::Account::Talks(_) | claims::Account::Plan(_))
                | None => None,
            })
            .collect())
    }
}
