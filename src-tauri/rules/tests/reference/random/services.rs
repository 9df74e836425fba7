//! Random services billed beside care management, oncology events and planning talks.

use super::{Days, Dice};
use crate::codes::{
    CCM_CODES, CRITICAL_CARE, KIDNEY, OVERSIGHT, PAIRS, PRIMARY_CARE, SEED_LIST, VISITS, WELLNESS,
};
use rules::{AcpEncounter, BilledElsewhere, Case, Instant, OncologyEvent, OncologyKind, OtherService};

const BEHAVIORAL_HEALTH: &str = "99484";
/// Neighbors of the lists that are in none of them.
const UNLISTED: &str = "99206 99210 99343 99346 99351 90950 90971 G0180 G0555 G0559 99024 99290";

pub(super) fn add(dice: &mut Dice, days: &Days, case: &mut Case) {
    let many = if dice.one_in(3) { dice.from(1..=3) } else { 0 };
    for _ in 0..many {
        let service = other_service(dice, days, case);
        case.other_services.push(service);
    }
    for _ in 0..dice.pick(&[0, 0, 0, 0, 0, 1, 2]) {
        let list = dice.pick(&[CCM_CODES, "99495 99496", UNLISTED]);
        case.billed_elsewhere.push(BilledElsewhere { code: code(dice, list), date: days.near(dice) });
    }
    if dice.one_in(6) {
        talks(dice, days, case);
    }
    if dice.one_in(8) {
        oncology(dice, days, case);
    }
    if dice.one_in(3) {
        case.holidays = (0..3).map(|_| days.near(dice)).collect();
    }
}

fn other_service(dice: &mut Dice, days: &Days, case: &Case) -> OtherService {
    let lists = [
        VISITS,
        VISITS,
        VISITS,
        PAIRS,
        SEED_LIST,
        KIDNEY,
        OVERSIGHT,
        PRIMARY_CARE,
        WELLNESS,
        CRITICAL_CARE,
        BEHAVIORAL_HEALTH,
        UNLISTED,
    ];
    let list = dice.pick(&lists);
    let worked = case.entries.last().map(|entry| days.clock.date(entry.start.seconds()));
    let date = worked.filter(|_| dice.one_in(2)).unwrap_or(days.near(dice));
    let practitioner = match dice.from(0..=3) {
        0 => None,
        1 => Some(dice.pick(&case.staff).id),
        _ => Some("dr".to_owned()),
    };
    OtherService { code: code(dice, list), date, practitioner, time_based: dice.one_in(2) }
}

/// A code of a list, or an end of one of its spans, or one between.
fn code(dice: &mut Dice, list: &str) -> String {
    let items: Vec<_> = list.split_whitespace().collect();
    let item = dice.pick(&items);
    let Some((from, to)) = item.split_once('-') else { return item.to_owned() };
    let (head, low) = from.split_at(3);
    let (low, high): (i64, i64) = (low.parse().unwrap(), to.split_at(3).1.parse().unwrap());
    format!("{head}{:02}", dice.from(low..=high))
}

/// Minutes at which advance care planning earns another unit, and a second less.
fn talks(dice: &mut Dice, days: &Days, case: &mut Case) {
    let start = days.instant(dice).seconds();
    let staff = dice.pick(&["dr", "dr", "np", "rn", "new"]).to_owned();
    let length = dice.pick(&[16, 46, 76, 106]) * 60 + dice.pick(&[0, -1, 1]);
    let talk = |id: &str, from: i64, to: i64| AcpEncounter {
        id: id.to_owned(),
        staff: staff.clone(),
        start: Instant::from_seconds(start + from),
        end: Instant::from_seconds(start + to),
    };
    if dice.one_in(2) {
        let cut = dice.from(1..=length - 1);
        let again = dice.pick(&[0, cut]);
        case.acp.extend([talk("t2", cut - again, length), talk("t10", 0, cut)]);
    } else {
        case.acp.push(talk("t1", 0, length));
    }
}

fn oncology(dice: &mut Dice, days: &Days, case: &mut Case) {
    let dates = [days.near(dice), days.near(dice)];
    for id in ["o3", "o20", "o1"] {
        let kind = dice.pick(OncologyKind::ALL);
        let cancer = dice.pick(&["C50", "C50", "C34"]).to_owned();
        case.oncology_events.push(OncologyEvent { id: id.to_owned(), kind, date: dice.pick(&dates), cancer });
    }
}
