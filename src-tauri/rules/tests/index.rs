//! The index of rules in README.md is what the comments above the rules say.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may panic, and this one is about files"
)]

use expect_test::expect_file;
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "# Rules

Every billing rule, with its source and the file it is in. Numbers are in `assets/rules`. Written by `cargo test` from
the comments above the rules; refresh it with `UPDATE_EXPECT=1 cargo test -p rules --test index`.
";

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The rules of a file: each a title and a source, from its comments.
fn rules(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = text.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("// Rule: ") else {
            continue;
        };
        let mut rule = vec![first];
        while let Some(more) = lines.next_if(|line| *line == "//" || line.starts_with("// ")) {
            rule.push(more.trim_start_matches("//").trim());
        }
        let rule = rule.join(" ");
        let (title, source) =
            rule.split_once("Source: ").unwrap_or_else(|| panic!("a rule without a source: {rule}"));
        let source = source.trim().trim_end_matches('.');
        found.push((title.trim().to_owned(), source.to_owned()));
    }
    found
}

#[test]
fn the_readme_lists_every_rule_with_its_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut index = HEAD.to_owned();
    for path in files(&root) {
        let rules = rules(&fs::read_to_string(&path).unwrap());
        if rules.is_empty() {
            continue;
        }
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        index.push_str(&format!("\n## `src/{name}`\n\n"));
        for (title, source) in rules {
            index.push_str(&format!("- **{title}.** {source}.\n"));
        }
    }
    expect_file!["../README.md"].assert_eq(&index);
}
