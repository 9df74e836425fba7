//! From the text of a pack to its facts; whatever is wrong is named with file, line and key.

use std::fmt;
use std::ops::Range;

use rules::PackFile;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error as TomlError};

/// What is wrong with a pack file, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The key with the tables it is in: `payer[0].coverage[1].submitted_from`; empty where the text is no TOML.
    pub key: String,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, key, what } = self;
        match key.as_str() {
            "" => write!(f, "{file}:{line}: {what}"),
            key => write!(f, "{file}:{line}: {key}: {what}"),
        }
    }
}

/// Most of a file that is read: the shipped packs together have a twentieth of it.
const LARGEST: usize = 1 << 20;

/// Faults that are looked for: each is found by a walk over the whole file, and nobody reads more of them.
const MOST: usize = 100;

/// Reads a pack.
///
/// # Errors
/// Everything that is wrong with it, a line each.
pub(super) fn read(file: &str, text: &str) -> Result<PackFile, Vec<PackError>> {
    let error =
        |line, what: &str| PackError { file: file.to_owned(), line, key: String::new(), what: what.into() };
    if text.len() > LARGEST {
        return Err(vec![error(1, "is larger than a megabyte: this is no rule pack")]);
    }
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(toml) => {
            let span = toml.span().unwrap_or_default();
            let mut error = error(line_of(text, span.start), &one_line(toml.message()));
            if error.what == "duplicate key" {
                error.key = text.get(span).unwrap_or_default().to_owned();
                error.what = "is here twice".to_owned();
            }
            return Err(vec![error]);
        }
    };
    let page = Page { file, text, table: table.get_ref() };
    let apart = page.apart();
    match PackFile::deserialize(Deserializer::from(table.clone())) {
        Ok(pack) if apart.is_empty() => Ok(pack),
        Ok(_) => Err(apart),
        Err(first) => Err(page.errors(&table, first)),
    }
}

/// The error of a key that was found wrong after the pack was read.
pub(super) fn at_key(file: &str, text: &str, key: &str, what: String) -> PackError {
    let table = DeTable::parse(text).map(Spanned::into_inner).unwrap_or_default();
    Page { file, text, table: &table }.at(key, what)
}

/// The line of a place in a text.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

fn one_line(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// A text and what is written where in it.
struct Page<'t> {
    file: &'t str,
    text: &'t str,
    table: &'t DeTable<'t>,
}

impl Page<'_> {
    /// Every item by itself, so that a reader sees all that is wrong and not the first fault only.
    fn errors(&self, whole: &Spanned<DeTable<'_>>, first: TomlError) -> Vec<PackError> {
        let mut errors: Vec<_> = pieces(whole)
            .filter_map(|piece| PackFile::deserialize(Deserializer::from(piece)).err())
            .take(MOST)
            .map(|error| self.error(&error))
            .collect();
        errors.push(self.error(&first));
        errors.extend(self.apart());
        errors.sort();
        errors.dedup();
        errors
    }

    fn error(&self, toml: &TomlError) -> PackError {
        let span = toml.span().unwrap_or_default();
        let (mut key, mut what) = (key_at(self.table, &span).unwrap_or_default(), one_line(toml.message()));
        if let Some(missing) = between(&what, "missing field `", "`") {
            key = join(&self.table_at(&span), &missing);
            what = "is missing".to_owned();
        } else if what.starts_with("unknown field `") {
            let known = what.split_once("expected ").map_or("", |(_, known)| known).replace('`', "");
            what = format!("no pack has this key here; it could be {known}");
        } else if let Some(expected) = what.strip_prefix("invalid ").and_then(after_expected) {
            let value = self.text.get(span.clone()).unwrap_or_default();
            what = format!("{value} is not {}", in_words(expected));
        }
        PackError { file: self.file.to_owned(), line: line_of(self.text, span.start), key, what }
    }

    /// Where the table is that was read from there; nothing for the whole text.
    fn table_at(&self, span: &Range<usize>) -> String {
        let mut found = String::new();
        tables(self.table, "", &mut |at| {
            if at.span == *span {
                at.path.clone_into(&mut found);
            }
        });
        found
    }

    fn at(&self, key: &str, what: String) -> PackError {
        let line = line_of(self.text, place(self.table, key).unwrap_or_default());
        PackError { file: self.file.to_owned(), line, key: key.to_owned(), what }
    }

    /// A fact that is set apart must be one of its table.
    fn apart(&self) -> Vec<PackError> {
        let mut wrong = Vec::new();
        tables(self.table, "", &mut |At { table, path, .. }| {
            let items = table.get("apart").and_then(|value| value.get_ref().as_array());
            for (n, item) in items.into_iter().flatten().enumerate() {
                if wrong.len() == MOST {
                    return;
                }
                let named =
                    item.get_ref().get("key").and_then(|key| key.get_ref().as_str().map(str::to_owned));
                let Some(named) = named.filter(|named| !table.contains_key(named.as_str())) else { continue };
                let what = format!("this table has no {named} that could be set apart");
                wrong.push(self.at(&join(path, &format!("apart[{n}].key")), what));
            }
        });
        wrong
    }
}

