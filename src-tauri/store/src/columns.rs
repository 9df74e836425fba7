//! How instants and days are kept: milliseconds UTC, and YYYY-MM-DD.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Params, Row};

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
        NaiveDate::parse_from_str(value.as_str()?, "%Y-%m-%d").map(Self).map_err(FromSqlError::other)
    }
}

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.format("%Y-%m-%d").to_string().into())
    }
}

/// The instant in the column of this name.
pub(crate) fn at(row: &Row<'_>, column: &str) -> rusqlite::Result<DateTime<Utc>> {
    row.get::<_, At>(column).map(|at| at.0)
}

/// The instant in the column of this name, if there is one.
pub(crate) fn at_opt(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<DateTime<Utc>>> {
    Ok(row.get::<_, Option<At>>(column)?.map(|at| at.0))
}

/// The civil date in the column of this name.
pub(crate) fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<NaiveDate> {
    row.get::<_, Day>(column).map(|day| day.0)
}

/// The civil date in the column of this name, if there is one.
pub(crate) fn day_opt(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row.get::<_, Option<Day>>(column)?.map(|day| day.0))
}

/// Every row of a query.
pub(crate) fn rows<T, P: Params>(
    conn: &Conn,
    sql: &str,
    params: P,
    from_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement: CachedStatement<'_> = conn.prepare_cached(sql)?;
    let found = statement.query_map(params, from_row)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The only row of a query; none is [`StoreError::NotFound`].
pub(crate) fn row<T, P: Params>(
    conn: &Conn,
    sql: &str,
    params: P,
    from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<T, StoreError> {
    Ok(conn.prepare_cached(sql)?.query_row(params, from_row)?)
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
