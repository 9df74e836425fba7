//! Enrollments: the documents that make time billable.

use std::str::FromStr;

use chrono::NaiveDate;
use rules::{ConsentMode, MdmLevel, Month, Program, VisitKind};
use store::before::{self, PractitionerBefore, held_in};
use store::conditions::NewCondition;
use store::enrollments::{EnrollmentRow, NewEnrollment};
use store::{EnrollmentId, PatientId, StaffId};

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::{Error, Tracker, case, practice, staff, text, typed_time};

/// What the enrollment form sends; dates as typed.
#[derive(Clone, Default)]
pub struct EnrollmentChange {
    /// None for a new enrollment.
    pub id: Option<i64>,
    /// Patient.
    pub patient: i64,
    /// Program.
    pub program: String,
    /// Billing practitioner.
    pub practitioner: i64,
    /// First day.
    pub start: String,
    /// Last day.
    pub end: Option<String>,
    /// Day of consent.
    pub consent_given: Option<String>,
    /// `verbal` or `written`.
    pub consent_mode: String,
    /// Who took it.
    pub consent_taker: Option<i64>,
    /// What was explained: of [`CONSENT_TOPICS`].
    pub consent_topics: Vec<String>,
    /// Day it was revoked.
    pub consent_revoked: Option<String>,
    /// Day of the initiating visit.
    pub visit_date: Option<String>,
    /// Its kind.
    pub visit_kind: Option<String>,
    /// Care management was discussed there.
    pub visit_discussed: bool,
    /// Last visit with the billing practitioner.
    pub last_seen: Option<String>,
    /// Conditions.
    pub conditions: Vec<ConditionChange>,
    /// Care plan established.
    pub plan_established: Option<String>,
    /// Care plan revised.
    pub plan_revised: Option<String>,
    /// Copy given.
    pub plan_copy_given: Option<String>,
    /// Month and level of medical decision making.
    pub mdm: Vec<(String, String)>,
    /// Practice attestations made.
    pub attested: bool,
    /// Supervising practitioner.
    pub supervisor: Option<i64>,
    /// Designated member of the care team.
    pub lead: Option<i64>,
    /// The first month a changed practitioner bills, and claims rest on changed conditions, YYYY-MM; none: it was never otherwise.
    pub from: Option<String>,
}

/// A condition, as typed.
#[derive(Clone)]
pub struct ConditionChange {
    /// ICD-10 code.
    pub icd10: Option<String>,
    /// The practice's words for it.
    pub label: String,
    /// Expected months; none is lifelong.
    pub expected_months: Option<u32>,
    /// Risk of death, decompensation or decline.
    pub high_risk: bool,
}

/// What a consent covers (CMS, Chronic care management booklet MLN909188, June 2025): that the service is available, cost
/// sharing, one practitioner a month, the right to stop.
pub const CONSENT_TOPICS: [&str; 4] = ["availability", "cost_sharing", "one_practitioner", "right_to_stop"];

impl Tracker {
    /// Adds or changes an enrollment with all its documents.
    ///
    /// # Errors
    /// A form field; a practitioner who cannot bill.
    pub fn save_enrollment(&mut self, actor: &Actor, form: &EnrollmentChange) -> Result<EnrollmentId, Error> {
        let new = self.checked_enrollment(form)?;
        let conditions = conditions(&form.conditions)?;
        let mdm = form.mdm.iter().map(|(month, level)| mdm(month, level)).collect::<Result<Vec<_>, _>>()?;
        let id = form.id.map(EnrollmentId);
        let from = form.from.as_deref().map(practice::first_month).transpose()?.filter(|_| id.is_some());
        let since = from.map(|month| month.to_string());
        self.change(actor, Op::SaveEnrollment, |change| {
            let saved = match id {
                None => store::enrollments::insert(change.tx, &new)?,
                Some(id) => update_enrollment(change, id, &new, from)?,
            };
            store::conditions::replace(change.tx, saved, &conditions, since.as_deref())?;
            replace_mdm(change, saved, &mdm)?;
            change.trace.patient(new.patient_id).object(saved.get());
            if let Some(since) = since {
                change.trace.note("from", since);
            }
            change.trace.note("program", new.program.as_str()).note("start", new.start_date.to_string());
            stale(change, saved, &new).map(|()| saved)
        })
    }

