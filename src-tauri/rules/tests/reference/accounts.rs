//! The accounts of a patient: the track of each, and which of them stand beside each other.

use crate::codes::Facts;
use crate::documents::{Chosen, account_refusals, holds, shares_a_condition};
use crate::gates::tracks;
use crate::seconds::Judged;
use crate::sets::track_statement;
use crate::warnings::warnings;
use rules::{AccountStatement, Enrollment, Payer, Program, Selection, Track, TrackStatement};
use std::collections::BTreeSet;

/// Reasons as the text writes them, in the order of their letters.
pub(crate) type Words = BTreeSet<&'static str>;

/// The words as the engine's own kind of reason.
pub(crate) fn reasons<T: std::str::FromStr<Err: std::fmt::Debug>>(words: &Words) -> Vec<T> {
    words.iter().map(|word| word.parse().unwrap()).collect()
}

/// An account while it is being settled.
struct Settling<'a> {
    account: &'a Enrollment,
    judged: Vec<Judged<'a>>,
    tracks: Vec<TrackStatement>,
    /// Position of the chosen track.
    chosen: Option<usize>,
    refusals: Words,
    /// From the comparison with the patient's other accounts.
    holds: Words,
    warnings: Words,
}

pub(crate) fn accounts(facts: &Facts<'_>) -> Vec<AccountStatement> {
    let enrollments = facts.case.patient.enrollments.iter();
    let mut all: Vec<_> = enrollments.map(|account| alone(facts, account)).collect();
    settle(facts, &mut all);
    let mut statements: Vec<_> = all.into_iter().map(|settling| statement(facts, settling)).collect();
    statements.sort_by(|a, b| a.id.cmp(&b.id));
    statements
}

/// An account as if it were the patient's only one.
fn alone<'a>(facts: &'a Facts<'a>, account: &'a Enrollment) -> Settling<'a> {
    let judged: Vec<_> = tracks(account).iter().map(|track| Judged::of(facts, account, *track)).collect();
    let tracks: Vec<_> = judged.iter().map(|judged| track_statement(facts, account, judged)).collect();
    let refusals = account_refusals(facts, account);
    let best = best_track(facts.case.settings.selection, account, &tracks);
    let chosen = best.filter(|_| refusals.is_empty());
    Settling { account, judged, tracks, chosen, refusals, holds: Words::new(), warnings: Words::new() }
}

/// The track the selection picks from those with a line; of two that pay alike, the earlier in the list.
fn best_track(selection: Selection, account: &Enrollment, tracks: &[TrackStatement]) -> Option<usize> {
    let candidates: Vec<usize> = (0..tracks.len()).filter(|at| !tracks[*at].lines.is_empty()).collect();
    let declared = selection != Selection::Highest && account.program == Program::ComplexCcm;
    if declared && candidates.contains(&0) {
        return Some(0);
    }
    let nothing_pays_more =
        |at: &usize| candidates.iter().all(|other| tracks[*other].total_cents <= tracks[*at].total_cents);
    candidates.iter().copied().find(nothing_pays_more)
}

/// Tries every set of accounts that could stand together, and keeps the one that favors the earliest accounts.
fn settle(facts: &Facts<'_>, all: &mut [Settling<'_>]) {
    all.sort_by_key(|settling| (settling.account.start, &settling.account.id));
    let stands = |set: u32, at: usize| set & (1 << at) != 0;
    let clash = |set: u32, later: usize| {
        (0..later).any(|at| stands(set, at) && clash(facts, &all[at], &all[later]).is_some())
    };
    let legal = |set: &u32| {
        (0..all.len()).all(|at| !stands(*set, at) || all[at].chosen.is_some() && !clash(*set, at))
    };
    let early_first = |set: &u32| (0..all.len()).map(|at| stands(*set, at)).collect::<Vec<_>>();
    let accepted = (0..1 << all.len()).filter(legal).max_by_key(early_first).unwrap();
    for later in 0..all.len() {
        let (before, rest) = all.split_at_mut(later);
        if rest[0].chosen.is_some() {
            let before =
                before.iter().enumerate().filter(|(at, _)| stands(accepted, *at)).map(|(_, one)| one);
            compare(facts, before, &mut rest[0]);
        }
    }
    for settling in all.iter_mut().filter(|settling| !settling.refusals.is_empty()) {
        settling.chosen = None;
    }
}

/// Two accounts with a chosen track may not both stand: the refusal of the later.
fn clash(facts: &Facts<'_>, earlier: &Settling<'_>, later: &Settling<'_>) -> Option<&'static str> {
    if earlier.account.billing_practitioner == later.account.billing_practitioner {
        return Some("R-XOR-FAMILY");
    }
    let complex = |one: &Settling<'_>| one.chosen.is_some_and(|at| one.judged[at].track == Track::Complex);
    let both_complex = facts.case.payer == Payer::Bcbsm && complex(earlier) && complex(later);
    let pcm = |one: &Settling<'_>| one.account.program == Program::Pcm;
    (!pcm(earlier) && !pcm(later) && !both_complex).then_some("R-OTHER-BILLER")
}

/// What the accounts that stand before it say of an account.
fn compare<'a>(facts: &Facts<'_>, before: impl Iterator<Item = &'a Settling<'a>>, later: &mut Settling<'_>) {
    for earlier in before {
        if let Some(refusal) = clash(facts, earlier, later) {
            later.refusals.insert(refusal);
        } else if shares_a_condition(earlier.account, later.account) {
            let pcm = [earlier, later].iter().filter(|one| one.account.program == Program::Pcm).count();
            match pcm {
                0 => {}
                1 => later.warnings.extend(["W-SAME-CONDITION"]),
                _ => later.holds.extend(["R-SAME-CONDITION"]),
            }
        }
    }
}

fn statement(facts: &Facts<'_>, settling: Settling<'_>) -> AccountStatement {
    let Settling { account, judged, tracks, chosen, refusals, holds: mut held, warnings: mut warned } =
        settling;
    let chosen = chosen.map(|at| Chosen { judged: &judged[at], statement: &tracks[at] });
    held.extend(holds(facts, account, chosen.as_ref()));
    if chosen.is_none() {
        warned.clear();
    }
    warned.extend(warnings(facts, account, chosen.as_ref(), &tracks, &refusals));
    AccountStatement {
        id: account.id.clone(),
        program: account.program,
        month: facts.case.month,
        chosen: chosen.as_ref().map(|chosen| chosen.statement.track),
        lines: chosen.as_ref().map(|chosen| chosen.statement.lines.clone()).unwrap_or_default(),
        holds: reasons(&held),
        refusals: reasons(&refusals),
        warnings: reasons(&warned),
        tracks,
    }
}
