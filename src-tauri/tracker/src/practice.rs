//! The practice: its zone, its place of service, its settings of the rules and the packs that judge it, its closures.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use rules::{Month, Place, Settings};
use store::{Conn, closures, practice::PracticeRow};

use crate::op::{Actor, Op};
use crate::review::Reviewing;
use crate::rule_packs::Rules;
use crate::timing::Timing;
use crate::{Error, Tracker, typed_time};

/// What every use case needs to know of the practice.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Its name.
    pub name: String,
    /// Decides the day, and so the month, of every second.
    pub zone: Tz,
    /// Which fee column applies.
    pub place: Place,
    /// True for the synthetic demo practice.
    pub demo: bool,
    /// Its own settings of the rules, as they stand. What judges a month is `settings_of`.
    pub settings: Settings,
    /// Days it is closed besides federal holidays.
    pub closures: Vec<NaiveDate>,
    /// The rule packs that judge its months.
    pub rules: Rules,
    /// Medical assistants see only the patients they are assigned to.
    pub assigned_only: bool,
    /// When it wants to be asked about timers.
    pub timing: Timing,
    /// How it signs and closes its months.
    pub reviewing: Reviewing,
}

impl Practice {
    /// Reads it from an open vault.
    pub(crate) fn load(conn: &Conn) -> Result<Self, Error> {
        let row = store::practice::get(conn)?.ok_or(Error::Unreadable("practice"))?;
        let closures = closures::all(conn)?.into_iter().map(|closure| closure.day).collect();
        let timing = Timing::load(conn)?;
        let reviewing = Reviewing::load(conn)?;
        Ok(Self { closures, timing, reviewing, rules: Rules::load(conn)?, ..Self::of(&row)? })
    }

    /// Reads its row; a new practice has no closures and no packs of its own.
    pub(crate) fn of(row: &PracticeRow) -> Result<Self, Error> {
        Ok(Self {
            zone: Tz::from_str(&row.time_zone).map_err(|_| Error::Unreadable("time_zone"))?,
            place: Place::from_str(&row.place).map_err(|_| Error::Unreadable("place"))?,
            settings: serde_json::from_str(&row.rules_json).map_err(|_| Error::Unreadable("settings"))?,
            closures: Vec::new(),
            rules: Rules::shipped(),
            name: row.name.clone(),
            demo: row.demo,
            assigned_only: row.assigned_only,
            timing: Timing::default(),
            reviewing: Reviewing::default(),
        })
    }

    /// The decisions a month is judged by: those it was claimed under, once it was exported, else those of today.
    pub fn settings_of(&self, month: Month) -> &Settings {
        self.rules.decisions(month).unwrap_or(&self.settings)
    }

    /// Where the lines of a month say that it was done: as it was claimed, once it was exported, else as it is.
    pub fn place_of(&self, month: Month) -> Place {
        self.rules.place(month).unwrap_or(self.place)
    }

    /// The local day of an instant.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The first and the last month that `[from, to)` touches, and those between.
    pub(crate) fn months(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Month> {
        let last = Month::of(self.day((to - chrono::TimeDelta::seconds(1)).max(from)));
        std::iter::successors(Some(Month::of(self.day(from))), |month| Some(month.next()))
            .take_while(|month| *month <= last)
            .collect()
    }

    /// The instants a month runs from and to.
    pub(crate) fn bounds(&self, month: Month) -> (DateTime<Utc>, DateTime<Utc>) {
        let (from, to) = rules::month_bounds(month, self.zone);
        (from.utc(), to.utc())
    }
}

/// Reads the month from which a change holds.
pub(crate) fn first_month(text: &str) -> Result<Month, Error> {
    text.parse().map_err(|_| Error::field("from", "Choose the month from which this holds."))
}

/// Reads an IANA zone name.
pub(crate) fn zone(name: &str, field: &'static str) -> Result<Tz, Error> {
    Tz::from_str(name).map_err(|_| {
        Error::field(field, "This is not a time zone. Choose one of the list, such as America/Detroit.")
    })
}

/// What the settings form sends.
#[derive(Clone, Debug)]
pub struct PracticeChange {
    /// Name.
    pub name: String,
    /// IANA zone.
    pub time_zone: String,
    /// `non_facility` or `facility`.
    pub place: String,
    /// Medical assistants see only the patients they are assigned to.
    pub assigned_only: bool,
}

impl Tracker {
    /// The practice.
    pub fn practice(&self) -> &Practice {
        &self.practice
    }

    /// Changes name, zone or place. Statements of every month are made again, since each of the two moves days or dollars.
    ///
    /// # Errors
    /// A field that cannot be read; access.
    pub fn save_practice(&mut self, actor: &Actor, form: &PracticeChange) -> Result<(), Error> {
        let name = crate::text::required(&form.name, "practice")?;
        zone(&form.time_zone, "time_zone")?;
        Place::from_str(&form.place)
            .map_err(|_| Error::field("place", "Choose where patients are usually seen."))?;
        self.change(actor, Op::SavePractice, |change| {
            let old = store::practice::get(change.tx)?.ok_or(Error::Unreadable("practice"))?;
            let row = PracticeRow {
                name,
                time_zone: form.time_zone.clone(),
                place: form.place.clone(),
                assigned_only: form.assigned_only,
                ..old.clone()
            };
            if row.time_zone != old.time_zone || row.place != old.place {
                change.trace.everything_is_stale();
            }
            change.trace.note("time_zone", form.time_zone.as_str()).note("place", form.place.as_str());
            change.trace.note("assigned_only", form.assigned_only);
            store::practice::put(change.tx, &row)?;
            change.practice = Practice::load(change.tx)?;
            Ok(())
        })?;
        self.practice = self.store.read(Practice::load)?;
        Ok(())
    }
}

/// Every IANA zone a practice may choose.
pub fn time_zones() -> Vec<&'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect()
}

/// Reads `YYYY-MM`.
///
/// # Errors
/// `Refused` when it is no month.
pub fn month(text: &str) -> Result<Month, Error> {
    typed_time::date(&format!("{text}-01"), "month")
        .map(Month::of)
        .map_err(|_| Error::field("month", "This is not a month. Months are written 2026-11."))
}
