//! Whether the month of a claim was signed: asked in one place by claims, exports and audit packets.

use chrono::{DateTime, Utc};
use rules::Month;
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

/// The sign-off of a patient's month that still holds. Nobody can sign a month yet, so there is none.
pub(crate) fn sign_off(_: &Conn, _: PatientId, _: Month) -> Result<Option<SignOff>, Error> {
    Ok(None)
}

/// Notes at each row who signed.
pub(crate) fn note(conn: &Conn, month: Month, rows: &mut [ClaimRow]) -> Result<(), Error> {
    for row in rows {
        row.signed = sign_off(conn, row.patient.id, month)?;
    }
    Ok(())
}
