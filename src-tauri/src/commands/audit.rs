//! The audit, its export, its verification, and what is printed.

use tauri::State;
use tracker::{PatientId, Tracker};

use crate::Session;
use crate::gate::Arg;
use crate::wire::{
    AuditFileView, AuditForm, AuditView, Failure, HeadView, PrintForm, VerificationView, WorkForm,
};

#[tauri::command(async)]
pub(crate) fn audit(session: State<'_, Session>, form: Arg<AuditForm>) -> Result<AuditView, Failure> {
    session.with(|tracker, actor| AuditView::read(tracker, actor, &form.0))
}

#[tauri::command(async)]
pub(crate) fn export_audit(
    session: State<'_, Session>,
    form: Arg<AuditForm>,
    seal: Arg<Option<String>>,
) -> Result<AuditFileView, Failure> {
    session.with_work(WorkForm::AuditExport, |tracker, actor| {
        let filter = form.0.filter(tracker)?;
        let export = |tracker: &mut Tracker| tracker.export_audit(actor, &filter, None);
        Ok(tracker.sealing(seal.0.as_deref(), export)?.into())
    })
}

/// Takes as long as it takes, on a thread of its own and on a connection of its own: work goes on meanwhile.
#[tauri::command(async)]
pub(crate) fn verify(session: State<'_, Session>) -> Result<VerificationView, Failure> {
    Ok(session.verify()?.into())
}

/// The step that the check is at, of 3; 0 when none runs.
#[tauri::command(async)]
pub(crate) fn verify_step(session: State<'_, Session>) -> u8 {
    session.verify_step()
}

#[tauri::command(async)]
pub(crate) fn print(session: State<'_, Session>, form: Arg<PrintForm>) -> Result<HeadView, Failure> {
    let PrintForm { what, patient } = form.0;
    session.with(|tracker, actor| {
        tracker.print(actor, what.slug(), patient.map(PatientId))?;
        Ok(tracker.head()?.into())
    })
}
