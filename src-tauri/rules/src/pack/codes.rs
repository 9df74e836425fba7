//! Lists of other services' codes, and the first dates of our own.

use super::Evidence;
use crate::code::Code;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

/// A code that did not always exist.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstDate {
    pub(crate) code: Code,
    pub(crate) from: NaiveDate,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: Evidence,
}

/// Codes of other services the rules look for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeLists {
    /// Office and home visits.
    pub(crate) visits: CodeList,
    /// Services CPT does not pair with care management in a month.
    pub(crate) pairs: CodeList,
    /// CCM and complex CCM.
    pub(crate) ccm: CodeList,
    /// Transitional care.
    pub(crate) tcm: CodeList,
    /// Monthly kidney-failure services.
    pub(crate) esrd: CodeList,
    /// Care plan oversight.
    pub(crate) oversight: CodeList,
    /// Advanced primary care management.
    pub(crate) apcm: CodeList,
    /// Behavioral health integration.
    pub(crate) behavioral: CodeList,
    /// Annual wellness visits.
    pub(crate) wellness: CodeList,
    /// Critical care.
    pub(crate) critical: CodeList,
    /// Services that excluded transitional care in 2013.
    pub(crate) tcm_2013: CodeList,
}

/// A list of codes and ranges of codes, with its source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeList {
    codes: Vec<CodeRange>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: Evidence,
}

impl CodeList {
    /// Whether the code is on the list.
    pub(crate) fn contains(&self, code: &str) -> bool {
        code.parse().is_ok_and(|code| self.codes.iter().any(|range| range.contains(code)))
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
        let code = |text: &str| text.parse::<Code>().map_err(serde::de::Error::custom);
        Ok(Self { first: code(first)?, last: code(last)? })
    }
}
