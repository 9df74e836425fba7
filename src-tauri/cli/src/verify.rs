//! `verify`: proves that a vault is sound, or says what is wrong with it.

use std::io::{self, Write};

use clap::Args;
use tracker::verify::Verification;

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;

/// Check the database file, the audit chain, and every statement against its entries. Changes nothing but the audit's
/// record of your sign-in.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli verify --home demo-home --sign-in tamsin"))]
pub(crate) struct VerifyArgs {}

impl VerifyArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let (tracker, _) = opening.open(console)?;
        let found = tracker.verify()?;
        print(&found, console.output)?;
        Ok(if found.faults.is_empty() { Exit::Done } else { Exit::FoundWrong })
    }
}

fn print(found: &Verification, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Checked:")?;
    writeln!(out, "  the database file, page by page")?;
    write!(out, "  {} audit events", found.events)?;
    if let Some((position, hash)) = &found.head {
        write!(out, ", the newest {position} with hash {hash}")?;
    }
    writeln!(out, "\n  {} statements, made again from their entries", found.statements)?;
    for fault in &found.faults {
        writeln!(out, "Fault: {fault}")?;
    }
    match found.faults.len() {
        0 => writeln!(out, "Everything is sound."),
        1 => writeln!(out, "1 fault. Keep this vault as it is and restore a backup beside it."),
        many => writeln!(out, "{many} faults. Keep this vault as it is and restore a backup beside it."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(found: &Verification) -> String {
        let mut out = Vec::new();
        print(found, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_fault_has_a_line_and_nothing_is_called_sound() {
        let faults =
            vec!["The audit chain is broken at event 7.".to_owned(), "The database file: page 3".to_owned()];
        let text = printed(&Verification { events: 9, statements: 4, faults, ..Verification::default() });
        assert!(text.contains(
            "\nFault: The audit chain is broken at event 7.\nFault: The database file: page 3\n2 faults."
        ));
        assert!(!text.contains("sound"), "{text}");
    }

    #[test]
    fn what_was_checked_is_said_with_the_position_of_the_newest_event() {
        let head = Some((9, "00ff00ff00ff00ff".to_owned()));
        let text = printed(&Verification { events: 9, head, statements: 4, ..Verification::default() });
        assert!(text.contains("9 audit events, the newest 9 with hash 00ff00ff00ff00ff\n"), "{text}");
        assert!(
            text.ends_with("4 statements, made again from their entries\nEverything is sound.\n"),
            "{text}"
        );
    }
}
