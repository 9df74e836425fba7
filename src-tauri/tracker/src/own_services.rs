//! What this practice bills for a patient by other means: a visit, remote monitoring, dialysis. It decides what else may be
//! billed, and the minutes that such a service has count for nothing else.

use chrono::{DateTime, Utc};
use rules::{Code, Month};
use store::own_services::{NewService as Row, ServiceRow};
use store::voids::Void;
use store::{PatientId, ServiceId, StaffId};

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::patients::mark_months;
use crate::{Error, Tracker, services, text, typed_time};

/// A service, as the form sends it.
#[derive(Clone, Default)]
pub struct NewService {
    /// Patient.
    pub patient: i64,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub date: String,
    /// Who furnished it, where somebody is named.
    pub staff: Option<i64>,
    /// Its level was chosen by time.
    pub by_time: bool,
    /// Wall time at which its minutes began; empty where it has none, or where the length says from when to when.
    pub start: String,
    /// Length of its minutes; empty where it has none.
    pub length: String,
    /// Which of the two, where the wall time came twice.
    pub first_pass: Option<bool>,
}

/// From when to when.
type Minutes = (DateTime<Utc>, DateTime<Utc>);

impl Tracker {
    /// Notes a service.
    ///
    /// # Errors
    /// A form field; a code that is made here; a day to come, before the birth or after the death; access.
    pub fn note_service(&mut self, actor: &Actor, form: &NewService) -> Result<ServiceId, Error> {
        let new = Row {
            patient_id: PatientId(form.patient),
            code: self.code_of_another_way(&form.code)?,
            day: typed_time::date(&form.date, "date")?,
            staff_id: form.staff.map(|id| self.staff_member(id, "staff")).transpose()?,
            by_time: form.by_time,
            used: self.minutes_of(form)?,
            written_by: actor.staff,
            written_at: self.clock.now(),
        };
        services::came(new.day, self.today_date())?;
        self.change(actor, Op::NoteService, |change| {
            let patient = services::patient(change, new.patient_id)?;
            services::lived(change, &patient, new.day)?;
            if store::own_services::of_patient(change.tx, patient.id)?.iter().any(|row| is_same(row, &new)) {
                return Err(Error::field("code", "This service is noted already."));
            }
            let id = store::own_services::insert(change.tx, &new)?;
            let row = store::own_services::by_id(change.tx, id)?;
            touch(change, &row)?;
            Ok(id)
        })
    }

    /// A service that was noted wrong no longer counts; it stays readable with the reason.
    ///
    /// # Errors
    /// No such service, or one that was voided; no reason; access.
    pub fn void_service(&mut self, actor: &Actor, id: ServiceId, reason: &str) -> Result<(), Error> {
        let reason = text::reason(reason)?;
        self.change(actor, Op::VoidService, |change| {
            let row = store::own_services::by_id(change.tx, id).map_err(|_| Error::NotFound("service"))?;
            if row.voided.is_some() {
                return Err(Error::refused("This service was voided already. Nothing was changed."));
            }
            let void = Void { reason: reason.clone(), by: actor.staff, at: change.now };
            store::own_services::void(change.tx, id, &void)?;
            change.trace.because(&reason);
            touch(change, &row)
        })
    }

    /// Five letters or digits, and none that this program makes lines of: noted beside them, it would stand against itself.
    fn code_of_another_way(&self, typed: &str) -> Result<String, Error> {
        let code = typed.trim().to_uppercase();
        let read: Code = code.parse().map_err(|_| {
            Error::field("code", "This is not a billing code. Type its five characters: G0439.")
        })?;
        if self.practice.rules.now().rules().is_made_here(read) {
            return Err(Error::field(
                "code",
                format!("Lines of {code} are made here from what is logged. Log the work itself."),
            ));
        }
        Ok(code)
    }

    fn minutes_of(&self, form: &NewService) -> Result<Option<Minutes>, Error> {
        if form.start.trim().is_empty() && form.length.trim().is_empty() {
            return Ok(None);
        }
        if form.staff.is_none() {
            return Err(Error::field("staff", "Say whose minutes these are."));
        }
        let used = self.typed_stretch((&form.date, &form.start), &form.length, form.first_pass)?;
        self.passed(used.1, "length")?;
        Ok(Some(used))
    }
}

fn is_same(row: &ServiceRow, new: &Row) -> bool {
    let one = |code: &str, day, staff: Option<StaffId>, used| (code.to_owned(), day, staff, used);
    row.voided.is_none()
        && one(&row.code, row.day, row.staff_id, row.used) == one(&new.code, new.day, new.staff_id, new.used)
}

/// A visit decides about work of its day, a discharge's thirty days may lie in two months: all that were stated are stated again.
fn touch(change: &mut Change<'_>, row: &ServiceRow) -> Result<(), Error> {
    change.trace.patient(row.patient_id).object(row.id.get()).stale(row.patient_id, [Month::of(row.day)]);
    change.trace.note("code", row.code.as_str()).note("date", row.day.to_string());
    if let Some((from, to)) = row.used {
        let months = services::months(&change.practice, from, to);
        change.trace.stale(row.patient_id, months).note("seconds", (to - from).num_seconds());
        if let Some(staff) = row.staff_id {
            services::taken(change, staff, from, to)?;
        }
    }
    mark_months(change, row.patient_id)
}
