//! What each reason says, under which rule and by whose word: the data beside the codes of the statements.

use super::reason::{Absence, Reason};
use crate::pack::Evidence;
use crate::reasons::{Exclusion, Hold, Refusal, Warning};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a reason says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonText {
    /// The ids of the rules behind it.
    pub rules: Vec<String>,
    /// One sentence for the person who bills, without a period.
    pub says: String,
    /// Who says so.
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

/// The text of every reason there is, each once.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Document")]
pub struct ReasonCatalog {
    texts: BTreeMap<Reason, ReasonText>,
}

impl ReasonCatalog {
    /// What a reason says.
    pub fn text(&self, reason: Reason) -> &ReasonText {
        self.texts.get(&reason).expect("a catalog without every reason is not read")
    }
}

/// The catalog as it is written: a list for each kind of reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    exclusion: Vec<Row<Exclusion>>,
    refusal: Vec<Row<Refusal>>,
    hold: Vec<Row<Hold>>,
    warning: Vec<Row<Warning>>,
    absence: Vec<Row<Absence>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row<R> {
    code: R,
    rules: Vec<String>,
    says: String,
    source: String,
    verified: Evidence,
}

impl<R> Row<R> {
    fn text(self, reason: impl Fn(R) -> Reason) -> (Reason, ReasonText) {
        let Self { code, rules, says, source, verified } = self;
        (reason(code), ReasonText { rules, says, source, verified })
    }
}

impl TryFrom<Document> for ReasonCatalog {
    type Error = String;

    fn try_from(document: Document) -> Result<Self, String> {
        let mut texts = BTreeMap::new();
        let exclusions = document.exclusion.into_iter().map(|row| row.text(Reason::Exclusion));
        let refusals = document.refusal.into_iter().map(|row| row.text(Reason::Refusal));
        let holds = document.hold.into_iter().map(|row| row.text(Reason::Hold));
        let warnings = document.warning.into_iter().map(|row| row.text(Reason::Warning));
        let absences = document.absence.into_iter().map(|row| row.text(Reason::Absence));
        for (reason, text) in exclusions.chain(refusals).chain(holds).chain(warnings).chain(absences) {
            text.check().map_err(|fault| format!("{}: {fault}", reason.code()))?;
            if texts.insert(reason, text).is_some() {
                return Err(format!("{} is there twice", reason.code()));
            }
        }
        match Reason::all().find(|reason| !texts.contains_key(reason)) {
            Some(missing) => Err(format!("nothing is said of {}", missing.code())),
            None => Ok(Self { texts }),
        }
    }
}

impl ReasonText {
    fn check(&self) -> Result<(), &'static str> {
        if self.rules.is_empty() || self.source.is_empty() {
            Err("a reason needs the id of a rule and a source")
        } else if self.says.is_empty() || self.says.ends_with('.') {
            Err("a reason says one sentence without a period")
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../../assets/rules/reasons.toml");

    fn fault(text: &str) -> String {
        toml::from_str::<ReasonCatalog>(text).unwrap_err().message().to_owned()
    }

    #[test]
    fn the_shipped_catalog_says_something_of_every_reason() {
        let catalog: ReasonCatalog = toml::from_str(SHIPPED).unwrap();
        assert!(Reason::all().all(|reason| catalog.text(reason).says.len() > 12));
    }

    #[test]
    fn a_reason_that_is_missing_twice_there_or_without_a_source_is_named() {
        let (before, row) = SHIPPED.split_once("[[exclusion]]\ncode = \"X-DECEASED\"").unwrap();
        let (row, after) = row.split_once("\n[[").unwrap();
        let row = format!("[[exclusion]]\ncode = \"X-DECEASED\"{row}");
        assert_eq!(fault(&format!("{before}\n[[{after}")), "nothing is said of X-DECEASED");
        assert_eq!(fault(&format!("{SHIPPED}\n{row}")), "X-DECEASED is there twice");
        let bare = SHIPPED.replace("rules = [\"CF-1\"]", "rules = []");
        assert_eq!(fault(&bare), "needs_base: a reason needs the id of a rule and a source");
        let first = SHIPPED.lines().find(|line| line.starts_with("source = ")).unwrap();
        let said = fault(&SHIPPED.replacen(first, "source = \"\"", 1));
        assert!(said.ends_with("a reason needs the id of a rule and a source"), "{said}");
        let first = SHIPPED.lines().find(|line| line.starts_with("says = ")).unwrap();
        for says in ["", "Time counts once."] {
            let said = fault(&SHIPPED.replacen(first, &format!("says = \"{says}\""), 1));
            assert!(said.ends_with("a reason says one sentence without a period"), "{said}");
        }
        let unknown = SHIPPED.replacen("X-DECEASED", "X-DEAD", 1);
        assert!(fault(&unknown).contains("one of X-"), "{}", fault(&unknown));
    }
}
