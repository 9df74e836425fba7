//! `audit`: the record of what was done and seen, as a CSV file.

use std::path::PathBuf;

use clap::Args;
use tracker::StaffId;
use tracker::record::Filter;

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;

/// Write the audit, newest event first, to a CSV file in a folder. For managers and auditors; itself recorded.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli audit --from 2026-11-01 --until 2026-11-30 --out reports"))]
pub(crate) struct AuditArgs {
    /// First day
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<String>,
    /// Only of this patient, by number
    #[arg(long, value_name = "NUMBER")]
    patient: Option<i64>,
    /// Only by this staff member, by number
    #[arg(long, value_name = "NUMBER")]
    staff: Option<i64>,
    /// The folder; the file gets a number of its own
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl AuditArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let out = std::path::absolute(&self.out)
            .map_err(|error| Failure::refused(format!("--out is no place for a file: {}.", error.kind())))?;
        let (mut tracker, actor) = opening.open(console)?;
        let instant = |day: &Option<String>, later, field| {
            day.as_deref().map(|day| tracker.midnight_ms(day, later, field)).transpose()
        };
        let filter = Filter {
            from_ms: instant(&self.from, 0, "from")?,
            until_ms: instant(&self.until, 1, "until")?,
            patient: self.patient.map(tracker::PatientId),
            staff: self.staff.map(StaffId),
            ..Filter::default()
        };
        let made = tracker.export_audit(&actor, &filter, Some(&out))?;
        writeln!(console.output, "File:    {}", made.file.display())?;
        writeln!(console.output, "Events:  {}", made.rows)?;
        writeln!(console.output, "SHA-256: {}", made.sha256)?;
        writeln!(console.output, "Head:    event {}, hash {}", made.head.0, made.head.1)?;
        Ok(Exit::Done)
    }
}
