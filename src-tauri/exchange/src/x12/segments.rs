//! Segments and their elements: only what was reduced can become an element, so a delimiter is always one.

use super::text;

/// An element, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element(String);

/// An element left out.
pub(super) fn none() -> Element {
    Element::default()
}

/// A text of at most so many characters.
pub(super) fn words(text: &str, most: usize) -> Element {
    Element(text::cut(text, most))
}

/// A code or a number of somebody: no blanks.
pub(super) fn code(text: &str, most: usize) -> Element {
    Element(text::id(text, most))
}

/// A count.
pub(super) fn number(n: impl std::fmt::Display) -> Element {
    Element(n.to_string())
}

/// Dollars, without zeros at the end (X12.6, type R).
pub(super) fn dollars(cents: i64) -> Element {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, part) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    let part = if part == 0 { String::new() } else { format!(".{part:02}") };
    Element(format!("{sign}{whole}{}", part.trim_end_matches('0')))
}

/// Several as one; those at the end that say nothing are left out.
pub(super) fn parts(parts: impl IntoIterator<Item = Element>) -> Element {
    Element(joined(parts, ":"))
}

fn joined(parts: impl IntoIterator<Item = Element>, delimiter: &str) -> String {
    let mut texts: Vec<_> = parts.into_iter().map(|part| part.0).collect();
    while texts.last().is_some_and(String::is_empty) {
        texts.pop();
    }
    texts.join(delimiter)
}

/// A file being written.
pub(super) struct Segments {
    out: String,
    count: usize,
}

impl Segments {
    pub(super) fn new() -> Self {
        Self { out: String::new(), count: 0 }
    }

    /// A segment.
    pub(super) fn put(&mut self, id: &str, elements: impl IntoIterator<Item = Element>) {
        let said = joined(elements, "*");
        self.fixed(&if said.is_empty() { id.to_owned() } else { format!("{id}*{said}") });
    }

    /// A segment whose elements were made to width.
    pub(super) fn fixed(&mut self, segment: &str) {
        self.out.push_str(segment);
        self.out.push_str("~\n");
        self.count += 1;
    }

    /// Segments so far.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}
