//! What must hold of every case, whatever is in it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[allow(dead_code, reason = "the random months need a part of each")]
#[path = "../reference/activities.rs"]
mod activities;
#[allow(dead_code, reason = "the random months need a part of each")]
#[path = "../reference/clock.rs"]
mod clock;
#[allow(dead_code, reason = "the random months need a part of each")]
#[path = "../reference/codes.rs"]
mod codes;
#[path = "../common/mod.rs"]
mod common;
mod plain;
#[path = "../reference/random/mod.rs"]
mod random;
mod reasons;

use common::packs;
use plain::{ZONE, plain_case};
use proptest::prelude::*;
use proptest::sample::select;
use reasons::{base_and_add_on_have_reasons, more_units_have_a_reason, unchosen_tracks_have_a_reason};
use rules::{
    Case, Cents, Entry, EntryRounding, Exclusion, Hold, Instant, Outcome, ParallelIndependent, Piece,
    Refusal, Seconds, Selection, Statement, Track, TrackStatement, Warning, evaluate, explain,
    local_midnight,
};
use std::collections::BTreeMap;

/// Activities of which only the first seconds count: where they are cut matters.
const FIRST_SECONDS: [&str; 3] = ["on_hold", "voicemail", "no_answer"];

/// Any month at all: every payer, program, setting and activity, stays, deaths, discharges.
fn any_case() -> impl Strategy<Value = Case> {
    any::<u64>().prop_map(random::month)
}

fn tracks(statement: &Statement) -> impl Iterator<Item = (&str, &TrackStatement)> {
    statement
        .accounts
        .iter()
        .flat_map(|account| account.tracks.iter().map(|track| (account.id.as_str(), track)))
}

/// The seconds of an account's entries that lie in the month.
fn worked(case: &Case, account: &str) -> Seconds {
    let first = local_midnight(case.month.first_day(), case.time_zone);
    let last = local_midnight(case.month.next().first_day(), case.time_zone);
    let own = case.entries.iter().filter(|entry| entry.account == account);
    own.map(|entry| Seconds((entry.end.min(last).seconds() - entry.start.max(first).seconds()).max(0))).sum()
}

/// The statement without the names of entries, and without what follows from which of two people at work at the
/// same second has it: whether a contact counts.
fn earned(case: &Case) -> Statement {
    let mut statement = evaluate(case, packs());
    for account in &mut statement.accounts {
        let lines = account.tracks.iter_mut().flat_map(|track| &mut track.lines).chain(&mut account.lines);
        lines.for_each(|line| line.entries.clear());
        account.tracks.iter_mut().for_each(|track| track.excluded.clear());
        account.warnings.retain(|warning| *warning != Warning::NoContact);
        account.holds.retain(|hold| *hold != Hold::NoContact);
    }
    statement
}

fn billed(case: &Case) -> Cents {
    let statement = evaluate(case, packs());
    statement.accounts.iter().flat_map(|account| &account.lines).map(|line| line.amount_cents).sum()
}

/// The entry in two, cut somewhere inside.
fn cut(case: &Case, which: usize, part: i64) -> Case {
    let mut cut = case.clone();
    let entry = &mut cut.entries[which];
    if entry.length() > Seconds(1) {
        let mut rest = entry.clone();
        let middle = entry.start.seconds() + 1 + part.rem_euclid(entry.length().0 - 1);
        entry.end = Instant::from_seconds(middle);
        rest.start = entry.end;
        rest.id.push_str("-rest");
        cut.entries.push(rest);
    }
    cut
}

/// Whether nothing asks where the entry started, how long it is or which second of a run it has:
/// no cap on its first seconds, no stale timer, no even split, no other account it precedes.
fn may_be_cut(case: &Case, entry: &Entry) -> bool {
    let meets = |staff: &str, start: Instant, end: Instant| {
        staff == entry.staff && start < entry.end && entry.start < end
    };
    let other_account =
        |other: &Entry| other.account != entry.account && meets(&other.staff, other.start, other.end);
    !FIRST_SECONDS.contains(&entry.activity.as_str())
        && entry.length() <= case.settings.stale_limit_s
        && !case.elsewhere.iter().any(|busy| meets(&busy.staff, busy.start, busy.end))
        && !case.entries.iter().any(other_account)
}

/// Counted pieces of a track with who worked them.
fn counted(case: &Case, account: &str, track: Track) -> Vec<(String, Instant, Instant)> {
    let staff: BTreeMap<_, _> = case.entries.iter().map(|entry| (&entry.id, &entry.staff)).collect();
    let pieces = explain(case, packs(), account, track).into_iter();
    let pieces = pieces.filter(|piece| piece.outcome == Outcome::Counted);
    pieces.map(|piece| (staff[&piece.entry].clone(), piece.from, piece.to)).collect()
}

