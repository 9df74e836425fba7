//! Hidden patients opened in an emergency.

use tauri::State;
use tracker::{EmergencyId, PatientId};

use crate::Session;
use crate::gate::Arg;
use crate::wire::{AcknowledgeForm, EmergencyForm, EmergencyView, Failure, instant};

#[tauri::command(async)]
pub(crate) fn open_in_emergency(
    session: State<'_, Session>,
    form: Arg<EmergencyForm>,
) -> Result<String, Failure> {
    let EmergencyForm { patient, reason } = form.0;
    session
        .with(|tracker, actor| Ok(instant(tracker.open_in_emergency(actor, PatientId(patient), &reason)?)))
}

#[tauri::command(async)]
pub(crate) fn emergencies(session: State<'_, Session>) -> Result<Vec<EmergencyView>, Failure> {
    session.with(EmergencyView::read_all)
}

#[tauri::command(async)]
pub(crate) fn acknowledge_emergencies(
    session: State<'_, Session>,
    form: Arg<AcknowledgeForm>,
) -> Result<(), Failure> {
    let ids: Vec<EmergencyId> = form.0.ids.into_iter().map(EmergencyId).collect();
    session.with(|tracker, actor| tracker.acknowledge_emergencies(actor, &ids))
}
