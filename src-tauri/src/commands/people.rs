//! The people: for managers, which the tracker sees to.

use tauri::State;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{Failure, GivePasswordForm, LockForm, PeopleView, PersonForm, ReleaseForm};

#[tauri::command(async)]
pub(crate) fn people(session: State<'_, Session>) -> Result<PeopleView, Failure> {
    session.with(|tracker, actor| PeopleView::read(tracker, actor))
}

#[tauri::command(async)]
pub(crate) fn set_active(session: State<'_, Session>, form: Arg<PersonForm>) -> Result<(), Failure> {
    let PersonForm { id, active } = form.0;
    session.with(|tracker, actor| if active { tracker.enable(actor, id) } else { tracker.disable(actor, id) })
}

#[tauri::command(async)]
pub(crate) fn give_password(session: State<'_, Session>, form: Arg<GivePasswordForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.give_password(actor, form.0.id, &form.0.password))
}

#[tauri::command(async)]
pub(crate) fn release_sign_in(session: State<'_, Session>, form: Arg<ReleaseForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.release(actor, form.0.id))
}

#[tauri::command(async)]
pub(crate) fn set_lock(session: State<'_, Session>, form: Arg<LockForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.set_lock_minutes(actor, form.0.lock_minutes))
}
