//! Whole seconds, and the only places where time is cut to minutes.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// A length of time in whole seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seconds(pub i64);

impl Seconds {
    /// No time.
    pub const ZERO: Self = Self(0);

    /// The whole minutes in it; a started minute is none (CMS asks for "at least" so many minutes).
    pub const fn whole_minutes(self) -> i64 {
        self.0.div_euclid(60)
    }

    /// The seconds beyond its last whole minute.
    pub const fn beyond_minute(self) -> Self {
        Self(self.0.rem_euclid(60))
    }
}

impl Add for Seconds {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Seconds {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Seconds {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Seconds {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// `m:ss`
impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let length = self.0.unsigned_abs();
        write!(f, "{sign}{}:{:02}", length / 60, length % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_reads_as_minutes_and_two_digit_seconds() {
        let shown = [0, 59, 60, 1199, 36_000, -61].map(|s| Seconds(s).to_string());
        assert_eq!(shown, ["0:00", "0:59", "1:00", "19:59", "600:00", "-1:01"]);
    }

    #[test]
    fn minutes_are_never_rounded_up() {
        assert_eq!(Seconds(1859).whole_minutes(), 30);
        assert_eq!(Seconds(1859).beyond_minute(), Seconds(59));
    }
}
