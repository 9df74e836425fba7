//! TCM deadlines of today and tomorrow, told once each by the desktop, without a name.

use std::collections::BTreeSet;

use tracker::tcm::DeadlineNotice;

use super::words::Said;

/// As often as deadlines are looked for: they move at midnight, and with what is logged.
const EVERY_MS: i64 = 15 * 60_000;

/// What was told already.
#[derive(Debug, Default)]
pub(super) struct Deadlines {
    told: BTreeSet<String>,
    looked_ms: Option<i64>,
}

impl Deadlines {
    /// Is it time to look for them?
    pub(super) fn is_time(&mut self, mono_ms: i64) -> bool {
        let due = self.looked_ms.is_none_or(|looked| mono_ms - looked >= EVERY_MS);
        if due {
            self.looked_ms = Some(mono_ms);
        }
        due
    }

    /// Nobody is signed in: whoever comes is told at once.
    pub(super) fn leave(&mut self) {
        self.looked_ms = None;
    }

    /// What was not told yet, as one notice.
    pub(super) fn news(&mut self, found: &[DeadlineNotice]) -> Option<Said> {
        let new: Vec<_> = found.iter().filter(|notice| self.told.insert(notice.key())).collect();
        let (first, others) = new.split_first()?;
        let mut body: Vec<_> = others.iter().map(|notice| format!("{}.", notice.title())).collect();
        body.push(new.iter().find(|notice| notice.loses).unwrap_or(first).text().to_owned());
        Some(Said { head: first.title(), body: body.join(" ") })
    }
}

#[cfg(test)]
mod tests {
    use tracker::tcm::{Step, When};

    use super::*;

    fn notice(when: When, step: Step, count: usize) -> DeadlineNotice {
        let day = "2026-11-23".parse().unwrap();
        DeadlineNotice { when, day, step, count, loses: step == Step::Visit }
    }

    #[test]
    fn each_deadline_is_told_once_on_the_day_before_and_once_on_the_day() {
        let mut deadlines = Deadlines::default();
        let before = [notice(When::Tomorrow, Step::Contact, 1), notice(When::Tomorrow, Step::Visit, 2)];
        let said = deadlines.news(&before).unwrap();
        assert_eq!(said.head, "1 TCM contact is due tomorrow");
        assert_eq!(
            said.body,
            "2 TCM visits are due tomorrow. After that day less can be billed. The TCM board says for whom."
        );
        assert_eq!(deadlines.news(&before), None);
        assert!(deadlines.news(&[notice(When::Today, Step::Contact, 1)]).is_some());
    }

    #[test]
    fn it_is_looked_for_every_quarter_of_an_hour_and_when_somebody_comes() {
        let mut deadlines = Deadlines::default();
        let looked = [0, 1, 899_999, 900_000].map(|ms| deadlines.is_time(ms));
        assert_eq!(looked, [true, false, false, true]);
        deadlines.leave();
        assert!(deadlines.is_time(900_001));
    }
}
