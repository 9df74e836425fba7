//! How rows are read, and how instants and days are kept: milliseconds UTC, and YYYY-MM-DD.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Params};

use crate::{Conn, StoreError};

/// An instant in its column.
pub(crate) struct At(pub(crate) DateTime<Utc>);

/// A civil date in its column.
pub(crate) struct Day(pub(crate) NaiveDate);

impl FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let ms = i64::column_result(value)?;
        DateTime::from_timestamp_millis(ms).map(Self).ok_or(FromSqlError::OutOfRange(ms))
    }
}

impl ToSql for At {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.timestamp_millis().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        civil(text.as_bytes())
            .map(Self)
            .ok_or_else(|| FromSqlError::Other(format!("no day: {} bytes", text.len()).into()))
    }
}

/// Ten thousands of them are in a month: reading them as text in any format takes six times as long.
fn civil(text: &[u8]) -> Option<NaiveDate> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else { return None };
    let number = |digits: &[&u8]| {
        digits
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(**digit - b'0')))
    };
    let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m0, m1])?, number(&[d0, d1])?)
}

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.format("%Y-%m-%d").to_string().into())
    }
}

/// The instant in the column of this name.
pub(crate) fn at(row: &Row<'_>, column: &'static str) -> rusqlite::Result<DateTime<Utc>> {
    row.get::<_, At>(column).map(|at| at.0)
}

/// The instant in the column of this name, if there is one.
pub(crate) fn at_opt(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Option<DateTime<Utc>>> {
    Ok(row.get::<_, Option<At>>(column)?.map(|at| at.0))
}

/// The civil date in the column of this name.
pub(crate) fn day(row: &Row<'_>, column: &'static str) -> rusqlite::Result<NaiveDate> {
    row.get::<_, Day>(column).map(|day| day.0)
}

/// The civil date in the column of this name, if there is one.
pub(crate) fn day_opt(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row.get::<_, Option<Day>>(column)?.map(|day| day.0))
}

/// A row, read by the names of its columns.
pub(crate) struct Row<'r> {
    row: &'r rusqlite::Row<'r>,
    asked: &'r Asked,
    turn: Cell<usize>,
    next: Cell<usize>,
}

/// What the rows before were asked for, in that order, and where it was. All rows of a query are asked alike, and to compare
/// names for each value takes a fourth of the time in which a month is read.
#[derive(Default)]
struct Asked(RefCell<Vec<(&'static str, usize)>>);

impl<'r> Row<'r> {
    fn new(row: &'r rusqlite::Row<'r>, asked: &'r Asked) -> Self {
        Self { row, asked, turn: Cell::new(0), next: Cell::new(0) }
    }

    /// The value of a column, by its name or its place.
    pub(crate) fn get<C: Column, T: FromSql>(&self, column: C) -> rusqlite::Result<T> {
        self.row.get(column.place(self)?)
    }

    /// Where a column is. Most are asked for in the order in which they stand: the one after the last is looked at first, and
    /// only if it is another one are they all gone through.
    fn find(&self, name: &str) -> rusqlite::Result<usize> {
        let statement = self.row.as_ref();
        let next = self.next.get();
        let place = match statement.column_name(next) {
            Ok(there) if there == name => next,
            _ => statement.column_index(name)?,
        };
        debug_assert_eq!(statement.column_index(name), Ok(place), "two columns of one name");
        self.next.set(place + 1);
        Ok(place)
    }
}

/// What a column is asked for by.
pub(crate) trait Column {
    fn place(self, row: &Row<'_>) -> rusqlite::Result<usize>;
}

impl Column for usize {
    fn place(self, _: &Row<'_>) -> rusqlite::Result<usize> {
        Ok(self)
    }
}

impl Column for &'static str {
    fn place(self, row: &Row<'_>) -> rusqlite::Result<usize> {
        let turn = row.turn.replace(row.turn.get() + 1);
        let mut asked = row.asked.0.borrow_mut();
        match asked.get(turn) {
            // The same text in the same place: what is static never changes.
            Some((name, place)) if std::ptr::eq(*name, self) => Ok(*place),
            _ => {
                let place = row.find(self)?;
                asked.truncate(turn);
                asked.push((self, place));
                Ok(place)
            }
        }
    }
}

/// Every row of a query.
pub(crate) fn rows<T, P: Params>(
    conn: &Conn,
    sql: &str,
    params: P,
    mut from_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let (mut statement, asked): (CachedStatement<'_>, _) = (conn.prepare_cached(sql)?, Asked::default());
    let found = statement.query_map(params, |row| from_row(&Row::new(row, &asked)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The only row of a query; none is [`StoreError::NotFound`].
pub(crate) fn row<T, P: Params>(
    conn: &Conn,
    sql: &str,
    params: P,
    from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<T, StoreError> {
    Ok(conn.prepare_cached(sql)?.query_row(params, |row| from_row(&Row::new(row, &Asked::default())))?)
}

/// The only row of a query, if there is one.
pub(crate) fn row_opt<T, P: Params>(
    conn: &Conn,
    sql: &str,
    params: P,
    from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    match row(conn, sql, params, from_row) {
        Ok(row) => Ok(Some(row)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Runs a statement that adds a row, and says which.
pub(crate) fn insert<P: Params>(conn: &Conn, sql: &str, params: P) -> Result<i64, StoreError> {
    Ok(conn.prepare_cached(sql)?.insert(params)?)
}

/// Runs a statement that may change no row at all.
pub(crate) fn run<P: Params>(conn: &Conn, sql: &str, params: P) -> Result<(), StoreError> {
    conn.prepare_cached(sql)?.execute(params)?;
    Ok(())
}

/// Runs a statement that must change a row.
pub(crate) fn change<P: Params>(conn: &Conn, sql: &str, params: P) -> Result<(), StoreError> {
    match conn.prepare_cached(sql)?.execute(params)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}
