//! How large a practice is that is made, and when its people worked.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc, Weekday};

use crate::world::at;

/// What a practice is made of.
pub(crate) struct Shape {
    /// Its name among them.
    pub(crate) name: &'static str,
    /// How many patients.
    pub(crate) patients: i64,
    /// One in so many is in a program still.
    pub(crate) staying: i64,
    /// The beginning of each entry.
    pub(crate) begins: Vec<DateTime<Utc>>,
    /// Whether all of it is documented, and its calls differ: else each is five minutes to the patient.
    pub(crate) lifelike: bool,
}

/// Fewer for a trial: TORTURE_ENTRIES says how many.
const ENTRIES: i64 = 400_000;
/// Months of a practice whose screens are measured, the present one among them.
const MONTHS: u32 = 24;
/// From eight to six.
const WORKDAY_S: i64 = 10 * 3_600;
/// One in so many calls does not count: 12 in 100.
const EXCLUDED: i64 = 12;

impl Shape {
    pub(crate) fn entries() -> i64 {
        std::env::var("TORTURE_ENTRIES").map_or(ENTRIES, |text| text.parse().unwrap())
    }

    /// The shape with this name, as of a day.
    pub(crate) fn named(name: &str, entries: i64, today: NaiveDate) -> Self {
        match name {
            "years" => Self::years(entries),
            "screens" => Self::screens(entries, today),
            _ => panic!("no practice has the shape {name}"),
        }
    }

    /// From January 2022 to September 2026, around the clock.
    pub(crate) fn years(entries: i64) -> Self {
        let first = at("2022-01-03T14:00:00Z");
        let begins = (0..entries).map(|number| first + TimeDelta::seconds(number * 370)).collect();
        Self { name: "years", patients: 20_000, staying: 10, begins, lifelike: false }
    }

    /// The working days of 24 months up to yesterday, for 5,000 patients who are all in a program.
    pub(crate) fn screens(entries: i64, today: NaiveDate) -> Self {
        let days: Vec<_> =
            first_day(today).iter_days().take_while(|day| *day < today).filter(works).collect();
        let each = entries / i64::try_from(days.len()).unwrap() + 1;
        let begin = |number: i64| {
            let day = days[usize::try_from(number / each).unwrap()];
            day.and_hms_opt(13, 0, 0).unwrap().and_utc()
                + TimeDelta::seconds(number % each * WORKDAY_S / each)
        };
        Self {
            name: "screens",
            patients: 5_000,
            staying: 1,
            begins: (0..entries).map(begin).collect(),
            lifelike: true,
        }
    }

    /// When the practice began.
    pub(crate) fn began(&self) -> DateTime<Utc> {
        self.begins[0]
    }

    /// How long a call took: one to 25 minutes.
    pub(crate) fn seconds(&self, number: i64) -> i64 {
        if self.lifelike { 60 + scattered(number) % (24 * 60 + 1) } else { 300 }
    }

    /// What it was.
    pub(crate) fn activity(&self, number: i64) -> &'static str {
        let excluded = self.lifelike && scattered(number + 1) % 100 < EXCLUDED;
        if excluded { "chart_prep" } else { "call_patient" }
    }
}

/// The first day of the first of the months.
fn first_day(today: NaiveDate) -> NaiveDate {
    today.with_day(1).unwrap() - chrono::Months::new(MONTHS - 1)
}

fn works(day: &NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// A number without a pattern that anybody would notice, the same each time.
fn scattered(number: i64) -> i64 {
    i64::from(fastrand::Rng::with_seed(number.unsigned_abs()).u16(..))
}
