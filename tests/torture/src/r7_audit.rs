//! R7: the record of actions falsified by somebody who has the key.

use store::tamper::{self, Kind};
use tracker::ReadOnly;

use crate::pool;
use crate::r5_bit::closed_vault;
use crate::report::{Run, Test, Verdict};
use crate::world::{Files, World};

pub(crate) const TEST: Test = Test {
    name: "R7",
    what: "audit edited, deleted, closed up, inserted, swapped, renumbered, replaced, cut, without triggers, re-hashed",
    bar: "100 % detected, the first bad event named exactly",
    run,
};

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let closed = closed_vault(run);
    let last = World::of(run, &closed).read(store::audit::head).unwrap().seq;
    let each = run.times(20, 200);
    let cases = Kind::ALL.len() * each;
    let found = verdict.cases(pool::each(cases, |case| {
        let kind = Kind::ALL[case % Kind::ALL.len()];
        falsify(run, &closed, kind, run.chance(case).i64(2..=last - 2), last)
    }));
    let faults: Vec<_> = found.into_iter().flatten().collect();
    verdict.figure(format!("{} kinds x {each} = {cases} falsified among {last} events", Kind::ALL.len()));
    verdict.figure(format!("{} detected with the exact event", cases - faults.len()));
    faults.into_iter().for_each(|fault| verdict.fault(fault));
    verdict
}

fn falsify(run: &Run, closed: &Files, kind: Kind, seq: i64, last: i64) -> Option<String> {
    let world = World::of(run, closed);
    tamper::falsify(&world.database(), &world.key().hex(), kind, seq).unwrap();
    let tracker = world.open_on_monday().unwrap();
    let (why, found) = (tracker.health().read_only, tracker.verify().unwrap());
    let exact = match kind {
        Kind::Edit
        | Kind::Delete
        | Kind::Close
        | Kind::Insert
        | Kind::Swap
        | Kind::Renumber
        | Kind::Replace => found.first_bad == Some(seq),
        Kind::CutTail => why == Some(ReadOnly::MissingActions { events: last - seq + 1 }),
        Kind::Rehash => why == Some(ReadOnly::Rewritten { seq: last }),
        Kind::DropTriggers => {
            found.faults.iter().any(|fault| fault.contains("trigger audit_no_update is missing"))
        }
    };
    (found.faults.is_empty() || !exact).then(|| {
        format!("{kind:?} at {seq} of {last}: {why:?}, first bad {:?}, {:?}", found.first_bad, found.faults)
    })
}
