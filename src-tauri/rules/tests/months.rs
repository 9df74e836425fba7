//! Months a biller can read: each file of `tests/months` asks one question, and holds the answer under its `----`.
//!
//! Refresh the answers with `UPDATE_EXPECT=1 cargo test -p rules --test months`, and check every changed one by hand.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a test may panic, and these are kept in files"
)]

#[path = "months/answer.rs"]
mod answer;
mod common;
#[path = "months/reader.rs"]
mod reader;
#[path = "months/words.rs"]
mod words;

use common::packs;
use expect_test::expect_file;
use libtest_mimic::{Arguments, Trial};
use rules::evaluate;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const RULE: &str = "----\n";

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/months");
    let months = fs::read_dir(folder).unwrap().map(|item| item.unwrap().path());
    let mut trials: Vec<Trial> =
        months.filter(|path| path.extension().is_some_and(|end| end == "txt")).map(trial).collect();
    assert!(!trials.is_empty(), "no months to bill");
    trials.sort_by(|a, b| a.name().cmp(b.name()));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The test of one file, named as the file.
fn trial(path: PathBuf) -> Trial {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    Trial::test(name.clone(), move || {
        answers(&name, &path);
        Ok(())
    })
}

fn answers(name: &str, path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let question = text.split_once(RULE).map_or(text.as_str(), |(question, _)| question);
    let case = reader::read(name, question);
    case.check(packs()).unwrap();
    let answer = answer::of(&case, &evaluate(&case, packs()));
    expect_file![path].assert_eq(&format!("{question}{RULE}{answer}"));
}
