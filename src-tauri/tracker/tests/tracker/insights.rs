//! A month in pictures: its sums are those of the statements and entries, and who may see which.

use rules::{Cents, Seconds};
use tracker::enrollments::EnrollmentChange;
use tracker::export::Order;
use tracker::insights::Insights;
use tracker::{Access, Actor};

use crate::common::{Clinic, enrollment, month, patient, staff, typed};

const NOVEMBER: &str = "2026-11";

impl Clinic {
    fn pictures(&mut self) -> Insights {
        self.tracker.insights(month(NOVEMBER)).unwrap()
    }
}

/// Friday the 20th: 14 of 19 working days are gone (Veterans Day and Thanksgiving are none).
fn friday() -> Clinic {
    Clinic::on("2026-11-20T15:00:00Z")
}

fn minutes(minutes: i64) -> Seconds {
    Seconds(minutes * 60)
}

/// What the kept statements say of all enrollments: counted and excluded on the track of their lines.
fn of_statements(clinic: &mut Clinic) -> (i64, i64) {
    let mut sums = (0, 0);
    for patient in [clinic.ana, clinic.ben] {
        for account in clinic.tracker.statement(patient, month(NOVEMBER)).unwrap().1.accounts {
            let track = account.tracks.iter().find(|track| Some(track.track) == account.chosen);
            let track = track.unwrap_or(&account.tracks[0]);
            sums.0 += track.counted_s.0;
            sums.1 += track.excluded.iter().map(|item| item.seconds.0).sum::<i64>();
        }
    }
    sums
}

#[test]
fn the_sums_of_the_pictures_are_those_of_the_statements() {
    let mut clinic = friday();
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "33");
    clinic.type_in(clinic.ben_ccm, "2026-11-04", "09:00", "12");
    // Two people on one patient at the same time, an activity that does not count, one person on two patients.
    let (nurse, other) = (clinic.nurse.clone(), clinic.other_nurse.clone());
    clinic.tracker.add_entry(&other, &typed(clinic.ana_ccm, "2026-11-03", "09:20", "30")).unwrap();
    let mut voicemail = typed(clinic.ben_ccm, "2026-11-05", "09:00", "4");
    voicemail.activity = "voicemail".to_owned();
    clinic.tracker.add_entry(&nurse, &voicemail).unwrap();
    clinic.tracker.add_entry(&nurse, &typed(clinic.ben_ccm, "2026-11-03", "09:10", "10")).unwrap();

    let insights = clinic.pictures();
    let (counted, excluded) = of_statements(&mut clinic);
    let share = insights.share;
    assert_eq!((share.earning.0 + share.stranded.0, share.excluded.0), (counted, excluded));
    let by_day: i64 = insights.work.as_ref().unwrap().days.iter().map(|day| day.seconds.0).sum();
    assert_eq!(by_day, share.all().0, "every logged second is counted or excluded");
    assert_eq!(by_day, minutes(33 + 12 + 30 + 4 + 10).0);
    let stranded: i64 = insights.stranded.iter().map(|row| row.stranded.0).sum();
    assert_eq!(stranded, share.stranded.0);
    clinic.is_sound();
}

#[test]
fn the_demo_practice_adds_up_the_same_way() {
    let dir = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(tracker::ManualClock::at(crate::common::at("2026-11-20T15:00:00Z")));
    let (mut tracker, ..) = tracker::demo::make(&tracker::Home::at(dir.path()), clock).unwrap();
    let insights = tracker.insights(month(NOVEMBER)).unwrap();
    let work = insights.work.as_ref().unwrap();
    let by_day: i64 = work.days.iter().map(|day| day.seconds.0).sum();
    assert_eq!(by_day, insights.share.all().0);
    assert!(insights.funnel.enrolled >= insights.funnel.touched, "{:?}", insights.funnel);
    assert!(insights.funnel.touched > insights.funnel.threshold, "{:?}", insights.funnel);
    assert!(insights.funnel.threshold > 0, "{:?}", insights.funnel);
    let claims = tracker.claims(month(NOVEMBER)).unwrap();
    let timed = claims.rows.iter().filter(|row| row.program != "tcm");
    let dollars: i64 = timed.filter_map(|row| row.line.as_ref()).map(|line| line.amount_cents.0).sum();
    let codes = &insights.forecast.as_ref().unwrap().codes;
    assert_eq!(
        codes.iter().map(|code| code.now_cents.0).sum::<i64>(),
        dollars,
        "what is earned is what is claimed"
    );
    assert!(codes.iter().all(|code| code.end >= code.now), "{codes:?}");
}

