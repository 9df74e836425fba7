//! `rules`: the rule packs; which are in force, what they say, whether a file is one, and the practice's own.

mod pages;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use tracker::packs::{self, PackError, PackText, RuleSet};

use crate::Console;
use crate::exit::{Exit, Failure};
use crate::opening::Opening;

/// List, show and check rule packs: the codes, minutes, caps, fees and lists the rules go by, each with its source.
/// With --home, those of a practice.
#[derive(Args)]
#[command(arg_required_else_help = true, after_help = help_end!("caretally-cli rules show medicare"))]
pub(crate) struct RulesArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List the packs in force
    #[command(after_help = help_end!("caretally-cli rules list --home demo-home"))]
    List,
    /// Show every fact of a pack with its source, and whether it was verified
    #[command(after_help = help_end!("caretally-cli rules show medicare"))]
    Show {
        /// Id of the pack, as `rules list` has it
        pack: String,
    },
    /// Check pack files as a practice would add them; what is wrong is said with file, line and key
    #[command(after_help = help_end!("caretally-cli rules check fees-2027.toml"))]
    Check {
        /// Pack files that are to be in force together
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Put a pack of the practice in force, over the shipped ones
    #[command(after_help = help_end!("caretally-cli rules add fees-2027.toml --home demo-home"))]
    Add {
        /// Pack file; the vault keeps a copy of its own
        file: PathBuf,
    },
    /// Put a pack of the practice out of force; its text stays on record
    #[command(after_help = help_end!("caretally-cli rules remove fees-2027 --home demo-home"))]
    Remove {
        /// Id of the pack
        id: String,
    },
}

impl RulesArgs {
    pub(crate) fn run(&self, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
        match &self.what {
            What::List => list(opening, console),
            What::Show { pack } => show(pack, opening, console),
            What::Check { files } => check(files, console),
            What::Add { file } => add(file, opening, console),
            What::Remove { id } => remove(id, opening, console),
        }
    }
}

/// The packs a command without a vault judges by.
#[derive(Args)]
pub(crate) struct JudgedBy {
    /// Judge by this rule pack too, laid over the shipped ones; may be given more than once
    #[arg(long, value_name = "FILE")]
    rules: Vec<PathBuf>,
}

impl JudgedBy {
    /// The packs; nothing where a file is no pack, and what is wrong with it has been said.
    pub(crate) fn set(&self, console: &mut Console<'_>) -> Result<Option<Arc<RuleSet>>, Failure> {
        let set = PackFiles::read(&self.rules)?.over_shipped();
        if let Err(errors) = &set {
            for error in errors {
                writeln!(console.errors, "{error}")?;
            }
        }
        Ok(set.ok())
    }
}

/// Pack files that were read to be in force together.
struct PackFiles(Vec<(String, String)>);

impl PackFiles {
    fn read(files: &[PathBuf]) -> Result<Self, Failure> {
        files
            .iter()
            .map(|file| Ok((file.display().to_string(), text_of(file)?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The shipped packs with these over them.
    fn over_shipped(&self) -> Result<Arc<RuleSet>, Vec<PackError>> {
        if self.0.is_empty() {
            return Ok(Arc::clone(packs::shipped_set()));
        }
        let texts: Vec<_> = self.0.iter().map(|(file, text)| PackText { file, text }).collect();
        RuleSet::with(&texts).map(Arc::new)
    }
}

fn text_of(file: &Path) -> Result<String, Failure> {
    let unreadable = |why: &dyn std::fmt::Display| {
        Failure::refused(format!("{} could not be read: {why}.", file.display()))
    };
    let bytes = fs::read(file).map_err(|error| unreadable(&error.kind()))?;
    String::from_utf8(bytes).map_err(|_| unreadable(&"it is no text"))
}

/// What a practice is judged by, or the shipped packs where no vault is named.
fn in_force(opening: &Opening, console: &mut Console<'_>) -> Result<(Arc<RuleSet>, Vec<String>), Failure> {
    if opening.home.is_none() {
        return Ok((Arc::clone(packs::shipped_set()), Vec::new()));
    }
    let (tracker, _) = opening.open(console)?;
    let rules = &tracker.practice().rules;
    Ok((Arc::clone(rules.now()), rules.faults().to_vec()))
}

fn list(opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let (set, faults) = in_force(opening, console)?;
    pages::list(&set, console.output)?;
    for fault in &faults {
        writeln!(console.output, "{fault}")?;
    }
    if opening.home.is_none() {
        writeln!(console.output, "These are the shipped packs. With --home DIR, those of a practice.")?;
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::FoundWrong })
}

fn show(id: &str, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let (set, _) = in_force(opening, console)?;
    let mut found = set.packs().iter().filter(|pack| pack.header.id == id).peekable();
    if found.peek().is_none() {
        let ids: Vec<_> = set.packs().iter().map(|pack| pack.header.id.as_str()).collect();
        return Err(Failure::refused(format!("There is no pack {id}. There are: {}.", ids.join(", "))));
    }
    for pack in found {
        pages::show(pack, console.output)?;
    }
    Ok(Exit::Done)
}

fn check(files: &[PathBuf], console: &mut Console<'_>) -> Result<Exit, Failure> {
    match PackFiles::read(files)?.over_shipped() {
        Ok(set) => {
            let checked = set.packs().iter().filter(|pack| pack.of_practice);
            for (pack, file) in checked.zip(files) {
                let facts = packs::facts(&pack.text).len();
                let header = &pack.header;
                writeln!(
                    console.output,
                    "{}: sound: {} {}, {facts} facts",
                    file.display(),
                    header.id,
                    header.version
                )?;
            }
            Ok(Exit::Done)
        }
        Err(errors) => {
            for error in errors {
                writeln!(console.output, "{error}")?;
            }
            Ok(Exit::FoundWrong)
        }
    }
}

fn add(file: &Path, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let text = text_of(file)?;
    let name = file.display().to_string();
    if let Err(errors) = RuleSet::with(&[PackText { file: &name, text: &text }]) {
        for error in errors {
            writeln!(console.errors, "{error}")?;
        }
        return Ok(Exit::FoundWrong);
    }
    let (mut tracker, actor) = opening.open(console)?;
    let added = tracker.add_rule_pack(&actor, &name, &text)?;
    writeln!(console.output, "In force: {} {}, {}", added.id, added.version, added.label)?;
    writeln!(
        console.output,
        "Open months are judged by it from now on; exported months keep the rules they were claimed under."
    )?;
    Ok(Exit::Done)
}

fn remove(id: &str, opening: &Opening, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let (mut tracker, actor) = opening.open(console)?;
    tracker.remove_rule_pack(&actor, id)?;
    writeln!(console.output, "Out of force: {id}. Its text stays on record.")?;
    Ok(Exit::Done)
}
