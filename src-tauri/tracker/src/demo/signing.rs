//! The demo's months, signed and closed but the last two: one to sign, with one patient given back, and the present one.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use rules::Month;
use store::month_closes::CloseRow;
use store::{EnrollmentId, StaffId};

use super::stories;
use crate::case::{self, Charts};
use crate::change::Change;
use crate::op::Actor;
use crate::review::{self, Kept};
use crate::{Error, month};

/// Why a month was given back.
const RETURNED: &str = "The copy of the care plan is not on record. Please give it and note the day.";

/// Signs and closes the earlier months; gives the number of signatures.
pub(super) fn tell(change: &mut Change<'_>, actor: &Actor, months: &[Month]) -> Result<usize, Error> {
    let staff = case::staff(change.tx)?;
    let mut charts = Charts::default();
    let mut signed = 0;
    for (n, month) in months.iter().enumerate().take(months.len().saturating_sub(1)) {
        let to_sign = n + 2 == months.len();
        for row in store::statements::all_of_month(change.tx, &month.to_string())? {
            let chart = charts.of(change.tx, row.patient_id)?;
            let given_back = to_sign && chart.name() == stories::HELD;
            let statement = month::read(&row)?;
            let Some(account) = statement.accounts.iter().find(|account| review::has_something(account))
            else {
                continue;
            };
            if to_sign && !given_back {
                continue;
            }
            let id = case::number(&account.id).ok_or(Error::Unreadable("account"))?;
            let by = store::enrollments::by_id(change.tx, EnrollmentId(id))?.practitioner_id;
            let case = chart.case(change.tx, &change.practice, &staff, *month, change.today())?;
            let kept = Kept { patient: row.patient_id, month: *month, case: &case, statement: &statement };
            let reason = given_back.then(|| RETURNED.to_owned());
            kept.decide(change.tx, &change.practice, reason, by, at(*month, 2))?;
            signed += 1;
        }
        if !to_sign {
            store::month_closes::insert(change.tx, &close(*month, actor.staff))?;
        }
    }
    change.trace.note("signed", signed);
    Ok(signed)
}

fn close(month: Month, by: StaffId) -> CloseRow {
    let closed = at(month, 4);
    CloseRow {
        month: month.to_string(),
        staff_id: by,
        at: closed,
        locks_at: Some(closed + TimeDelta::days(3)),
        reason: "Held claims stay open until their documents are there.".to_owned(),
    }
}

/// Three in the afternoon UTC, so many days into the month after.
fn at(month: Month, days: u64) -> DateTime<Utc> {
    let afternoon = NaiveTime::from_hms_opt(15, 0, 0).unwrap_or_default();
    (month.next().first_day() + Days::new(days)).and_time(afternoon).and_utc()
}
