//! Cells, columns and tables: what is in a file, before it is a file of some format.

use chrono::NaiveDate;

/// A cell, by what it is: no format has to guess.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words: never a formula, whatever they begin with.
    Text(String),
    /// A number that Caretally computed: it stays one, also when it is negative.
    Whole(i64),
    /// An amount of money, in cents.
    Cents(i64),
    /// A length of time, in seconds.
    Seconds(i64),
    /// A day.
    Day(NaiveDate),
    /// Nothing.
    Blank,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number.
    pub fn number(number: i64) -> Self {
        Self::Whole(number)
    }

    /// A day, or nothing.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Blank, Self::Day)
    }

    /// As a person reads it: 11/16/2026, $1,234.50, 70:10.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => grouped(*number),
            Self::Cents(cents) => dollars(*cents),
            Self::Seconds(seconds) => minutes(*seconds),
            Self::Day(day) => day.format("%m/%d/%Y").to_string(),
            Self::Blank => String::new(),
        }
    }
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cell")
    }
}

/// What a column holds, which decides how it is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words and days: from the left.
    Words,
    /// Numbers, money and lengths of time: to the right, digit under digit.
    Figures,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name for a program.
    pub key: &'static str,
    /// Its heading for a person.
    pub title: &'static str,
    /// About how many characters wide it is.
    pub width: u16,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column of words.
    pub const fn words(key: &'static str, title: &'static str, width: u16) -> Self {
        Self { key, title, width, kind: Kind::Words }
    }

    /// A column of figures.
    pub const fn figures(key: &'static str, title: &'static str, width: u16) -> Self {
        Self { key, title, width, kind: Kind::Figures }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is a table of, for who hears it read.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as wide as the columns.
    pub rows: Vec<Vec<Cell>>,
    /// The last line, with what the rows come to. Not in CSV: a program would take it for a row.
    pub total: Option<Vec<Cell>>,
}

/// `1,234`
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// `$1,234.50`
fn dollars(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = i64::try_from(cents.unsigned_abs()).unwrap_or(i64::MAX);
    format!("{sign}${}.{:02}", grouped(cents / 100), cents % 100)
}

/// `70:10`, minutes and seconds: what is billed in minutes is read in minutes.
pub(crate) fn minutes(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_reads_dollars_minutes_and_days_and_a_second_short_stays_short() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 6);
        let shown = [
            (Cell::Cents(123_450), "$1,234.50"),
            (Cell::Cents(-7), "-$0.07"),
            (Cell::Seconds(1_199), "19:59"),
            (Cell::Seconds(4_210), "70:10"),
            (Cell::Whole(1_234_567), "1,234,567"),
            (Cell::day(day), "11/06/2026"),
            (Cell::day(None), ""),
        ];
        for (cell, words) in shown {
            assert_eq!(cell.shown(), words);
        }
    }
}
