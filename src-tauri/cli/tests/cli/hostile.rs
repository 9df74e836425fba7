//! `evaluate` on lines that nobody would write: a short run of what `make fuzz` does for long.

#[path = "../../../../tests/fuzz/changed_case.rs"]
mod changed_case;
#[path = "../../../../tests/fuzz/laws.rs"]
mod laws;

use std::panic::catch_unwind;

use fastrand::Rng;

use crate::console::SEED;

const ROUNDS: usize = 2000;

/// Runs a law on many inputs, and shows the one it did not hold for.
fn on_many(make: impl Fn(&mut Rng) -> String, law: fn(&str)) {
    let mut rng = Rng::with_seed(2026);
    for round in 0..ROUNDS {
        let input = make(&mut rng);
        assert!(catch_unwind(|| law(&input)).is_ok(), "round {round}: {input}");
    }
}

fn changed(rng: &mut Rng) -> String {
    let bytes: Vec<u8> = (0..rng.usize(0..16)).map(|_| rng.u8(..)).collect();
    changed_case::from_bytes(&bytes).to_string()
}

/// Stored lines with some characters lost, doubled or replaced, sometimes by a line end.
fn garbled(rng: &mut Rng) -> String {
    let lines: Vec<&str> = SEED.lines().collect();
    let mut text: Vec<char> = rng.choice(&lines).unwrap().chars().collect();
    for _ in 0..rng.usize(1..6) {
        let at = rng.usize(0..text.len());
        match rng.u8(0..4) {
            0 if text.len() > 1 => drop(text.remove(at)),
            1 => text.insert(at, text[at]),
            0 | 2 => text.truncate(at + 1),
            _ => text[at] = *rng.choice(&['\n', '"', '{', ']', ',', '0', '-', '\\', '\u{e9}']).unwrap(),
        }
    }
    text.into_iter().collect()
}

#[test]
fn changed_cases_get_one_answer_that_keeps_every_second() {
    on_many(changed, |case| laws::hold_for_case(&serde_json::from_str(case).unwrap()));
}

#[test]
fn garbled_lines_get_one_answer_each() {
    on_many(garbled, |lines| laws::hold_for_bytes(lines.as_bytes()));
}
