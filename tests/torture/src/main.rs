//! The torture suite: kills, power cuts, flipped bits, old files, false clocks and full disks, each counted against its bar.
//!
//! `torture` runs everything in its short form, `torture --long` in its long one, `torture R5 --seed 7` one test again with
//! other chances. Each test prints one line; the program ends with 1 if a bar was missed.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test prints, and stops at what it cannot do; what must not fail is caught and counted"
)]

mod child;
mod pool;
mod practice;
mod report;
mod stopwatch;
mod world;

mod r14_guessing;
mod r15_keys;
mod r17_processes;
mod r18_formats;
mod r1_kill;
mod r20_day;
mod r21_size;
mod r22_whole;
mod r2_power;
mod r3_full;
mod r4_errors;
mod r5_bit;
mod r6_rollback;
mod r7_audit;
mod r8_columns;
mod r9_clock;

use std::path::PathBuf;
use std::process::ExitCode;

use report::{Run, Test};

const TESTS: &[&Test] = &[
    &r1_kill::TEST,
    &r2_power::TEST,
    &r3_full::TEST,
    &r4_errors::TEST,
    &r5_bit::TEST,
    &r6_rollback::TEST,
    &r7_audit::TEST,
    &r8_columns::TEST,
    &r9_clock::TEST,
    &r14_guessing::TEST,
    &r15_keys::TEST,
    &r17_processes::TEST,
    &r18_formats::TEST,
    &r20_day::TEST,
    &r21_size::TEST,
    &r22_whole::TEST,
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first() {
        Some((first, rest)) if first == "child" => child::run(rest),
        _ => tortured(&words),
    }
}

fn tortured(words: &[String]) -> ExitCode {
    let wanted = |test: &Test| {
        let named = words.iter().filter(|word| word.starts_with('R'));
        named.clone().count() == 0 || named.into_iter().any(|word| word == test.name)
    };
    let seed = words.iter().skip_while(|word| *word != "--seed").nth(1);
    let run = Run::new(
        words.iter().any(|word| word == "--long"),
        seed.map_or(1, |seed| seed.parse().expect("a number comes after --seed")),
        std::env::var_os("TORTURE_DIR").map_or_else(std::env::temp_dir, PathBuf::from),
    );
    let missed = TESTS.iter().filter(|test| wanted(test)).filter(|test| !run.test(test)).count();
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
