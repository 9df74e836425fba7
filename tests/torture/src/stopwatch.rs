//! How long something took, on the wall and on the processor: a figure to print, never an instant to keep.

use rustix::time::{ClockId, clock_gettime};

/// Started once, read as often as wanted.
pub(crate) struct Stopwatch(u64);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(nanoseconds(ClockId::Monotonic))
    }

    pub(crate) fn nanoseconds(&self) -> u64 {
        nanoseconds(ClockId::Monotonic) - self.0
    }

    pub(crate) fn milliseconds(&self) -> f64 {
        self.nanoseconds() as f64 / 1e6
    }

    pub(crate) fn seconds(&self) -> f64 {
        self.nanoseconds() as f64 / 1e9
    }
}

/// Milliseconds of processor time that this thread spends on something.
pub(crate) fn processor_ms<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let before = nanoseconds(ClockId::ThreadCPUTime);
    let value = work();
    (value, (nanoseconds(ClockId::ThreadCPUTime) - before) as f64 / 1e6)
}

/// The middle one.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    quantile(&mut figures, 0.5)
}

/// The figure that this share of all figures does not pass.
pub(crate) fn quantile(figures: &mut [f64], share: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    let at = (figures.len() as f64 * share) as usize;
    figures.get(at.min(figures.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn nanoseconds(clock: ClockId) -> u64 {
    let now = clock_gettime(clock);
    now.tv_sec.unsigned_abs() * 1_000_000_000 + now.tv_nsec.unsigned_abs()
}
