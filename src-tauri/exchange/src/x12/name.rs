//! A person's name as X12 wants it: last, first, suffix.

/// What comes after a name and is none.
const SUFFIXES: [&str; 7] = ["JR", "SR", "II", "III", "IV", "V", "ESQ"];
/// What comes before one.
const TITLES: [&str; 6] = ["DR", "MR", "MRS", "MS", "PROF", "REV"];

/// A person's name in parts.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Last name.
    pub last: String,
    /// First name, with those in the middle; empty where there is one name only.
    pub first: String,
    /// `Jr`, `III`.
    pub suffix: String,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person")
    }
}

impl Person {
    /// From a name as the practice writes it: "Last, First", else the last word is the last name.
    pub fn of(name: &str) -> Self {
        let (before, after) = name.split_once(',').unwrap_or(("", name));
        let mut last: Vec<&str> = before.split_whitespace().collect();
        let mut first: Vec<&str> = after.split_whitespace().collect();
        if first.len() > 1 && TITLES.contains(&plain(first[0]).as_str()) {
            first.remove(0);
        }
        let suffix = suffix(&mut last).or_else(|| suffix(&mut first)).unwrap_or_default();
        if last.is_empty() {
            last.extend(first.pop());
        }
        Self { last: last.join(" "), first: first.join(" "), suffix: plain(suffix) }
    }
}

/// Takes it off the end, where there is more than that.
fn suffix<'a>(words: &mut Vec<&'a str>) -> Option<&'a str> {
    let there = words.len() > 1 && words.last().is_some_and(|word| SUFFIXES.contains(&plain(word).as_str()));
    if there { words.pop() } else { None }
}

fn plain(word: &str) -> String {
    word.trim_matches(['.', ',']).to_uppercase()
}