    fn checked_enrollment(&self, form: &EnrollmentChange) -> Result<NewEnrollment, Error> {
        let patient_id = PatientId(form.patient);
        self.store
            .read(|conn| store::patients::by_id(conn, patient_id))
            .map_err(|_| Error::NotFound("patient"))?;
        let program =
            Program::from_str(&form.program).map_err(|_| Error::field("program", "Choose a program."))?;
        let mode = ConsentMode::from_str(&form.consent_mode)
            .map_err(|_| Error::field("consent_mode", "Choose verbal or written."))?;
        let (visit_date, visit_kind) = visit(form)?;
        let day = typed_time::optional_date;
        let new = NewEnrollment {
            patient_id,
            program: program.as_str().to_owned(),
            practitioner_id: self.practitioner(form.practitioner, "practitioner")?,
            start_date: typed_time::date(&form.start, "start")?,
            end_date: day(form.end.as_deref(), "end")?,
            consent_given: form.consent_given.as_deref().map(consent_day).transpose()?.flatten(),
            consent_mode: mode.as_str().to_owned(),
            consent_taker_id: form
                .consent_taker
                .map(|id| self.staff_member(id, "consent_taker"))
                .transpose()?,
            consent_topics: topics(&form.consent_topics)?,
            consent_revoked: day(form.consent_revoked.as_deref(), "consent_revoked")?
                .map(|day| day.to_string()),
            visit_date,
            visit_kind,
            visit_discussed: form.visit_discussed,
            last_seen: day(form.last_seen.as_deref(), "last_seen")?,
            plan_established: day(form.plan_established.as_deref(), "plan_established")?,
            plan_revised: day(form.plan_revised.as_deref(), "plan_revised")?,
            plan_copy_given: day(form.plan_copy_given.as_deref(), "plan_copy_given")?,
            attested: form.attested,
            supervisor_id: form.supervisor.map(|id| self.practitioner(id, "supervisor")).transpose()?,
            lead_id: form.lead.map(|id| self.staff_member(id, "lead")).transpose()?,
            created_at: self.clock.now(),
        };
        in_order(&new)?;
        Ok(new)
    }

    /// The id of a staff member who can bill.
    pub(crate) fn practitioner(&self, id: i64, field: &'static str) -> Result<StaffId, Error> {
        let row = self.store.read(|conn| store::staff::by_id(conn, StaffId(id)));
        match row {
            Ok(row) if staff::is_practitioner(&row.role) => Ok(row.id),
            Ok(_) => Err(Error::field(field, "This person cannot bill. Choose a practitioner.")),
            Err(_) => Err(Error::field(field, "Choose a practitioner.")),
        }
    }

    pub(crate) fn staff_member(&self, id: i64, field: &'static str) -> Result<StaffId, Error> {
        let row = self.store.read(|conn| store::staff::by_id(conn, StaffId(id)));
        row.map(|row| row.id).map_err(|_| Error::field(field, "Choose a staff member."))
    }
}

/// The topics in their order, each once.
fn topics(typed: &[String]) -> Result<String, Error> {
    if typed.iter().any(|topic| !CONSENT_TOPICS.contains(&topic.as_str())) {
        return Err(Error::field("consent_topics", "This is nothing that a consent covers."));
    }
    let told = CONSENT_TOPICS.iter().copied().filter(|topic| typed.iter().any(|typed| typed == topic));
    Ok(told.collect::<Vec<_>>().join(" "))
}

