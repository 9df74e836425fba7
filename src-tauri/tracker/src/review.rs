//! A month for a practitioner to look through: every patient with time or a line, the riskiest first.

use std::collections::BTreeMap;

use rules::{AccountStatement, Hold, Month, Refusal, Seconds, Statement};
use store::entries::WrittenRow;
use store::patients::PatientRow;
use store::sign_offs::{Kind, SignOffRow};
use store::{PatientId, StaffId};

use crate::op::Actor;
use crate::patient_month::PatientMonth;
use crate::rights::Right;
use crate::view::View;
use crate::{Error, Tracker, bar, claims, month};

mod billing;
mod closing;
mod difference;
mod flags;
pub(crate) mod seen;
mod sign;

pub use closing::{CloseState, Closing, HeldMonth, Reviewing};
pub(crate) use closing::{closed, is_locked};
pub use flags::Flag;
pub(crate) use sign::{Kept, rests_as_signed, void_if_changed};

/// How a patient's month stands with those who sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was signed, and something changed since.
    Changed,
    /// It was returned, and something changed since.
    Corrected,
    /// Nobody has decided anything.
    Open,
    /// It waits for the care team.
    Returned,
    /// Signed as it is.
    Signed,
}

/// One decision on a patient's month.
pub type Decision = SignOffRow;

/// What was decided.
pub type DecisionKind = Kind;

/// A patient of the month.
#[derive(Clone, Debug)]
pub struct ReviewRow {
    /// Who.
    pub patient: PatientRow,
    /// Programs with time or a line, `tcm`, `acp` and `oncology`.
    pub programs: Vec<String>,
    /// Under whom it is billed.
    pub practitioners: Vec<StaffId>,
    /// Counted, over all programs.
    pub counted: Seconds,
    /// Not counted.
    pub excluded: Seconds,
    /// What is billed, in words: "99490, 99439 x2".
    pub earned: String,
    /// Its worth, an estimate.
    pub cents: i64,
    /// What keeps it from being exported.
    pub holds: Vec<Hold>,
    /// Why it earns nothing, where it does.
    pub refusals: Vec<Refusal>,
    /// What is unusual about its entries.
    pub flags: Vec<Flag>,
    /// How it stands.
    pub standing: Standing,
    /// What was decided last.
    pub decision: Option<Decision>,
    /// How much there is to look at: the list goes by it.
    pub risk: u32,
}

/// A month to review.
#[derive(Clone, Debug)]
pub struct Review {
    /// Which.
    pub month: Month,
    /// Its patients: what changed after a signature first, then by risk; what is signed last.
    pub rows: Vec<ReviewRow>,
}

/// What stands before the eyes of who signs a patient's month.
#[derive(Clone, Debug)]
pub struct ReviewPatient {
    /// The month with everything in it.
    pub month: PatientMonth,
    /// SHA-256 of exactly what is signed, in hexadecimal.
    pub seen: String,
    /// The payer's pack it was judged by.
    pub pack: String,
    /// What is unusual about its entries.
    pub flags: Vec<Flag>,
    /// How it stands.
    pub standing: Standing,
    /// Everything that was decided, the oldest first.
    pub decisions: Vec<Decision>,
}

