//! A stored case with some of its values changed as bytes say: near enough to a good case to pass the first checks.

#![allow(clippy::wildcard_enum_match_arm, reason = "what JSON may be does not grow")]

use rules::Instant;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

const STORED: [&str; 3] = [
    include_str!("../data/cases/seed.jsonl"),
    include_str!("../data/cases/worked.jsonl"),
    include_str!("../data/cases/generated.jsonl"),
];

/// Edges of what a case may say, and what lies beyond them.
const WORDS: [&str; 28] = [
    "2000-01-01",
    "2025-03-09",
    "2025-11-02",
    "2026-01-31",
    "2028-02-29",
    "2099-12-31",
    "2000-01-01T00:00:00+23:59",
    "2026-01-01T04:59:59Z",
    "2026-02-01T05:00:00Z",
    "2026-03-08T07:00:00Z",
    "2099-12-31T23:59:59-23:59",
    "2000-01",
    "2025-11",
    "2026-03",
    "2099-12",
    "2100-01",
    "Africa/Cairo",
    "America/Havana",
    "America/Nuuk",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kwajalein",
    "",
    "a/b~c",
    "\u{0}\u{e9}\u{1f600}",
    "99490",
];

static CASES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let lines = STORED.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty());
    let cases = lines.map(|line| serde_json::from_str(line).expect("stored cases are JSON"));
    let objects = cases.filter(Value::is_object).map(|mut case: Value| {
        case.as_object_mut().and_then(|case| case.remove("expect"));
        case
    });
    objects.collect()
});

/// Takes a case and changes it, until the bytes are used up.
pub(crate) fn from_bytes(bytes: &[u8]) -> Value {
    let mut bytes = bytes.iter().copied();
    let mut case = CASES[number(&mut bytes) % CASES.len()].clone();
    while bytes.len() > 0 {
        change(&mut case, &mut bytes);
    }
    case
}

/// The next two bytes; zeros where there are none.
fn number(bytes: &mut impl Iterator<Item = u8>) -> usize {
    usize::from(bytes.next().unwrap_or(0)) * 256 + usize::from(bytes.next().unwrap_or(0))
}

fn change(case: &mut Value, bytes: &mut impl Iterator<Item = u8>) {
    let places = places(case);
    let place = &places[number(bytes) % places.len()];
    let other = case.pointer(&places[number(bytes) % places.len()]).cloned();
    let kind = bytes.next().unwrap_or(0);
    let Some(value) = case.pointer_mut(place) else { return };
    match value {
        Value::Object(object) => change_object(object, kind, bytes),
        Value::Array(array) => change_array(array, kind, bytes),
        leaf => *leaf = changed_leaf(leaf, kind, bytes, other.unwrap_or(Value::Null)),
    }
}

/// The place of everything in the case.
fn places(case: &Value) -> Vec<String> {
    let (mut places, mut next) = (vec![String::new()], 0);
    while let Some(place) = places.get(next).cloned() {
        let below: Vec<String> = match case.pointer(&place) {
            Some(Value::Object(object)) => {
                object.keys().map(|key| key.replace('~', "~0").replace('/', "~1")).collect()
            }
            Some(Value::Array(array)) => (0..array.len()).map(|at| at.to_string()).collect(),
            _ => Vec::new(),
        };
        places.extend(below.iter().map(|key| format!("{place}/{key}")));
        next += 1;
    }
    places
}

fn change_object(object: &mut Map<String, Value>, kind: u8, bytes: &mut impl Iterator<Item = u8>) {
    let at = number(bytes) % object.len().max(1);
    let Some(key) = object.keys().nth(at).cloned() else { return };
    match kind % 4 {
        0 => drop(object.remove(&key)),
        1 => drop(object.insert(setting(bytes), leaf(bytes))),
        2 => drop(object.insert(format!("{key}/~"), leaf(bytes))),
        _ => drop(object.insert(key, leaf(bytes))),
    }
}

fn change_array(array: &mut Vec<Value>, kind: u8, bytes: &mut impl Iterator<Item = u8>) {
    let at = number(bytes) % array.len().max(1);
    let Some(item) = array.get(at).cloned() else { return array.push(leaf(bytes)) };
    match kind % 4 {
        0 => drop(array.remove(at)),
        1 => array.push(item),
        // Once more, as another item.
        2 => array.push(renamed(item, bytes)),
        _ => array.reverse(),
    }
}

fn renamed(mut item: Value, bytes: &mut impl Iterator<Item = u8>) -> Value {
    if let Some(id) = item.get_mut("id") {
        *id = json!(format!("x{}", number(bytes)));
    }
    item
}

fn changed_leaf(value: &Value, kind: u8, bytes: &mut impl Iterator<Item = u8>, other: Value) -> Value {
    match (kind % 4, value) {
        (0, _) => leaf(bytes),
        (1, _) => other,
        (_, Value::String(text)) => match text.parse() {
            Ok(at) => moved(at, bytes),
            Err(_) => leaf(bytes),
        },
        (_, Value::Bool(yes)) => json!(!yes),
        _ => json!(number(bytes)),
    }
}

/// By up to nine hours, or by a second.
fn moved(at: Instant, bytes: &mut impl Iterator<Item = u8>) -> Value {
    let by = number(bytes) as i64 - 32_768;
    json!(Instant::from_seconds(at.seconds() + if by % 4 == 0 { by.signum() } else { by }))
}

/// The key of a setting of some stored case.
fn setting(bytes: &mut impl Iterator<Item = u8>) -> String {
    let at = number(bytes);
    let keys = CASES.iter().filter_map(|case| case["settings"].as_object()).flat_map(Map::keys);
    keys.cycle().nth(at).cloned().unwrap_or_default()
}

fn leaf(bytes: &mut impl Iterator<Item = u8>) -> Value {
    let at = number(bytes);
    match at % 8 {
        0 => json!(null),
        1 => json!(at % 16 == 1),
        2 => {
            [json!(0), json!(1), json!(-1), json!(0.5), json!(i64::MIN), json!(u64::MAX)][at / 8 % 6].clone()
        }
        3 => [json!([]), json!({}), json!([[]]), json!(1e300)][at / 8 % 4].clone(),
        _ => json!(WORDS[at / 8 % WORDS.len()]),
    }
}
