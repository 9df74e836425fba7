//! The gates a second of an entry passes by itself: the first one that fails gives the reason.

use crate::activities::{Activity, activity};
use crate::clock::{days_later, months_later};
use crate::codes::{Facts, Service, VISITS, billed};
use chrono::NaiveDate;
use rules::{
    Attempts, BcbsmTraining, CaseStaff, ConsentSameDay, DateOrInstant, Enrollment, Entry, FacilityDayRule,
    Payer, RoleClass, SameDayEm, Standing, Stay, StayKind, Track,
};

/// One second of one entry, in one track of its account.
#[derive(Clone, Copy)]
pub(crate) struct Second<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) entry: &'a Entry,
    pub(crate) account: &'a Enrollment,
    pub(crate) performer: &'a CaseStaff,
    pub(crate) track: Track,
    pub(crate) activity: &'static Activity,
    /// When, and on which local day.
    pub(crate) at: i64,
    pub(crate) date: NaiveDate,
}

type Verdict = Option<&'static str>;

/// Gates 1 to 7.
pub(crate) fn before_use(second: Second<'_>) -> Verdict {
    stale(second)
        .or_else(|| no_program(second))
        .or_else(|| performer(second))
        .or_else(|| countable(second))
        .or_else(|| consent(second))
        .or_else(|| patient(second))
}

/// Gates 1 to 8.
pub(crate) fn alone(second: Second<'_>) -> Verdict {
    before_use(second).or_else(|| used_elsewhere(second).then_some("X-USED-ELSEWHERE"))
}

/// Gate 1.
fn stale(second: Second<'_>) -> Verdict {
    let whole = second.entry.end.seconds() - second.entry.start.seconds();
    (whole > second.facts.case.settings.stale_limit_s.0).then_some("X-STALE-TIMER")
}

/// Gate 3.
fn no_program(second: Second<'_>) -> Verdict {
    let Enrollment { start, end, .. } = second.account;
    let outside = second.date < *start || end.is_some_and(|end| second.date > end);
    outside.then_some("X-NO-PROGRAM")
}

/// Gate 4.
fn performer(second: Second<'_>) -> Verdict {
    let class = second.performer.role.class();
    let payer = second.facts.case.payer;
    let complex = second.track == Track::Complex;
    let community = class == RoleClass::Community;
    if class == RoleClass::Never {
        return Some("X-NONCLINICAL");
    }
    let own = matches!(second.track, Track::CcmPractitioner | Track::PcmPractitioner);
    if own && second.performer.id != second.account.billing_practitioner {
        return Some("X-NOT-BILLER");
    }
    if payer == Payer::Bcbsm && complex {
        let trained = class == RoleClass::Practitioner || trained(second, class);
        return (!trained).then_some("X-UNTRAINED");
    }
    if payer == Payer::Priority && complex {
        return (class == RoleClass::Unlicensed || community).then_some("X-UNLICENSED");
    }
    (community && !second.facts.case.settings.chw_counts).then_some("X-NONCLINICAL")
}

/// Whether somebody who is no practitioner has the training BCBSM asks for.
fn trained(second: Second<'_>, class: RoleClass) -> bool {
    let case = second.facts.case;
    let Some(training) = second.performer.team_training else { return false };
    let in_time = match case.settings.bcbsm_training {
        BcbsmTraining::Grace => second.date >= months_later(training, -6),
        BcbsmTraining::Recent => training >= months_later(case.submitted_on, -6),
    };
    let licensed = class == RoleClass::Licensed;
    training <= case.submitted_on && in_time && (licensed || second.performer.scope_document)
}

/// Gate 5.
fn countable(second: Second<'_>) -> Verdict {
    let settings = &second.facts.case.settings;
    let slug = second.entry.activity.as_str();
    let (_, columns, reason) = *second.activity;
    let bcbsm = second.facts.case.payer == Payer::Bcbsm && second.track == Track::Complex;
    let column = match second.facts.case.payer {
        _ if bcbsm => 1,
        Payer::Priority => 2,
        Payer::Medicare | Payer::Bcbsm | Payer::Cigna | Payer::Medicaid => 0,
    };
    let counts = columns.as_bytes()[column] == b'C';
    match settings.activity_overrides.get(slug) {
        Some(Standing::Countable) => return None,
        Some(Standing::Excluded) if reason.is_empty() => return Some("X-ACTIVITY-ADMIN"),
        Some(Standing::Excluded) => return Some(reason),
        None => {}
    }
    let since_start = second.at - second.entry.start.seconds();
    if ["voicemail", "no_answer"].contains(&slug) && settings.attempts == Attempts::Count && !bcbsm {
        return (since_start >= settings.attempts_cap_s.0).then_some("X-ACTIVITY-ATTEMPT");
    }
    if slug == "on_hold" && counts {
        return (since_start >= settings.hold_cap_s.0).then_some("X-ACTIVITY-ADMIN");
    }
    (!counts).then_some(reason)
}

/// Gate 6.
fn consent(second: Second<'_>) -> Verdict {
    let Some(given) = consent_instant(second.facts, second.account) else {
        return Some("X-BEFORE-CONSENT");
    };
    if second.at < given {
        return Some("X-BEFORE-CONSENT");
    }
    let revoked = second.account.consent.revoked?;
    let next_month = rules::Month::of(second.facts.clock.day_of(revoked)).next();
    (second.at >= second.facts.clock.midnight(next_month.first_day())).then_some("X-AFTER-REVOCATION")
}

