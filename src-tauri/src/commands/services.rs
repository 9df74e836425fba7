//! Planning talks, cancer treatment plans, and what the practice bills by other means.

use tauri::State;
use tracker::{PlanId, ServiceId, TalkId};

use crate::Session;
use crate::gate::Arg;
use crate::wire::{Failure, OwnServiceForm, PlanForm, TalkForm, VoidServiceForm};

#[tauri::command(async)]
pub(crate) fn log_talk(session: State<'_, Session>, form: Arg<TalkForm>) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.log_talk(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn void_talk(session: State<'_, Session>, form: Arg<VoidServiceForm>) -> Result<(), Failure> {
    let VoidServiceForm { id, reason } = form.0;
    session.with(|tracker, actor| tracker.void_talk(actor, TalkId(id), &reason))
}

#[tauri::command(async)]
pub(crate) fn log_plan(session: State<'_, Session>, form: Arg<PlanForm>) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.log_plan(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn void_plan(session: State<'_, Session>, form: Arg<VoidServiceForm>) -> Result<(), Failure> {
    let VoidServiceForm { id, reason } = form.0;
    session.with(|tracker, actor| tracker.void_plan(actor, PlanId(id), &reason))
}

#[tauri::command(async)]
pub(crate) fn note_service(session: State<'_, Session>, form: Arg<OwnServiceForm>) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.note_service(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn void_service(session: State<'_, Session>, form: Arg<VoidServiceForm>) -> Result<(), Failure> {
    let VoidServiceForm { id, reason } = form.0;
    session.with(|tracker, actor| tracker.void_service(actor, ServiceId(id), &reason))
}
