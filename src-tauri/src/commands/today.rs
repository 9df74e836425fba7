//! The worklist.

use tauri::State;

use crate::Session;
use crate::wire::{Failure, TodayView};

#[tauri::command(async)]
pub(crate) fn today(session: State<'_, Session>) -> Result<TodayView, Failure> {
    session.with(|tracker, actor| Ok(tracker.open_today(actor)?.into()))
}
