//! What a practice decides where the rules are silent or sources differ: each decision by name, as it stands and as it ships.

use std::collections::BTreeMap;

use rules::{
    Attempts, BcbsmTraining, BlockModel, ComplexPlanRule, ConsentSameDay, Coverage, Day0Contact, Day0Visit,
    DosPolicy, EntryRounding, FacilityDayRule, InitVisitRule, MultiPatient, NursingFacilityRule,
    ParallelIndependent, SameDayEm, SameGroupOversight, Selection, Settings, TcmDos, TcmList,
};
use serde_json::{Map, Value};

use crate::op::{Actor, Op};
use crate::practice::Practice;
use crate::{Error, Tracker};

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// Its name in the settings, such as `same_day_em`; of a list, with the item: `caps.99439`.
    pub key: String,
    /// What holds.
    pub value: String,
    /// What ships; nothing for an item of a list.
    pub default: String,
    /// The words to choose from; none where a number is typed.
    pub choices: Vec<String>,
}

/// A decision as it should be: nothing in `value` gives an item of a list back to the payer's own rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnobChange {
    /// Its name.
    pub key: String,
    /// What should hold.
    pub value: String,
}

type Words = fn() -> Vec<String>;

/// The words of one list.
macro_rules! of {
    ($words:ty) => {
        (|| <$words>::ALL.iter().map(ToString::to_string).collect()) as Words
    };
}

fn yes_or_no() -> Vec<String> {
    ["true", "false"].map(str::to_owned).to_vec()
}

fn a_number() -> Vec<String> {
    Vec::new()
}

fn a_list_or_the_payers() -> Vec<String> {
    let own = TcmList::ALL.iter().map(ToString::to_string);
    std::iter::once(String::new()).chain(own).collect()
}

/// Each decision that is one value, in the order they are shown.
const KNOBS: [(&str, Words); 33] = [
    ("selection", of!(Selection)),
    ("dos_policy", of!(DosPolicy)),
    ("entry_rounding", of!(EntryRounding)),
    ("parallel_independent", of!(ParallelIndependent)),
    ("multi_patient", of!(MultiPatient)),
    ("same_day_em", of!(SameDayEm)),
    ("attempts", of!(Attempts)),
    ("attempts_cap_s", a_number),
    ("hold_cap_s", a_number),
    ("stale_limit_s", a_number),
    ("chw_counts", yes_or_no),
    ("require_contact", yes_or_no),
    ("consent_renewal_months", a_number),
    ("consent_same_day", of!(ConsentSameDay)),
    ("written_if_not_seen_12m", yes_or_no),
    ("initvisit", of!(InitVisitRule)),
    ("pcm_requires_mdm", yes_or_no),
    ("cccm_plan_rule", of!(ComplexPlanRule)),
    ("dx_min_ccm", a_number),
    ("facility_day_rule", of!(FacilityDayRule)),
    ("cpt_strict_pairs", yes_or_no),
    ("cpo_same_group", of!(SameGroupOversight)),
    ("tcm_dos", of!(TcmDos)),
    ("tcm_list", a_list_or_the_payers),
    ("tcm_day0_contact", of!(Day0Contact)),
    ("tcm_day0_visit", of!(Day0Visit)),
    ("tcm_nf", of!(NursingFacilityRule)),
    ("tcm_attempt_gap_min", a_number),
    ("tcm_caller_nonclinical", yes_or_no),
    ("tcm_hold_to_day_30", yes_or_no),
    ("in_lieu", yes_or_no),
    ("block_model", of!(BlockModel)),
    ("bcbsm_training", of!(BcbsmTraining)),
];

/// Whether the practice has the conversion factor of qualifying participants: a fact of it more than a decision.
const QP: &str = "qp";

/// Every decision as it stands.
///
/// # Errors
/// A fault of the program.
pub fn knobs(settings: &Settings) -> Result<Vec<Knob>, Error> {
    let (now, shipped) = (fields(settings)?, fields(&Settings::default())?);
    let knob = |key: &str, choices: Vec<String>| Knob {
        key: key.to_owned(),
        value: text(now.get(key)),
        default: text(shipped.get(key)),
        choices,
    };
    let mut knobs: Vec<_> = KNOBS.iter().map(|(key, choices)| knob(key, choices())).collect();
    knobs.push(knob(QP, yes_or_no()));
    for list in ["activity_overrides", "caps", "coverage"] {
        let items = now.get(list).and_then(Value::as_object);
        for (item, value) in items.into_iter().flatten() {
            let value = if value.is_null() { NO_CAP.to_owned() } else { text(Some(value)) };
            let key = format!("{list}.{item}");
            knobs.push(Knob { key, value, default: String::new(), choices: choices_of(list) });
        }
    }
    Ok(knobs)
}

/// The most units of a code are as many as the time earns.
const NO_CAP: &str = "none";

fn choices_of(list: &str) -> Vec<String> {
    match list {
        "activity_overrides" => ["C", "X"].map(str::to_owned).to_vec(),
        "coverage" => yes_or_no(),
        _ => a_number(),
    }
}

fn fields(settings: &Settings) -> Result<Map<String, Value>, Error> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Error::Unreadable("settings")),
    }
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

