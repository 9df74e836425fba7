//! What a patient's months came to: the claim lines of every month that was stated, newest first.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rules::{Line, Month, Statement};
use store::{Conn, PatientId};

use crate::op::Actor;
use crate::rights::Right;
use crate::view::View;
use crate::{Error, Tracker, case, month};

/// One month with claim lines.
#[derive(Clone, Debug)]
pub struct PastMonth {
    /// The month.
    pub month: Month,
    /// Its lines, in the order of the claim.
    pub lines: Vec<PastLine>,
    /// When a line of the patient was exported last.
    pub exported: Option<DateTime<Utc>>,
}

/// One claim line.
#[derive(Clone, Debug)]
pub struct PastLine {
    /// `ccm`, `complex_ccm`, `pcm`, `tcm`, `acp` or `oncology`.
    pub program: String,
    /// The line.
    pub line: Line,
    /// Something keeps it from being exported.
    pub held: bool,
}

impl Tracker {
    /// A patient's claim lines of all months, for somebody to look at. They are those of the last look at each month.
    ///
    /// # Errors
    /// Access; a patient who is hidden; the disk.
    pub fn open_claim_history(&mut self, actor: &Actor, patient: PatientId) -> Result<Vec<PastMonth>, Error> {
        self.allow(actor, Right::SeePatients, "claim_history")?;
        self.must_see(actor, patient, "claim_history")?;
        self.store
            .read(|conn| store::patients::by_id(conn, patient))
            .map_err(|_| Error::NotFound("patient"))?;
        let months = self.store.read(|conn| months(conn, patient))?;
        self.look(actor, View::Patient(patient))?;
        Ok(months)
    }
}

fn months(conn: &Conn, patient: PatientId) -> Result<Vec<PastMonth>, Error> {
    let mut found = Vec::new();
    let sent: BTreeMap<_, _> = store::export_lines::last_of_patient(conn, patient)?.into_iter().collect();
    for name in store::statements::months_of_patient(conn, patient)? {
        let Some(kept) = store::statements::of_patient_month(conn, patient, &name)? else { continue };
        let of: Month = case::word(&name, "month")?;
        let lines = lines(&month::read(&kept)?, of);
        if lines.is_empty() {
            continue;
        }
        found.push(PastMonth { month: of, lines, exported: sent.get(&name).copied() });
    }
    found.sort_by_key(|past| std::cmp::Reverse(past.month));
    Ok(found)
}

/// A discharge or a plan is in the month of its date of service, and its statement in every month.
fn lines(statement: &Statement, of: Month) -> Vec<PastLine> {
    let timed = statement.accounts.iter().flat_map(|account| {
        account.lines.iter().map(|line| PastLine {
            program: account.program.as_str().to_owned(),
            line: line.clone(),
            held: !account.holds.is_empty(),
        })
    });
    let discharges = statement.tcm.iter().filter_map(|episode| {
        let line = episode.line.clone().filter(|line| of.contains(line.dos))?;
        Some(PastLine { program: "tcm".to_owned(), line, held: !episode.holds.is_empty() })
    });
    let untimed = |program: &str, line: &Line, held| {
        of.contains(line.dos).then(|| PastLine { program: program.to_owned(), line: line.clone(), held })
    };
    let talks = statement.acp.iter().flat_map(|day| &day.lines);
    let talks = talks.filter_map(|line| untimed("acp", line, false));
    let plans = statement.oncology.iter().filter_map(|plan| {
        plan.line.as_ref().and_then(|line| untimed("oncology", line, !plan.holds.is_empty()))
    });
    timed.chain(discharges).chain(talks).chain(plans).collect()
}
