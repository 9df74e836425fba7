//! The way around damaged pages: row after row until one cannot be read, then by halves through what is left.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Found, Missing, Order, Salvage, Table, Value, damage, quoted};
use crate::{Conn, StoreError};

/// So many reads may fail in one stretch of a table. Each costs a new connection, one or two milliseconds. A damaged page of rows takes as
/// many as it has numbers, which are tens; a damaged page of branches some ten thousand, and after so many reads no two numbers
/// untried lie further apart than the rows of one page.
const TRIES: usize = 2_000;

/// So far above a row a sound page is looked for where nothing says how far the numbers went: as many rows as a damaged page of
/// 4 KiB holds of the narrowest table, `entry_clock_jump`, and some.
const REACH: i64 = 512;

/// The number of the first row of any table here.
const FIRST: i64 = 1;

/// Numbers from one to another, both among them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Span {
    first: i64,
    last: i64,
}

impl Span {
    const ALL: Self = Self { first: i64::MIN, last: i64::MAX };

    fn of(first: Option<i64>, last: Option<i64>) -> Option<Self> {
        let span = Self { first: first?, last: last? };
        (span.first <= span.last).then_some(span)
    }

    fn above(self, number: i64) -> Option<Self> {
        Self::of(number.checked_add(1), Some(self.last))
    }

    fn below(self, number: i64) -> Option<Self> {
        Self::of(Some(self.first), number.checked_sub(1))
    }

    fn width(self) -> u64 {
        self.last.abs_diff(self.first)
    }

    fn middle(self) -> i64 {
        self.first.midpoint(self.last)
    }
}

/// The widest comes first, so that what is left untried in the end is narrow everywhere.
impl Ord for Span {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.width(), self.first).cmp(&(other.width(), other.first))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How a way through rows ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// At the last one.
    Whole,
    /// At a page that cannot be read.
    Cut,
}

/// What is known of the numbers that lie beyond the first damaged page.
#[derive(Default)]
struct Map {
    readable: Vec<Span>,
    dark: Vec<Span>,
    cut_short: bool,
}

/// Which way, from where to where.
#[derive(Clone, Copy)]
enum Way {
    Up(Span),
    Down(Span),
}

/// Whoever takes rows with their numbers.
type TakeNumbered<'a, E> = dyn FnMut(i64, &[Value]) -> Result<(), E> + 'a;

