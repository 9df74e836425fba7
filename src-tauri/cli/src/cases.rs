//! `evaluate`: cases from a file or standard input.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::PathBuf;

use clap::Args;

use crate::Console;
use crate::evaluate::evaluate;
use crate::exit::{Exit, Failure};

/// Evaluate billing cases: one JSON case per line in, one statement or error per line out. Needs no vault.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli evaluate cases.jsonl > statements.jsonl"))]
pub(crate) struct EvaluateArgs {
    /// File of cases; - or nothing is standard input
    file: Option<PathBuf>,
}

impl EvaluateArgs {
    pub(crate) fn run(&self, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let file = self.file.as_deref().filter(|file| file.as_os_str() != "-");
        let unreadable = |error: &io::Error| match file {
            Some(file) => {
                Failure::refused(format!("{} could not be read: {}.", file.display(), error.kind()))
            }
            None => Failure::refused(format!("Standard input could not be read: {}.", error.kind())),
        };
        let mut output = Marked { inner: &mut *console.output, failed: false };
        let good = match file {
            Some(file) => {
                let file = File::open(file).map_err(|error| unreadable(&error))?;
                evaluate(BufReader::new(file), &mut output)
            }
            None => evaluate(&mut *console.input, &mut output),
        };
        match good {
            Ok(true) => Ok(Exit::Done),
            Ok(false) => Ok(Exit::FoundWrong),
            Err(error) if output.failed => Err(Failure::Output(error)),
            Err(error) => Err(unreadable(&error)),
        }
    }
}

/// Remembers whether it was the output that failed, to tell it from the input.
struct Marked<'a> {
    inner: &'a mut dyn io::Write,
    failed: bool,
}

impl Marked<'_> {
    fn mark<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.failed |= result.is_err();
        result
    }
}

impl io::Write for Marked<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.inner.write(bytes);
        self.mark(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.mark(result)
    }
}
