//! Tables as a workbook: dates as dates, money and time as numbers, and text that is never a formula.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::{Cell, Error, Kind, Table};

/// A workbook.
#[derive(Clone, Debug)]
pub struct Book {
    /// What it is.
    pub title: String,
    /// Whose it is.
    pub practice: String,
    /// When it was made, in the practice's zone. The only time in the file.
    pub made: DateTime<FixedOffset>,
    /// Its sheets: name and table.
    pub sheets: Vec<(String, Table)>,
    /// The last sheet: what the file is and where the record stood.
    pub about: Vec<(String, Cell)>,
}

/// What the last sheet is called.
const ABOUT: &str = "About this file";

/// A name of a sheet has so many characters at most, and none of these (Microsoft, Rename a worksheet).
const LONGEST_NAME: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// The file.
///
/// # Errors
/// [`Error::Workbook`]: a table larger than a sheet.
pub fn write(book: &Book) -> Result<Vec<u8>, Error> {
    workbook(book).map_err(|_| Error::Workbook)
}

fn workbook(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(
        book.made.year().try_into().unwrap_or(1900),
        book.made.month() as u8,
        book.made.day() as u8,
    )?
    .and_hms(book.made.hour() as u16, book.made.minute() as u8, f64::from(book.made.second()))?;
    let properties = DocProperties::new().set_title(&book.title).set_author(&book.practice);
    workbook.set_properties(&properties.set_creation_datetime(&made));
    let formats = Formats::new();
    let mut names = Vec::new();
    for (name, table) in &book.sheets {
        let name = free_name(name, &mut names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        write_table(sheet, table, &formats)?;
        page(sheet, book)?;
    }
    about(workbook.add_worksheet(), book, &formats)?;
    workbook.save_to_buffer()
}

/// A name that a sheet may have and no other one has.
fn free_name(wanted: &str, names: &mut Vec<String>) -> String {
    let plain: String = wanted.chars().filter(|c| !NOT_IN_NAMES.contains(c) && !c.is_control()).collect();
    let plain = match plain.trim_matches(['\'', ' ']) {
        "" => "Sheet",
        plain => plain,
    };
    let cut = |room: usize| plain.chars().take(LONGEST_NAME - room).collect::<String>();
    let mut candidates = std::iter::once(cut(0)).chain((2..).map(|n| format!("{} {n}", cut(6))));
    let taken = |name: &String| {
        name.eq_ignore_ascii_case(ABOUT)
            || names.iter().any(|known| known.to_lowercase() == name.to_lowercase())
    };
    let name = candidates.find(|name| !taken(name)).unwrap_or_default();
    names.push(name.clone());
    name
}

/// How cells look.
struct Formats {
    head: Format,
    head_right: Format,
    words: Format,
    day: Format,
    money: Format,
    time: Format,
    whole: Format,
    bold: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = || Format::new().set_align(FormatAlign::Top);
        let head = || Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap();
        Self {
            head: head(),
            head_right: head().set_align(FormatAlign::Right),
            // A text stays one when somebody edits the cell: a code is no number, and "=1" no formula.
            words: plain().set_num_format("@").set_text_wrap(),
            day: plain().set_num_format("mm/dd/yyyy").set_align(FormatAlign::Left),
            money: plain().set_num_format("$#,##0.00"),
            time: plain().set_num_format("[m]:ss"),
            whole: plain().set_num_format("0"),
            bold: Format::new().set_bold(),
        }
    }
}

