//! What a pack states, fact by fact, for a person to read.

use std::str::FromStr;

use rules::Evidence;
use toml::de::{DeTable, DeValue};

/// A fact of a pack, or a few of one table that one source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about: `track ccm_staff`.
    pub about: String,
    /// Names and values, in the order of the file.
    pub values: Vec<(String, String)>,
    /// Who says so.
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

/// The keys that tell one table of a kind from the others.
const NAMES: [&str; 6] = ["slug", "track", "payer", "code", "from", "submitted_from"];

/// The facts of a pack that was read before; none of a text that is no pack.
pub fn facts(text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        for (key, value) in in_order(table.get_ref()).into_iter().filter(|(key, _)| *key != "pack") {
            collect(key, value, &mut facts);
        }
    }
    facts
}

/// Keys and values as they are written.
fn in_order<'t>(table: &'t DeTable<'t>) -> Vec<(&'t str, &'t DeValue<'t>)> {
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, value)| key.span().start.min(value.span().start));
    keys.into_iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref())).collect()
}

fn collect(about: &str, value: &DeValue<'_>, facts: &mut Vec<Fact>) {
    for item in value.as_array().into_iter().flatten() {
        collect(about, item.get_ref(), facts);
    }
    let Some(table) = value.as_table() else { return };
    let about = named(about, table);
    let inner = |value: &DeValue<'_>| {
        is_stated(value)
            || value.as_array().is_some_and(|all| all.iter().any(|item| is_stated(item.get_ref())))
    };
    if let Some((source, verified)) = stated(table) {
        let apart = apart(&about, table);
        let is_apart = |key: &str| apart.iter().any(|fact| fact.values.iter().any(|(name, _)| name == key));
        let values = in_order(table).into_iter().filter(|(key, value)| {
            !matches!(*key, "source" | "verified" | "apart") && !inner(value) && !is_apart(key)
        });
        let values = values.map(|(key, value)| (key.to_owned(), words(value))).collect();
        facts.push(Fact { about: about.clone(), values, source, verified });
        facts.extend(apart);
    }
    for (key, value) in in_order(table).into_iter().filter(|(key, value)| *key != "apart" && inner(value)) {
        collect(&format!("{about}, {key}"), value, facts);
    }
}

/// Whether it is a table that says its source, or has one that does.
fn is_stated(value: &DeValue<'_>) -> bool {
    value.as_table().is_some_and(|table| {
        stated(table).is_some() || table.values().any(|inner| is_stated(inner.get_ref()))
    })
}

fn stated(table: &DeTable<'_>) -> Option<(String, Evidence)> {
    let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
    Some((text("source")?.to_owned(), Evidence::from_str(text("verified")?).ok()?))
}

/// The facts of a table that another source says.
fn apart(about: &str, table: &DeTable<'_>) -> Vec<Fact> {
    let items = table.get("apart").and_then(|value| value.get_ref().as_array());
    let facts = items.into_iter().flatten().filter_map(|item| {
        let item = item.get_ref().as_table()?;
        let key = item.get("key")?.get_ref().as_str()?;
        let (source, verified) = stated(item)?;
        let value = words(table.get(key)?.get_ref());
        Some(Fact { about: about.to_owned(), values: vec![(key.to_owned(), value)], source, verified })
    });
    facts.collect()
}

fn named(about: &str, table: &DeTable<'_>) -> String {
    let name = NAMES.iter().find_map(|key| table.get(*key)?.get_ref().as_str());
    match name {
        Some(name) => format!("{about} {name}"),
        None => about.to_owned(),
    }
}

fn words(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) if items.is_empty() => "none".to_owned(),
        DeValue::Array(items) => {
            let apart = if items.iter().any(|item| item.get_ref().is_table()) { "; " } else { ", " };
            items.iter().map(|item| words(item.get_ref())).collect::<Vec<_>>().join(apart)
        }
        DeValue::Table(table) => {
            let pairs = in_order(table).into_iter().map(|(key, value)| format!("{key} {}", words(value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
    }
}
