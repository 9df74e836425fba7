//! Texts as X12 takes them: capital letters, digits and a few signs, none of which is a delimiter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Of the basic character set (X12.6, appendix A) what is no delimiter here.
const SIGNS: &str = "!\"&'()+,-./;?=";

/// A text in the basic character set: accents and case are lost, what has no letter of its own becomes a blank.
pub fn reduced(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ł' | 'Ł' => plain.push('L'),
            'ø' | 'Ø' => plain.push('O'),
            'đ' | 'Đ' | 'ð' | 'Ð' => plain.push('D'),
            'ı' => plain.push('I'),
            'æ' | 'Æ' => plain.push_str("AE"),
            'œ' | 'Œ' => plain.push_str("OE"),
            'þ' | 'Þ' => plain.push_str("TH"),
            'ß' | 'ẞ' => plain.push_str("SS"),
            '’' | '‘' | 'ʼ' => plain.push('\''),
            '‐'..='―' => plain.push('-'),
            c if c.is_ascii_alphanumeric() => plain.push(c.to_ascii_uppercase()),
            c if SIGNS.contains(c) => plain.push(c),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reduced, and cut to what the field takes.
pub(super) fn cut(text: &str, most: usize) -> String {
    let mut text = reduced(text);
    // All of it is ASCII.
    text.truncate(most);
    text.truncate(text.trim_end().len());
    text
}

/// A number of somebody or something: letters, digits, dots and dashes.
pub(super) fn id(text: &str, most: usize) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    reduced(text).chars().filter(kept).take(most).collect()
}
