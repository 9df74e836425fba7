//! Where the password comes from: standard input, the environment, or a person at a terminal. Never an argument, since
//! every program on the PC can read those.

use std::io::{self, BufRead, Read};

use zeroize::Zeroizing;

use crate::Console;
use crate::exit::Failure;

/// Longer than any password the vault accepts, so that a whole file on standard input is not read into memory.
const LONGEST: u64 = 4096;

/// The password.
pub(crate) fn read(from_input: bool, console: &mut Console<'_>) -> Result<Zeroizing<String>, Failure> {
    let (password, place) = if from_input {
        let typed = line(console.input, LONGEST);
        (
            typed.map_err(|_| Failure::refused("The password on standard input could not be read.")),
            "on standard input",
        )
    } else if let Some(set) = console.password.take().filter(|set| !set.is_empty()) {
        let text = set.into_string().map(Zeroizing::new);
        (text.map_err(|_| Failure::refused("CARETALLY_PASSWORD is not text.")), "in CARETALLY_PASSWORD")
    } else {
        (ask(console), "at the prompt")
    };
    let password = password?;
    if password.is_empty() {
        return Err(Failure::refused(format!("No password was given {place}.")));
    }
    Ok(password)
}

fn ask(console: &Console<'_>) -> Result<Zeroizing<String>, Failure> {
    let Some(ask) = console.ask_secret else {
        return Err(Failure::refused(
            "A password is needed and there is no terminal to ask at: use --password-stdin or CARETALLY_PASSWORD.",
        ));
    };
    let typed = ask("Password: ")
        .map_err(|_| Failure::refused("The password could not be read from the terminal."))?;
    Ok(Zeroizing::new(typed))
}

/// One line, without its end.
pub(crate) fn line(input: &mut dyn BufRead, longest: u64) -> io::Result<Zeroizing<String>> {
    let mut line = Zeroizing::new(String::new());
    input.take(longest).read_line(&mut line)?;
    if line.ends_with('\n') {
        line.pop();
    }
    if line.ends_with('\r') {
        line.pop();
    }
    Ok(line)
}
