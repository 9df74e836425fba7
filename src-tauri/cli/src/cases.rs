//! `evaluate`: cases from a file or standard input.

use std::path::PathBuf;

use clap::Args;

use crate::evaluate::evaluate_by;
use crate::exit::{Exit, Failure};
use crate::rules::PackFiles;
use crate::{Console, streams};

/// Evaluate billing cases: one JSON case per line in, one statement or error per line out. Needs no vault.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli evaluate cases.jsonl > statements.jsonl"))]
pub(crate) struct EvaluateArgs {
    /// File of cases; - or nothing is standard input
    file: Option<PathBuf>,
    /// Add to each statement what `check` needs to check it
    #[arg(long)]
    certificate: bool,
    /// Judge by this rule pack too, laid over the shipped ones; may be given more than once
    #[arg(long, value_name = "FILE")]
    rules: Vec<PathBuf>,
}

impl EvaluateArgs {
    pub(crate) fn run(&self, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let set = match PackFiles::read(&self.rules)?.over_shipped() {
            Ok(set) => set,
            Err(errors) => {
                for error in errors {
                    writeln!(console.errors, "{error}")?;
                }
                return Ok(Exit::FoundWrong);
            }
        };
        streams::run(self.file.as_deref(), console, |input, mut output| {
            evaluate_by(&set, input, &mut output, self.certificate)
        })
    }
}
