//! The torture suite: kills, power cuts, flipped bits, old files, false clocks, full disks and hostile files, each counted
//! against its bar.
//!
//! `torture` runs everything in its short form, `--long` in its long one, `--quick` a few cases of the quickest tests;
//! `torture R5 --seed 7` runs one test again with other chances. Each test prints one line, and at the end comes a page of all
//! lines, which TORTURE_FIGURES keeps as a file. The program ends with 1 if a bar was missed.
//! `torture vault FOLDER` lays out the large practice that the screens are measured on.

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

mod r10_imports;
mod r14_guessing;
mod r15_keys;
mod r16_leaks;
mod r17_processes;
mod r18_formats;
mod r19_restores;
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

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use report::{Form, Run, Test};

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
    &r10_imports::TEST,
    &r14_guessing::TEST,
    &r15_keys::TEST,
    &r16_leaks::TEST,
    &r17_processes::TEST,
    &r18_formats::TEST,
    &r19_restores::TEST,
    &r20_day::TEST,
    &r21_size::TEST,
    &r22_whole::TEST,
];

/// What the quick form tries.
const QUICK: &[&str] = &["R1", "R2", "R5", "R6", "R7", "R8", "R9", "R10", "R15", "R17"];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first() {
        Some((first, rest)) if first == "child" => child::run(rest),
        Some((first, rest)) if first == "vault" => vault(Path::new(&rest[0])),
        _ => tortured(&words),
    }
}

fn vault(folder: &Path) -> ExitCode {
    match r21_size::screens::lay_out(&Run::new(Form::Short, 1, places()), folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Where the vaults of the cases lie.
fn places() -> PathBuf {
    std::env::var_os("TORTURE_DIR").map_or_else(std::env::temp_dir, PathBuf::from)
}

fn tortured(words: &[String]) -> ExitCode {
    let said = |word: &str| words.iter().any(|said| said == word);
    let form = match (said("--quick"), said("--long")) {
        (true, _) => Form::Quick,
        (_, true) => Form::Long,
        _ => Form::Short,
    };
    let wanted = |test: &Test| {
        let mut named = words.iter().filter(|word| word.starts_with('R')).peekable();
        if named.peek().is_some() {
            return named.any(|word| word == test.name);
        }
        form != Form::Quick || QUICK.contains(&test.name)
    };
    let seed = words.iter().skip_while(|word| *word != "--seed").nth(1);
    let run =
        Run::new(form, seed.map_or(1, |seed| seed.parse().expect("a number comes after --seed")), places());
    let load = report::load();
    let lines: Vec<_> = TESTS.iter().filter(|test| wanted(test)).map(|test| run.test(test)).collect();
    let page = report::page(&lines, form, &load);
    println!("\n{page}");
    if let Some(file) = std::env::var_os("TORTURE_FIGURES") {
        std::fs::write(file, page).expect("the page of figures can be written");
    }
    if lines.iter().all(report::Line::passed) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