fn after_expected(message: &str) -> Option<&str> {
    message.split_once(", expected ").map(|(_, expected)| expected)
}

/// What serde calls a type, as the reader of a pack would.
fn in_words(expected: &str) -> &str {
    match expected {
        "i64" | "i32" | "u32" | "u8" => "a whole number",
        "a string" => "a text in quotes",
        "a sequence" => "a list in brackets",
        other => other.strip_prefix("struct ").map_or(other, |_| "a table"),
    }
}

fn between(text: &str, before: &str, after: &str) -> Option<String> {
    Some(text.strip_prefix(before)?.split(after).next()?.to_owned())
}

/// The header with one item at a time.
fn pieces<'w, 't>(whole: &'w Spanned<DeTable<'t>>) -> impl Iterator<Item = Spanned<DeTable<'t>>> + 'w {
    let header = whole.get_ref().iter().find(|(key, _)| key.get_ref() == "pack");
    whole.get_ref().iter().flat_map(move |(key, value)| {
        items(value).into_iter().map(move |item| {
            let entries = header.into_iter().map(|(key, value)| (key.clone(), value.clone()));
            Spanned::new(whole.span(), entries.chain([(key.clone(), item)]).collect())
        })
    })
}

/// A list with one of its items at a time; anything else as it is.
fn items<'t>(value: &Spanned<DeValue<'t>>) -> Vec<Spanned<DeValue<'t>>> {
    let alone = |item: &Spanned<DeValue<'t>>| {
        let mut array = toml::de::DeArray::new();
        array.push(item.clone());
        Spanned::new(value.span(), DeValue::Array(array))
    };
    let list = value.get_ref().as_array();
    list.map_or_else(|| vec![value.clone()], |list| list.iter().map(alone).collect())
}

/// A table, where it is among the keys, and where in the text.
struct At<'t, 'p> {
    table: &'t DeTable<'t>,
    path: &'p str,
    span: Range<usize>,
}

/// Calls `each` with every table that a key has.
fn tables<'t>(table: &'t DeTable<'t>, path: &str, each: &mut impl FnMut(At<'t, '_>)) {
    for (key, value) in table {
        tables_in(value, &join(path, key.get_ref()), each);
    }
}

fn tables_in<'t>(value: &'t Spanned<DeValue<'t>>, path: &str, each: &mut impl FnMut(At<'t, '_>)) {
    if let Some(table) = value.get_ref().as_table() {
        each(At { table, path, span: value.span() });
        tables(table, path, each);
    }
    for (n, item) in value.get_ref().as_array().into_iter().flatten().enumerate() {
        tables_in(item, &format!("{path}[{n}]"), each);
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The innermost key whose key or value is at that place.
fn key_at(table: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let inner = key_in(value.get_ref(), key.get_ref(), span);
        inner.or_else(|| {
            (touches(&key.span(), span) || touches(&value.span(), span)).then(|| key.get_ref().to_string())
        })
    })
}

fn key_in(value: &DeValue<'_>, path: &str, span: &Range<usize>) -> Option<String> {
    if let Some(table) = value.as_table() {
        return key_at(table, span).map(|key| join(path, &key));
    }
    value.as_array()?.iter().enumerate().find_map(|(n, item)| {
        let path = format!("{path}[{n}]");
        key_in(item.get_ref(), &path, span).or_else(|| touches(&item.span(), span).then_some(path))
    })
}

fn touches(place: &Range<usize>, span: &Range<usize>) -> bool {
    place.contains(&span.start)
}

/// Where a key is written; where it is not there, the table that should have it.
fn place(table: &DeTable<'_>, key: &str) -> Option<usize> {
    let (head, rest) = key.split_once('.').unwrap_or((key, ""));
    let (name, index) = head.split_once('[').unwrap_or((head, ""));
    let (written, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
    let Some(n) = index.trim_end_matches(']').parse::<usize>().ok() else {
        return inner_place(value.get_ref(), rest).or(Some(written.span().start));
    };
    let item = value.get_ref().as_array()?.get(n)?;
    inner_place(item.get_ref(), rest).or(Some(item.span().start))
}

fn inner_place(value: &DeValue<'_>, rest: &str) -> Option<usize> {
    place(value.as_table()?, rest)
}
