//! The practice's own amounts: a fee table over the shipped one of the same day, in a rule pack like any other.

use std::fmt::Write;

use chrono::NaiveDate;
use rules::{Cents, FeeTable, Rate};

use crate::op::Actor;
use crate::packs::Pack;
use crate::{Error, Tracker, typed_time};

/// The id of the pack that holds the practice's own amounts.
pub const OWN_FEES: &str = "own-fees";
/// Says of an amount that nobody outside is its source.
const SOURCE: &str = "The practice's own amounts";
/// A unit of these services is worth no more than a hundred thousand dollars.
const MOST: Cents = Cents(10_000_000);

/// The practice's own amount of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRate {
    /// The code.
    pub code: String,
    /// Outside a facility; none keeps the national amount.
    pub non_facility: Option<Cents>,
    /// In a facility; none keeps the national amount.
    pub facility: Option<Cents>,
}

impl Tracker {
    /// Puts the practice's own amounts in the place of a shipped fee table, named by its first day. Codes that are not named
    /// keep the amounts they have; none named gives the shipped table back.
    ///
    /// # Errors
    /// No such table; no such code in it; an amount that makes no sense; access.
    pub fn save_fees(&mut self, actor: &Actor, from: &str, own: &[OwnRate]) -> Result<(), Error> {
        let from = typed_time::date(from, "from")?;
        let present = self.practice.rules.now().rules().fee_tables().to_vec();
        let table = present.iter().find(|table| table.from == from).ok_or(Error::NotFound("fee table"))?;
        own.iter().try_for_each(|rate| check(rate, table))?;
        let mut tables: Vec<_> =
            present.iter().filter(|other| is_own(other) && other.from != from).cloned().collect();
        if !own.is_empty() {
            tables.push(with(table, own)?);
        }
        let has_pack = self.practice.rules.now().packs().iter().any(is_own_fees);
        if !tables.is_empty() {
            let text = self.text(&tables);
            return self.add_rule_pack(actor, "own-fees.toml", &text).map(|_| ());
        }
        if has_pack { self.remove_rule_pack(actor, OWN_FEES) } else { Ok(()) }
    }

    /// A pack of these tables. Its version is the moment: two of one id never are the same.
    fn text(&self, tables: &[FeeTable]) -> String {
        let now = self.now();
        let mut text = format!(
            "[pack]\nid = \"{OWN_FEES}\"\nversion = \"{}\"\nlabel = \"{SOURCE}\"\nfrom = \"{}\"\n",
            now.format("%Y-%m-%d.%H%M%S"),
            self.today_date()
        );
        for table in tables {
            let _ = write!(
                text,
                "\n[[fees]]\nfrom = \"{}\"\nsource = \"{SOURCE}\"\nverified = \"design\"\nrate = [\n",
                table.from
            );
            for rate in &table.rate {
                let _ = write!(
                    text,
                    "  {{ code = \"{}\", non_facility = {}, facility = {}",
                    rate.code, rate.non_facility.0, rate.facility.0
                );
                let with_qp = [("qp_non_facility", rate.qp_non_facility), ("qp_facility", rate.qp_facility)];
                for (key, amount) in with_qp {
                    if let Some(amount) = amount {
                        let _ = write!(text, ", {key} = {}", amount.0);
                    }
                }
                text.push_str(" },\n");
            }
            text.push_str("]\n");
        }
        text
    }
}

/// Is this the pack of the practice's own amounts?
pub fn is_own_fees(pack: &Pack) -> bool {
    pack.of_practice && pack.header.id == OWN_FEES
}

/// Does this table hold the practice's own amounts?
pub fn is_own(table: &FeeTable) -> bool {
    table.source == SOURCE
}

/// The national table of a day, whatever the practice put in its place.
pub fn national(from: NaiveDate) -> Option<&'static FeeTable> {
    crate::packs::shipped().fee_tables().iter().find(|table| table.from == from)
}

fn check(rate: &OwnRate, table: &FeeTable) -> Result<(), Error> {
    if !table.rate.iter().any(|known| known.code.as_str() == rate.code) {
        return Err(Error::field("code", "This table has no such code. Nothing was changed."));
    }
    let sound = |amount: Option<Cents>| amount.is_none_or(|cents| (Cents::ZERO..=MOST).contains(&cents));
    if sound(rate.non_facility) && sound(rate.facility) {
        return Ok(());
    }
    Err(Error::field("amount", "Type an amount in dollars, such as 66.13. Nothing was changed."))
}

/// The table with other amounts for some codes. An own amount is the same with and without the QP factor.
fn with(table: &FeeTable, own: &[OwnRate]) -> Result<FeeTable, Error> {
    let base = national(table.from).unwrap_or(table);
    let rate = base.rate.iter().map(|rate| match own.iter().find(|own| own.code == rate.code.as_str()) {
        Some(own) => {
            let of = |own: Option<Cents>, usual| own.map_or(usual, |cents| (cents, None));
            let (non_facility, qp_non_facility) =
                of(own.non_facility, (rate.non_facility, rate.qp_non_facility));
            let (facility, qp_facility) = of(own.facility, (rate.facility, rate.qp_facility));
            Rate { non_facility, facility, qp_non_facility, qp_facility, ..rate.clone() }
        }
        None => rate.clone(),
    });
    Ok(FeeTable { rate: rate.collect(), source: SOURCE.to_owned(), ..table.clone() })
}
