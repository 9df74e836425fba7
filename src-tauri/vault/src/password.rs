//! A password as it is typed, and what it must be: long, and not one everybody thinks of. No rules about its characters.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A password that stands alone has at least 15 characters: SP 800-63B-4, section 3.1.1.2 (NIST, 2025).
const SHORTEST: usize = 15;

/// Verifiers should allow at least 64 characters (same section); more than this only slows the PC.
const LONGEST: usize = 256;

/// A password made of one to four characters over and over is as good as those.
const LONGEST_REPEAT: usize = 4;

/// Long enough and still among the first guesses, without spaces and in lower case.
const COMMON: &str = include_str!("common.txt");

/// What a person typed, in one Unicode form (NFKC), so that every keyboard gives the same bytes. Wiped when dropped.
pub struct Password(Zeroizing<String>);

/// Why a password cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Fewer characters than needed.
    #[error(
        "Please use at least {needed} characters; four or five unrelated words are easy to remember. This has {found}."
    )]
    TooShort {
        /// How many characters it has.
        found: usize,
        /// How many it needs.
        needed: usize,
    },
    /// More characters than we accept.
    #[error("Please use at most {allowed} characters.")]
    TooLong {
        /// How many characters it may have.
        allowed: usize,
    },
    /// The same few characters over and over.
    #[error("This is the same few characters over and over. Please choose something else.")]
    Repeated,
    /// Among the first that anybody would try.
    #[error("Many people use this password, so it is guessed first. Please choose another.")]
    Common,
    /// Nothing but the name of a person or of the practice.
    #[error("This is only a name that others know. Please add something they do not.")]
    OnlyNames,
}

impl Password {
    /// Takes what was typed.
    pub fn new(typed: &str) -> Self {
        // Room for it all at once: a string that grows leaves pieces of the password behind in memory.
        let mut normalized = Zeroizing::new(String::with_capacity(typed.len() * 4));
        normalized.extend(typed.nfkc());
        Self(normalized)
    }

    /// Whether it may be chosen. `names` are the person's and the practice's.
    pub fn check_rules(&self, names: &[&str]) -> Result<(), PasswordProblem> {
        let found = self.0.chars().count();
        if found < SHORTEST {
            return Err(PasswordProblem::TooShort { found, needed: SHORTEST });
        }
        if found > LONGEST {
            return Err(PasswordProblem::TooLong { allowed: LONGEST });
        }
        let bare = bare(&self.0);
        if is_repeated(&self.0) || is_repeated(&bare) {
            Err(PasswordProblem::Repeated)
        } else if COMMON.lines().any(|common| common == bare.as_str()) {
            Err(PasswordProblem::Common)
        } else if only_names(&bare, names) {
            Err(PasswordProblem::OnlyNames)
        } else {
            Ok(())
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// Letters and digits in lower case: spaces and marks between well-known words do not make them less known.
fn bare(text: &str) -> Zeroizing<String> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    Zeroizing::new(letters.flat_map(char::to_lowercase).collect())
}

fn is_repeated(text: &str) -> bool {
    let chars = Zeroizing::new(text.chars().collect::<Vec<_>>());
    (1..=LONGEST_REPEAT)
        .any(|unit| chars.len() > unit && chars.iter().zip(&chars[unit..]).all(|(a, b)| a == b))
}

/// Whether nothing but digits is left once the words of the names are taken out.
fn only_names(bare_password: &str, names: &[&str]) -> bool {
    let mut words: Vec<_> = names
        .iter()
        .flat_map(|name| name.split_whitespace())
        .map(bare)
        .filter(|word| word.chars().count() > 1)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(Zeroizing::new(bare_password.to_owned()), |rest, word| {
        Zeroizing::new(rest.replace(word.as_str(), ""))
    });
    rest.len() < bare_password.len() && rest.chars().all(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(typed: &str) -> Result<(), PasswordProblem> {
        Password::new(typed).check_rules(&["Nora Quinn", "nora", "Maple Street Clinic"])
    }

    #[test]
    fn fifteen_characters_are_enough_and_fourteen_are_not() {
        assert_eq!(verdict("fern otter lamp"), Ok(()));
        assert_eq!(verdict("fern otter lam"), Err(PasswordProblem::TooShort { found: 14, needed: 15 }));
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert!(verdict("äöüäöüßéèêçñ").is_err());
        assert_eq!(verdict("Überraschungseimer"), Ok(()));
    }

    #[test]
    fn no_kind_of_character_is_asked_for() {
        assert_eq!(verdict("fernotterlampchalk"), Ok(()));
    }

    #[test]
    fn a_password_longer_than_a_page_is_refused() {
        let long = "fern otter lamp chalk ".repeat(12);
        assert_eq!(verdict(&long), Err(PasswordProblem::TooLong { allowed: 256 }));
        assert_eq!(verdict(&long[..256]), Ok(()));
    }

    #[test]
    fn what_everybody_tries_first_is_refused_however_it_is_spaced() {
        assert_eq!(verdict("Correct Horse Battery Staple"), Err(PasswordProblem::Common));
        assert_eq!(verdict("1q2w3e4r5t6y7u8i"), Err(PasswordProblem::Common));
    }

    #[test]
    fn a_few_characters_over_and_over_are_refused() {
        assert_eq!(verdict("aaaaaaaaaaaaaaaa"), Err(PasswordProblem::Repeated));
        assert_eq!(verdict("abc abc abc abc abc"), Err(PasswordProblem::Repeated));
    }

    #[test]
    fn the_name_of_the_practice_alone_is_refused_and_with_something_else_it_is_not() {
        assert_eq!(verdict("Maple Street Clinic 2026!"), Err(PasswordProblem::OnlyNames));
        assert_eq!(verdict("Maple Street otter lamp"), Ok(()));
    }

    #[test]
    fn the_shipped_list_holds_only_what_it_can_catch() {
        for common in COMMON.lines() {
            assert!(common.chars().count() >= SHORTEST, "{common} is too short anyway");
            assert_eq!(bare(common).as_str(), common);
        }
    }

    #[test]
    fn a_password_is_never_printed() {
        assert_eq!(format!("{:?}", Password::new("fern otter lamp")), "Password");
    }
}
