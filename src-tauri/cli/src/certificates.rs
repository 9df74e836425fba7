//! `check`: certified statements from a file or standard input, and what is wrong with them.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use crate::certificate::format::Certificate;
use crate::check::check;
use crate::evaluate::pointer;
use crate::exit::{Exit, Failure};
use crate::place::{Checked, Place};
use crate::{Console, streams};

/// Check certified statements (evaluate --certificate), one per line: add the seconds up again, and prove thresholds,
/// caps, dates, amounts and the choice of codes, without the rules that made them. Needs no vault.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli evaluate --certificate cases.jsonl | caretally-cli check"))]
pub(crate) struct CheckArgs {
    /// File of certified statements; - or nothing is standard input
    file: Option<PathBuf>,
    /// Print only what is wrong
    #[arg(long)]
    quiet: bool,
}

impl CheckArgs {
    pub(crate) fn run(&self, console: &mut Console<'_>) -> Result<Exit, Failure> {
        streams::run(self.file.as_deref(), console, |input, output| check_lines(input, output, self.quiet))
    }
}

/// Checks every line that is not blank; tells whether all of them were right.
fn check_lines(input: &mut dyn BufRead, out: &mut dyn Write, quiet: bool) -> io::Result<bool> {
    let (mut all_right, mut line, mut number) = (true, Vec::new(), 0_u64);
    while input.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        if !line.trim_ascii().is_empty() {
            let (right, said) = verdict(&line, number);
            if !right || !quiet {
                writeln!(out, "{said}")?;
                out.flush()?;
            }
            all_right &= right;
        }
        line.clear();
    }
    Ok(all_right)
}

/// Whether a line is right, and what to say of it.
fn verdict(line: &[u8], number: u64) -> (bool, String) {
    let statement: Value = match serde_json::from_slice(line) {
        Ok(statement) => statement,
        Err(error) => return (false, format!("wrong line {number}: \"\": no JSON: {error}")),
    };
    let name = statement["name"].as_str().unwrap_or_default().escape_debug();
    match certificate(&statement).and_then(|certificate| check(&statement, &certificate)) {
        Ok(()) => (true, format!("ok {name}: {}", summary(&statement))),
        Err(wrong) => (false, format!("wrong {name} (line {number}): {}: {}", wrong.pointer, wrong.sentence)),
    }
}

fn certificate(statement: &Value) -> Checked<Certificate> {
    let place = Place::root(statement).at("certificate");
    place.must(place.value.is_object(), "is missing: evaluate with --certificate")?;
    serde_path_to_error::deserialize(place.value)
        .map_err(|error| place.below(&pointer(&error)).wrong(format!("cannot be read: {}", error.inner())))
}

/// A statement that was found right, in a few words.
fn summary(statement: &Value) -> String {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let of = |key: &'static str, inner: &'static str| {
        list(statement, key).into_iter().flat_map(move |part| list(&part, inner))
    };
    let single = |key: &str| list(statement, key).into_iter().map(|part| part["line"].clone());
    let lines =
        of("accounts", "lines").chain(of("acp", "lines")).chain(single("tcm")).chain(single("oncology"));
    let amounts: Vec<i64> = lines.filter_map(|line| line["amount_cents"].as_i64()).collect();
    let (accounts, count, total) =
        (list(statement, "accounts").len(), amounts.len(), amounts.iter().sum::<i64>());
    let s = |count| if count == 1 { "" } else { "s" };
    format!(
        "{accounts} account{}, {count} line{}, ${}.{:02}",
        s(accounts),
        s(count),
        total / 100,
        total % 100
    )
}
