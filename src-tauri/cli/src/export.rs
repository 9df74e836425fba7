//! `export`: what is new or different of a month, as CSV, XLSX, PDF and X12 837P.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rules::Month;
use tracker::export::{Format, Order};
use tracker::sent::Kind;

use crate::exit::{Exit, Failure};
use crate::opening::Opening;
use crate::{Console, report};

/// Write the claim lines of a month that are new or different since the last batch to files and record the batch. Never
/// overwrites a file.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli export --month 2026-11 --format csv,xlsx --out claims/"))]
pub(crate) struct ExportArgs {
    /// Month, such as 2026-11
    #[arg(long, value_name = "YYYY-MM", value_parser = report::month)]
    month: Month,
    /// A folder, where the files get a number of their own, or a new file that ends in .csv, .xlsx, .pdf or .x12
    #[arg(long, value_name = "DIR or FILE")]
    out: PathBuf,
    /// Kinds of files, comma between; without it as the name of --out ends, else csv
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND")]
    format: Vec<FormatArg>,
    /// Also the lines that were exported before and have not changed
    #[arg(long)]
    all: bool,
}

/// A kind of file.
#[derive(Clone, Copy, ValueEnum)]
enum FormatArg {
    Csv,
    Xlsx,
    Pdf,
    X12,
}

impl From<FormatArg> for Format {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Csv => Self::Csv,
            FormatArg::Xlsx => Self::Xlsx,
            FormatArg::Pdf => Self::Pdf,
            FormatArg::X12 => Self::X12,
        }
    }
}

impl ExportArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let out = std::path::absolute(&self.out)
            .map_err(|error| Failure::refused(format!("--out is no place for a file: {}.", error.kind())))?;
        let order = Order { all: self.all, ..Order::new(self.formats()) };
        let (mut tracker, actor) = opening.open(console)?;
        let made = tracker.export_claims(&actor, self.month, &order, Some(&out))?;
        writeln!(console.output, "Batch:   {} of {}", made.number, self.month)?;
        for file in &made.files {
            writeln!(console.output, "File:    {}", file.path.display())?;
            writeln!(console.output, "SHA-256: {}", file.sha256)?;
        }
        writeln!(console.output, "Lines:   {}", made.rows)?;
        for kind in Kind::ALL {
            if let Some(lines) = made.kinds.get(&kind) {
                writeln!(console.output, "         {lines} {}", kind.slug())?;
            }
        }
        for out in &made.left_out {
            let lacks: Vec<_> = out.lacks.iter().map(|lack| lack.slug()).collect();
            writeln!(console.output, "Not in X12: claim {} lacks {}", out.claim, lacks.join(", "))?;
        }
        Ok(Exit::Done)
    }

    /// As asked, else as the file's name ends.
    fn formats(&self) -> Vec<Format> {
        if !self.format.is_empty() {
            return self.format.iter().copied().map(Format::from).collect();
        }
        vec![Format::of(&self.out).unwrap_or(Format::Csv)]
    }
}
