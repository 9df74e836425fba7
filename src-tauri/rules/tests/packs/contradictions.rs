//! Facts of one pack that contradict each other, though each alone is fine; the fault names the key to change.

use super::{LARCH, after, birch, change, outcome};
use expect_test::expect;

#[test]
fn bands_start_where_the_first_block_is_full_or_later_and_a_started_block_is_no_longer_than_the_block() {
    let said = after(
        LARCH,
        &[
            ("from_s = 4500", "from_s = 1859"),
            ("from_s = 4500", "from_s = 1860"),
            ("from_s = 4500", "from_s = 1861"),
            ("block_s = 2678400", "block_s = 60"),
            ("block_s = 2678400", "block_s = 61"),
            ("block_s = 2678400", "block_s = 62"),
        ],
    );
    expect![[r#"
        from_s = 1859 -> larch payer[0].track[0].bands.from_s: the bands start before the first block is full
        from_s = 1860 -> fine
        from_s = 1861 -> fine
        block_s = 60 -> larch payer[0].track[0].bands.started_s: a started block is longer than the block
        block_s = 61 -> fine
        block_s = 62 -> fine
    "#]]
    .assert_eq(&said);
    let banded = |bands: &str| {
        let track = ("first_s = 1201", &*format!("first_s = 1201\nbands = {bands}"));
        outcome(&[&change(LARCH, track)])
    };
    assert_eq!(
        banded("{ from_s = 1200, started_s = 1 }"),
        "larch track[0].bands.from_s: the bands start before the first block is full"
    );
    assert_eq!(
        banded("{ from_s = 1201, started_s = 1203 }"),
        "larch track[0].bands.started_s: a started block is longer than the block"
    );
    assert_eq!(banded("{ from_s = 1201, started_s = 1202 }"), "fine");
}

#[test]
fn an_activity_that_some_payer_excludes_has_a_reason_and_any_other_may_have_one() {
    let without = change(LARCH, ("reason = \"X-ACTIVITY-EMAIL\"\n", ""));
    let said = after(
        &without,
        &[
            ("bcbsm = \"X\"", "bcbsm = \"X\""),
            ("bcbsm = \"X\"", "bcbsm = \"C\""),
            ("medicare = \"C\"\nbcbsm = \"X\"", "medicare = \"X\"\nbcbsm = \"C\""),
            ("bcbsm = \"X\"\npriority = \"C\"", "bcbsm = \"C\"\npriority = \"X\""),
        ],
    );
    expect![[r#"
        bcbsm = "X" -> larch activity[0].reason: is missing: an activity that is excluded says why
        bcbsm = "C" -> fine
        medicare = "X", bcbsm = "C" -> larch activity[0].reason: is missing: an activity that is excluded says why
        bcbsm = "C", priority = "X" -> larch activity[0].reason: is missing: an activity that is excluded says why
    "#]].assert_eq(&said);
    let said = after(LARCH, &[("bcbsm = \"X\"", "bcbsm = \"C\"")]);
    expect![[r#"
        bcbsm = "C" -> fine
    "#]]
    .assert_eq(&said);
}

#[test]
fn coverage_goes_from_the_earliest_day_to_the_latest() {
    let first =
        |from: &str| format!("[[payer.coverage]]\nsubmitted_from = \"{from}\"\nservices = [\"complex\"]");
    let written = "[[payer.coverage]]\nservices = [\"complex\"]";
    let (before, same, later) = (first("2021-01-16"), first("2021-01-17"), first("2021-01-18"));
    let said = after(
        LARCH,
        &[
            (written, &before),
            (written, &same),
            (written, &later),
            ("submitted_from = \"2021-01-17\"", "submitted_from = \"2000-01-01\""),
        ],
    );
    expect![[r#"
        [[payer.coverage]], submitted_from = "2021-01-16", services = ["complex"] -> fine
        [[payer.coverage]], submitted_from = "2021-01-17", services = ["complex"] -> fine
        [[payer.coverage]], submitted_from = "2021-01-18", services = ["complex"] -> larch payer[0].coverage[1].submitted_from: lies before the one above: coverage goes from the earliest day to the latest
        submitted_from = "2000-01-01" -> fine
    "#]].assert_eq(&said);
    let always = ("submitted_from = \"2021-01-17\"\nservices", "services");
    let said = after(&change(LARCH, (written, &before)), &[always]);
    expect![[r#"
        services -> larch payer[0].coverage[1].submitted_from: lies before the one above: coverage goes from the earliest day to the latest
    "#]].assert_eq(&said);
}

#[test]
fn a_code_has_one_rate_in_a_table() {
    let said = after(
        LARCH,
        &[
            ("code = \"99491\"", "code = \"99490\""),
            ("code = \"99491\"", "code = \"99439\""),
            ("code = \"99439\"", "code = \"99490\""),
            ("code = \"99439\"", "code = \"99437\""),
        ],
    );
    expect![[r#"
        code = "99490" -> larch fees[0].rate[2].code: 99490 has a rate above already
        code = "99439" -> larch fees[0].rate[2].code: 99439 has a rate above already
        code = "99490" -> larch fees[0].rate[1].code: 99490 has a rate above already
        code = "99437" -> fine
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_list_names_at_least_one_code() {
    let said = after(LARCH, &[("codes = [\"90951-90970\"]", "codes = []")]);
    expect![[r#"
        codes = [] -> larch lists.esrd.codes: a list names at least one code
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_fixed_holiday_is_on_a_day_its_month_has_in_some_year() {
    let said = after(
        LARCH,
        &[
            ("month = 4, day = 30", "month = 4, day = 31"),
            ("month = 4, day = 30", "month = 2, day = 29"),
            ("month = 4, day = 30", "month = 2, day = 30"),
            ("month = 4, day = 30", "month = 12, day = 31"),
            ("month = 7, day = 4", "month = 6, day = 31"),
        ],
    );
    expect![[r#"
        month = 4, day = 31 -> larch holidays.fixed[1].day: the month has no such day
        month = 2, day = 29 -> fine
        month = 2, day = 30 -> larch holidays.fixed[1].day: the month has no such day
        month = 12, day = 31 -> fine
        month = 6, day = 31 -> larch holidays.fixed[0].day: the month has no such day
    "#]]
    .assert_eq(&said);
}

#[test]
fn the_visits_after_a_discharge_lie_one_after_the_other_within_the_period() {
    let said = after(
        LARCH,
        &[
            ("early_visit_days = 7", "early_visit_days = 13"),
            ("early_visit_days = 7", "early_visit_days = 14"),
            ("early_visit_days = 7", "early_visit_days = 15"),
            ("period_days = 9999", "period_days = 13"),
            ("period_days = 9999", "period_days = 14"),
            ("period_days = 9999", "period_days = 15"),
        ],
    );
    expect![[r#"
        early_visit_days = 13 -> fine
        early_visit_days = 14 -> fine
        early_visit_days = 15 -> larch tcm.late_visit_days: lies before the early visit, day 15
        period_days = 13 -> larch tcm.period_days: ends before the late visit, day 14
        period_days = 14 -> fine
        period_days = 15 -> fine
    "#]]
    .assert_eq(&said);
}

#[test]
fn an_add_on_of_advance_care_planning_takes_more_minutes_than_the_base() {
    let said = after(
        LARCH,
        &[
            ("add_on_minutes = 46", "add_on_minutes = 15"),
            ("add_on_minutes = 46", "add_on_minutes = 16"),
            ("add_on_minutes = 46", "add_on_minutes = 17"),
        ],
    );
    expect![[r#"
        add_on_minutes = 15 -> larch acp.add_on_minutes: is no more than the minutes of the base
        add_on_minutes = 16 -> larch acp.add_on_minutes: is no more than the minutes of the base
        add_on_minutes = 17 -> fine
    "#]]
    .assert_eq(&said);
}

#[test]
fn all_that_is_wrong_is_said_at_once_of_every_pack() {
    let larch =
        change(&change(LARCH, ("codes = [\"90951-90970\"]", "codes = []")), ("from_s = 4500", "from_s = 1"));
    let rate = "{ code = \"99490\", non_facility = 1, facility = 1 }";
    let fees = "[[fees]]\nfrom = \"2020-01-01\"\nsource = \"CMS, rates of 2020\"\nverified = \"quoted\"\n";
    let birch = birch(&format!("{fees}rate = [{rate}, {rate}]\n"));
    expect![[r#"
        larch payer[0].track[0].bands.from_s: the bands start before the first block is full
        larch lists.esrd.codes: a list names at least one code
        birch fees[0].rate[1].code: 99490 has a rate above already"#]]
    .assert_eq(&outcome(&[&larch, &birch]).replace("; ", "\n"));
}
