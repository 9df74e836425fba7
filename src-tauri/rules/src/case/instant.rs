//! Points in time: whole UTC seconds, and days of which no time is known.

use super::read::{digits, parse_date, year};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A whole second of time, counted in UTC from 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The instant so many seconds after 1970 began in UTC.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970 began in UTC.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// The same instant as chrono has it.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or_default()
    }

    fn text(self) -> String {
        self.utc().to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

/// A fraction of a second is cut off.
impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp())
    }
}

/// A text that is not an instant, a date or a month as written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATime;

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date, month or time in 2000-2099")
    }
}

impl std::error::Error for NotATime {}

impl FromStr for Instant {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        parse(text.as_bytes()).ok_or(NotATime)
    }
}

fn parse(text: &[u8]) -> Option<Instant> {
    let (local, offset) = text.split_at_checked(19)?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = local
    else {
        return None;
    };
    let day = NaiveDate::from_ymd_opt(year(&[y1, y2, y3, y4])?, digits(&[m1, m2])?, digits(&[d1, d2])?)?;
    let time = day.and_hms_opt(digits(&[h1, h2])?, digits(&[n1, n2])?, digits(&[s1, s2])?)?;
    Some(Instant(time.and_utc().timestamp() - offset_seconds(offset)?))
}

fn offset_seconds(offset: &[u8]) -> Option<i64> {
    let &[sign, h1, h2, b':', m1, m2] = offset else {
        return (offset == b"Z").then_some(0);
    };
    let (hours, minutes) = (digits(&[h1, h2])?, digits(&[m1, m2])?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i64::from(hours * 3600 + minutes * 60);
    match sign {
        b'+' => Some(seconds),
        b'-' => Some(-seconds),
        _ => None,
    }
}

/// `YYYY-MM-DDTHH:MM:SSZ`
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read::parsed(deserializer, "an instant YYYY-MM-DDTHH:MM:SS with Z or an offset")
    }
}

/// Something known to the second, or only by its local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrInstant {
    /// Only the local day is known.
    Date(NaiveDate),
    /// The second is known.
    Instant(Instant),
}

impl FromStr for DateOrInstant {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        match parse_date(text) {
            Some(date) => Ok(Self::Date(date)),
            None => text.parse().map(Self::Instant),
        }
    }
}

impl From<NaiveDate> for DateOrInstant {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<Instant> for DateOrInstant {
    fn from(instant: Instant) -> Self {
        Self::Instant(instant)
    }
}

impl Serialize for DateOrInstant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Date(date) => date.serialize(serializer),
            Self::Instant(instant) => instant.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for DateOrInstant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read::parsed(deserializer, "a date or an instant")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_with_any_offset_and_written_in_utc() {
        let at: Instant = "2026-03-08T01:59:59-05:00".parse().unwrap();
        assert_eq!(at.to_string(), "2026-03-08T06:59:59Z");
        assert_eq!("2026-03-08T06:59:59Z".parse(), Ok(at));
    }

    #[test]
    fn the_largest_offset_is_a_minute_short_of_a_day() {
        let utc = |text: &str| text.parse::<Instant>().map(|at| at.to_string());
        assert_eq!(utc("2026-03-08T00:00:00+23:59"), Ok("2026-03-07T00:01:00Z".to_owned()));
        assert_eq!(utc("2026-03-08T00:00:00-05:60"), Err(NotATime));
        assert_eq!(NotATime.to_string(), "not a date, month or time in 2000-2099");
        assert_eq!(format!("{:?}", Instant::from_seconds(0)), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn nothing_but_the_one_form_is_an_instant() {
        for text in [
            "2026-03-08t01:00:00Z",
            "2026-03-08T01:00:00z",
            "2026-03-08T01:00:00.0Z",
            "2026-03-08T01:00:60Z",
            "2026-03-08T24:00:00Z",
            "2026-03-08T01:00:00",
            "2026-03-08T01:00:00+24:00",
            "2026-03-08T01:00:00+0500",
            "2026-02-29T01:00:00Z",
            "1999-12-31T23:00:00Z",
            "2100-01-01T00:00:00Z",
            "+2026-03-08T01:00:00Z",
            "2026-03-08T01:00:00\u{e9}",
            "",
        ] {
            assert_eq!(text.parse::<Instant>(), Err(NotATime), "{text}");
        }
    }
}
