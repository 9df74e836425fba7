//! A salvaged table as files: every value as it was kept, and instants once more in words.

use std::path::Path;

use chrono::{DateTime, Utc};
use exchange::Cell;
use exchange::csv::Sheet;
use store::salvage::{Salvage, Table, Value};

use super::{SalvagedTable, disk};
use crate::Error;
use crate::backup::files;

/// Rows of one file. The record of five years has two million, and a file is put together in memory.
const LONGEST: usize = 200_000;

/// Reads a table and writes what was read.
pub(super) fn write(salvage: &mut Salvage, table: &Table, folder: &Path) -> Result<SalvagedTable, Error> {
    let mut written = Files::new(table, folder)?;
    let found = salvage.rows(table, &mut |values| written.row(values))?;
    Ok(SalvagedTable {
        name: table.name.clone(),
        rows: found.rows,
        missing: found.missing,
        cut_short: found.cut_short,
        left_out: table.left_out.clone(),
        files: written.finish()?,
    })
}

struct Files<'a> {
    table: &'a Table,
    folder: &'a Path,
    headings: Vec<String>,
    instants: Vec<usize>,
    sheet: Sheet,
    names: Vec<String>,
}

impl<'a> Files<'a> {
    fn new(table: &'a Table, folder: &'a Path) -> Result<Self, Error> {
        let columns = &table.columns;
        let instants: Vec<usize> = (0..columns.len()).filter(|at| is_instant(&columns[*at])).collect();
        let further = instants.iter().map(|at| format!("{}_utc", columns[*at]));
        let headings: Vec<String> = columns.iter().cloned().chain(further).collect();
        let sheet = begin(&headings)?;
        Ok(Self { table, folder, headings, instants, sheet, names: Vec::new() })
    }

    fn row(&mut self, values: &[Value]) -> Result<(), Error> {
        if self.sheet.rows() == LONGEST {
            let full = std::mem::replace(&mut self.sheet, begin(&self.headings)?);
            self.keep(full)?;
        }
        let instants = self.instants.iter().map(|at| instant(&values[*at]));
        Ok(self.sheet.row(values.iter().map(cell).chain(instants))?)
    }

    fn finish(mut self) -> Result<Vec<String>, Error> {
        let last = std::mem::replace(&mut self.sheet, begin(&self.headings)?);
        self.keep(last)?;
        Ok(self.names)
    }

    fn keep(&mut self, sheet: Sheet) -> Result<(), Error> {
        let name = match self.names.len() {
            0 => format!("{}.csv", self.table.name),
            before => format!("{}-{}.csv", self.table.name, before + 1),
        };
        files::write_new(&self.folder.join(&name), &sheet.finish()?).map_err(disk)?;
        self.names.push(name);
        Ok(())
    }
}

fn begin(headings: &[String]) -> Result<Sheet, Error> {
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    Ok(Sheet::new(&headings)?)
}

/// Every column that holds milliseconds since 1970 is called so.
fn is_instant(column: &str) -> bool {
    column.ends_with("_at") || ["at", "until", "wall_ms"].contains(&column)
}

fn instant(value: &Value) -> Cell {
    let Value::Whole(ms) = value else { return Cell::Blank };
    let at = DateTime::<Utc>::from_timestamp_millis(*ms);
    at.map_or(Cell::Blank, |at| Cell::Text(at.format("%Y-%m-%d %H:%M:%S").to_string()))
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Blank,
        Value::Whole(number) => Cell::number(*number),
        Value::Text(text) => Cell::text(text.as_str()),
        Value::Bytes(bytes) => Cell::Text(crate::backup::manifest::hex(bytes)),
    }
}
