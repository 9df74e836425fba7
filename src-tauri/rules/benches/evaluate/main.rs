//! How long a statement takes: 5,000 patient-months of 12 entries, and months of ten and a hundred times as many.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark may panic, and criterion's macros document nothing"
)]

#[path = "../../tests/common/mod.rs"]
mod common;
mod processor_time;
#[path = "../workload/mod.rs"]
mod workload;

use common::packs;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use processor_time::ProcessorTime;
use rules::{Case, evaluate};
use std::hint::black_box;

/// Reads generated months, and sees that their statements have every second of them.
fn cases(count: usize, entries: usize) -> Vec<Case> {
    let mut cases = Vec::with_capacity(count);
    for month in workload::months(1, count, entries) {
        let case: Case = serde_json::from_str(&month.line).unwrap();
        case.check(packs()).unwrap();
        let statement = evaluate(&case, packs());
        let tracks = &statement.accounts.first().unwrap().tracks;
        assert_eq!(tracks.first().unwrap().counted_s.0, month.counted, "{}", month.line);
        for track in tracks {
            let excluded: i64 = track.excluded.iter().map(|time| time.seconds.0).sum();
            assert_eq!(track.counted_s.0 + excluded, month.seconds, "{}", month.line);
        }
        cases.push(case);
    }
    cases
}

fn evaluate_all(cases: &[Case]) {
    for case in cases {
        black_box(evaluate(black_box(case), packs()));
    }
}

fn statements(criterion: &mut Criterion<ProcessorTime>) {
    let mut group = criterion.benchmark_group("statements");
    for (count, entries) in [(5000, 12), (500, 120), (50, 1200)] {
        let cases = cases(count, entries);
        group.throughput(Throughput::Elements(u64::try_from(count).unwrap()));
        group.bench_function(BenchmarkId::from_parameter(entries), |bencher| {
            bencher.iter(|| evaluate_all(&cases));
        });
    }
    group.finish();
}

fn by_processor_time() -> Criterion<ProcessorTime> {
    Criterion::default().with_measurement(ProcessorTime).sample_size(30)
}

criterion_group!(name = benches; config = by_processor_time(); targets = statements);
criterion_main!(benches);
