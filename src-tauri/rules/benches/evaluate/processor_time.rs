//! The processor time of this thread as criterion's measure: what else runs on the machine hardly weighs in it.

#![allow(
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "criterion reckons in fractions, and the system counts the time in a file"
)]

use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// Nanoseconds on a processor, as Linux counts them.
pub(crate) struct ProcessorTime;

fn nanoseconds() -> u64 {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    counts.split_whitespace().next().unwrap().parse().unwrap()
}

impl Measurement for ProcessorTime {
    type Intermediate = u64;
    type Value = u64;

    fn start(&self) -> u64 {
        nanoseconds()
    }

    fn end(&self, start: u64) -> u64 {
        nanoseconds() - start
    }

    fn add(&self, one: &u64, other: &u64) -> u64 {
        one + other
    }

    fn zero(&self) -> u64 {
        0
    }

    fn to_f64(&self, value: &u64) -> f64 {
        *value as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}
