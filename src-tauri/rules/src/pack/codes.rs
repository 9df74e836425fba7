//! Lists of other services' codes, and the first dates of our own.

use super::{Evidence, checked};
use crate::case::read::date;
use crate::code::Code;
use chrono::NaiveDate;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// A code that did not always exist.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstDate {
    pub(crate) code: Code,
    #[serde(deserialize_with = "date")]
    pub(crate) from: NaiveDate,
    #[serde(rename = "source", deserialize_with = "checked::source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: Evidence,
}

/// Defines the lists, all of them as the rules need them and some of them as a pack may name them.
macro_rules! code_lists {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// Codes of other services the rules look for.
        #[derive(Clone, Debug)]
        pub(crate) struct CodeLists {
            $($(#[$doc])* pub(crate) $name: CodeList,)+
        }

        /// The lists a pack names.
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct SomeLists {
            $(#[serde(default)] $name: Option<CodeList>,)+
        }

        impl SomeLists {
            /// Each list by name, where this pack has one.
            pub(super) fn each(&self) -> impl Iterator<Item = (&'static str, &CodeList)> {
                [$((stringify!($name), self.$name.as_ref())),+]
                    .into_iter()
                    .filter_map(|(name, list)| Some((name, list?)))
            }

            /// Takes the lists of another pack in the place of its own.
            pub(super) fn lay(&mut self, other: &Self) {
                $(if other.$name.is_some() { self.$name.clone_from(&other.$name); })+
            }

            /// All of them, or the name of one that is missing.
            pub(super) fn whole(self) -> Result<CodeLists, &'static str> {
                Ok(CodeLists { $($name: self.$name.ok_or(stringify!($name))?),+ })
            }
        }
    };
}

code_lists! {
    /// Office and home visits.
    visits,
    /// Services CPT does not pair with care management in a month.
    pairs,
    /// CCM and complex CCM.
    ccm,
    /// Transitional care.
    tcm,
    /// Monthly kidney-failure services.
    esrd,
    /// Care plan oversight.
    oversight,
    /// Advanced primary care management.
    apcm,
    /// Behavioral health integration.
    behavioral,
    /// Annual wellness visits.
    wellness,
    /// Critical care.
    critical,
    /// Services that excluded transitional care in 2013.
    tcm_2013,
}

/// A list of codes and ranges of codes, with its source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeList {
    codes: Vec<CodeRange>,
    #[serde(rename = "source", deserialize_with = "checked::source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: Evidence,
}

impl CodeList {
    /// Whether the code is on the list.
    pub(crate) fn contains(&self, code: &str) -> bool {
        code.parse().is_ok_and(|code| self.codes.iter().any(|range| range.contains(code)))
    }

    /// Whether it names no code at all.
    pub(super) fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
}

/// One code, or all from one to another.
#[derive(Clone, Copy, Debug)]
struct CodeRange {
    first: Code,
    last: Code,
}

impl CodeRange {
    fn contains(self, code: Code) -> bool {
        let numbered = code.as_str().bytes().skip(1).all(|byte| byte.is_ascii_digit());
        code == self.first || (numbered && (self.first..=self.last).contains(&code))
    }
}

impl<'de> Deserialize<'de> for CodeRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (first, last) = text.split_once('-').unwrap_or((&text, &text));
        let code = |text: &str| text.parse::<Code>().map_err(D::Error::custom);
        let range = Self { first: code(first)?, last: code(last)? };
        if range.last < range.first {
            return Err(D::Error::invalid_value(
                Unexpected::Str(&text),
                &"a range from a code to a later one",
            ));
        }
        Ok(range)
    }
}