#[test]
fn stranded_time_says_how_much_is_missing_to_which_code_or_what_blocks_it() {
    let mut clinic = friday();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "33");
    clinic.type_in(clinic.ben_ccm, "2026-11-04", "09:00", "18");
    let whole = EnrollmentChange { id: Some(clinic.ben_ccm.get()), ..enrollment(clinic.ben, doctor, "ccm") };
    let rows = clinic.pictures().stranded;
    let [ben, ana] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((ben.patient, ben.stranded), (clinic.ben, minutes(18)));
    let next = ben.next.as_ref().unwrap();
    assert_eq!((next.code.as_str(), next.short, next.worth), ("99490", minutes(2), Cents(6613)));
    let next = ana.next.as_ref().unwrap();
    assert_eq!((ana.stranded, next.code.as_str(), next.short), (minutes(13), "99439", minutes(7)));
    assert_eq!(ana.blocked, [""; 0]);

    let without = EnrollmentChange { plan_copy_given: None, ..whole };
    clinic.tracker.save_enrollment(&nurse, &without).unwrap();
    let rows = clinic.pictures().stranded;
    assert_eq!(rows.last().unwrap().patient, clinic.ben, "what time cannot mend comes last");
    assert!(!rows.last().unwrap().blocked.is_empty());
}

#[test]
fn the_funnel_narrows_from_enrolled_to_exported() {
    let mut clinic = friday();
    let funnel = |clinic: &mut Clinic| {
        let funnel = clinic.pictures().funnel;
        (funnel.enrolled, funnel.touched, funnel.threshold, funnel.signed, funnel.exported)
    };
    assert_eq!(funnel(&mut clinic), (2, 0, 0, 0, 0));
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "20");
    clinic.type_in(clinic.ben_ccm, "2026-11-04", "09:00", "5");
    assert_eq!(funnel(&mut clinic), (2, 2, 1, 0, 0));
    clinic.sign(clinic.ana).unwrap();
    assert_eq!(funnel(&mut clinic), (2, 2, 1, 1, 0));
    let manager = clinic.manager.clone();
    clinic.tracker.export_claims(&manager, month(NOVEMBER), &Order::csv(), None).unwrap();
    assert_eq!(funnel(&mut clinic), (2, 2, 1, 1, 1));
}

#[test]
fn the_forecast_is_the_time_so_far_at_the_same_pace_against_the_same_thresholds() {
    let mut clinic = friday();
    // 32 minutes in 14 working days of 19 are 43 at the end: 99490 and a first 99439.
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "32");
    let forecast = clinic.pictures().forecast.unwrap();
    assert_eq!((forecast.days_gone, forecast.days), (14, 19));
    let codes: Vec<_> = forecast.codes.iter().map(|code| (code.code.as_str(), code.now, code.end)).collect();
    assert_eq!(codes, [("99439", 0, 1), ("99490", 1, 1)]);
    assert_eq!(forecast.codes[1].now_cents, Cents(6613));
    assert!(clinic.tracker.insights(month("2026-10")).unwrap().forecast.is_none(), "October is over");
}

#[test]
fn round_lengths_late_typing_and_long_days_show() {
    let mut clinic = friday();
    for day in ["2026-11-02", "2026-11-12", "2026-11-18", "2026-11-19"] {
        clinic.type_in(clinic.ana_ccm, day, "09:00", "15");
    }
    clinic.type_in(clinic.ana_ccm, "2026-11-20", "07:00", "17");
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ben_ccm, Some("call_patient")).unwrap();
    clinic.beat_for(601);
    clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    let audit = clinic.pictures().work.unwrap().self_audit;
    let [one] = audit.rounding.as_slice() else { panic!("{:?}", audit.rounding) };
    assert_eq!((one.typed, one.typed_round, one.timed, one.timed_round), (5, 4, 1, 0));
    assert_eq!((audit.typed[15], audit.typed[17], audit.timed[10]), (4, 1, 1));
    let late: Vec<_> = audit.late.iter().map(|late| (late.from_days, late.entries)).collect();
    assert_eq!(late, [(0, 1), (1, 1), (2, 1), (8, 2)], "the same day, the next, in a week, later");
    assert_eq!(audit.long_days, []);

    for start in ["06:00", "09:00", "12:00", "15:00"] {
        clinic.type_in(clinic.ben_ccm, "2026-11-17", start, "2:45");
    }
    let long = clinic.pictures().work.unwrap().self_audit.long_days;
    assert_eq!(long.len(), 1);
    assert_eq!((long[0].staff, long[0].seconds), (nurse.staff, minutes(11 * 60)));
}

