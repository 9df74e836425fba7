//! Proves that what is kept is sound: the file, the audit chain, every row against its events, every statement against its
//! entries. In the open vault, or beside it on another thread.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rules::Month;
use store::audit::{ChainReport, Event};
use store::statements::StatementRow;
use store::{Conn, PatientId, Reader};
use vault::HeadReading;
use zeroize::Zeroizing;

use crate::case::{self, Charts};
use crate::health::{self, AnchorState, ReadOnly};
use crate::op::Actor;
use crate::packs::RuleSet;
use crate::practice::Practice;
use crate::rule_packs::of_record;
use crate::work::Work;
use crate::{Error, Tracker, marks, month};

mod words;

use words::in_words;

const STOPPED: &str = "The check was stopped before it was finished, so nobody knows yet whether the record is sound. Nothing \
                       was changed, and nothing is recorded as checked.";

/// What a verification found.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// Audit events checked.
    pub events: i64,
    /// Position and first 16 hex digits of the newest.
    pub head: Option<(i64, String)>,
    /// Rows compared with the events that tell of them.
    pub rows: u64,
    /// The first event that is not what it was.
    pub first_bad: Option<i64>,
    /// Places of the record that have no event, from and to.
    pub missing: Vec<(i64, i64)>,
    /// Rows that no event tells of.
    pub unrecorded: u64,
    /// What the note beside the database says of the record's end.
    pub anchor: Option<AnchorState>,
    /// The event that a head on a print or an export was, where one was given and is there.
    pub printed: Option<i64>,
    /// Statements made again and compared.
    pub statements: usize,
    /// What is wrong, a sentence each; empty when all is sound.
    pub faults: Vec<String>,
    /// A page or an index of the file itself is damaged.
    pub file_damaged: bool,
    /// The opening of the vault that was looked at: of another one nothing was found out.
    pub opening: Arc<()>,
}

/// A full check that can run on another thread, on a connection of its own, while work goes on.
pub struct FullCheck {
    database: PathBuf,
    key: Zeroizing<String>,
    practice: Practice,
    noted: HeadReading,
    asked: Asked,
    progress: Arc<Progress>,
    work: Work,
    opening: Arc<()>,
}

/// What of the record is asked about.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Faults of events before this one were looked into, and are not told again.
    pub from: Option<i64>,
    /// The first bytes of a hash that was printed or exported: the record must have it.
    pub printed: Option<Vec<u8>>,
}

/// How far a full check is, readable from another thread.
#[derive(Debug, Default)]
pub struct Progress(AtomicU8);

impl Progress {
    /// The steps of a check.
    pub const STEPS: u8 = 3;

    /// The step it is at: 1 the file, 2 the record and its rows, 3 the statements; 0 before it starts.
    pub fn step(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }

    fn at(&self, step: u8) {
        self.0.store(step, Ordering::Relaxed);
    }
}

impl std::fmt::Debug for FullCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FullCheck")
    }
}

impl FullCheck {
    /// With a question about a part of the record.
    #[must_use]
    pub fn asking(self, asked: Asked) -> Self {
        Self { asked, ..self }
    }

    /// As work that somebody may stop.
    #[must_use]
    pub fn heeding(self, work: &Work) -> Self {
        Self { work: work.clone(), ..self }
    }

    /// How far it is, to be looked at while it runs.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    /// Checks everything, as it stands when it starts. Changes nothing.
    ///
    /// # Errors
    /// The disk; [`Error::Stopped`].
    pub fn run(self) -> Result<Verification, Error> {
        // Cut short, what is read looks like damage: whatever was found is no finding then.
        let found = self.look_twice().and_then(|found| self.work.go_on().map(|()| found));
        let found = self.work.told(found, STOPPED)?;
        Ok(Verification { opening: self.opening, ..found })
    }

    fn look_twice(&self) -> Result<Verification, Error> {
        let found = self.look()?;
        if !found.file_damaged || self.work.go_on().is_err() {
            return Ok(found);
        }
        // A page that was on its way from the journal into the file is no damage, and has arrived by now.
        self.look()
    }

