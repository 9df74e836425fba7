//! Good certificates altered as a mistake or a forger would, and the place the check names.

use cli::Exit;
use serde_json::{Value, json};

use super::months::{ccm, certified, check, discharge, enrollment, month};

/// Puts values into a certified statement and tells which place the check names.
fn found(case: &Value, changes: &[(&str, Value)]) -> String {
    let mut statement = certified(case);
    for (pointer, value) in changes {
        *statement.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is there")) = value.clone();
    }
    let (exit, said) = check(&statement);
    assert_eq!(exit, Exit::FoundWrong, "{changes:?}\n{said}");
    let (_, said) = said.split_once("(line 1): ").unwrap();
    said.split_once(": ").unwrap().0.to_owned()
}

/// What is altered, how, and the place that is named.
type Row<'a> = (&'a str, &'a [(&'a str, Value)], &'a str);

fn each_is_found(case: &Value, rows: &[Row<'_>]) {
    assert_eq!(check(&certified(case)).0, Exit::Done);
    for (what, changes, place) in rows {
        assert_eq!(found(case, changes), *place, "{what}");
    }
}

#[test]
fn seconds_units_cents_and_dates_that_were_altered_are_found_where_they_stand() {
    let (said, given) = ("/accounts/0/tracks/0", "/certificate/accounts/0/tracks/0");
    let on = |place: &str, rest: &str| format!("{place}{rest}");
    let rows: &[(&str, &str, &str, Value)] = &[
        ("a counted second more", said, "/counted_s", json!(4021)),
        ("a second of surplus less", said, "/surplus_s", json!(419)),
        ("a unit more", said, "/lines/1/units", json!(2)),
        ("a cent more", said, "/lines/0/amount_cents", json!(6614)),
        ("a total that is no sum", said, "/total_cents", json!(16_702)),
        ("a date one day early", said, "/lines/0/dos", json!("2026-01-13")),
        ("an entry too many", said, "/lines/0/entries/1", json!("e3")),
        ("a lower threshold", given, "/first_s", json!(1199)),
        ("a shorter block", given, "/block_s", json!(1199)),
        ("a higher cap", given, "/cap", json!(3)),
        ("no cap", given, "/cap", json!(null)),
        ("a threshold said to be reached later", given, "/thresholds/1/at_s", json!(2401)),
        ("a threshold said to be missed", given, "/thresholds/0/reached", json!(false)),
        ("another base", given, "/base", json!("99491")),
        ("a piece for another entry", given, "/pieces/1/entry", json!("e1")),
        ("a piece that begins late", given, "/pieces/1/from", json!("2026-01-14T15:00:01Z")),
        ("a piece that ends late", given, "/pieces/1/to", json!("2026-01-14T15:30:01Z")),
    ];
    for (what, place, rest, value) in rows {
        let place = on(place, rest);
        assert_eq!(found(&ccm(), &[(&place, value.clone())]), place, "{what}");
    }
}

#[test]
fn what_was_left_out_is_found() {
    let line = certified(&ccm())["accounts"][0]["lines"][0].clone();
    let piece = certified(&ccm())["certificate"]["accounts"][0]["tracks"][0]["pieces"][0].clone();
    let tracks = certified(&ccm())["certificate"]["accounts"][0]["tracks"][0].clone();
    each_is_found(
        &ccm(),
        &[
            (
                "a line of the track",
                &[("/accounts/0/tracks/0/lines", json!([line]))],
                "/accounts/0/tracks/0/lines",
            ),
            ("a line of the account", &[("/accounts/0/lines", json!([line]))], "/accounts/0/lines"),
            (
                "a piece",
                &[("/certificate/accounts/0/tracks/0/pieces", json!([piece]))],
                "/certificate/accounts/0/tracks/0/pieces",
            ),
            (
                "an entry of the evidence",
                &[("/certificate/accounts/0/entries", json!([]))],
                "/certificate/accounts/0/tracks/0/pieces/0",
            ),
            (
                "a track that might pay more",
                &[("/certificate/accounts/0/tracks", json!([tracks]))],
                "/certificate/accounts/0/tracks",
            ),
            ("an account of the evidence", &[("/certificate/accounts", json!([]))], "/accounts"),
            ("a fee", &[("/certificate/fees", json!({}))], "/accounts/0/tracks/0/lines/0/amount_cents"),
            (
                "the reason for no more units",
                &[("/accounts/0/tracks/1/refusals", json!([]))],
                "/accounts/0/tracks/1/refusals",
            ),
        ],
    );
}

#[test]
fn a_cap_that_was_broken_everywhere_is_found() {
    // Eighty minutes: a fourth block, which the cap of two add-ons does not pay.
    let calls = [("e1", "rn", "03T15:00", "03T15:40"), ("e2", "rn", "14T15:00", "14T15:40")];
    let case = month("eighty", "ccm", &calls);
    let mut forged = certified(&case);
    forged["certificate"]["settings"]["caps"]["99439"] = json!(2);
    assert_eq!(check(&forged).0, Exit::Done, "the same cap by the practice's own word");
    let place = "/certificate/accounts/0/tracks/0/cap";
    assert_eq!(found(&case, &[(place, json!(3))]), place);
    let place = "/accounts/0/tracks/0/lines/1/units";
    assert_eq!(found(&case, &[(place, json!(3)), ("/accounts/0/lines/1/units", json!(3))]), place);
    assert_eq!(
        found(&case, &[("/accounts/0/tracks/0/refusals", json!([]))]),
        "/accounts/0/tracks/0/refusals"
    );
}

#[test]
fn the_wrong_track_is_found_even_if_all_agree_on_it() {
    // Forty minutes of the practitioner: the staff codes pay more than 99491.
    let case = month("forty", "ccm", &[("e1", "dr", "03T15:00", "03T15:40")]);
    let right = certified(&case);
    assert_eq!(right["accounts"][0]["chosen"], "ccm_staff");
    let lines = right["accounts"][0]["tracks"][1]["lines"].clone();
    let changes = [
        ("/accounts/0/chosen", json!("ccm_practitioner")),
        ("/accounts/0/lines", lines),
        ("/certificate/accounts/0/choice/track", json!("ccm_practitioner")),
    ];
    assert_eq!(found(&case, &changes), "/certificate/accounts/0/choice/track");
    let place = "/certificate/accounts/0/alternatives/1/total_cents";
    assert_eq!(found(&case, &[(place, json!(99_999))]), place);
}

#[test]
fn a_second_that_counts_twice_is_found_though_its_sums_are_right() {
    let calls = [("e1", "rn", "03T15:00", "03T15:20"), ("e2", "np", "03T15:10", "03T15:40")];
    let case = month("two at once", "ccm", &calls);
    let pieces = "/certificate/accounts/0/tracks/0/pieces";
    assert_eq!(certified(&case).pointer(pieces).unwrap()[1]["reason"], "X-OVERLAP-PATIENT");
    let place = format!("{pieces}/1");
    assert_eq!(found(&case, &[(&format!("{place}/reason"), json!(null))]), place);
    let mut both = case.clone();
    both["settings"] = json!({"parallel_independent": "sum"});
    let alone = [("/certificate/settings/parallel_independent", json!("union"))];
    assert_eq!(found(&both, &alone), place);
    let same_person = [("/certificate/accounts/0/entries/1/staff", json!("rn"))];
    assert_eq!(found(&both, &same_person), place);
}

#[test]
fn seconds_outside_the_enrollment_the_month_and_life_are_found() {
    let piece = "/certificate/accounts/0/tracks/0/pieces";
    let rows: &[(&str, Value, String)] = &[
        ("/certificate/accounts/0/start", json!("2026-01-04"), format!("{piece}/0")),
        ("/certificate/accounts/0/end", json!("2026-01-26"), format!("{piece}/2")),
        ("/certificate/died", json!("2026-01-14T15:29:59Z"), format!("{piece}/1")),
        ("/certificate/month", json!("2026-02"), format!("{piece}/0")),
        (
            "/certificate/time_zone",
            json!("Pacific/Kiritimati"),
            "/accounts/0/tracks/0/lines/0/amount_cents".into(),
        ),
    ];
    for (pointer, value, place) in rows {
        assert_eq!(found(&ccm(), &[(pointer, value.clone())]), *place, "{pointer}");
    }
}

#[test]
fn an_excluded_second_that_vanished_is_found() {
    let mut case = ccm();
    case["entries"][0]["activity"] = json!("voicemail");
    let said = "/accounts/0/tracks/0/excluded";
    assert_eq!(found(&case, &[(&format!("{said}/0/seconds"), json!(719))]), format!("{said}/0/seconds"));
    assert_eq!(found(&case, &[(said, json!([]))]), said);
    let reason = "/certificate/accounts/0/tracks/0/pieces/0/reason";
    assert_eq!(
        found(&case, &[(reason, json!(null))]),
        "/certificate/accounts/0/tracks/0/thresholds/2/reached"
    );
}

#[test]
fn two_accounts_that_exclude_each_other_are_found() {
    let mut case = ccm();
    let second = enrollment("b", "pcm", "np", "J44.9");
    case["patient"]["enrollments"].as_array_mut().unwrap().push(second);
    let other = json!({"id": "p1", "account": "b", "staff": "np", "start": "2026-01-14T15:00:00Z",
        "end": "2026-01-14T15:35:00Z", "activity": "call_patient"});
    case["entries"].as_array_mut().unwrap().push(other);
    each_is_found(
        &case,
        &[(
            "one practitioner for both",
            &[("/certificate/accounts/1/billing_practitioner", json!("dr"))],
            "/certificate/accounts/1/choice",
        )],
    );
    // The same person at the same second in both.
    let same = [("/certificate/accounts/1/entries/0/staff", json!("rn"))];
    assert_eq!(found(&case, &same), "/certificate/accounts/1/tracks/0/pieces/0");
}

#[test]
fn deadlines_contacts_and_codes_of_a_discharge_are_found() {
    let given = "/certificate/tcm/0";
    let on = |rest: &str| format!("{given}{rest}");
    // Friday; the weekend and King Day are closed; Tuesday and Wednesday are the two business days.
    let right = certified(&discharge());
    let days = |key: &str| right["certificate"]["tcm"][0][key].clone();
    assert_eq!(days("closed_days"), json!(["2026-01-17", "2026-01-18", "2026-01-19"]));
    assert_eq!(days("business_days"), json!(["2026-01-20", "2026-01-21"]));
    assert_eq!((days("met_by"), right["tcm"][0]["line"]["code"].clone()), (json!("reached"), json!("99496")));
    let rows: &[(&str, String, Value, String)] = &[
        (
            "contact due a day later",
            "/tcm/0/contact_due".into(),
            json!("2026-01-22"),
            "/tcm/0/contact_due".into(),
        ),
        ("safe day", "/tcm/0/contact_safe".into(), json!("2026-01-22"), "/tcm/0/contact_safe".into()),
        ("visit due", "/tcm/0/visit_due_7".into(), json!("2026-01-24"), "/tcm/0/visit_due_7".into()),
        ("30th day", "/tcm/0/period_end".into(), json!("2026-02-15"), "/tcm/0/period_end".into()),
        ("a holiday less", on("/closed_days"), json!(["2026-01-17", "2026-01-18"]), on("/closed_days")),
        ("other business days", on("/business_days/1"), json!("2026-01-22"), on("/business_days/1")),
        ("late contact", on("/contacts/0/at"), json!("2026-01-22T05:00:00Z"), on("/met_by")),
        ("nobody reached", on("/contacts/0/reached"), json!(false), on("/met_by")),
        ("a contact that does not count", on("/contacts/0/counts"), json!(false), on("/met_by")),
        ("visit on day 8", on("/visit"), json!("2026-01-24"), "/tcm/0/code_reachable".into()),
        ("moderate decision making", on("/mdm"), json!("moderate"), "/tcm/0/code_reachable".into()),
        ("low decision making", on("/mdm"), json!("low"), "/tcm/0/code_reachable".into()),
        ("late reconciliation", on("/med_rec"), json!("2026-01-24"), "/tcm/0/line".into()),
        ("not reported", on("/report"), json!(false), "/tcm/0/line".into()),
        ("another day", on("/discharged_on"), json!("2026-01-15"), on("/discharged_on")),
        ("a death", "/certificate/died".into(), json!("2026-02-01T00:00:00Z"), "/tcm/0/line".into()),
        ("sent too soon", "/certificate/submitted_on".into(), json!("2026-01-22"), "/tcm/0/holds".into()),
        ("another code", "/tcm/0/line/code".into(), json!("99495"), "/tcm/0/line/code".into()),
        ("no discharge", "/certificate/tcm".into(), json!([]), "/tcm/0".into()),
    ];
    for (what, pointer, value, place) in rows {
        assert_eq!(found(&discharge(), &[(pointer, value.clone())]), *place, "{what}");
    }
}

#[test]
fn midpoints_talks_and_plans_are_found() {
    let mut case = month("talks", "ccm", &[]);
    case["payer"] = json!("cigna");
    case["acp"] =
        json!([{"id": "t1", "staff": "dr", "start": "2026-01-05T15:00:00Z", "end": "2026-01-05T15:46:00Z"}]);
    case["oncology_events"] = json!([
        {"id": "o1", "kind": "initial", "date": "2026-01-05", "cancer": "breast"},
        {"id": "o2", "kind": "initial", "date": "2026-01-09", "cancer": "breast"},
    ]);
    each_is_found(
        &case,
        &[
            ("a unit more", &[("/acp/0/lines/1/units", json!(2))], "/acp/0/lines/1/units"),
            ("a second less", &[("/acp/0/counted_s", json!(2759))], "/acp/0/counted_s"),
            (
                "a talk a second shorter",
                &[("/certificate/acp/0/talks/0/to", json!("2026-01-05T15:45:59Z"))],
                "/certificate/acp/0/minutes",
            ),
            (
                "an earlier midpoint",
                &[("/certificate/acp/0/midpoints/1", json!(45))],
                "/certificate/acp/0/midpoints/1",
            ),
            ("another day", &[("/certificate/acp/0/date", json!("2026-01-06"))], "/certificate/acp/0/date"),
            ("two first plans", &[("/oncology/1/refusals", json!([]))], "/oncology/1/refusals"),
            ("a plan without evidence", &[("/certificate/oncology", json!([]))], "/oncology/0"),
        ],
    );
}

#[test]
fn a_month_sent_before_its_dates_is_held() {
    let place = "/certificate/submitted_on";
    assert_eq!(found(&ccm(), &[(place, json!("2026-01-26"))]), "/accounts/0/holds");
}
