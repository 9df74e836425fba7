//! `evaluate`: one case per line in, one statement or error per line out.

use std::fmt;
use std::io::{self, BufRead, Write};

use rules::{Case, Packs, Statement, evaluate as statement};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_path_to_error::Segment;
use tracker::packs::{self, RuleSet};

use crate::certificate::certificate;
use crate::certificate::format::Certificate;

/// Top-level keys that say something about a case and are no part of it.
const REMARKS: [&str; 2] = ["expect", "comment"];

/// Why a line could not be evaluated.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct LineError {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) pointer: String,
}

#[derive(Serialize)]
struct BadLine {
    error: LineError,
}

/// A statement with what a second checker needs.
#[derive(Serialize)]
struct Certified {
    #[serde(flatten)]
    statement: Statement,
    certificate: Certificate,
}

/// Evaluates every line that is not blank by the shipped packs, as [`evaluate_by`].
///
/// # Errors
///
/// As there.
pub fn evaluate(input: impl BufRead, out: &mut impl Write, certified: bool) -> io::Result<bool> {
    evaluate_by(packs::shipped_set(), input, out, certified)
}

/// Evaluates every line that is not blank, with certificates if asked for; tells whether all of them were good.
///
/// # Errors
///
/// When the input cannot be read or the output cannot be written.
pub(crate) fn evaluate_by(
    set: &RuleSet,
    mut input: impl BufRead,
    out: &mut impl Write,
    certified: bool,
) -> io::Result<bool> {
    let mut all_good = true;
    let (mut line, mut text) = (Vec::new(), Vec::new());
    while input.read_until(b'\n', &mut line)? > 0 {
        if !is_blank(&line) {
            all_good &= answer(set, &line, &mut text, certified)?;
            text.push(b'\n');
            // The whole line at once: standard output looks for a line end in every piece it is given.
            out.write_all(&text)?;
            out.flush()?;
            text.clear();
        }
        line.clear();
    }
    Ok(all_good)
}

pub(crate) fn is_blank(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|text| text.trim().is_empty())
}

/// Writes the statement of a line, or what is wrong with it.
fn answer(set: &RuleSet, line: &[u8], out: &mut Vec<u8>, certified: bool) -> io::Result<bool> {
    match read(set.rules(), line) {
        Ok(case) => {
            let statement = statement(&case, set.rules());
            if certified {
                let version = set.version(case.payer);
                let certificate = certificate(&case, &statement, set.rules(), version);
                serde_json::to_writer(out, &Certified { statement, certificate })?;
            } else {
                serde_json::to_writer(out, &statement)?;
            }
        }
        Err(error) => {
            serde_json::to_writer(out, &BadLine { error })?;
            return Ok(false);
        }
    }
    Ok(true)
}

/// Reads a case from a line, with the activities of the shipped packs.
pub(crate) fn read(packs: &Packs, line: &[u8]) -> Result<Case, LineError> {
    let text = std::str::from_utf8(line).map_err(|error| bad_json(error.to_string()))?;
    let case = match serde_json::from_str::<Line>(text) {
        Ok(line) => line.0,
        Err(_) => return Err(reading_error(text)),
    };
    case.check(packs).map_err(|fault| LineError {
        code: fault.code.as_str(),
        message: fault.message,
        pointer: fault.pointer,
    })?;
    Ok(case)
}

fn bad_json(message: String) -> LineError {
    LineError { code: "bad_json", message, pointer: String::new() }
}

/// Reads a line that failed once more, this time keeping track of where.
fn reading_error(text: &str) -> LineError {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return bad_json(error.to_string());
    }
    if !text.trim_start().starts_with('{') {
        return bad_json("not an object".to_owned());
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, Line>(&mut reader) {
        Ok(_) => bad_json("more than one value".to_owned()),
        Err(error) => {
            LineError { code: "bad_case", pointer: pointer(&error), message: error.inner().to_string() }
        }
    }
}

/// The place of the offending value; of a missing key, the place it should be (RFC 6901).
pub(crate) fn pointer(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let mut pointer = String::new();
    for segment in error.path() {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => push_key(&mut pointer, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    if let Some(key) = absent_key(&error.inner().to_string()) {
        push_key(&mut pointer, key);
    }
    pointer
}

fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
}

/// The key serde reports at its object: one that is missing, or there twice.
fn absent_key(message: &str) -> Option<&str> {
    let rest =
        message.strip_prefix("missing field `").or_else(|| message.strip_prefix("duplicate field `"))?;
    rest.split('`').next()
}

/// A case with whatever remarks stand beside it.
struct Line(Case);

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LineVisitor)
    }
}

struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = Line;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a case")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Line, A::Error> {
        Case::deserialize(MapAccessDeserializer::new(WithoutRemarks(map))).map(Line)
    }
}

/// The entries of an object without the remarks.
struct WithoutRemarks<A>(A);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithoutRemarks<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, mut seed: K) -> Result<Option<K::Value>, A::Error> {
        loop {
            match self.0.next_key_seed(Key(seed))? {
                None => return Ok(None),
                Some(Ok(key)) => return Ok(Some(key)),
                Some(Err(unused)) => {
                    self.0.next_value::<IgnoredAny>()?;
                    seed = unused;
                }
            }
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

/// Reads a key, or gives the seed back where the key is a remark's.
struct Key<K>(K);

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<K> {
    type Value = Result<K::Value, K>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, K: DeserializeSeed<'de>> Visitor<'de> for Key<K> {
    type Value = Result<K::Value, K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        if REMARKS.contains(&key) {
            return Ok(Err(self.0));
        }
        self.0.deserialize(key.into_deserializer()).map(Ok)
    }
}

#[cfg(test)]
mod tests;
