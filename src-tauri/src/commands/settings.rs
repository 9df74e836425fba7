//! Practice and staff.

use tauri::State;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    BillingPracticeForm, BillingView, Failure, PayerIdentityForm, PracticeForm, SettingsView, StaffForm,
    StageView,
};

#[tauri::command(async)]
pub(crate) fn settings(session: State<'_, Session>) -> Result<SettingsView, Failure> {
    session.with(|tracker, _| SettingsView::read(tracker))
}

#[tauri::command(async)]
pub(crate) fn save_practice(
    session: State<'_, Session>,
    form: Arg<PracticeForm>,
) -> Result<StageView, Failure> {
    session.with_judging(|tracker, actor| tracker.save_practice(actor, &form.0.into()))?;
    session.stage()
}

#[tauri::command(async)]
pub(crate) fn billing(session: State<'_, Session>) -> Result<BillingView, Failure> {
    session.with(|tracker, _| Ok(tracker.billing()?.into()))
}

#[tauri::command(async)]
pub(crate) fn save_billing(
    session: State<'_, Session>,
    form: Arg<BillingPracticeForm>,
) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.save_billing(actor, &form.0.into()))
}

#[tauri::command(async)]
pub(crate) fn save_payer(session: State<'_, Session>, form: Arg<PayerIdentityForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.save_payer(actor, &form.0.into()))
}

#[tauri::command(async)]
pub(crate) fn save_staff(session: State<'_, Session>, form: Arg<StaffForm>) -> Result<i64, Failure> {
    session.with_judging(|tracker, actor| Ok(tracker.save_staff(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn time_zones() -> Vec<&'static str> {
    tracker::practice::time_zones()
}
