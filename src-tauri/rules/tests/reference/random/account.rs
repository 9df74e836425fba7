//! A random patient: enrollments mostly in order, with a fault here and there, and stays.

use super::{Days, Dice};
use crate::clock::{days_later, months_later};
use chrono::NaiveDate;
use rules::{
    CarePlan, Case, Condition, Consent, ConsentMode, DateOrInstant, Enrollment, InitiatingVisit, Instant,
    Mdm, MdmLevel, Patient, Payer, Program, RoleClass, Stay, StayKind, VisitKind,
};

pub(super) fn patient(dice: &mut Dice, days: &Days, case: &Case) -> Patient {
    let died = dice.fault(6).then(|| days.instant(dice));
    let stays = if dice.fault(2) || dice.one_in(6) { dice.from(1..=3) } else { 0 };
    let facility_stays = (0..stays).map(|_| stay(dice, days)).collect();
    let few = dice.pick(&[1, 1, 1, 1, 2, 2, 3]);
    let enrollments =
        ["a1", "a10", "a2"].iter().take(few).map(|id| enrollment(dice, days, case, id)).collect();
    Patient { died, facility_stays, enrollments }
}

/// A stay that ends after it began, as days or as seconds say.
fn stay(dice: &mut Dice, days: &Days) -> Stay {
    let admitted = days.date_or_instant(dice);
    let begins = days.clock.day_of(admitted);
    let ends = days_later(begins, dice.pick(&[0, 0, 1, 2, 20]));
    let second = |dice: &mut Dice| {
        let at = days.second(dice, ends).max(days.clock.midnight(begins));
        match admitted {
            DateOrInstant::Instant(admitted) => at.max(admitted.seconds()),
            // In St. John's a day began twice in 2010: an hour after its first midnight it was the day before again.
            DateOrInstant::Date(_) if days.clock.date(at) < begins => at + 3600,
            DateOrInstant::Date(_) => at,
        }
    };
    let discharged = match dice.from(0..=4) {
        0 => None,
        1 | 2 => Some(ends.into()),
        _ => Some(Instant::from_seconds(second(dice)).into()),
    };
    Stay { kind: dice.pick(StayKind::ALL), admitted, discharged }
}

fn enrollment(dice: &mut Dice, days: &Days, case: &Case, id: &str) -> Enrollment {
    let practitioners: Vec<_> =
        case.staff.iter().filter(|staff| staff.role.class() == RoleClass::Practitioner).collect();
    let practitioner = dice.pick(&practitioners).id.clone();
    let start = match dice.from(0..=5) {
        0 if dice.fault(1) => days.near(dice),
        1 => days_later(months_later(days.month.first_day(), -12), dice.from(-1..=1)),
        _ => months_later(days.month.first_day(), -dice.from(1..=9)),
    };
    let mut account = Enrollment::new(id, program(dice, case), practitioner, start);
    account.end = dice.fault(6).then(|| days.near(dice));
    account.consent = consent(dice, days, start);
    account.initiating_visit = initiating_visit(dice, days, start);
    account.last_seen = dice.one_in(2).then(|| year_before(dice, days));
    account.conditions = conditions(dice);
    account.claim_dx = dice.one_in(6).then(|| diagnoses(dice));
    account.care_plan = care_plan(dice, days, case, start);
    account.mdm = mdm(dice, days);
    account.attested = !dice.fault(4);
    account.supervised = !dice.fault(4);
    account
}

/// Mostly one the payer covers.
fn program(dice: &mut Dice, case: &Case) -> Program {
    let complex = case.payer == Payer::Bcbsm && !dice.one_in(4);
    if complex { Program::ComplexCcm } else { dice.pick(Program::ALL) }
}

/// A day of which it matters whether it lies within a year before the month.
fn year_before(dice: &mut Dice, days: &Days) -> NaiveDate {
    let first = days.month.first_day();
    if dice.one_in(2) {
        days_later(months_later(first, -12), dice.from(-1..=1))
    } else {
        days_later(first, -40)
    }
}

fn consent(dice: &mut Dice, days: &Days, start: NaiveDate) -> Consent {
    let given = match dice.from(0..=11) {
        0 if dice.fault(1) => None,
        1..=3 if dice.fault(2) => Some(days.date_or_instant(dice)),
        4 if dice.fault(1) => Some(days_later(days.month.last_day(), 1).into()),
        5 => Some(months_later(days.near(dice), -dice.pick(&[1, 6, 12, 13])).into()),
        _ => Some(start.into()),
    };
    let revoked = match dice.from(0..=11) {
        0 if dice.fault(1) || dice.one_in(2) => Some(days.date_or_instant(dice)),
        1 if dice.fault(1) => Some(days_later(days.month.first_day(), -1).into()),
        _ => None,
    };
    Consent { given, mode: dice.pick(ConsentMode::ALL), revoked }
}

fn initiating_visit(dice: &mut Dice, days: &Days, start: NaiveDate) -> Option<InitiatingVisit> {
    let date = match dice.from(0..=5) {
        0 => days.near(dice),
        1 => days_later(start, dice.from(-1..=1)),
        2 => days_later(months_later(start, -12), dice.from(-1..=1)),
        _ => days_later(start, -20),
    };
    let kinds = [VisitKind::AnnualWellness, VisitKind::Office, dice.pick(VisitKind::ALL)];
    (!dice.fault(5)).then(|| InitiatingVisit { date, kind: dice.pick(&kinds), discussed: dice.one_in(2) })
}

/// The same codes written differently among them.
const DIAGNOSES: [&str; 7] = ["I50.22", "i5022", "E11.9", "E119", "N18.4", "J44.9", "F03.90"];

fn conditions(dice: &mut Dice) -> Vec<Condition> {
    let many = if dice.fault(3) { dice.from(0..=1) } else { dice.from(2..=4) };
    let condition = |dice: &mut Dice| Condition {
        icd10: (!dice.one_in(8)).then(|| dice.pick(&DIAGNOSES).to_owned()),
        expected_months: if dice.fault(2) { Some(dice.pick(&[12, 11, 3, 2])) } else { None },
        high_risk: !dice.fault(2),
    };
    (0..many).map(|_| condition(dice)).collect()
}

fn diagnoses(dice: &mut Dice) -> Vec<String> {
    let many = dice.from(0..=3);
    (0..many).map(|_| dice.pick(&DIAGNOSES).to_owned()).collect()
}

fn care_plan(dice: &mut Dice, days: &Days, case: &Case, start: NaiveDate) -> CarePlan {
    let near = |dice: &mut Dice| Some(days.near(dice));
    let established = if dice.fault(6) {
        None
    } else if dice.one_in(4) {
        near(dice)
    } else {
        Some(start)
    };
    let copy_given = match dice.from(0..=7) {
        0 => None,
        1 => Some(days_later(case.submitted_on, dice.from(0..=1))),
        _ => Some(start.min(case.submitted_on)),
    };
    CarePlan { established, revised: if dice.one_in(3) { near(dice) } else { None }, copy_given }
}

fn mdm(dice: &mut Dice, days: &Days) -> Vec<Mdm> {
    let others = [days.month.previous(), days.month.next()];
    let one = |dice: &mut Dice| Mdm {
        month: if dice.fault(2) { dice.pick(&others) } else { days.month },
        level: if dice.fault(2) { dice.pick(MdmLevel::ALL) } else { MdmLevel::Moderate },
    };
    let many = if dice.fault(3) { dice.pick(&[0, 2]) } else { 1 };
    (0..many).map(|_| one(dice)).collect()
}
