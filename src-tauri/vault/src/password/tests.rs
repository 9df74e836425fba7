//! Which passwords may be chosen, and which are suggested.

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
    let long: String =
        (0..60).map(|n| format!("{} {} ", ["fern", "otter", "lamp", "chalk"][n % 4], n * n)).collect();
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
        assert!(
            common.chars().count() >= SHORTEST - 3,
            "{common} is too short even with spaces between its words"
        );
        assert_eq!(bare(common).as_str(), common);
    }
}

#[test]
fn a_password_is_never_printed() {
    assert_eq!(format!("{:?}", Password::new("fern otter lamp")), "Password");
}

#[test]
fn the_shipped_list_is_in_order_without_doubles_and_long() {
    let lines: Vec<_> = COMMON.lines().collect();
    assert!(lines.is_sorted_by(|a, b| a < b));
    assert!(lines.len() >= 9_000, "{} entries", lines.len());
}

#[test]
fn a_long_password_of_what_is_tried_early_is_refused() {
    use PasswordProblem::{Common, Guessable, Repeated};
    let cases = [
        ("January February", Guessable),
        ("sunshine princess", Guessable),
        ("abcdefg hijklmn", Guessable),
        ("qazwsx edcrfv 1", Guessable),
        ("monkey 1234567890", Common),
        ("Winter is coming", Common),
        ("May 5 1984 May 5 1984", Repeated),
        ("dragon dragon 2019!", Repeated),
        ("otter lamp otter lamp", Repeated),
    ];
    for (typed, problem) in cases {
        assert_eq!(verdict(typed), Err(problem), "{typed}");
    }
}

#[test]
fn the_screen_is_told_how_good_a_password_is_and_what_is_weak_about_it() {
    let strength = |typed: &str| Password::new(typed).strength(&["Nora Quinn"]);
    let good = strength("fern otter lamp chalk");
    assert_eq!((good.score, good.problem, good.hint), (4, None, None));
    let short = strength("qwertyuiop");
    assert!(short.score < 3 && matches!(short.problem, Some(PasswordProblem::TooShort { .. })));
    assert!(short.hint.is_some());
    let listed = strength("correct horse battery staple");
    assert_eq!((listed.score, listed.problem), (0, Some(PasswordProblem::Common)));
}

#[test]
fn a_hint_never_repeats_a_part_of_the_password() {
    for typed in ["noraquinn", "zebrazebrazebra", "1984-05-17", "aardvark1", "poiuytrewq"] {
        let hint = Password::new(typed).strength(&[]).hint.unwrap_or_default();
        assert!(!hint.to_lowercase().contains(typed), "{hint}");
    }
}

#[test]
fn a_part_over_and_over_is_refused_however_long_the_whole_is() {
    let long = Password::new(&"a1!Bc".repeat(50));
    assert_eq!(long.check_rules(&[]), Err(PasswordProblem::Repeated));
}

#[test]
fn a_suggestion_is_five_words_of_the_list_that_keep_the_rules_and_differ_each_time() {
    let suggestions: Vec<_> = (0..20).map(|_| Password::suggest()).collect();
    for suggestion in &suggestions {
        assert_eq!(suggestion.split(' ').count(), 5);
        assert_eq!(Password::new(suggestion).check_rules(&["Nora Quinn"]), Ok(()), "{}", suggestion.as_str());
    }
    let mut different: Vec<_> = suggestions.iter().map(|suggestion| suggestion.as_str()).collect();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), suggestions.len());
}
