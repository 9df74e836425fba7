//! Values of a pack that are refused where they stand: a source that says nothing, a block that no time would fill.

use crate::minutes::Seconds;
use crate::money::Cents;
use serde::de::{Deserialize, Deserializer, Error, Unexpected};

/// Who says so, as a reader would look it up.
pub(super) fn source<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    // A note of whoever wrote the pack is no source: its reader cannot look it up.
    let note = text.split([' ', ',', ';']).any(|word| word.ends_with(".md"));
    if text.trim().len() < SHORTEST || note {
        return Err(D::Error::invalid_value(
            Unexpected::Str(&text),
            &"a source a reader can look up: publisher, document, date",
        ));
    }
    Ok(text)
}

/// Fewer letters name no document.
const SHORTEST: usize = 4;

/// A name of lower-case letters, digits, `_` and `-`.
pub(super) fn slug<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    if text.is_empty() || text.len() > LONGEST || !text.bytes().all(fits) {
        return Err(D::Error::invalid_value(
            Unexpected::Str(&text),
            &"1 to 40 lower-case letters, digits, _ and -",
        ));
    }
    Ok(text)
}

/// More letters fit no column.
const LONGEST: usize = 40;

/// A text that is not empty and has one line.
pub(super) fn line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err(D::Error::invalid_value(Unexpected::Str(&text), &"a line of text"));
    }
    Ok(text)
}

/// Letters, digits, dots, `_` and `-`, such as `2026.1`.
pub(super) fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if text.is_empty() || text.len() > LONGEST || !text.bytes().all(fits) {
        return Err(D::Error::invalid_value(Unexpected::Str(&text), &"a version such as 2026.1"));
    }
    Ok(text)
}

/// A whole number within bounds.
fn within<'de, D: Deserializer<'de>>(
    deserializer: D,
    (least, most): (i64, i64),
    expected: &'static str,
) -> Result<i64, D::Error> {
    let number = i64::deserialize(deserializer)?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(D::Error::invalid_value(Unexpected::Signed(number), &expected))
    }
}

/// No block is longer than a month.
const MONTH_S: i64 = 31 * 86_400;

pub(super) fn some_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Seconds, D::Error> {
    within(deserializer, (1, MONTH_S), "at least one second, at most a month of them").map(Seconds)
}

/// Days or minutes.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    within(deserializer, (1, 10_000), "a number from 1 to 10000")
}

/// Business days; a deadline beyond a month would be none.
pub(super) fn business_days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    within(deserializer, (1, 31), "a number from 1 to 31").map(small)
}

/// The two letters or digits a claim form has room for.
pub(super) fn modifier<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    if text.len() != 2 || !text.bytes().all(fits) {
        return Err(D::Error::invalid_value(Unexpected::Str(&text), &"a modifier such as 33"));
    }
    Ok(text)
}

pub(super) fn cents<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cents, D::Error> {
    within(deserializer, (0, 100_000_000), "an amount in whole cents").map(Cents)
}

pub(super) fn cents_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cents>, D::Error> {
    cents(deserializer).map(Some)
}

pub(super) fn month<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    within(deserializer, (1, 12), "a month from 1 to 12").map(small)
}

pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    within(deserializer, (1, 31), "a day from 1 to 31").map(small)
}

pub(super) fn nth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let nth = within(deserializer, (0, 4), "1 to 4, or 0 for the last one")?;
    Ok(u8::try_from(nth).unwrap_or_default())
}

fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}
