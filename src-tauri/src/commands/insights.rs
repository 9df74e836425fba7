//! A month in pictures, and the first hour's steps.

use tauri::State;
use tracker::practice::month as read_month;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{Failure, InsightsView, StepView};

#[tauri::command(async)]
pub(crate) fn insights(session: State<'_, Session>, month: Arg<String>) -> Result<InsightsView, Failure> {
    session.with(|tracker, actor| {
        let insights = tracker.open_insights(actor, read_month(&month.0)?)?;
        InsightsView::read(tracker, &insights)
    })
}

#[tauri::command(async)]
pub(crate) fn guide(session: State<'_, Session>) -> Result<Vec<StepView>, Failure> {
    session.with(|tracker, _| Ok(tracker.guide()?.into_iter().map(StepView::from).collect()))
}