/// Whether no two stretches of time share a second.
fn apart(mut stretches: Vec<(Instant, Instant)>) -> bool {
    stretches.sort();
    stretches.is_sorted_by(|a, b| a.1 <= b.0)
}

/// Whether nobody has a second twice.
fn apart_by_person(pieces: &[(String, Instant, Instant)]) -> bool {
    let mut people: BTreeMap<&str, Vec<(Instant, Instant)>> = BTreeMap::new();
    for (staff, from, to) in pieces {
        people.entry(staff).or_default().push((*from, *to));
    }
    people.into_values().all(apart)
}

/// Ten thousand cases of each law where the whole is checked; fewer while somebody waits.
const CASES: u32 = if option_env!("CI").is_some() { 10_000 } else { 256 };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn the_order_of_entries_does_not_matter(case in any_case(), seed in any::<u64>()) {
        let mut turned = case.clone();
        fastrand::Rng::with_seed(seed).shuffle(&mut turned.entries);
        prop_assert_eq!(evaluate(&turned, packs()), evaluate(&case, packs()));
    }

    #[test]
    fn the_order_of_no_list_matters(case in any_case(), seed in any::<u64>()) {
        let mut turned = case.clone();
        let mut rng = fastrand::Rng::with_seed(seed);
        rng.shuffle(&mut turned.staff);
        rng.shuffle(&mut turned.holidays);
        rng.shuffle(&mut turned.patient.enrollments);
        rng.shuffle(&mut turned.patient.facility_stays);
        rng.shuffle(&mut turned.billed_elsewhere);
        rng.shuffle(&mut turned.other_services);
        rng.shuffle(&mut turned.used_elsewhere);
        rng.shuffle(&mut turned.elsewhere);
        rng.shuffle(&mut turned.tcm);
        rng.shuffle(&mut turned.acp);
        rng.shuffle(&mut turned.oncology_events);
        for account in &mut turned.patient.enrollments {
            rng.shuffle(&mut account.conditions);
            rng.shuffle(&mut account.mdm);
        }
        for episode in &mut turned.tcm {
            rng.shuffle(&mut episode.contacts);
        }
        prop_assert_eq!(evaluate(&turned, packs()), evaluate(&case, packs()));
    }

    #[test]
    fn evaluating_twice_gives_the_same(case in any_case()) {
        case.check(packs()).unwrap();
        prop_assert_eq!(evaluate(&case, packs()), evaluate(&case.clone(), packs()));
    }

    #[test]
    fn counted_and_excluded_seconds_are_all_seconds_of_the_month(case in any_case()) {
        let statement = evaluate(&case, packs());
        for (account, track) in tracks(&statement) {
            let excluded: Seconds = track.excluded.iter().map(|excluded| excluded.seconds).sum();
            prop_assert_eq!(track.counted_s + excluded, worked(&case, account));
        }
    }

    #[test]
    fn the_explanation_adds_up_to_the_statement(case in any_case()) {
        let statement = evaluate(&case, packs());
        for (account, track) in tracks(&statement) {
            let pieces = explain(&case, packs(), account, track.track);
            let counted = pieces.iter().filter(|piece| piece.outcome == Outcome::Counted).map(Piece::length).sum();
            prop_assert_eq!(track.counted_s, counted);
            for excluded in &track.excluded {
                let same = |piece: &&Piece| {
                    piece.entry == excluded.entry && piece.outcome == Outcome::Excluded(excluded.reason)
                };
                prop_assert_eq!(excluded.seconds, pieces.iter().filter(same).map(Piece::length).sum());
            }
        }
    }

    #[test]
    fn under_union_a_second_counts_at_most_once(mut case in any_case()) {
        case.settings.parallel_independent = ParallelIndependent::Union;
        for (account, track) in tracks(&evaluate(&case, packs())) {
            let pieces = counted(&case, account, track.track).into_iter();
            prop_assert!(apart(pieces.map(|(_, from, to)| (from, to)).collect()));
        }
    }

    /// Two people may both add a second under `sum`; one person never adds it twice.
    #[test]
    fn a_second_of_one_person_counts_at_most_once(case in any_case()) {
        for (account, track) in tracks(&evaluate(&case, packs())) {
            prop_assert!(apart_by_person(&counted(&case, account, track.track)));
        }
    }

    /// An entry gives its time to the account it was for in the first track; the other tracks are alternatives.
    #[test]
    fn a_second_of_one_person_counts_for_one_account(case in any_case()) {
        let statement = evaluate(&case, packs());
        let first = statement.accounts.iter().filter_map(|account| Some((&account.id, account.tracks.first()?.track)));
        let pieces: Vec<_> = first.flat_map(|(account, track)| counted(&case, account, track)).collect();
        prop_assert!(apart_by_person(&pieces));
    }

    #[test]
    fn cutting_an_entry_in_two_changes_nothing(case in plain_case(), which in 0..14_usize, part in any::<i64>()) {
        if which < case.entries.len() {
            prop_assert_eq!(earned(&cut(&case, which, part)), earned(&case));
        }
    }

    /// Not under `sum`, where the order of entries decides who loses a huddle, nor where each entry is rounded.
    #[test]
    fn cutting_an_entry_of_any_month_in_two_changes_nothing(
        mut case in any_case(),
        which in any::<prop::sample::Index>(),
        part in any::<i64>(),
    ) {
        case.settings.parallel_independent = ParallelIndependent::Union;
        case.settings.entry_rounding = EntryRounding::None;
        let positions = 0..case.entries.len();
        let free: Vec<_> = positions.filter(|at| may_be_cut(&case, &case.entries[*at])).collect();
        if !free.is_empty() {
            let which = *which.get(&free);
            prop_assert_eq!(earned(&cut(&case, which, part)), earned(&case));
        }
    }

    #[test]
    fn more_countable_time_never_pays_less(case in plain_case(), at in 0..2_000_000_i64, length in 1..7200_i64) {
        let mut more = case.clone();
        let start = Instant::from_seconds(local_midnight(case.month.first_day(), ZONE).seconds() + at);
        let end = Instant::from_seconds(start.seconds() + length);
        more.entries.push(Entry::new("more", "a", "dr", start, end, "call_patient"));
        prop_assert!(billed(&more) >= billed(&case));
    }

    /// Where entries are rounded, one account displaces another, or a reported discharge refuses dates, more
    /// time may pay less; and under `sum` one more huddle may silence two people.
    #[test]
    fn more_time_of_any_month_with_one_account_never_pays_less(
        mut case in any_case(),
        beside in any::<prop::sample::Index>(),
        (moved, length) in (-1800..1800_i64, 1..3600_i64),
        staff in select(vec!["dr", "np", "rn", "ma", "chw", "new"]),
    ) {
        case.settings.selection = Selection::Highest;
        case.settings.entry_rounding = EntryRounding::None;
        case.tcm.clear();
        case.patient.enrollments.truncate(1);
        let account = case.patient.enrollments[0].id.clone();
        case.entries.retain(|entry| entry.account == account);
        if !case.entries.is_empty() {
            let start = beside.get(&case.entries).start.seconds() + moved;
            let [start, end] = [start, start + length].map(Instant::from_seconds);
            let mut more = case.clone();
            more.entries.push(Entry::new("more", account, staff, start, end, "medication_review"));
            prop_assert!(billed(&more) >= billed(&case));
        }
    }

    #[test]
    fn every_code_not_billed_has_a_reason(case in any_case()) {
        let statement = evaluate(&case, packs());
        for (_, track) in tracks(&statement) {
            prop_assert!(base_and_add_on_have_reasons(&case, track));
            prop_assert!(more_units_have_a_reason(&case, track));
        }
        for account in &statement.accounts {
            prop_assert!(unchosen_tracks_have_a_reason(&case, account));
        }
        for tcm in &statement.tcm {
            let silent = tcm.warnings.contains(&Warning::TcmNotReported);
            prop_assert!(tcm.line.is_some() || silent || !tcm.refusals.is_empty());
        }
        prop_assert!(statement.acp.iter().all(|talk| talk.lines.is_empty() != talk.refusals.is_empty()));
        prop_assert!(statement.oncology.iter().all(|event| event.line.is_none() != event.refusals.is_empty()));
    }

    #[test]
    fn a_refusal_for_time_says_how_much_is_missing(case in any_case()) {
        for (_, track) in tracks(&evaluate(&case, packs())) {
            for refusal in &track.refusals {
                let short = refusal.reason == Refusal::TimeShort;
                prop_assert_eq!(short, refusal.short_s.is_some());
                prop_assert!(!short || track.next.as_ref().is_some_and(|next| Some(next.short_s) == refusal.short_s));
            }
        }
    }

    #[test]
    fn rounding_takes_less_than_a_minute_of_each_entry(mut case in any_case()) {
        case.settings.entry_rounding = EntryRounding::FloorMinute;
        for (_, track) in tracks(&evaluate(&case, packs())) {
            let cut = track.excluded.iter().filter(|excluded| excluded.reason == Exclusion::Rounding);
            for excluded in cut {
                prop_assert!(excluded.seconds < Seconds(60));
            }
        }
    }

    #[test]
    fn a_statement_survives_being_written_and_read(case in any_case()) {
        let statement = evaluate(&case, packs());
        let text = serde_json::to_string(&statement).unwrap();
        prop_assert_eq!(serde_json::from_str::<Statement>(&text).unwrap(), statement);
        let text = serde_json::to_string(&case).unwrap();
        prop_assert_eq!(serde_json::from_str::<Case>(&text).unwrap(), case);
    }
}
