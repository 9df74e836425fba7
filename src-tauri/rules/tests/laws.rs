//! What must hold of every case, whatever is in it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use chrono::NaiveDate;
use common::packs;
use proptest::prelude::*;
use proptest::sample::select;
use rules::{
    CarePlan, Case, CaseStaff, Cents, Condition, Elsewhere, Enrollment, Entry, EntryRounding, Exclusion,
    Instant, Mdm, MdmLevel, Month, MultiPatient, Outcome, ParallelIndependent, Payer, Piece, Program,
    Refusal, Role, Seconds, Selection, Settings, Statement, TrackStatement, evaluate, explain,
    local_midnight,
};

const ZONE: chrono_tz::Tz = chrono_tz::America::Detroit;
const STAFF: [(&str, Role); 5] = [
    ("dr", Role::Physician),
    ("np", Role::NursePractitioner),
    ("rn", Role::RegisteredNurse),
    ("ma", Role::MedicalAssistant),
    ("desk", Role::Receptionist),
];
const ACTIVITIES: [&str; 7] = [
    "call_patient",
    "record_review",
    "team_huddle",
    "voicemail",
    "on_hold",
    "multi_patient_prep",
    "scheduling",
];
/// Activities of which every second is judged alike.
const PLAIN: [&str; 3] = ["call_patient", "record_review", "scheduling"];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A month with a clock change, a leap day, or neither.
fn months() -> impl Strategy<Value = Month> {
    select(vec!["2026-01", "2026-03", "2026-11", "2028-02", "2025-12"])
        .prop_map(|month| month.parse().unwrap())
}

fn account(id: &str, program: Program, practitioner: &str) -> Enrollment {
    let start = day("2025-06-01");
    let condition =
        |code: &str| Condition { icd10: Some(code.to_owned()), expected_months: None, high_risk: true };
    let mdm =
        ["2026-01", "2026-03"].map(|month| Mdm { month: month.parse().unwrap(), level: MdmLevel::High });
    let mut account = Enrollment::new(id, program, practitioner, start);
    account.consent.given = Some(start.into());
    account.conditions = vec![condition("I50.22"), condition("E11.9")];
    account.care_plan = CarePlan { established: Some(start), revised: None, copy_given: Some(start) };
    account.mdm = mdm.to_vec();
    account
}

