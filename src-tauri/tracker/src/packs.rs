//! The rule packs in force: those that ship with the program, and over them those of the practice.

mod facts;
mod reading;

use std::sync::{Arc, LazyLock};

use rules::{PackFile, PackHeader, Packs, Payer, SHIPPED_PACKS};
use sha2::{Digest, Sha256};

pub use facts::{Fact, facts};
pub use reading::PackError;

/// A pack with its text.
#[derive(Clone, Debug)]
pub struct Pack {
    /// What it says of itself.
    pub header: PackHeader,
    /// The text, to the byte.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// Whether the practice added it.
    pub of_practice: bool,
}

/// The text of a pack and the file it is from.
#[derive(Clone, Copy, Debug)]
pub struct PackText<'a> {
    /// What errors call it.
    pub file: &'a str,
    /// The text.
    pub text: &'a str,
}

/// Packs that judge together, under one hash.
#[derive(Clone)]
pub struct RuleSet {
    packs: Vec<Pack>,
    rules: Packs,
    sha256: String,
}

impl std::fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RuleSet({})", short(&self.sha256))
    }
}

impl RuleSet {
    /// Reads packs and lays the practice's over the shipped ones.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn read(shipped: &[PackText<'_>], practice: &[PackText<'_>]) -> Result<Self, Vec<PackError>> {
        let mut errors = Vec::new();
        let mut read = |texts: &[PackText<'_>]| -> Vec<_> {
            let read = texts.iter().filter_map(|text| {
                reading::read(text.file, text.text).map_err(|wrong| errors.extend(wrong)).ok()
            });
            read.collect()
        };
        let (below, above) = (read(shipped), read(practice));
        if !errors.is_empty() {
            return Err(errors);
        }
        let errors = same_ids(practice, &above);
        if !errors.is_empty() {
            return Err(errors);
        }
        let texts = || shipped.iter().chain(practice);
        let rules = Packs::of(&below, &above).map_err(|faults| {
            let of = |fault: rules::PackFault| {
                let text = texts().nth(fault.pack)?;
                Some(reading::at_key(text.file, text.text, &fault.key, fault.what))
            };
            faults.into_iter().filter_map(of).collect::<Vec<_>>()
        })?;
        let headers = below.iter().chain(&above).map(|file| file.pack.clone());
        let packs = headers.zip(texts()).enumerate().map(|(n, (header, text))| Pack {
            header,
            text: text.text.to_owned(),
            sha256: hex(&Sha256::digest(text.text)),
            of_practice: n >= shipped.len(),
        });
        let packs: Vec<_> = packs.collect();
        Ok(Self { sha256: together(&packs), packs, rules })
    }

    /// The shipped packs with others over them.
    ///
    /// # Errors
    /// Everything that is wrong with the others.
    pub fn with(practice: &[PackText<'_>]) -> Result<Self, Vec<PackError>> {
        let shipped: Vec<_> = SHIPPED_PACKS.iter().map(|(file, text)| PackText { file, text }).collect();
        Self::read(&shipped, practice)
    }

    /// What the rules read.
    pub fn rules(&self) -> &Packs {
        &self.rules
    }

    /// The packs, the shipped ones first.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// SHA-256 of all of them together, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The rules a payer's months are judged by: id and version of the payer's pack, the first digits of the hash of all
    /// packs in force, and whether the practice has packs of its own among them.
    pub fn version(&self, payer: Payer) -> String {
        let id = self.rules.pack_of(payer);
        let pack = self.packs.iter().rev().find(|pack| pack.header.id == id);
        let version = pack.map_or("", |pack| pack.header.version.as_str());
        let own = if self.packs.iter().any(|pack| pack.of_practice) { " practice" } else { "" };
        format!("{id} {version} {}{own}", short(&self.sha256))
    }
}

/// A practice has one pack of each id in force.
fn same_ids(texts: &[PackText<'_>], files: &[PackFile]) -> Vec<PackError> {
    let again = files.iter().enumerate().filter_map(|(n, file)| {
        let id = &file.pack.id;
        let before = files.iter().take(n).position(|other| other.pack.id == *id)?;
        let (other, text) = (texts.get(before)?, texts.get(n)?);
        let what = format!("{} is {id} too: give one of them another id", other.file);
        Some(reading::at_key(text.file, text.text, "pack.id", what))
    });
    again.collect()
}

/// The first digits of a hash: enough to tell two apart by eye.
pub fn short(sha256: &str) -> &str {
    sha256.get(..8).unwrap_or(sha256)
}

/// The same packs in the same order have the same hash, and no others have.
fn together(packs: &[Pack]) -> String {
    let mut sha = Sha256::new();
    for pack in packs {
        sha.update(if pack.of_practice { "practice " } else { "shipped " });
        sha.update(&pack.sha256);
        sha.update("\n");
    }
    hex(&sha.finalize())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The packs that ship with the program, read once.
pub fn shipped_set() -> &'static Arc<RuleSet> {
    static SET: LazyLock<Arc<RuleSet>> = LazyLock::new(|| {
        Arc::new(RuleSet::with(&[]).expect("a test proves that the shipped packs are sound"))
    });
    &SET
}

/// The rules of the shipped packs, for who has no vault.
pub fn shipped() -> &'static Packs {
    shipped_set().rules()
}

/// The rules a payer's months are judged by where there is no vault: as [`RuleSet::version`].
pub fn version(payer: Payer) -> String {
    shipped_set().version(payer)
}

#[cfg(test)]
mod tests;
