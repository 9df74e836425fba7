//! The rule packs as a person reads them: a list of packs, and a page of facts.

use std::io::{self, Write};

use rules::Evidence;
use tracker::packs::{self, Fact, Pack, RuleSet};

/// Columns of a page; longer texts go on in the next line.
const WIDTH: usize = 100;
/// Where values begin.
const INDENT: usize = 24;

pub(super) fn list(set: &RuleSet, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<[String; 7]> = set.packs().iter().map(row).collect();
    let heads = ["Pack", "Version", "From", "Hash", "Verified", "Origin", "Label"].map(str::to_owned);
    let width = |column: usize| {
        let cells = rows.iter().chain([&heads]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..heads.len()).map(width).collect();
    for row in [&heads].into_iter().chain(&rows) {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    writeln!(out, "\nAll together: {}", set.sha256())
}

fn row(pack: &Pack) -> [String; 7] {
    let facts = packs::facts(&pack.text);
    let verified = facts.iter().filter(|fact| fact.verified.is_verified()).count();
    [
        pack.header.id.clone(),
        pack.header.version.clone(),
        pack.header.from.to_string(),
        packs::short(&pack.sha256).to_owned(),
        format!("{verified} of {}", facts.len()),
        origin(pack).to_owned(),
        pack.header.label.clone(),
    ]
}

fn origin(pack: &Pack) -> &'static str {
    if pack.of_practice { "practice" } else { "shipped" }
}

pub(super) fn show(pack: &Pack, out: &mut dyn Write) -> io::Result<()> {
    let header = &pack.header;
    writeln!(out, "{}", header.label)?;
    writeln!(
        out,
        "{} {}, from {}, {}, hash {}",
        header.id,
        header.version,
        header.from,
        origin(pack),
        packs::short(&pack.sha256)
    )?;
    for fact in packs::facts(&pack.text) {
        writeln!(out, "\n{}", fact.about)?;
        show_fact(&fact, out)?;
    }
    writeln!(out)
}

fn show_fact(fact: &Fact, out: &mut dyn Write) -> io::Result<()> {
    for (name, value) in &fact.values {
        pair(name, value, out)?;
    }
    pair("source", &fact.source, out)?;
    pair("verified", evidence(fact.verified), out)
}

fn pair(name: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut name = name;
    for line in value.lines().flat_map(wrapped) {
        writeln!(out, "  {name:<width$}{line}", width = INDENT - 2)?;
        name = "";
    }
    Ok(())
}

/// The words of a text in lines that fit.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { continue };
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() > WIDTH - INDENT {
            lines.push(word.to_owned());
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines
}

fn evidence(verified: Evidence) -> &'static str {
    match verified {
        Evidence::OfficialFile => "yes, in an official CMS data file",
        Evidence::Document => "yes, in the document named",
        Evidence::RuleMaker => "yes, on the rule-maker's own page",
        Evidence::Quoted => "yes, where the official document is quoted",
        Evidence::NotVerified => "NOT VERIFIED: professional knowledge only",
        Evidence::Design => "Caretally's own decision; no outside rule exists",
    }
}
