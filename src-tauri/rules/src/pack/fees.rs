//! Dated fee tables.

use super::{Evidence, Packs, checked};
use crate::case::Place;
use crate::case::read::date;
use crate::code::Code;
use crate::money::Cents;
use chrono::NaiveDate;
use serde::Deserialize;

/// The national amounts from a day on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeTable {
    /// The first date of service it applies to.
    #[serde(deserialize_with = "date")]
    pub from: NaiveDate,
    /// The amounts.
    pub rate: Vec<Rate>,
    /// Who says so.
    #[serde(deserialize_with = "checked::source")]
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

/// The amounts of one code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The code.
    pub code: Code,
    /// Outside a facility.
    #[serde(deserialize_with = "checked::cents")]
    pub non_facility: Cents,
    /// In a facility.
    #[serde(deserialize_with = "checked::cents")]
    pub facility: Cents,
    /// Outside a facility with the QP conversion factor, where there is one.
    #[serde(default, deserialize_with = "checked::cents_or_none")]
    pub qp_non_facility: Option<Cents>,
    /// In a facility with the QP conversion factor, where there is one.
    #[serde(default, deserialize_with = "checked::cents_or_none")]
    pub qp_facility: Option<Cents>,
}

impl Rate {
    /// What is estimated of a unit at a place, with the QP conversion factor where the practice has it.
    pub fn amount(&self, place: Place, qp: bool) -> Cents {
        let (usual, with_qp) = match place {
            Place::NonFacility => (self.non_facility, self.qp_non_facility),
            Place::Facility => (self.facility, self.qp_facility),
        };
        with_qp.filter(|_| qp).unwrap_or(usual)
    }
}

/// The estimated amount of one unit; zero for a code without a rate.
pub fn fee(code: Code, dos: NaiveDate, place: Place, qp: bool, packs: &Packs) -> Cents {
    rate(code, dos, packs).map_or(Cents::ZERO, |(_, rate)| rate.amount(place, qp))
}

/// The rate of a code and its table: the one with the latest start not after the date of service, else the earliest.
pub(crate) fn rate(code: Code, dos: NaiveDate, packs: &Packs) -> Option<(&FeeTable, &Rate)> {
    let tables = packs.fee_tables();
    let table = tables.iter().rev().find(|table| table.from <= dos).or(tables.first())?;
    Some((table, table.rate.iter().find(|rate| rate.code == code)?))
}
