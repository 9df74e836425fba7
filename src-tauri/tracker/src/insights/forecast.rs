//! What the present month comes to at the present pace. An estimate, and computed so that a person can follow it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rules::{Cents, Code, Month, Seconds};

use super::accounts::Account;
use crate::bar::Terms;
use crate::{Error, Tracker};

/// What the month comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// Today.
    pub as_of: NaiveDate,
    /// Working days so far, today among them.
    pub days_gone: u32,
    /// Working days of the month.
    pub days: u32,
    /// Each code with what is earned now and what will be.
    pub codes: Vec<Units>,
}

/// Units of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Units {
    /// The code.
    pub code: String,
    /// Earned now.
    pub now: u32,
    /// What they are worth, an estimate.
    pub now_cents: Cents,
    /// At the end of the month, an estimate.
    pub end: u32,
    /// What they will be worth, an estimate.
    pub end_cents: Cents,
}

impl Tracker {
    /// Each enrollment's counted time, divided by the working days so far and multiplied by those of the month, against the
    /// same thresholds. Who has no time yet stays without; who is refused stays refused; holds are not looked at.
    pub(super) fn forecast(&self, month: Month, accounts: &[Account]) -> Result<Option<Forecast>, Error> {
        let today = self.today_date();
        if Month::of(today) != month {
            return Ok(None);
        }
        // A month that begins on a weekend has no working day behind it yet: today is one then.
        let days_gone = self.working_days(month.first_day(), today).max(1);
        let days = self.working_days(month.first_day(), month.last_day()).max(days_gone);
        let mut codes = BTreeMap::new();
        for account in accounts {
            let terms = Terms::new(&self.practice, &account.row.payer, month.last_day())?;
            add_now(account, &mut codes);
            add_end(account, &terms, (days_gone, days), &mut codes);
        }
        Ok(Some(Forecast { as_of: today, days_gone, days, codes: codes.into_values().collect() }))
    }
}

type Codes = BTreeMap<Code, Units>;

fn of(codes: &mut Codes, code: Code) -> &mut Units {
    codes.entry(code).or_insert_with(|| Units {
        code: code.to_string(),
        now: 0,
        now_cents: Cents::ZERO,
        end: 0,
        end_cents: Cents::ZERO,
    })
}

fn add_now(account: &Account, codes: &mut Codes) {
    for line in &account.statement.lines {
        let units = of(codes, line.code);
        units.now += line.units;
        units.now_cents += line.amount_cents;
    }
}

fn add_end(account: &Account, terms: &Terms<'_>, (gone, days): (u32, u32), codes: &mut Codes) {
    let Some(track) = account.track() else { return };
    let is_refused = !account.statement.refusals.is_empty() || crate::bar::barring(track).next().is_some();
    if is_refused {
        // What stands in spite of it stands at the end, too.
        for line in &account.statement.lines {
            let units = of(codes, line.code);
            units.end += line.units;
            units.end_cents += line.amount_cents;
        }
        return;
    }
    let counted = at_pace(track.counted_s, gone, days);
    let rungs = rules::ladder(track.track, terms.payer, terms.settings, terms.packs, counted);
    for rung in rungs.into_iter().filter(|rung| rung.at <= counted) {
        let units = of(codes, rung.code);
        units.end += 1;
        units.end_cents += terms.worth(rung.code);
    }
}

/// Rounded down: an estimate should not promise the last second.
fn at_pace(counted: Seconds, gone: u32, days: u32) -> Seconds {
    Seconds(counted.0.saturating_mul(i64::from(days)) / i64::from(gone.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_time_over_the_days_so_far_for_all_days_and_never_rounded_up() {
        assert_eq!(at_pace(Seconds(600), 10, 20), Seconds(1200));
        assert_eq!(at_pace(Seconds(599), 7, 19), Seconds(1625));
        assert_eq!(at_pace(Seconds(600), 0, 20), Seconds(12_000));
    }
}
