//! Which vault a command works on, who signs in, and opening it.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tracker::{Actor, Home, Standing, Tracker};

use crate::exit::Failure;
use crate::{Console, password};

/// Longest name that is read from the terminal.
const LONGEST_NAME: u64 = 1024;

#[derive(Args)]
#[command(next_help_heading = "Vault (report, export, verify, backup, restore; demo uses only --home)")]
pub(crate) struct Opening {
    /// Folder of the vault; without it CARETALLY_HOME, else this system's usual place
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    /// Who signs in; without it CARETALLY_SIGN_IN, else the only one who can
    #[arg(long, global = true, value_name = "NAME")]
    sign_in: Option<String>,
    /// Read the password as one line from standard input; without it CARETALLY_PASSWORD, else it is asked for
    #[arg(long, global = true)]
    pub(crate) password_stdin: bool,
    /// The code of the authenticator app, for who is asked for one; without it it is asked for
    #[arg(long, global = true, value_name = "DIGITS")]
    app_code: Option<String>,
}

impl Opening {
    /// Opens the vault. Every sign-in is on its audit record, as in the app.
    pub(crate) fn open(&self, console: &mut Console<'_>) -> Result<(Tracker, Actor), Failure> {
        let home = self.home()?;
        let name = self.name(&home, console)?;
        let password = password::read(self.password_stdin, console)?;
        let clock = || Arc::clone(&console.clock);
        let opened = match home.unlock_with_code(&name, &password, self.app_code.as_deref(), clock()) {
            Err(tracker::Error::CodeNeeded) if console.ask_secret.is_some() => {
                let code = line("Code of the authenticator app: ", console)?;
                home.unlock_with_code(&name, &password, Some(&code), Arc::clone(&console.clock))
            }
            opened => opened,
        };
        let (tracker, actor) = opened?;
        if tracker.must_add_code(&actor)? {
            return Err(Failure::refused("This practice asks for codes. Set up an app in Caretally first."));
        }
        if tracker.must_change(&actor) {
            return Err(Failure::refused(
                "This is a one-time password. Choose one of your own in the app first.",
            ));
        }
        Ok((tracker, actor))
    }

    /// The place of the vault.
    pub(crate) fn home(&self) -> Result<Home, Failure> {
        match &self.home {
            Some(dir) => Ok(Home::at(dir)),
            None => Ok(Home::find()?),
        }
    }

    /// Who signs in.
    pub(crate) fn name(&self, home: &Home, console: &mut Console<'_>) -> Result<String, Failure> {
        self.name_among(sign_ins(home)?, console)
    }

    /// Who of these signs in.
    pub(crate) fn name_among(
        &self,
        mut names: Vec<String>,
        console: &mut Console<'_>,
    ) -> Result<String, Failure> {
        if let Some(name) = &self.sign_in {
            return Ok(name.clone());
        }
        if let Some(name) = console.sign_in.take().filter(|name| !name.is_empty()) {
            return name.into_string().map_err(|_| Failure::refused("CARETALLY_SIGN_IN is not text."));
        }
        match names.len() {
            1 => Ok(names.remove(0)),
            _ => choose(&names.join(", "), console),
        }
    }
}

fn sign_ins(home: &Home) -> Result<Vec<String>, Failure> {
    match home.standing()? {
        Standing::Vault { sign_ins } => Ok(sign_ins),
        Standing::Empty => Err(Failure::refused(format!(
            "There is no vault in {}. Name its folder with --home.",
            home.dir().display()
        ))),
    }
}

fn choose(names: &str, console: &mut Console<'_>) -> Result<String, Failure> {
    if console.ask_secret.is_none() {
        return Err(Failure::refused(format!("Say who signs in with --sign-in: {names}.")));
    }
    line(&format!("Who signs in ({names})? "), console)
}

/// Asks at the terminal for something that may be seen there.
fn line(question: &str, console: &mut Console<'_>) -> Result<String, Failure> {
    write!(console.errors, "{question}")?;
    console.errors.flush()?;
    let typed = password::line(console.input, LONGEST_NAME)
        .map_err(|_| Failure::refused("The answer could not be read."))?;
    Ok(typed.trim().to_owned())
}
