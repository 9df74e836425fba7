//! What would change: a month's cases judged once more by other settings or other packs, and the lines that differ.

use std::path::PathBuf;

use chrono::NaiveDate;
use rules::{Cents, Line, Month, Statement};
use store::statements::StatementRow;
use store::{Conn, PatientId, Reader};
use zeroize::Zeroizing;

use crate::case::{self, Chart, Charts, Staff};
use crate::knobs::{self, KnobChange};
use crate::op::Actor;
use crate::practice::Practice;
use crate::rights::Right;
use crate::view::View;
use crate::work::{Stage, Work};
use crate::{Error, Tracker, month};

/// What would change.
#[derive(Clone, Debug)]
pub enum Change<'a> {
    /// Decisions of the practice.
    Settings(&'a [KnobChange]),
    /// A rule pack of the practice put in force: what errors call it, and its text.
    Pack(&'a str, &'a str),
    /// A rule pack of the practice put out of force, by its id.
    Without(&'a str),
}

/// A month's lines as they are and as they would be.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The month.
    pub month: Month,
    /// How many patients' months were judged again.
    pub looked_at: usize,
    /// What all lines come to now, an estimate.
    pub before: Cents,
    /// What they would come to, an estimate.
    pub after: Cents,
    /// Accounts whose lines, or whose holds, would differ.
    pub differences: Vec<Difference>,
}

/// An account that would differ.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Patient.
    pub patient: PatientId,
    /// Patient's name.
    pub name: String,
    /// `ccm`, `complex_ccm`, `pcm`, `tcm`, `acp` or `oncology`.
    pub program: &'static str,
    /// Its lines now.
    pub before: Billed,
    /// Its lines then.
    pub after: Billed,
}

/// What an account bills.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Billed {
    /// Its lines.
    pub lines: Vec<Line>,
    /// A document keeps them from being sent.
    pub held: bool,
}

/// A month to be judged once more, on another thread and on a connection of its own, while work goes on.
pub struct Trial {
    database: PathBuf,
    key: Zeroizing<String>,
    practice: Practice,
    other: Practice,
    month: Month,
    today: NaiveDate,
    work: Work,
}

/// What is said of a trial that was stopped.
const STOPPED: &str = "You stopped it. Nothing was changed.";

impl std::fmt::Debug for Trial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Trial({})", self.month)
    }
}

impl Trial {
    /// The same, as work that somebody waits for and may stop.
    #[must_use]
    pub fn heeding(self, work: &Work) -> Self {
        Self { work: work.clone(), ..self }
    }

    /// Judges every patient's month twice: as it is, and as it would be. All of it sees the moment at which it starts; `each`
    /// is told how many were judged.
    ///
    /// # Errors
    /// The disk; [`Error::Stopped`].
    pub fn run(self, each: impl FnMut(usize)) -> Result<WhatIf, Error> {
        let mut reader = Reader::open(&self.database, &self.key)?;
        self.work.told(reader.read(|conn| self.compare(conn, each)), STOPPED)
    }

    fn compare(&self, conn: &Conn, mut each: impl FnMut(usize)) -> Result<WhatIf, Error> {
        let (month, today) = (self.month, self.today);
        let (staff, mut charts) = (case::staff(conn)?, Charts::default());
        let mut found =
            WhatIf { month, looked_at: 0, before: Cents::ZERO, after: Cents::ZERO, differences: Vec::new() };
        let patients = month::patients(conn, month)?;
        for patient in &patients {
            self.work.step(Stage::Judging, found.looked_at, patients.len())?;
            let chart = charts.of(conn, *patient)?;
            let now = self.now(conn, &staff, chart)?;
            let case = chart.case(conn, &self.other, &staff, month, today)?;
            let then = rules::evaluate(&case, self.other.rules.of(month).rules());
            found.add(&chart.patient_in(self.month), &now, &then);
            each(found.looked_at);
        }
        Ok(found)
    }