/// A day, or the instant where the time is known: kept as written.
fn consent_day(text: &str) -> Result<Option<String>, Error> {
    if rules::DateOrInstant::from_str(text).is_ok() {
        return Ok(Some(text.to_owned()));
    }
    Ok(typed_time::optional_date(Some(text), "consent_given")?.map(|day| day.to_string()))
}

fn visit(form: &EnrollmentChange) -> Result<(Option<NaiveDate>, Option<String>), Error> {
    let date = typed_time::optional_date(form.visit_date.as_deref(), "visit_date")?;
    let kind = form.visit_kind.as_deref().filter(|kind| !kind.is_empty());
    let kind = kind
        .map(|kind| {
            VisitKind::from_str(kind).map_err(|_| Error::field("visit_kind", "Choose the kind of visit."))
        })
        .transpose()?;
    match (date, kind) {
        (Some(_), None) => Err(Error::field("visit_kind", "Choose the kind of visit.")),
        (None, Some(_)) => Err(Error::field("visit_date", "Type the day of the visit.")),
        (date, kind) => Ok((date, kind.map(|kind| kind.as_str().to_owned()))),
    }
}

fn in_order(new: &NewEnrollment) -> Result<(), Error> {
    if new.end_date.is_some_and(|end| end < new.start_date) {
        return Err(Error::field("end", "The last day is before the first."));
    }
    Ok(())
}

/// Rows of conditions as a form names them: a refusal stands at its own. What is past the last name is at the last.
const CONDITION_ROWS: [&str; 12] = [
    "conditions.0",
    "conditions.1",
    "conditions.2",
    "conditions.3",
    "conditions.4",
    "conditions.5",
    "conditions.6",
    "conditions.7",
    "conditions.8",
    "conditions.9",
    "conditions.10",
    "conditions.11",
];

fn conditions(forms: &[ConditionChange]) -> Result<Vec<NewCondition>, Error> {
    let row = |at: usize| CONDITION_ROWS[at.min(CONDITION_ROWS.len() - 1)];
    forms.iter().enumerate().map(|(at, form)| condition(form, row(at))).collect()
}

fn condition(form: &ConditionChange, row: &'static str) -> Result<NewCondition, Error> {
    let icd10 = text::line(form.icd10.as_deref().unwrap_or_default(), row)?.to_uppercase();
    if !icd10.is_empty() && !is_icd10(&icd10) {
        return Err(Error::field(row, format!("{icd10} is not written as an ICD-10 code, such as E11.9.")));
    }
    Ok(NewCondition {
        icd10: (!icd10.is_empty()).then_some(icd10),
        label: text::line(&form.label, row)?,
        expected_months: form.expected_months.map(i64::from),
        high_risk: form.high_risk,
    })
}

/// As many as a claim has room for (X12 837P, segment HI).
const MOST_DIAGNOSES: usize = 12;

