//! Text as people type it: trimmed, bounded, without characters that would mislead a reader.

use unicode_normalization::UnicodeNormalization;

use crate::Error;

/// Names, numbers and labels: longer than any real one.
const LINE: usize = 200;
/// Notes and reasons.
const NOTE: usize = 4_000;

/// A name or a number that must be there.
///
/// # Errors
/// `Refused` with the field.
pub(crate) fn required(text: &str, field: &'static str) -> Result<String, Error> {
    let text = line(text, field)?;
    if text.is_empty() { Err(Error::field(field, "This is needed.")) } else { Ok(text) }
}

/// A name, a number or a label.
///
/// # Errors
/// `Refused` when it is too long or holds control characters.
pub(crate) fn line(text: &str, field: &'static str) -> Result<String, Error> {
    let text: String = text.trim().nfc().collect();
    if text.chars().any(|c| c.is_control() || misleading(c)) {
        return Err(Error::field(field, "This holds characters that cannot be shown. Type it again."));
    }
    bounded(text, LINE, field)
}

/// A note: may have line breaks.
///
/// # Errors
/// As `line`.
pub(crate) fn note(text: &str, field: &'static str) -> Result<String, Error> {
    let text: String = text.trim().nfc().collect();
    if text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || misleading(c)) {
        return Err(Error::field(field, "This holds characters that cannot be shown. Type it again."));
    }
    bounded(text, NOTE, field)
}

/// A reason that must be given.
///
/// # Errors
/// `Refused` when it is missing.
pub(crate) fn reason(text: &str) -> Result<String, Error> {
    let text = note(text, "reason")?;
    if text.is_empty() {
        return Err(Error::field("reason", "Say why: the original stays readable beside the change."));
    }
    Ok(text)
}

fn bounded(text: String, most: usize, field: &'static str) -> Result<String, Error> {
    if text.chars().count() <= most {
        return Ok(text);
    }
    Err(Error::field(field, format!("This is too long: at most {most} characters.")))
}

/// Characters that turn the reading direction around or take no space: a name must look like what it is.
fn misleading(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_letters_and_loses_its_blanks() {
        assert_eq!(required("  Żaneta O’Neil 👵 ", "name").unwrap(), "Żaneta O’Neil 👵");
    }

    #[test]
    fn what_would_mislead_a_reader_is_refused() {
        for text in ["", "  ", "a\u{202E}b", "a\0b", "a\nb"] {
            assert!(required(text, "name").is_err(), "{text:?}");
        }
        assert!(note("one\ntwo", "note").is_ok());
    }

    #[test]
    fn a_megabyte_is_no_name() {
        assert!(required(&"x".repeat(1 << 20), "name").is_err());
    }
}
