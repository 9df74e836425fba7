//! A patient's month: the statement the rules make of it, kept and refreshed with every change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use rules::{Case, Month, Statement};
use sha2::{Digest, Sha256};
use store::accounts::AccountRow;
use store::audit::{self, Event};
use store::patients::PatientRow;
use store::statements::StatementRow;
use store::{Conn, EnrollmentId, PatientId, StaffId, Tx};

use crate::bar::{self, Terms};
use crate::case::{self, Asked, Chart, Charts};
use crate::change::Change;
use crate::op::{Actor, Op};
use crate::practice::Practice;
use crate::review::seen::Seen;
use crate::review::{self, Kept};
use crate::work::{Stage, Work};
use crate::{Error, Tracker};

/// Makes the statements again that a change made stale, and voids the sign-offs of those that came out otherwise.
pub(crate) fn refresh(
    change: &mut Change<'_>,
    actor: &Actor,
    op: Op,
    work: Option<&Work>,
) -> Result<(), Error> {
    let mut stale = change.trace.stale.clone();
    if change.trace.all_stale {
        stale.extend(kept(change.tx)?);
    }
    if stale.is_empty() {
        return Ok(());
    }
    // What changes how everything is judged is a manager's decision; time in a timer is never lost for a lock.
    let locks = !change.trace.all_stale && !op.answers_for_a_timer();
    if locks {
        for month in &change.trace.timed {
            if review::is_locked(change.tx, *month, change.now)? {
                return Err(review::closed(*month));
            }
        }
    }
    let making = Making {
        tx: change.tx,
        practice: &change.practice,
        today: change.today(),
        now: change.now,
        by: Some(actor.staff),
        locks,
        work,
    };
    let voided = making.again(&stale)?;
    if !voided.is_empty() {
        let words: Vec<_> =
            voided.iter().map(|(month, patient)| format!("{month} {}", patient.get())).collect();
        change.trace.note("voided_sign_offs", words);
    }
    Ok(())
}

fn kept(conn: &Conn) -> Result<Months, Error> {
    store::statements::keys(conn)?
        .into_iter()
        .map(|(month, patient)| Ok((case::word(&month, "month")?, patient)))
        .collect()
}

/// Those of a month and of later ones.
pub(crate) fn kept_since(conn: &Conn, first: Month) -> Result<Months, Error> {
    Ok(kept(conn)?.into_iter().filter(|(month, _)| *month >= first).collect())
}

type Months = BTreeSet<(Month, PatientId)>;

/// Statements being made, when, and by whose doing.
struct Making<'a> {
    tx: &'a Tx<'a>,
    practice: &'a Practice,
    today: NaiveDate,
    now: DateTime<Utc>,
    /// None: only the day or the program changed.
    by: Option<StaffId>,
    /// Whether a locked month keeps its minutes and lines.
    locks: bool,
    /// What somebody waits for, and may stop.
    work: Option<&'a Work>,
}

/// Refuses a month the rules do not know: kept once, it could never be read again.
pub(crate) fn known(month: Month) -> Result<(), Error> {
    match Month::new(month.year(), month.number()) {
        Some(_) => Ok(()),
        None => Err(Error::refused(
            "This would lie before the year 2000 or after 2099. Look at the clock of this computer; nothing was changed.",
        )),
    }
}

impl Making<'_> {
    /// Makes them, and says whose sign-offs that voided.
    fn again(&self, stale: &Months) -> Result<Months, Error> {
        let (people, mut charts, mut locked) = (Asked::default(), Charts::default(), BTreeMap::new());
        let mut voided = Months::new();
        for (done, (month, patient)) in stale.iter().enumerate() {
            if let Some(work) = self.work {
                work.step(Stage::Judging, done, stale.len())?;
            }
            known(*month)?;
            let is_locked = match locked.get(month) {
                Some(known) => *known,
                None => self.locks && review::is_locked(self.tx, *month, self.now)?,
            };
            locked.insert(*month, is_locked);
            if self.keep(&people, charts.of(self.tx, *patient)?, *month, is_locked)? {
                voided.insert((*month, *patient));
            }
        }
        if let Some(work) = self.work {
            work.decide()?;
        }
        Ok(voided)
    }

    fn keep(&self, people: &Asked, chart: &Chart, month: Month, locked: bool) -> Result<bool, Error> {
        let (tx, practice, patient) = (self.tx, self.practice, &*chart.patient_in(month));
        let case = chart.case(tx, practice, people, month, self.today)?;
        let judged_by = practice.rules.of(month);
        let statement = rules::evaluate(&case, judged_by.rules());
        let kept = Kept { patient: patient.id, month, case: &case, statement: &statement };
        if locked {
            self.must_stay(&kept)?;
        }
        store::statements::put(
            tx,
            &StatementRow {
                patient_id: patient.id,
                month: month.to_string(),
                statement_json: json(&statement)?,
                inputs_sha: sha(&case)?,
                submitted_on: self.today,
                pack: judged_by.version(case.payer),
                rule_set: judged_by.sha256().to_owned(),
            },
        )?;
        let accounts = glances(&statement, patient, practice, month)?;
        store::accounts::replace_for_patient(tx, &month.to_string(), patient.id, &accounts)?;
        review::void_if_changed(tx, practice, &kept, self.by, self.now)
    }

    /// A locked month keeps its minutes and lines, who pays for them, and what was signed of who bills them and for what. One
    /// that other packs judged last is not compared: it is not of the same measure.
    fn must_stay(&self, kept: &Kept<'_>) -> Result<(), Error> {
        let (patient, month) = (kept.patient, kept.month);
        let row = store::statements::of_patient_month(self.tx, patient, &month.to_string())?;
        let judged_by = self.practice.rules.of(month);
        let Some(row) = row.filter(|row| row.rule_set == judged_by.sha256()) else {
            return Ok(());
        };
        let stays = Seen::billed(&read(&row)?, month) == Seen::billed(kept.statement, month)
            && row.pack == judged_by.version(kept.case.payer)
            && review::rests_as_signed(self.tx, kept)?;
        if stays { Ok(()) } else { Err(review::closed(month)) }
    }
}

