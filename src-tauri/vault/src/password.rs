//! A password as it is typed, and what it must be: long, and not one everybody thinks of. No rules about its characters.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

mod suggest;

/// A password that stands alone has at least 15 characters: SP 800-63B-4, section 3.1.1.2 (NIST, 2025).
const SHORTEST: usize = 15;

/// Verifiers should allow at least 64 characters (same section); more than this only slows the PC.
const LONGEST: usize = 256;

/// More than 10^8 guesses for somebody who knows words, names, dates and keyboards (Daniel Wheeler, "zxcvbn", USENIX
/// Security 2016): the scale's "safely unguessable".
const GOOD_ENOUGH: Score = Score::Three;

/// Long enough and still among the first guesses, without spaces and in lower case: hence some are shorter here than what
/// is typed. Made for this program from what the
/// published lists of common passwords have in common: well-known words doubled, tripled and counted up, rows and columns
/// of the keyboard, runs of digits, sayings, titles and prayers, and the words of a practice.
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
    /// The same characters, or the same words, over and over.
    #[error("This is the same over and over. Please choose something else.")]
    Repeated,
    /// Among the first that anybody would try.
    #[error("Many people use this password, so it is guessed first. Please choose another.")]
    Common,
    /// Long enough, and made of what is tried early.
    #[error(
        "This would be guessed too soon. Please take four or five words that have nothing to do with one another."
    )]
    Guessable,
    /// Nothing but the name of a person or of the practice.
    #[error("This is only a name that others know. Please add something they do not.")]
    OnlyNames,
}

impl PasswordProblem {
    /// Whether it would be guessed without any effort.
    fn is_known(self) -> bool {
        matches!(self, Self::Repeated | Self::Common | Self::OnlyNames)
    }
}

/// How good a password is, for the screen on which it is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strength {
    /// From 0, guessed at once, to 4; 3 is enough.
    pub score: u8,
    /// Why it cannot be used, if it cannot.
    pub problem: Option<PasswordProblem>,
    /// What about it is easy to guess. Never holds a part of it.
    pub hint: Option<String>,
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
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_rules(&self, names: &[&str]) -> Result<(), PasswordProblem> {
        self.check_listed(names)?;
        let (score, _) = self.judge(names);
        if score < GOOD_ENOUGH { Err(PasswordProblem::Guessable) } else { Ok(()) }
    }

    /// How good it is, to be shown while it is typed. `names` are the person's and the practice's.
    pub fn strength(&self, names: &[&str]) -> Strength {
        let (score, warning) = self.judge(names);
        let listed = self.check_listed(names).err();
        let guessable = (score < GOOD_ENOUGH).then_some(PasswordProblem::Guessable);
        Strength {
            score: if listed.is_some_and(PasswordProblem::is_known) { 0 } else { score.into() },
            problem: listed.or(guessable),
            hint: warning.map(|warning| warning.to_string()),
        }
    }

    /// The rules that need no estimate.
    fn check_listed(&self, names: &[&str]) -> Result<(), PasswordProblem> {
        let found = self.0.chars().count();
        if found < SHORTEST {
            return Err(PasswordProblem::TooShort { found, needed: SHORTEST });
        }
        if found > LONGEST {
            return Err(PasswordProblem::TooLong { allowed: LONGEST });
        }
        let bare = bare(&self.0);
        if is_repeated(&self.0) || is_repeated(&bare) || is_repeated(bare.trim_matches(char::is_numeric)) {
            Err(PasswordProblem::Repeated)
        } else if COMMON.lines().any(|common| common == bare.as_str()) {
            Err(PasswordProblem::Common)
        } else if only_names(&bare, names) {
            Err(PasswordProblem::OnlyNames)
        } else {
            Ok(())
        }
    }

    /// How hard it is to guess, by the easier of two readings: spaces and marks between well-known words add little, and
    /// the estimate takes them for secrets. The estimate's own copies of the password are not wiped.
    fn judge(&self, names: &[&str]) -> (Score, Option<Warning>) {
        let names = known(names);
        let typed = zxcvbn(&self.0, &names);
        let warning = typed.feedback().and_then(|feedback| feedback.warning());
        (typed.score().min(zxcvbn(&bare(&self.0), &names).score()), warning)
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

/// Each name, and each of its words: half of a name is no secret either.
fn known<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().flat_map(|name| name.split_whitespace().chain([*name])).collect()
}

/// Letters and digits in lower case: spaces and marks between well-known words do not make them less known.
fn bare(text: &str) -> Zeroizing<String> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    Zeroizing::new(letters.flat_map(char::to_lowercase).collect())
}

/// Whether it is one part over and over: such a password is as good as the part.
fn is_repeated(text: &str) -> bool {
    let chars = Zeroizing::new(text.chars().collect::<Vec<_>>());
    (1..=chars.len() / 2).any(|part| chars.iter().zip(&chars[part..]).all(|(a, b)| a == b))
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
mod tests;