#[test]
fn an_entry_over_midnight_is_on_two_days_and_one_over_the_end_of_the_month_only_in_part() {
    let mut clinic = friday();
    let nurse = clinic.nurse.clone();
    clinic.tracker.add_entry(&nurse, &typed(clinic.ana_ccm, "2026-11-10", "23:50", "30")).unwrap();
    clinic.tracker.add_entry(&nurse, &typed(clinic.ana_ccm, "2026-10-31", "23:45", "20")).unwrap();
    let insights = clinic.pictures();
    let days = insights.work.unwrap().days;
    let days: Vec<_> = days.iter().map(|day| (day.day.to_string(), day.seconds)).collect();
    assert_eq!(
        days,
        [
            ("2026-11-01".to_owned(), minutes(5)),
            ("2026-11-10".to_owned(), minutes(10)),
            ("2026-11-11".to_owned(), minutes(20)),
        ]
    );
    assert_eq!(insights.share.all(), minutes(35));
}

#[test]
fn who_sees_no_patients_sees_what_claims_say_and_nothing_of_entries() {
    let mut clinic = friday();
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "33");
    let (biller, nurse) = (clinic.biller.clone(), clinic.nurse.clone());
    let seen = clinic.tracker.open_insights(&biller, month(NOVEMBER)).unwrap();
    assert!(seen.work.is_none() && seen.stranded.len() == 1);
    assert!(clinic.tracker.open_insights(&nurse, month(NOVEMBER)).unwrap().work.is_some());
}

#[test]
fn an_assistant_reads_no_name_of_a_patient_who_is_hidden() {
    let mut clinic = friday();
    let manager = clinic.manager.clone();
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "33");
    clinic.type_in(clinic.ben_ccm, "2026-11-03", "10:00", "13");
    let mut form = staff("Uma Vale", "ma", Access::Assistant);
    form.sign_in = None;
    let id = clinic.tracker.save_staff(&manager, &form).unwrap();
    let uma = Actor { staff: id, name: form.name, access: Access::Assistant };
    let practice = clinic.tracker.practice().clone();
    let change = tracker::practice::PracticeChange {
        name: practice.name.clone(),
        time_zone: practice.zone.name().to_owned(),
        place: practice.place.as_str().to_owned(),
        assigned_only: true,
    };
    clinic.tracker.save_practice(&manager, &change).unwrap();
    clinic.tracker.save_care_team(&manager, clinic.ben, &[uma.staff]).unwrap();
    let seen = clinic.tracker.open_insights(&uma, month(NOVEMBER)).unwrap();
    let names: Vec<_> = seen.stranded.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Ben Okafor"]);
    assert_eq!(seen.share.all(), minutes(46), "sums have no names");
}

#[test]
fn the_guide_ticks_itself_off_from_what_there_is() {
    let dir = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(tracker::ManualClock::at(crate::common::at("2026-11-20T15:00:00Z")));
    let (mut tracker, manager, _) =
        tracker::Home::at(dir.path()).set_up(&crate::common::first_run(), clock).unwrap();
    let done = |tracker: &tracker::Tracker| -> Vec<bool> {
        tracker.guide().unwrap().into_iter().map(|(_, done)| done).collect()
    };
    assert_eq!(done(&tracker), [false; 6]);
    let doctor =
        tracker.save_staff(&manager, &staff("Ida Marsh", "physician", Access::Practitioner)).unwrap();
    let ana = tracker.save_patient(&manager, &patient("Ana Lopez", "A-1", "medicare")).unwrap();
    assert_eq!(done(&tracker), [false, true, true, false, false, false]);
    let ccm = tracker.save_enrollment(&manager, &enrollment(ana, doctor.get(), "ccm")).unwrap();
    tracker.add_entry(&manager, &typed(ccm, "2026-11-19", "09:00", "5")).unwrap();
    assert_eq!(done(&tracker), [false, true, true, true, false, true]);
}
