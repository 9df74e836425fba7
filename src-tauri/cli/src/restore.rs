//! `restore`: puts a backup in the place of the vault.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tracker::backup::restore::{Present, Preview};
use tracker::work::Work;

use crate::Console;
use crate::backup::sign_ins;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;
use crate::password;

/// An answer is one short word.
const LONGEST_ANSWER: u64 = 64;

/// Put a backup in the place of the vault. The vault that is there is moved aside and stays. Needs the name and the
/// password of a manager as they were when the backup was made.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli restore --sign-in tamsin /media/usb/2026-11-19-200000Z"))]
pub(crate) struct RestoreArgs {
    /// The folder of the backup
    #[arg(value_name = "BACKUP")]
    path: PathBuf,
    /// Do not ask; what would be lost is told all the same
    #[arg(long)]
    yes: bool,
}

impl RestoreArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        if !self.yes && console.ask_secret.is_none() {
            return Err(Failure::refused(
                "There is nobody to ask: use --yes, and the backup is restored without a word.",
            ));
        }
        let home = opening.home()?;
        let name = opening.name_among(sign_ins(&self.path)?, console)?;
        let password = password::read(opening.password_stdin, console)?;
        let preview =
            home.preview_restore(&self.path, &name, &password, console.clock.now(), &Work::default())?;
        tell(&preview, console)?;
        if !self.yes && !agreed(console)? {
            writeln!(console.output, "Nothing was changed.")?;
            return Ok(Exit::Done);
        }
        let clock = Arc::clone(&console.clock);
        let restored = home.restore(&self.path, &name, &password, &clock, &Work::default())?;
        writeln!(console.output, "The backup is restored.")?;
        if let Some(aside) = restored.aside {
            writeln!(console.output, "The vault before is kept in {}", aside.display())?;
        }
        Ok(Exit::Done)
    }
}

fn tell(preview: &Preview, console: &mut Console<'_>) -> std::io::Result<()> {
    let (out, manifest) = (&mut *console.output, &preview.backup.manifest);
    writeln!(
        out,
        "The backup of {}: {} entries. It is good.",
        manifest.made_at.to_rfc3339(),
        manifest.entries()
    )?;
    match &preview.present {
        Present::Nothing => writeln!(out, "There is no vault here yet."),
        Present::Closed { why } => {
            writeln!(out, "What would be lost cannot be told: the present vault does not open. {why}")
        }
        Present::Opens { events, entries, parted } => {
            if *parted {
                writeln!(
                    out,
                    "The present vault does not go on from this backup: all of it would be given up."
                )?;
            }
            let sum: i64 = entries.iter().map(|(_, count)| count).sum();
            writeln!(out, "You will lose {sum} entries and {events} recorded actions made after it.")?;
            entries.iter().try_for_each(|(staff, count)| writeln!(out, "  {staff}: {count}"))
        }
    }
}

fn agreed(console: &mut Console<'_>) -> Result<bool, Failure> {
    write!(console.errors, "Restore it (yes or no)? ")?;
    console.errors.flush()?;
    let answer = password::line(console.input, LONGEST_ANSWER)
        .map_err(|_| Failure::refused("The answer could not be read."))?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}
