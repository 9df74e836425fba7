//! Patients, enrollments, entries, discharges, import.

use tauri::State;
use tracker::practice::month;
use tracker::{EntryId, PatientId, StaffId};

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    CareTeamForm, ContactForm, CorrectEntryForm, EnrollmentForm, EntryVersionView, EpisodeForm, Failure,
    ImportView, NewEntryForm, PatientForm, PatientLineView, PatientView, VoidEntryForm, WorkForm,
};

#[tauri::command(async)]
pub(crate) fn find_patients(
    session: State<'_, Session>,
    text: Arg<String>,
) -> Result<Vec<PatientLineView>, Failure> {
    session.with(|tracker, actor| {
        let today = tracker.today_date();
        let lines = tracker.search_patients(actor, &text.0)?;
        Ok(lines.iter().map(|line| PatientLineView::read(line, today)).collect())
    })
}

#[tauri::command(async)]
pub(crate) fn patient(
    session: State<'_, Session>,
    id: Arg<i64>,
    month: Arg<Option<String>>,
) -> Result<PatientView, Failure> {
    session.with(|tracker, actor| {
        let wanted = month.0.as_deref().map(self::month).transpose()?;
        let read = tracker.open_patient(actor, PatientId(id.0), wanted)?;
        PatientView::read(tracker, actor, &read)
    })
}

#[tauri::command(async)]
pub(crate) fn save_patient(session: State<'_, Session>, form: Arg<PatientForm>) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.save_patient(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn save_care_team(session: State<'_, Session>, form: Arg<CareTeamForm>) -> Result<(), Failure> {
    let CareTeamForm { patient, staff } = form.0;
    let team: Vec<StaffId> = staff.into_iter().map(StaffId).collect();
    session.with(|tracker, actor| tracker.save_care_team(actor, PatientId(patient), &team))
}

#[tauri::command(async)]
pub(crate) fn save_enrollment(
    session: State<'_, Session>,
    form: Arg<EnrollmentForm>,
) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.save_enrollment(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn add_entry(session: State<'_, Session>, form: Arg<NewEntryForm>) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.add_entry(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn correct_entry(
    session: State<'_, Session>,
    form: Arg<CorrectEntryForm>,
) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.correct_entry(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn void_entry(session: State<'_, Session>, form: Arg<VoidEntryForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.void_entry(actor, EntryId(form.0.id), &form.0.reason))
}

#[tauri::command(async)]
pub(crate) fn entry_history(
    session: State<'_, Session>,
    id: Arg<i64>,
) -> Result<Vec<EntryVersionView>, Failure> {
    session.with(|tracker, actor| {
        let versions = tracker.open_history(actor, EntryId(id.0))?;
        EntryVersionView::read_all(tracker, actor, &versions)
    })
}

#[tauri::command(async)]
pub(crate) fn save_episode(session: State<'_, Session>, form: Arg<EpisodeForm>) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.save_episode(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn log_contact(session: State<'_, Session>, form: Arg<ContactForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.log_contact(actor, &form.0.into()))
}

#[tauri::command(async)]
pub(crate) fn preview_import(session: State<'_, Session>, text: Arg<String>) -> Result<ImportView, Failure> {
    session.with_work(WorkForm::Import, |tracker, actor| Ok(tracker.open_import(actor, &text.0)?.into()))
}

#[tauri::command(async)]
pub(crate) fn import_patients(session: State<'_, Session>, text: Arg<String>) -> Result<ImportView, Failure> {
    Ok(session.import_patients(&text.0)?.into())
}
