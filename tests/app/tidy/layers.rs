//! Which crate may know what: SQL, the clock, Tauri, the types that cross.

use super::{Source, catches, holds_everywhere, tree};

const STORE: &str = "src-tauri/store/";
const SHELL: &str = "src-tauri/src/";
const WIRE: &str = "src-tauri/src/wire/";

fn keeps_sql_in_the_store(file: &Source) -> Vec<String> {
    const WORDS: [&str; 7] =
        ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA ", "rusqlite::", "use rusqlite"];
    if file.under(STORE) {
        Vec::new()
    } else if file.is(&["rs"]) {
        file.code_with(&WORDS, "SQL belongs in the crate `store`")
    } else {
        names_dependency(file, "rusqlite")
    }
}

/// A manifest other than the root's, whose `[workspace.dependencies]` give every version.
fn names_dependency(file: &Source, start: &str) -> Vec<String> {
    if !file.path.ends_with("/Cargo.toml") {
        return Vec::new();
    }
    let lines = file.text.lines().filter(|line| line.starts_with(start));
    lines.map(|line| format!("{}: not a dependency of this crate: {line}", file.path)).collect()
}

fn asks_the_clock_in_one_place(file: &Source) -> Vec<String> {
    const WORDS: [&str; 4] = ["Utc::now", "Local::now", "SystemTime::now", "Instant::now"];
    if file.path == "src-tauri/tracker/src/clock.rs" || !file.is(&["rs"]) {
        return Vec::new();
    }
    file.code_with(&WORDS, "pass the time in")
}

/// The second checker of certificates, and the plain files it reads them with and knows the published numbers from.
const CHECK: &str = "src-tauri/cli/src/check/";
const FOR_CHECK: [&str; 3] = [
    "src-tauri/cli/src/place.rs",
    "src-tauri/cli/src/published.rs",
    "src-tauri/cli/src/certificate/format.rs",
];
/// One person reads it in an hour.
const CHECK_LONGEST: usize = 400;

fn checks_without_the_rules(file: &Source) -> Vec<String> {
    const WORDS: [&str; 4] = ["rules::", "tracker::", "store::", "vault::"];
    if file.under(CHECK) || FOR_CHECK.contains(&file.path.as_str()) {
        file.code_with(&WORDS, "who checks the rules does not ask them")
    } else {
        Vec::new()
    }
}

fn keeps_tauri_in_the_shell(file: &Source) -> Vec<String> {
    let shell = file.under(SHELL) || file.path == "src-tauri/build.rs" || file.under("tests/app/");
    if file.is(&["rs"]) && !shell {
        file.code_with(&["tauri::", "use tauri"], "only the shell knows Tauri")
    } else {
        names_dependency(file, "tauri")
    }
}

fn keeps_crossing_types_in_wire(file: &Source) -> Vec<String> {
    if file.is(&["rs"]) && !file.under(WIRE) {
        file.code_with(&["ts_rs"], "types that cross belong in wire")
    } else {
        names_dependency(file, "ts-rs")
    }
}

fn names_what_crosses(file: &Source) -> Vec<String> {
    if !file.under(WIRE) {
        return Vec::new();
    }
    file.code()
        .filter_map(|(_, line)| {
            let rest = line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum "))?;
            rest.split(|one: char| !one.is_alphanumeric()).next()
        })
        .filter(|name| !name.ends_with("View") && !name.ends_with("Form") && !name.starts_with("Failure"))
        .map(|name| format!("{}: {name} goes out as …View or comes in as …Form", file.path))
        .collect()
}

/// Names under `[dependencies]` of a manifest.
fn dependencies(manifest: &str) -> Vec<&str> {
    let (_, rest) = manifest.split_once("[dependencies]\n").unwrap_or_default();
    let mut names: Vec<&str> = rest
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn sql_is_only_in_the_store() {
    holds_everywhere(keeps_sql_in_the_store);
    let rule = keeps_sql_in_the_store;
    catches(rule, "src-tauri/cli/src/a.rs", "\"SELECT 1\"", "// SELECT 1");
    catches(rule, "src-tauri/cli/Cargo.toml", "rusqlite = 1", "store = 1");
}

#[test]
fn the_time_is_asked_only_in_the_clock() {
    holds_everywhere(asks_the_clock_in_one_place);
    let rule = asks_the_clock_in_one_place;
    catches(rule, "src-tauri/a.rs", "let a = Utc::now();", "clock.now()");
    catches(rule, "src-tauri/a.rs", "a.map(Instant::now)", "// Utc::now");
}

#[test]
fn certificates_are_checked_without_the_rules() {
    holds_everywhere(checks_without_the_rules);
    let rule = checks_without_the_rules;
    catches(rule, "src-tauri/cli/src/check/a.rs", "use rules::Case;", "// rules::Case");
    catches(rule, "src-tauri/cli/src/published.rs", "tracker::packs::shipped()", "a();");
}

#[test]
fn the_second_checker_stays_small_enough_to_be_read_in_one_go() {
    let files = tree();
    let lines: usize =
        files.iter().filter(|file| file.under(CHECK)).map(|file| file.text.lines().count()).sum();
    assert!((1..CHECK_LONGEST).contains(&lines), "{lines} lines in {CHECK}");
    for path in FOR_CHECK {
        assert!(files.iter().any(|file| file.path == path), "{path} is there");
    }
}

#[test]
fn only_the_shell_knows_tauri() {
    holds_everywhere(keeps_tauri_in_the_shell);
    let rule = keeps_tauri_in_the_shell;
    catches(rule, "src-tauri/cli/src/a.rs", "use tauri::State;", "a();");
    catches(rule, "src-tauri/cli/Cargo.toml", "tauri = 2", "a = 2");
}

#[test]
fn the_rules_depend_on_dates_and_serde_and_nothing_more() {
    let files = tree();
    let manifest = files
        .iter()
        .find(|file| file.path == "src-tauri/rules/Cargo.toml")
        .expect("the rules have a manifest");
    assert_eq!(
        dependencies(&manifest.text),
        ["chrono", "chrono-tz", "serde"],
        "the rules stay pure: no clock, file, database or log"
    );
    let planted = "[dependencies]\nserde.workspace = true\nlog = \"1\"\n\n[dev-dependencies]\na = 1\n";
    assert_eq!(dependencies(planted), ["log", "serde"]);
}

#[test]
fn types_for_the_screens_come_only_from_wire() {
    holds_everywhere(keeps_crossing_types_in_wire);
    let rule = keeps_crossing_types_in_wire;
    catches(rule, "src-tauri/cli/src/a.rs", "use ts_rs::TS;", "a();");
}

#[test]
fn what_crosses_is_named_view_or_form() {
    holds_everywhere(names_what_crosses);
    let rule = names_what_crosses;
    let good = "pub struct EntryView {}\npub enum FailureCode {}";
    catches(rule, "src-tauri/src/wire/a.rs", "pub struct Entry {}", good);
}
