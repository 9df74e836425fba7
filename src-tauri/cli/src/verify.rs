//! `verify`: proves that a vault is sound, or says what is wrong with it and where.

use std::io::{self, Write};

use clap::Args;
use tracker::verify::{Asked, Verification};
use tracker::{AnchorState, Right};

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;

/// Check the database file, the audit chain, every row against its events, and every statement against its entries.
/// Changes nothing but the audit's record of your sign-in and of this check.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli verify --home demo-home --sign-in tamsin"))]
pub(crate) struct VerifyArgs {
    /// Leave out faults of events before this one, which were looked into before
    #[arg(long, value_name = "EVENT", value_parser = clap::value_parser!(i64).range(1..))]
    from: Option<i64>,
    /// A hash from the foot of a print or an export, 16 digits or more: the record must have it
    #[arg(long, value_name = "HEX", value_parser = printed)]
    expect_head: Option<Printed>,
}

/// The first bytes of a hash.
#[derive(Clone)]
struct Printed(Vec<u8>);

fn printed(text: &str) -> Result<Printed, String> {
    let wrong = || "a hash has 16 to 64 digits from 0 to 9 and a to f".to_owned();
    let digits: Vec<u8> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()
        .ok_or_else(wrong)?;
    if !(16..=64).contains(&digits.len()) || !digits.len().is_multiple_of(2) {
        return Err(wrong());
    }
    Ok(Printed(digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()))
}

impl VerifyArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let (mut tracker, actor) = opening.open(console)?;
        tracker.allow(&actor, Right::SeeAudit, "verify")?;
        let printed = self.expect_head.as_ref().map(|printed| printed.0.clone());
        let found = tracker.full_check()?.asking(Asked { from: self.from, printed }).run()?;
        tracker.record_check(&actor, &found)?;
        print(&found, self.from, console.output)?;
        Ok(if found.faults.is_empty() { Exit::Done } else { Exit::FoundWrong })
    }
}

fn print(found: &Verification, from: Option<i64>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Checked:")?;
    writeln!(out, "  the database file, page by page")?;
    write!(out, "  {} audit events", found.events)?;
    if let Some((position, hash)) = &found.head {
        write!(out, ", the newest {position} with hash {hash}")?;
    }
    writeln!(out, "\n  {} rows against the events that tell of them", found.rows)?;
    if let Some(state) = found.anchor {
        writeln!(out, "  the note beside the database (vault.head): {}", anchor(state))?;
    }
    if let Some(event) = found.printed {
        writeln!(out, "  the printed head: it is event {event}, so nothing before it was rewritten since")?;
    }
    writeln!(out, "  {} statements, made again from their entries", found.statements)?;
    if let Some(from) = from {
        writeln!(out, "Left out: what is wrong with events before {from}.")?;
    }
    faults(found, out)
}

fn faults(found: &Verification, out: &mut dyn Write) -> io::Result<()> {
    if let Some(event) = found.first_bad {
        writeln!(out, "First bad event: {event}")?;
    }
    for (from, to) in &found.missing {
        writeln!(out, "Missing events: {from} to {to}")?;
    }
    if found.unrecorded > 0 {
        writeln!(out, "Rows that no event tells of: {}", found.unrecorded)?;
    }
    for fault in &found.faults {
        writeln!(out, "Fault: {fault}")?;
    }
    match found.faults.len() {
        0 => writeln!(out, "Everything is sound."),
        1 => writeln!(out, "1 fault. Keep this vault as it is and restore a backup beside it."),
        many => writeln!(out, "{many} faults. Keep this vault as it is and restore a backup beside it."),
    }
}

fn anchor(state: AnchorState) -> String {
    match state {
        AnchorState::Agrees => "agrees".to_owned(),
        AnchorState::Ahead { events } => format!("{events} events old, as after a power cut"),
        AnchorState::Missing => {
            "not there, so it cannot be said whether events are missing at the end".to_owned()
        }
        AnchorState::Damaged => {
            "damaged, so it cannot be said whether events are missing at the end".to_owned()
        }
        AnchorState::Behind { events } => format!("knows {events} events that are missing"),
        AnchorState::Forked { seq } => format!("knows another event {seq}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(found: &Verification) -> String {
        let mut out = Vec::new();
        print(found, None, &mut out).unwrap();
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

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let found = Verification {
            first_bad: Some(7),
            missing: vec![(7, 9)],
            unrecorded: 2,
            anchor: Some(AnchorState::Behind { events: 3 }),
            faults: vec!["The audit chain is broken at event 7.".to_owned()],
            ..Verification::default()
        };
        let text = printed(&found);
        for line in [
            "First bad event: 7\n",
            "Missing events: 7 to 9\n",
            "Rows that no event tells of: 2\n",
            "knows 3 events that are missing\n",
            "1 fault.",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
    }

    #[test]
    fn a_printed_head_is_read_in_pairs_of_digits() {
        assert_eq!(super::printed("00ff00ff00ff00FF").unwrap().0, [0, 255, 0, 255, 0, 255, 0, 255]);
        for wrong in ["", "00ff", "00ff00ff00ff00ff0", "zz00ff00ff00ff00"] {
            assert!(super::printed(wrong).is_err(), "{wrong}");
        }
    }
}
