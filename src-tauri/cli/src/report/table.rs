//! The report for a person.

use std::io::{self, Write};

use tracker::Tracker;
use tracker::claims::{Claims, Status};

use super::summary::{Because, Section, Tally};
use super::words;

pub(super) fn print(tracker: &Tracker, claims: &Claims, out: &mut dyn Write) -> io::Result<()> {
    let practice = tracker.practice();
    let demo = if practice.demo { " (demo practice: nobody in it is real)" } else { "" };
    writeln!(out, "{}{demo}", practice.name)?;
    writeln!(out, "Claims of {} as they stand on {}", claims.month, tracker.today_date())?;

    let ready = Section::of(claims, Status::Ready);
    writeln!(out, "\nREADY to export")?;
    lines(&ready, out)?;

    for (heading, status) in [
        ("CHANGED since they were exported", Status::Changed),
        ("EXPORTED, unchanged since", Status::Exported),
    ] {
        let section = Section::of(claims, status);
        if !section.accounts.is_empty() {
            writeln!(out, "\n{heading}")?;
            lines(&section, out)?;
        }
    }

    let held = Section::of(claims, Status::Held);
    writeln!(out, "\nHELD until something is added")?;
    lines(&held, out)?;
    reasons(&held, out)?;

    let refused = Section::of(claims, Status::Refused);
    writeln!(out, "\nREFUSED: time was logged and earns no line")?;
    writeln!(out, "  {}", counted(refused.accounts.len(), "account"))?;
    reasons(&refused, out)?;

    writeln!(out, "\nPatients with ready lines: {}", ready.patients.len())?;
    writeln!(out, "Patients with held lines:  {}", held.patients.len())?;
    writeln!(out, "Exports of this month so far: {}", claims.exports.len())?;
    writeln!(out, "Amounts are estimates at national rates.")
}

fn lines(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    if section.codes.is_empty() {
        return writeln!(out, "  no lines");
    }
    writeln!(out, "  {:<7}{:>7}{:>7}{:>16}", "Code", "Lines", "Units", "Estimate")?;
    for (code, tally) in &section.codes {
        row(code.as_str(), tally, out)?;
    }
    row("Total", &section.total, out)
}

fn row(label: &str, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    let dollars = tally.cents.to_string();
    writeln!(out, "  {label:<7}{:>7}{:>7}{dollars:>16}", tally.lines, tally.units)
}

/// The most frequent first: it is the one worth mending.
fn reasons(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    if section.reasons.is_empty() {
        return Ok(());
    }
    writeln!(out, "  Why, by accounts:")?;
    let mut reasons: Vec<(&&str, &Because)> = section.reasons.iter().collect();
    reasons.sort_by_key(|(code, because)| (std::cmp::Reverse(because.accounts.len()), **code));
    for (code, because) in reasons {
        writeln!(out, "  {:>6}  {code:<17} {}", because.accounts.len(), words::says(&because.reason))?;
    }
    Ok(())
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
