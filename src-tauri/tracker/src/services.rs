//! What a patient has besides timed work: planning talks, cancer treatment plans, and what the practice bills by other means.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rules::{AcpStatement, Code, Month, OncologyStatement, Refusal, Seconds, Statement};
use store::oncology_plans::PlanRow;
use store::own_services::ServiceRow;
use store::patients::PatientRow;
use store::planning_talks::TalkRow;
use store::{Conn, PatientId, StaffId, TalkId};

use crate::change::Change;
use crate::practice::Practice;
use crate::{Error, case};

/// A practitioner's talks of one day: they are billed together.
#[derive(Clone, Debug)]
pub struct TalkDay {
    /// Local day of their starts.
    pub date: NaiveDate,
    /// Who led them.
    pub practitioner: StaffId,
    /// The talks, earliest first, with those that no longer count.
    pub talks: Vec<TalkRow>,
    /// What the rules said; none where every talk was voided.
    pub statement: Option<AcpStatement>,
    /// What is missing to the first code, where that is why it earns nothing.
    pub short: Option<(Code, Seconds)>,
}

/// A cancer treatment plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What was logged.
    pub row: PlanRow,
    /// What the rules said; none where it was voided.
    pub statement: Option<OncologyStatement>,
}

/// All of it, as a month shows it.
#[derive(Clone, Debug, Default)]
pub struct Services {
    /// Days with talks in the month, newest first.
    pub days: Vec<TalkDay>,
    /// Plans of any month, newest first: a change is judged by the first plan of its cancer.
    pub plans: Vec<Plan>,
    /// What the practice bills by other means in the month, newest first.
    pub own: Vec<ServiceRow>,
}

impl TalkDay {
    /// ICD-10 codes of its talks that count, each once.
    pub(crate) fn diagnoses(&self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        let counting = self.talks.iter().filter(|talk| talk.voided.is_none());
        for code in counting.flat_map(|talk| talk.diagnoses.split_whitespace()) {
            if !codes.iter().any(|known| known == code) {
                codes.push(code.to_owned());
            }
        }
        codes
    }

    /// The first talk that was ever logged of the day: the claim is named after it, whatever is voided later.
    pub fn first(&self) -> Option<TalkId> {
        self.talks.iter().map(|talk| talk.id).min()
    }
}

impl Services {
    /// Reads them, with what a statement of the month says.
    pub(crate) fn read(
        conn: &Conn,
        practice: &Practice,
        patient: PatientId,
        month: Month,
        statement: &Statement,
    ) -> Result<Self, Error> {
        let mut days = talk_days(conn, practice, patient)?;
        days.retain(|day| month.contains(day.date));
        for day in &mut days {
            let staff = case::staff_id(day.practitioner);
            let said = statement.acp.iter().find(|said| said.date == day.date && said.staff == staff);
            day.statement = said.cloned();
            let (code, base) = practice.rules.of(month).rules().talk_base();
            let short = said.filter(|said| said.refusals.contains(&Refusal::TimeShort));
            day.short = short.map(|said| (code, base - said.counted_s));
        }
        let plans = store::oncology_plans::of_patient(conn, patient)?.into_iter().map(|row| {
            let id = case::plan_id(row.id);
            Plan { statement: statement.oncology.iter().find(|said| said.id == id).cloned(), row }
        });
        let own = store::own_services::of_patient(conn, patient)?.into_iter();
        Ok(Self {
            days: days.into_iter().rev().collect(),
            plans: plans.rev().collect(),
            own: own.rev().filter(|row| month.contains(row.day)).collect(),
        })
    }

    /// True where there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty() && self.plans.is_empty() && self.own.is_empty()
    }
}

/// Every day of a patient with talks, earliest first, without what the rules say.
pub(crate) fn talk_days(conn: &Conn, practice: &Practice, patient: PatientId) -> Result<Vec<TalkDay>, Error> {
    let mut days: BTreeMap<(NaiveDate, StaffId), Vec<TalkRow>> = BTreeMap::new();
    for talk in store::planning_talks::of_patient(conn, patient)? {
        days.entry((practice.day(talk.started_at), talk.practitioner_id)).or_default().push(talk);
    }
    let day =
        |((date, practitioner), talks)| TalkDay { date, practitioner, talks, statement: None, short: None };
    Ok(days.into_iter().map(day).collect())
}

/// The patient of a form.
pub(crate) fn patient(change: &Change<'_>, id: PatientId) -> Result<PatientRow, Error> {
    store::patients::by_id(change.tx, id).map_err(|_| Error::NotFound("patient"))
}

/// Refuses a day on which the patient was not born yet, or had died.
pub(crate) fn lived(change: &Change<'_>, patient: &PatientRow, day: NaiveDate) -> Result<(), Error> {
    if day < patient.birth_date {
        return Err(Error::field("date", "This day is before the birth of the patient."));
    }
    if patient.died_at.is_some_and(|died| day > change.practice.day(died)) {
        return Err(Error::field(
            "date",
            "The patient had died by then. Look at the day, or at the day of death.",
        ));
    }
    Ok(())
}

/// Refuses a day that has not come yet.
pub(crate) fn came(day: NaiveDate, today: NaiveDate) -> Result<(), Error> {
    if day > today {
        return Err(Error::field("date", "This day has not come yet."));
    }
    Ok(())
}

/// The months that a stretch of time lies in.
pub(crate) fn months(practice: &Practice, from: DateTime<Utc>, to: DateTime<Utc>) -> [Month; 2] {
    [Month::of(practice.day(from)), Month::of(practice.day(to - chrono::TimeDelta::seconds(1)))]
}

/// Time that is this patient's alone: what the same person timed for others at the same seconds is stated again.
pub(crate) fn taken(
    change: &mut Change<'_>,
    staff: StaffId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<(), Error> {
    let months = months(&change.practice, from, to);
    for other in store::entries::patients_of_staff(change.tx, staff, from, to)? {
        change.trace.stale(other, months);
    }
    Ok(())
}
