//! A person's timers: interruptions, corrections of the running one, time that was set aside, undo.

use tauri::State;
use tracker::practice::month;
use tracker::{EnrollmentId, EntryId, Error, TimerId, Tracker};

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    AnswerGapForm, BeganEarlierForm, DayView, DeskView, Failure, GapView, MoveTailForm, OverlapForm,
    PreferencesForm, PreferencesView, SplitForm, StartForm, StopPausedForm, TimerForm, TimingForm,
    TimingView, UndoneView, UnsettledView,
};

/// Does something with the person's timers, and answers how they stand.
fn then_desk(
    session: &Session,
    work: impl FnOnce(&mut Tracker, &tracker::Actor) -> Result<(), Error>,
) -> Result<DeskView, Failure> {
    session.with(|tracker, actor| {
        work(tracker, actor)?;
        DeskView::read(tracker, actor)
    })
}

#[tauri::command(async)]
pub(crate) fn desk(session: State<'_, Session>) -> Result<DeskView, Failure> {
    then_desk(&session, |_, _| Ok(()))
}

#[tauri::command(async)]
pub(crate) fn push_timer(session: State<'_, Session>, form: Arg<StartForm>) -> Result<DeskView, Failure> {
    let StartForm { enrollment, activity } = form.0;
    then_desk(&session, |tracker, actor| {
        tracker.push_timer(actor, EnrollmentId(enrollment), activity.as_deref())
    })
}

#[tauri::command(async)]
pub(crate) fn pop_timer(session: State<'_, Session>, form: Arg<TimerForm>) -> Result<DeskView, Failure> {
    let TimerForm { activity, note } = form.0;
    then_desk(&session, |tracker, actor| {
        tracker.pop_timer(actor, activity.as_deref(), Some(&note)).map(|_| ())
    })
}

#[tauri::command(async)]
pub(crate) fn stop_paused(
    session: State<'_, Session>,
    form: Arg<StopPausedForm>,
) -> Result<DeskView, Failure> {
    let StopPausedForm { id, activity, note } = form.0;
    let note = Some(note.as_str()).filter(|note| !note.is_empty());
    then_desk(&session, |tracker, actor| {
        tracker.stop_paused(actor, TimerId(id), activity.as_deref(), note).map(|_| ())
    })
}

#[tauri::command(async)]
pub(crate) fn set_phone(session: State<'_, Session>, on: Arg<bool>) -> Result<DeskView, Failure> {
    then_desk(&session, |tracker, actor| tracker.set_phone(actor, on.0))
}

#[tauri::command(async)]
pub(crate) fn began_earlier(
    session: State<'_, Session>,
    form: Arg<BeganEarlierForm>,
) -> Result<DeskView, Failure> {
    let BeganEarlierForm { when, first_pass } = form.0;
    then_desk(&session, |tracker, actor| tracker.began_earlier(actor, &when, first_pass))
}

#[tauri::command(async)]
pub(crate) fn move_tail(session: State<'_, Session>, form: Arg<MoveTailForm>) -> Result<DeskView, Failure> {
    let MoveTailForm { from, enrollment, first_pass } = form.0;
    then_desk(&session, |tracker, actor| {
        tracker.move_tail(actor, from.as_deref(), EnrollmentId(enrollment), first_pass)
    })
}

#[tauri::command(async)]
pub(crate) fn continue_last(session: State<'_, Session>) -> Result<DeskView, Failure> {
    then_desk(&session, |tracker, actor| tracker.continue_last(actor).map(|_| ()))
}

#[tauri::command(async)]
pub(crate) fn answer_gap(session: State<'_, Session>, form: Arg<AnswerGapForm>) -> Result<DeskView, Failure> {
    then_desk(&session, |tracker, actor| tracker.answer_gaps(actor, &form.0.read()?))
}

#[tauri::command(async)]
pub(crate) fn inbox(session: State<'_, Session>) -> Result<Vec<GapView>, Failure> {
    session.with(|tracker, actor| {
        let gaps = tracker.inbox(actor)?;
        Ok(gaps.iter().map(|gap| GapView::read(tracker, gap)).collect())
    })
}

#[tauri::command(async)]
pub(crate) fn unsettled(
    session: State<'_, Session>,
    month: Arg<String>,
) -> Result<Vec<UnsettledView>, Failure> {
    session.with(|tracker, actor| {
        let items = tracker.open_unsettled(actor, self::month(&month.0)?)?;
        let names = tracker.names()?;
        Ok(items.into_iter().map(|item| UnsettledView::read(tracker, &names, item)).collect())
    })
}

#[tauri::command(async)]
pub(crate) fn undo(session: State<'_, Session>) -> Result<UndoneView, Failure> {
    session.with(|tracker, actor| {
        let words = tracker.undo(actor)?.to_owned();
        Ok(UndoneView { words, desk: DeskView::read(tracker, actor)? })
    })
}

#[tauri::command(async)]
pub(crate) fn redo(session: State<'_, Session>) -> Result<UndoneView, Failure> {
    session.with(|tracker, actor| {
        let words = tracker.redo(actor)?.to_owned();
        Ok(UndoneView { words, desk: DeskView::read(tracker, actor)? })
    })
}

#[tauri::command(async)]
pub(crate) fn split_entry(session: State<'_, Session>, form: Arg<SplitForm>) -> Result<i64, Failure> {
    session.with(|tracker, actor| Ok(tracker.split_entry(actor, &form.0.into())?.get()))
}

#[tauri::command(async)]
pub(crate) fn settle_overlap(session: State<'_, Session>, form: Arg<OverlapForm>) -> Result<(), Failure> {
    let OverlapForm { a, b, give, reason } = form.0;
    session
        .with(|tracker, actor| tracker.settle_overlap(actor, (EntryId(a), EntryId(b)), give.into(), &reason))
}

#[tauri::command(async)]
pub(crate) fn day(session: State<'_, Session>, date: Arg<Option<String>>) -> Result<DayView, Failure> {
    session.with(|tracker, actor| {
        let date = date.0.as_deref().map(|text| tracker::typed_time::date(text, "date")).transpose()?;
        let day = tracker.open_day(actor, date)?;
        DayView::read(tracker, actor, &day)
    })
}

#[tauri::command(async)]
pub(crate) fn timing(session: State<'_, Session>) -> Result<TimingView, Failure> {
    session.with(|tracker, _| Ok(tracker.practice().timing.into()))
}

#[tauri::command(async)]
pub(crate) fn save_timing(session: State<'_, Session>, form: Arg<TimingForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.save_timing(actor, form.0.into()))
}

#[tauri::command(async)]
pub(crate) fn preferences(session: State<'_, Session>) -> Result<PreferencesView, Failure> {
    session.with(|tracker, actor| Ok(tracker.preferences(actor)?.into()))
}

#[tauri::command(async)]
pub(crate) fn save_preferences(
    session: State<'_, Session>,
    form: Arg<PreferencesForm>,
) -> Result<(), Failure> {
    crate::outside::keys::check(form.0.shortcut.as_deref())?;
    session.with(|tracker, actor| tracker.save_preferences(actor, &form.0.into()))
}