/// Entries of the month and its edges, at most four hours long.
fn entries(
    month: Month,
    accounts: &'static [&'static str],
    activities: &'static [&'static str],
) -> impl Strategy<Value = Vec<Entry>> {
    let first = local_midnight(month.first_day(), ZONE).seconds();
    let last = local_midnight(month.next().first_day(), ZONE).seconds();
    // A few days only, so that entries meet.
    let start = prop_oneof![
        first - 3600..first + 20_000,
        last - 20_000..last + 600,
        first + 400_000..first + 430_000
    ];
    let entry = (start, 1..7200_i64, select(accounts), select(&STAFF[..]), select(activities));
    prop::collection::vec(entry, 0..14).prop_map(|list| {
        list.into_iter()
            .enumerate()
            .map(|(at, (start, length, account, (staff, _), activity))| {
                let (start, end) = (Instant::from_seconds(start), Instant::from_seconds(start + length));
                Entry::new(format!("e{at:02}"), account, staff, start, end, activity)
            })
            .collect()
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    (
        select(EntryRounding::ALL),
        select(ParallelIndependent::ALL),
        select(MultiPatient::ALL),
        select(Selection::ALL),
        select(rules::DosPolicy::ALL),
        select(rules::Attempts::ALL),
    )
        .prop_map(
            |(entry_rounding, parallel_independent, multi_patient, selection, dos_policy, attempts)| {
                Settings {
                    entry_rounding,
                    parallel_independent,
                    multi_patient,
                    selection,
                    dos_policy,
                    attempts,
                    ..Settings::default()
                }
            },
        )
}

fn base(
    month: Month,
    payer: Payer,
    accounts: Vec<Enrollment>,
    entries: Vec<Entry>,
    settings: Settings,
) -> Case {
    let mut case = Case::new("law", ZONE, month, month.next().last_day(), payer);
    case.staff = STAFF.map(|(id, role)| CaseStaff::new(id, role)).to_vec();
    case.patient.enrollments = accounts;
    case.entries = entries;
    case.settings = settings;
    case
}

/// Any case with two accounts and performers who are sometimes busy elsewhere.
fn any_case() -> impl Strategy<Value = Case> {
    let programs = (select(Program::ALL), select(Program::ALL), select(Payer::ALL), settings(), months());
    programs.prop_flat_map(|(first, second, payer, settings, month)| {
        let start = local_midnight(month.first_day(), ZONE).seconds();
        let elsewhere = prop::collection::vec((start..start + 20_000, 1..3000_i64, select(&STAFF[..])), 0..4);
        (entries(month, &["a", "b"], &ACTIVITIES), elsewhere).prop_map(move |(entries, elsewhere)| {
            let accounts = vec![account("a", first, "dr"), account("b", second, "np")];
            let mut case = base(month, payer, accounts, entries, settings.clone());
            let busy = |(start, length, (staff, _)): (i64, i64, (&str, Role))| Elsewhere {
                staff: staff.to_owned(),
                start: Instant::from_seconds(start),
                end: Instant::from_seconds(start + length),
            };
            case.elsewhere = elsewhere.into_iter().map(busy).collect();
            case
        })
    })
}

/// A case with one account, no caps on activities and the strict union.
fn plain_case() -> impl Strategy<Value = Case> {
    (select(Program::ALL), months()).prop_flat_map(|(program, month)| {
        entries(month, &["a"], &PLAIN).prop_map(move |entries| {
            let settings = Settings { selection: Selection::Highest, ..Settings::default() };
            base(month, Payer::Medicare, vec![account("a", program, "dr")], entries, settings)
        })
    })
}

fn tracks(statement: &Statement) -> impl Iterator<Item = (&str, &TrackStatement)> {
    statement
        .accounts
        .iter()
        .flat_map(|account| account.tracks.iter().map(|track| (account.id.as_str(), track)))
}

/// The seconds of an account's entries that lie in the month.
fn worked(case: &Case, account: &str) -> Seconds {
    let first = local_midnight(case.month.first_day(), ZONE);
    let last = local_midnight(case.month.next().first_day(), ZONE);
    let own = case.entries.iter().filter(|entry| entry.account == account);
    own.map(|entry| Seconds((entry.end.min(last).seconds() - entry.start.max(first).seconds()).max(0))).sum()
}

fn length(piece: &Piece) -> Seconds {
    Seconds(piece.to.seconds() - piece.from.seconds())
}

/// What a track earns, without the names of entries.
#[derive(Debug, PartialEq)]
struct Earned {
    counted: Seconds,
    total: Cents,
    lines: Vec<(String, u32, NaiveDate)>,
}

fn earned(case: &Case) -> Vec<Earned> {
    let statement = evaluate(case, packs());
    let line = |line: &rules::Line| (line.code.to_string(), line.units, line.dos);
    tracks(&statement)
        .map(|(_, track)| Earned {
            counted: track.counted_s,
            total: track.total_cents,
            lines: track.lines.iter().map(line).collect(),
        })
        .collect()
}

fn billed(case: &Case) -> Cents {
    let statement = evaluate(case, packs());
    statement.accounts.iter().flat_map(|account| &account.lines).map(|line| line.amount_cents).sum()
}

proptest! {
    #[test]
    fn the_order_of_entries_does_not_matter(case in any_case(), seed in any::<u64>()) {
        let mut turned = case.clone();
        let by = usize::try_from(seed % 14).unwrap();
        turned.entries.reverse();
        let by = by.min(turned.entries.len());
        turned.entries.rotate_left(by);
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
            let counted = pieces.iter().filter(|piece| piece.outcome == Outcome::Counted).map(length).sum();
            prop_assert_eq!(track.counted_s, counted);
            for excluded in &track.excluded {
                let same = |piece: &&Piece| {
                    piece.entry == excluded.entry && piece.outcome == Outcome::Excluded(excluded.reason)
                };
                prop_assert_eq!(excluded.seconds, pieces.iter().filter(same).map(length).sum());
            }
        }
    }

    #[test]
    fn under_union_a_second_counts_at_most_once(mut case in any_case()) {
        case.settings.parallel_independent = ParallelIndependent::Union;
        for (account, track) in tracks(&evaluate(&case, packs())) {
            let mut counted: Vec<_> = explain(&case, packs(), account, track.track)
                .into_iter()
                .filter(|piece| piece.outcome == Outcome::Counted)
                .map(|piece| (piece.from, piece.to))
                .collect();
            counted.sort();
            prop_assert!(counted.is_sorted_by(|a, b| a.1 <= b.0));
        }
    }

    #[test]
    fn cutting_an_entry_in_two_changes_nothing(case in plain_case(), which in 0..14_usize, part in 1..99_i64) {
        let mut cut = case.clone();
        if let Some(entry) = cut.entries.get_mut(which) {
            let mut rest = entry.clone();
            let middle = entry.start.seconds() + entry.length().0 * part / 100;
            if middle > entry.start.seconds() {
                entry.end = Instant::from_seconds(middle);
                rest.start = entry.end;
                rest.id.push_str("-rest");
                cut.entries.push(rest);
            }
        }
        prop_assert_eq!(earned(&cut), earned(&case));
    }

    #[test]
    fn more_countable_time_never_pays_less(case in plain_case(), at in 0..2_000_000_i64, length in 1..7200_i64) {
        let mut more = case.clone();
        let start = Instant::from_seconds(local_midnight(case.month.first_day(), ZONE).seconds() + at);
        let end = Instant::from_seconds(start.seconds() + length);
        more.entries.push(Entry::new("more", "a", "dr", start, end, "call_patient"));
        prop_assert!(billed(&more) >= billed(&case));
    }

    #[test]
    fn every_code_not_billed_has_a_reason_or_a_next_threshold(case in any_case()) {
        let statement = evaluate(&case, packs());
        for (_, track) in tracks(&statement) {
            prop_assert!(!track.lines.is_empty() || !track.refusals.is_empty());
            let capped = track.refusals.iter().any(|refusal| refusal.reason == Refusal::Cap);
            prop_assert!(track.next.is_some() || capped || track.surplus_s >= Seconds::ZERO);
        }
        for account in &statement.accounts {
            let earns = account.tracks.iter().any(|track| !track.lines.is_empty());
            prop_assert!(account.chosen.is_some() || !account.refusals.is_empty() || !earns);
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
