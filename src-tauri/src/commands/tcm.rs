//! The TCM board, contacts and visits checked before they are logged, and what bends an episode.

use tauri::State;
use tracker::{ContactId, EpisodeId, PatientId};

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    AgainForm, BoardView, ContactCheckView, ContactForm, CorrectContactForm, DeathForm, Failure,
    PastMonthView, ReadmissionForm, VisitCheckView, VisitForm, VoidContactForm,
};

#[tauri::command(async)]
pub(crate) fn tcm(session: State<'_, Session>) -> Result<BoardView, Failure> {
    session.with(|tracker, actor| {
        let board = tracker.open_tcm(actor)?;
        Ok(BoardView::read(tracker, actor, &tracker.names()?, &board))
    })
}

#[tauri::command(async)]
pub(crate) fn check_contact(
    session: State<'_, Session>,
    form: Arg<ContactForm>,
) -> Result<ContactCheckView, Failure> {
    session.with(|tracker, actor| Ok(tracker.check_contact(actor, &form.0.into())?.into()))
}

#[tauri::command(async)]
pub(crate) fn check_visit(
    session: State<'_, Session>,
    form: Arg<VisitForm>,
) -> Result<VisitCheckView, Failure> {
    session.with(|tracker, actor| Ok(tracker.check_visit(actor, &form.0.into())?.into()))
}

#[tauri::command(async)]
pub(crate) fn log_visit(session: State<'_, Session>, form: Arg<VisitForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.log_visit(actor, &form.0.into()))
}

#[tauri::command(async)]
pub(crate) fn void_contact(session: State<'_, Session>, form: Arg<VoidContactForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.void_contact(actor, ContactId(form.0.id), &form.0.reason))
}

#[tauri::command(async)]
pub(crate) fn correct_contact(
    session: State<'_, Session>,
    form: Arg<CorrectContactForm>,
) -> Result<(), Failure> {
    let CorrectContactForm { id, contact, reason } = form.0;
    session.with(|tracker, actor| tracker.correct_contact(actor, ContactId(id), &contact.into(), &reason))
}

#[tauri::command(async)]
pub(crate) fn save_readmission(
    session: State<'_, Session>,
    form: Arg<ReadmissionForm>,
) -> Result<(), Failure> {
    let ReadmissionForm { episode, date } = form.0;
    session.with(|tracker, actor| tracker.save_readmission(actor, EpisodeId(episode), date.as_deref()))
}

#[tauri::command(async)]
pub(crate) fn discharge_again(session: State<'_, Session>, form: Arg<AgainForm>) -> Result<i64, Failure> {
    let which = form.0.which();
    let AgainForm { first, second, .. } = form.0;
    session.with(|tracker, actor| {
        Ok(tracker.discharge_again(actor, EpisodeId(first), &second.into(), which)?.get())
    })
}

#[tauri::command(async)]
pub(crate) fn save_death(session: State<'_, Session>, form: Arg<DeathForm>) -> Result<(), Failure> {
    let DeathForm { patient, date, time } = form.0;
    // A day without a time is asked for the time, and the other way round.
    let died = match (date.as_deref(), time.as_deref()) {
        (None, None) => None,
        (date, time) => Some((date.unwrap_or_default(), time.unwrap_or_default())),
    };
    session.with(|tracker, actor| tracker.save_death(actor, PatientId(patient), died))
}

#[tauri::command(async)]
pub(crate) fn claim_history(
    session: State<'_, Session>,
    id: Arg<i64>,
) -> Result<Vec<PastMonthView>, Failure> {
    session.with(|tracker, actor| {
        let months = tracker.open_claim_history(actor, PatientId(id.0))?;
        Ok(months.iter().map(PastMonthView::from).collect())
    })
}
