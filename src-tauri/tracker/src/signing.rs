//! Whether the month of a claim was signed: asked in one place by claims, exports and audit packets.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rules::Month;
use store::sign_offs::{Kind, SignOffRow};
use store::{Conn, PatientId};

use crate::Error;
use crate::claims::ClaimRow;

/// A sign-off that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// Who signed.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The sign-off of a patient's month that still holds.
pub(crate) fn sign_off(conn: &Conn, patient: PatientId, month: Month) -> Result<Option<SignOff>, Error> {
    let last = store::sign_offs::last(conn, patient, &month.to_string())?;
    match last {
        Some((SignOffRow { kind: Kind::Signed, staff_id: Some(staff), at, .. }, _)) => {
            Ok(Some(SignOff { by: store::staff::by_id(conn, staff)?.name, at }))
        }
        Some(_) | None => Ok(None),
    }
}

/// Patients whose month is signed as it stands.
pub(crate) fn signed(conn: &Conn, month: Month) -> Result<BTreeSet<PatientId>, Error> {
    let decided = store::sign_offs::of_month(conn, &month.to_string())?;
    let newest: BTreeMap<_, _> = decided.into_iter().map(|row| (row.patient_id, row.kind)).collect();
    Ok(newest.into_iter().filter(|(_, kind)| *kind == Kind::Signed).map(|(patient, _)| patient).collect())
}

/// Notes at each row who signed.
pub(crate) fn note(conn: &Conn, month: Month, rows: &mut [ClaimRow]) -> Result<(), Error> {
    let decided = store::sign_offs::of_month(conn, &month.to_string())?;
    let newest: BTreeMap<_, _> = decided.into_iter().map(|row| (row.patient_id, row)).collect();
    let names: BTreeMap<_, _> =
        store::staff::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect();
    for row in rows {
        row.signed = newest.get(&row.patient.id).filter(|last| last.kind == Kind::Signed).and_then(|last| {
            let by = names.get(&last.staff_id?)?.clone();
            Some(SignOff { by, at: last.at })
        });
    }
    Ok(())
}