    /// The file on one thread and what is written in it on another: both read all of it, and neither waits for the other.
    fn look(&self) -> Result<Verification, Error> {
        self.progress.at(1);
        let (mut here, mut beside) = (self.reader()?, self.reader()?);
        let (file, record) = std::thread::scope(|scope| {
            let record = scope.spawn(move || beside.read(|conn| self.record(conn)));
            let file = here.read(|conn| store::problems(conn).map_err(Error::from));
            (file, record.join())
        });
        let (file, record) = (file?, record.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        let told: Vec<String> = file.iter().map(|fault| format!("The database file: {fault}.")).collect();
        if told.is_empty() {
            return record;
        }
        // In a damaged file the record may not be readable at all, which is no news then.
        let mut found = record.unwrap_or_default();
        found.file_damaged = true;
        found.faults.splice(0..0, told);
        Ok(found)
    }

    fn reader(&self) -> Result<Reader, Error> {
        Ok(Reader::open(&self.database, &self.key)?.heeding(self.work.halt())?)
    }

    /// The record, every row against it, and every statement.
    fn record(&self, conn: &Conn) -> Result<Verification, Error> {
        let mut found = Verification::default();
        self.progress.at(2);
        chain(&mut found, &store::audit::verify_from(conn, self.asked.from.unwrap_or(1))?);
        let state = health::compare(conn, self.noted)?;
        found.anchor = Some(state);
        found.faults.extend(anchor(state));
        printed(&mut found, conn, self.asked.printed.as_deref())?;
        self.progress.at(3);
        statements(&mut found, conn, &self.practice, &self.work)?;
        Ok(found)
    }
}

impl Tracker {
    /// Checks everything. Changes nothing.
    ///
    /// # Errors
    /// The disk.
    pub fn verify(&self) -> Result<Verification, Error> {
        self.full_check()?.run()
    }

    /// A full check to be run on another thread; hand its result to [`Tracker::note_check`].
    ///
    /// # Errors
    /// The disk.
    pub fn full_check(&self) -> Result<FullCheck, Error> {
        let (_, reading) =
            vault::Anchor::open(&self.home.vault_dir(), self.key.anchor_key(), self.vault.vault_id())
                .map_err(|error| Error::File(error.kind()))?;
        Ok(FullCheck {
            database: self.home.database(),
            key: self.key.hex(),
            practice: self.practice.clone(),
            noted: reading,
            asked: Asked::default(),
            progress: Arc::default(),
            work: Work::default(),
            opening: Arc::clone(&self.opening),
        })
    }

    /// Is it time for a full check: once a day, after a bad end, and where the file is too large for the look at opening?
    pub fn full_check_due(&self) -> bool {
        self.trust.health.check_due(self.clock.now())
    }

    /// Writes that somebody had the record checked, and what came of it.
    ///
    /// # Errors
    /// The disk.
    pub fn record_check(&mut self, actor: &Actor, found: &Verification) -> Result<(), Error> {
        if self.trust.is_read_only() {
            return Ok(());
        }
        let outcome = if found.faults.is_empty() { "done" } else { "faults" };
        let detail = serde_json::json!({ "events": found.events, "faults": found.faults.len() }).to_string();
        let event = Event { detail, ..self.event(Some(actor), "verify", "audit", outcome) };
        self.append(&[event])
    }

