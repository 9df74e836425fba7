//! When the desktop is to say something: each step of a long timer once, each question once, and the reminder somebody wants.

use tracker::timing::Notice;
use tracker::{GapId, TimerId};

use super::words::{self, Said};
use crate::session::Glimpse;

/// So long without a timer the reminder waits: long enough for a coffee.
const UNTIMED_MS: i64 = 10 * 60_000;

/// What was said already.
#[derive(Debug, Default)]
pub(super) struct Notices {
    long: Option<(TimerId, Notice)>,
    asked: Option<GapId>,
    untimed: Option<Untimed>,
}

/// Since when nobody times anything, and whether that was said.
#[derive(Debug)]
struct Untimed {
    since_ms: i64,
    said: bool,
}

impl Notices {
    /// What is to be said now; one thing at a time, the most urgent.
    pub(super) fn due(&mut self, glimpse: &Glimpse, mono_ms: i64) -> Option<Said> {
        let Some(glance) = &glimpse.glance else {
            *self = Self::default();
            return None;
        };
        let asked = std::mem::replace(&mut self.asked, glance.question) != glance.question;
        let reminder =
            self.reminder(glimpse.open && glance.timer.is_none() && glance.wants.remind_to_start, mono_ms);
        if asked && glance.question.is_some() {
            return Some(words::asked());
        }
        let Some(timer) = &glance.timer else {
            self.long = None;
            return reminder;
        };
        let said = self.long.filter(|(id, _)| *id == timer.id).map_or(Notice::None, |(_, notice)| notice);
        self.long = Some((timer.id, timer.notice.max(said)));
        if timer.notice > said && !timer.stands { words::long(glimpse, glance, timer) } else { None }
    }

    fn reminder(&mut self, wanted: bool, mono_ms: i64) -> Option<Said> {
        if !wanted {
            self.untimed = None;
            return None;
        }
        let untimed = self.untimed.get_or_insert(Untimed { since_ms: mono_ms, said: false });
        if untimed.said || mono_ms - untimed.since_ms < UNTIMED_MS {
            return None;
        }
        untimed.said = true;
        Some(words::remind())
    }
}

#[cfg(test)]
mod tests {
    use rules::Seconds;
    use tracker::glance::{Glance, Ticking};
    use tracker::timing::Preferences;

    use super::*;

    fn glance(timer: Option<Ticking>) -> Glance {
        Glance { timer, question: None, recent: Vec::new(), wants: Preferences::default() }
    }

    fn ticking(id: i64, notice: Notice) -> Option<Ticking> {
        let elapsed = Seconds(30 * 60);
        Some(Ticking { id: TimerId(id), name: "Ana Lopez".to_owned(), elapsed, stands: false, notice })
    }

    fn open(glance: Glance) -> Glimpse {
        Glimpse { open: true, glance: Some(glance) }
    }

    #[test]
    fn each_step_of_a_long_timer_is_said_once_and_again_for_the_next_timer() {
        let mut notices = Notices::default();
        let mut said = |id, notice| notices.due(&open(glance(ticking(id, notice))), 0).map(|said| said.head);
        assert_eq!(said(1, Notice::None), None);
        assert_eq!(said(1, Notice::First).as_deref(), Some("A timer has been running for 30 min"));
        assert_eq!(said(1, Notice::First), None);
        assert!(said(1, Notice::Second).is_some());
        assert_eq!(said(1, Notice::Second), None);
        assert!(said(1, Notice::Stale).unwrap().contains("more than 4 hours"));
        assert!(said(2, Notice::First).is_some());
    }

    #[test]
    fn a_name_is_said_only_to_who_wants_it_and_never_behind_a_locked_screen() {
        let wants = Preferences { names_in_notices: true, ..Preferences::default() };
        for (wants, open, named) in
            [(Preferences::default(), true, false), (wants.clone(), true, true), (wants, false, false)]
        {
            let glance = Glance { wants, ..glance(ticking(1, Notice::First)) };
            let said = Notices::default().due(&Glimpse { open, glance: Some(glance) }, 0).unwrap();
            assert_eq!(said.head.contains("Ana Lopez"), named, "{said:?}");
        }
    }

    #[test]
    fn a_question_is_said_once_and_the_next_one_again() {
        let mut notices = Notices::default();
        let mut said = |question| {
            let glance = Glance { question, ..glance(ticking(1, Notice::None)) };
            notices.due(&open(glance), 0).is_some()
        };
        let asked = [None, Some(GapId(4)), Some(GapId(4)), Some(GapId(5)), None, None].map(&mut said);
        assert_eq!(asked, [false, true, false, true, false, false]);
    }

    #[test]
    fn the_reminder_comes_to_who_wants_it_after_ten_minutes_without_a_timer_and_once() {
        let wants = Preferences { remind_to_start: true, ..Preferences::default() };
        let idle = open(Glance { wants, ..glance(None) });
        let mut notices = Notices::default();
        let mut said = |minutes: i64| notices.due(&idle, minutes * 60_000).is_some();
        assert_eq!([0, 9, 10, 11, 40].map(&mut said), [false, false, true, false, false]);
        let mut quiet = Notices::default();
        let mut said = |minutes: i64| quiet.due(&open(glance(None)), minutes * 60_000).is_some();
        assert_eq!([0, 10, 40].map(&mut said), [false, false, false]);
    }
}
