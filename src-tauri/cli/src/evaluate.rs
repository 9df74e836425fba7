//! `evaluate`: one case per line in, one statement or error per line out.

use std::fmt;
use std::io::{self, BufRead, Write};

use rules::{Case, evaluate as statement};
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, Visitor,
};
use serde::{Deserialize, Serialize};
use serde_path_to_error::Segment;

/// Top-level keys that say something about a case and are no part of it.
const REMARKS: [&str; 2] = ["expect", "comment"];

/// Why a line could not be evaluated.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct LineError {
    code: &'static str,
    message: String,
    pointer: String,
}

#[derive(Serialize)]
struct BadLine {
    error: LineError,
}

/// Evaluates every line that is not blank; tells whether all of them were good.
///
/// # Errors
///
/// When the input cannot be read or the output cannot be written.
pub(crate) fn evaluate(mut input: impl BufRead, out: &mut impl Write) -> io::Result<bool> {
    let mut all_good = true;
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        if !is_blank(&line) {
            all_good &= answer(&line, out)?;
            out.write_all(b"\n")?;
            out.flush()?;
        }
        line.clear();
    }
    Ok(all_good)
}

fn is_blank(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|text| text.trim().is_empty())
}

/// Writes the statement of a line, or what is wrong with it.
fn answer(line: &[u8], out: &mut impl Write) -> io::Result<bool> {
    let packs = tracker::packs::shipped();
    match read(line) {
        Ok(case) => serde_json::to_writer(out, &statement(&case, packs))?,
        Err(error) => {
            serde_json::to_writer(out, &BadLine { error })?;
            return Ok(false);
        }
    }
    Ok(true)
}

fn read(line: &[u8]) -> Result<Case, LineError> {
    let text = std::str::from_utf8(line).map_err(|error| bad_json(error.to_string()))?;
    let case = match serde_json::from_str::<Line>(text) {
        Ok(line) => line.0,
        Err(_) => return Err(reading_error(text)),
    };
    case.check(tracker::packs::shipped())
        .map_err(|fault| LineError {
            code: fault.code.as_str(),
            message: fault.message,
            pointer: fault.pointer,
        })?;
    Ok(case)
}

fn bad_json(message: String) -> LineError {
    LineError {
        code: "bad_json",
        message,
        pointer: String::new(),
    }
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
        Err(error) => LineError {
            code: "bad_case",
            pointer: pointer(&error),
            message: error.inner().to_string(),
        },
    }
}

