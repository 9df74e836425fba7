//! Advance care planning talks (99497, 99498): logged with who led them and from when to when, voided with a reason.

use store::own_services::NewService;
use store::planning_talks::{NewTalk as Row, TalkRow};
use store::voids::Void;
use store::{PatientId, StaffId, TalkId};

use crate::change::Change;
use crate::enrollments::diagnoses;
use crate::op::{Actor, Op};
use crate::patients::mark_months;
use crate::{Error, Tracker, services, text};

/// A talk, as the form sends it.
#[derive(Clone, Default)]
pub struct NewTalk {
    /// Patient.
    pub patient: i64,
    /// Who led it, and bills it.
    pub practitioner: i64,
    /// Day, `YYYY-MM-DD`.
    pub date: String,
    /// Wall time of the start; empty where the length says from when to when.
    pub start: String,
    /// Length, as typed, or `9:40-10:05`.
    pub length: String,
    /// Which of the two, where the wall time came twice.
    pub first_pass: Option<bool>,
    /// Code of an annual wellness visit of the same day by the same practitioner; empty where there was none.
    pub wellness: String,
    /// ICD-10 codes of the claim, spaces or commas between.
    pub diagnoses: String,
}

impl Tracker {
    /// Logs a talk that has been led.
    ///
    /// # Errors
    /// A form field; a talk that ends in the future, is about somebody not born or dead, or shares time with another talk of
    /// the practitioner; a locked month; access.
    pub fn log_talk(&mut self, actor: &Actor, form: &NewTalk) -> Result<TalkId, Error> {
        let practitioner_id = self.practitioner(form.practitioner, "practitioner")?;
        let (started_at, ended_at) =
            self.typed_stretch((&form.date, &form.start), &form.length, form.first_pass)?;
        self.passed(ended_at, "length")?;
        let wellness = self.wellness(&form.wellness)?;
        let patient_id = PatientId(form.patient);
        let (written_by, written_at) = (actor.staff, self.clock.now());
        let diagnoses = diagnoses(&form.diagnoses)?;
        let new =
            Row { patient_id, practitioner_id, started_at, ended_at, diagnoses, written_by, written_at };
        self.change(actor, Op::LogTalk, |change| {
            let patient = services::patient(change, patient_id)?;
            services::lived(change, &patient, change.practice.day(started_at))?;
            alone(change, &new)?;
            let id = store::planning_talks::insert(change.tx, &new)?;
            let row = store::planning_talks::by_id(change.tx, id)?;
            touch(change, &row)?;
            if let Some(code) = &wellness {
                visit(change, &row, code)?;
            }
            Ok(id)
        })
    }

    fn wellness(&self, code: &str) -> Result<Option<String>, Error> {
        match code.trim() {
            "" => Ok(None),
            code if self.practice.rules.now().rules().is_wellness(code) => Ok(Some(code.to_owned())),
            _ => Err(Error::field("wellness", "Choose a wellness visit of the list.")),
        }
    }

    /// A talk that was logged wrong no longer counts; it stays readable with the reason.
    ///
    /// # Errors
    /// No such talk, or one that was voided; no reason; a locked month; access.
    pub fn void_talk(&mut self, actor: &Actor, id: TalkId, reason: &str) -> Result<(), Error> {
        let reason = text::reason(reason)?;
        self.change(actor, Op::VoidTalk, |change| {
            let row = store::planning_talks::by_id(change.tx, id).map_err(|_| Error::NotFound("talk"))?;
            if row.voided.is_some() {
                return Err(Error::refused("This talk was voided already. Nothing was changed."));
            }
            let void = Void { reason: reason.clone(), by: actor.staff, at: change.now };
            store::planning_talks::void(change.tx, id, &void)?;
            touch(change, &row)?;
            change.trace.because(&reason);
            Ok(())
        })
    }
}

/// A practitioner leads one talk at a time.
fn alone(change: &Change<'_>, new: &Row) -> Result<(), Error> {
    let (from, to) = (new.started_at, new.ended_at);
    let others = store::planning_talks::of_practitioner_meanwhile(change.tx, new.practitioner_id, from, to)?;
    let Some(other) = others.first() else { return Ok(()) };
    let wall =
        |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&change.practice.zone).format("%-I:%M %p");
    let whose = if other.patient_id == new.patient_id { "this patient" } else { "another patient" };
    Err(Error::field(
        "start",
        format!(
            "This practitioner has a talk with {whose} from {} to {} that day. Nobody leads two at a time.",
            wall(other.started_at),
            wall(other.ended_at)
        ),
    ))
}

/// Notes the wellness visit of the talk's day, unless it is noted already.
fn visit(change: &mut Change<'_>, talk: &TalkRow, code: &str) -> Result<(), Error> {
    let day = change.practice.day(talk.started_at);
    let noted = store::own_services::of_patient(change.tx, talk.patient_id)?;
    let by_them = |staff: Option<StaffId>| staff.is_none_or(|staff| staff == talk.practitioner_id);
    if noted
        .iter()
        .any(|row| row.voided.is_none() && row.code == code && row.day == day && by_them(row.staff_id))
    {
        return Ok(());
    }
    let new = NewService {
        patient_id: talk.patient_id,
        code: code.to_owned(),
        day,
        staff_id: Some(talk.practitioner_id),
        by_time: false,
        used: None,
        written_by: talk.written_by,
        written_at: talk.written_at,
    };
    store::own_services::insert(change.tx, &new)?;
    change.trace.note("wellness", code);
    mark_months(change, talk.patient_id)
}

/// What a talk makes stale: its minutes count for nothing else, in any month that it touches.
fn touch(change: &mut Change<'_>, row: &TalkRow) -> Result<(), Error> {
    let months = services::months(&change.practice, row.started_at, row.ended_at);
    change.trace.patient(row.patient_id).object(row.id.get()).stale(row.patient_id, months);
    change.trace.timed.extend(months);
    change.trace.note("start", row.started_at.to_rfc3339());
    change.trace.note("seconds", (row.ended_at - row.started_at).num_seconds());
    change.trace.note("practitioner", row.practitioner_id.get());
    services::taken(change, row.practitioner_id, row.started_at, row.ended_at)
}
