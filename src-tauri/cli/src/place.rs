//! One place in a JSON document: its value, its pointer, and whether it is what it should be.

use std::fmt::Display;

use serde::Deserialize;
use serde_json::Value;

/// What is wrong, and where (RFC 6901).
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) pointer: String,
    pub(crate) sentence: String,
}

/// What was asked for, or what is wrong.
pub(crate) type Checked<T = ()> = Result<T, Wrong>;

/// A value and where it stands.
#[derive(Clone)]
pub(crate) struct Place<'v> {
    pub(crate) value: &'v Value,
    pointer: String,
}

impl<'v> Place<'v> {
    /// The whole document.
    pub(crate) fn root(value: &'v Value) -> Self {
        Self { value, pointer: String::new() }
    }

    /// The place of a key or an index; of one that is not there, with nothing in it.
    pub(crate) fn at(&self, key: impl Display) -> Self {
        static NOTHING: Value = Value::Null;
        let step = format!("/{}", key.to_string().replace('~', "~0").replace('/', "~1"));
        let value = self.value.pointer(&step).unwrap_or(&NOTHING);
        Self { value, pointer: format!("{}{step}", self.pointer) }
    }

    /// The place a pointer from here leads to.
    pub(crate) fn below(&self, pointer: &str) -> Self {
        Self { value: self.value, pointer: format!("{}{pointer}", self.pointer) }
    }

    /// What stands here.
    pub(crate) fn read<T: Deserialize<'v>>(&self) -> Checked<T> {
        T::deserialize(self.value).map_err(|error| self.wrong(format!("cannot be read: {error}")))
    }

    /// A fault at this place.
    pub(crate) fn wrong(&self, sentence: impl Display) -> Wrong {
        Wrong { pointer: self.pointer.clone(), sentence: sentence.to_string() }
    }

    /// Says what is wrong here unless it holds.
    pub(crate) fn must(&self, holds: bool, sentence: &str) -> Checked {
        if holds { Ok(()) } else { Err(self.wrong(sentence)) }
    }

    /// A list of reasons as it should be: those that are trusted as they stand, the others as they were derived.
    pub(crate) fn reasons(&self, derived: &[(bool, &'v str)]) -> Checked<Vec<&'v str>> {
        let mut all: Vec<&str> = self.read()?;
        all.retain(|reason| derived.iter().all(|(_, name)| name != reason));
        all.extend(derived.iter().filter(|(holds, _)| *holds).map(|(_, name)| *name));
        all.sort_unstable();
        Ok(all)
    }

    /// Finds the first place at which this is not what it should be.
    pub(crate) fn same(&self, right: &Value) -> Checked {
        match (right, self.value) {
            (Value::Object(a), Value::Object(b)) => {
                let mut keys = a.keys().chain(b.keys());
                keys.try_for_each(|key| self.at(key).same(right.get(key).unwrap_or(&Value::Null)))
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                a.iter().enumerate().try_for_each(|(index, right)| self.at(index).same(right))
            }
            (a, b) if a == b => Ok(()),
            (a, b) => Err(self.wrong(format!("is {b}, but the evidence gives {a}"))),
        }
    }
}
