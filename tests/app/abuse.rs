//! Every command, called as no screen would: by nobody, by whom it is not for, with fields too many, too few, of a wrong kind,
//! endless, and with ids of others. It is refused with a code or answered, and nothing panics.
//!
//! About a thousand calls; `ABUSE_CALLS=10000 cargo test -p caretally --test app abuse` makes more of them, and prints the figures.

use std::collections::BTreeMap;

use caretally::{COMMANDS, Need, Policy, need};
use fastrand::Rng;
use serde_json::{Value, json};
use tracker::Access;

use crate::ipc::{sample, texts};
use crate::rights::{hire, sign_in};
use crate::stories::enrolled;
use crate::window::{PASSWORD, Window};

const NOW: &str = "2026-11-19T15:00:00Z";
/// The codes a screen knows how to act on. `internal` is none of them: it would be a fault of the program.
const CODES: [&str; 10] = [
    "bad_request",
    "locked",
    "wrong_password",
    "wait",
    "locked_out",
    "password_again",
    "forbidden",
    "not_found",
    "refused",
    "ambiguous_time",
];
/// Nobody else's sign-in may be broken on the way: the callers are needed until the end.
const VICTIM: i64 = 9;
/// Texts that a form may choke on; too short for a password, so that none is changed.
const TEXTS: [&str; 16] = [
    "",
    " ",
    "'; DROP TABLE",
    "\0",
    "\u{202E}abc",
    "-1",
    "9999-99-99",
    "0000-00-00",
    "+262143-01-01",
    "-262144-12-31",
    "NaN",
    "../../etc",
    "%s%n%x",
    "{{x}}",
    "24:61",
    "1e999",
];

/// What is wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wrong {
    Nothing,
    UnknownArgument,
    UnknownField,
    MissingField,
    OtherType,
    Endless,
    OddText,
    ForeignId,
    Deep,
    NoObject,
}

const WRONGS: [Wrong; 10] = [
    Wrong::Nothing,
    Wrong::UnknownArgument,
    Wrong::UnknownField,
    Wrong::MissingField,
    Wrong::OtherType,
    Wrong::Endless,
    Wrong::OddText,
    Wrong::ForeignId,
    Wrong::Deep,
    Wrong::NoObject,
];

