//! The counted seconds of a track in order of time, and when they reach a threshold.

use crate::gates::Sifted;
use crate::interval::{Span, depths};
use crate::minutes::Seconds;

/// The counted seconds of a track, in order of time.
pub(crate) struct Timeline {
    steps: Vec<Step>,
    total: Seconds,
}

/// Seconds at which the same number of people count.
struct Step {
    span: Span,
    depth: i64,
    /// Counted seconds before it.
    before: i64,
}

impl Timeline {
    pub(crate) fn new(account: &[Sifted<'_, '_>]) -> Self {
        let mut total = 0;
        let spans = account.iter().flat_map(|sifted| sifted.left.iter().copied());
        let steps = depths(spans)
            .into_iter()
            .map(|(span, depth)| {
                let before = total;
                total += depth * span.length().0;
                Step { span, depth, before }
            })
            .collect();
        Self { steps, total: Seconds(total) }
    }

    /// All counted seconds.
    pub(crate) fn total(&self) -> Seconds {
        self.total
    }

    /// The first counted second.
    pub(crate) fn first(&self) -> Option<i64> {
        self.steps.first().map(|step| step.span.from)
    }

    // Rule: The date of service is the day the minutes were complete
    //
    // Source: ASCO, Care management services guide, January 2025, scenario 2. A threshold reached at midnight belongs to
    // the day just ended: Caretally's own reading.
    /// The earliest instant before which so many seconds are counted.
    pub(crate) fn crossing(&self, threshold: Seconds) -> Option<i64> {
        let step =
            self.steps.get(self.steps.partition_point(|step| step.before < threshold.0).checked_sub(1)?)?;
        let missing = threshold.0 - step.before;
        let at =
            step.span.from + missing.div_euclid(step.depth) + i64::from(missing.rem_euclid(step.depth) > 0);
        (at <= step.span.to).then_some(at)
    }

    /// The instants at which counted seconds fall into a range of the cumulated seconds.
    pub(crate) fn window(&self, from: Seconds, to: Seconds) -> Option<Span> {
        let first = self.crossing(from + Seconds(1))? - 1;
        Some(Span::new(first, self.crossing(to).unwrap_or(i64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_two_count_together_a_threshold_is_reached_within_a_second() {
        let steps = vec![
            Step { span: Span::new(100, 110), depth: 1, before: 0 },
            Step { span: Span::new(110, 120), depth: 2, before: 10 },
        ];
        let timeline = Timeline { steps, total: Seconds(30) };
        let reached = [10, 11, 12, 13, 30, 31].map(|seconds| timeline.crossing(Seconds(seconds)));
        assert_eq!(reached, [Some(110), Some(111), Some(111), Some(112), Some(120), None]);
    }
}
