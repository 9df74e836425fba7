//! Half-open stretches of UTC seconds.

use crate::minutes::Seconds;

/// The seconds from one up to, not including, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Span {
    pub(crate) const fn new(from: i64, to: i64) -> Self {
        Self { from, to }
    }

    /// Everything before a second.
    pub(crate) const fn before(to: i64) -> Self {
        Self { from: i64::MIN, to }
    }

    /// Everything from a second on.
    pub(crate) const fn since(from: i64) -> Self {
        Self { from, to: i64::MAX }
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.to <= self.from
    }

    pub(crate) const fn length(self) -> Seconds {
        Seconds(self.to - self.from)
    }

    /// The seconds both have.
    pub(crate) fn common(self, other: Self) -> Option<Self> {
        let common = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (!common.is_empty()).then_some(common)
    }
}

/// Takes a stretch out of a sorted list and hands every part taken to `taken`.
pub(crate) fn take(spans: &mut Vec<Span>, hit: Span, mut taken: impl FnMut(Span)) {
    if !spans.iter().any(|span| span.common(hit).is_some()) {
        return;
    }
    let mut left = Vec::with_capacity(spans.len() + 1);
    for span in spans.drain(..) {
        let Some(common) = span.common(hit) else {
            left.push(span);
            continue;
        };
        taken(common);
        left.extend(
            [Span::new(span.from, common.from), Span::new(common.to, span.to)]
                .iter()
                .filter(|s| !s.is_empty()),
        );
    }
    *spans = left;
}

/// The union of some stretches, sorted and without gaps of no length.
pub(crate) fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        match joined.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

/// How many seconds some disjoint stretches have.
pub(crate) fn length(spans: &[Span]) -> Seconds {
    spans.iter().map(|span| span.length()).sum()
}

/// How many stretches cover each second: sorted steps of constant depth, those of depth 0 left out.
pub(crate) fn depths(spans: impl Iterator<Item = Span>) -> Vec<(Span, i64)> {
    let mut edges: Vec<(i64, i64)> = spans.flat_map(|span| [(span.from, 1), (span.to, -1)]).collect();
    edges.sort_unstable();
    let mut steps: Vec<(Span, i64)> = Vec::with_capacity(edges.len());
    let (mut at, mut depth) = (i64::MIN, 0);
    for (edge, change) in edges {
        if depth > 0 && edge > at {
            push_step(&mut steps, Span::new(at, edge), depth);
        }
        (at, depth) = (edge, depth + change);
    }
    steps
}

/// Adds a step, or lengthens the last one when nothing changes between them.
fn push_step(steps: &mut Vec<(Span, i64)>, span: Span, depth: i64) {
    match steps.last_mut() {
        Some((last, same)) if last.to == span.from && *same == depth => last.to = span.to,
        _ => steps.push((span, depth)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(pairs: &[(i64, i64)]) -> Vec<Span> {
        pairs.iter().map(|&(from, to)| Span::new(from, to)).collect()
    }

    #[test]
    fn taking_a_stretch_leaves_what_lies_on_both_sides() {
        let (mut left, mut out) = (spans(&[(0, 10), (20, 30)]), Vec::new());
        take(&mut left, Span::new(5, 25), |span| out.push(span));
        assert_eq!(left, spans(&[(0, 5), (25, 30)]));
        assert_eq!(out, spans(&[(5, 10), (20, 25)]));
    }

    #[test]
    fn stretches_that_touch_become_one() {
        assert_eq!(union(spans(&[(5, 9), (0, 5), (7, 8), (12, 12), (13, 14)])), spans(&[(0, 9), (13, 14)]));
    }

    #[test]
    fn depth_changes_only_where_the_number_of_stretches_does() {
        let steps = depths(spans(&[(0, 10), (10, 20), (5, 8)]).into_iter());
        let expected = [(Span::new(0, 5), 1), (Span::new(5, 8), 2), (Span::new(8, 20), 1)];
        assert_eq!(steps, expected);
        let relieved = spans(&[(0, 10), (0, 10), (10, 20), (10, 20), (30, 40), (40, 40)]);
        let steps = depths(relieved.into_iter().filter(|span| !span.is_empty()));
        assert_eq!(steps, [(Span::new(0, 20), 2), (Span::new(30, 40), 1)]);
    }
}
