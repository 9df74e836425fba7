//! Long work: how far it is, and its end before its time. Neither waits for the vault, which that work may hold.

use tauri::State;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{ReachedView, WorkForm};

#[tauri::command(async)]
pub(crate) fn work(session: State<'_, Session>, kind: Arg<WorkForm>) -> Option<ReachedView> {
    session.work(kind.0)
}

/// Stopping changes nothing that was there, so it needs no right and no password.
#[tauri::command(async)]
pub(crate) fn cancel_work(session: State<'_, Session>, kind: Arg<WorkForm>) -> bool {
    session.cancel_work(kind.0)
}
