//! Passwords and the recovery key.

use tauri::State;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    AddCodeForm, ChangePasswordForm, Failure, NewKeysView, OfferView, PasswordForm, RecoverForm,
    RecoveryKeyForm, RecoveryView, ReleaseForm, RequireCodesForm, StageView, StrengthForm, StrengthView,
};

#[tauri::command(async)]
pub(crate) fn password_strength(form: Arg<StrengthForm>) -> StrengthView {
    let names: Vec<&str> = form.0.names.iter().map(String::as_str).collect();
    tracker::passwords::strength(&form.0.password, &names).into()
}

#[tauri::command(async)]
pub(crate) fn suggest_password() -> String {
    tracker::passwords::suggest()
}

#[tauri::command(async)]
pub(crate) fn choose_password(
    session: State<'_, Session>,
    form: Arg<PasswordForm>,
) -> Result<StageView, Failure> {
    session.choose_password(&form.0.password)
}

#[tauri::command(async)]
pub(crate) fn change_password(
    session: State<'_, Session>,
    form: Arg<ChangePasswordForm>,
) -> Result<(), Failure> {
    session.change_password(&form.0.present, &form.0.password)
}

#[tauri::command(async)]
pub(crate) fn prove_password(session: State<'_, Session>, form: Arg<PasswordForm>) -> Result<(), Failure> {
    session.prove_password(&form.0.password)
}

#[tauri::command(async)]
pub(crate) fn recover(session: State<'_, Session>, form: Arg<RecoverForm>) -> Result<RecoveryView, Failure> {
    session.recover(&form.0)
}

#[tauri::command(async)]
pub(crate) fn renew_recovery(session: State<'_, Session>) -> Result<RecoveryView, Failure> {
    session.renew_recovery()
}

#[tauri::command(async)]
pub(crate) fn renew_keys(
    session: State<'_, Session>,
    form: Arg<PasswordForm>,
) -> Result<NewKeysView, Failure> {
    session.renew_keys(&form.0.password)
}

#[tauri::command(async)]
pub(crate) fn offer_code(session: State<'_, Session>) -> Result<OfferView, Failure> {
    session.offer_code()
}

#[tauri::command(async)]
pub(crate) fn add_code(session: State<'_, Session>, form: Arg<AddCodeForm>) -> Result<StageView, Failure> {
    session.add_code(&form.0.secret, &form.0.code)
}

#[tauri::command(async)]
pub(crate) fn remove_code(session: State<'_, Session>, form: Arg<ReleaseForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.remove_code(actor, form.0.id))
}

#[tauri::command(async)]
pub(crate) fn require_codes(session: State<'_, Session>, form: Arg<RequireCodesForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.require_codes(actor, form.0.required))
}

#[tauri::command(async)]
pub(crate) fn prove_recovery(session: State<'_, Session>, form: Arg<RecoveryKeyForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.prove_recovery(actor, &form.0.key))
}
