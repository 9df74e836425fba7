//! The claims of a month and their export.

use tauri::State;
use tracker::practice::month as read_month;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{ClaimsView, ExportView, Failure};

#[tauri::command(async)]
pub(crate) fn claims(session: State<'_, Session>, month: Arg<String>) -> Result<ClaimsView, Failure> {
    session.with(|tracker, actor| {
        let claims = tracker.open_claims(actor, read_month(&month.0)?)?;
        ClaimsView::read(tracker, &claims)
    })
}

#[tauri::command(async)]
pub(crate) fn export_claims(session: State<'_, Session>, month: Arg<String>) -> Result<ExportView, Failure> {
    session.with(|tracker, actor| {
        let exported = tracker.export_claims(actor, read_month(&month.0)?, None)?;
        Ok(ExportView::made(&exported, tracker, actor))
    })
}
