//! Amounts of money in whole cents.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// An amount in US cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The amount for so many units.
    pub fn times(self, units: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(units)))
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// `$1,234.56`
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = self.0.unsigned_abs();
        let dollars = (amount / 100).to_string();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        f.write_str("$")?;
        for (at, digit) in dollars.chars().enumerate() {
            if at > 0 && (dollars.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{:02}", amount % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_as_dollars_with_thousands_apart() {
        let shown = [0, 5, 6613, 123_456, 123_456_789, -250].map(|c| Cents(c).to_string());
        assert_eq!(shown, ["$0.00", "$0.05", "$66.13", "$1,234.56", "$1,234,567.89", "-$2.50"]);
    }

    #[test]
    fn an_amount_grows_by_another() {
        let mut total = Cents(6613);
        total += Cents(5012);
        assert_eq!(total, Cents(11_625));
    }
}
