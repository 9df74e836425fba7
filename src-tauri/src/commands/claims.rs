//! The claims of a month, their export, and the papers that stand behind them.

use tauri::State;
use tracker::claims::Account;
use tracker::papers::totals::Totals;
use tracker::practice::month as read_month;
use tracker::{BilledElsewhereId, Error};

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    BilledElsewhereForm, ClaimsView, ExportForm, ExportView, Failure, PacketForm, PaperView, TotalsForm,
    WithdrawForm, WorkForm, X12CheckForm, X12CheckView,
};

#[tauri::command(async)]
pub(crate) fn claims(session: State<'_, Session>, month: Arg<String>) -> Result<ClaimsView, Failure> {
    session.with(|tracker, actor| {
        let claims = tracker.open_claims(actor, read_month(&month.0)?)?;
        ClaimsView::read(tracker, actor, &claims)
    })
}

#[tauri::command(async)]
pub(crate) fn export_claims(
    session: State<'_, Session>,
    form: Arg<ExportForm>,
) -> Result<ExportView, Failure> {
    session.with_work(WorkForm::Export, |tracker, actor| {
        let month = read_month(&form.0.month)?;
        let order = form.0.order()?;
        let exported = tracker
            .sealing(form.0.seal.as_deref(), |tracker| tracker.export_claims(actor, month, &order, None))?;
        Ok(ExportView::made(&exported, tracker, actor))
    })
}

#[tauri::command(async)]
pub(crate) fn x12_check(
    session: State<'_, Session>,
    form: Arg<X12CheckForm>,
) -> Result<X12CheckView, Failure> {
    session.with(|tracker, actor| form.0.answer(tracker, actor))
}

#[tauri::command(async)]
pub(crate) fn audit_packet(session: State<'_, Session>, form: Arg<PacketForm>) -> Result<PaperView, Failure> {
    session.with(|tracker, actor| {
        let account = Account::parse(&form.0.account).ok_or(Error::NotFound("claim"))?;
        let month = read_month(&form.0.month)?;
        let made =
            tracker.sealing(form.0.seal.as_deref(), |tracker| tracker.audit_packet(actor, month, account))?;
        Ok(made.into())
    })
}

#[tauri::command(async)]
pub(crate) fn claims_report(
    session: State<'_, Session>,
    form: Arg<TotalsForm>,
) -> Result<PaperView, Failure> {
    session.with(|tracker, actor| {
        let totals = Totals::parse(&form.0.totals).ok_or(Error::NotFound("report"))?;
        let month = read_month(&form.0.month)?;
        let made =
            tracker.sealing(form.0.seal.as_deref(), |tracker| tracker.claims_report(actor, month, totals))?;
        Ok(made.into())
    })
}

#[tauri::command(async)]
pub(crate) fn note_billed_elsewhere(
    session: State<'_, Session>,
    form: Arg<BilledElsewhereForm>,
) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.note_billed_elsewhere(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn withdraw_billed_elsewhere(
    session: State<'_, Session>,
    form: Arg<WithdrawForm>,
) -> Result<(), Failure> {
    let WithdrawForm { id, reason } = form.0;
    session.with(|tracker, actor| tracker.withdraw_billed_elsewhere(actor, BilledElsewhereId(id), &reason))
}
