//! What the rules find in packs that were laid: the practice's own where it has one, the shipped fact elsewhere.

use super::common::{at, day, january, packs, work};
use super::{LARCH, birch, change, lay, shipped};
use rules::{
    AcpEncounter, Case, Cents, Column, Coverage, Evidence, Exclusion, Instant, OtherService, Packs, Payer,
    Place, Program, Refusal, Standing, Track, evaluate, fee, is_business_day, tcm_deadlines,
};

fn laid(practice: &[&str]) -> Packs {
    lay(shipped(), practice).unwrap()
}

fn larch() -> Packs {
    laid(&[LARCH])
}

#[test]
fn an_activity_of_the_practice_takes_the_place_of_the_shipped_one_or_comes_last() {
    let own = change(LARCH, ("slug = \"call_school\"", "slug = \"travel\""));
    let (replaced, added) = (laid(&[&own]), larch());
    let slugs = |packs: &Packs| packs.activities().iter().map(|item| item.slug.clone()).collect::<Vec<_>>();
    assert_eq!(slugs(&replaced), slugs(packs()));
    assert_eq!(slugs(&added), [slugs(packs()), vec!["call_school".to_owned()]].concat());
    assert_eq!(replaced.activity("travel").unwrap().label, "Call with a school nurse");
    let school = added.activity("call_school").unwrap();
    assert_eq!(school.source, "Larch Street Clinic, letter, 2026");
    assert_eq!(added.activity("call_patient"), packs().activity("call_patient"));
    assert_eq!(added.activity("juggling"), None);
}

#[test]
fn an_activity_counts_by_the_column_of_the_track_or_else_of_the_payer() {
    let packs = larch();
    let columns = [
        (Payer::Medicare, Track::Complex, Column::Medicare),
        (Payer::Priority, Track::Complex, Column::Priority),
        (Payer::Priority, Track::CcmStaff, Column::Priority),
        (Payer::Bcbsm, Track::CcmStaff, Column::Medicare),
        (Payer::Bcbsm, Track::Complex, Column::Medicare),
    ];
    for (payer, track, column) in columns {
        assert_eq!(packs.column(payer, track), column, "{payer} {track}");
    }
    let shipped = super::common::packs();
    assert_eq!(shipped.column(Payer::Bcbsm, Track::Complex), Column::Bcbsm);
    let school = packs.activity("call_school").unwrap();
    let standings = [Column::Medicare, Column::Bcbsm, Column::Priority].map(|column| school.standing(column));
    assert_eq!(standings, [Standing::Countable, Standing::Excluded, Standing::Countable]);
    assert_eq!(school.counts(Payer::Bcbsm, Track::Complex, &packs), Ok(()));
    assert_eq!(school.counts(Payer::Bcbsm, Track::Complex, shipped), Err(Exclusion::ActivityEmail));
    assert_eq!(school.exclusion(), Exclusion::ActivityEmail);
    let portal = shipped.activity("portal_message").unwrap();
    assert_eq!((portal.reason, portal.exclusion()), (None, Exclusion::ActivityAdmin));
}

#[test]
fn a_track_is_the_payers_own_or_else_that_of_all_payers() {
    let packs = larch();
    let first = |track, payer| packs.track(track, payer).first_s.0;
    assert_eq!(first(Track::CcmStaff, Payer::Medicare), 1201);
    assert_eq!(first(Track::CcmStaff, Payer::Bcbsm), 1201);
    assert_eq!(first(Track::Complex, Payer::Medicare), 3600);
    assert_eq!(first(Track::Complex, Payer::Bcbsm), 1860);
    assert_eq!(packs.track(Track::Complex, Payer::Bcbsm).block_s.0, 2_678_400);
    let bands = packs.track(Track::Complex, Payer::Bcbsm).bands.unwrap();
    assert_eq!((bands.from_s.0, bands.started_s.0), (4500, 61));
}

