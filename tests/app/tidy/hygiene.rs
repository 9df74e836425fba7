//! Rules for every file: what it is for, how long it may be, and what it must never say.

use super::{Source, catches, holds_everywhere, tree};

/// Longest file of code, in lines.
const LONGEST: usize = 400;

/// Longer ones, each with the reason: it is one list, and would only be harder to read in two.
const LONG: &[(&str, &str)] = &[("ui/src/wire.ts", "generated")];

fn opens_with_what_it_is_for(file: &Source) -> Vec<String> {
    let first = file.text.trim_start();
    let said = if file.is(&["rs"]) {
        first.starts_with("//!")
    } else if file.is(&["ts", "mjs"]) {
        first.starts_with("//") || first.starts_with("/*")
    } else if file.is(&["svelte"]) {
        let second = first.lines().nth(1).unwrap_or_default().trim_start();
        first.starts_with("<!--")
            || (first.starts_with("<script") && (second.starts_with("//") || second.starts_with("/*")))
    } else {
        true
    };
    match said {
        true => Vec::new(),
        false => vec![format!("{}: say in one sentence what it is for", file.path)],
    }
}

fn is_short_enough(file: &Source) -> Vec<String> {
    let listed = LONG.iter().any(|(path, _)| *path == file.path);
    let lines = file.text.lines().count();
    if listed || lines <= LONGEST || !file.is(&["rs", "ts", "svelte", "mjs"]) {
        return Vec::new();
    }
    vec![format!("{}: {lines} lines; split it by noun", file.path)]
}

fn runs_every_test(file: &Source) -> Vec<String> {
    let words: &[&str] = if file.is(&["rs"]) {
        &["#[ignore"]
    } else if file.path.contains(".test.") {
        &[".skip(", ".only(", ".todo("]
    } else {
        &[]
    };
    file.code_with(words, "a test is run, or it is deleted")
}

fn waits_for_a_state(file: &Source) -> Vec<String> {
    let words: &[&str] = if file.is(&["rs"]) {
        &["thread::sleep"]
    } else if file.path.contains(".test.") {
        &["setTimeout(", "timers/promises"]
    } else {
        &[]
    };
    file.code_with(words, "wait for a state, never for a time")
}

/// `word` as the beginning of an absolute path, not inside an address or a longer word.
fn names_path(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(|one| one.is_alphanumeric() || "/.-_})".contains(one))
            && !after.is_some_and(|one| one.is_alphanumeric() || "-_".contains(one))
    })
}

fn names_no_machine(file: &Source) -> Vec<String> {
    const PATHS: [&str; 3] = ["/home", "/root", "/work"];
    const HOSTS: [&str; 4] = ["crates.io", "npmjs.", "pypi.org", "pythonhosted"];
    if ["Cargo.lock", "tests/fuzz/Cargo.lock", "ui/package-lock.json"].contains(&file.path.as_str()) {
        return Vec::new();
    }
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| {
            PATHS.iter().any(|path| names_path(line, path)) || HOSTS.iter().any(|host| line.contains(host))
        })
        .map(|(index, _)| format!("{}:{}: a path or host of somebody's machine", file.path, index + 1))
        .collect()
}

/// Rust files beside a `main.rs` that does not name them: they are never compiled, and their tests never run.
fn forgotten(files: &[Source]) -> Vec<String> {
    let mains = files.iter().filter_map(|file| Some((file.path.strip_suffix("/main.rs")?, &file.text)));
    let beside = mains.flat_map(|(folder, main)| {
        files.iter().filter_map(move |file| {
            let name = file.path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".rs")?;
            // A program's own folder has a lib.rs that names them, too.
            let alone = !name.contains('/') && !["main", "lib"].contains(&name);
            let named = main.contains(&format!("mod {name};"));
            (alone && !named && !folder.ends_with("src")).then(|| file.path.clone())
        })
    });
    beside.collect()
}

#[test]
fn no_file_of_tests_is_forgotten() {
    assert_eq!(forgotten(&tree()), [""; 0]);
    let planted = [Source::planted("tests/a/main.rs", "mod one;\n"), Source::planted("tests/a/two.rs", "")];
    assert_eq!(forgotten(&planted), ["tests/a/two.rs"]);
}

#[test]
fn every_file_says_what_it_is_for() {
    holds_everywhere(opens_with_what_it_is_for);
    let rule = opens_with_what_it_is_for;
    catches(rule, "src-tauri/a.rs", "use std::fs;", "//! Reads.\n");
    catches(rule, "ui/src/a.ts", "export {};", "// Reads.\n");
    catches(
        rule,
        "ui/src/a.svelte",
        "<script lang=\"ts\">\n  let a;\n</script>",
        "<script lang=\"ts\">\n  // A bar.\n</script>",
    );
}

#[test]
fn no_file_is_too_long_to_hold_in_mind() {
    holds_everywhere(is_short_enough);
    catches(is_short_enough, "a.rs", &"\n".repeat(LONGEST + 1), &"\n".repeat(LONGEST));
}

#[test]
fn a_long_file_that_became_short_leaves_the_list() {
    let files = tree();
    for (path, _) in LONG {
        let file = files.iter().find(|file| file.path == *path);
        let lines = file.map_or(0, |file| file.text.lines().count());
        assert!(lines > LONGEST, "{path} has {lines} lines: take it off");
    }
}

#[test]
fn no_test_is_switched_off() {
    holds_everywhere(runs_every_test);
    catches(runs_every_test, "a.rs", "#[ignore]", "// #[ignore]");
    catches(runs_every_test, "a.test.ts", "it.skip('x')", "it('x')");
}

#[test]
fn no_test_sleeps() {
    holds_everywhere(waits_for_a_state);
    catches(waits_for_a_state, "a.rs", "std::thread::sleep(d);", "a();");
}

#[test]
fn no_file_names_the_machine_it_was_written_on() {
    holds_everywhere(names_no_machine);
    let good = "see https://example.org/home/page and ui/work/a, target/demo-home";
    catches(names_no_machine, "a.md", "cd /root/x", good);
    catches(names_no_machine, "a.md", "in `/home/jo/x`", good);
    catches(names_no_machine, "a.sh", "cd /work", good);
    catches(names_no_machine, "a.toml", "registry.npmjs.org", good);
}
