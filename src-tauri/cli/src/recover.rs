//! `recover`: a new password by the printed recovery key.

use std::sync::Arc;

use clap::Args;
use zeroize::Zeroizing;

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;
use crate::password;

/// Longer than any recovery key or password that is accepted.
const LONGEST: u64 = 4096;

/// Set a new password for a manager by the printed recovery key. The key is used up: a new one is printed.
///
/// Key and new password are asked for; with --password-stdin they are the first and the second line of standard input.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli recover --home DIR --sign-in tamsin"))]
pub(crate) struct RecoverArgs {}

impl RecoverArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let home = opening.home()?;
        let name = opening.name(&home, console)?;
        let key = secret("Recovery key: ", opening, console)?;
        let password = secret("New password: ", opening, console)?;
        let replaced = home.recover(&key, &name, &password, Arc::clone(&console.clock))?;
        let out = &mut *console.output;
        writeln!(out, "The password of {name} is set. The old recovery key opens nothing any more.")?;
        writeln!(out, "The new one, shown only now; print it and keep it apart from this PC:")?;
        writeln!(out, "\n  {replaced}")?;
        Ok(Exit::Done)
    }
}

pub(crate) fn secret(
    prompt: &str,
    opening: &Opening,
    console: &mut Console<'_>,
) -> Result<Zeroizing<String>, Failure> {
    let unread = |_| Failure::refused("The recovery key and the new password could not be read.");
    if opening.password_stdin {
        return password::line(console.input, LONGEST).map_err(unread);
    }
    let Some(ask) = console.ask_secret else {
        return Err(Failure::refused("There is no terminal to ask at: use --password-stdin."));
    };
    ask(prompt).map(Zeroizing::new).map_err(unread)
}