/// The settings with some decisions changed.
///
/// # Errors
/// A decision there is none of; a value that makes no sense, at the field `value`.
pub fn changed(settings: &Settings, changes: &[KnobChange], practice: &Practice) -> Result<Settings, Error> {
    let mut fields = fields(settings)?;
    let shipped = self::fields(&Settings::default())?;
    for change in changes {
        match change.key.split_once('.') {
            Some((list, item)) => change_item(&mut fields, list, item, &change.value, practice)?,
            None => {
                let like = shipped.get(&change.key).filter(|value| !value.is_object());
                let value = value_like(like.ok_or_else(unknown)?, &change.key, &change.value)?;
                fields.insert(change.key.clone(), value);
            }
        }
    }
    serde_json::from_value(Value::Object(fields)).map_err(|_| nonsense())
}

fn unknown() -> Error {
    Error::field("key", "There is no such setting. Nothing was changed.")
}

fn nonsense() -> Error {
    Error::field("value", "This value cannot be used here. Nothing was changed.")
}

/// What was typed, as the kind of thing that ships under this name.
fn value_like(shipped: &Value, key: &str, typed: &str) -> Result<Value, Error> {
    let typed = typed.trim();
    match shipped {
        Value::Bool(_) => typed.parse().map(Value::Bool).map_err(|_| nonsense()),
        Value::Number(_) => number(typed),
        Value::Null if typed.is_empty() => Ok(Value::Null),
        Value::Null if key == "consent_renewal_months" => number(typed),
        Value::Null | Value::String(_) => Ok(Value::String(typed.to_owned())),
        Value::Array(_) | Value::Object(_) => Err(unknown()),
    }
}

fn number(typed: &str) -> Result<Value, Error> {
    typed.parse::<u32>().map(Value::from).map_err(|_| Error::field("value", "Type a whole number."))
}

fn change_item(
    fields: &mut Map<String, Value>,
    list: &str,
    item: &str,
    typed: &str,
    practice: &Practice,
) -> Result<(), Error> {
    let value = match (list, typed.trim()) {
        ("activity_overrides" | "caps" | "coverage", "") => None,
        ("activity_overrides", word) => {
            practice.rules.now().rules().activity(item).ok_or_else(unknown)?;
            Some(Value::String(word.to_owned()))
        }
        ("caps", NO_CAP) => Some(Value::Null),
        ("caps", typed) => Some(number(typed)?),
        ("coverage", typed) => {
            item.parse::<Coverage>().map_err(|_| unknown())?;
            Some(Value::Bool(typed.parse().map_err(|_| nonsense())?))
        }
        _ => return Err(unknown()),
    };
    let items = fields.get_mut(list).and_then(Value::as_object_mut).ok_or_else(unknown)?;
    match value {
        Some(value) => items.insert(item.to_owned(), value),
        None => items.remove(item),
    };
    Ok(())
}

/// The settings as they are stored.
pub(crate) fn stored(settings: &Settings) -> Result<String, Error> {
    serde_json::to_string(settings).map_err(|_| Error::Unreadable("settings"))
}

impl Tracker {
    /// Changes some of the practice's decisions. Statements are made again; those of an exported month go on by the
    /// decisions it was claimed under.
    ///
    /// # Errors
    /// As [`changed`]; access.
    pub fn save_rules(&mut self, actor: &Actor, changes: &[KnobChange]) -> Result<(), Error> {
        self.allow(actor, crate::Right::Manage, "save_rules")?;
        let settings = changed(&self.practice.settings, changes, &self.practice)?;
        if settings == self.practice.settings {
            return Ok(());
        }
        let rules_json = stored(&settings)?;
        let before: BTreeMap<_, _> =
            knobs(&self.practice.settings)?.into_iter().map(|knob| (knob.key, knob.value)).collect();
        self.change(actor, Op::SaveRules, |change| {
            let row = store::practice::get(change.tx)?.ok_or(Error::Unreadable("practice"))?;
            store::practice::put(change.tx, &store::practice::PracticeRow { rules_json, ..row })?;
            for KnobChange { key, value } in changes {
                let was = before.get(key).map_or("", String::as_str);
                change.trace.note(key, format!("{was} -> {value}"));
            }
            change.trace.everything_is_stale();
            change.practice = Practice::load(change.tx)?;
            Ok(())
        })?;
        self.practice = self.store.read(Practice::load)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_of_the_rules_is_a_decision_that_can_be_made() {
        let lists = ["activity_overrides", "caps", "coverage"];
        let named: Vec<_> = knobs(&Settings::default()).unwrap().into_iter().map(|knob| knob.key).collect();
        for key in fields(&Settings::default()).unwrap().keys() {
            assert!(named.contains(key) || lists.contains(&key.as_str()), "{key} can be decided nowhere");
        }
        assert_eq!(named.len() + lists.len(), fields(&Settings::default()).unwrap().len());
    }

    #[test]
    fn what_ships_is_among_the_words_to_choose_from() {
        for knob in knobs(&Settings::default()).unwrap() {
            assert_eq!(knob.value, knob.default);
            assert!(knob.choices.is_empty() || knob.choices.contains(&knob.default), "{knob:?}");
        }
    }
}
