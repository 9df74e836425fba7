//! What every answer of `caretally-cli evaluate` must keep to, whatever the line.

use rules::{Case, Statement, local_midnight};
use serde_json::Value;

const CODES: [&str; 5] = ["bad_json", "bad_case", "duplicate_id", "unknown_reference", "bad_interval"];

/// As many answers as lines that are not blank, each one line of JSON, and the same when asked again.
#[allow(dead_code, reason = "a target takes one of the two")]
pub(crate) fn hold_for_bytes(bytes: &[u8]) {
    let answers = answers(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !is_blank(line));
    let mut pairs = 0;
    for (line, answer) in lines.zip(&answers) {
        let error = &answer["error"];
        assert!(error.is_null() || is_known(error), "{error}");
        assert!(!error.is_null() || serde_json::from_slice::<Value>(line).is_ok(), "an answer to no JSON");
        pairs += 1;
    }
    assert_eq!((pairs, answers.len()), (answers.len(), count(bytes)), "one answer a line");
}

/// The same for a line that is an object without a key twice, and what can be said of its parts.
#[allow(dead_code, reason = "a target takes one of the two")]
pub(crate) fn hold_for_case(case: &Value) {
    let line = case.to_string();
    let answers = answers(line.as_bytes());
    let [answer] = &answers[..] else { panic!("{} answers to one line", answers.len()) };
    if let Some(error) = answer.get("error") {
        assert!(is_known(error), "{error}");
        assert!(points_into(case, error["pointer"].as_str().expect("a pointer is a text")), "{error}");
    } else {
        let statement = serde_json::from_value(answer.clone()).expect("what is no error is a statement");
        keeps_every_second(&read(case), &statement);
        adds_up(&statement);
        assert_eq!(answers, self::answers(turned_round(case).to_string().as_bytes()), "in another order");
    }
}

/// The answers to some lines, which are the same when asked again.
fn answers(bytes: &[u8]) -> Vec<Value> {
    let ask = || {
        let mut out = Vec::new();
        cli::evaluate(bytes, &mut out, false).expect("memory can be read and written");
        String::from_utf8(out).expect("answers are UTF-8")
    };
    let text = ask();
    assert_eq!(text, ask(), "asked again");
    assert!(text.is_empty() || text.ends_with('\n'), "each line is ended");
    text.lines().map(|answer| serde_json::from_str(answer).expect("each line is JSON")).collect()
}

fn count(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').filter(|line| !is_blank(line)).count()
}

fn is_blank(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|text| text.trim().is_empty())
}

fn is_known(error: &Value) -> bool {
    let text = |key: &str| error[key].as_str();
    let pointer = text("pointer").is_some_and(|pointer| pointer.is_empty() || pointer.starts_with('/'));
    text("code").is_some_and(|code| CODES.contains(&code)) && text("message").is_some() && pointer
}

/// Whether the pointer's place is in the case, or the place of a key that is missing there.
fn points_into(case: &Value, pointer: &str) -> bool {
    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
    case.pointer(pointer).is_some() || case.pointer(parent).is_some_and(Value::is_object)
}

fn read(case: &Value) -> Case {
    let mut case = case.clone();
    for remark in ["expect", "comment"] {
        case.as_object_mut().and_then(|case| case.remove(remark));
    }
    serde_json::from_value(case).expect("a line with a statement is a case")
}

/// Counted and excluded seconds of every track are the seconds its account's entries have in the month.
fn keeps_every_second(case: &Case, statement: &Statement) {
    let begins = local_midnight(case.month.first_day(), case.time_zone).seconds();
    let ends = local_midnight(case.month.next().first_day(), case.time_zone).seconds();
    for account in &statement.accounts {
        let entries = case.entries.iter().filter(|entry| entry.account == account.id);
        let cut = entries.map(|entry| entry.end.seconds().min(ends) - entry.start.seconds().max(begins));
        let logged: i64 = cut.filter(|seconds| *seconds > 0).sum();
        for track in &account.tracks {
            let excluded: i64 = track.excluded.iter().map(|time| time.seconds.0).sum();
            assert_eq!(track.counted_s.0 + excluded, logged, "{} {}", account.id, track.track);
        }
    }
}

/// The lines of a track make its total.
fn adds_up(statement: &Statement) {
    for track in statement.accounts.iter().flat_map(|account| &account.tracks) {
        let lines: i64 = track.lines.iter().map(|line| line.amount_cents.0).sum();
        assert_eq!(lines, track.total_cents.0, "{}", track.track);
    }
}

/// The same case with its entries typed in the opposite order.
fn turned_round(case: &Value) -> Value {
    let mut case = case.clone();
    if let Some(entries) = case["entries"].as_array_mut() {
        entries.reverse();
    }
    case
}
