//! TCM deadlines of today and tomorrow, told once each to each person by the desktop, without a name.

use std::collections::BTreeMap;

use tracker::StaffId;
use tracker::tcm::DeadlineNotice;

use super::words::Said;

/// As often as deadlines are looked for: they move at midnight, and with what is logged.
const EVERY_MS: i64 = 15 * 60_000;

/// What was told already.
#[derive(Debug, Default)]
pub(super) struct Deadlines {
    /// Of how many discharges each person was told.
    told: BTreeMap<(StaffId, String), usize>,
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

    /// What this person was not told yet, as one notice. One discharge more is news, one less is not.
    pub(super) fn news(&mut self, who: StaffId, found: &[DeadlineNotice]) -> Option<Said> {
        let is_new = |notice: &&DeadlineNotice| {
            let before = self.told.insert((who, notice.key()), notice.count);
            before.is_none_or(|before| notice.count > before)
        };
        let new: Vec<_> = found.iter().filter(is_new).collect();
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
        let nora = StaffId(1);
        let said = deadlines.news(nora, &before).unwrap();
        assert_eq!(said.head, "1 TCM contact is due tomorrow");
        assert_eq!(
            said.body,
            "2 TCM visits are due tomorrow. After that day less can be billed. The TCM board says for whom."
        );
        assert_eq!(deadlines.news(nora, &before), None);
        assert!(deadlines.news(nora, &[notice(When::Today, Step::Contact, 1)]).is_some());
    }

    #[test]
    fn each_person_is_told_and_one_more_discharge_is_news_where_one_less_is_not() {
        let mut deadlines = Deadlines::default();
        let of = |count| [notice(When::Today, Step::Contact, count)];
        let (nora, bo) = (StaffId(1), StaffId(2));
        assert!(deadlines.news(nora, &of(2)).is_some());
        assert!(deadlines.news(bo, &of(2)).is_some(), "whoever comes next is told, too");
        assert_eq!(deadlines.news(nora, &of(1)), None);
        let said = deadlines.news(nora, &of(2)).unwrap();
        assert_eq!(said.head, "2 TCM contacts are due today");
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