/// Who calls: an access, or nobody behind a locked screen.
type Caller = Option<(Access, &'static str)>;

fn callers() -> Vec<Caller> {
    Access::ALL.iter().map(|(access, name)| Some((*access, *name))).chain([None]).collect()
}

/// Where something stands in a request that fits.
fn places(value: &Value, at: &str, fits: fn(&Value) -> bool) -> Vec<String> {
    let below = match value {
        Value::Object(fields) => {
            fields.iter().flat_map(|(key, value)| places(value, &format!("{at}/{key}"), fits)).collect()
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(n, value)| places(value, &format!("{at}/{n}"), fits))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let here = (fits(value) && !at.is_empty()).then(|| at.to_owned());
    here.into_iter().chain(below).collect()
}

fn any(rng: &mut Rng, places: &[String]) -> Option<String> {
    (!places.is_empty()).then(|| places[rng.usize(..places.len())].clone())
}

fn foreign_id(rng: &mut Rng, command: &str) -> Value {
    let people = ["save_staff", "set_active", "give_password", "release_sign_in"].contains(&command);
    let known = if people { [VICTIM, 999, 777] } else { [1, 2, 3] };
    let odd =
        [json!(0), json!(-1), json!(i64::MIN), json!(i64::MAX), json!(u64::MAX), json!(1e300), json!(0.5)];
    if rng.bool() { json!(known[rng.usize(..known.len())]) } else { odd[rng.usize(..odd.len())].clone() }
}

/// A request of the command with something wrong; null where this command has nothing that could be wrong in that way.
fn request(rng: &mut Rng, policy: &Policy, wrong: Wrong) -> Option<Value> {
    let mut request = sample(policy.name);
    let mut put = |places: Vec<String>, rng: &mut Rng, value: Value| {
        let at = any(rng, &places)?;
        *request.pointer_mut(&at)? = value;
        Some(request.clone())
    };
    let whole = sample(policy.name);
    match wrong {
        Wrong::Nothing => Some(whole),
        Wrong::UnknownArgument => {
            request["sql"] = json!("DROP TABLE entry");
            Some(request)
        }
        Wrong::UnknownField => {
            let form = request.get_mut("form")?.as_object_mut()?;
            form.insert("role_of_caller".into(), json!("manager"));
            Some(request)
        }
        Wrong::MissingField => {
            let at = any(rng, &places(&whole, "", |_| true))?;
            let (parent, key) = at.rsplit_once('/')?;
            request.pointer_mut(parent)?.as_object_mut()?.remove(key)?;
            Some(request)
        }
        Wrong::OtherType => put(places(&whole, "", |_| true), rng, json!({ "$ne": [true] })),
        Wrong::Endless => put(texts(&whole, ""), rng, json!("x".repeat(1 << 20))),
        Wrong::OddText => {
            let text = TEXTS[rng.usize(..TEXTS.len())];
            put(texts(&whole, ""), rng, json!(text))
        }
        Wrong::ForeignId => {
            let id = foreign_id(rng, policy.name);
            put(places(&whole, "", |value| value.is_number()), rng, id)
        }
        Wrong::Deep => {
            let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
            put(places(&whole, "", |_| true), rng, deep)
        }
        Wrong::NoObject => Some([json!([1]), json!("x"), json!(7), json!(true)][rng.usize(..4)].clone()),
    }
}

/// The practice under attack, and what has been counted.
struct Siege {
    window: Window,
    counts: BTreeMap<(Wrong, String), usize>,
    refusals_to_find: usize,
}

impl Siege {
    fn new() -> Self {
        let window = Window::set_up(NOW);
        Access::ALL.iter().for_each(|(_, access)| hire(&window, access));
        let (_, enrollment) = enrolled(&window);
        let victim = window.ok("save_staff", json!({ "form": {
            "id": null, "name": "The victim", "role": "ma", "access": "assistant", "credentials": "", "npi": null,
            "sign_in": "victim", "password": PASSWORD, "team_training": null, "scope_document": false, "active": true,
        }}));
        assert_eq!(victim, VICTIM);
        let typed = json!({
            "enrollment": enrollment, "date": "2026-11-18", "start": "09:00", "length": "25", "activity": "call_patient",
            "note": "", "part_of_visit": false, "first_pass": null,
        });
        window.ok("add_entry", json!({ "form": typed }));
        Self { window, counts: BTreeMap::new(), refusals_to_find: 0 }
    }

    /// Whoever should be there is there again; an hour later, so that no sign-in has to wait.
    fn become_again(&self, caller: Caller) {
        let stage = self.window.ok("stage", json!({}));
        let here = stage["me"]["access"].as_str();
        if here == caller.map(|(_, name)| name) {
            return;
        }
        match caller {
            Some((_, name)) => {
                self.window.clock.advance(3_600);
                sign_in(&self.window, name);
            }
            None => drop(self.window.ok("lock", json!({}))),
        }
    }

    fn call(&mut self, caller: Caller, policy: &Policy, wrong: Wrong, request: Value) {
        let about = format!("{} as {:?}, {wrong:?}", policy.name, caller.map(|(_, name)| name));
        let code = match self.window.send(policy.name, request) {
            Ok(_) => "answered".to_owned(),
            Err(failure) => {
                let sentence = failure["message"].as_str().unwrap_or_default();
                assert!(sentence.ends_with('.') && sentence.len() > 10, "{about}: no sentence in {failure}");
                let code = failure["code"].as_str().unwrap_or_default().to_owned();
                assert!(CODES.contains(&code.as_str()), "{about}: {failure}");
                code
            }
        };
        self.expect(caller, policy, wrong, &code, &about);
        self.refusals_to_find += usize::from(["forbidden", "locked", "bad_request"].contains(&code.as_str()));
        *self.counts.entry((wrong, code)).or_default() += 1;
    }

    fn expect(&self, caller: Caller, policy: &Policy, wrong: Wrong, code: &str, about: &str) {
        let lacks = match (caller, need(policy.name)) {
            (Some((access, _)), Some(Need::Has(right))) => !right.is_of(access),
            _ => false,
        };
        if caller.is_none() && !policy.while_locked {
            assert_eq!(code, "locked", "{about}");
        } else if lacks {
            assert_eq!(code, "forbidden", "{about}");
        } else if matches!(
            wrong,
            Wrong::UnknownArgument | Wrong::UnknownField | Wrong::OtherType | Wrong::Deep | Wrong::NoObject
        ) {
            assert_eq!(code, "bad_request", "{about}");
        } else if wrong == Wrong::Endless {
            assert!(["bad_request", "refused"].contains(&code), "{about}: {code}");
        }
    }

    /// Refusals that the audit knows of.
    fn on_record(&self) -> usize {
        self.become_again(Some((Access::Manager, "manager")));
        let mut form = sample("audit");
        form["form"]["action"] = json!("refused");
        let mut told = 0;
        loop {
            form["form"]["skip"] = json!(told);
            let page = self.window.ok("audit", form.clone());
            told += page["events"].as_array().expect("a list").len();
            if page["more"] == false {
                return told;
            }
        }
    }
}

#[test]
fn whoever_calls_whatever_is_refused_with_a_code_or_answered_and_nothing_panics() {
    let wanted = std::env::var("ABUSE_CALLS").map_or(950, |calls| calls.parse().expect("a number of calls"));
    let mut rng = Rng::with_seed(20_261_122);
    let mut siege = Siege::new();
    let (mut calls, mut turn) = (0, 0);
    while calls < wanted {
        for caller in callers() {
            for policy in COMMANDS {
                turn += 1;
                let wrong = WRONGS[turn % WRONGS.len()];
                let Some(request) = request(&mut rng, policy, wrong) else { continue };
                siege.become_again(caller);
                siege.call(caller, policy, wrong, request);
                calls += 1;
            }
        }
        // Another wrong thing for the same command and caller the next time around.
        turn += rng.usize(1..WRONGS.len());
    }
    let told = siege.on_record();
    assert!(told >= siege.refusals_to_find, "{told} of {} refusals are on record", siege.refusals_to_find);
    let verified = siege.window.ok("verify", json!({}));
    assert_eq!((&verified["sound"], &verified["faults"]), (&json!(true), &json!([])), "after {calls} calls");
    print(calls, told, &siege.counts);
}

#[expect(clippy::print_stdout, reason = "the figures of the run")]
fn print(calls: usize, told: usize, counts: &BTreeMap<(Wrong, String), usize>) {
    println!("{calls} calls, {told} refusals on record, 0 panics");
    counts.iter().for_each(|((wrong, code), n)| println!("  {wrong:?}: {code} {n}"));
}
