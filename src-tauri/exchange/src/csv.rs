//! Tables as CSV: safe to open in a spreadsheet, exact for a program.

use crate::table::minutes;
use crate::{Cell, Error, Table};

impl Cell {
    fn written(self) -> String {
        match self {
            Self::Text(text) => safe(text),
            Self::Whole(number) => number.to_string(),
            Self::Cents(cents) => plain_dollars(cents),
            Self::Seconds(seconds) => minutes(seconds),
            Self::Day(day) => day.to_string(),
            Self::Blank => String::new(),
        }
    }
}

/// A table being written: RFC 4180 with CRLF, behind a byte order mark, without which Excel does not read UTF-8.
pub struct Sheet {
    csv: ::csv::Writer<Vec<u8>>,
    rows: usize,
}

impl Sheet {
    /// With a line of headings.
    ///
    /// # Errors
    /// [`Error::Table`].
    pub fn new(headings: &[&str]) -> Result<Self, Error> {
        let mut csv = ::csv::WriterBuilder::new()
            .terminator(::csv::Terminator::CRLF)
            .from_writer("\u{FEFF}".as_bytes().to_vec());
        csv.write_record(headings).map_err(unwritable)?;
        Ok(Self { csv, rows: 0 })
    }

    /// A row below those before.
    ///
    /// # Errors
    /// [`Error::Table`]: it is not as wide as the headings.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), Error> {
        self.csv.write_record(cells.into_iter().map(Cell::written)).map_err(unwritable)?;
        self.rows += 1;
        Ok(())
    }

    /// Rows so far, the headings not among them.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// [`Error::Table`].
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        self.csv.into_inner().map_err(|_| Error::Table)
    }
}

/// A whole table, by the names its columns have for programs.
///
/// # Errors
/// [`Error::Table`]: a row is not as wide as the columns.
pub fn write(table: &Table) -> Result<Vec<u8>, Error> {
    let headings: Vec<_> = table.columns.iter().map(|column| column.key).collect();
    let mut sheet = Sheet::new(&headings)?;
    for row in &table.rows {
        sheet.row(row.iter().cloned())?;
    }
    sheet.finish()
}

fn unwritable(_: ::csv::Error) -> Error {
    Error::Table
}

fn plain_dollars(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

/// A cell that a spreadsheet would take for a formula gets a quote before it (OWASP, CSV injection).
fn safe(cell: String) -> String {
    let first = cell.trim_start_matches([' ', '"', '\'']).chars().next();
    let formula =
        |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '|' | '＝' | '＋' | '－' | '＠');
    if first.is_some_and(formula) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_become_a_formula_and_no_number_is_quoted() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\"=1", "＝1", "|calc", "\t=1", "'=1"] {
            assert!(Cell::text(cell).written().starts_with('\''), "{cell}");
        }
        for cell in ["Marigold Fennimore", "99490", "66.13", "2026-11-19", "O'Neil"] {
            assert_eq!(Cell::text(cell).written(), cell);
        }
        assert_eq!(Cell::number(-7).written(), "-7");
        assert_eq!(Cell::Cents(-750).written(), "-7.50");
        assert_eq!(Cell::Seconds(1_200).written(), "20:00");
    }

    #[test]
    fn a_table_is_read_back_as_it_was_written_whatever_its_cells_hold() {
        let mut sheet = Sheet::new(&["name", "note"]).unwrap();
        sheet.row([Cell::text("Fennimore, \"Mari\""), Cell::text("first line\nsecond")]).unwrap();
        assert_eq!(sheet.rows(), 1);
        let bytes = sheet.finish().unwrap();
        let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{FEFF}').unwrap();
        assert!(text.starts_with("name,note\r\n") && text.ends_with("\r\n"));
        let mut read = ::csv::Reader::from_reader(text.as_bytes());
        let row = read.records().next().unwrap().unwrap();
        assert_eq!((&row[0], &row[1]), ("Fennimore, \"Mari\"", "first line\nsecond"));
    }
}
