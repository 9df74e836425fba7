//! Set-up, sign-in and lock. Key derivation takes a moment, so none of these runs on the window's thread.

use tauri::State;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    AttentionForm, AttentionView, Failure, HealthView, RecoveryProofForm, RecoveryView, RenewAnchorForm,
    SetUpForm, StageView, UnlockForm,
};

#[tauri::command(async)]
pub(crate) fn stage(session: State<'_, Session>) -> Result<StageView, Failure> {
    session.stage()
}

#[tauri::command(async)]
pub(crate) fn set_up(session: State<'_, Session>, form: Arg<SetUpForm>) -> Result<RecoveryView, Failure> {
    session.set_up(&form.0.into())
}

#[tauri::command(async)]
pub(crate) fn confirm_recovery(
    session: State<'_, Session>,
    form: Arg<RecoveryProofForm>,
) -> Result<StageView, Failure> {
    session.confirm_recovery(&form.0.groups)
}

#[tauri::command(async)]
pub(crate) fn unlock(session: State<'_, Session>, form: Arg<UnlockForm>) -> Result<StageView, Failure> {
    session.unlock(&form.0)
}

#[tauri::command(async)]
pub(crate) fn lock(session: State<'_, Session>) -> Result<StageView, Failure> {
    session.lock()
}

#[tauri::command(async)]
pub(crate) fn stop_while_locked(session: State<'_, Session>) -> Result<StageView, Failure> {
    session.stop_while_locked()
}

#[tauri::command(async)]
pub(crate) fn unlock_old_keys(
    session: State<'_, Session>,
    form: Arg<UnlockForm>,
) -> Result<StageView, Failure> {
    session.unlock_with_old_keys(&form.0)
}

#[tauri::command(async)]
pub(crate) fn restore_keys(session: State<'_, Session>) -> Result<StageView, Failure> {
    session.restore_keys()
}

#[tauri::command(async)]
pub(crate) fn attend(
    session: State<'_, Session>,
    form: Arg<AttentionForm>,
) -> Result<AttentionView, Failure> {
    Ok(session.attend(form.0.input, form.0.hidden))
}

#[tauri::command(async)]
pub(crate) fn health(session: State<'_, Session>) -> Result<HealthView, Failure> {
    session.health()
}

#[tauri::command(async)]
pub(crate) fn renew_anchor(session: State<'_, Session>, form: Arg<RenewAnchorForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.renew_anchor(actor, &form.0.reason))
}
