//! Signing a patient's month, returning it, and what voids a decision: any change of what was seen.

use chrono::{DateTime, Utc};
use rules::{Case, Month, Statement};
use store::sign_offs::{Kind, NewSignOff};
use store::{PatientId, StaffId, Tx};

use super::seen::{Seen, sha};
use super::{closed, difference, is_locked};
use crate::case::{Asked, Chart};
use crate::change::Change;
use crate::op::{Access, Actor, Op};
use crate::practice::Practice;
use crate::rights::Right;
use crate::{Error, Tracker, month, text};

/// A statement that was just made, with what it was made from.
pub(crate) struct Kept<'a> {
    pub(crate) patient: PatientId,
    pub(crate) month: Month,
    pub(crate) case: &'a Case,
    pub(crate) statement: &'a Statement,
}

impl Kept<'_> {
    /// A decision on it.
    fn decided(
        &self,
        tx: &Tx<'_>,
        practice: &Practice,
        (kind, reason): (Kind, Option<String>),
        (by, at): (Option<StaffId>, DateTime<Utc>),
    ) -> Result<NewSignOff, Error> {
        let (seen_json, _) = Seen::of(tx, self.statement, self.case)?.digest()?;
        let judged_by = practice.rules.of(self.month);
        Ok(NewSignOff {
            patient_id: self.patient,
            month: self.month.to_string(),
            kind,
            staff_id: by,
            at,
            seen_sha: sha(&seen_json),
            seen_json,
            inputs_sha: month::sha(self.case)?,
            pack: judged_by.version(self.case.payer),
            rule_set: judged_by.sha256().to_owned(),
            reason,
        })
    }

    /// Signs it, or gives it back where there is a reason.
    pub(crate) fn decide(
        &self,
        tx: &Tx<'_>,
        practice: &Practice,
        reason: Option<String>,
        by: StaffId,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let kind = if reason.is_some() { Kind::Returned } else { Kind::Signed };
        store::sign_offs::insert(tx, &self.decided(tx, practice, (kind, reason), (Some(by), at))?)?;
        Ok(())
    }
}

/// Do the lines of a month rest on what they were signed for? Unless it was signed and stands, nobody vouched for it.
pub(crate) fn rests_as_signed(tx: &Tx<'_>, kept: &Kept<'_>) -> Result<bool, Error> {
    let last = store::sign_offs::last(tx, kept.patient, &kept.month.to_string())?;
    match last.filter(|(last, _)| last.kind == Kind::Signed) {
        Some((_, text)) => Ok(Seen::of(tx, kept.statement, kept.case)?.rests_as(&Seen::read(&text)?)),
        None => Ok(true),
    }
}

/// Voids what was decided of a month that is not any more what was seen, and says what changed. True if it did.
pub(crate) fn void_if_changed(
    tx: &Tx<'_>,
    practice: &Practice,
    kept: &Kept<'_>,
    by: Option<StaffId>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let Some((last, text)) = store::sign_offs::last(tx, kept.patient, &kept.month.to_string())? else {
        return Ok(false);
    };
    if last.kind == Kind::Voided {
        return Ok(false);
    }
    // What was read back is compared, not its hash: a later version of the program may write the same down otherwise.
    let (old, new) = (Seen::read(&text)?, Seen::of(tx, kept.statement, kept.case)?);
    if old == new {
        return Ok(false);
    }
    let changed = difference::words(tx, practice, &old, &new)?;
    let void = kept.decided(tx, practice, (Kind::Voided, Some(changed)), (by, now))?;
    store::sign_offs::insert(tx, &void)?;
    Ok(true)
}

impl Tracker {
    /// May this person sign months here?
    pub fn may_sign(&self, actor: &Actor) -> bool {
        let asked = actor.access != Access::CareTeam || self.practice.reviewing.care_team_signs;
        Right::Sign.is_of(actor.access) && asked
    }

    /// Signs a patient's month, exactly as it was seen.
    ///
    /// # Errors
    /// Access; it changed since it was shown; it is signed already.
    pub fn sign_month(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        month: Month,
        seen: &str,
    ) -> Result<(), Error> {
        self.must_sign(actor, Op::SignMonth, patient)?;
        self.change(actor, Op::SignMonth, |change| decide(change, actor, (patient, month), seen, None))
    }

    /// Gives a patient's month back to the care team, with the reason.
    ///
    /// # Errors
    /// As for `sign_month`; no reason; a month that is locked.
    pub fn return_month(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        month: Month,
        seen: &str,
        reason: &str,
    ) -> Result<(), Error> {
        self.must_sign(actor, Op::ReturnMonth, patient)?;
        let reason = text::note(reason, "reason")?;
        if reason.is_empty() {
            return Err(Error::field("reason", "Say what the care team should look at."));
        }
        self.change(actor, Op::ReturnMonth, |change| {
            if is_locked(change.tx, month, change.now)? {
                return Err(closed(month));
            }
            change.trace.because(&reason);
            decide(change, actor, (patient, month), seen, Some(reason))
        })
    }

    fn must_sign(&mut self, actor: &Actor, op: Op, patient: PatientId) -> Result<(), Error> {
        if self.may_sign(actor) {
            return Ok(());
        }
        Err(self.refusal(actor, op.words().0, Right::Sign.slug(), Some(patient)))
    }
}

fn decide(
    change: &mut Change<'_>,
    actor: &Actor,
    (patient, month): (PatientId, Month),
    seen: &str,
    reason: Option<String>,
) -> Result<(), Error> {
    let name = month.to_string();
    let kind = if reason.is_some() { Kind::Returned } else { Kind::Signed };
    let (case, statement) = made(change, patient, month)?;
    let kept = Kept { patient, month, case: &case, statement: &statement };
    let by = (Some(actor.staff), change.now);
    let new = kept.decided(change.tx, &change.practice, (kind, reason), by)?;
    if hex(&new.seen_sha) != seen {
        return Err(Error::refused(
            "This month changed since it was shown, so nothing was signed or returned. Look at it again.",
        ));
    }
    if store::sign_offs::last(change.tx, patient, &name)?.is_some_and(|(last, _)| last.kind == kind) {
        let word = if kind == Kind::Signed { "signed" } else { "returned" };
        return Err(Error::refused(format!("This month is {word} already. Nothing was changed.")));
    }
    let id = store::sign_offs::insert(change.tx, &new)?;
    change.trace.patient(patient).object(id.get());
    change.trace.note("month", name).note("sha256", seen).note("pack", new.pack.as_str());
    Ok(())
}

/// The statement as of now.
fn made(change: &Change<'_>, patient: PatientId, month: Month) -> Result<(Case, Statement), Error> {
    month::known(month)?;
    store::patients::by_id(change.tx, patient).map_err(|_| Error::NotFound("patient"))?;
    let people = Asked::default();
    let case =
        Chart::of(change.tx, patient)?.case(change.tx, &change.practice, &people, month, change.today())?;
    let statement = rules::evaluate(&case, change.practice.rules.of(month).rules());
    Ok((case, statement))
}

fn hex(sha: &[u8; 32]) -> String {
    sha.iter().map(|byte| format!("{byte:02x}")).collect()
}