    /// What a full check found: for the banner, and so that the next one waits a day. A damaged file is not written to any
    /// more.
    pub fn note_check(&mut self, found: &Verification) {
        // A restore may have put another vault in the place of the one that was looked at.
        if !Arc::ptr_eq(&found.opening, &self.opening) {
            return;
        }
        let now = self.clock.now();
        let health = &mut self.trust.health;
        health.faults.clone_from(&found.faults);
        (health.checked, health.unclean_exit, health.unseen) = (Some(now), false, false);
        if found.file_damaged {
            health.read_only = Some(ReadOnly::Damaged);
            // Best effort: a file that cannot even be told so is not written to either.
            let _ = self.store.leave_as_it_is();
        }
        if found.faults.is_empty() {
            marks::set_checked(&self.home.vault_dir(), now);
        }
    }
}

/// A head on paper, or in the file of an export, must be in the record: else the record was rewritten since.
fn printed(found: &mut Verification, conn: &Conn, hash: Option<&[u8]>) -> Result<(), Error> {
    let Some(hash) = hash else { return Ok(()) };
    found.printed = store::audit::seq_of(conn, hash)?;
    if found.printed.is_none() {
        found.faults.push(
            "The head that was printed or exported is not in this record: the record was rewritten since, or is another one."
                .to_owned(),
        );
    }
    Ok(())
}

fn chain(found: &mut Verification, report: &ChainReport) {
    found.events = report.events;
    found.rows = report.rows;
    found.first_bad = report.first_bad;
    found.head = report.head.map(|(seq, hash)| (seq, short(&hash)));
    found.missing.clone_from(&report.missing);
    found.unrecorded = report.unrecorded;
    if let Some(seq) = report.first_bad {
        found.faults.push(format!("The audit chain is broken at event {seq}."));
    }
    found.faults.extend(report.faults.iter().map(in_words));
    let untold = report.fault_count - report.faults.len() as u64;
    if untold > 0 {
        found.faults.push(format!("{untold} more rows are not what their events left."));
    }
}

/// What a walk along the chain found, a sentence each.
pub(crate) fn chain_faults(report: &ChainReport) -> Vec<String> {
    let mut found = Verification::default();
    chain(&mut found, report);
    found.faults
}

fn anchor(state: AnchorState) -> Option<String> {
    match state {
        AnchorState::Behind { events } => Some(format!(
            "{events} recorded actions are missing (rollback or damaged journal): the note beside the database knows them."
        )),
        AnchorState::Forked { seq } => Some(format!(
            "The record was rewritten: event {seq} is not the one that the note beside the database knows."
        )),
        AnchorState::Agrees | AnchorState::Ahead { .. } | AnchorState::Missing | AnchorState::Damaged => None,
    }
}

fn statements(found: &mut Verification, conn: &Conn, practice: &Practice, work: &Work) -> Result<(), Error> {
    found.faults.extend(practice.rules.faults().iter().cloned());
    let staff = case::staff(conn);
    let mut made = MadeAgain { conn, practice, charts: Charts::default(), sets: BTreeMap::new() };
    let mut keys: BTreeSet<(String, PatientId)> = store::statements::keys(conn)?.into_iter().collect();
    keys.extend(store::accounts::keys(conn)?);
    for (month, patient) in keys {
        work.go_on()?;
        found.statements += 1;
        // What cannot even be read is a fault to report, not a reason to stop looking.
        let again = staff
            .as_ref()
            .map_or(Again::Differs, |staff| made.compare(staff, &month, patient).unwrap_or(Again::Differs));
        let patient = patient.get();
        found.faults.extend(match again {
            Again::Same => None,
            Again::Differs => Some(format!(
                "The statement of patient {patient} for {month} is not what the rules say of the entries."
            )),
            Again::NoPacks => Some(format!(
                "The rule packs of the statement of patient {patient} for {month} cannot be read."
            )),
        });
    }
    Ok(())
}

/// What a statement made again is beside the one that is kept.
enum Again {
    Same,
    Differs,
    NoPacks,
}

/// Statements made again from their entries, each by the packs it names.
struct MadeAgain<'a> {
    conn: &'a Conn,
    practice: &'a Practice,
    charts: Charts,
    sets: BTreeMap<String, Option<Arc<RuleSet>>>,
}

impl MadeAgain<'_> {
    fn compare(&mut self, staff: &case::Staff, text: &str, patient: PatientId) -> Result<Again, Error> {
        let Some(kept) = store::statements::of_patient_month(self.conn, patient, text)? else {
            return Ok(Again::Differs);
        };
        let Some(judged_by) = self.set_of(&kept)? else { return Ok(Again::NoPacks) };
        let month: Month = case::word(text, "month")?;
        let chart = self.charts.of(self.conn, patient)?;
        let case = chart.case(self.conn, self.practice, staff, month, kept.submitted_on)?;
        let statement = rules::evaluate(&case, judged_by.rules());
        let mut accounts = month::glances(&statement, &chart.patient_in(month), self.practice, month)?;
        accounts.sort_by_key(|account| account.enrollment_id);
        let same = kept.pack == judged_by.version(case.payer)
            && kept.inputs_sha == month::sha(&case)?
            && month::read(&kept)? == statement
            && store::accounts::of_patient_month(self.conn, patient, text)? == accounts;
        Ok(if same { Again::Same } else { Again::Differs })
    }

    fn set_of(&mut self, kept: &StatementRow) -> Result<Option<Arc<RuleSet>>, Error> {
        match self.sets.entry(kept.rule_set.clone()) {
            Slot::Occupied(set) => Ok(set.get().clone()),
            Slot::Vacant(place) => {
                let set = of_record(self.conn, &kept.rule_set, self.practice.rules.now())?;
                Ok(place.insert(set).clone())
            }
        }
    }
}

/// The first 16 hex digits of a hash.
pub(crate) fn short(hash: &[u8; 32]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
