//! `report`: the claims of a month, as a table for a person or as JSON for a program.

mod json;
mod summary;
mod table;
mod words;

use clap::Args;
use rules::Month;
use tracker::practice;

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;

/// Report a month's claims: lines, units and estimated dollars by code, and why the rest is held or refused.
///
/// With --json, one object that also has every line. It names no patient, but patient ids and record numbers (MRN) are
/// identifiers: treat the output like the export.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli report --month 2026-11 --json > report.json"))]
pub(crate) struct ReportArgs {
    /// Month, such as 2026-11; without it the present one
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    month: Option<Month>,
    /// One JSON object instead of a table; amounts in cents, time in seconds
    #[arg(long)]
    json: bool,
}

impl ReportArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let (mut tracker, actor) = opening.open(console)?;
        let month = self.month.unwrap_or_else(|| Month::of(tracker.today_date()));
        let claims = tracker.open_claims(&actor, month)?;
        if self.json {
            json::print(&tracker, &claims, console.output)?;
        } else {
            table::print(&tracker, &claims, console.output)?;
        }
        Ok(Exit::Done)
    }
}

/// Reads a month from an argument.
pub(crate) fn month(text: &str) -> Result<Month, String> {
    practice::month(text).map_err(|error| error.to_string())
}
