//! Tables as files: the one place where a cell becomes CSV, safe to open in a spreadsheet, and where a file is written whole
//! or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::Error;

/// A cell, by what a spreadsheet may make of it.
pub(crate) enum Cell {
    /// Words: never a formula, whatever they begin with.
    Text(String),
    /// A number that Caretally computed: it stays one, also when it is negative.
    Number(String),
}

impl Cell {
    /// Words.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number.
    pub(crate) fn number(number: i64) -> Self {
        Self::Number(number.to_string())
    }

    fn written(self) -> String {
        match self {
            Self::Text(text) => safe(text),
            Self::Number(digits) => digits,
        }
    }
}

/// A table being written: RFC 4180 with CRLF, behind a byte order mark, without which Excel does not read UTF-8.
pub(crate) struct Sheet {
    csv: csv::Writer<Vec<u8>>,
    rows: usize,
}

impl Sheet {
    /// With a line of headings.
    pub(crate) fn new(headings: &[&str]) -> Result<Self, Error> {
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{FEFF}".as_bytes().to_vec());
        csv.write_record(headings).map_err(unwritable)?;
        Ok(Self { csv, rows: 0 })
    }

    /// A row below those before.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), Error> {
        self.csv.write_record(cells.into_iter().map(Cell::written)).map_err(unwritable)?;
        self.rows += 1;
        Ok(())
    }

    /// Rows so far, the headings not among them.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The file's bytes.
    pub(crate) fn finish(self) -> Result<Vec<u8>, Error> {
        self.csv.into_inner().map_err(|_| Error::Unreadable("table"))
    }
}

fn unwritable(_: csv::Error) -> Error {
    Error::Unreadable("table")
}

/// A cell that a spreadsheet would take for a formula gets a quote before it (OWASP, CSV injection).
fn safe(cell: String) -> String {
    let first = cell.trim_start_matches([' ', '"', '\'']).chars().next();
    let formula =
        |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '|' | '＝' | '＋' | '－' | '＠');
    if first.is_some_and(formula) { format!("'{cell}") } else { cell }
}

/// SHA-256 in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes beside the target, syncs, renames: a reader sees the whole file or none.
pub(crate) fn write_whole(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    whole(file, bytes).map_err(|error| Error::File(error.kind()))
}

fn whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    // An earlier file is never overwritten.
    temporary.persist_noclobber(file).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Makes the new name durable; Windows has no such call.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
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
    }

    #[test]
    fn a_table_is_read_back_as_it_was_written_whatever_its_cells_hold() {
        let mut sheet = Sheet::new(&["name", "note"]).unwrap();
        sheet.row([Cell::text("Fennimore, \"Mari\""), Cell::text("first line\nsecond")]).unwrap();
        assert_eq!(sheet.rows(), 1);
        let bytes = sheet.finish().unwrap();
        let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{FEFF}').unwrap();
        assert!(text.starts_with("name,note\r\n") && text.ends_with("\r\n"));
        let mut read = csv::Reader::from_reader(text.as_bytes());
        let row = read.records().next().unwrap().unwrap();
        assert_eq!((&row[0], &row[1]), ("Fennimore, \"Mari\"", "first line\nsecond"));
    }

    #[test]
    fn a_second_file_of_the_same_name_is_refused_and_the_first_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("claims.csv");
        whole(&file, b"first").unwrap();
        assert_eq!(whole(&file, b"second").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&file).unwrap(), b"first");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file is left");
    }
}
