//! Cancer treatment plans (S0353, S0354): logged when they are first made or change, voided with a reason.

use std::str::FromStr;

use rules::{Month, OncologyKind};
use store::oncology_plans::{NewPlan as Row, PlanRow};
use store::voids::Void;
use store::{PatientId, PlanId};

use crate::change::Change;
use crate::enrollments::is_icd10;
use crate::op::{Actor, Op};
use crate::patients::mark_months;
use crate::{Error, Tracker, services, text, typed_time};

/// A plan, as the form sends it.
#[derive(Clone, Default)]
pub struct NewPlan {
    /// Patient.
    pub patient: i64,
    /// Who made it, and bills it.
    pub practitioner: i64,
    /// `initial` or `change`.
    pub kind: String,
    /// Day, `YYYY-MM-DD`.
    pub date: String,
    /// ICD-10 code of the cancer.
    pub cancer: String,
}

impl Tracker {
    /// Logs that a plan was made or changed.
    ///
    /// # Errors
    /// A form field; a day to come, before the birth or after the death; the same plan again; a locked month; access.
    pub fn log_plan(&mut self, actor: &Actor, form: &NewPlan) -> Result<PlanId, Error> {
        let new = Row {
            patient_id: PatientId(form.patient),
            practitioner_id: self.practitioner(form.practitioner, "practitioner")?,
            kind: kind(&form.kind)?.as_str().to_owned(),
            day: typed_time::date(&form.date, "date")?,
            cancer: cancer(&form.cancer)?,
            written_by: actor.staff,
            written_at: self.clock.now(),
        };
        services::came(new.day, self.today_date())?;
        self.change(actor, Op::LogPlan, |change| {
            let patient = services::patient(change, new.patient_id)?;
            services::lived(change, &patient, new.day)?;
            let same = |row: &PlanRow| {
                row.voided.is_none() && (&row.kind, row.day, &row.cancer) == (&new.kind, new.day, &new.cancer)
            };
            if store::oncology_plans::of_patient(change.tx, patient.id)?.iter().any(same) {
                return Err(Error::field("date", "This plan is logged already for this cancer and day."));
            }
            let id = store::oncology_plans::insert(change.tx, &new)?;
            let row = store::oncology_plans::by_id(change.tx, id)?;
            touch(change, &row)?;
            Ok(id)
        })
    }

    /// A plan that was logged wrong no longer counts; it stays readable with the reason.
    ///
    /// # Errors
    /// No such plan, or one that was voided; no reason; a locked month; access.
    pub fn void_plan(&mut self, actor: &Actor, id: PlanId, reason: &str) -> Result<(), Error> {
        let reason = text::reason(reason)?;
        self.change(actor, Op::VoidPlan, |change| {
            let row = store::oncology_plans::by_id(change.tx, id).map_err(|_| Error::NotFound("plan"))?;
            if row.voided.is_some() {
                return Err(Error::refused("This plan was voided already. Nothing was changed."));
            }
            let void = Void { reason: reason.clone(), by: actor.staff, at: change.now };
            store::oncology_plans::void(change.tx, id, &void)?;
            change.trace.because(&reason);
            touch(change, &row)
        })
    }
}

fn kind(typed: &str) -> Result<OncologyKind, Error> {
    OncologyKind::from_str(typed)
        .map_err(|_| Error::field("kind", "Choose whether the plan was first made or changed."))
}

/// One cancer is one code: plans of the same cancer are told by it, and the claim line carries it as its diagnosis.
fn cancer(typed: &str) -> Result<String, Error> {
    let code = text::required(typed, "cancer")?.to_uppercase();
    if is_icd10(&code) {
        return Ok(code);
    }
    Err(Error::field("cancer", "This is not written as an ICD-10 code, such as C50.911."))
}

/// A first plan decides about the changes after it: all months that were stated are stated again.
fn touch(change: &mut Change<'_>, row: &PlanRow) -> Result<(), Error> {
    let month = Month::of(row.day);
    change.trace.patient(row.patient_id).object(row.id.get()).stale(row.patient_id, [month]);
    change.trace.timed.insert(month);
    change.trace.note("kind", row.kind.as_str()).note("date", row.day.to_string());
    mark_months(change, row.patient_id)
}