impl Salvage {
    /// Reads every row of a table that can be read, in order, and says what cannot.
    ///
    /// # Errors
    /// What `take` says; the word to stop.
    pub fn rows<E: From<StoreError>>(
        &mut self,
        table: &Table,
        take: &mut dyn FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<Found, E> {
        match &table.order {
            Order::Number => self.by_number(table, take),
            Order::Key(key) => self.by_key(table, key, take),
        }
    }

    fn by_number<E: From<StoreError>>(
        &mut self,
        table: &Table,
        take: &mut dyn FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<Found, E> {
        let (mut found, mut last) = (Found::default(), None);
        let end = self.numbered(table, Way::Up(Span::ALL), &mut |number, values| {
            (found.rows, last) = (found.rows + 1, Some(number));
            take(values)
        })?;
        if end == End::Whole {
            return Ok(found);
        }
        let mut map = self.explore(table, last)?;
        map.readable.sort_by_key(|span| span.first);
        for span in map.readable {
            let mut reached = None;
            let end = self.numbered(table, Way::Up(span), &mut |number, values| {
                (found.rows, reached) = (found.rows + 1, Some(number));
                take(values)
            })?;
            if end == End::Cut {
                map.dark.extend(reached.map_or(Some(span), |number| span.above(number)));
            }
        }
        (found.missing, found.cut_short) = (told(map.dark), map.cut_short);
        Ok(found)
    }

    /// Finds out which numbers above the last one read can be read, and which cannot.
    fn explore(&mut self, table: &Table, last: Option<i64>) -> Result<Map, StoreError> {
        let first = last.map_or(FIRST, |number| number.saturating_add(1));
        let above = Span { first, last: i64::MAX };
        let mut map = Map::default();
        match self.reached(table, Way::Down(above))? {
            (End::Whole, _) => map.readable.push(above),
            (End::Cut, Some(lowest)) => {
                map.readable.push(Span { first: lowest, ..above });
                self.halve(table, above.below(lowest), &mut map)?;
            }
            // The last page of all cannot be read.
            (End::Cut, None) => match self.highest(table)?.filter(|highest| *highest >= first) {
                Some(highest) => self.halve(table, Some(Span { last: highest, ..above }), &mut map)?,
                None => self.feel_upwards(table, above, &mut map)?,
            },
        }
        Ok(map)
    }

    /// As far as sound pages reach over damaged ones.
    fn feel_upwards(&mut self, table: &Table, above: Span, map: &mut Map) -> Result<(), StoreError> {
        let mut next = Some(above);
        while let Some(rest) = next {
            let near = Span { last: rest.first.saturating_add(REACH - 1), ..rest };
            self.halve(table, Some(near), map)?;
            let Some(far) = rest.above(near.last) else { break };
            next = match self.reached(table, Way::Up(far))? {
                (End::Whole, _) => {
                    map.readable.push(far);
                    None
                }
                (End::Cut, Some(number)) => {
                    map.readable.push(Span { last: number, ..far });
                    far.above(number)
                }
                (End::Cut, None) => {
                    map.dark.push(far);
                    None
                }
            };
        }
        Ok(())
    }

    fn halve(&mut self, table: &Table, unknown: Option<Span>, map: &mut Map) -> Result<(), StoreError> {
        let (mut left, mut tries) = (BinaryHeap::from_iter(unknown), 0);
        while let Some(span) = left.pop() {
            if tries == TRIES {
                map.cut_short = true;
                map.dark.push(span);
                continue;
            }
            let middle = span.middle();
            let upper = Span { first: middle, ..span };
            match self.reached(table, Way::Up(upper))? {
                (End::Whole, _) => map.readable.push(upper),
                (End::Cut, Some(number)) => {
                    map.readable.push(Span { last: number, ..upper });
                    left.extend(upper.above(number));
                    tries += 1;
                }
                (End::Cut, None) => {
                    map.dark.push(Span { last: middle, ..upper });
                    left.extend(upper.above(middle));
                    tries += 1;
                }
            }
            left.extend(span.below(middle));
        }
        Ok(())
    }

    /// Goes as far as it can, and says to which row.
    fn reached(&mut self, table: &Table, way: Way) -> Result<(End, Option<i64>), StoreError> {
        let mut reached = None;
        let end = self.numbered(table, way, &mut |number, _| {
            reached = Some(number);
            Ok::<_, StoreError>(())
        })?;
        Ok((end, reached))
    }

    fn by_key<E: From<StoreError>>(
        &mut self,
        table: &Table,
        key: &[String],
        take: &mut dyn FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<Found, E> {
        let places: Vec<usize> =
            key.iter().filter_map(|name| table.columns.iter().position(|column| column == name)).collect();
        let key_of = |values: &[Value]| places.iter().map(|at| values[*at].clone()).collect::<Vec<_>>();
        let (mut found, mut after) = (Found::default(), None);
        let end = self.keyed(table, key, "ASC", &mut |values| {
            (found.rows, after) = (found.rows + 1, Some(key_of(values)));
            take(values)
        })?;
        if end == End::Whole {
            return Ok(found);
        }
        // From the other end. Keys of several columns have no halves: what lies between two damaged pages is not looked for.
        let (mut behind, mut met) = (Vec::new(), false);
        self.keyed(table, key, "DESC", &mut |values| {
            met |= after.as_ref() == Some(&key_of(values));
            if !met {
                behind.push(values.to_vec());
            }
            Ok::<_, E>(())
        })?;
        found.missing.push(Missing::Keys { after, before: behind.last().map(|values| key_of(values)) });
        for values in behind.iter().rev() {
            found.rows += 1;
            take(values)?;
        }
        Ok(found)
    }

    fn numbered<E: From<StoreError>>(
        &mut self,
        table: &Table,
        way: Way,
        take: &mut TakeNumbered<'_, E>,
    ) -> Result<End, E> {
        let (span, order) = match way {
            Way::Up(span) => (span, "ASC"),
            Way::Down(span) => (span, "DESC"),
        };
        // Not through an index: that may be damaged where the table is not, and the other way round.
        let sql = format!(
            "SELECT {}, rowid FROM main.{} NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid {order}",
            listed(&table.columns),
            quoted(&table.name)
        );
        self.through(&sql, &[span.first, span.last], &mut |values| match values.split_last() {
            Some((Value::Whole(number), values)) => take(*number, values),
            _ => Ok(()),
        })
    }

    fn keyed<E: From<StoreError>>(
        &mut self,
        table: &Table,
        key: &[String],
        order: &str,
        take: &mut dyn FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<End, E> {
        let by: Vec<_> = key.iter().map(|column| format!("{} {order}", quoted(column))).collect();
        let sql = format!(
            "SELECT {} FROM main.{} NOT INDEXED ORDER BY {}",
            listed(&table.columns),
            quoted(&table.name),
            by.join(", ")
        );
        self.through(&sql, &[], take)
    }

    fn through<E: From<StoreError>>(
        &mut self,
        sql: &str,
        bounds: &[i64],
        take: &mut dyn FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<End, E> {
        self.halt.go_on()?;
        let end = walk(self.conn()?, sql, bounds, take)?;
        if end == End::Cut {
            self.conn = None;
        }
        Ok(end)
    }
}

fn walk<E: From<StoreError>>(
    conn: &Conn,
    sql: &str,
    bounds: &[i64],
    take: &mut dyn FnMut(&[Value]) -> Result<(), E>,
) -> Result<End, E> {
    let cut = |error: rusqlite::Error| damage(error.into()).map(|()| End::Cut).map_err(E::from);
    let mut statement = match conn.prepare(sql) {
        Ok(statement) => statement,
        Err(error) => return cut(error),
    };
    let width = statement.column_count();
    let mut found = match statement.query(rusqlite::params_from_iter(bounds)) {
        Ok(found) => found,
        Err(error) => return cut(error),
    };
    let mut values = Vec::with_capacity(width);
    loop {
        values.clear();
        match found.next() {
            Ok(None) => return Ok(End::Whole),
            Err(error) => return cut(error),
            Ok(Some(row)) => {
                for at in 0..width {
                    values.push(Value::from(row.get_ref(at).map_err(StoreError::from)?));
                }
                take(&values)?;
            }
        }
    }
}

fn listed(columns: &[String]) -> String {
    let quoted: Vec<_> = columns.iter().map(|column| quoted(column)).collect();
    quoted.join(", ")
}

/// Numbers that follow each other are told as one.
fn told(mut dark: Vec<Span>) -> Vec<Missing> {
    dark.sort_by_key(|span| span.first);
    let mut joined: Vec<Span> = Vec::new();
    for span in dark {
        match joined.last_mut() {
            Some(before) if before.last.checked_add(1) == Some(span.first) => before.last = span.last,
            _ => joined.push(span),
        }
    }
    let told =
        |span: Span| Missing::Numbers { from: span.first, to: (span.last < i64::MAX).then_some(span.last) };
    joined.into_iter().map(told).collect()
}
