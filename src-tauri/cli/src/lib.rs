//! The commands of caretally-cli, run on streams that are handed in, so that a test can read what a person would.

use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use tracker::{Clock, SystemClock};

#[macro_use]
mod exit;
mod audit;
mod backup;
mod cases;
mod certificate;
mod certificates;
mod check;
mod demo;
mod evaluate;
mod explain;
mod export;
mod opening;
mod password;
mod place;
mod published;
mod recover;
mod report;
mod restore;
mod rules;
mod salvage;
mod streams;
mod verify;

pub use evaluate::evaluate;
pub use exit::Exit;
use exit::Failure;
use opening::Opening;

/// Asks for a secret without showing what is typed.
pub type AskSecret = dyn Fn(&str) -> io::Result<String>;

/// What a command is run with.
pub struct Console<'a> {
    /// Standard input.
    pub input: &'a mut dyn BufRead,
    /// Standard output.
    pub output: &'a mut dyn Write,
    /// Standard error.
    pub errors: &'a mut dyn Write,
    /// Asks for the password; nothing where nobody sits at a terminal.
    pub ask_secret: Option<&'a AskSecret>,
    /// `CARETALLY_SIGN_IN`.
    pub sign_in: Option<OsString>,
    /// `CARETALLY_PASSWORD`.
    pub password: Option<OsString>,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Caretally with no window: evaluate and explain cases, report and export a month, verify a vault, recover a lost
/// password, back up and restore, salvage what a damaged vault still holds, make the demo practice.
#[derive(Parser)]
#[command(name = "caretally-cli", version, arg_required_else_help = true)]
#[command(after_help = help_end!("caretally-cli report --month 2026-11"))]
struct Arguments {
    #[command(flatten)]
    opening: Opening,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Evaluate(cases::EvaluateArgs),
    Explain(explain::ExplainArgs),
    Check(certificates::CheckArgs),
    Demo(demo::DemoArgs),
    Report(report::ReportArgs),
    Export(export::ExportArgs),
    Rules(rules::RulesArgs),
    Verify(verify::VerifyArgs),
    Audit(audit::AuditArgs),
    Recover(recover::RecoverArgs),
    Backup(backup::BackupArgs),
    Restore(restore::RestoreArgs),
    VerifyBackup(backup::VerifyBackupArgs),
    Salvage(salvage::SalvageArgs),
}

/// Runs the program on this process: its arguments, streams, environment and clock.
pub fn main() -> ExitCode {
    let on_terminal = io::stdin().is_terminal();
    let ask = |question: &str| rpassword::prompt_password(question);
    let mut console = Console {
        input: &mut io::stdin().lock(),
        output: &mut io::stdout().lock(),
        errors: &mut io::stderr().lock(),
        ask_secret: if on_terminal { Some(&ask) } else { None },
        sign_in: std::env::var_os("CARETALLY_SIGN_IN"),
        password: std::env::var_os("CARETALLY_PASSWORD"),
        clock: Arc::new(SystemClock),
    };
    run(std::env::args_os(), &mut console).into()
}

/// Runs one command. `args` begins with the name of the program.
pub fn run(args: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> Exit {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(usage) => return explain(&usage, console),
    };
    let outcome = act(&arguments, console).and_then(|exit| {
        console.output.flush()?;
        Ok(exit)
    });
    outcome.unwrap_or_else(|failure| complain(&failure, console))
}

fn act(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let opening = &arguments.opening;
    match &arguments.command {
        Command::Evaluate(args) => args.run(console),
        Command::Explain(args) => args.run(console),
        Command::Check(args) => args.run(console),
        Command::Demo(args) => args.run(opening, console),
        Command::Report(args) => args.run(opening, console),
        Command::Export(args) => args.run(opening, console),
        Command::Rules(args) => args.run(opening, console),
        Command::Verify(args) => args.run(opening, console),
        Command::Audit(args) => args.run(opening, console),
        Command::Recover(args) => args.run(opening, console),
        Command::Backup(args) => args.run(opening, console),
        Command::Restore(args) => args.run(opening, console),
        Command::VerifyBackup(args) => args.run(opening, console),
        Command::Salvage(args) => args.run(opening, console),
    }
}

/// Prints help where it was asked for, and what was wrong with the arguments where it was not.
fn explain(usage: &clap::Error, console: &mut Console<'_>) -> Exit {
    let (stream, exit) = if usage.use_stderr() {
        (&mut *console.errors, Exit::Cannot)
    } else {
        (&mut *console.output, Exit::Done)
    };
    // Nobody is left to tell when this cannot be written.
    let _ = write!(stream, "{}", usage.render());
    let _ = stream.flush();
    exit
}

fn complain(failure: &Failure, console: &mut Console<'_>) -> Exit {
    // A reader that stops early, as `head` does, wants no more words.
    if !failure.is_broken_pipe() {
        let _ = writeln!(console.errors, "caretally-cli: {failure}");
    }
    failure.exit()
}