/// The second from which consent is in force.
pub(crate) fn consent_instant(facts: &Facts<'_>, account: &Enrollment) -> Option<i64> {
    Some(match account.consent.given? {
        DateOrInstant::Instant(instant) => instant.seconds(),
        DateOrInstant::Date(date) => match facts.case.settings.consent_same_day {
            ConsentSameDay::Count => facts.clock.midnight(date),
            ConsentSameDay::Exclude => facts.clock.midnight(days_later(date, 1)),
        },
    })
}

/// Gate 7.
fn patient(second: Second<'_>) -> Verdict {
    let patient = &second.facts.case.patient;
    if patient.died.is_some_and(|died| second.at >= died.seconds()) {
        return Some("X-DECEASED");
    }
    let inpatient = patient.facility_stays.iter().any(|stay| {
        let excludes = matches!(stay.kind, StayKind::Inpatient | StayKind::SnfPartA);
        excludes && in_stay(second.facts, second.at, stay) && !after_discharge(second, stay)
    });
    inpatient.then_some("X-INPATIENT")
}

/// Whether the second lies in the stay, whatever is confirmed of the day of discharge.
pub(crate) fn in_stay(facts: &Facts<'_>, at: i64, stay: &Stay) -> bool {
    let clock = &facts.clock;
    let from = match stay.admitted {
        DateOrInstant::Instant(instant) => instant.seconds(),
        DateOrInstant::Date(date) => clock.midnight(date),
    };
    let ended = match stay.discharged {
        None => false,
        Some(DateOrInstant::Instant(instant)) => at >= instant.seconds(),
        Some(DateOrInstant::Date(date)) => match facts.case.settings.facility_day_rule {
            FacilityDayRule::Confirm | FacilityDayRule::ExcludeBothDays => {
                at >= clock.midnight(days_later(date, 1))
            }
            FacilityDayRule::CountDischargeDay => at >= clock.midnight(date),
        },
    };
    at >= from && !ended
}

/// Whether the second is confirmed to follow the discharge of its day.
fn after_discharge(second: Second<'_>, stay: &Stay) -> bool {
    second.entry.after_discharge
        && second.facts.case.settings.facility_day_rule == FacilityDayRule::Confirm
        && stay.discharged == Some(DateOrInstant::Date(second.date))
}

/// Gate 8.
fn used_elsewhere(second: Second<'_>) -> bool {
    second.entry.part_of_visit
        || used_by_another_service(second)
        || belongs_to_tcm(second)
        || on_a_visit_day(second)
        || used_by_another_account(second)
}

fn used_by_another_service(second: Second<'_>) -> bool {
    let case = second.facts.case;
    let holds = |staff: &str, start: rules::Instant, end: rules::Instant| {
        staff == second.performer.id && start.seconds() <= second.at && second.at < end.seconds()
    };
    case.used_elsewhere.iter().any(|used| holds(&used.staff, used.start, used.end))
        || case.acp.iter().any(|talk| holds(&talk.staff, talk.start, talk.end))
}

fn belongs_to_tcm(second: Second<'_>) -> bool {
    let mut periods = second.facts.tcm_periods.iter();
    second.entry.activity == "post_discharge_follow_up"
        && periods.any(|(from, to)| *from <= second.date && second.date <= *to)
}

fn on_a_visit_day(second: Second<'_>) -> bool {
    let case = second.facts.case;
    match case.settings.same_day_em {
        SameDayEm::CountAll => false,
        SameDayEm::ExcludeVisitTime => {
            second.performer.role.class() == RoleClass::Practitioner
                && case.other_services.iter().any(|visit| {
                    crate::codes::listed(VISITS, &visit.code)
                        && visit.date == second.date
                        && visit.practitioner.as_ref() == Some(&second.performer.id)
                        && visit.time_based
                })
        }
        SameDayEm::ExcludeAllDay => {
            let visits = Service { list: VISITS, by: Some(&second.account.billing_practitioner) };
            billed(case, &visits, |date| date == second.date)
        }
    }
}

/// Whether an earlier entry of the same person, for another account, has the second.
fn used_by_another_account(second: Second<'_>) -> bool {
    let case = second.facts.case;
    case.entries.iter().any(|other| {
        other.staff == second.entry.staff
            && other.account != second.entry.account
            && other.start.seconds() <= second.at
            && second.at < other.end.seconds()
            && (other.start, &other.id) < (second.entry.start, &second.entry.id)
            && passes_in_its_first_track(second, other)
    })
}

fn passes_in_its_first_track(second: Second<'_>, other: &Entry) -> bool {
    let enrollments = &second.facts.case.patient.enrollments;
    let account = enrollments.iter().find(|account| account.id == other.account).unwrap();
    let track = tracks(account)[0];
    before_use(Second { entry: other, account, track, activity: activity(&other.activity), ..second })
        .is_none()
}

/// The tracks of an account, in order.
pub(crate) fn tracks(account: &Enrollment) -> &'static [Track] {
    match account.program {
        rules::Program::Ccm => &[Track::CcmStaff, Track::CcmPractitioner],
        rules::Program::ComplexCcm => &[Track::Complex, Track::CcmStaff, Track::CcmPractitioner],
        rules::Program::Pcm => &[Track::PcmStaff, Track::PcmPractitioner],
    }
}
