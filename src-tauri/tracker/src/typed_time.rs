//! Time as people type it: wall times in the practice's zone, and lengths.

use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use crate::Error;

/// The instant of a wall time, told which of two where clocks went back.
///
/// # Errors
/// `AmbiguousTime` in the repeated hour without `first_pass`; `Refused` in the skipped hour.
pub fn instant(
    wall: NaiveDateTime,
    zone: Tz,
    first_pass: Option<bool>,
    field: &'static str,
) -> Result<DateTime<Utc>, Error> {
    match zone.from_local_datetime(&wall) {
        MappedLocalTime::Single(at) => Ok(at.to_utc()),
        MappedLocalTime::Ambiguous(first, second) => match first_pass {
            Some(true) => Ok(first.to_utc()),
            Some(false) => Ok(second.to_utc()),
            None => Err(Error::AmbiguousTime { field }),
        },
        MappedLocalTime::None => Err(Error::field(
            field,
            "Clocks went forward that night: this time never was. Type the time the clock showed.",
        )),
    }
}

/// Reads `YYYY-MM-DD` within the years the rules know: no month of another year could be read back.
///
/// # Errors
/// `Refused` with the field.
pub fn date(text: &str, field: &'static str) -> Result<NaiveDate, Error> {
    date_from(2000, text, field)
}

/// Reads `YYYY-MM-DD` within living memory.
///
/// # Errors
/// `Refused` with the field.
pub fn birth_date(text: &str, field: &'static str) -> Result<NaiveDate, Error> {
    date_from(1900, text, field)
}

fn date_from(first: i32, text: &str, field: &'static str) -> Result<NaiveDate, Error> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|date| text.len() == 10 && (first..=2099).contains(&date.year()))
        .ok_or_else(|| Error::field(field, "This is not a date. Type it as month, day, year: 03/14/2026."))
}

/// Reads an optional date; an empty text is none.
///
/// # Errors
/// As `date`.
pub fn optional_date(text: Option<&str>, field: &'static str) -> Result<Option<NaiveDate>, Error> {
    text.filter(|text| !text.trim().is_empty()).map(|text| date(text, field)).transpose()
}

/// From when to when, where a length is typed so: `9:40-10:05`, `9:40 to 10:05`.
pub(crate) fn range(text: &str) -> Option<(&str, &str)> {
    let (from, to) = ["-", "\u{2013}", " to "].iter().find_map(|between| text.split_once(between))?;
    (from.contains(':') && to.contains(':')).then_some((from.trim(), to.trim()))
}

/// Reads `HH:MM` or `HH:MM:SS`, with `AM` or `PM` behind it at will.
///
/// # Errors
/// `Refused` with the field.
pub fn time(text: &str, field: &'static str) -> Result<NaiveTime, Error> {
    let text = text.trim().to_ascii_lowercase();
    let formats: [&str; 2] =
        if text.ends_with('m') { ["%I:%M:%S%p", "%I:%M%p"] } else { ["%H:%M:%S", "%H:%M"] };
    let text = text.replace(' ', "");
    formats
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(&text, format).ok())
        .filter(|time| chrono::Timelike::nanosecond(time) == 0)
        .ok_or_else(|| Error::field(field, "This is not a time of day. Type it as 9:40 AM or 14:05."))
}

/// Reads a length: `1:30` (hours and minutes), `0:12:30`, `90m`, `1h30`, `45s`, or plain minutes `25`.
///
/// # Errors
/// `Refused` when it is no length, zero, or more than a day.
pub fn length(text: &str, field: &'static str) -> Result<TimeDelta, Error> {
    let text = text.trim().to_ascii_lowercase().replace(' ', "");
    let seconds = if text.contains(':') { colons(&text) } else { units(&text) };
    seconds.filter(|seconds| (1..=86_400).contains(seconds)).map(TimeDelta::seconds).ok_or_else(|| {
        Error::field(field, "This is not a length of time. Type 25 (minutes), 1:30, 90m or 1h30.")
    })
}

