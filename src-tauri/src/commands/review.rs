//! Signing a month, patient by patient, and closing it.

use tauri::State;
use tracker::PatientId;
use tracker::practice::month as read_month;
use tracker::review::Reviewing;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    CloseForm, ClosingView, Failure, ReturnForm, ReviewPatientView, ReviewView, ReviewingForm, SignForm,
    SignOffView,
};

#[tauri::command(async)]
pub(crate) fn review(session: State<'_, Session>, month: Arg<String>) -> Result<ReviewView, Failure> {
    session.with(|tracker, actor| {
        let review = tracker.open_review(actor, read_month(&month.0)?)?;
        ReviewView::read(tracker, actor, &review)
    })
}

#[tauri::command(async)]
pub(crate) fn review_patient(
    session: State<'_, Session>,
    id: Arg<i64>,
    month: Arg<String>,
) -> Result<ReviewPatientView, Failure> {
    session.with(|tracker, actor| {
        let seen = tracker.open_review_patient(actor, PatientId(id.0), read_month(&month.0)?)?;
        ReviewPatientView::read(tracker, actor, &seen)
    })
}

#[tauri::command(async)]
pub(crate) fn sign_month(session: State<'_, Session>, form: Arg<SignForm>) -> Result<SignOffView, Failure> {
    session.with(|tracker, actor| {
        let (patient, month) = (PatientId(form.0.patient), read_month(&form.0.month)?);
        tracker.sign_month(actor, patient, month, &form.0.seen)?;
        SignOffView::read(tracker, &tracker.names()?, patient, month)
    })
}

#[tauri::command(async)]
pub(crate) fn return_month(
    session: State<'_, Session>,
    form: Arg<ReturnForm>,
) -> Result<SignOffView, Failure> {
    session.with(|tracker, actor| {
        let (patient, month) = (PatientId(form.0.patient), read_month(&form.0.month)?);
        tracker.return_month(actor, patient, month, &form.0.seen, &form.0.reason)?;
        SignOffView::read(tracker, &tracker.names()?, patient, month)
    })
}

#[tauri::command(async)]
pub(crate) fn closing(session: State<'_, Session>, month: Arg<String>) -> Result<ClosingView, Failure> {
    session.with(|tracker, actor| {
        let closing = tracker.open_closing(actor, read_month(&month.0)?)?;
        ClosingView::read(tracker, &closing)
    })
}

#[tauri::command(async)]
pub(crate) fn close_month(session: State<'_, Session>, form: Arg<CloseForm>) -> Result<ClosingView, Failure> {
    session.with(|tracker, actor| {
        let month = read_month(&form.0.month)?;
        tracker.close_month(actor, month, &form.0.reason)?;
        let closing = tracker.open_closing(actor, month)?;
        ClosingView::read(tracker, &closing)
    })
}

#[tauri::command(async)]
pub(crate) fn reopen_month(
    session: State<'_, Session>,
    form: Arg<CloseForm>,
) -> Result<ClosingView, Failure> {
    session.with(|tracker, actor| {
        let month = read_month(&form.0.month)?;
        tracker.reopen_month(actor, month, &form.0.reason)?;
        let closing = tracker.open_closing(actor, month)?;
        ClosingView::read(tracker, &closing)
    })
}

#[tauri::command(async)]
pub(crate) fn save_reviewing(session: State<'_, Session>, form: Arg<ReviewingForm>) -> Result<(), Failure> {
    let ReviewingForm { grace_days, care_team_signs } = form.0;
    session.with(|tracker, actor| tracker.save_reviewing(actor, Reviewing { grace_days, care_team_signs }))
}
