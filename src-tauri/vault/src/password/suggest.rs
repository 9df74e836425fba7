//! A password for who has no idea: five everyday words drawn by the operating system's random source.

use zeroize::Zeroizing;

use super::Password;
use crate::bytes;

/// 1,024 everyday words of four to six letters, chosen for this program, none of them out of place in a practice.
const WORDS: &str = include_str!("words.txt");

/// 2 to the power of 10 words are drawn from, and five of them make 50 bits: at 2,500 tries a second, about what a fast
/// graphics card reaches against 64 MiB of Argon2id, half of them take 7,000 years.
const DRAWN_FROM: usize = 1024;
const DRAWN: usize = 5;

impl Password {
    /// Five random words, to be shown to who chooses a password or gives a one-time one.
    pub fn suggest() -> Zeroizing<String> {
        let words: Vec<&str> = WORDS.split_whitespace().take(DRAWN_FROM).collect();
        let mut text = Zeroizing::new(String::with_capacity(DRAWN * 8));
        for place in 0..DRAWN {
            if place > 0 {
                text.push(' ');
            }
            text.push_str(words[draw() % words.len()]);
        }
        text
    }
}

/// Any of 65,536 numbers, which the number of words divides: each word comes as often as any other.
fn draw() -> usize {
    usize::from(u16::from_le_bytes(bytes::random()))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_list_has_enough_words_each_of_them_once() {
        let words: Vec<_> = WORDS.split_whitespace().collect();
        let different: HashSet<_> = words.iter().collect();
        assert_eq!(different.len(), words.len(), "a word stands in the list twice");
        assert!(words.len() >= DRAWN_FROM, "{} words", words.len());
        assert_eq!(65_536 % DRAWN_FROM, 0);
    }

    #[test]
    fn every_word_is_short_and_easy_to_type() {
        for word in WORDS.split_whitespace() {
            assert!((4..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn the_words_are_drawn_evenly() {
        let drawn: HashSet<usize> = (0..20_000).map(|_| draw() % DRAWN_FROM).collect();
        assert_eq!(drawn.len(), DRAWN_FROM, "some words never come");
    }
}
