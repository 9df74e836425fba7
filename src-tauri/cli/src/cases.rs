//! `evaluate`: cases from a file or standard input.

use std::path::PathBuf;

use clap::Args;

use crate::evaluate::evaluate_by;
use crate::exit::{Exit, Failure};
use crate::rules::JudgedBy;
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
    #[command(flatten)]
    by: JudgedBy,
}

impl EvaluateArgs {
    pub(crate) fn run(&self, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let Some(set) = self.by.set(console)? else {
            return Ok(Exit::FoundWrong);
        };
        streams::run(self.file.as_deref(), console, |input, mut output| {
            evaluate_by(&set, input, &mut output, self.certificate)
        })
    }
}
