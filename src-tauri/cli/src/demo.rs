//! `demo`: makes the synthetic demo practice.

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use tracker::{Home, demo};

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;

/// Make the demo practice in an empty folder and say how to sign in. Nobody in it is real; its password is public.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli demo --home demo-home"))]
pub(crate) struct DemoArgs {}

impl DemoArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        // Never in the usual place, where the practice's own vault belongs.
        let dir = opening.home.as_deref().ok_or_else(|| {
            Failure::refused("Say where the demo practice is to be made: caretally-cli demo --home DIR.")
        })?;
        let (tracker, _, made) = demo::make(&Home::at(dir), Arc::clone(&console.clock))?;
        let mut others = tracker.sign_ins();
        others.retain(|name| name != made.sign_in);
        let shown = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
        let out = &mut *console.output;
        writeln!(
            out,
            "The demo practice is ready: {} patients, {} entries. Nobody in it is real.",
            made.patients, made.entries
        )?;
        writeln!(out)?;
        writeln!(out, "Sign-in:  {}", made.sign_in)?;
        writeln!(out, "Password: {}", made.password)?;
        writeln!(out, "With the same password: {}", others.join(", "))?;
        writeln!(out)?;
        writeln!(out, "Open the app on it:\n  {}", app_on(&shown))?;
        Ok(Exit::Done)
    }
}

/// The command that opens the app, as this system's shell has it.
fn app_on(dir: &Path) -> String {
    if cfg!(windows) {
        format!("$env:CARETALLY_HOME = '{}'; caretally", dir.display())
    } else {
        format!("CARETALLY_HOME='{}' caretally", dir.display())
    }
}
