//! Random entries, and the same people timed elsewhere.

use super::{Days, Dice};
use crate::activities::ACTIVITIES;
use crate::common::packs;
use rules::{AcpEncounter, Case, Elsewhere, Entry, Instant, Seconds, UsedElsewhere, evaluate};

/// Activities with rules of their own, and some that count for every payer.
const TELLING: [&str; 12] = [
    "call_patient",
    "call_patient",
    "medication_review",
    "clinician_discussion",
    "referral_loop",
    "portal_message",
    "team_huddle",
    "multi_patient_prep",
    "on_hold",
    "voicemail",
    "no_answer",
    "post_discharge_follow_up",
];

/// Lengths at which something changes: attempts, minutes, stale timers, thresholds.
const LENGTHS: [i64; 16] = [1, 59, 60, 61, 119, 121, 299, 600, 601, 899, 901, 1199, 1200, 1201, 1800, 1801];

pub(super) fn add(dice: &mut Dice, days: &Days, case: &mut Case) {
    let many = dice.pick(&[0, 1, 3, 5, 7, 8, 9, 10, 12]);
    let long = dice.one_in(2);
    for number in 0..many {
        let entry = entry(dice, days, case, number, long);
        case.entries.push(entry);
    }
    if dice.one_in(3) {
        busy_elsewhere(dice, case);
    }
}

fn entry(dice: &mut Dice, days: &Days, case: &Case, number: i64, long: bool) -> Entry {
    let (start, end) = when(dice, days, case, long);
    let accounts: Vec<_> = case.patient.enrollments.iter().map(|account| account.id.clone()).collect();
    let account = dice.pick(&accounts);
    let biller =
        case.patient.enrollments.iter().find(|own| own.id == account).unwrap().billing_practitioner.clone();
    let staff = match dice.from(0..=6) {
        0 | 1 => biller,
        2 | 3 => "rn".to_owned(),
        4 => case.entries.last().map_or(biller, |last| last.staff.clone()),
        _ => dice.pick(&case.staff).id,
    };
    let activity = match dice.from(0..=7) {
        0 => dice.pick(&ACTIVITIES).0,
        1..=3 => "medication_review",
        _ => dice.pick(&TELLING),
    };
    let id = format!("e{}", dice.from(0..=30) * 100 + number);
    let mut entry = Entry::new(id, account, staff, start, end, activity);
    entry.part_of_visit = dice.fault(10);
    entry.after_discharge = dice.one_in(4);
    entry
}

/// On a busy day, after the entry before, over it, exactly as it, or over an edge of the month.
fn when(dice: &mut Dice, days: &Days, case: &Case, long: bool) -> (Instant, Instant) {
    let length = match dice.from(0..=9) {
        0 | 1 => dice.pick(&LENGTHS),
        4 if dice.one_in(30) => dice.pick(&[14_400, 14_401]),
        _ => dice.from(1..=if long { 3600 } else { 1800 }),
    };
    let at = |start: i64| (Instant::from_seconds(start), Instant::from_seconds(start + length));
    let edges = [days.month.first_day(), days.month.next().first_day()];
    match (dice.from(0..=9), case.entries.last()) {
        (0, Some(last)) => (last.start, last.end),
        (1, Some(last)) => at(last.start.seconds()),
        (2 | 3, Some(last)) => at(last.end.seconds()),
        (4, Some(last)) => at(last.end.seconds() - dice.from(1..=600)),
        (5, _) => at(days.clock.midnight(dice.pick(&edges)) - dice.pick(&[0, 1, 60, 700, 1200])),
        _ => {
            let day = dice.pick(&days.busy);
            at(days.second(dice, day))
        }
    }
}

/// Time of the same people that overlaps an entry.
fn busy_elsewhere(dice: &mut Dice, case: &mut Case) {
    for number in 0..dice.from(1..=4) {
        if case.entries.is_empty() {
            return;
        }
        let entry = dice.pick(&case.entries);
        let from = entry.start.seconds() + dice.pick(&[0, -60, 100, 500]);
        let start = Instant::from_seconds(from);
        let end = Instant::from_seconds(from + dice.pick(&[1, 59, 60, 250, 1201]));
        let staff = if dice.one_in(4) { dice.pick(&case.staff).id } else { entry.staff };
        match dice.from(0..=3) {
            0 => case.used_elsewhere.push(UsedElsewhere { staff, start, end, service: "rpm".to_owned() }),
            1 => case.acp.push(AcpEncounter { id: format!("p{number}"), staff, start, end }),
            _ => case.elsewhere.push(Elsewhere { staff, start, end }),
        }
    }
}

/// Makes an entry longer or shorter so that a track meets a threshold, or misses it by a second.
pub(super) fn tune(dice: &mut Dice, case: &mut Case) {
    let statement = evaluate(case, packs());
    let account = dice.pick(&statement.accounts);
    let track = dice.pick(&account.tracks);
    // Better one of which all seconds count.
    let loses = |entry: &Entry| track.excluded.iter().any(|excluded| excluded.entry == entry.id);
    let own = |entry: &Entry| entry.account == account.id && !loses(entry);
    let positions: Vec<_> = (0..case.entries.len()).filter(|at| own(&case.entries[*at])).collect();
    let Some(next) = track.next.filter(|_| !positions.is_empty()) else { return };
    let entry = &mut case.entries[dice.pick(&positions)];
    let short =
        if dice.one_in(2) || track.lines.is_empty() { next.short_s } else { next.short_s - Seconds(1800) };
    let end = entry.end.seconds() + short.0 + dice.pick(&[0, 0, -1, 1]);
    if short <= Seconds(3600) && end > entry.start.seconds() {
        entry.end = Instant::from_seconds(end);
    }
}