fn write_table(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for (at, column) in (0u16..).zip(&table.columns) {
        let head = if column.kind == Kind::Figures { &formats.head_right } else { &formats.head };
        sheet.write_string_with_format(0, at, column.title, head)?;
        sheet.set_column_width(at, f64::from(column.width) + 2.0)?;
    }
    let mut line = 1;
    for row in &table.rows {
        write_row(sheet, line, row, formats, false)?;
        line += 1;
    }
    if let Some(total) = &table.total {
        write_row(sheet, line, total, formats, true)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    if let (Some(last), 1..) = (u16::try_from(table.columns.len()).ok().and_then(|n| n.checked_sub(1)), line)
    {
        sheet.autofilter(0, 0, line - 1, last)?;
    }
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    line: u32,
    row: &[Cell],
    formats: &Formats,
    total: bool,
) -> Result<(), XlsxError> {
    for (at, cell) in (0u16..).zip(row) {
        write_cell(sheet, (line, at), cell, formats, total)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (line, at): (u32, u16),
    cell: &Cell,
    formats: &Formats,
    total: bool,
) -> Result<(), XlsxError> {
    let look = |format: &Format| {
        let format = format.clone();
        if total { format.set_bold().set_border_top(FormatBorder::Thin) } else { format }
    };
    match cell {
        Cell::Text(text) => sheet.write_string_with_format(line, at, text, &look(&formats.words))?,
        Cell::Whole(number) => {
            sheet.write_number_with_format(line, at, float(*number), &look(&formats.whole))?
        }
        Cell::Cents(cents) => {
            sheet.write_number_with_format(line, at, float(*cents) / 100.0, &look(&formats.money))?
        }
        // A length of time is a part of a day to a spreadsheet, and adds up as such.
        Cell::Seconds(seconds) => {
            sheet.write_number_with_format(line, at, float(*seconds) / 86_400.0, &look(&formats.time))?
        }
        Cell::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or(1900);
            let date = ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?;
            sheet.write_datetime_with_format(line, at, &date, &look(&formats.day))?
        }
        Cell::Blank if total => sheet.write_blank(line, at, &look(&formats.words))?,
        Cell::Blank => return Ok(()),
    };
    Ok(())
}

/// A spreadsheet's numbers are floats; whole ones are exact up to 2^53, and cents of a practice are far from that.
#[expect(clippy::cast_precision_loss, reason = "nothing a practice counts is so large")]
fn float(number: i64) -> f64 {
    number as f64
}

/// How a sheet prints.
fn page(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    // In a footer an ampersand begins a code.
    let title = book.title.replace('&', "&&");
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_footer(format!("&L{title}&R&P of &N"));
    Ok(())
}

fn about(sheet: &mut Worksheet, book: &Book, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(ABOUT)?;
    sheet.set_column_width(0, 26.0)?;
    sheet.set_column_width(1, 90.0)?;
    sheet.write_string_with_format(0, 0, &book.title, &formats.bold)?;
    for (line, (name, cell)) in (1u32..).zip(&book.about) {
        sheet.write_string_with_format(line, 0, name, &formats.words)?;
        write_cell(sheet, (line, 1), cell, formats, false)?;
    }
    page(sheet, book)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;

    fn book() -> Book {
        let row = vec![
            Cell::text("=1+1"),
            Cell::Day(chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or_default()),
            Cell::Seconds(1_200),
            Cell::Cents(-6_613),
            Cell::Whole(2),
        ];
        let table = Table {
            caption: "Medicare".to_owned(),
            columns: vec![
                Column::words("patient", "Patient", 24),
                Column::words("dos", "Service", 11),
                Column::figures("counted", "Counted", 8),
                Column::figures("amount", "Amount", 10),
                Column::figures("units", "Units", 6),
            ],
            rows: vec![row.clone(), row],
            total: Some(vec![
                Cell::text("Total"),
                Cell::Blank,
                Cell::Blank,
                Cell::Cents(-13_226),
                Cell::Whole(4),
            ]),
        };
        Book {
            title: "Claim batch 2".to_owned(),
            practice: "Fern & Larch".to_owned(),
            made: DateTime::parse_from_rfc3339("2026-11-30T17:05:09-05:00").unwrap(),
            sheets: vec![("Medicare".to_owned(), table.clone()), ("medicare".to_owned(), table)],
            about: vec![("Record".to_owned(), Cell::text("event 812"))],
        }
    }

    #[test]
    fn the_same_book_gives_the_same_bytes() {
        assert_eq!(write(&book()).unwrap(), write(&book()).unwrap());
    }

    #[test]
    fn sheets_have_names_of_their_own_that_a_workbook_may_have() {
        let mut names = Vec::new();
        let long = "Blue Cross Blue Shield of Michigan [PPO/HMO]";
        let made: Vec<_> = ["Medicare", "MEDICARE", long, long, "'", ABOUT]
            .iter()
            .map(|name| free_name(name, &mut names))
            .collect();
        assert_eq!(made[..2], ["Medicare", "MEDICARE 2"]);
        assert!(made.iter().all(|name| name.chars().count() <= LONGEST_NAME && !name.contains(NOT_IN_NAMES)));
        assert_eq!(made.iter().collect::<std::collections::BTreeSet<_>>().len(), made.len());
    }
}
