//! `salvage`: what can still be read of a damaged vault, as tables and a report.

use std::path::PathBuf;

use clap::Args;
use tracker::salvage::{Claim, Salvaged};
use tracker::work::Work;

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;
use crate::{password, recover};

/// Write every row that can be read of a damaged vault into a new folder, as CSV, with a report of what cannot. The vault is
/// not changed and nothing is put back: restore a backup for that. Only a manager may, or who has the recovery key.
///
/// The folder holds patients' data in the clear: delete it when it is no longer needed.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli salvage --sign-in tamsin --to /media/usb"))]
pub(crate) struct SalvageArgs {
    /// Make the folder in this one; without it where exports are
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Ask for the printed recovery key in place of name and password: it is not used up
    #[arg(long)]
    recovery_key: bool,
}

impl SalvageArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let to = self.to.as_ref().map(std::path::absolute).transpose();
        let to = to.map_err(|error| Failure::refused(format!("--to is no folder: {}.", error.kind())))?;
        let home = opening.home()?;
        let (now, work) = (console.clock.now(), Work::default());
        let salvaged = if self.recovery_key {
            let typed = recover::secret("Recovery key: ", opening, console)?;
            home.salvage(Claim::RecoveryKey(&typed), to.as_deref(), now, &work)?
        } else {
            let sign_in = opening.name(&home, console)?;
            let password = password::read(opening.password_stdin, console)?;
            let claim = Claim::Manager { sign_in: &sign_in, password: &password };
            home.salvage(claim, to.as_deref(), now, &work)?
        };
        tell(&salvaged, console)?;
        Ok(if salvaged.is_whole() { Exit::Done } else { Exit::FoundWrong })
    }
}

fn tell(salvaged: &Salvaged, console: &mut Console<'_>) -> std::io::Result<()> {
    let out = &mut *console.output;
    writeln!(out, "Folder: {}", salvaged.folder.display())?;
    writeln!(out, "Tables: {}", salvaged.tables.len())?;
    writeln!(out, "Rows:   {}", salvaged.rows())?;
    for loss in salvaged.losses() {
        writeln!(out, "Missing: {loss}")?;
    }
    if salvaged.unread > 0 {
        writeln!(
            out,
            "The disk did not give {} bytes any more: it may fail altogether soon.",
            salvaged.unread
        )?;
    }
    if let Some(backup) = &salvaged.backup {
        writeln!(out, "Newest good backup: {}", backup.dir.display())?;
    }
    if salvaged.is_whole() {
        writeln!(out, "Every row could be read.")?;
    }
    writeln!(
        out,
        "Nothing was put back. The folder holds patients' data in the clear: delete it when it is not needed."
    )
}
