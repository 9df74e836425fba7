//! Everything of one patient and one month, as the patient screen shows it.

use std::collections::BTreeMap;

use rules::{
    AccountStatement, Case, Cents, Code, ContactWorth, ExcludedTime, Month, Seconds, Statement,
    TcmExplanation, TcmStatement,
};
use store::before::{self, held_in};
use store::conditions::ConditionRow;
use store::enrollments::EnrollmentRow;
use store::entries::EntryVersion;
use store::patients::PatientRow;
use store::tcm::{ContactRow, EpisodeRow};
use store::{Conn, EnrollmentId, PatientId, StaffId};

use crate::bar::{self, Bar, Terms};
use crate::patients::{self, PatientLine};
use crate::services::Services;
use crate::{Error, Tracker, case};

/// Names of the staff by id.
pub type Names = BTreeMap<StaffId, String>;

/// A patient's month.
#[derive(Clone, Debug)]
pub struct PatientMonth {
    /// The patient.
    pub patient: PatientRow,
    /// The month.
    pub month: Month,
    /// Who pays for it: not always who pays now.
    pub payer: String,
    /// Enrollments; those that run in the month first.
    pub enrollments: Vec<EnrollmentMonth>,
    /// Entries of the month, newest first, each with its versions.
    pub entries: Vec<EntryMonth>,
    /// Episodes, newest first.
    pub episodes: Vec<EpisodeMonth>,
    /// Planning talks, treatment plans, and what the practice bills by other means.
    pub services: Services,
    /// Names of the staff.
    pub names: Names,
}

/// An enrollment's month.
#[derive(Clone, Debug)]
pub struct EnrollmentMonth {
    /// The enrollment.
    pub row: EnrollmentRow,
    /// Its conditions as they are.
    pub conditions: Vec<ConditionRow>,
    /// Those that claims of the month rest on.
    pub held: Vec<ConditionRow>,
    /// Who bills the month.
    pub practitioner: StaffId,
    /// Its MDM records: month and level.
    pub mdm: Vec<(String, String)>,
    /// What the rules said; none when the enrollment does not touch the month.
    pub account: Option<AccountStatement>,
    /// The bar.
    pub bar: Option<Bar>,
}

/// An entry as it stands, or as it stood when it was voided.
#[derive(Clone, Debug)]
pub struct EntryMonth {
    /// The newest version.
    pub version: EntryVersion,
    /// The version before it, if it was corrected.
    pub before: Option<EntryVersion>,
    /// Number of corrections.
    pub corrections: usize,
    /// Counted in the track shown, within the month.
    pub counted: Seconds,
    /// Excluded there, by reason.
    pub excluded: Vec<ExcludedTime>,
}

/// An episode with what the rules say of it today.
#[derive(Clone, Debug)]
pub struct EpisodeMonth {
    /// The episode.
    pub row: EpisodeRow,
    /// Deadlines, reasons, line.
    pub statement: TcmStatement,
    /// Contacts, oldest first, with those that no longer count.
    pub contacts: Vec<(ContactRow, Option<ContactWorth>)>,
}

impl PatientMonth {
    /// The patient with the enrollments that run on a day.
    pub fn line(&self, day: chrono::NaiveDate) -> PatientLine {
        let running = self.enrollments.iter().filter(|item| patients::runs_on(&item.row, day));
        PatientLine {
            row: self.patient.clone(),
            enrollments: running.map(|item| (item.row.id, item.row.program.clone())).collect(),
            hidden: false,
        }
    }

    /// What a unit of a code is worth in this month, an estimate.
    pub fn worth(&self, tracker: &Tracker, code: Code) -> Cents {
        let practice = tracker.practice();
        let packs = practice.rules.of(self.month).rules();
        let qp = practice.settings_of(self.month).qp;
        rules::fee(code, self.month.last_day(), practice.place_of(self.month), qp, packs)
    }
}

impl Tracker {
    /// Everything of a patient's month, made afresh. Asks for no right: what a person looks at comes from
    /// [`Tracker::open_patient`].
    ///
    /// # Errors
    /// No such patient.
    pub fn patient_month(&self, id: PatientId, month: Option<Month>) -> Result<PatientMonth, Error> {
        let month = month.unwrap_or_else(|| Month::of(self.today_date()));
        let patient = self
            .store
            .read(|conn| store::patients::by_id(conn, id))
            .map_err(|_| Error::NotFound("patient"))?;
        let (case, statement) = self.statement(id, month)?;
        Ok(PatientMonth {
            enrollments: self.enrollment_months(&patient, &case, &statement)?,
            entries: self.entry_months(&patient, month, &statement)?,
            episodes: self.episode_months(&patient, &case)?,
            services: self
                .store
                .read(|conn| Services::read(conn, &self.practice, patient.id, month, &statement))?,
            names: self.names()?,
            patient,
            month,
            payer: case.payer.as_str().to_owned(),
        })
    }

    /// Names of the staff by id.
    ///
    /// # Errors
    /// The disk.
    pub fn names(&self) -> Result<Names, Error> {
        let rows = self.store.read(store::staff::all)?;
        Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
    }

