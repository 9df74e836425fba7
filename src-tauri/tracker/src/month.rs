//! A patient's month: the statement the rules make of it, kept and refreshed with every change.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rules::{Case, Month, Statement};
use sha2::{Digest, Sha256};
use store::accounts::AccountRow;
use store::patients::PatientRow;
use store::statements::StatementRow;
use store::{Conn, EnrollmentId, PatientId, Tx};

use crate::bar::{self, Terms};
use crate::case::{self, Chart, Charts, Staff};
use crate::change::Change;
use crate::practice::Practice;
use crate::{Error, Tracker};

/// Makes the statements again that a change made stale.
pub(crate) fn refresh(change: &Change<'_>) -> Result<(), Error> {
    let mut stale = change.trace.stale.clone();
    if change.trace.all_stale {
        stale.extend(kept(change.tx)?);
    }
    if stale.is_empty() {
        return Ok(());
    }
    make_again(change.tx, &change.practice, change.today(), &stale)
}

fn kept(conn: &Conn) -> Result<BTreeSet<(Month, PatientId)>, Error> {
    store::statements::keys(conn)?
        .into_iter()
        .map(|(month, patient)| Ok((case::word(&month, "month")?, patient)))
        .collect()
}

fn make_again(
    tx: &Tx<'_>,
    practice: &Practice,
    today: NaiveDate,
    stale: &BTreeSet<(Month, PatientId)>,
) -> Result<(), Error> {
    let staff = case::staff(tx)?;
    let mut charts = Charts::default();
    for (month, patient) in stale {
        known(*month)?;
        keep(tx, practice, &staff, charts.of(tx, *patient)?, *month, today)?;
    }
    Ok(())
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

fn keep(
    tx: &Tx<'_>,
    practice: &Practice,
    staff: &Staff,
    chart: &Chart,
    month: Month,
    today: NaiveDate,
) -> Result<(), Error> {
    let patient = &chart.patient;
    let case = chart.case(tx, practice, staff, month, today)?;
    let judged_by = practice.rules.of(month);
    let statement = rules::evaluate(&case, judged_by.rules());
    store::statements::put(
        tx,
        &StatementRow {
            patient_id: patient.id,
            month: month.to_string(),
            statement_json: json(&statement)?,
            inputs_sha: sha(&case)?,
            submitted_on: today,
            pack: judged_by.version(case.payer),
            rule_set: judged_by.sha256().to_owned(),
        },
    )?;
    let accounts = glances(&statement, patient, practice, month)?;
    store::accounts::replace_for_patient(tx, &month.to_string(), patient.id, &accounts)?;
    Ok(())
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

/// SHA-256 of what the rules were given.
pub(crate) fn sha(case: &Case) -> Result<[u8; 32], Error> {
    let text = serde_json::to_vec(case).map_err(|_| Error::Unreadable("case"))?;
    Ok(Sha256::digest(text).into())
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
        let (practice, first, last) = (&self.practice, month.first_day(), month.last_day());
        let stale = self.store.read(|conn| -> Result<_, Error> {
            let mut wanted: BTreeSet<_> = store::enrollments::all_in_month(conn, first, last)?
                .into_iter()
                .map(|row| (month, row.patient_id))
                .collect();
            let made = store::statements::made_of_month(conn, &month.to_string())?;
            wanted.extend(made.keys().map(|patient| (month, *patient)));
            let as_of = (today, practice.rules.of(month).sha256().to_owned());
            wanted.retain(|(_, patient)| made.get(patient) != Some(&as_of));
            Ok(wanted)
        })?;
        if stale.is_empty() || self.trust.is_read_only() {
            return Ok(());
        }
        self.store.write(|tx| make_again(tx, practice, today, &stale))
    }

    /// The case and the statement of a patient's month as of now, made afresh.
    pub fn statement(&self, patient: PatientId, month: Month) -> Result<(Case, Statement), Error> {
        let today = self.practice.day(self.clock.now());
        self.store.read(|conn| {
            let staff = case::staff(conn)?;
            let case = Chart::of(conn, patient)?.case(conn, &self.practice, &staff, month, today)?;
            let statement = rules::evaluate(&case, self.practice.rules.of(month).rules());
            Ok((case, statement))
        })
    }
}
