//! The same key twice: between the practice and what ships it is a replacement, among equals it is a fault.

use super::{LARCH, birch, change, outcome, outcome_over, read, shipped};
use expect_test::expect;
use rules::PackFile;

/// Each kind of fact of the full pack: its name and its text.
fn kinds() -> Vec<(&'static str, &'static str)> {
    let starts = [
        ("activity", "[[activity]]"),
        ("track", "[[track]]"),
        ("payer", "[[payer]]"),
        ("fees", "[[fees]]"),
        ("first date", "[[first_date]]"),
        ("list", "[lists.esrd]"),
        ("holidays", "[holidays]"),
        ("tcm", "[tcm]"),
        ("acp", "[acp]"),
        ("oncology", "[oncology]"),
    ];
    let place = |n: usize| starts.get(n).map_or(LARCH.len(), |(_, start)| LARCH.find(start).unwrap());
    starts.iter().enumerate().map(|(n, (name, _))| (*name, &LARCH[place(n)..place(n + 1)])).collect()
}

/// A pack with that name and facts.
fn pack(id: &str, facts: &str) -> String {
    birch(facts).replace("birch", id)
}

/// The shipped packs and some more that ship.
fn and_shipped(more: &[String]) -> Vec<PackFile> {
    let more = more.iter().map(|text| read(text).unwrap());
    shipped().iter().cloned().chain(more).collect()
}

/// What becomes of each kind of fact, a line each.
fn of_each(outcome: impl Fn(&str) -> String) -> String {
    kinds().into_iter().map(|(name, facts)| format!("{name} -> {}\n", outcome(facts))).collect()
}

#[test]
fn a_pack_of_the_practice_replaces_or_adds_whatever_it_names() {
    assert!(of_each(|facts| outcome(&[&pack("birch", facts)])).lines().all(|line| line.ends_with("-> fine")));
}

#[test]
fn two_packs_of_the_practice_never_say_the_same() {
    expect![[r#"
        activity -> birch activity[0].slug: call_school is in pack larch already
        track -> birch track[0].track: ccm_staff is in pack larch already
        payer -> birch payer[0].payer: bcbsm is in pack larch already
        fees -> birch fees[0].from: 2024-01-01 is in pack larch already
        first date -> birch first_date[0].code: 99437 is in pack larch already
        list -> birch lists.esrd: is in pack larch already
        holidays -> birch holidays: is in pack larch already
        tcm -> birch tcm: is in pack larch already
        acp -> birch acp: is in pack larch already
        oncology -> birch oncology: is in pack larch already
    "#]]
    .assert_eq(&of_each(|facts| outcome(&[&pack("larch", facts), &pack("birch", facts)])));
}

#[test]
fn of_three_packs_of_the_practice_each_but_the_first_is_at_fault() {
    let three = |facts: &str| outcome(&[&pack("larch", facts), &pack("birch", facts), &pack("alder", facts)]);
    expect![[r#"
        activity -> birch activity[0].slug: call_school is in pack larch already; alder activity[0].slug: call_school is in pack larch already
        track -> birch track[0].track: ccm_staff is in pack larch already; alder track[0].track: ccm_staff is in pack larch already
        payer -> birch payer[0].payer: bcbsm is in pack larch already; alder payer[0].payer: bcbsm is in pack larch already
        fees -> birch fees[0].from: 2024-01-01 is in pack larch already; alder fees[0].from: 2024-01-01 is in pack larch already
        first date -> birch first_date[0].code: 99437 is in pack larch already; alder first_date[0].code: 99437 is in pack larch already
        list -> birch lists.esrd: is in pack larch already; alder lists.esrd: is in pack birch already
        holidays -> birch holidays: is in pack larch already; alder holidays: is in pack larch already
        tcm -> birch tcm: is in pack larch already; alder tcm: is in pack larch already
        acp -> birch acp: is in pack larch already; alder acp: is in pack larch already
        oncology -> birch oncology: is in pack larch already; alder oncology: is in pack larch already
    "#]].assert_eq(&of_each(three));
}

#[test]
fn two_shipped_packs_never_say_the_same() {
    let twice = |facts: &str| outcome_over(&and_shipped(&[pack("larch", facts), pack("birch", facts)]), &[]);
    expect![[r#"
        activity -> birch activity[0].slug: call_school is in pack larch already
        track -> larch track[0].track: ccm_staff is in pack tracks already; birch track[0].track: ccm_staff is in pack tracks already
        payer -> larch payer[0].payer: bcbsm is in pack bcbsm already; birch payer[0].payer: bcbsm is in pack bcbsm already
        fees -> birch fees[0].from: 2024-01-01 is in pack larch already
        first date -> larch first_date[0].code: 99437 is in pack codes already; birch first_date[0].code: 99437 is in pack codes already
        list -> larch lists.esrd: is in pack codes already; birch lists.esrd: is in pack larch already
        holidays -> larch holidays: is in pack holidays already; birch holidays: is in pack holidays already
        tcm -> larch tcm: is in pack families already; birch tcm: is in pack families already
        acp -> larch acp: is in pack families already; birch acp: is in pack families already
        oncology -> larch oncology: is in pack families already; birch oncology: is in pack families already
    "#]].assert_eq(&of_each(twice));
}

#[test]
fn a_shipped_pack_that_is_at_fault_stays_so_under_a_pack_of_the_practice() {
    let oncology = kinds().pop().unwrap().1;
    let said = outcome_over(&and_shipped(&[pack("larch", oncology)]), &[&pack("birch", oncology)]);
    assert_eq!(said, "larch oncology: is in pack families already");
}

#[test]
fn one_pack_says_nothing_twice() {
    let lists = [0, 1, 2, 3, 4].map(|kind| kinds()[kind]);
    let twice = lists.map(|(name, facts)| {
        let facts =
            if name == "activity" { change(facts, ("nurse", "cook")) + facts } else { facts.repeat(2) };
        format!("{name} -> {}\n", outcome(&[&pack("birch", &facts)]))
    });
    expect![[r#"
        activity -> birch activity[1].slug: call_school is in this pack already
        track -> birch track[1].track: ccm_staff is in this pack already
        payer -> birch payer[1].payer: bcbsm is in this pack already
        fees -> birch fees[1].from: 2024-01-01 is in this pack already
        first date -> birch first_date[1].code: 99437 is in this pack already
    "#]]
    .assert_eq(&twice.concat());
}

#[test]
fn a_payer_has_one_pack_of_a_track() {
    let (_, track) = LARCH.split_once("[[payer.track]]").unwrap();
    let track = track.split_once("[[fees]]").unwrap().0;
    let other = track.replace("\"complex\"", "\"pcm_staff\"");
    let with = |tracks: &[&str]| {
        let tracks: String = tracks.iter().map(|track| format!("[[payer.track]]{track}")).collect();
        outcome(&[&change(LARCH, ("[[fees]]", &format!("{tracks}[[fees]]")))])
    };
    assert_eq!(with(&[&other]), "fine");
    assert_eq!(with(&[track]), "larch payer[0].track[1].track: complex is in this pack already");
    assert_eq!(with(&[&other, &other]), "larch payer[0].track[2].track: pcm_staff is in this pack already");
    let cigna = kinds()[2].1.replace("\"bcbsm\"", "\"cigna\"");
    let both = format!("{}{cigna}[[payer.track]]{track}", kinds()[2].1);
    assert_eq!(
        outcome(&[&pack("birch", &both)]),
        "birch payer[1].track[1].track: complex is in this pack already"
    );
}