impl Tracker {
    /// A month for somebody to look through.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn open_review(&mut self, actor: &Actor, month: Month) -> Result<Review, Error> {
        self.allow(actor, Right::SeePatients, "review")?;
        let mut review = self.review(month)?;
        if let Some(seen) = self.seen_by(actor)? {
            review.rows.retain(|row| seen.contains(&row.patient.id));
        }
        let rows = review.rows.len();
        self.look(actor, View::List { list: "review", filter: month.to_string(), rows })?;
        Ok(review)
    }

    /// One patient's month, for somebody to sign or return.
    ///
    /// # Errors
    /// Access; a patient who is hidden, or not there.
    pub fn open_review_patient(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        month: Month,
    ) -> Result<ReviewPatient, Error> {
        // The statement that is signed is the one that is kept.
        self.open_month(month)?;
        let read = self.open_patient(actor, patient, Some(month))?;
        let (case, statement) = self.statement(patient, month)?;
        let name = month.to_string();
        let decisions = self.decisions(patient, month)?;
        let unsettled = self.unsettled_of(month)?;
        let (from, to) = self.practice.bounds(month);
        let entries = self.store.read(|conn| store::entries::current_of_patient(conn, patient, from, to))?;
        let entries: Vec<_> = entries.iter().map(WrittenRow::from).collect();
        Ok(ReviewPatient {
            seen: self.store.read(|conn| seen::Seen::of(conn, &statement, &case))?.digest()?.1,
            pack: self.practice.rules.of(month).version(case.payer),
            flags: flags::of(&entries, &statement, unsettled.get(&patient).copied().unwrap_or_default()),
            standing: standing(&decisions),
            decisions: decisions.into_iter().filter(|row| row.month == name).collect(),
            month: read,
        })
    }

    /// What was decided of a patient's month, the oldest first.
    ///
    /// # Errors
    /// The disk.
    pub fn decisions(&self, patient: PatientId, month: Month) -> Result<Vec<Decision>, Error> {
        Ok(self.store.read(|conn| store::sign_offs::of_patient_month(conn, patient, &month.to_string()))?)
    }

    /// How a patient's month stands with those who sign.
    ///
    /// # Errors
    /// The disk.
    pub fn standing(&self, patient: PatientId, month: Month) -> Result<Standing, Error> {
        Ok(standing(&self.decisions(patient, month)?))
    }

    /// The patients of a month. Asks for no right: what a person looks at comes from [`Tracker::open_review`].
    ///
    /// # Errors
    /// The disk.
    pub fn review(&mut self, month: Month) -> Result<Review, Error> {
        self.open_month(month)?;
        let name = month.to_string();
        let unsettled = self.unsettled_of(month)?;
        let (from, to) = self.practice.bounds(month);
        let mut rows = self.store.read(|conn| -> Result<_, Error> {
            let mut decided: BTreeMap<PatientId, Vec<Decision>> = BTreeMap::new();
            for row in store::sign_offs::of_month(conn, &name)? {
                decided.entry(row.patient_id).or_default().push(row);
            }
            let mut entries: BTreeMap<PatientId, Vec<WrittenRow>> = BTreeMap::new();
            // By person: their entries lie together, those of a month do not.
            for person in store::staff::all(conn)? {
                for row in store::entries::written_of_staff(conn, person.id, from, to)? {
                    entries.entry(row.patient_id).or_default().push(row);
                }
            }
            let patients = claims::patients_in(conn, month)?;
            let billing = billing::Billing::read(conn, month)?;
            let mut rows = Vec::new();
            for kept in store::statements::all_of_month(conn, &name)? {
                let id = kept.patient_id;
                let patient = patients.get(&id).ok_or(Error::NotFound("patient"))?;
                let statement = month::read(&kept)?;
                let decisions = decided.remove(&id).unwrap_or_default();
                let logged = entries.remove(&id).unwrap_or_default();
                let unsettled = unsettled.get(&id).copied().unwrap_or_default();
                let flags = flags::of(&logged, &statement, unsettled);
                if let Some(row) = row(patient, month, &statement, flags, &decisions) {
                    let mut practitioners = billing.of(conn, &statement)?;
                    if practitioners.is_empty() {
                        // Nothing is left to bill: it is for whoever signed it to look at.
                        let signed = decisions.iter().rev().find(|row| row.kind != Kind::Voided);
                        practitioners.extend(signed.and_then(|row| row.staff_id));
                    }
                    rows.push(ReviewRow { practitioners, ..row });
                }
            }
            Ok(rows)
        })?;
        rows.sort_by_cached_key(key);
        Ok(Review { month, rows })
    }

    /// Seconds of a month that are in no entry yet, by patient.
    fn unsettled_of(&self, month: Month) -> Result<BTreeMap<PatientId, i64>, Error> {
        let mut of: BTreeMap<PatientId, i64> = BTreeMap::new();
        for item in self.unsettled(month)? {
            *of.entry(item.patient).or_default() += item.seconds;
        }
        Ok(of)
    }
}

/// How decisions, the oldest first, leave a month.
pub(crate) fn standing(decisions: &[Decision]) -> Standing {
    let Some(last) = decisions.last() else { return Standing::Open };
    match last.kind {
        Kind::Signed => Standing::Signed,
        Kind::Returned => Standing::Returned,
        Kind::Voided => {
            let before = decisions.iter().rev().find(|row| row.kind != Kind::Voided);
            let was_signed = before.is_some_and(|row| row.kind == Kind::Signed);
            if was_signed { Standing::Changed } else { Standing::Corrected }
        }
    }
}