    /// The statement that is kept, where it is of today and of the packs in force; else one made for this look.
    fn now(&self, conn: &Conn, staff: &Staff, chart: &Chart) -> Result<Statement, Error> {
        let judged_by = self.practice.rules.of(self.month);
        let kept = store::statements::of_patient_month(
            conn,
            chart.patient_in(self.month).id,
            &self.month.to_string(),
        )?;
        let fits = |row: &StatementRow| row.submitted_on == self.today && row.rule_set == judged_by.sha256();
        match kept.filter(fits) {
            Some(row) => month::read(&row),
            None => {
                let case = chart.case(conn, &self.practice, staff, self.month, self.today)?;
                Ok(rules::evaluate(&case, judged_by.rules()))
            }
        }
    }
}

impl Tracker {
    /// What would change in a month, to be found out by [`Trial::run`]; nothing is kept of it. An exported month keeps packs
    /// and decisions it was claimed under, so others change nothing there. Hand what it found to [`Tracker::note_trial`].
    ///
    /// # Errors
    /// Settings or a pack that make no sense; access; the disk.
    pub fn trial(&mut self, actor: &Actor, month: Month, what: &Change<'_>) -> Result<Trial, Error> {
        self.allow(actor, Right::Manage, "what_if")?;
        Ok(Trial {
            other: self.changed_practice(what)?,
            database: self.home.database(),
            key: self.key.hex(),
            practice: self.practice.clone(),
            month,
            today: self.today_date(),
            work: Work::default(),
        })
    }

    /// Writes that somebody looked at what would change: the list has names in it.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn note_trial(&mut self, actor: &Actor, found: &WhatIf) -> Result<(), Error> {
        self.allow(actor, Right::Manage, "what_if")?;
        let (filter, rows) = (found.month.to_string(), found.differences.len());
        self.look(actor, View::List { list: "what_if", filter, rows })
    }

    fn changed_practice(&self, what: &Change<'_>) -> Result<Practice, Error> {
        let mut practice = self.practice.clone();
        match what {
            Change::Settings(changes) => {
                practice.settings = knobs::changed(&practice.settings, changes, &practice)?;
            }
            Change::Pack(file, text) => practice.rules = practice.rules.with(self.set_with(file, text)?.1),
            Change::Without(id) => practice.rules = practice.rules.with(self.set_without(id)?),
        }
        Ok(practice)
    }
}

impl WhatIf {
    fn add(&mut self, patient: &store::patients::PatientRow, now: &Statement, then: &Statement) {
        self.looked_at += 1;
        let then_of = accounts(then, self.month);
        for (id, program, before) in accounts(now, self.month) {
            let after = then_of.iter().find(|(other, ..)| *other == id);
            let after = after.map(|(.., billed)| billed.clone()).unwrap_or_default();
            self.before += worth(&before);
            self.after += worth(&after);
            if before != after {
                let (name, patient) = (patient.name.clone(), patient.id);
                self.differences.push(Difference { patient, name, program, before, after });
            }
        }
    }
}

fn worth(billed: &Billed) -> Cents {
    billed.lines.iter().map(|line| line.amount_cents).sum()
}

/// Every account of a statement with what it bills in the month. The accounts themselves depend on no setting and no pack.
fn accounts(statement: &Statement, month: Month) -> Vec<(String, &'static str, Billed)> {
    let timed = statement.accounts.iter().map(|account| {
        let billed = Billed { lines: account.lines.clone(), held: !account.holds.is_empty() };
        (account.id.clone(), account.program.as_str(), billed)
    });
    let tcm = statement.tcm.iter().map(|episode| {
        let lines: Vec<_> = episode.line.iter().filter(|line| month.contains(line.dos)).cloned().collect();
        let held = !lines.is_empty() && !episode.holds.is_empty();
        (episode.id.clone(), "tcm", Billed { lines, held })
    });
    let acp = statement.acp.iter().map(|talk| {
        let id = format!("acp {} {}", talk.date, talk.staff);
        let lines = talk.lines.iter().filter(|line| month.contains(line.dos)).cloned().collect();
        (id, "acp", Billed { lines, held: false })
    });
    let oncology = statement.oncology.iter().map(|event| {
        let lines: Vec<_> = event.line.iter().filter(|line| month.contains(line.dos)).cloned().collect();
        let held = !lines.is_empty() && !event.holds.is_empty();
        (event.id.clone(), "oncology", Billed { lines, held })
    });
    timed.chain(tcm).chain(acp).chain(oncology).collect()
}
