//! Random months that like edges: midnights, clock changes, thresholds met to the second or missed by one.

mod account;
mod discharge;
mod people;
mod services;
mod settings;
mod work;

use crate::clock::{Clock, days_later};
use chrono::NaiveDate;
use chrono_tz::Tz;
use rules::{Case, DateOrInstant, Instant, Month, Payer, Place};

/// Clock changes at two, at midnight, a minute past it, by half an hour, and none.
const ZONES: [Tz; 14] = [
    chrono_tz::America::Detroit,
    chrono_tz::America::New_York,
    chrono_tz::America::Phoenix,
    chrono_tz::Pacific::Honolulu,
    chrono_tz::America::St_Johns,
    chrono_tz::America::Sao_Paulo,
    chrono_tz::America::Havana,
    chrono_tz::Asia::Beirut,
    chrono_tz::Asia::Kathmandu,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::Antarctica::Troll,
    chrono_tz::Pacific::Kiritimati,
    chrono_tz::Pacific::Pago_Pago,
    chrono_tz::UTC,
];

/// Clock changes, leap days, the ends of years, and the first months of codes and fees.
const MONTHS: [&str; 24] = [
    "2026-01", "2026-02", "2026-03", "2026-07", "2026-10", "2026-11", "2026-12", "2025-12", "2025-01",
    "2025-11", "2024-02", "2028-02", "2022-01", "2021-12", "2021-06", "2021-01", "2020-12", "2019-02",
    "2018-11", "2018-02", "2013-01", "2010-11", "2011-03", "2009-10",
];

/// Random choices that come out the same for the same seed.
struct Dice {
    rng: fastrand::Rng,
    /// Few faults, so that most of the time counts and is billed.
    careful: bool,
}

impl Dice {
    fn one_in(&mut self, n: u32) -> bool {
        self.rng.u32(0..n) == 0
    }

    /// Something that keeps time from counting or lines from standing.
    fn fault(&mut self, n: u32) -> bool {
        let n = if self.careful { n * 8 } else { n };
        self.one_in(n)
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.rng.usize(0..list.len())].clone()
    }

    fn from(&mut self, range: std::ops::RangeInclusive<i64>) -> i64 {
        self.rng.i64(range)
    }
}

/// The days on which the things of a case happen, few enough to meet.
struct Days {
    month: Month,
    clock: Clock,
    busy: Vec<NaiveDate>,
}

impl Days {
    fn of(month: Month, zone: Tz, dice: &mut Dice) -> Self {
        let clock = Clock::new(zone);
        let days: Vec<_> = month.first_day().iter_days().take_while(|day| month.contains(*day)).collect();
        let length = |day: &NaiveDate| clock.midnight(days_later(*day, 1)) - clock.midnight(*day);
        let changes: Vec<_> = days.iter().copied().filter(|day| length(day) != 86_400).collect();
        let mut busy = vec![dice.pick(&days), dice.pick(&days)];
        busy.extend(changes.first().filter(|_| dice.one_in(2)));
        busy.extend([month.first_day(), month.last_day()].into_iter().filter(|_| dice.one_in(3)));
        Self { month, clock, busy }
    }

    /// A day on or near which something else may happen.
    fn near(&self, dice: &mut Dice) -> NaiveDate {
        let edges = [self.month.first_day(), self.month.last_day()];
        let anchor = if dice.one_in(4) { dice.pick(&edges) } else { dice.pick(&self.busy) };
        let moved = dice.pick(&[0, 0, 0, 0, 1, -1]);
        let far = if dice.one_in(8) { dice.from(-40..=40) } else { 0 };
        days_later(anchor, moved + far)
    }

    /// A second near a midnight or in the forenoon.
    fn second(&self, dice: &mut Dice, day: NaiveDate) -> i64 {
        let since_midnight = match dice.from(0..=5) {
            0 => dice.pick(&[0, 0, 1, -1, 60, -60, -900, 900]),
            1 => dice.from(-3600..=3600),
            _ => 9 * 3600 + dice.from(0..=40) * 60 + dice.pick(&[0, 0, 0, 1, 59]),
        };
        self.clock.midnight(day) + since_midnight
    }

    fn instant(&self, dice: &mut Dice) -> Instant {
        let day = self.near(dice);
        Instant::from_seconds(self.second(dice, day))
    }

    fn date_or_instant(&self, dice: &mut Dice) -> DateOrInstant {
        if dice.one_in(2) { self.near(dice).into() } else { self.instant(dice).into() }
    }
}

/// The random month with this number.
pub(crate) fn month(seed: u64) -> Case {
    let mut dice = Dice { rng: fastrand::Rng::with_seed(seed), careful: !seed.is_multiple_of(4) };
    let dice = &mut dice;
    let zone = if dice.one_in(2) { ZONES[0] } else { dice.pick(&ZONES) };
    // Mostly a month in which all codes exist; in St. John's often the one in which a day comes back after midnight.
    let months = if zone == chrono_tz::America::St_Johns && dice.one_in(2) {
        &["2010-11"]
    } else if dice.one_in(3) {
        MONTHS.as_slice()
    } else {
        &MONTHS[..13]
    };
    let month: Month = dice.pick(months).parse().unwrap();
    let days = Days::of(month, zone, dice);
    let payer =
        if dice.one_in(3) { dice.pick(Payer::ALL) } else { dice.pick(&[Payer::Medicare, Payer::Bcbsm]) };
    let submitted_on = match dice.from(0..=5) {
        0 => days.near(dice),
        1 if payer == Payer::Cigna => {
            NaiveDate::from_ymd_opt(2021, 1, u32::try_from(dice.from(15..=18)).unwrap()).unwrap()
        }
        _ => days_later(month.last_day(), dice.from(1..=60)),
    };
    let mut case = Case::new(format!("random {seed}"), zone, month, submitted_on, payer);
    case.place = dice.pick(Place::ALL);
    case.settings = settings::settings(dice);
    case.staff = people::staff(dice, &days, submitted_on);
    case.patient = account::patient(dice, &days, &case);
    work::add(dice, &days, &mut case);
    services::add(dice, &days, &mut case);
    discharge::add(dice, &days, &mut case);
    if !dice.one_in(4) {
        work::tune(dice, &mut case);
    }
    case
}