#[test]
fn the_tracks_of_a_payer_that_the_practice_leaves_out_stay_and_no_other_payers_come_in() {
    let other = change(LARCH, ("track = \"complex\"", "track = \"pcm_staff\""));
    let tracks = |packs: &Packs, payer| {
        let tracks = packs.payer(payer).track.iter();
        tracks.map(|track| (track.track, track.block_s.0)).collect::<Vec<_>>()
    };
    let kept = laid(&[&other]);
    assert_eq!(tracks(&kept, Payer::Bcbsm), [(Track::PcmStaff, 2_678_400), (Track::Complex, 1800)]);
    assert_eq!(tracks(&larch(), Payer::Bcbsm), [(Track::Complex, 2_678_400)]);
    assert_eq!(tracks(packs(), Payer::Bcbsm), [(Track::Complex, 1800)]);
    for (payer, own) in [(Payer::Priority, 1), (Payer::Medicare, 0), (Payer::Cigna, 0), (Payer::Medicaid, 0)]
    {
        assert_eq!(tracks(&kept, payer).len(), own, "{payer}");
    }
    assert_eq!(kept.track(Track::Complex, Payer::Bcbsm).performers, rules::Performers::TrainedTeam);
}

#[test]
fn the_pack_that_has_a_payers_rules_is_named() {
    let ids =
        |packs: &Packs| Payer::ALL.iter().map(|payer| packs.pack_of(*payer).to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(packs()), ["medicare", "bcbsm", "priority", "cigna", "medicaid"]);
    assert_eq!(ids(&larch()), ["medicare", "larch", "priority", "cigna", "medicaid"]);
    let cigna = change(LARCH, ("payer = \"bcbsm\"", "payer = \"cigna\""));
    let facts = &cigna[cigna.find("[[payer]]").unwrap()..cigna.find("[[fees]]").unwrap()];
    assert_eq!(ids(&laid(&[LARCH, &birch(facts)])), ["medicare", "larch", "priority", "birch", "medicaid"]);
}

#[test]
fn a_service_is_covered_from_the_day_its_span_starts_and_always_where_none_is_named() {
    let packs = larch();
    let bcbsm = packs.payer(Payer::Bcbsm);
    let covered = |service, date| bcbsm.covers(service, day(date));
    assert!(covered(Coverage::Complex, "2000-01-01") && covered(Coverage::Complex, "2026-01-01"));
    assert!(!covered(Coverage::Tcm, "2021-01-16") && covered(Coverage::Tcm, "2021-01-17"));
    assert!(covered(Coverage::Tcm, "2021-01-18") && !covered(Coverage::Acp, "2026-01-01"));
}

#[test]
fn a_fee_is_of_the_last_table_that_has_begun_or_else_of_the_first() {
    let packs = larch();
    let from: Vec<_> = packs.fee_tables().iter().map(|table| table.from.to_string()).collect();
    assert_eq!(from, ["2024-01-01", "2025-01-01", "2026-01-01"]);
    let fee_of = |code: &str, dos: &str, place, qp| fee(code.parse().unwrap(), day(dos), place, qp, &packs);
    let of_99490 = |dos| fee_of("99490", dos, Place::NonFacility, false);
    assert_eq!(
        ["2019-05-05", "2024-01-01", "2024-12-31", "2025-01-01", "2026-01-01"].map(of_99490),
        [6101, 6101, 6101, 6049, 6613].map(Cents)
    );
    let kinds = |code| {
        [
            (Place::NonFacility, false),
            (Place::Facility, false),
            (Place::NonFacility, true),
            (Place::Facility, true),
        ]
        .map(|(place, qp)| fee_of(code, "2024-06-01", place, qp))
    };
    assert_eq!(kinds("99490"), [6101, 4701, 6102, 4702].map(Cents));
    assert_eq!(kinds("99439"), [4601, 3301, 4601, 3301].map(Cents));
    assert_eq!(kinds("99487"), [Cents::ZERO; 4], "no rate in that table");
}

fn calls() -> Case {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", "2026-01-14T12:00:00-05:00", 1300, "call_patient");
    case
}

fn refused(packs: &Packs, code: &str) -> bool {
    let mut case = calls();
    let date = day("2026-01-05");
    case.other_services =
        vec![OtherService { code: code.into(), date, practitioner: None, time_based: false }];
    evaluate(&case, packs).accounts[0].refusals.contains(&Refusal::Esrd)
}

