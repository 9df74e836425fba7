//! What an episode asks for next, until when, and what it is worth today and after the next midnight.

use chrono::{Days, NaiveDate};
use rules::{Case, Cents, ContactWorth, Month, Refusal, TcmExplanation, TcmStatement};
use store::Conn;
use store::patients::PatientRow;
use store::tcm::EpisodeRow;

use super::PERIOD;
use crate::case::Staff;
use crate::practice::Practice;
use crate::{Error, Tracker, case};

/// The next thing to do in an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Reach the patient.
    Contact,
    /// See the patient.
    Visit,
    /// Reconcile the medication.
    MedRec,
    /// Record the decision making.
    Mdm,
}

impl Step {
    /// The name that crosses to the screens.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Visit => "visit",
            Self::MedRec => "med_rec",
            Self::Mdm => "mdm",
        }
    }
}

/// An episode that asks for something.
#[derive(Clone, Debug)]
pub struct Due {
    /// Episode.
    pub episode: EpisodeRow,
    /// Patient.
    pub patient: PatientRow,
    /// The practitioner's name.
    pub practitioner: String,
    /// Local day of the discharge.
    pub discharged: NaiveDate,
    /// What is next.
    pub step: Step,
    /// Tries in time that reached nobody.
    pub attempts: usize,
    /// Its limit; the safe date for a contact.
    pub due: NaiveDate,
    /// The latest date, where it is another one.
    pub latest: Option<NaiveDate>,
    /// Limit of the visit, while it is open.
    pub visit_due: Option<NaiveDate>,
    /// Code reachable today, and its worth.
    pub now: Option<(String, Cents)>,
    /// Code reachable from tomorrow on, and its worth.
    pub tomorrow: Option<(String, Cents)>,
}

/// A step, its limit, and the latest date where that is another one.
pub(super) type Next = (Step, NaiveDate, Option<NaiveDate>);

/// What the rules say of one discharge.
pub(super) struct Said {
    pub(super) statement: TcmStatement,
    pub(super) explanation: TcmExplanation,
}

impl Tracker {
    /// Episodes that ask for something, most urgent first.
    ///
    /// # Errors
    /// The disk.
    pub fn tcm_due(&self) -> Result<Vec<Due>, Error> {
        self.tcm_due_on(self.today_date())
    }

    /// The same, as it is on some day.
    pub(super) fn tcm_due_on(&self, today: NaiveDate) -> Result<Vec<Due>, Error> {
        let since = rules::local_midnight(today - PERIOD, self.practice.zone).utc();
        let mut due = self.store.read(|conn| -> Result<_, Error> {
            let staff = case::staff(conn)?;
            let mut due = Vec::new();
            for episode in store::tcm::episodes_since(conn, since)? {
                due.extend(self.due(conn, &staff, episode, today)?);
            }
            Ok(due)
        })?;
        due.sort_by(|a, b| (a.due, &a.patient.name).cmp(&(b.due, &b.patient.name)));
        Ok(due)
    }

    fn due(
        &self,
        conn: &Conn,
        staff: &Staff,
        episode: EpisodeRow,
        today: NaiveDate,
    ) -> Result<Option<Due>, Error> {
        let patient = store::patients::by_id(conn, episode.patient_id)?;
        let Some(said) = self.said(conn, staff, &patient, &episode, today)? else { return Ok(None) };
        if !is_open(&said.statement, &episode) {
            return Ok(None);
        }
        let Some((step, due, latest)) = next_step(&said.statement, &episode) else { return Ok(None) };
        Ok(Some(Due {
            discharged: self.practice.day(episode.discharged_at),
            step,
            attempts: attempts(&said.explanation),
            due,
            latest,
            visit_due: episode.visit_date.is_none().then(|| visit_limit(&said.statement)),
            now: self.reachable(&said.statement, today),
            tomorrow: self.tomorrow(conn, staff, &patient, &episode, today)?,
            practitioner: staff.get(&episode.practitioner_id).map(|row| row.name.clone()).unwrap_or_default(),
            episode,
            patient,
        }))
    }

    /// What the rules say of an episode if its claim were sent that day.
    pub(super) fn said(
        &self,
        conn: &Conn,
        staff: &Staff,
        patient: &PatientRow,
        episode: &EpisodeRow,
        day: NaiveDate,
    ) -> Result<Option<Said>, Error> {
        Ok(self.judged(case_on(conn, &self.practice, staff, (patient, episode), day)?, episode))
    }

