//! What a rule pack may say, what it is refused for, and how the packs of a practice lie over the shipped ones.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "../common/mod.rs"]
mod common;
mod contradictions;
mod laying;
mod twice;
mod used;
mod values;

use rules::{PackFault, PackFile, Packs, SHIPPED_PACKS};
use std::sync::LazyLock;

/// A pack with one fact of each kind.
const LARCH: &str = include_str!("larch.toml");

/// A header alone, for packs with few facts.
const HEADER: &str =
    "[pack]\nid = \"birch\"\nversion = \"1\"\nlabel = \"Birch Street\"\nfrom = \"2026-01-01\"\n";

fn birch(facts: &str) -> String {
    format!("{HEADER}{facts}")
}

/// The shipped packs, each as its text has it.
fn shipped() -> &'static [PackFile] {
    static PACKS: LazyLock<Vec<PackFile>> =
        LazyLock::new(|| SHIPPED_PACKS.iter().map(|(_, text)| read(text).unwrap()).collect());
    &PACKS
}

/// The text of the one shipped pack of that file name.
fn shipped_text(file: &str) -> &'static str {
    SHIPPED_PACKS.iter().find(|(name, _)| *name == file).unwrap().1
}

/// A text with one thing in it changed; it must be there once, or nobody knows what was changed.
fn change(text: &str, (from, to): (&str, &str)) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

/// Reads a pack; what is wrong is said with the key whose value it is.
fn read(text: &str) -> Result<PackFile, String> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let before = &text[..error.span().unwrap().start];
        let key = before.lines().last().unwrap().trim_end_matches([' ', '=', '[']);
        let key = key.rsplit([' ', ',', '{']).next().unwrap();
        format!("{key}: {}", error.message())
    })
}

/// Lays packs of a practice over others; each fault is said with the pack it is in.
fn lay(under: &[PackFile], practice: &[&str]) -> Result<Packs, String> {
    let practice = practice.iter().map(|text| read(text)).collect::<Result<Vec<_>, _>>()?;
    Packs::of(under, &practice).map_err(|faults| {
        let name = |fault: &PackFault| {
            let file = under.iter().chain(&practice).nth(fault.pack).unwrap();
            format!("{} {}: {}", file.pack.id, fault.key, fault.what)
        };
        faults.iter().map(name).collect::<Vec<_>>().join("; ")
    })
}

/// `fine`, or what is wrong with packs of a practice laid over others.
fn outcome_over(under: &[PackFile], practice: &[&str]) -> String {
    lay(under, practice).map_or_else(|said| said, |_| "fine".to_owned())
}

/// `fine`, or what is wrong with packs of a practice laid over the shipped ones.
fn outcome(practice: &[&str]) -> String {
    outcome_over(shipped(), practice)
}

/// What becomes of a text by each change: `fine`, or what is said.
fn after(text: &str, changes: &[(&str, &str)]) -> String {
    let row = |(from, to): &(&str, &str)| {
        let outcome = outcome(&[&change(text, (from, to))]);
        format!("{} -> {outcome}\n", to.replace('\n', ", "))
    };
    changes.iter().map(row).collect()
}

#[test]
fn the_pack_that_is_changed_here_is_fine() {
    assert_eq!(outcome(&[LARCH]), "fine");
}
