//! The running timer and the activities to choose from.

use tauri::State;
use tracker::EnrollmentId;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    ActivityView, Failure, RunningView, SettleForm, StartForm, StartedView, StoppedView, TimerForm,
};

#[tauri::command(async)]
pub(crate) fn running(session: State<'_, Session>) -> Result<Option<RunningView>, Failure> {
    session.with(|tracker, actor| Ok(tracker.running(actor)?.map(RunningView::from)))
}

#[tauri::command(async)]
pub(crate) fn start_timer(session: State<'_, Session>, form: Arg<StartForm>) -> Result<StartedView, Failure> {
    let StartForm { enrollment, activity } = form.0;
    session.with(|tracker, actor| {
        let (running, stopped) = tracker.start_timer(actor, EnrollmentId(enrollment), activity.as_deref())?;
        let stopped = stopped.map(|stopped| StoppedView::read(tracker, &stopped)).transpose()?;
        Ok(StartedView { running: running.into(), stopped })
    })
}

#[tauri::command(async)]
pub(crate) fn describe_timer(
    session: State<'_, Session>,
    form: Arg<TimerForm>,
) -> Result<RunningView, Failure> {
    let TimerForm { activity, note } = form.0;
    session.with(|tracker, actor| Ok(tracker.describe_timer(actor, activity.as_deref(), &note)?.into()))
}

#[tauri::command(async)]
pub(crate) fn stop_timer(session: State<'_, Session>, form: Arg<TimerForm>) -> Result<StoppedView, Failure> {
    let TimerForm { activity, note } = form.0;
    session.with(|tracker, actor| {
        let stopped = tracker.stop_timer(actor, activity.as_deref(), Some(&note))?;
        StoppedView::read(tracker, &stopped)
    })
}

#[tauri::command(async)]
pub(crate) fn settle_timer(
    session: State<'_, Session>,
    choice: Arg<SettleForm>,
) -> Result<Option<RunningView>, Failure> {
    session.with(|tracker, actor| Ok(tracker.settle_timer(actor, choice.0.into())?.map(RunningView::from)))
}

#[tauri::command(async)]
pub(crate) fn activities(session: State<'_, Session>) -> Result<Vec<ActivityView>, Failure> {
    session.with(|tracker, actor| {
        let used = tracker.most_used(actor)?;
        Ok(ActivityView::all(&used, tracker.practice().rules.now().rules()))
    })
}
