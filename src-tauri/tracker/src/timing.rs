//! When the practice wants to be asked about timers, and what each person wants of this PC.

use rules::Seconds;
use store::Conn;
pub use store::preferences::PreferencesRow as Preferences;
use store::timing::TimingRow;

use crate::op::{Actor, Op};
use crate::timers::FORGOTTEN;
use crate::{Error, Tracker, text};

/// When to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// Without a touch for so many minutes, somebody is away.
    pub idle_minutes: u16,
    /// A timer that ran for so many is worth a word.
    pub notice_minutes: u16,
    /// And another one.
    pub second_notice_minutes: u16,
    /// Who says what was done also writes a note.
    pub note_required: bool,
}

impl Default for Timing {
    fn default() -> Self {
        Self { idle_minutes: 5, notice_minutes: 30, second_notice_minutes: 60, note_required: false }
    }
}

/// How long a timer has run, in steps that are worth a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// Not long.
    None,
    /// So long that it is worth a word.
    First,
    /// And another one.
    Second,
    /// For more than four hours: nothing of it will count.
    Stale,
}

impl Timing {
    pub(crate) fn load(conn: &Conn) -> Result<Self, Error> {
        let row = store::timing::get(conn)?;
        Ok(row.map_or_else(Self::default, |row| Self {
            idle_minutes: row.idle_minutes,
            notice_minutes: row.notice_minutes,
            second_notice_minutes: row.second_notice_minutes,
            note_required: row.note_required,
        }))
    }

    /// What a timer that ran for so long is worth.
    pub fn notice(&self, elapsed: Seconds) -> Notice {
        let minutes = |minutes: u16| i64::from(minutes) * 60;
        match elapsed.0 {
            s if s > FORGOTTEN.num_seconds() => Notice::Stale,
            s if s >= minutes(self.second_notice_minutes) => Notice::Second,
            s if s >= minutes(self.notice_minutes) => Notice::First,
            _ => Notice::None,
        }
    }

    /// Refuses what was done without a word about it, where the practice wants one. Time whose activity is said later, and a
    /// stop that asked nobody (the tray, another patient's start), is kept all the same: nothing is lost for a note.
    pub(crate) fn noted(&self, activity: Option<&str>, note: &str) -> Result<(), Error> {
        if self.note_required && activity.is_some() && note.is_empty() {
            return Err(Error::field(
                "note",
                "This practice wants a note: say in a few words what was done.",
            ));
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Error> {
        let hours = 5..=240;
        if !(1..=60).contains(&self.idle_minutes) {
            return Err(Error::field("idle_minutes", "Choose 1 to 60 minutes."));
        }
        if !hours.contains(&self.notice_minutes) {
            return Err(Error::field("notice_minutes", "Choose 5 to 240 minutes."));
        }
        if !hours.contains(&self.second_notice_minutes) || self.second_notice_minutes <= self.notice_minutes {
            let words = "Choose more minutes than for the first notice, and at most 240.";
            return Err(Error::field("second_notice_minutes", words));
        }
        Ok(())
    }
}

impl Tracker {
    /// Says when the practice wants to be asked about timers.
    ///
    /// # Errors
    /// A number of minutes that makes no sense; access.
    pub fn save_timing(&mut self, actor: &Actor, timing: Timing) -> Result<(), Error> {
        timing.check()?;
        self.change(actor, Op::SaveTiming, |change| {
            let row = TimingRow {
                idle_minutes: timing.idle_minutes,
                notice_minutes: timing.notice_minutes,
                second_notice_minutes: timing.second_notice_minutes,
                note_required: timing.note_required,
            };
            change.trace.note("idle_minutes", timing.idle_minutes);
            change.trace.note("notice_minutes", timing.notice_minutes);
            change.trace.note("note_required", timing.note_required);
            Ok(store::timing::put(change.tx, &row)?)
        })?;
        self.practice.timing = timing;
        Ok(())
    }

    /// What a person wants of this PC.
    ///
    /// # Errors
    /// The disk.
    pub fn preferences(&self, actor: &Actor) -> Result<Preferences, Error> {
        Ok(self.store.read(|conn| store::preferences::of_staff(conn, actor.staff))?)
    }

    /// Keeps what a person wants of this PC.
    ///
    /// # Errors
    /// A key that is no text of one line.
    pub fn save_preferences(&mut self, actor: &Actor, wants: &Preferences) -> Result<(), Error> {
        let shortcut = wants.shortcut.as_deref().map(|key| text::line(key, "shortcut")).transpose()?;
        let wants = Preferences { shortcut: shortcut.filter(|key| !key.is_empty()), ..wants.clone() };
        self.change(actor, Op::SavePreferences, |change| {
            change.trace.object(actor.staff.get()).note("remind_to_start", wants.remind_to_start);
            Ok(store::preferences::put(change.tx, actor.staff, &wants)?)
        })
    }
}