/// What must be looked at first: what changed after a decision, then what is open, then what waits for somebody else.
fn key(row: &ReviewRow) -> (u8, std::cmp::Reverse<(u32, i64)>, String, PatientId) {
    let group = match row.standing {
        Standing::Changed => 0,
        Standing::Corrected => 1,
        Standing::Open => 2,
        Standing::Returned => 3,
        Standing::Signed => 4,
    };
    (group, std::cmp::Reverse((row.risk, row.cents)), row.patient.name.to_lowercase(), row.patient.id)
}

/// A patient's row; none where the month has neither time nor a line.
fn row(
    patient: &PatientRow,
    month: Month,
    statement: &Statement,
    flags: Vec<Flag>,
    decisions: &[Decision],
) -> Option<ReviewRow> {
    let accounts: Vec<_> = statement.accounts.iter().filter(|account| has_something(account)).collect();
    let episodes: Vec<_> = statement
        .tcm
        .iter()
        .filter(|item| item.line.as_ref().is_some_and(|line| month.contains(line.dos)))
        .collect();
    let services = seen::services(statement, month);
    if accounts.is_empty() && episodes.is_empty() && services.is_empty() && decisions.is_empty() {
        return None;
    }
    let shown: Vec<_> = accounts.iter().filter_map(|account| bar::shown_track(account)).collect();
    let billed = || {
        let of_accounts = accounts.iter().flat_map(|account| &account.lines);
        let of_episodes = episodes.iter().filter_map(|item| item.line.as_ref());
        of_accounts.chain(of_episodes).chain(services.iter().flat_map(|item| &item.lines))
    };
    let mut programs: Vec<_> = accounts.iter().map(|account| account.program.as_str().to_owned()).collect();
    programs.extend(episodes.first().map(|_| "tcm".to_owned()));
    programs.extend(services.iter().map(|item| item.program.clone()));
    programs.dedup();
    let holds: Vec<_> = accounts
        .iter()
        .flat_map(|account| &account.holds)
        .chain(episodes.iter().flat_map(|item| &item.holds))
        .chain(services.iter().flat_map(|item| &item.holds))
        .copied()
        .collect();
    let refusals: Vec<_> = accounts.iter().flat_map(|account| &account.refusals).copied().collect();
    let risk = risk(&flags, holds.len(), refusals.len());
    Some(ReviewRow {
        patient: patient.clone(),
        programs,
        practitioners: Vec::new(),
        counted: Seconds(shown.iter().map(|track| track.counted_s.0).sum()),
        excluded: Seconds(shown.iter().flat_map(|track| &track.excluded).map(|item| item.seconds.0).sum()),
        earned: earned(billed()),
        cents: billed().map(|line| line.amount_cents.0).sum(),
        holds,
        refusals,
        flags,
        standing: standing(decisions),
        decision: decisions.last().cloned(),
        risk,
    })
}

/// An account with a second of time, or a line.
pub(crate) fn has_something(account: &AccountStatement) -> bool {
    let logged = |track: &rules::TrackStatement| track.counted_s.0 > 0 || !track.excluded.is_empty();
    !account.lines.is_empty() || account.tracks.iter().any(logged)
}

/// Lines in words, units of a code together: "99490, 99439 x2".
fn earned<'a>(lines: impl Iterator<Item = &'a rules::Line>) -> String {
    let mut units: Vec<(String, u32)> = Vec::new();
    for line in lines {
        let code = line.code.to_string();
        match units.iter_mut().find(|(known, _)| *known == code) {
            Some((_, n)) => *n += line.units,
            None => units.push((code, line.units)),
        }
    }
    let words = units.iter().map(|(code, n)| if *n == 1 { code.clone() } else { format!("{code} x{n}") });
    words.collect::<Vec<_>>().join(", ")
}

/// A hold keeps money back and somebody must act on it; the flags weigh what an auditor would ask about first.
fn risk(flags: &[Flag], holds: usize, refusals: usize) -> u32 {
    let counted = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let flags: u32 = flags.iter().map(Flag::weight).sum();
    flags.saturating_add(counted(holds).saturating_mul(3)).saturating_add(counted(refusals).saturating_mul(2))
}