    fn enrollment_months(
        &self,
        patient: &PatientRow,
        case: &Case,
        statement: &Statement,
    ) -> Result<Vec<EnrollmentMonth>, Error> {
        let (month, name) = (case.month, case.month.to_string());
        let terms = Terms::new(&self.practice, case.payer.as_str(), month.last_day())?;
        let (rows, all) = self.store.read(|conn| -> Result<_, Error> {
            let all = store::conditions::of_patient(conn, patient.id)?;
            Ok((store::enrollments::of_patient(conn, patient.id)?, all))
        })?;
        let mut months = rows
            .into_iter()
            .map(|row| {
                let (practitioners, mdm) = self.store.read(|conn| -> Result<_, Error> {
                    Ok((before::practitioners_of(conn, row.id)?, store::mdm::of_enrollment(conn, row.id)?))
                })?;
                let practitioner =
                    held_in(&practitioners, &name).map_or(row.practitioner_id, |was| was.practitioner_id);
                let of_it = || all.iter().filter(|item| item.enrollment_id == row.id).cloned();
                let conditions = of_it().filter(|item| item.before.is_none()).collect();
                let held = of_it().filter(|item| item.holds_in(&name)).collect();
                let account = account(statement, row.id).cloned();
                let glance =
                    account.as_ref().and_then(|account| bar::glance(account, patient.id, row.id, &terms));
                let bar = glance.map(|glance| bar::bar(&glance, &terms)).transpose()?;
                Ok(EnrollmentMonth { row, conditions, held, practitioner, mdm, account, bar })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        months.sort_by_key(|item| (item.account.is_none(), std::cmp::Reverse(item.row.start_date)));
        Ok(months)
    }

    fn entry_months(
        &self,
        patient: &PatientRow,
        month: Month,
        statement: &Statement,
    ) -> Result<Vec<EntryMonth>, Error> {
        let (from, to) = self.practice.bounds(month);
        let versions =
            self.store.read(|conn| store::entries::history_of_patient(conn, patient.id, from, to))?;
        let replaced: BTreeMap<_, _> =
            versions.iter().filter_map(|version| Some((version.row.replaces_id?, version.row.id))).collect();
        let by_id: BTreeMap<_, _> = versions.iter().map(|version| (version.row.id, version)).collect();
        let mut entries: Vec<_> = versions
            .iter()
            .filter(|version| !replaced.contains_key(&version.row.id))
            .filter(|version| version.row.started_at < to && version.row.ended_at > from)
            .map(|version| entry_month(version, &by_id, statement, (from, to)))
            .collect();
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.version.row.started_at, entry.version.row.id)));
        Ok(entries)
    }

    fn episode_months(&self, patient: &PatientRow, case: &Case) -> Result<Vec<EpisodeMonth>, Error> {
        if case.tcm.is_empty() {
            return Ok(Vec::new());
        }
        let told = rules::explanation(case, self.practice.rules.of(case.month).rules());
        self.store.read(|conn| {
            let mut rows = store::tcm::episodes_of_patient(conn, patient.id)?;
            rows.sort_by_key(|row| std::cmp::Reverse(row.discharged_at));
            let mut months = Vec::new();
            for row in rows {
                let id = case::episode_id(row.id);
                let statement = told.statement.tcm.iter().find(|item| item.id == id);
                let explanation = told.tcm.iter().find(|item| item.id == id);
                let Some((statement, explanation)) = statement.zip(explanation) else { continue };
                months.push(episode_month(conn, row, statement.clone(), explanation)?);
            }
            Ok(months)
        })
    }
}

/// An episode with its contacts, each with what the rules make of it.
pub(crate) fn episode_month(
    conn: &Conn,
    row: EpisodeRow,
    statement: TcmStatement,
    explanation: &TcmExplanation,
) -> Result<EpisodeMonth, Error> {
    let contacts = store::tcm::contacts_of_episode(conn, row.id)?;
    // The rules list those that count by time, as the store does.
    let mut worths = explanation.contacts.iter().map(|contact| contact.worth);
    let contacts = contacts.into_iter().map(|contact| {
        let worth = if contact.voided.is_none() { worths.next() } else { None };
        (contact, worth)
    });
    Ok(EpisodeMonth { row, statement, contacts: contacts.collect() })
}

fn account(statement: &Statement, enrollment: EnrollmentId) -> Option<&AccountStatement> {
    let id = case::account_id(enrollment);
    statement.accounts.iter().find(|account| account.id == id)
}

fn entry_month(
    version: &EntryVersion,
    by_id: &BTreeMap<store::EntryId, &EntryVersion>,
    statement: &Statement,
    (from, to): (chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>),
) -> EntryMonth {
    let row = &version.row;
    let earlier = |version: &EntryVersion| {
        version.row.replaces_id.and_then(|id| by_id.get(&id)).map(|version| (*version).clone())
    };
    let before = earlier(version);
    let corrections = std::iter::successors(before.clone(), earlier).count();
    let excluded = excluded(statement, row);
    let slice = (row.ended_at.min(to) - row.started_at.max(from)).num_seconds();
    let lost: i64 = excluded.iter().map(|item| item.seconds.0).sum();
    let counted = if version.voided.is_some() { Seconds::ZERO } else { Seconds(slice - lost) };
    EntryMonth { version: version.clone(), before, corrections, counted, excluded }
}

/// What of an entry does not count in a month, and why.
pub(crate) fn excluded(statement: &Statement, row: &store::entries::EntryRow) -> Vec<ExcludedTime> {
    let id = case::entry_id(row.id);
    let track = account(statement, row.enrollment_id).and_then(bar::shown_track);
    let items = track.into_iter().flat_map(|track| &track.excluded);
    items.filter(|item| item.entry == id).cloned().collect()
}
