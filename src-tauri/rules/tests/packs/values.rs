//! Single values: each is accepted up to its bounds and refused beyond them, where it stands.

use super::{LARCH, change, outcome, read};
use expect_test::expect;

/// What becomes of the pack with each of the values at a key: a line for each outcome, and the values that have it.
fn at(written: &str, values: &[&str]) -> String {
    let (key, _) = written.split_once(" = ").unwrap();
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    for value in values {
        let said = outcome(&[&change(LARCH, (written, &format!("{key} = {value}")))]);
        let said = said.split_once(", expected ").map_or(said.clone(), |(_, expected)| {
            let at = said.split_once(": ").unwrap().0;
            format!("{at}: is not {expected}")
        });
        match lines.iter_mut().find(|(outcome, _)| *outcome == said) {
            Some((_, same)) => same.push(value),
            None => lines.push((said, vec![value])),
        }
    }
    let lines = lines.into_iter().map(|(said, values)| format!("{key} = {} -> {said}\n", values.join(" | ")));
    lines.collect::<String>().replace(&"a".repeat(40), "(40 letters)")
}

/// The same for texts.
fn texts(written: &str, values: &[&str]) -> String {
    let quoted: Vec<_> = values.iter().map(|value| format!("{value:?}")).collect();
    at(written, &quoted.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Texts with as many letters as fit, with one more and with two more.
fn long() -> [String; 3] {
    [40, 41, 42].map(|letters| "a".repeat(letters))
}

#[test]
fn an_id_a_slug_and_a_key_have_1_to_40_lower_case_letters_digits_underscores_and_hyphens() {
    let [most, more, many] = &long();
    let names = ["a", "0", "_", "-", "a-0_z9", most, more, many, "", "A", "a b", "a.b", "é"];
    let said = ["id = \"larch\"", "slug = \"call_school\"", "key = \"mdm\""].map(|key| texts(key, &names));
    expect![[r#"
        id = "a" | "0" | "_" | "-" | "a-0_z9" | "(40 letters)" -> fine
        id = "(40 letters)a" | "(40 letters)aa" | "" | "A" | "a b" | "a.b" | "é" -> id: is not 1 to 40 lower-case letters, digits, _ and -
        slug = "a" | "0" | "_" | "-" | "a-0_z9" | "(40 letters)" -> fine
        slug = "(40 letters)a" | "(40 letters)aa" | "" | "A" | "a b" | "a.b" | "é" -> slug: is not 1 to 40 lower-case letters, digits, _ and -
        key = "a" | "0" | "_" | "-" | "a-0_z9" | "(40 letters)" -> fine
        key = "(40 letters)a" | "(40 letters)aa" | "" | "A" | "a b" | "a.b" | "é" -> key: is not 1 to 40 lower-case letters, digits, _ and -
    "#]].assert_eq(&said.concat());
}

#[test]
fn a_version_has_1_to_40_letters_digits_dots_underscores_and_hyphens() {
    let [most, more, many] = &long();
    let versions = ["a", "Z", "0", ".", "_", "-", "2026.1-B_2", most, more, many, "", "1 2", "1/2", "é"];
    expect![[r#"
        version = "a" | "Z" | "0" | "." | "_" | "-" | "2026.1-B_2" | "(40 letters)" -> fine
        version = "(40 letters)a" | "(40 letters)aa" | "" | "1 2" | "1/2" | "é" -> version: is not a version such as 2026.1
    "#]].assert_eq(&texts("version = \"2026.1-a\"", &versions));
}

#[test]
fn a_name_is_one_line_that_is_not_empty() {
    let names = ["é", " a ", "", "  ", "Larch\nStreet", "Larch\tStreet", "\n"];
    expect![[r#"
        label = "é" | " a " -> fine
        label = "" | "  " | "Larch\nStreet" | "Larch\tStreet" | "\n" -> label: is not a line of text
    "#]]
    .assert_eq(&texts("label = \"Larch Street\"", &names));
    for named in ["label = \"Call with a school nurse\"", "label = \"Blue Cross\""] {
        assert_eq!(texts(named, &[""]), "label = \"\" -> label: is not a line of text\n", "{named}");
    }
}

#[test]
fn a_pack_says_of_itself_what_is_written() {
    let header = read(LARCH).unwrap().pack;
    let said = [header.id, header.version, header.label, header.from.to_string()];
    assert_eq!(said, ["larch", "2026.1-a", "Larch Street", "2026-01-01"]);
}

#[test]
fn a_source_has_four_letters_at_least_and_is_no_note_of_whoever_wrote_the_pack() {
    let few_letters = ["NCCI", "CMS", " CMS ", "     ", ""];
    let notes = ["x.md", "see notes.md", "CMS,notes.md", "notes.md;CMS", "notes.mdx of the CMS"];
    let said = texts("source = \"CMS, final rule, 2026\"", &[few_letters, notes].concat());
    expect![[r#"
        source = "NCCI" | "notes.mdx of the CMS" -> fine
        source = "CMS" | " CMS " | "     " | "" | "x.md" | "see notes.md" | "CMS,notes.md" | "notes.md;CMS" -> source: is not a source a reader can look up: publisher, document, date
    "#]].assert_eq(&said);
}

#[test]
fn every_fact_needs_a_source_that_can_be_looked_up() {
    let sources: Vec<_> = LARCH.lines().filter(|line| line.starts_with("source = ")).collect();
    assert_eq!(sources.len(), 13, "one of each kind of fact");
    let apart = "source = \"MICMT, FAQ, 2026\"";
    for source in sources.into_iter().chain([apart]) {
        let said = at(source, &["\"me\""]);
        let expected =
            "source = \"me\" -> source: is not a source a reader can look up: publisher, document, date\n";
        assert_eq!(said, expected, "{source}");
    }
}

#[test]
fn a_block_has_a_second_at_least_and_a_month_of_them_at_most() {
    let keys = ["first_s = 1201", "block_s = 1202", "from_s = 4500", "started_s = 61"];
    let said = keys.map(|key| at(key, &["-1", "0", "1", "2678400", "2678401"]));
    expect![[r#"
        first_s = -1 | 0 | 2678401 -> first_s: is not at least one second, at most a month of them
        first_s = 1 | 2678400 -> fine
        block_s = -1 | 0 | 2678401 -> block_s: is not at least one second, at most a month of them
        block_s = 1 | 2678400 -> fine
        from_s = -1 | 0 | 2678401 -> from_s: is not at least one second, at most a month of them
        from_s = 1 -> larch payer[0].track[0].bands.from_s: the bands start before the first block is full
        from_s = 2678400 -> fine
        started_s = -1 | 0 | 2678401 -> started_s: is not at least one second, at most a month of them
        started_s = 1 | 2678400 -> fine
    "#]]
    .assert_eq(&said.concat());
}

#[test]
fn days_and_minutes_are_counted_from_1_to_10000() {
    let keys = [
        "early_visit_days = 7",
        "late_visit_days = 14",
        "period_days = 9999",
        "close_attempts_minutes = 60",
        "base_minutes = 16",
        "add_on_minutes = 46",
        "block_minutes = 30",
    ];
    let said = keys.map(|key| at(key, &["-1", "0", "1", "10000", "10001"]));
    expect![[r#"
        early_visit_days = -1 | 0 | 10001 -> early_visit_days: is not a number from 1 to 10000
        early_visit_days = 1 -> fine
        early_visit_days = 10000 -> larch tcm.late_visit_days: lies before the early visit, day 10000
        late_visit_days = -1 | 0 | 10001 -> late_visit_days: is not a number from 1 to 10000
        late_visit_days = 1 -> larch tcm.late_visit_days: lies before the early visit, day 7
        late_visit_days = 10000 -> larch tcm.period_days: ends before the late visit, day 10000
        period_days = -1 | 0 | 10001 -> period_days: is not a number from 1 to 10000
        period_days = 1 -> larch tcm.period_days: ends before the late visit, day 14
        period_days = 10000 -> fine
        close_attempts_minutes = -1 | 0 | 10001 -> close_attempts_minutes: is not a number from 1 to 10000
        close_attempts_minutes = 1 | 10000 -> fine
        base_minutes = -1 | 0 | 10001 -> base_minutes: is not a number from 1 to 10000
        base_minutes = 1 -> fine
        base_minutes = 10000 -> larch acp.add_on_minutes: is no more than the minutes of the base
        add_on_minutes = -1 | 0 | 10001 -> add_on_minutes: is not a number from 1 to 10000
        add_on_minutes = 1 -> larch acp.add_on_minutes: is no more than the minutes of the base
        add_on_minutes = 10000 -> fine
        block_minutes = -1 | 0 | 10001 -> block_minutes: is not a number from 1 to 10000
        block_minutes = 1 | 10000 -> fine
    "#]]
    .assert_eq(&said.concat());
}

#[test]
fn business_days_a_modifier_and_a_range_of_codes_have_bounds_of_their_own() {
    let days = at("contact_business_days = 2", &["0", "1", "31", "32", "4294967295"]);
    let modifiers = texts("wellness_modifier = \"33\"", &["25", "XU", "xu", "3", "333", ""]);
    let ranges = at(r#"codes = ["90951-90970"]"#, &[r#"["90951-90951"]"#, r#"["90970-90951"]"#]);
    expect![[r#"
        contact_business_days = 0 | 32 | 4294967295 -> contact_business_days: is not a number from 1 to 31
        contact_business_days = 1 | 31 -> fine
        wellness_modifier = "25" | "XU" -> fine
        wellness_modifier = "xu" | "3" | "333" | "" -> wellness_modifier: is not a modifier such as 33
        codes = ["90951-90951"] -> fine
        codes = ["90970-90951"] -> codes: is not a range from a code to a later one
    "#]]
    .assert_eq(&[days, modifiers, ranges].concat());
}

#[test]
fn an_amount_is_in_whole_cents_from_nothing_to_a_million_dollars() {
    let keys = ["non_facility = 6101", "facility = 4701", "qp_non_facility = 6102", "qp_facility = 4702"];
    let said = keys.map(|key| at(key, &["-1", "0", "100000000", "100000001"]));
    expect![[r#"
        non_facility = -1 | 100000001 -> non_facility: is not an amount in whole cents
        non_facility = 0 | 100000000 -> fine
        facility = -1 | 100000001 -> facility: is not an amount in whole cents
        facility = 0 | 100000000 -> fine
        qp_non_facility = -1 | 100000001 -> qp_non_facility: is not an amount in whole cents
        qp_non_facility = 0 | 100000000 -> fine
        qp_facility = -1 | 100000001 -> qp_facility: is not an amount in whole cents
        qp_facility = 0 | 100000000 -> fine
    "#]]
    .assert_eq(&said.concat());
}

#[test]
fn a_holiday_is_on_a_day_of_a_month_or_on_one_of_four_weeks_or_the_last() {
    let months = ["month = 7", "month = 5"].map(|key| at(key, &["0", "1", "12", "13"])).concat();
    let days = at("day = 4", &["0", "1", "31", "32"]);
    let weeks = at("nth = 2", &["-1", "0", "4", "5"]);
    expect![[r#"
        month = 0 | 13 -> month: is not a month from 1 to 12
        month = 1 | 12 -> fine
        month = 0 | 13 -> month: is not a month from 1 to 12
        month = 1 | 12 -> fine
        day = 0 | 32 -> day: is not a day from 1 to 31
        day = 1 | 31 -> fine
        nth = -1 | 5 -> nth: is not 1 to 4, or 0 for the last one
        nth = 0 | 4 -> fine
    "#]]
    .assert_eq(&[months, days, weeks].concat());
}

#[test]
fn a_date_is_one_of_this_century_and_a_code_has_five_letters_or_digits() {
    let dates = ["2000-01-01", "2099-12-31", "1999-12-31", "2100-01-01", "2026-02-29", "17.1.2021"];
    let dates = texts("submitted_from = \"2021-01-17\"", &dates);
    let codes = texts("code = \"99437\"", &["G0557", "9943", "994370"]);
    let lists = [r#"["90951"]"#, r#"["90951-9097"]"#, r#"["90960", "9095-90970"]"#, r#"["90951 - 90970"]"#];
    let lists = at(r#"codes = ["90951-90970"]"#, &lists);
    expect![[r#"
        submitted_from = "2000-01-01" | "2099-12-31" -> fine
        submitted_from = "1999-12-31" | "2100-01-01" | "2026-02-29" | "17.1.2021" -> submitted_from: is not a date YYYY-MM-DD in 2000-2099
        code = "G0557" -> fine
        code = "9943" | "994370" -> code: is not a code of five letters or digits
        codes = ["90951"] -> fine
        codes = ["90951-9097"] | ["90960", "9095-90970"] | ["90951 - 90970"] -> codes: a code has five letters or digits
    "#]].assert_eq(&[dates, codes, lists].concat());
}
