//! `explain`: what a person reads of a case.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cli::Exit;
use expect_test::{Expect, expect};
use serde_json::Value;

use crate::console::{Ran, Run, SEED};

const WORKED: &str = include_str!("../../../../tests/data/cases/worked.jsonl");
const GENERATED: &str = include_str!("../../../../tests/data/cases/generated.jsonl");

/// The stored case with this name.
fn stored(name: &str) -> &'static str {
    let is_it = |line: &&str| serde_json::from_str::<Value>(line).unwrap()["name"] == name;
    SEED.lines().chain(WORKED.lines()).find(is_it).unwrap()
}

fn explain<'a>(case: &str, options: impl IntoIterator<Item = &'a str>) -> Ran {
    Run::new(["explain"].into_iter().chain(options)).input(case.as_bytes()).go()
}

fn reads<'a>(case: &str, options: impl IntoIterator<Item = &'a str>, expected: Expect) {
    let ran = explain(stored(case), options);
    assert_eq!((ran.exit, ran.errors.as_str()), (Exit::Done, ""));
    expected.assert_eq(&ran.output);
}

#[test]
fn three_units_are_explained_down_to_the_second_that_completed_each() {
    reads(
        "E87",
        ["--track", "ccm_staff"],
        expect![[r#"
        E87: 2025-01, America/Detroit, payer medicare, claim sent 2025-02-05
        ====================================================================================================

        Account a1 (CCM): CCM, staff time is billed, $152.35
          To know; nothing is held for it
            - W-ADDON-DOS [CL-4] The lines have more than one date of service

          CCM, staff time (ccm_staff): billed, $152.35
            counted 67:00 + not counted 0:00 = logged 67:00
            thresholds: 99490 at 20:00, 99439 at 40:00, 99439 at 60:00; at most 2 of 99439
            99490 x1 on 2025-01-14, $60.49
              1 x $60.49, national amount of the table from 2025-01-01, outside a facility
              unit 1: 20:00 reached on 2025-01-14 at 09:07:59, made of
                e1  2025-01-03 09:00:00 to 09:12:00   12:00
                e2  2025-01-14 09:00:00 to 09:08:00    8:00 of 30:00
            99439 x1 on 2025-01-14, $45.93
              1 x $45.93, national amount of the table from 2025-01-01, outside a facility
              unit 2: 40:00 reached on 2025-01-14 at 09:27:59, made of
                e2  2025-01-14 09:08:00 to 09:28:00   20:00 of 30:00
            99439 x1 on 2025-01-27, $45.93
              1 x $45.93, national amount of the table from 2025-01-01, outside a facility
              unit 3: 60:00 reached on 2025-01-27 at 09:17:59, made of
                e2  2025-01-14 09:28:00 to 09:30:00    2:00 of 30:00
                e3  2025-01-27 09:00:00 to 09:18:00   18:00 of 25:00
            7:00 is counted and in no unit: beyond the cap, and moved to no other month or code
            99439: no further unit
              - R-CAP [CF-4, CF-5, PY-6, section 7] No more units than this are billed (time for 2, allowed
                2)
            entries
              e1  2025-01-03 09:00:00 to 09:12:00   12:00
                  rn1 (rn), Phone call with the patient: all counted
              e2  2025-01-14 09:00:00 to 09:30:00   30:00
                  rn1 (rn), Phone call with the patient: all counted
              e3  2025-01-27 09:00:00 to 09:25:00   25:00
                  rn1 (rn), Phone call with the patient: all counted

        Rules and sources
          R-CAP            [CF-4, CF-5, PY-6, section 7] ASCO, Care management services guide, January 2025;
                           MICMT, Care coordination 99487/99489 page for BCBSM and Priority Health; Cigna,
                           Reimbursement policy R32 update, January 2021 (one first cancer plan) (verified:
                           the document)
          W-ADDON-DOS      [CL-4] Professional practice; no published rule found (add-on edits commonly pair
                           by date) (not verified)
          fees 2025-01-01  CMS, RVU25D, PPRRVU2025_Oct.csv, 11 September 2025, conversion factor 32.3465
                           (verified: official file)
    "#]],
    );
}

#[test]
fn time_that_does_not_count_says_why_and_where_it_counts_instead() {
    reads(
        "E22",
        ["--track", "ccm_staff"],
        expect![[r#"
        E22: 2025-01, America/Detroit, payer medicare, claim sent 2025-02-05
        ====================================================================================================

        Account a1 (Complex CCM): CCM, staff time is billed, $60.49

          CCM, staff time (ccm_staff): billed, $60.49
            counted 30:00 + not counted 30:00 = logged 60:00
            thresholds: 99490 at 20:00, 99439 at 40:00; at most 2 of 99439
            99490 x1 on 2025-01-07, $60.49
              1 x $60.49, national amount of the table from 2025-01-01, outside a facility
              unit 1: 20:00 reached on 2025-01-07 at 10:19:59, made of
                e1  2025-01-07 10:00:00 to 10:20:00   20:00 of 30:00
            10:00 is counted and in no unit; 10:00 is missing for 99439
            99439: not billed
              - block_incomplete [CF-2, CF-3, PY-2] The counted time does not reach the next unit (10:00
                missing)
            entries
              e1  2025-01-07 10:00:00 to 10:30:00   30:00
                  rn1 (rn), Phone call with the patient: all counted
              e2  2025-01-07 10:00:00 to 10:30:00   30:00
                  ma1 (ma), Phone call with the patient: nothing counted
                  - 10:00:00 to 10:30:00  30:00  X-OVERLAP-PATIENT [OV-1] Two people worked on this patient
                                                 at once: the second counts once; counted in e1

        Rules and sources
          X-OVERLAP-PATIENT  [OV-1] NGS Medicare, Evaluation and management FAQ ("time spent is only counted
                             once") (verified: the rule-maker's page)
          block_incomplete   [CF-2, CF-3, PY-2] ASCO, Care management services guide, January 2025, time
                             requirements (no midpoint rule); BCBSM: MICMT, Care coordination 99487/99489
                             page for BCBSM and Priority Health (verified: the document)
          fees 2025-01-01    CMS, RVU25D, PPRRVU2025_Oct.csv, 11 September 2025, conversion factor 32.3465
                             (verified: official file)
    "#]],
    );
}

#[test]
fn a_code_that_is_not_billed_has_every_reason_against_it() {
    reads(
        "S2",
        ["--code", "99437"],
        expect![[r#"
        S2: 2025-01, America/Detroit, payer medicare, claim sent 2025-02-05
        ====================================================================================================

        Account a1 (CCM): CCM, staff time is billed, $152.35

          CCM, practitioner's own time (ccm_practitioner): not billed; the time would earn $82.16
            counted 50:00 + not counted 30:00 = logged 80:00
            thresholds: 99491 at 30:00, 99437 at 60:00
            20:00 is counted and in no unit; 10:00 is missing for 99437
            99437: not billed
              - block_incomplete [CF-2, CF-3, PY-2] The counted time does not reach the next unit (10:00
                missing)
              - other_track [CF-8, XC-1] Another way of billing the same month is chosen: a month has one
                (99490 is billed instead and pays $70.19 more)
              - needs_base [CF-1] An add-on is billed with its base code only (99491 is not billed)

        Rules and sources
          block_incomplete  [CF-2, CF-3, PY-2] ASCO, Care management services guide, January 2025, time
                            requirements (no midpoint rule); BCBSM: MICMT, Care coordination 99487/99489
                            page for BCBSM and Priority Health (verified: the document)
          needs_base        [CF-1] ASCO, Care management services guide, January 2025, time requirements
                            (verified: the document)
          other_track       [CF-8, XC-1] ASCO, Care management services guide, January 2025; CMS, Chronic
                            care management FAQ (verified: the document)
    "#]],
    );
}

#[test]
fn a_discharge_shows_each_test_with_its_date_and_each_contact() {
    reads(
        "T08",
        ["--code", "99496"],
        expect![[r#"
        T08: 2026-03, America/Detroit, payer medicare, claim sent 2026-04-20
        ====================================================================================================

        Discharge t1 (TCM): nothing is billed
          discharged 2026-03-02 14:00:00 EST, which is day 1 of 30
          contact due 2026-03-04 (safe 2026-03-04), visit due 2026-03-09 for 99496 and 2026-03-16 for 99495,
            day 30 is 2026-03-31
          tests
            passes  a stay that qualifies [R-TCM-FACILITY; section 6.1]: from inpatient_acute
            passes  a community setting [R-TCM-DEST; section 6.1]: to home
            passes  a practitioner bills [R-ROLE; section 2.2]: practitioner dr_a; role physician
            FAILS   contact in two business days [R-TCM-CONTACT; TC-1, TC-5, TC-6]: due 2026-03-04
            passes  made by clinical staff [R-TCM-CALLER; TC-2, TC-3]: due 2026-03-04
            passes  visit within 14 days [R-TCM-VISIT; section 6.2, section 6.4]: visit on day 7; due
                    2026-03-16
            passes  not on the day of discharge [R-TCM-DAY0; section 6.4]: visit on day 7
            passes  moderate or high decision making [R-TCM-MDM; section 6.4]: decision making high
            passes  medications reconciled by the visit [R-TCM-MEDREC; section 6.4]: reconciled 2026-03-09;
                    visit 2026-03-09
            passes  alive to day 30 [R-TCM-DEATH; TE-3]: died: none; day 30 2026-03-31
            passes  no surgical global period [R-GLOBAL; TE-4, XC-10]
            passes  no service that excludes it [R-TCM-LIST; section 6.9, XC-7, XC-9]
            passes  no other discharge billed [R-TCM-DUP; TE-1, TE-2]
            passes  covered [R-PAYER; section 1.6, PY-7, PY-8]: payer medicare, claim sent 2026-04-20
            passes  codes in force [R-CODE-DATE; section 1.5]: billed from 2013-01-01
          contacts and attempts
            2026-03-03 10:00:00 EST  by rn1: attempt in time
          99496: not billed
            - R-TCM-CONTACT [TC-1, TC-5, TC-6] No contact, two attempts or visit within two business days
              (due 2026-03-04)

        Rules and sources
          R-TCM-CONTACT  [TC-1, TC-5, TC-6] Cigna, Reimbursement policy R32 update, January 2021; AAFP,
                         Transitional care management coding page (verified: the rule-maker's page)
    "#]],
    );
}

#[test]
fn a_talk_shows_its_seconds_and_what_is_missing_for_more() {
    reads(
        "A01e",
        ["--code", "99498"],
        expect![[r#"
        A01e: 2025-01, America/Detroit, payer medicare, claim sent 2025-02-05
        ====================================================================================================

        Advance care planning 2025-01-14 by dr_a: 99497 x1, $79.57, 99498 x1, $68.90
          counted 75:59 + twice at once 0:00 + after death 0:00 = logged 75:59
            p1  2025-01-14 09:00:00 to 10:15:59   75:59
          99498: no further unit
            - R-TIME-SHORT [CF-2, section 7] Not enough counted time (0:01 missing)

        Rules and sources
          R-TIME-SHORT  [CF-2, section 7] ASCO, Care management services guide, January 2025, time
                        requirements; CMS, CY2016 final rule, 80 FR 70956 (advance care planning) (verified:
                        the document)
    "#]],
    );
}

#[test]
fn every_case_fits_a_hundred_columns_and_ends_with_its_sources() {
    for line in SEED.lines().chain(WORKED.lines()).chain(GENERATED.lines()) {
        let expected = &serde_json::from_str::<Value>(line).unwrap()["expect"];
        let ran = explain(line, []);
        if expected.get("error").is_some() {
            assert_eq!(ran.exit, Exit::FoundWrong);
            continue;
        }
        assert_eq!(ran.exit, Exit::Done, "{}", ran.output);
        let wide = ran.output.lines().find(|line| line.chars().count() > 100);
        assert_eq!(wide, None);
        let lines = expected["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|account| account["lines"].as_array().unwrap());
        for line in lines {
            let said = format!(
                "{} x{} on {}",
                line["code"].as_str().unwrap(),
                line["units"],
                line["dos"].as_str().unwrap()
            );
            assert!(ran.output.contains(&said), "{said}\n{}", ran.output);
        }
    }
}

#[test]
fn several_lines_are_explained_one_after_the_other_and_a_bad_one_is_named() {
    let good = stored("E87");
    let ran = explain(&format!("{good}\n\n{{\"name\":\"x\"}}\n{good}"), ["--account", "a1"]);
    assert_eq!(ran.exit, Exit::FoundWrong);
    assert_eq!(ran.output.matches("E87: 2025-01").count(), 2);
    assert!(ran.output.contains("Line 3 is not a case: bad_case at /time_zone: "), "{}", ran.output);
}

#[test]
fn what_the_case_does_not_have_is_said_so() {
    let ran = explain(stored("E87"), ["--code", "99426"]);
    assert!(ran.output.contains("Nothing of this case is of code 99426"), "{}", ran.output);
    assert!(ran.output.contains("Accounts: a1"), "{}", ran.output);
}

#[test]
fn text_of_a_case_cannot_steer_the_terminal() {
    let case = stored("E87").replace("\"E87\"", "\"\\u001b[2J\\nx\"");
    let ran = explain(&case, []);
    assert_eq!(ran.exit, Exit::Done);
    let title = ran.output.lines().next().unwrap();
    assert!(!ran.output.contains('\u{1b}') && title.contains('x'), "{title:?}");
}

#[test]
fn a_file_that_is_not_there_cannot_be_explained() {
    let dir = tempfile::tempdir().unwrap();
    let ran = Run::new(["explain"]).arg(dir.path().join("none.jsonl")).go();
    assert_eq!((ran.exit, ran.output.as_str()), (Exit::Cannot, ""));
    assert!(ran.errors.contains("could not be read"), "{}", ran.errors);
    assert_eq!(explain(stored("E87"), ["--track", "nonsense"]).exit, Exit::Cannot);
}
