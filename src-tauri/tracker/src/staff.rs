//! Staff members: who they are, what they may do, and whether they sign in here.

use std::str::FromStr;

use chrono::SecondsFormat;
use rules::{Month, Role, RoleClass};
use store::StaffId;
use store::before::{self, StaffBefore, held_in};
use store::staff::NewStaff;
pub use store::staff::StaffRow;
use vault::{Password, SlotRequest};

use crate::change::Change;
use crate::op::{Access, Actor, Op};
use crate::{Error, Tracker, home, month, practice, text, typed_time, write_out};

/// What the staff form sends.
#[derive(Clone)]
pub struct StaffChange {
    /// None for a new staff member.
    pub id: Option<i64>,
    /// Name.
    pub name: String,
    /// Role, as the rules know it.
    pub role: String,
    /// What the person may do.
    pub access: String,
    /// Credentials.
    pub credentials: String,
    /// National provider identifier of a practitioner.
    pub npi: Option<String>,
    /// Sign-in name; none: does not sign in here.
    pub sign_in: Option<String>,
    /// A new password, when one is set.
    pub password: Option<String>,
    /// Day of the team-based care course.
    pub team_training: Option<String>,
    /// A scope-of-service document exists.
    pub scope_document: bool,
    /// Works here now.
    pub active: bool,
    /// The first month a changed role, or document, holds in, YYYY-MM; none: it was never otherwise.
    pub from: Option<String>,
}

/// Reads a role.
pub(crate) fn role(slug: &str) -> Result<Role, Error> {
    Role::from_str(slug).map_err(|_| Error::field("role", "Choose a role of the list."))
}

/// True for those who can bill.
pub fn is_practitioner(role: &str) -> bool {
    Role::from_str(role).is_ok_and(|role| role.class() == RoleClass::Practitioner)
}

impl Tracker {
    /// Everybody, those who work here first, then by name.
    ///
    /// # Errors
    /// The disk.
    pub fn staff(&self) -> Result<Vec<StaffRow>, Error> {
        let mut rows = self.store.read(store::staff::all)?;
        rows.sort_by_key(|row| !row.active);
        Ok(rows)
    }

    /// Adds or changes a staff member, with the key slot of who signs in.
    ///
    /// # Errors
    /// A form field; access; the last manager, who must stay one.
    pub fn save_staff(&mut self, actor: &Actor, form: &StaffChange) -> Result<StaffId, Error> {
        let row = self.checked(form)?;
        let password = self.checked_sign_in(form, &row)?;
        let from = form.from.as_deref().map(practice::first_month).transpose()?;
        let id = form.id.map(StaffId);
        // Whoever was given a password by somebody else chooses another one at once; those of the demo are public.
        let must_change = id != Some(actor.staff) && !self.practice.demo;
        self.change_keys(actor, Op::SaveStaff, |change, keys, key| {
            let saved = match id {
                None => store::staff::insert(change.tx, &row)?,
                Some(id) => update(change, id, &row, from)?,
            };
            a_manager_stays(&store::staff::all(change.tx)?)?;
            if !may_stop_timers(row.active, &row.access) {
                write_out::stop_for(change, actor, saved)?;
            }
            change
                .trace
                .object(saved.get())
                .note("access", row.access.as_str())
                .note("role", row.role.as_str());
            change.trace.note("active", row.active).note("password_set", password.is_some());
            let sign_in = row.sign_in.as_deref().filter(|_| row.active);
            Slot { staff: saved, sign_in, must_change }.write(keys, key, password.as_ref(), change.now)?;
            Ok(saved)
        })
    }

    fn checked(&self, form: &StaffChange) -> Result<NewStaff, Error> {
        let role = role(&form.role)?;
        let access = Access::parse(&form.access)
            .ok_or_else(|| Error::field("access", "Choose what this person may do."))?;
        Ok(NewStaff {
            name: text::required(&form.name, "name")?,
            role: role.as_str().to_owned(),
            access: access.slug().to_owned(),
            credentials: text::line(&form.credentials, "credentials")?,
            npi: npi(form.npi.as_deref())?,
            sign_in: given(form.sign_in.as_deref(), "sign_in")?,
            team_training: typed_time::optional_date(form.team_training.as_deref(), "team_training")?,
            scope_document: form.scope_document,
            active: form.active,
            created_at: self.clock.now(),
        })
    }

    /// The password to set, if one is. Who signs in for the first time, or under another name than the one on record, needs
    /// one: a key slot is bound to its name, and the old slot would open under the old name.
    fn checked_sign_in(&self, form: &StaffChange, row: &NewStaff) -> Result<Option<Password>, Error> {
        let Some(sign_in) = &row.sign_in else { return Ok(None) };
        let typed = form.password.as_deref().filter(|text| !text.is_empty());
        let known = self.sign_in_on_record(form.id)?.is_some_and(|known| known == *sign_in);
        match typed {
            Some(text) => {
                let names = [self.practice.name.as_str(), row.name.as_str(), sign_in.as_str()];
                home::checked_password(text, &names).map(Some)
            }
            None if known => Ok(None),
            None => Err(Error::field("password", "Set a password for this sign-in name.")),
        }
    }

