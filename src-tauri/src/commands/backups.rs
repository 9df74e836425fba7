//! Backups: making, copying, proving and going back to them. None of it holds up the work of others.

use std::path::Path;

use tauri::State;
use tracker::Tracker;

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    BackupsView, Failure, ProofView, RestorableForm, RestorableView, RestoreForm, RestorePreviewView,
    RestoredView, SecondPlaceForm,
};

#[tauri::command(async)]
pub(crate) fn backups(session: State<'_, Session>) -> Result<BackupsView, Failure> {
    session.with(|tracker, actor| Ok(view(tracker, &tracker.backups(actor)?)))
}

#[tauri::command(async)]
pub(crate) fn prove_backup(session: State<'_, Session>) -> Result<ProofView, Failure> {
    Ok(session.prove_backup()?.into())
}

#[tauri::command(async)]
pub(crate) fn back_up(session: State<'_, Session>) -> Result<BackupsView, Failure> {
    let job = session.with(|tracker, actor| match tracker.backup_desk().progress() {
        // Made by itself just now: the screen shows how it gets on.
        Some(_) => Ok(None),
        None => tracker.back_up(actor).map(Some),
    })?;
    job.into_iter().for_each(|job| session.back_up(job));
    backups(session)
}

#[tauri::command(async)]
pub(crate) fn set_second_place(
    session: State<'_, Session>,
    form: Arg<SecondPlaceForm>,
) -> Result<BackupsView, Failure> {
    let path = Some(form.0.path.as_str()).filter(|path| !path.is_empty());
    session.with(|tracker, actor| tracker.set_second_place(actor, path))?;
    backups(session)
}

#[tauri::command(async)]
pub(crate) fn restorable(
    session: State<'_, Session>,
    form: Arg<RestorableForm>,
) -> Result<Vec<RestorableView>, Failure> {
    session.restorable(&form.0.folder)
}

#[tauri::command(async)]
pub(crate) fn preview_restore(
    session: State<'_, Session>,
    form: Arg<RestoreForm>,
) -> Result<RestorePreviewView, Failure> {
    let RestoreForm { backup, sign_in, password } = &form.0;
    session.preview_restore(Path::new(backup), sign_in, password)
}

#[tauri::command(async)]
pub(crate) fn restore(session: State<'_, Session>, form: Arg<RestoreForm>) -> Result<RestoredView, Failure> {
    let RestoreForm { backup, sign_in, password } = &form.0;
    session.restore(Path::new(backup), sign_in, password)
}

fn view(tracker: &Tracker, standing: &tracker::backup::Standing) -> BackupsView {
    BackupsView::of(standing, tracker.backup_desk(), &tracker.home().backups())
}