/// `h:mm` or `h:mm:ss`.
fn colons(text: &str) -> Option<i64> {
    let parts: Option<Vec<i64>> = text.split(':').map(whole).collect();
    match parts?.as_slice() {
        [hours, minutes] if *minutes < 60 => Some(hours * 3600 + minutes * 60),
        [hours, minutes, seconds] if *minutes < 60 && *seconds < 60 => {
            Some(hours * 3600 + minutes * 60 + seconds)
        }
        _ => None,
    }
}

/// `1h30m20s` in any part, the last unit left out at will; a bare number is minutes.
fn units(text: &str) -> Option<i64> {
    let (mut total, mut digits, mut next) = (0, String::new(), 60);
    for letter in text.chars() {
        let unit = match letter {
            '0'..='9' => {
                digits.push(letter);
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        total += whole(&digits)? * unit;
        digits.clear();
        next = (unit / 60).max(1);
    }
    if !digits.is_empty() {
        total += whole(&digits)? * next;
    }
    (!text.is_empty()).then_some(total)
}

/// A whole number short enough not to overflow.
fn whole(text: &str) -> Option<i64> {
    (1..=5).contains(&text.len()).then(|| text.parse().ok()).flatten().filter(|n| *n >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW_YORK: Tz = chrono_tz::America::New_York;

    fn wall(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn lengths_read_as_people_type_them() {
        for (text, seconds) in [
            ("25", 1500),
            ("1:30", 5400),
            ("0:12:30", 750),
            ("90m", 5400),
            ("1h30", 5400),
            ("1h 30m", 5400),
            ("2h", 7200),
            ("45s", 45),
            ("12m30", 750),
        ] {
            assert_eq!(length(text, "length").unwrap().num_seconds(), seconds, "{text}");
        }
    }

    #[test]
    fn what_is_no_length_is_refused_at_its_field() {
        for text in ["", "0", "abc", "1:75", "-5", "1.5", "999999", "25h", ":", "m", "1:2:3:4"] {
            let error = length(text, "length").unwrap_err();
            assert_eq!(error.at_field(), Some("length"), "{text}");
        }
    }

    #[test]
    fn a_length_may_say_from_when_to_when() {
        assert_eq!(range("9:40-10:05"), Some(("9:40", "10:05")));
        assert_eq!(range("9:40 am to 10:05 am"), Some(("9:40 am", "10:05 am")));
        assert_eq!(range("9:40\u{2013}10:05"), Some(("9:40", "10:05")));
        for text in ["1:30", "90m", "-5", "1h30", "9-10"] {
            assert_eq!(range(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_reads_with_and_without_its_half() {
        for (text, is) in
            [("9:40", "09:40:00"), ("2:05 pm", "14:05:00"), ("12:10AM", "00:10:00"), ("14:05:07", "14:05:07")]
        {
            assert_eq!(time(text, "start").unwrap().to_string(), is, "{text}");
        }
        for text in ["25:00", "14:05 pm", "9", "", "9:4x"] {
            assert!(time(text, "start").is_err(), "{text}");
        }
    }

    #[test]
    fn the_repeated_hour_is_asked_about() {
        let twice = wall("2026-11-01T01:30:00");
        let error = instant(twice, NEW_YORK, None, "start").unwrap_err();
        assert!(matches!(error, Error::AmbiguousTime { field: "start" }));
        let first = instant(twice, NEW_YORK, Some(true), "start").unwrap();
        let second = instant(twice, NEW_YORK, Some(false), "start").unwrap();
        assert_eq!((second - first).num_seconds(), 3600);
    }

    #[test]
    fn the_skipped_hour_is_refused() {
        let never = wall("2026-03-08T02:30:00");
        assert!(matches!(instant(never, NEW_YORK, None, "start"), Err(Error::Refused { .. })));
    }

    #[test]
    fn dates_outside_living_memory_and_nonsense_are_refused() {
        for text in ["", "2026-02-30", "26-02-01", "2026-2-1", "1026-01-01", "3026-01-01"] {
            assert!(date(text, "start").is_err(), "{text}");
            assert!(birth_date(text, "birth_date").is_err(), "{text}");
        }
        assert!(date("1999-12-31", "start").is_err() && birth_date("1921-12-31", "birth_date").is_ok());
        assert!(date("2024-02-29", "start").is_ok());
    }
}