#[test]
fn a_list_of_the_practice_takes_the_place_of_the_shipped_one() {
    let own = change(LARCH, ("codes = [\"90951-90970\"]", "codes = [\"G0999\", \"12340-12349\"]"));
    let own = laid(&[&own]);
    for (code, in_shipped, in_own) in [
        ("90950", false, false),
        ("90951", true, false),
        ("90960", true, false),
        ("9095A", false, false),
        ("90970", true, false),
        ("90971", false, false),
        ("G0999", false, true),
        ("12339", false, false),
        ("12340", false, true),
        ("12345", false, true),
        ("12349", false, true),
        ("12350", false, false),
        ("1234", false, false),
    ] {
        assert_eq!((refused(packs(), code), refused(&own, code)), (in_shipped, in_own), "{code}");
    }
    assert!(refused(&larch(), "90951"), "another list of the same codes");
}

#[test]
fn a_first_date_of_the_practice_takes_the_place_of_the_shipped_one() {
    let later =
        change(LARCH, ("code = \"99437\"\nfrom = \"2022-01-01\"", "code = \"99490\"\nfrom = \"2026-02-01\""));
    let early = |packs: &Packs| {
        let track = evaluate(&calls(), packs).accounts.remove(0).tracks.remove(0);
        track.refusals.iter().any(|refusal| refusal.reason == Refusal::CodeDate)
    };
    assert!(!early(packs()) && early(&laid(&[&later])));
}

#[test]
fn holidays_of_the_practice_take_the_place_of_the_federal_ones() {
    let own = larch();
    let open = |packs: &Packs| {
        ["2025-04-30", "2025-07-04", "2025-05-12", "2025-05-26", "2025-12-25"]
            .map(|date| is_business_day(day(date), &[], false, packs))
    };
    assert_eq!(open(packs()), [true, false, true, false, false]);
    assert_eq!(open(&own), [false, false, false, true, true]);
    let last = laid(&[&change(LARCH, ("nth = 2", "nth = 0"))]);
    assert_eq!(open(&last), [false, false, true, false, true]);
}

#[test]
fn the_days_of_transitional_care_are_those_of_the_practice() {
    let days = "early_visit_days = 7\nlate_visit_days = 14\nperiod_days = 9999\ncontact_business_days = 2";
    let own = "early_visit_days = 3\nlate_visit_days = 5\nperiod_days = 8\ncontact_business_days = 1";
    let own = laid(&[&change(LARCH, (days, own))]);
    let due = |packs: &Packs| {
        let due =
            tcm_deadlines(at("2026-03-02T12:00:00-05:00"), chrono_tz::America::Detroit, &[], true, packs);
        [due.contact_due, due.visit_due_7, due.visit_due_14, due.period_end].map(|date| date.to_string())
    };
    assert_eq!(due(packs()), ["2026-03-04", "2026-03-09", "2026-03-16", "2026-03-31"]);
    assert_eq!(due(&own), ["2026-03-03", "2026-03-05", "2026-03-07", "2026-03-09"]);
}

#[test]
fn the_minutes_of_advance_care_planning_are_those_of_the_practice() {
    let own = change(LARCH, ("base_minutes = 16", "base_minutes = 20"));
    let own =
        change(&own, ("add_on_minutes = 46\nblock_minutes = 30", "add_on_minutes = 40\nblock_minutes = 10"));
    let own = laid(&[&own]);
    let units = |packs: &Packs, minutes: i64| {
        let mut case = january(Program::Ccm, Payer::Medicare);
        let start = at("2026-01-14T09:00:00-05:00");
        let end = Instant::from_seconds(start.seconds() + minutes * 60);
        case.acp = vec![AcpEncounter { id: "x".into(), staff: "dr".into(), start, end }];
        let talk = evaluate(&case, packs).acp.remove(0);
        talk.lines.iter().map(|line| line.units).collect::<Vec<_>>()
    };
    for (minutes, in_shipped, in_own) in [
        (16, &[1][..], &[][..]),
        (20, &[1], &[1]),
        (39, &[1], &[1]),
        (40, &[1], &[1, 1]),
        (46, &[1, 1], &[1, 1]),
        (50, &[1, 1], &[1, 2]),
    ] {
        let units = (units(packs(), minutes), units(&own, minutes));
        assert_eq!(units, (in_shipped.to_vec(), in_own.to_vec()), "{minutes} minutes");
    }
}

#[test]
fn only_what_somebody_outside_was_read_to_say_is_verified() {
    let verified: Vec<_> = Evidence::ALL.iter().filter(|evidence| evidence.is_verified()).collect();
    let read = [Evidence::OfficialFile, Evidence::Document, Evidence::RuleMaker, Evidence::Quoted];
    assert_eq!(verified, read.iter().collect::<Vec<_>>());
}
