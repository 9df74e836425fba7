//! `backup` and `verify-backup`: makes a backup, here and in another folder, and looks at one.

use std::path::PathBuf;

use clap::Args;
use tracker::backup::{Backup, Proof, proof};

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;
use crate::password;

/// Make a backup of the vault, open it again, and look at all of it before it counts. Only a manager may.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli backup --sign-in tamsin --to /media/usb"))]
pub(crate) struct BackupArgs {
    /// Copy the backup to this folder too, and read it back there; nothing that is there is written over
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

impl BackupArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let to = self.to.as_ref().map(std::path::absolute).transpose();
        let to = to.map_err(|error| Failure::refused(format!("--to is no folder: {}.", error.kind())))?;
        let (mut tracker, actor) = opening.open(console)?;
        let made = tracker.back_up(&actor)?.run()?;
        tell(&made, console)?;
        if let Some(why) = tracker.backup_desk().second_failed() {
            writeln!(console.errors, "caretally-cli: {why}")?;
        }
        if let Some(to) = to {
            let copied = tracker.copy_backup(&made, &to)?;
            writeln!(console.output, "Copied:  {}", copied.display())?;
        }
        Ok(Exit::Done)
    }
}

fn tell(made: &Backup, console: &mut Console<'_>) -> std::io::Result<()> {
    let out = &mut *console.output;
    writeln!(out, "Backup:  {}", made.dir.display())?;
    writeln!(out, "Events:  {}", made.manifest.head_seq)?;
    writeln!(out, "Entries: {}", made.manifest.entries())?;
    writeln!(out, "SHA-256: {}", made.manifest.sha256)
}

/// Look at a backup: is it the one that was made, does it open, and is everything in it sound? Nothing is written.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli verify-backup --sign-in tamsin /media/usb/2026-11-19-200000Z"))]
pub(crate) struct VerifyBackupArgs {
    /// The folder of the backup
    #[arg(value_name = "BACKUP")]
    path: PathBuf,
}

impl VerifyBackupArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let names = sign_ins(&self.path)?;
        let name = opening.name_among(names, console)?;
        let password = password::read(opening.password_stdin, console)?;
        let now = console.clock.now().timestamp();
        let found = proof::verify_by_password(&self.path, &name, &password, now)?;
        print(&found, console)?;
        Ok(if found.is_good() { Exit::Done } else { Exit::FoundWrong })
    }
}

/// Who could sign in when the backup was made.
pub(crate) fn sign_ins(backup: &std::path::Path) -> Result<Vec<String>, Failure> {
    Ok(Backup::at(backup)?.sign_ins())
}

fn print(found: &Proof, console: &mut Console<'_>) -> std::io::Result<()> {
    let (out, manifest) = (&mut *console.output, &found.manifest);
    writeln!(out, "Made:    {} by Caretally {}", manifest.made_at.to_rfc3339(), manifest.app_version)?;
    writeln!(out, "Events:  {}, the newest with hash {}", manifest.head_seq, manifest.head_hash)?;
    writeln!(out, "Entries: {}", manifest.entries())?;
    for fault in &found.faults {
        writeln!(out, "Fault: {fault}")?;
    }
    match found.is_good() {
        true => writeln!(out, "This backup is good."),
        false => writeln!(out, "This backup is not to be used. Choose another one."),
    }
}