/// The place of the offending value; of a missing key, the place it should be (RFC 6901).
fn pointer(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
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
    let rest = message
        .strip_prefix("missing field `")
        .or_else(|| message.strip_prefix("duplicate field `"))?;
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

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        mut seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
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
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const STORED: [&str; 3] = [
        include_str!("../../../tests/data/cases/seed.jsonl"),
        include_str!("../../../tests/data/cases/worked.jsonl"),
        include_str!("../../../tests/data/cases/generated.jsonl"),
    ];

    fn run(input: &[u8]) -> (bool, Vec<Value>) {
        let mut out = Vec::new();
        let good = evaluate(input, &mut out).unwrap();
        let lines = String::from_utf8(out).unwrap();
        let parse = |line| serde_json::from_str(line).unwrap();
        (good, lines.lines().map(parse).collect())
    }

    /// A small good case with one key put, replaced or (with null) left to the caller.
    fn with(pointer: &str, key: &str, value: Value) -> Value {
        let mut case = good_case();
        let parent = case.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        parent.insert(key.to_owned(), value);
        case
    }

    fn without(pointer: &str, key: &str) -> Value {
        let mut case = good_case();
        let parent = case.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        parent.remove(key).unwrap();
        case
    }

    fn good_case() -> Value {
        json!({
            "name": "x", "time_zone": "America/Detroit", "month": "2026-01",
            "submitted_on": "2026-02-05", "payer": "medicare",
            "staff": [{"id": "dr", "role": "physician"}, {"id": "rn", "role": "rn"}],
            "patient": {
                "facility_stays": [{"kind": "ed", "admitted": "2026-01-01", "discharged": null}],
                "enrollments": [{
                    "id": "a", "program": "ccm", "billing_practitioner": "dr", "start": "2025-06-01",
                    "consent": {"given": null}, "conditions": [{"icd10": null}], "care_plan": {},
                    "attested": true, "supervised": true
                }]
            },
            "settings": {},
            "tcm": [{
                "id": "t", "practitioner": "dr", "discharged": "2026-01-02T10:00:00Z",
                "from": "snf", "to": "home", "contacts": [{"at": "2026-01-03T10:00:00Z", "reached": true}]
            }],
            "entries": [{
                "id": "e", "account": "a", "staff": "rn", "activity": "call_patient",
                "start": "2026-01-05T10:00:00Z", "end": "2026-01-05T10:20:00Z"
            }]
        })
    }

    fn error_of(case: &Value) -> (String, String) {
        error_of_line(case.to_string().as_bytes())
    }

    fn error_of_line(line: &[u8]) -> (String, String) {
        let (good, answers) = run(line);
        assert!(!good, "{}", String::from_utf8_lossy(line));
        let text = |key| answers[0]["error"][key].as_str().unwrap().to_owned();
        (text("code"), text("pointer"))
    }

    fn fault(code: &str, pointer: &str) -> (String, String) {
        (code.to_owned(), pointer.to_owned())
    }

    #[test]
    fn every_stored_line_is_answered_as_expected() {
        for text in STORED {
            let (_, answers) = run(text.as_bytes());
            let lines: Vec<Value> = text
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            assert_eq!(answers.len(), lines.len());
            for (mut answer, mut line) in answers.into_iter().zip(lines) {
                for value in [&mut answer, &mut line["expect"]] {
                    if let Some(error) = value.get_mut("error") {
                        error.as_object_mut().unwrap().remove("message");
                    }
                }
                assert_eq!(answer, line["expect"], "{}", line["name"]);
            }
        }
    }

    #[test]
    fn a_bad_line_is_answered_and_the_others_still_are() {
        let good = good_case().to_string();
        let input = format!("{good}\n\n  \t\r\nnonsense\n{good}");
        let (all_good, answers) = run(input.as_bytes());
        assert!(!all_good);
        assert_eq!(answers.len(), 3);
        assert_eq!(answers[1]["error"]["code"], "bad_json");
        assert_eq!(answers[0], answers[2]);
    }

    #[test]
    fn what_is_not_an_object_is_not_json() {
        let deep = "[".repeat(100_000);
        for line in [
            "nonsense",
            "[]",
            "3",
            "{\"name\":",
            "{} {}",
            "\"x\"",
            "null",
            &deep,
        ] {
            assert_eq!(
                error_of_line(line.as_bytes()),
                fault("bad_json", ""),
                "{line:.20}"
            );
        }
        assert_eq!(error_of_line(b"{\"name\":\"\xff\"}"), fault("bad_json", ""));
    }

    #[test]
    fn remarks_may_be_anything() {
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let case = good_case().to_string();
        let line = format!("{{\"comment\":{deep},\"expect\":null,{}", &case[1..]);
        assert!(run(line.as_bytes()).0);
    }

    #[test]
    fn a_missing_key_is_reported_where_it_should_be() {
        let missing = |pointer, key| error_of(&without(pointer, key));
        assert_eq!(missing("", "entries"), fault("bad_case", "/entries"));
        assert_eq!(
            missing("/patient", "enrollments"),
            fault("bad_case", "/patient/enrollments")
        );
        let consent = "/patient/enrollments/0/consent";
        assert_eq!(
            missing(consent, "given"),
            fault("bad_case", "/patient/enrollments/0/consent/given")
        );
        let condition = "/patient/enrollments/0/conditions/0";
        assert_eq!(
            missing(condition, "icd10"),
            fault("bad_case", "/patient/enrollments/0/conditions/0/icd10")
        );
        assert_eq!(
            missing("/entries/0", "activity"),
            fault("bad_case", "/entries/0/activity")
        );
        assert_eq!(
            missing("/tcm/0/contacts/0", "reached"),
            fault("bad_case", "/tcm/0/contacts/0/reached")
        );
    }

    #[test]
    fn an_unknown_key_is_reported_at_its_own_place() {
        for pointer in [
            "",
            "/patient",
            "/entries/0",
            "/settings",
            "/tcm/0/contacts/0",
        ] {
            let bad = with(pointer, "a/b~c", json!(1));
            assert_eq!(
                error_of(&bad),
                fault("bad_case", &format!("{pointer}/a~1b~0c"))
            );
        }
    }

    #[test]
    fn a_wrong_value_is_reported_where_it_stands() {
        let stay = "/patient/facility_stays/0";
        let account = "/patient/enrollments/0";
        let bad = [
            ("", "payer", json!("nobody")),
            ("", "payer", json!({"medicare": null})),
            ("", "payer", json!(null)),
            ("", "month", json!("2026-13")),
            ("", "submitted_on", json!("2100-01-01")),
            ("", "time_zone", json!("Mars/Olympus")),
            ("", "settings", json!([])),
            ("", "settings", json!(null)),
            ("", "staff", json!({})),
            ("/patient", "died", json!("2026-01-01")),
            (stay, "admitted", json!(null)),
            (account, "care_plan", json!([])),
            (account, "supervised", json!(1)),
            (account, "billing_practitioner", json!("rn")),
            ("/entries/0", "start", json!("2026-01-05T10:00:00.0Z")),
            ("/entries/0", "end", json!("2026-01-05T10:20:60Z")),
            ("/entries/0", "end", json!("2026-01-05t10:20:00Z")),
            ("/entries/0", "activity", json!("juggling")),
            ("/entries/0", "part_of_visit", json!(null)),
            ("/settings", "attempts_cap_s", json!(-1)),
            ("/settings", "attempts_cap_s", json!(1.0)),
            ("/settings", "stale_limit_s", json!(0)),
            ("/settings", "dx_min_ccm", json!("2")),
        ];
        for (pointer, key, value) in bad {
            let expected = fault("bad_case", &format!("{pointer}/{key}"));
            assert_eq!(
                error_of(&with(pointer, key, value.clone())),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn values_inside_settings_are_reported_one_by_one() {
        let bad = [
            ("caps", json!({"99437": -1}), "/settings/caps/99437"),
            (
                "coverage",
                json!({"hospital": true}),
                "/settings/coverage/hospital",
            ),
            ("coverage", json!({"tcm": 1}), "/settings/coverage/tcm"),
            (
                "activity_overrides",
                json!({"email": "Y"}),
                "/settings/activity_overrides/email",
            ),
            (
                "activity_overrides",
                json!({"jug/gle": "C"}),
                "/settings/activity_overrides/jug~1gle",
            ),
        ];
        for (key, value, pointer) in bad {
            assert_eq!(
                error_of(&with("/settings", key, value)),
                fault("bad_case", pointer)
            );
        }
        let holidays = with("", "holidays", json!(["2026-01-02", "2026-02-30"]));
        assert_eq!(error_of(&holidays), fault("bad_case", "/holidays/1"));
    }

    #[test]
    fn whole_numbers_may_be_large() {
        let large = json!({"attempts_cap_s": u64::MAX, "caps": {"99437": u64::MAX, "x": null},
            "hold_cap_s": i64::MAX, "tcm_attempt_gap_min": u64::MAX, "consent_renewal_months": u64::MAX,
            "stale_limit_s": u64::MAX, "attempts": "count"});
        assert!(run(with("", "settings", large).to_string().as_bytes()).0);
    }

    #[test]
    fn a_key_that_is_there_twice_is_a_fault() {
        let line = good_case().to_string().replacen("{", "{\"name\":\"y\",", 1);
        assert_eq!(error_of_line(line.as_bytes()), fault("bad_case", "/name"));
    }

    #[test]
    fn references_ids_and_intervals_are_checked() {
        let entry = |key: &str, value: Value| error_of(&with("/entries/0", key, value));
        assert_eq!(
            entry("staff", json!("nobody")),
            fault("unknown_reference", "/entries/0/staff")
        );
        assert_eq!(
            entry("account", json!("b")),
            fault("unknown_reference", "/entries/0/account")
        );
        let end = entry("end", json!("2026-01-05T10:00:00Z"));
        assert_eq!(end, fault("bad_interval", "/entries/0/end"));
        let caller = with("/tcm/0/contacts/0", "by", json!("nobody"));
        assert_eq!(
            error_of(&caller),
            fault("unknown_reference", "/tcm/0/contacts/0/by")
        );
        let twice = with(
            "",
            "staff",
            json!([{"id": "dr", "role": "np"}, {"id": "dr", "role": "rn"}]),
        );
        assert_eq!(error_of(&twice), fault("duplicate_id", "/staff/1/id"));
        let global = with(
            "/tcm/0",
            "own_global",
            json!({"from": "2026-01-02", "to": "2026-01-01"}),
        );
        assert_eq!(
            error_of(&global),
            fault("bad_interval", "/tcm/0/own_global/to")
        );
        let stay = with(
            "/patient/facility_stays/0",
            "discharged",
            json!("2025-12-31"),
        );
        let place = "/patient/facility_stays/0/discharged";
        assert_eq!(error_of(&stay), fault("bad_interval", place));
    }
}
