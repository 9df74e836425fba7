//! Packs over each other: nothing may be missing in the end, and fee tables lose no code.

use super::{LARCH, birch, change, outcome, outcome_over, read, shipped, shipped_text};
use expect_test::expect;
use rules::{PackFault, PackFile, Packs, SHIPPED_PACKS};

/// The shipped packs with one thing changed in one of them.
fn with(file: &str, changed: (&str, &str)) -> Vec<PackFile> {
    let new = |name: &str, pack: &PackFile| {
        if name == file { read(&change(shipped_text(file), changed)).unwrap() } else { pack.clone() }
    };
    SHIPPED_PACKS.iter().zip(shipped()).map(|((name, _), pack)| new(name, pack)).collect()
}

/// The shipped packs but one.
fn without(file: &str) -> Vec<PackFile> {
    let others = SHIPPED_PACKS.iter().zip(shipped()).filter(|((name, _), _)| *name != file);
    others.map(|(_, pack)| pack.clone()).collect()
}

#[test]
fn no_pack_may_be_missing_but_the_activities_and_one_year_of_fees() {
    let said = |(file, _): &(&str, &str)| format!("{file} -> {}\n", outcome_over(&without(file), &[]));
    let files = SHIPPED_PACKS.iter().map(said).collect::<String>();
    expect![[r#"
        activities.toml -> fine
        tracks.toml -> activities pack: no pack has track ccm_staff
        medicare.toml -> activities pack: no pack has payer medicare
        bcbsm.toml -> activities pack: no pack has payer bcbsm
        priority.toml -> activities pack: no pack has payer priority
        cigna.toml -> activities pack: no pack has payer cigna
        medicaid.toml -> activities pack: no pack has payer medicaid
        fees-2025.toml -> fine
        fees-2026.toml -> fine
        codes.toml -> activities pack: no pack has [lists.visits]
        families.toml -> activities pack: no pack has [tcm]
        holidays.toml -> activities pack: no pack has [holidays]
    "#]]
    .assert_eq(&files);
    let mut no_fees = without("fees-2025.toml");
    no_fees.retain(|pack| pack.pack.id != "fees-2026");
    assert_eq!(outcome_over(&no_fees, &[]), "activities pack: no pack has a fee table");
    assert_eq!(
        Packs::of(&[], &[]).unwrap_err(),
        [PackFault { pack: 0, key: "pack".into(), what: "no pack has track ccm_staff".into() }]
    );
}

#[test]
fn without_any_of_the_tracks_or_lists_or_families_that_one_is_named() {
    let tables =
        |file: &'static str| shipped_text(file).split("\n\n").filter(|table| table.contains("\nsource"));
    let mut said = String::new();
    for file in ["tracks.toml", "codes.toml", "families.toml"] {
        for table in tables(file) {
            let outcome = outcome_over(&with(file, (table, "")), &[]);
            let name =
                table.lines().filter(|line| !line.starts_with('#')).take(2).collect::<Vec<_>>().join(" ");
            said += &format!("{} -> {outcome}\n", name.split(" codes").next().unwrap());
        }
    }
    expect![[r#"
        [[track]] track = "ccm_staff" -> activities pack: no pack has track ccm_staff
        [[track]] track = "ccm_practitioner" -> activities pack: no pack has track ccm_practitioner
        [[track]] track = "complex" -> activities pack: no pack has track complex
        [[track]] track = "pcm_staff" -> activities pack: no pack has track pcm_staff
        [[track]] track = "pcm_practitioner" -> activities pack: no pack has track pcm_practitioner
        [lists.visits] -> activities pack: no pack has [lists.visits]
        [lists.pairs] -> activities pack: no pack has [lists.pairs]
        [lists.ccm] -> activities pack: no pack has [lists.ccm]
        [lists.tcm] -> activities pack: no pack has [lists.tcm]
        [lists.esrd] -> activities pack: no pack has [lists.esrd]
        [lists.oversight] -> activities pack: no pack has [lists.oversight]
        [lists.apcm] -> activities pack: no pack has [lists.apcm]
        [lists.behavioral] -> activities pack: no pack has [lists.behavioral]
        [lists.wellness] -> activities pack: no pack has [lists.wellness]
        [lists.critical] -> activities pack: no pack has [lists.critical]
        [lists.tcm_2013] -> activities pack: no pack has [lists.tcm_2013]
        [[first_date]] code = "99439" -> fine
        [[first_date]] code = "99437" -> fine
        [[first_date]] code = "99424" -> fine
        [[first_date]] code = "99425" -> fine
        [[first_date]] code = "99426" -> fine
        [[first_date]] code = "99427" -> fine
        [tcm] moderate = "99495" -> activities pack: no pack has [tcm]
        [acp] base = "99497" -> activities pack: no pack has [acp]
        [oncology] initial = "S0353" -> activities pack: no pack has [oncology]
    "#]]
    .assert_eq(&said);
}

#[test]
fn what_is_missing_is_said_only_where_nothing_else_is_wrong() {
    let wrong = change(LARCH, ("codes = [\"90951-90970\"]", "codes = []"));
    let said = "larch lists.esrd.codes: a list names at least one code";
    assert_eq!(outcome_over(&without("cigna.toml"), &[&wrong]), said);
    assert_eq!(outcome_over(&without("cigna.toml"), &[LARCH]), "activities pack: no pack has payer cigna");
}

#[test]
fn what_no_shipped_pack_has_a_pack_of_the_practice_may_have() {
    assert_eq!(outcome_over(&without("holidays.toml"), &[LARCH]), "fine");
    assert_eq!(outcome_over(&without("cigna.toml"), &[shipped_text("cigna.toml")]), "fine");
    let all: Vec<_> = SHIPPED_PACKS.iter().map(|(_, text)| *text).collect();
    assert_eq!(outcome_over(&[], &all), "fine");
}

/// A fee table: the day it is from and the codes it has rates of.
type Table<'t> = (&'t str, &'t [&'t str]);

/// A pack with fee tables.
fn fees(tables: &[Table<'_>]) -> String {
    let table = |(from, codes): &Table<'_>| {
        let rates =
            codes.iter().map(|code| format!("{{ code = \"{code}\", non_facility = 2, facility = 1 }}, "));
        format!(
            "[[fees]]\nfrom = \"{from}\"\nsource = \"CMS, rates\"\nverified = \"quoted\"\nrate = [{}]\n",
            rates.collect::<String>()
        )
    };
    birch(&tables.iter().map(table).collect::<String>())
}

const OF_2026: &[&str] = &[
    "99490", "99439", "99491", "99437", "99487", "99489", "99426", "99427", "99424", "99425", "99495",
    "99496", "99497", "99498",
];

#[test]
fn a_fee_table_has_every_code_of_the_one_before_it() {
    let (all, few) = (OF_2026, &OF_2026[1..]);
    let more = [OF_2026, &["G0557"]].concat();
    let rows: [(&str, &[Table<'_>]); 9] = [
        ("all codes of the year before", &[("2027-01-01", all)]),
        ("one code less", &[("2027-01-01", few)]),
        ("one code less in the second table", &[("2027-01-01", all), ("2028-01-01", few)]),
        (
            "one code less in the last, written first",
            &[("2029-01-01", few), ("2027-01-01", all), ("2028-01-01", &more)],
        ),
        ("another code instead", &[("2027-01-01", &["G0557"])]),
        ("one code more", &[("2027-01-01", &more)]),
        ("one code more for a year only", &[("2027-01-01", &more), ("2028-01-01", all)]),
        ("few codes of an earlier year", &[("2024-01-01", few)]),
        ("few codes in the place of a shipped year", &[("2025-01-01", few)]),
    ];
    let said = rows.map(|(name, tables)| format!("{name} -> {}\n", outcome(&[&fees(tables)])));
    expect![[r#"
        all codes of the year before -> fine
        one code less -> birch fees[0].rate: has no rate of 99490, which the table from 2026-01-01 has: a code that is not paid has 0
        one code less in the second table -> birch fees[1].rate: has no rate of 99490, which the table from 2027-01-01 has: a code that is not paid has 0
        one code less in the last, written first -> birch fees[0].rate: has no rate of 99490, which the table from 2028-01-01 has: a code that is not paid has 0
        another code instead -> birch fees[0].rate: has no rate of 99490, which the table from 2026-01-01 has: a code that is not paid has 0
        one code more -> fine
        one code more for a year only -> birch fees[1].rate: has no rate of G0557, which the table from 2027-01-01 has: a code that is not paid has 0
        few codes of an earlier year -> fine
        few codes in the place of a shipped year -> fine
    "#]].assert_eq(&said.concat());
    let said = outcome(&[&fees(&[("2026-01-01", few)])]);
    assert_eq!(
        said,
        "birch fees[0].rate: has no rate of 99490, which the table from 2025-01-01 has: a code that is not paid has 0"
    );
}

#[test]
fn a_shipped_table_that_lacks_a_code_of_an_earlier_year_of_the_practice_is_named() {
    let said = "fees-2025 fees[0].rate: has no rate of G0557, which the table from 2024-01-01 has: a code that is not paid \
        has 0";
    assert_eq!(outcome(&[&fees(&[("2024-01-01", &["G0557"])])]), said);
}

#[test]
fn packs_are_numbered_through_and_the_shipped_ones_come_first() {
    let wrong = change(LARCH, ("codes = [\"90951-90970\"]", "codes = []"));
    let practice = [birch(""), wrong].map(|text| read(&text).unwrap());
    let faults = Packs::of(shipped(), &practice).unwrap_err();
    let expected = PackFault {
        pack: SHIPPED_PACKS.len() + 1,
        key: "lists.esrd.codes".into(),
        what: "a list names at least one code".into(),
    };
    assert_eq!(faults, [expected]);
}
