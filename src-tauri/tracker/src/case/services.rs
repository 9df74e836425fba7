//! Planning talks, cancer treatment plans and the practice's other services, as a case has them.

use chrono::{DateTime, Utc};
use rules::{AcpEncounter, Case, OncologyEvent, OtherService, UsedElsewhere};
use store::oncology_plans::PlanRow;
use store::own_services::ServiceRow;
use store::planning_talks::TalkRow;
use store::seldom::Seldom;
use store::{Conn, PatientId, PlanId, TalkId};

use super::{read_if, staff_id, word};
use crate::Error;

/// What stands of a patient; what was voided is in no case.
pub(super) struct Services {
    talks: Vec<TalkRow>,
    plans: Vec<OncologyEvent>,
    others: Vec<ServiceRow>,
}

impl Services {
    pub(super) fn of(conn: &Conn, patient: PatientId, has: Seldom) -> Result<Self, Error> {
        let talks = read_if(has.talks, || store::planning_talks::of_patient(conn, patient))?.into_iter();
        let plans = read_if(has.plans, || store::oncology_plans::of_patient(conn, patient))?;
        let others = read_if(has.services, || store::own_services::of_patient(conn, patient))?.into_iter();
        Ok(Self {
            talks: talks.filter(|row| row.voided.is_none()).collect(),
            plans: plans.iter().filter(|row| row.voided.is_none()).map(event).collect::<Result<_, _>>()?,
            others: others.filter(|row| row.voided.is_none()).collect(),
        })
    }

    /// Talks that touch the month; plans and services of any, since they decide across months.
    pub(super) fn fill(&self, case: &mut Case, (from, to): (DateTime<Utc>, DateTime<Utc>)) {
        let touches = |row: &&TalkRow| row.started_at < to && row.ended_at > from;
        case.acp = self.talks.iter().filter(touches).map(talk).collect();
        case.oncology_events.clone_from(&self.plans);
        case.other_services = self.others.iter().map(other).collect();
        case.used_elsewhere = self.others.iter().filter_map(used).collect();
    }
}

/// What the practice bills by other means.
pub(crate) fn own_services(conn: &Conn, patient: PatientId) -> Result<Vec<OtherService>, Error> {
    let rows = store::own_services::of_patient(conn, patient)?;
    Ok(rows.iter().filter(|row| row.voided.is_none()).map(other).collect())
}

/// How the case names a talk.
pub(crate) fn talk_id(id: TalkId) -> String {
    format!("p{}", id.get())
}

/// How the case names a plan.
pub(crate) fn plan_id(id: PlanId) -> String {
    format!("o{}", id.get())
}

fn talk(row: &TalkRow) -> AcpEncounter {
    AcpEncounter {
        id: talk_id(row.id),
        staff: staff_id(row.practitioner_id),
        start: row.started_at.into(),
        end: row.ended_at.into(),
    }
}

fn event(row: &PlanRow) -> Result<OncologyEvent, Error> {
    Ok(OncologyEvent {
        id: plan_id(row.id),
        kind: word(&row.kind, "kind")?,
        date: row.day,
        cancer: row.cancer.clone(),
    })
}

fn other(row: &ServiceRow) -> OtherService {
    OtherService {
        code: row.code.clone(),
        date: row.day,
        practitioner: row.staff_id.map(staff_id),
        time_based: row.by_time,
    }
}

fn used(row: &ServiceRow) -> Option<UsedElsewhere> {
    let ((start, end), staff) = row.used.zip(row.staff_id)?;
    let service = row.code.clone();
    Some(UsedElsewhere { staff: staff_id(staff), start: start.into(), end: end.into(), service })
}
