//! What is wrong with a pack is said with file, line and key.

use super::*;
use expect_test::{Expect, expect};
use rules::{Cents, Exclusion, Place, Track};

const HEADER: &str =
    "[pack]\nid = \"larch\"\nversion = \"1\"\nlabel = \"Larch Street\"\nfrom = \"2026-01-01\"\n";

/// Reads a pack of the practice: its header, and from line 6 on what is given.
fn read(facts: &str) -> Result<RuleSet, Vec<PackError>> {
    let text = format!("{HEADER}{facts}");
    RuleSet::with(&[PackText { file: "larch.toml", text: &text }])
}

fn wrong(facts: &str, expected: &Expect) {
    said(read(facts), expected);
}

fn said(read: Result<RuleSet, Vec<PackError>>, expected: &Expect) {
    let errors: Vec<_> = read.unwrap_err().iter().map(PackError::to_string).collect();
    expected.assert_eq(&errors.join("\n"));
}

const TRACK: &str = r#"[[track]]
track = "ccm_staff"
base = "99490"
first_s = 1200
add_on = "99439"
block_s = 1200
performers = "clinical_staff"
mdm = "no"
source = "Larch Street Clinic, letter of the payer, 2 March 2026"
verified = "document"
"#;

const ACTIVITY: &str = r#"[[activity]]
slug = "call_school"
label = "Call with a school nurse"
medicare = "C"
bcbsm = "X"
priority = "C"
reason = "X-ACTIVITY-ADMIN"
source = "Larch Street Clinic, letter of the payer, 2 March 2026"
verified = "not_verified"
"#;

#[test]
fn a_key_that_no_pack_has_is_named() {
    wrong(
        &TRACK.replace("block_s =", "block = 3\nblock_s ="),
        &expect![
            "larch.toml:11: track[0].block: no pack has this key here; it could be one of track, base, first_s, add_on, block_s, cap, unusual_above, bands, activities, performers, mdm, apart, source, verified"
        ],
    );
}

