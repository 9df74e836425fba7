//! What the house rules say of every file, checked on the files themselves.
//!
//! A rule is a function from a file to its faults, so that each is tried on a planted violation as well as on the tree.

mod hygiene;
mod layers;
mod migrations;
mod screens;
mod trust;

use std::path::{Path, PathBuf};

/// One text file of the checkout, with its path from the root.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// A file that only a test knows.
    fn planted(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    fn is(&self, extensions: &[&str]) -> bool {
        let extension = Path::new(&self.path).extension().unwrap_or_default();
        extensions.iter().any(|one| *one == extension)
    }

    fn under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Lines that are not comments, with their numbers from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.text.lines().enumerate();
        numbered.map(|(index, line)| (index + 1, line)).filter(|(_, line)| {
            let line = line.trim_start();
            !["//", "/*", "* ", "#!", "<!--"].iter().any(|mark| line.starts_with(mark))
        })
    }

    /// Where one of the words stands in the code, as `path:line: why`.
    fn code_with(&self, words: &[&str], why: &str) -> Vec<String> {
        self.code()
            .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
            .map(|(number, _)| format!("{}:{number}: {why}", self.path))
            .collect()
    }
}

/// The root of the checkout.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Everything written by hand, and what is generated and committed. Made things and the tidy rules, which must name
/// what they forbid, are left out.
fn tree() -> Vec<Source> {
    let mut files = Vec::new();
    walk(&root(), &mut files);
    files.retain(|file| !file.under("tests/app/tidy"));
    assert!(files.len() > 50, "the tree was found");
    files
}

fn walk(folder: &Path, files: &mut Vec<Source>) {
    const MADE: [&str; 5] = [".git", "dist", "gen", "node_modules", "target"];
    for entry in std::fs::read_dir(folder).expect("a folder of the checkout can be read") {
        let path = entry.expect("its entries too").path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() {
            if !MADE.iter().any(|made| *made == name) {
                walk(&path, files);
            }
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let path = path.strip_prefix(root()).expect("it was found under the root");
            let path = path.to_string_lossy().replace('\\', "/");
            files.push(Source { path, text });
        }
    }
}

/// Applies a rule to every file of the tree.
fn holds_everywhere(rule: impl Fn(&Source) -> Vec<String>) {
    let faults: Vec<String> = tree().iter().flat_map(rule).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// A planted violation must be seen, and a clean file must pass.
fn catches(rule: impl Fn(&Source) -> Vec<String>, path: &str, bad: &str, good: &str) {
    assert_eq!(rule(&Source::planted(path, bad)).len(), 1, "seen: {bad}");
    assert_eq!(rule(&Source::planted(path, good)), Vec::<String>::new(), "left alone: {good}");
}