    /// The name that a staff member's key slot has; none without a slot, or since the sign-in was taken away.
    fn sign_in_on_record(&self, id: Option<i64>) -> Result<Option<String>, Error> {
        let Some(id) = id.filter(|id| self.vault.has_slot(*id)) else { return Ok(None) };
        Ok(self.store.read(|conn| store::staff::by_id(conn, StaffId(id)))?.sign_in)
    }
}

/// A staff member's part of the key file.
struct Slot<'a> {
    staff: StaffId,
    /// None: does not sign in, or not any more.
    sign_in: Option<&'a str>,
    must_change: bool,
}

impl Slot<'_> {
    fn write(
        &self,
        keys: &mut vault::VaultFile,
        key: &vault::DataKey,
        password: Option<&Password>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), Error> {
        let staff_id = self.staff.get();
        let Some(sign_in) = self.sign_in else {
            if keys.has_slot(staff_id) {
                keys.disable(staff_id)?;
            }
            return Ok(());
        };
        match password {
            Some(password) => {
                let created_at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
                let must_change = self.must_change;
                let request =
                    SlotRequest { staff_id, sign_in, password, created_at: &created_at, must_change };
                keys.put_slot(key, request)?;
            }
            None => keys.enable(staff_id)?,
        }
        Ok(())
    }
}

fn update(
    change: &mut Change<'_>,
    id: StaffId,
    new: &NewStaff,
    from: Option<Month>,
) -> Result<StaffId, Error> {
    let old = store::staff::by_id(change.tx, id)?;
    // The course has its day; another one is a correction of every month.
    if old.team_training != new.team_training {
        change.trace.everything_is_stale();
    }
    if (&old.role, old.scope_document) != (&new.role, new.scope_document) {
        turn(change, &old, from)?;
    }
    store::staff::update(
        change.tx,
        &StaffRow {
            id,
            name: new.name.clone(),
            role: new.role.clone(),
            access: new.access.clone(),
            credentials: new.credentials.clone(),
            npi: new.npi.clone(),
            sign_in: new.sign_in.clone(),
            team_training: new.team_training,
            scope_document: new.scope_document,
            active: new.active,
            created_at: old.created_at,
        },
    )?;
    Ok(id)
}

/// What the rules know of somebody is otherwise from a month on: the months before it rest on what it was.
fn turn(change: &mut Change<'_>, old: &StaffRow, from: Option<Month>) -> Result<(), Error> {
    let Some(from) = from else {
        before::forget_staff(change.tx, old.id, "")?;
        change.trace.everything_is_stale();
        return Ok(());
    };
    let rows = before::of_staff(change.tx, old.id)?;
    let was = StaffBefore {
        staff_id: old.id,
        before: from.to_string(),
        role: old.role.clone(),
        credentials: old.credentials.clone(),
        scope_document: old.scope_document,
    };
    // The month before it may itself rest on what was before a later one.
    let was = held_in(&rows, &from.previous().to_string())
        .map_or(was.clone(), |row| StaffBefore { before: was.before, ..row.clone() });
    before::put_staff(change.tx, &was)?;
    change.trace.stale.extend(month::kept_since(change.tx, from)?);
    change.trace.note("from", was.before).note("was", was.role);
    Ok(())
}

pub(crate) fn may_stop_timers(active: bool, access: &str) -> bool {
    active && Access::parse(access).is_some_and(|access| Op::StopTimer.allows(access))
}

/// A manager who can sign in.
pub(crate) fn is_manager(row: &StaffRow) -> bool {
    row.active && row.sign_in.is_some() && Access::parse(&row.access) == Some(Access::Manager)
}

pub(crate) fn a_manager_stays(rows: &[StaffRow]) -> Result<(), Error> {
    let stays = rows.iter().any(is_manager);
    if stays {
        return Ok(());
    }
    Err(Error::field(
        "access",
        "This is the last manager who can sign in. Make somebody else a manager first.",
    ))
}

fn given(text: Option<&str>, field: &'static str) -> Result<Option<String>, Error> {
    let text = text::line(text.unwrap_or_default(), field)?;
    Ok((!text.is_empty()).then_some(text))
}

/// A national provider identifier: ten digits with a Luhn check digit over the prefix 80840 (CMS, NPI check digit, 2007).
pub(crate) fn npi(text: Option<&str>) -> Result<Option<String>, Error> {
    let Some(text) = given(text, "npi")? else { return Ok(None) };
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let sound = digits.is_some_and(|digits| digits.len() == 10 && (luhn(&digits) + 24).is_multiple_of(10));
    if sound {
        Ok(Some(text))
    } else {
        Err(Error::field("npi", "This is not an NPI: ten digits, the last of which checks the others."))
    }
}

/// Sum of the Luhn scheme: from the right, every second digit doubled, its digits added.
fn luhn(digits: &[u32]) -> u32 {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 1 { doubled(*digit) } else { *digit })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_npi_is_checked_by_its_last_digit() {
        // The example number of the CMS paper.
        assert_eq!(npi(Some("1234567893")).unwrap().as_deref(), Some("1234567893"));
        assert!(npi(Some("1234567890")).is_err());
        assert!(npi(Some("12345")).is_err());
        assert_eq!(npi(Some(" ")).unwrap(), None);
    }
}