#[test]
fn a_value_of_another_type_is_named() {
    wrong(
        &TRACK.replace("block_s = 1200", "block_s = \"twenty minutes\""),
        &expect![[r#"larch.toml:11: track[0].block_s: "twenty minutes" is not a whole number"#]],
    );
}

#[test]
fn a_key_that_is_missing_is_named_at_its_table() {
    wrong(&TRACK.replace("base = \"99490\"\n", ""), &expect!["larch.toml:6: track[0].base: is missing"]);
}

#[test]
fn a_key_that_a_table_inside_a_table_lacks_is_named_there() {
    let families =
        include_str!("../../../../assets/rules/families.toml").replace("late_visit_days = 14\n", "");
    said(
        RuleSet::with(&[PackText { file: "families.toml", text: &families }]),
        &expect!["families.toml:9: tcm.late_visit_days: is missing"],
    );
    let bcbsm = include_str!("../../../../assets/rules/bcbsm.toml").replace(", started_s = 60", "");
    said(
        RuleSet::with(&[PackText { file: "bcbsm.toml", text: &bcbsm }]),
        &expect!["bcbsm.toml:40: payer[0].track[0].bands.started_s: is missing"],
    );
}

#[test]
fn a_block_that_no_time_would_fill_is_refused() {
    wrong(
        &TRACK.replace("block_s = 1200", "block_s = 0"),
        &expect!["larch.toml:11: track[0].block_s: 0 is not at least one second, at most a month of them"],
    );
}

#[test]
fn a_reason_that_does_not_exist_is_refused() {
    wrong(
        &ACTIVITY.replace("X-ACTIVITY-ADMIN", "X-ACTIVITY-SCHOOL"),
        &expect![[
            r#"larch.toml:12: activity[0].reason: "X-ACTIVITY-SCHOOL" is not one of X-ACTIVITY-ADMIN X-ACTIVITY-ATTEMPT X-ACTIVITY-AUTH X-ACTIVITY-BENEFIT X-ACTIVITY-DOC X-ACTIVITY-EMAIL X-ACTIVITY-PATIENT-CONTACT X-ACTIVITY-REMINDER X-ACTIVITY-SEPARATE X-ACTIVITY-TRAVEL X-AFTER-REVOCATION X-BEFORE-CONSENT X-DECEASED X-DUPLICATE X-INPATIENT X-NO-PROGRAM X-NONCLINICAL X-NOT-BILLER X-OVERLAP-PATIENT X-OVERLAP-PERFORMER X-ROUNDING X-STALE-TIMER X-UNLICENSED X-UNTRAINED X-USED-ELSEWHERE"#
        ]],
    );
}

#[test]
fn an_excluded_activity_says_why() {
    wrong(
        &ACTIVITY.replace("reason = \"X-ACTIVITY-ADMIN\"\n", ""),
        &expect!["larch.toml:6: activity[0].reason: is missing: an activity that is excluded says why"],
    );
}

#[test]
fn a_fact_without_source_or_mark_or_with_an_empty_source_is_refused() {
    wrong(
        &ACTIVITY.replace("source = \"Larch Street Clinic, letter of the payer, 2 March 2026\"\n", ""),
        &expect!["larch.toml:6: activity[0].source: is missing"],
    );
    wrong(
        &ACTIVITY.replace("verified = \"not_verified\"\n", ""),
        &expect!["larch.toml:6: activity[0].verified: is missing"],
    );
    wrong(
        &ACTIVITY.replace("Larch Street Clinic, letter of the payer, 2 March 2026", " "),
        &expect![[
            r#"larch.toml:13: activity[0].source: " " is not a source a reader can look up: publisher, document, date"#
        ]],
    );
    wrong(
        &ACTIVITY.replace("letter of the payer, 2 March 2026", "notes.md"),
        &expect![[
            r#"larch.toml:13: activity[0].source: "Larch Street Clinic, notes.md" is not a source a reader can look up: publisher, document, date"#
        ]],
    );
    wrong(
        &ACTIVITY.replace("not_verified", "surely"),
        &expect![[
            r#"larch.toml:14: activity[0].verified: "surely" is not one of official_file document rule_maker quoted not_verified design"#
        ]],
    );
}

#[test]
fn the_same_key_twice_is_refused_within_a_pack_and_between_packs_of_the_practice() {
    wrong(
        &format!("{ACTIVITY}{ACTIVITY}"),
        &expect!["larch.toml:16: activity[1].slug: call_school is in this pack already"],
    );
    let (one, two) =
        (format!("{HEADER}{ACTIVITY}"), format!("{}{ACTIVITY}", HEADER.replace("larch", "birch")));
    let both = [PackText { file: "one.toml", text: &one }, PackText { file: "two.toml", text: &two }];
    said(
        RuleSet::with(&both),
        &expect!["two.toml:7: activity[0].slug: call_school is in pack larch already"],
    );
}

#[test]
fn two_packs_of_one_id_are_refused() {
    let (one, two) = (format!("{HEADER}{ACTIVITY}"), format!("{HEADER}{TRACK}"));
    let both = [PackText { file: "one.toml", text: &one }, PackText { file: "two.toml", text: &two }];
    said(
        RuleSet::with(&both),
        &expect!["two.toml:2: pack.id: one.toml is larch too: give one of them another id"],
    );
}

#[test]
fn days_that_are_out_of_order_are_refused() {
    let cigna = include_str!("../../../../assets/rules/cigna.toml");
    let span = "\n[[payer.coverage]]\nsubmitted_from = \"2019-01-01\"\nservices = [\"tcm\"]\nsource = \"Cigna, letter, 2019\"\nverified = \"document\"\n";
    let text = format!("{cigna}{span}");
    said(
        RuleSet::with(&[PackText { file: "cigna.toml", text: &text }]),
        &expect![
            "cigna.toml:26: payer[0].coverage[1].submitted_from: lies before the one above: coverage goes from the earliest day to the latest"
        ],
    );
    let families = include_str!("../../../../assets/rules/families.toml")
        .replace("period_days = 30", "period_days = 13");
    said(
        RuleSet::with(&[PackText { file: "families.toml", text: &families }]),
        &expect!["families.toml:15: tcm.period_days: ends before the late visit, day 14"],
    );
    wrong(
        "[[first_date]]\ncode = \"99490\"\nfrom = \"2026-02-30\"\nsource = \"CMS, 2026\"\nverified = \"quoted\"\n",
        &expect![[r#"larch.toml:8: first_date[0].from: "2026-02-30" is not a date YYYY-MM-DD in 2000-2099"#]],
    );
}

#[test]
fn a_fee_table_without_a_code_of_the_one_before_is_refused() {
    wrong(
        "[[fees]]\nfrom = \"2027-01-01\"\nrate = [{ code = \"99490\", non_facility = 6700, facility = 4400 }]\nsource = \"CMS, CY2027 final rule\"\nverified = \"quoted\"\n",
        &expect![
            "larch.toml:8: fees[0].rate: has no rate of 99439, which the table from 2026-01-01 has: a code that is not paid has 0"
        ],
    );
}

#[test]
fn a_fact_set_apart_must_be_one_of_its_table() {
    let apart = "apart = [{ key = \"cap\", source = \"CMS, letter, 2026\", verified = \"quoted\" }]\n";
    wrong(
        &format!("{TRACK}{apart}"),
        &expect!["larch.toml:16: track[0].apart[0].key: this table has no cap that could be set apart"],
    );
}

#[test]
fn a_text_that_is_no_toml_and_one_without_a_header_are_refused() {
    wrong("[[track]\n", &expect!["larch.toml:6: unclosed array table, expected `]`"]);
    said(
        RuleSet::with(&[PackText { file: "larch.toml", text: TRACK }]),
        &expect!["larch.toml:1: pack: is missing"],
    );
    wrong("from = \"2026-01-01\"\n", &expect!["larch.toml:6: from: is here twice"]);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let text = format!("{}{}", TRACK.replace("\"no\"", "\"maybe\""), ACTIVITY.replace("\"C\"", "\"Y\""));
    wrong(
        &text,
        &expect![[r#"
        larch.toml:13: track[0].mdm: "maybe" is not one of no yes by_setting
        larch.toml:19: activity[0].medicare: "Y" is not one of C X"#]],
    );
}

#[test]
fn of_a_file_full_of_faults_the_first_hundred_are_said() {
    // Looking for each of them in the whole file would take minutes.
    let (table, apart) = ("[[payer]]\n", "[[a.apart]]\nkey = \"b\"\n");
    for faults in [table.repeat(20_000), format!("[a]\n{}", apart.repeat(8_000))] {
        let said = read(&faults).unwrap_err().len();
        assert!((100..=101).contains(&said), "{said}");
    }
}

#[test]
fn a_pack_of_the_practice_adds_what_is_new_and_takes_the_place_of_what_is_there() {
    let set = read(&format!("{TRACK}{ACTIVITY}").replace("first_s = 1200", "first_s = 1500")).unwrap();
    let rules = set.rules();
    assert_eq!(rules.track(Track::CcmStaff, Payer::Medicare).first_s.0, 1500);
    assert_eq!(rules.track(Track::Complex, Payer::Medicare).first_s.0, 3600, "what it does not name stays");
    let added = rules.activity("call_school").unwrap();
    assert_eq!(added.counts(Payer::Bcbsm, Track::Complex, rules), Err(Exclusion::ActivityAdmin));
    assert_eq!(rules.activities().len(), shipped().activities().len() + 1);
    assert_eq!(shipped().track(Track::CcmStaff, Payer::Medicare).first_s.0, 1200);
}

#[test]
fn a_copy_of_a_payers_pack_keeps_the_tracks_it_leaves_out() {
    let priority = include_str!("../../../../assets/rules/priority.toml");
    let text = priority.split("[[payer.track]]").next().unwrap().replace("2026.1", "2026.1-larch");
    let set = RuleSet::with(&[PackText { file: "priority.toml", text: &text }]).unwrap();
    assert_eq!(set.rules().track(Track::Complex, Payer::Priority).cap, Some(2));
    assert!(set.version(Payer::Priority).ends_with(" practice"), "{}", set.version(Payer::Priority));
}

#[test]
fn a_new_fee_year_is_used_from_its_first_day() {
    let text = include_str!("../../../../assets/rules/fees-2026.toml")
        .replace("fees-2026", "fees-2027")
        .replace("2026-01-01", "2027-01-01")
        .replace("6613", "6700");
    let set = RuleSet::with(&[PackText { file: "fees-2027.toml", text: &text }]).unwrap();
    let fee = |day: &str| {
        rules::fee("99490".parse().unwrap(), day.parse().unwrap(), Place::NonFacility, false, set.rules())
    };
    assert_eq!([fee("2026-12-31"), fee("2027-01-01")], [Cents(6613), Cents(6700)]);
}

#[test]
fn every_shipped_pack_is_sound_has_facts_and_says_of_each_who_says_so() {
    for pack in shipped_set().packs() {
        let facts = facts(&pack.text);
        assert!(!facts.is_empty(), "{}", pack.header.id);
        for fact in facts {
            assert!(fact.source.len() > 10, "{}: {fact:?}", pack.header.id);
            assert!(!fact.values.is_empty(), "{}: {fact:?}", pack.header.id);
            let own = ["spec", "shared", "rules.md", "seed", "[A]", "[B]", "[C]", "[D]", "[E]"];
            assert!(!own.iter().any(|word| fact.source.contains(word)), "{fact:?}");
        }
    }
}

#[test]
fn a_fact_that_another_source_says_stands_by_itself() {
    let facts = facts(include_str!("../../../../assets/rules/tracks.toml"));
    let cap = facts.iter().find(|fact| fact.about == "track pcm_staff" && fact.values[0].0 == "cap").unwrap();
    assert_eq!(cap.values, [("cap".to_owned(), "2".to_owned())]);
    assert!(!facts.iter().any(|fact| fact.values.len() > 1
        && fact.values.iter().any(|(key, _)| key == "cap")
        && fact.about == "track pcm_staff"));
}

#[test]
fn the_hash_of_all_packs_follows_every_byte_of_each() {
    let set = read(ACTIVITY).unwrap();
    let changed = read(&ACTIVITY.replace("school nurse", "school nurses")).unwrap();
    assert_eq!(set.sha256(), read(ACTIVITY).unwrap().sha256());
    assert_ne!(set.sha256(), changed.sha256());
    assert_ne!(set.sha256(), shipped_set().sha256());
    let version = shipped_set().version(Payer::Bcbsm);
    assert_eq!(version, format!("bcbsm 2026.1 {}", short(shipped_set().sha256())));
}

#[test]
fn every_base_code_has_a_fee_in_every_year() {
    for table in shipped().fee_tables() {
        for track in Track::ALL {
            let base = shipped().track(*track, Payer::Medicare).base;
            assert!(
                rules::fee(base, table.from, Place::NonFacility, false, shipped()) > Cents::ZERO,
                "{base}"
            );
        }
    }
}