/// ICD-10 codes as typed, each once, in their order, with a space between; none is no fault here.
pub(crate) fn diagnoses(typed: &str) -> Result<String, Error> {
    let mut codes: Vec<String> = Vec::new();
    for code in
        text::line(typed, "diagnoses")?.to_uppercase().split([' ', ',', ';']).filter(|code| !code.is_empty())
    {
        if !is_icd10(code) {
            let says = format!("{code} is not written as an ICD-10 code, such as E11.9.");
            return Err(Error::field("diagnoses", says));
        }
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    if codes.len() > MOST_DIAGNOSES {
        return Err(Error::field(
            "diagnoses",
            "A claim has room for twelve diagnoses. Leave out the lesser ones.",
        ));
    }
    Ok(codes.join(" "))
}

/// The shape of an ICD-10-CM code: letter, digit, letter or digit, then up to four more behind an optional point.
pub(crate) fn is_icd10(code: &str) -> bool {
    let plain: Vec<char> = code.chars().filter(|c| *c != '.').collect();
    (3..=7).contains(&plain.len())
        && plain.first().is_some_and(char::is_ascii_uppercase)
        && plain.get(1).is_some_and(char::is_ascii_digit)
        && plain.iter().all(char::is_ascii_alphanumeric)
}

fn mdm(month: &str, level: &str) -> Result<(Month, MdmLevel), Error> {
    let level = MdmLevel::from_str(level).map_err(|_| Error::field("mdm", "Choose a level."))?;
    Ok((practice::month(month)?, level))
}

fn update_enrollment(
    change: &mut Change<'_>,
    id: EnrollmentId,
    new: &NewEnrollment,
    from: Option<Month>,
) -> Result<EnrollmentId, Error> {
    let old = store::enrollments::by_id(change.tx, id).map_err(|_| Error::NotFound("enrollment"))?;
    if old.patient_id != new.patient_id {
        return Err(Error::NotFound("enrollment"));
    }
    if old.practitioner_id != new.practitioner_id {
        turn(change, &old, from)?;
    }
    store::enrollments::update(
        change.tx,
        &EnrollmentRow {
            id,
            patient_id: new.patient_id,
            program: new.program.clone(),
            practitioner_id: new.practitioner_id,
            start_date: new.start_date,
            end_date: new.end_date,
            consent_given: new.consent_given.clone(),
            consent_mode: new.consent_mode.clone(),
            consent_taker_id: new.consent_taker_id,
            consent_topics: new.consent_topics.clone(),
            consent_revoked: new.consent_revoked.clone(),
            visit_date: new.visit_date,
            visit_kind: new.visit_kind.clone(),
            visit_discussed: new.visit_discussed,
            last_seen: new.last_seen,
            plan_established: new.plan_established,
            plan_revised: new.plan_revised,
            plan_copy_given: new.plan_copy_given,
            attested: new.attested,
            supervisor_id: new.supervisor_id,
            lead_id: new.lead_id,
            created_at: old.created_at,
        },
    )?;
    Ok(id)
}

/// Another practitioner bills from a month on: those before stay the old one's.
fn turn(change: &mut Change<'_>, old: &EnrollmentRow, from: Option<Month>) -> Result<(), Error> {
    let Some(from) = from else {
        return Ok(before::forget_practitioner(change.tx, old.id, "")?);
    };
    let rows = before::practitioners_of(change.tx, old.id)?;
    let was =
        held_in(&rows, &from.previous().to_string()).map_or(old.practitioner_id, |row| row.practitioner_id);
    change.trace.note("was", was.get());
    let row = PractitionerBefore { enrollment_id: old.id, before: from.to_string(), practitioner_id: was };
    Ok(before::put_practitioner(change.tx, &row)?)
}

fn replace_mdm(
    change: &Change<'_>,
    enrollment: EnrollmentId,
    wanted: &[(Month, MdmLevel)],
) -> Result<(), Error> {
    for (month, _) in store::mdm::of_enrollment(change.tx, enrollment)? {
        store::mdm::remove(change.tx, enrollment, &month)?;
    }
    for (month, level) in wanted {
        store::mdm::put(change.tx, enrollment, &month.to_string(), level.as_str())?;
    }
    Ok(())
}

/// Every month that was stated before, and the present one if the enrollment runs in it.
fn stale(change: &mut Change<'_>, id: EnrollmentId, new: &NewEnrollment) -> Result<(), Error> {
    for month in store::statements::months_of_patient(change.tx, new.patient_id)? {
        change.trace.stale(new.patient_id, [case::word(&month, "month")?]);
    }
    let month = Month::of(change.today());
    if case::runs_in(&store::enrollments::by_id(change.tx, id)?, month) {
        change.trace.stale(new.patient_id, [month]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icd10_codes_have_their_shape() {
        for code in ["E11.9", "I50.22", "Z99", "M1A.9XX0", "S72.001A"] {
            assert!(is_icd10(code), "{code}");
        }
        for code in ["", "11.9", "E", "E1", "diabetes", "E11.9-"] {
            assert!(!is_icd10(code), "{code}");
        }
    }
}
