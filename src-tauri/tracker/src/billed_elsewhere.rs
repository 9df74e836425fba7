//! What other practices bill for a patient: noted as soon as somebody hears of it, and withdrawn where it was not so.
//!
//! Nobody but Medicare sees every claim of a patient; a letter, a remittance or the patient tells of one.

use rules::Month;
pub use store::billed_elsewhere::BilledElsewhereRow as BilledElsewhere;
use store::{BilledElsewhereId, PatientId};

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::patients::mark_months;
use crate::{Error, Tracker, text, typed_time};

/// A service of another practice, as the form sends it.
#[derive(Clone)]
pub struct NewBilledElsewhere {
    /// Patient.
    pub patient: PatientId,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub date: String,
    /// How it is known.
    pub known_by: String,
}

impl Tracker {
    /// What is known of other practices' claims for a patient, earliest service first, with what was withdrawn.
    ///
    /// # Errors
    /// The disk.
    pub fn billed_elsewhere(&self, patient: PatientId) -> Result<Vec<BilledElsewhere>, Error> {
        Ok(self.store.read(|conn| store::billed_elsewhere::of_patient(conn, patient))?)
    }

    /// Notes that another practice bills a code for the patient.
    ///
    /// # Errors
    /// A form field; a code that may well be billed twice; the same note again; access.
    pub fn note_billed_elsewhere(
        &mut self,
        actor: &Actor,
        form: &NewBilledElsewhere,
    ) -> Result<BilledElsewhereId, Error> {
        let code = form.code.trim();
        let day = typed_time::date(&form.date, "date")?;
        if !self.practice.rules.now().rules().is_billed_once(code) {
            return Err(Error::field("code", "Choose a code of CCM, complex CCM or TCM."));
        }
        if day > self.today_date() {
            return Err(Error::field("date", "This day has not come yet."));
        }
        let known_by = text::required(&form.known_by, "known_by")?;
        let same = |row: &BilledElsewhere| row.withdrawn.is_none() && row.code == code && row.day == day;
        self.change(actor, Op::NoteBilledElsewhere, |change| {
            let patient = store::patients::by_id(change.tx, form.patient);
            let patient = patient.map_err(|_| Error::NotFound("patient"))?.id;
            if store::billed_elsewhere::of_patient(change.tx, patient)?.iter().any(same) {
                return Err(Error::field("code", "This is noted already."));
            }
            let id = store::billed_elsewhere::insert(change.tx, patient, code, day, &known_by)?;
            change.trace.object(id.get()).note("code", code).note("date", day.to_string());
            stale(change, patient, Month::of(day))?;
            Ok(id)
        })
    }

    /// Another practice does not bill it after all; the note stays readable with the reason.
    ///
    /// # Errors
    /// No such note, or one that was withdrawn; no reason; access.
    pub fn withdraw_billed_elsewhere(
        &mut self,
        actor: &Actor,
        id: BilledElsewhereId,
        reason: &str,
    ) -> Result<(), Error> {
        let reason = text::reason(reason)?;
        self.change(actor, Op::WithdrawBilledElsewhere, |change| {
            let row = store::billed_elsewhere::by_id(change.tx, id);
            let row = row.map_err(|_| Error::NotFound("note"))?;
            if row.withdrawn.is_some() {
                return Err(Error::refused("This note was withdrawn already. Nothing was changed."));
            }
            store::billed_elsewhere::withdraw(change.tx, id, &reason)?;
            change.trace.object(id.get()).because(&reason);
            change.trace.note("code", row.code.as_str()).note("date", row.day.to_string());
            stale(change, row.patient_id, Month::of(row.day))
        })
    }
}

/// A discharge's thirty days may lie in two months: all that were stated are stated again.
fn stale(change: &mut Change<'_>, patient: PatientId, month: Month) -> Result<(), Error> {
    change.trace.patient(patient).stale(patient, [month]);
    mark_months(change, patient)
}
