//! The rules a practice goes by, its closures, and how the program looks to a person.

use tauri::State;
use tracker::knobs::KnobChange;
use tracker::practice::month as read_month;
use tracker::what_if::Change;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    AppearanceForm, AppearanceView, ClosureForm, ClosuresView, Failure, FeesForm, RulesForm, RulesView,
    WhatIfForm, WhatIfView,
};

/// What faults of a pack that was chosen on the screen call its file.
const CHOSEN: &str = "pack.toml";

#[tauri::command(async)]
pub(crate) fn rules(session: State<'_, Session>) -> Result<RulesView, Failure> {
    session.with(|tracker, _| RulesView::read(tracker))
}

#[tauri::command(async)]
pub(crate) fn save_rules(session: State<'_, Session>, form: Arg<RulesForm>) -> Result<(), Failure> {
    let changes: Vec<_> = form.0.changes.into_iter().map(KnobChange::from).collect();
    session.with_judging(|tracker, actor| tracker.save_rules(actor, &changes))
}

#[tauri::command(async)]
pub(crate) fn what_if(session: State<'_, Session>, form: Arg<WhatIfForm>) -> Result<WhatIfView, Failure> {
    let WhatIfForm { month, changes, without } = form.0;
    let changes: Vec<_> = changes.into_iter().map(KnobChange::from).collect();
    let what = without.as_deref().map_or(Change::Settings(&changes), Change::Without);
    Ok(session.what_if(read_month(&month)?, &what, |_| ())?.into())
}

#[tauri::command(async)]
pub(crate) fn preview_rule_pack(
    session: State<'_, Session>,
    month: Arg<String>,
    text: Arg<String>,
) -> Result<WhatIfView, Failure> {
    Ok(session.what_if(read_month(&month.0)?, &Change::Pack(CHOSEN, &text.0), |_| ())?.into())
}

#[tauri::command(async)]
pub(crate) fn add_rule_pack(session: State<'_, Session>, text: Arg<String>) -> Result<(), Failure> {
    session.with_judging(|tracker, actor| tracker.add_rule_pack(actor, CHOSEN, &text.0).map(|_| ()))
}

#[tauri::command(async)]
pub(crate) fn remove_rule_pack(session: State<'_, Session>, pack: Arg<String>) -> Result<(), Failure> {
    session.with_judging(|tracker, actor| tracker.remove_rule_pack(actor, &pack.0))
}

#[tauri::command(async)]
pub(crate) fn save_fees(session: State<'_, Session>, form: Arg<FeesForm>) -> Result<(), Failure> {
    let rates: Vec<_> = form.0.rates.into_iter().map(Into::into).collect();
    session.with_judging(|tracker, actor| tracker.save_fees(actor, &form.0.from, &rates))
}

#[tauri::command(async)]
pub(crate) fn closures(session: State<'_, Session>) -> Result<ClosuresView, Failure> {
    session.with(|tracker, _| ClosuresView::read(tracker))
}

#[tauri::command(async)]
pub(crate) fn close_day(session: State<'_, Session>, form: Arg<ClosureForm>) -> Result<(), Failure> {
    session.with_judging(|tracker, actor| tracker.close_day(actor, &form.0.day, &form.0.label))
}

#[tauri::command(async)]
pub(crate) fn open_day_again(session: State<'_, Session>, day: Arg<String>) -> Result<(), Failure> {
    session.with_judging(|tracker, actor| tracker.open_day_again(actor, &day.0))
}

#[tauri::command(async)]
pub(crate) fn appearance(session: State<'_, Session>) -> Result<AppearanceView, Failure> {
    session.with(|tracker, actor| Ok(tracker.appearance(actor)?.into()))
}

#[tauri::command(async)]
pub(crate) fn save_appearance(session: State<'_, Session>, form: Arg<AppearanceForm>) -> Result<(), Failure> {
    session.with(|tracker, actor| tracker.save_appearance(actor, &form.0.into()))
}
