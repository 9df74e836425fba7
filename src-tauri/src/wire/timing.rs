//! When the practice is asked about timers, and what each person wants of this PC.

use serde::{Deserialize, Serialize};
use tracker::timing::{Preferences, Timing};
use ts_rs::TS;

/// When the practice is asked about timers.
#[derive(Clone, Copy, Serialize, TS)]
pub struct TimingView {
    /// Without a touch for so many minutes, somebody is away.
    pub idle_minutes: u16,
    /// A timer that ran for so many is worth a word.
    pub notice_minutes: u16,
    /// And another one.
    pub second_notice_minutes: u16,
    /// Who says what was done also writes a note.
    pub note_required: bool,
}

/// The same, to be kept.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TimingForm {
    /// 1 to 60.
    pub idle_minutes: u16,
    /// 5 to 240.
    pub notice_minutes: u16,
    /// More than the first.
    pub second_notice_minutes: u16,
    /// Who says what was done also writes a note.
    pub note_required: bool,
}

/// What a person wants of this PC; nothing but deadlines unasked.
#[derive(Clone, Serialize, TS)]
pub struct PreferencesView {
    /// To be reminded when no timer runs.
    pub remind_to_start: bool,
    /// The patient's initials in the tray and the small window.
    pub initials: bool,
    /// Names in what the desktop shows.
    pub names_in_notices: bool,
    /// Notices of deadlines of transitional care.
    pub deadlines: bool,
    /// The small window.
    pub mini_window: bool,
    /// A key that works outside of the window.
    pub shortcut: Option<String>,
}

/// The same, to be kept.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreferencesForm {
    /// To be reminded when no timer runs.
    pub remind_to_start: bool,
    /// The patient's initials in the tray and the small window.
    pub initials: bool,
    /// Names in what the desktop shows.
    pub names_in_notices: bool,
    /// Notices of deadlines of transitional care.
    pub deadlines: bool,
    /// The small window.
    pub mini_window: bool,
    /// A key that works outside of the window.
    pub shortcut: Option<String>,
}

impl From<Timing> for TimingView {
    fn from(timing: Timing) -> Self {
        Self {
            idle_minutes: timing.idle_minutes,
            notice_minutes: timing.notice_minutes,
            second_notice_minutes: timing.second_notice_minutes,
            note_required: timing.note_required,
        }
    }
}

impl From<TimingForm> for Timing {
    fn from(form: TimingForm) -> Self {
        Self {
            idle_minutes: form.idle_minutes,
            notice_minutes: form.notice_minutes,
            second_notice_minutes: form.second_notice_minutes,
            note_required: form.note_required,
        }
    }
}

impl From<Preferences> for PreferencesView {
    fn from(wants: Preferences) -> Self {
        Self {
            remind_to_start: wants.remind_to_start,
            initials: wants.initials,
            names_in_notices: wants.names_in_notices,
            deadlines: wants.deadlines,
            mini_window: wants.mini_window,
            shortcut: wants.shortcut,
        }
    }
}

impl From<PreferencesForm> for Preferences {
    fn from(form: PreferencesForm) -> Self {
        Self {
            remind_to_start: form.remind_to_start,
            initials: form.initials,
            names_in_notices: form.names_in_notices,
            deadlines: form.deadlines,
            mini_window: form.mini_window,
            shortcut: form.shortcut,
        }
    }
}
