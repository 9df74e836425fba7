//! Reading single values strictly: a date is ten characters, a whole number has no fraction, an object is no array.

use chrono::NaiveDate;
use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// Reads a string that parses.
pub(crate) fn parsed<'de, D: Deserializer<'de>, T: FromStr>(
    deserializer: D,
    expecting: &'static str,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Parsed { expecting, into: PhantomData })
}

struct Parsed<T> {
    expecting: &'static str,
    into: PhantomData<T>,
}

impl<T: FromStr> Visitor<'_> for Parsed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|_| E::invalid_value(Unexpected::Other("another text"), &self))
    }
}

/// `YYYY-MM-DD` with a year from 2000 to 2099, or nothing.
pub(crate) fn parse_date(text: &str) -> Option<NaiveDate> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let year = year(&[y1, y2, y3, y4])?;
    NaiveDate::from_ymd_opt(year, digits(&[m1, m2])?, digits(&[d1, d2])?)
}

/// Four digits from 2000 to 2099.
pub(crate) fn year(text: &[u8]) -> Option<i32> {
    let year = i32::try_from(digits(text)?).ok()?;
    (2000..=2099).contains(&year).then_some(year)
}

/// The number some ASCII digits spell.
pub(crate) fn digits(text: &[u8]) -> Option<u32> {
    text.iter()
        .try_fold(0_u32, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

struct Date(NaiveDate);

impl FromStr for Date {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        parse_date(text).map(Self).ok_or(())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, "a date YYYY-MM-DD in 2000-2099")
    }
}

pub(crate) fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    Date::deserialize(deserializer).map(|date| date.0)
}

pub(crate) fn date_or_null<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDate>, D::Error> {
    Ok(Option::<Date>::deserialize(deserializer)?.map(|date| date.0))
}

pub(crate) fn dates<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<NaiveDate>, D::Error> {
    Ok(Vec::<Date>::deserialize(deserializer)?.into_iter().map(|date| date.0).collect())
}

/// A value that may be null but whose key must be there.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// A whole number of at least `LEAST`; beyond `i64` it is as good as the largest.
struct Whole<const LEAST: i64>(i64);

impl<'de, const LEAST: i64> Deserialize<'de> for Whole<LEAST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(WholeVisitor::<LEAST>).map(Self)
    }
}

struct WholeVisitor<const LEAST: i64>;

impl<const LEAST: i64> Visitor<'_> for WholeVisitor<LEAST> {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")?;
        if LEAST > i64::MIN { write!(f, " of at least {LEAST}") } else { Ok(()) }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<i64, E> {
        if number < LEAST {
            return Err(E::invalid_value(Unexpected::Signed(number), &self));
        }
        Ok(number)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<i64, E> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

pub(crate) fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<crate::Seconds, D::Error> {
    Whole::<0>::deserialize(deserializer).map(|number| crate::Seconds(number.0))
}

pub(crate) fn seconds_from_one<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<crate::Seconds, D::Error> {
    Whole::<1>::deserialize(deserializer).map(|number| crate::Seconds(number.0))
}

pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Whole::<0>::deserialize(deserializer).map(|number| clamped(number.0))
}

pub(crate) fn count_from_one_or_null<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    Ok(Option::<Whole<1>>::deserialize(deserializer)?.map(|number| clamped(number.0)))
}

pub(crate) fn number_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(Option::<Whole<{ i64::MIN }>>::deserialize(deserializer)?.map(|number| number.0))
}

pub(crate) fn caps<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<std::collections::BTreeMap<String, Option<u32>>, D::Error> {
    let caps = std::collections::BTreeMap::<String, Option<Whole<0>>>::deserialize(deserializer)?;
    Ok(caps.into_iter().map(|(code, cap)| (code, cap.map(|number| clamped(number.0)))).collect())
}

/// Counts never come near `u32`: what does not fit is as good as the largest.
fn clamped(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A deserializer that takes an object for a struct and, unlike serde_json's own, no array.
pub(crate) struct ObjectOnly<D>(pub(crate) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectOnly<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads and writes structs derived with `#[serde(remote = "Self")]`, as objects only.
macro_rules! objects {
    ($($name:ident),+ $(,)?) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $name::deserialize($crate::case::read::ObjectOnly(deserializer))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, serializer)
            }
        }
    )+};
}

pub(crate) use objects;
