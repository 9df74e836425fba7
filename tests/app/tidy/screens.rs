//! What the screens may do: ask Rust through one file, and never write HTML from a text.

use std::collections::BTreeSet;

use super::{Source, catches, holds_everywhere, tree};

const BACKEND: &str = "ui/src/backend.ts";

fn asks_through_the_backend(file: &Source) -> Vec<String> {
    if file.path == BACKEND || !file.under("ui/src/") || file.path.contains(".test.") {
        return Vec::new();
    }
    file.code_with(&["invoke(", "invoke<", "@tauri-apps/api"], "only backend.ts speaks to Rust")
}

fn writes_no_html(file: &Source) -> Vec<String> {
    const WORDS: [&str; 5] = ["{@html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"];
    if !file.under("ui/src/") {
        return Vec::new();
    }
    file.code_with(&WORDS, "a text is shown as text, never as HTML")
}

/// Last segments of the paths given to `generate_handler!`.
fn offered(text: &str) -> BTreeSet<String> {
    text.split("generate_handler![")
        .skip(1)
        .filter_map(|rest| rest.split(']').next())
        .flat_map(|list| list.lines())
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split(','))
        .filter_map(|path| path.trim().rsplit("::").next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Quoted snake_case words that are the first argument of a call: `invoke("stage")`, `call<StageView>("stage")`. What is listened
/// to is an event.
fn asked(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices('(').filter(|(at, _)| !text[..*at].ends_with("listen")) {
        let rest = text[at + 1..].trim_start();
        let Some(rest) = rest.strip_prefix(['"', '\'']) else {
            continue;
        };
        let of_name = |one: &char| one.is_ascii_lowercase() || one.is_ascii_digit() || *one == '_';
        let name: String = rest.chars().take_while(of_name).collect();
        if name.starts_with(|one: char| one.is_ascii_lowercase())
            && rest[name.len()..].starts_with(['"', '\''])
        {
            names.insert(name);
        }
    }
    names
}

#[test]
fn only_the_backend_speaks_to_rust() {
    holds_everywhere(asks_through_the_backend);
    let rule = asks_through_the_backend;
    catches(rule, "ui/src/a.ts", "await invoke('stage')", "await stage()");
}

#[test]
fn no_screen_writes_html_from_a_text() {
    holds_everywhere(writes_no_html);
    catches(writes_no_html, "ui/src/a.svelte", "{@html note}", "{note}");
}

#[test]
fn the_screens_ask_for_exactly_what_rust_offers() {
    let files = tree();
    let shell: String =
        files.iter().filter(|file| file.under("src-tauri/src/")).map(|file| file.text.as_str()).collect();
    let backend = files.iter().find(|file| file.path == BACKEND).expect("the screens have a backend.ts");
    let offered = offered(&shell);
    assert!(!offered.is_empty(), "the list of commands was found");
    assert_eq!(asked(&backend.text), offered, "left: screens, right: Rust");
}

#[test]
fn names_of_commands_are_read_from_both_sides() {
    let rust = "tauri::generate_handler![\n  // first\n  unlock::stage,\n  today::today\n]";
    let screens =
        "stage: () => invoke<StageView>(\n 'stage'), today: () => call(\"today\", {}); listen('timer', then)";
    assert_eq!(offered(rust), asked(screens));
    assert_eq!(asked("call(name); t('Not a command')"), BTreeSet::new());
}
