//! `export`: the ready lines of a month as a CSV file.

use std::path::PathBuf;

use clap::Args;
use rules::Month;

use crate::exit::{Exit, Failure};
use crate::opening::Opening;
use crate::{Console, report};

/// Write the ready claim lines of a month to a CSV file and record the export. Never overwrites a file.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli export --month 2026-11 --out claims.csv"))]
pub(crate) struct ExportArgs {
    /// Month, such as 2026-11
    #[arg(long, value_name = "YYYY-MM", value_parser = report::month)]
    month: Month,
    /// A folder, where the file gets a number of its own, or a new file that ends in .csv
    #[arg(long, value_name = "DIR or FILE.csv")]
    out: PathBuf,
}

impl ExportArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let out = std::path::absolute(&self.out)
            .map_err(|error| Failure::refused(format!("--out is no place for a file: {}.", error.kind())))?;
        let (mut tracker, actor) = opening.open(console)?;
        let made = tracker.export_claims(&actor, self.month, Some(&out))?;
        writeln!(console.output, "File:    {}", made.file.display())?;
        writeln!(console.output, "Lines:   {}", made.rows)?;
        writeln!(console.output, "SHA-256: {}", made.sha256)?;
        Ok(Exit::Done)
    }
}