pub(crate) fn glances(
    statement: &Statement,
    patient: &PatientRow,
    practice: &Practice,
    month: Month,
) -> Result<Vec<AccountRow>, Error> {
    let terms = Terms::new(practice, &patient.payer, month.last_day())?;
    let accounts = statement.accounts.iter().filter_map(|account| {
        let enrollment = EnrollmentId(case::number(&account.id)?);
        bar::glance(account, patient.id, enrollment, &terms)
    });
    Ok(accounts.collect())
}

fn json(statement: &Statement) -> Result<String, Error> {
    serde_json::to_string(statement).map_err(|_| Error::Unreadable("statement"))
}

/// Room for the case of a month with a dozen entries.
const CASE_BYTES: usize = 8_192;

/// SHA-256 of what the rules were given.
pub(crate) fn sha(case: &Case) -> Result<[u8; 32], Error> {
    let mut text = Vec::with_capacity(CASE_BYTES);
    serde_json::to_writer(&mut text, case).map_err(|_| Error::Unreadable("case"))?;
    Ok(Sha256::digest(text).into())
}

/// Whose month has a statement, or should have one.
pub(crate) fn patients(conn: &Conn, month: Month) -> Result<BTreeSet<PatientId>, Error> {
    Ok(store::statements::whose(conn, &month.to_string(), (month.first_day(), month.last_day()))?)
}

/// Reads a kept statement back.
pub(crate) fn read(row: &StatementRow) -> Result<Statement, Error> {
    serde_json::from_str(&row.statement_json).map_err(|_| Error::Unreadable("statement"))
}

impl Tracker {
    /// Makes sure that every enrollment of a month has a statement as of today and by the packs that judge the month.
    ///
    /// Deadlines and submission dates move at midnight without anybody changing anything, and packs change with the
    /// practice's own or with a new version of the program: the first look at a month makes such statements again.
    pub(crate) fn open_month(&mut self, month: Month) -> Result<(), Error> {
        let today = self.practice.day(self.clock.now());
        let made = (today, self.practice.rules.of(month).sha256());
        let days = (month.first_day(), month.last_day());
        let stale = self.store.read(|conn| store::statements::stale(conn, &month.to_string(), days, made))?;
        let stale: Months = stale.into_iter().map(|patient| (month, patient)).collect();
        if stale.is_empty() || self.trust.is_read_only() {
            return Ok(());
        }
        let event = self.event(None, "void_sign_off", "claims", "done");
        let (now, practice) = (self.clock.now(), &self.practice);
        let made = self.store.write(|tx| -> Result<_, Error> {
            let making = Making { tx, practice, today, now, by: None, locks: false, work: None };
            let mut head = None;
            for (month, patient) in making.again(&stale)? {
                let detail = format!("{{\"month\":\"{month}\"}}");
                head =
                    Some(audit::append(tx, &Event { patient_id: Some(patient), detail, ..event.clone() })?);
            }
            Ok(head)
        })?;
        made.map_or(Ok(()), |head| self.concluded(Ok(((), head))))
    }

    /// The case and the statement of a patient's month as of now, made afresh.
    pub fn statement(&self, patient: PatientId, month: Month) -> Result<(Case, Statement), Error> {
        let today = self.practice.day(self.clock.now());
        self.store.read(|conn| {
            let chart = Chart::of(conn, patient)?;
            let case = chart.case(conn, &self.practice, &Asked::default(), month, today)?;
            let statement = rules::evaluate(&case, self.practice.rules.of(month).rules());
            Ok((case, statement))
        })
    }
}
