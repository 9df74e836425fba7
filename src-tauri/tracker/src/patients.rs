//! Patients: who they are, and how they are found.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use rules::{Month, Payer};
use store::before::{self, PayerBefore, held_in};
use store::enrollments::EnrollmentRow;
use store::patients::{NewPatient, PatientRow};
use store::{EnrollmentId, PatientId};

use crate::change::Change;
use crate::op::{Access, Actor, Op};
use crate::x12::{Subscriber, keep_card};
use crate::{Error, Tracker, case, practice, text, typed_time};

/// Most rows a find answers with.
const FOUND: usize = 500;

/// What the patient form sends.
#[derive(Clone)]
pub struct PatientChange {
    /// None for a new patient.
    pub id: Option<i64>,
    /// Name.
    pub name: String,
    /// Birth date.
    pub birth_date: String,
    /// Medical record number.
    pub mrn: String,
    /// `F`, `M`, `X` or empty.
    pub sex: String,
    /// Payer.
    pub payer: String,
    /// Preferred call window.
    pub call_window: String,
    /// What electronic claims say besides; none: it stays as it is.
    pub subscriber: Option<Subscriber>,
    /// The first month a changed payer pays for, YYYY-MM; none: it was never another.
    pub from: Option<String>,
}

/// A patient with the enrollments that run today.
#[derive(Clone, Debug)]
pub struct PatientLine {
    /// The patient; in what is found, with who pays this month.
    pub row: PatientRow,
    /// Running enrollments: id and program.
    pub enrollments: Vec<(EnrollmentId, String)>,
    /// Hidden from who asked: only name and number may be shown.
    pub hidden: bool,
}

/// Whole years from a birth date to a day.
pub fn age(born: NaiveDate, today: NaiveDate) -> u32 {
    let years = today.year() - born.year();
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    u32::try_from(years - i32::from(!had_birthday)).unwrap_or(0)
}

impl Tracker {
    /// Patients whose name, MRN or birth date fits what was typed; all by name when nothing was.
    ///
    /// # Errors
    /// The disk.
    pub fn find_patients(&self, typed: &str) -> Result<Vec<PatientLine>, Error> {
        let today = self.today_date();
        self.store.read(|conn| {
            let rows = match typed.trim() {
                "" => store::patients::all(conn)?,
                typed => store::find::patients(conn, typed, FOUND)?,
            };
            rows.into_iter()
                .take(FOUND)
                .map(|row| {
                    let payers = before::payers_of(conn, row.id)?;
                    let row = case::paid_in(row, &payers, Month::of(today));
                    let enrollments = store::enrollments::of_patient(conn, row.id)?
                        .into_iter()
                        .filter(|item| runs_on(item, today))
                        .map(|item| (item.id, item.program))
                        .collect();
                    Ok(PatientLine { row, enrollments, hidden: false })
                })
                .collect()
        })
    }

    /// Adds or changes a patient.
    ///
    /// # Errors
    /// A form field; an MRN that another patient has.
    pub fn save_patient(&mut self, actor: &Actor, form: &PatientChange) -> Result<PatientId, Error> {
        let new = self.checked_patient(form)?;
        let subscriber = form.subscriber.as_ref().map(Subscriber::checked).transpose()?;
        let from = form.from.as_deref().map(practice::first_month).transpose()?;
        let id = form.id.map(PatientId);
        self.change(actor, Op::SavePatient, |change| {
            let saved = match id {
                None => add_patient(change, actor, &new)?,
                Some(id) => update_patient(change, id, &new, from)?,
            };
            if let Some(subscriber) = subscriber {
                subscriber.put(change, saved)?;
            }
            change.trace.patient(saved).object(saved.get());
            Ok(saved)
        })
    }

    pub(crate) fn checked_patient(&self, form: &PatientChange) -> Result<NewPatient, Error> {
        let birth_date = typed_time::birth_date(&form.birth_date, "birth_date")?;
        if birth_date > self.today_date() {
            return Err(Error::field("birth_date", "This birth date is in the future."));
        }
        if !["", "F", "M", "X"].contains(&form.sex.as_str()) {
            return Err(Error::field("sex", "Choose F, M, X or leave it empty."));
        }
        let payer =
            Payer::from_str(&form.payer).map_err(|_| Error::field("payer", "Choose a payer of the list."))?;
        Ok(NewPatient {
            name: text::required(&form.name, "name")?,
            birth_date,
            mrn: text::required(&form.mrn, "mrn")?,
            sex: form.sex.clone(),
            payer: payer.as_str().to_owned(),
            call_window: text::line(&form.call_window, "call_window")?,
            died_at: None,
            created_at: self.clock.now(),
        })
    }
}

/// True when the enrollment runs on that day.
pub(crate) fn runs_on(row: &EnrollmentRow, day: NaiveDate) -> bool {
    row.start_date <= day && row.end_date.is_none_or(|end| end >= day)
}

/// Who may see assigned patients only sees the one just added.
fn add_patient(change: &Change<'_>, actor: &Actor, new: &NewPatient) -> Result<PatientId, Error> {
    let id = store::patients::insert(change.tx, new)?;
    if actor.access == Access::Assistant {
        store::assignments::add(change.tx, id, actor.staff, change.now)?;
    }
    Ok(id)
}

/// Every month of the patient that was stated before is to be stated again.
pub(crate) fn mark_months(change: &mut Change<'_>, id: PatientId) -> Result<(), Error> {
    for month in store::statements::months_of_patient(change.tx, id)? {
        change.trace.stale(id, [case::word(&month, "month")?]);
    }
    Ok(())
}

fn update_patient(
    change: &mut Change<'_>,
    id: PatientId,
    new: &NewPatient,
    from: Option<Month>,
) -> Result<PatientId, Error> {
    let old = store::patients::by_id(change.tx, id).map_err(|_| Error::NotFound("patient"))?;
    if old.payer != new.payer {
        keep_card(change, &old)?;
        turn(change, &old, from)?;
        mark_months(change, id)?;
    }
    store::patients::update(
        change.tx,
        &PatientRow {
            id,
            name: new.name.clone(),
            birth_date: new.birth_date,
            mrn: new.mrn.clone(),
            sex: new.sex.clone(),
            payer: new.payer.clone(),
            call_window: new.call_window.clone(),
            died_at: old.died_at,
            created_at: old.created_at,
        },
    )?;
    Ok(id)
}

/// Another payer pays from a month on: those before stay the old one's.
fn turn(change: &mut Change<'_>, old: &PatientRow, from: Option<Month>) -> Result<(), Error> {
    let Some(from) = from else {
        return Ok(before::forget_payer(change.tx, old.id, "")?);
    };
    let rows = before::payers_of(change.tx, old.id)?;
    let was = PayerBefore { patient_id: old.id, before: from.to_string(), payer: old.payer.clone() };
    // The month before it may itself be of one before a later one.
    let was = held_in(&rows, &from.previous().to_string())
        .map_or(was.clone(), |row| PayerBefore { before: was.before, ..row.clone() });
    before::put_payer(change.tx, &was)?;
    change.trace.note("from", was.before).note("was", was.payer);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_person_is_a_year_older_on_the_birthday_and_not_before() {
        assert_eq!(age(day("1945-03-14"), day("2026-03-13")), 80);
        assert_eq!(age(day("1945-03-14"), day("2026-03-14")), 81);
        assert_eq!(age(day("1948-02-29"), day("2026-02-28")), 77);
    }
}