    /// What the rules say of an episode of a case.
    pub(super) fn judged(&self, case: Case, episode: &EpisodeRow) -> Option<Said> {
        let told = rules::explanation(&case, self.practice.rules.of(case.month).rules());
        let id = case::episode_id(episode.id);
        let statement = told.statement.tcm.into_iter().find(|item| item.id == id)?;
        let explanation = told.tcm.into_iter().find(|item| item.id == id)?;
        Some(Said { statement, explanation })
    }

    /// What is left after the next midnight: the same case, sent a day later.
    pub(super) fn tomorrow(
        &self,
        conn: &Conn,
        staff: &Staff,
        patient: &PatientRow,
        episode: &EpisodeRow,
        today: NaiveDate,
    ) -> Result<Option<(String, Cents)>, Error> {
        let day = today + Days::new(1);
        let said = self.said(conn, staff, patient, episode, day)?;
        let open = said.filter(|said| is_open(&said.statement, episode));
        Ok(open.and_then(|said| self.reachable(&said.statement, day)))
    }

    /// The code still reachable and its worth.
    pub(super) fn reachable(&self, statement: &TcmStatement, day: NaiveDate) -> Option<(String, Cents)> {
        let code = statement.code_reachable?;
        let (practice, month) = (&self.practice, Month::of(day));
        let (qp, packs) = (practice.settings_of(month).qp, practice.rules.of(month).rules());
        Some((code.to_string(), rules::fee(code, day, practice.place, qp, packs)))
    }
}

/// A case with the patient's discharges, as it would be sent that day. The visit is what is billed: from then on a discharge
/// is its month's, with who paid then.
pub(super) fn case_on(
    conn: &Conn,
    practice: &Practice,
    staff: &Staff,
    (patient, episode): (&PatientRow, &EpisodeRow),
    day: NaiveDate,
) -> Result<Case, Error> {
    let month = Month::of(episode.visit_date.map_or(day, |visit| visit.min(day)));
    let payers = store::before::payers_of(conn, patient.id)?;
    let patient = &case::paid_in(patient.clone(), &payers, month);
    let mut case = case::bare(practice, patient, month, day)?;
    case.tcm = case::episodes(conn, patient)?;
    case.billed_elsewhere = case::billed_elsewhere(conn, patient.id)?;
    case.other_services = case::own_services(conn, patient.id)?;
    case.staff = case::named(conn, &case, staff)?;
    Ok(case)
}

/// Attempts in time.
pub(super) fn attempts(explanation: &TcmExplanation) -> usize {
    explanation.contacts.iter().filter(|contact| contact.worth == ContactWorth::Attempt).count()
}

/// The practice reports it, it is not complete, and nothing stands in the way but what can still be done.
pub(crate) fn is_open(statement: &TcmStatement, episode: &EpisodeRow) -> bool {
    use Refusal::{TcmCaller, TcmContact, TcmMdm, TcmMedRec, TcmVisit};
    let can_be_done =
        |refusal: &Refusal| matches!(refusal, TcmContact | TcmCaller | TcmVisit | TcmMedRec | TcmMdm);
    let possible = statement.code_reachable.is_some() && statement.refusals.iter().all(can_be_done);
    possible && episode.report && statement.line.is_none()
}

fn visit_limit(statement: &TcmStatement) -> NaiveDate {
    match statement.code_reachable {
        Some(code) if code.as_str() == "99496" => statement.visit_due_7,
        _ => statement.visit_due_14,
    }
}

pub(super) fn next_step(statement: &TcmStatement, episode: &EpisodeRow) -> Option<Next> {
    let lacks = |refusal: Refusal| statement.refusals.contains(&refusal);
    if !statement.contact_met {
        let (safe, due) = (statement.contact_safe, statement.contact_due);
        return Some((Step::Contact, safe, (safe != due).then_some(due)));
    }
    let Some(visit) = episode.visit_date else {
        return Some((Step::Visit, visit_limit(statement), Some(statement.visit_due_14)));
    };
    if lacks(Refusal::TcmMedRec) {
        return Some((Step::MedRec, visit, None));
    }
    lacks(Refusal::TcmMdm).then_some((Step::Mdm, statement.period_end, None))
}
