//! Cancer treatment plans and the practice's other services, from the form to the exported line.

use tracker::Code;
use tracker::claims::Status;
use tracker::own_services::NewService;

use crate::common::{at, enrollment, field};
use crate::seed_office::why;
use crate::services::{NOVEMBER, in_november, scene};

#[test]
fn medicare_takes_no_cancer_plan_and_says_so() {
    let mut scene = in_november("medicare");
    scene.plans("initial", "2026-11-18", "c50.911").unwrap();
    let row = scene.office.claims(NOVEMBER).remove(0);
    let (code, says, _) = why(&row).remove(0);
    assert_eq!(
        (row.status, code, says.as_str()),
        (Status::Refused, "R-STATUS-I", "Medicare does not accept this code")
    );
    let mut other = in_november("priority");
    other.plans("initial", "2026-11-18", "C50.911").unwrap();
    assert_eq!(other.refused_for(NOVEMBER), [(Status::Refused, "R-PAYER")]);
}

#[test]
fn a_cancer_has_one_first_plan_and_a_change_waits_for_it() {
    let mut scene = in_november("cigna");
    let nurse = scene.nurse.clone();
    scene.plans("change", "2026-11-18", "C50.911").unwrap();
    assert_eq!(scene.refused_for(NOVEMBER), [(Status::Held, "R-ONC-INITIAL")]);
    assert_eq!(field(scene.plans("change", "2026-11-18", "C50.911")), "date", "not twice");
    for (kind, date, cancer, at) in [
        ("revised", "2026-11-17", "C50.911", "kind"),
        ("initial", "2026-11-21", "C50.911", "date"),
        ("initial", "2026-11-17", "breast", "cancer"),
    ] {
        assert_eq!(field(scene.plans(kind, date, cancer)), at);
    }
    // The first plan was made in October: the hold of November is gone in the same moment.
    let first = scene.plans("initial", "2026-10-05", "C50.911").unwrap();
    assert_eq!(scene.refused_for(NOVEMBER), [(Status::Ready, "")]);
    assert_eq!(scene.lines("2026-10"), ["S0353 1"]);
    scene.plans("initial", "2026-11-02", "C50.911").unwrap();
    scene.plans("change", "2026-11-02", "C50.911").unwrap();
    let mut reasons = scene.refused_for(NOVEMBER);
    reasons.sort_unstable();
    assert_eq!(reasons, [(Status::Ready, ""), (Status::Refused, "R-CAP"), (Status::Refused, "R-XOR-FAMILY")]);
    scene.plans("initial", "2026-11-02", "D63.0").unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["S0353 1", "S0354 1"], "another cancer has its own");
    scene.office.tracker.void_plan(&nurse, first, "another patient").unwrap();
    assert_eq!(scene.lines("2026-10"), Vec::<String>::new());

    let biller = scene.biller.clone();
    let file = scene.office.file(&biller, NOVEMBER).unwrap();
    assert!(file.contains(",C50.911,") && file.contains(",D63.0,"), "the cancer is the diagnosis: {file}");
    scene.office.is_sound();
}

/// Cigna: nothing before claims sent on 17 January 2021, then six codes: these four and TCM. The date of service is the same on
/// both days.
#[test]
fn cigna_pays_a_talk_and_a_plan_of_december_when_they_are_sent_on_january_17_and_refuses_them_the_day_before()
{
    const DECEMBER: &str = "2020-12";
    let mut scene = scene("cigna", "2020-12-14T22:00:00Z");
    scene.talks("2020-12-14", "9:00", "46").unwrap();
    scene.plans("initial", "2020-12-07", "C50.911").unwrap();
    scene.plans("change", "2020-12-14", "C50.911").unwrap();

    scene.office.clock.set(at("2021-01-16T15:00:00Z"));
    assert_eq!(scene.refused_for(DECEMBER), [(Status::Refused, "R-PAYER"); 3]);
    let biller = scene.biller.clone();
    assert_eq!(scene.office.file(&biller, DECEMBER).unwrap_err().code(), Code::Refused);

    scene.office.clock.set(at("2021-01-17T15:00:00Z"));
    let lines = scene.office.exports(&biller, DECEMBER);
    let said: Vec<_> =
        lines.iter().map(|line| line.split(' ').skip(2).take(4).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        said,
        [
            "2020-12-07 2020-12-07 S0353 1",
            "2020-12-14 2020-12-14 99497 1",
            "2020-12-14 2020-12-14 99498 1",
            "2020-12-14 2020-12-14 S0354 1",
        ]
    );
    scene.office.is_sound();
}

#[test]
fn a_service_is_a_code_of_another_way_noted_once_on_a_day_that_came() {
    let mut scene = in_november("medicare");
    for (code, date, at) in [
        ("9949", "2026-11-18", "code"),
        ("99490", "2026-11-18", "code"),
        ("99427", "2026-11-18", "code"),
        ("S0353", "2026-11-18", "code"),
        ("G0439", "2026-11-21", "date"),
        ("G0439", "1949-11-21", "date"),
    ] {
        let form = scene.service(code, date);
        assert_eq!(field(scene.notes(&form)), at, "{code} {date}");
    }
    let form = scene.service("g0439", "2026-11-18");
    scene.notes(&form).unwrap();
    assert_eq!(field(scene.notes(&form)), "code", "not twice");
    let nobodys = NewService {
        start: "9:00".to_owned(),
        length: "20".to_owned(),
        ..scene.service("99457", "2026-11-18")
    };
    assert_eq!(field(scene.notes(&nobodys)), "staff");
}

#[test]
fn minutes_of_remote_monitoring_count_for_nothing_else() {
    let mut scene = in_november("medicare");
    let (nurse, doctor) = (scene.nurse.clone(), scene.doctor.clone());
    let form = enrollment(scene.patient, doctor.staff.get(), "ccm");
    let enrolled = scene.office.enrolls(&nurse, &form);
    scene.office.types(&nurse, enrolled, "2026-11-18", ("9:00", "25"), "call_patient");
    assert_eq!(scene.lines(NOVEMBER), ["99490 1"]);
    let monitoring = NewService {
        staff: Some(nurse.staff.get()),
        start: "9:20".to_owned(),
        length: "20".to_owned(),
        ..scene.service("99457", "2026-11-18")
    };
    let noted = scene.notes(&monitoring).unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99490 1"], "twenty minutes are left");
    let more = NewService { start: "9:19".to_owned(), length: "1".to_owned(), ..monitoring };
    scene.notes(&more).unwrap();
    assert_eq!(scene.lines(NOVEMBER), Vec::<String>::new());
    scene.office.tracker.void_service(&nurse, noted, "not billed").unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99490 1"]);
}
