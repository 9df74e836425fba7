//! A page of plain text, 100 columns wide, that keeps the sources of what it says for its end.

use std::collections::BTreeMap;

use rules::{Activity, Because, Case, Evidence, FeeUsed, Instant, Packs, Reason, Refusal, local_midnight};
use tracker::reasons::catalog;

use super::words::evidence;

const WIDTH: usize = 100;

/// The text so far, and what it cites.
pub(super) struct Page<'c> {
    case: &'c Case,
    packs: &'c Packs,
    /// Whether the month has a clock change, so that a time alone may be two.
    has_clock_change: bool,
    text: String,
    cited: BTreeMap<String, String>,
}

impl<'c> Page<'c> {
    pub(super) fn new(case: &'c Case, packs: &'c Packs) -> Self {
        let offset = |date| {
            local_midnight(date, case.time_zone).utc().with_timezone(&case.time_zone).format("%z").to_string()
        };
        let (first, next) = (case.month.first_day(), case.month.next().first_day());
        Self {
            case,
            packs,
            has_clock_change: offset(first) != offset(next),
            text: String::new(),
            cited: BTreeMap::new(),
        }
    }

    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    pub(super) fn text(self) -> String {
        self.text
    }

    /// A line; one that is too long goes on below, a little further in.
    pub(super) fn line(&mut self, indent: usize, text: &str) {
        self.hang(indent, "", text);
    }

    /// A label with text beside it that stays beside it where it needs more lines.
    pub(super) fn hang(&mut self, indent: usize, label: &str, text: &str) {
        let lead = format!("{:indent$}{label}", "");
        let hang = if label.is_empty() { indent + 2 } else { lead.chars().count() };
        let mut line = lead;
        let mut is_empty = true;
        for word in text.split(' ') {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.push(&line);
                line = " ".repeat(hang);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.push(&line);
    }

    fn push(&mut self, line: &str) {
        // An id is the writer's own text: what would steer a terminal is not shown.
        let shown = line.trim_end().chars().map(|sign| if sign.is_control() { '\u{fffd}' } else { sign });
        self.text.extend(shown);
        self.text.push('\n');
    }

    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn rule(&mut self, mark: char) {
        self.push(&String::from(mark).repeat(WIDTH));
    }

    /// A reason with its rule, its sentence and its facts; its source is cited at the end.
    pub(super) fn because(&mut self, indent: usize, because: &Because) {
        let said = self.cite(because.reason);
        let facts: Vec<String> = because.facts.iter().map(ToString::to_string).collect();
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join("; ")) };
        self.hang(indent, "- ", &format!("{said}{facts}"));
    }

    /// "R-MDM [PR-7] Moderate or high decision making is needed this month"
    pub(super) fn cite(&mut self, reason: Reason) -> String {
        let text = catalog().text(reason);
        if reason == Reason::Refusal(Refusal::Payer) {
            let payer = self.packs.payer(self.case.payer);
            self.cite_as(&format!("payer {}", self.case.payer), &payer.source, payer.verified);
        }
        let rules = text.rules.join(", ");
        self.cite_as(reason.code(), &format!("[{rules}] {}", text.source), text.verified);
        format!("{} [{rules}] {}", reason.code(), text.says)
    }

    pub(super) fn cite_activity(&mut self, activity: &Activity) {
        self.cite_as(&activity.slug, &format!("activity: {}", activity.source), activity.verified);
    }

    pub(super) fn cite_fee(&mut self, fee: &FeeUsed) {
        self.cite_as(&format!("fees {}", fee.table_from), &fee.source, fee.verified);
    }

    pub(super) fn cite_as(&mut self, key: &str, source: &str, verified: Evidence) {
        self.cited.insert(key.to_owned(), format!("{source} ({})", evidence(verified)));
    }

    /// The sources of everything said so far.
    pub(super) fn sources(&mut self) {
        let cited = std::mem::take(&mut self.cited);
        let Some(width) = cited.keys().map(|key| key.chars().count()).max() else {
            return;
        };
        self.gap();
        self.line(0, "Rules and sources");
        for (key, source) in cited {
            self.hang(2, &format!("{key:width$}  "), &source);
        }
    }

    /// "2026-01-14"
    pub(super) fn date(&self, at: Instant) -> String {
        at.utc().with_timezone(&self.case.time_zone).format("%Y-%m-%d").to_string()
    }

    /// "14:07:59", in a month with a clock change "14:07:59 EST"
    pub(super) fn time(&self, at: Instant) -> String {
        let form = if self.has_clock_change { "%H:%M:%S %Z" } else { "%H:%M:%S" };
        at.utc().with_timezone(&self.case.time_zone).format(form).to_string()
    }

    /// "2026-01-14 14:00:00 to 14:30:00"
    pub(super) fn span(&self, from: Instant, to: Instant) -> String {
        let (day, last) = (self.date(from), self.date(to));
        let last = if day == last { String::new() } else { format!("{last} ") };
        format!("{day} {} to {last}{}", self.time(from), self.time(to))
    }

    /// "14:00:00 to 14:30:00" on the day of another time, else with its dates.
    pub(super) fn within(&self, day: Instant, from: Instant, to: Instant) -> String {
        let dates = [day, from, to].map(|at| self.date(at));
        if dates.iter().all(|date| *date == dates[0]) {
            return format!("{} to {}", self.time(from), self.time(to));
        }
        self.span(from, to)
    }
}
