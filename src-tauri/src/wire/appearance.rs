//! How the program looks to a person, the days the practice is closed, and the first hour's steps.

use serde::{Deserialize, Serialize};
use tracker::appearance::Appearance;
use tracker::guide::Step;
use tracker::{Error, Tracker};
use ts_rs::TS;

/// How the program looks to a person.
#[derive(Clone, Serialize, TS)]
pub struct AppearanceView {
    /// `system`, `light`, `dark` or `contrast`.
    pub theme: String,
    /// Percent.
    pub zoom: u16,
    /// Keys without Ctrl do something.
    pub single_keys: bool,
    /// The guide of the first hour was put away.
    pub guide_hidden: bool,
}

/// The same, to be kept.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AppearanceForm {
    /// `system`, `light`, `dark` or `contrast`.
    pub theme: String,
    /// 80 to 200 percent.
    pub zoom: u16,
    /// Keys without Ctrl do something.
    pub single_keys: bool,
    /// The guide of the first hour is put away.
    pub guide_hidden: bool,
}

/// A step of the first hour.
#[derive(Clone, Serialize, TS)]
pub struct StepView {
    /// `practice`, `staff`, `patients`, `enrollment`, `timer` or `statement`.
    pub step: String,
    /// What it is about exists.
    pub done: bool,
}

/// Days on which deadlines in business days stand still.
#[derive(Clone, Serialize, TS)]
pub struct ClosuresView {
    /// The practice's own, earliest first.
    pub closures: Vec<ClosureView>,
    /// Federal holidays on working days of this year and the next.
    pub holidays: Vec<String>,
}

/// A day the practice is closed.
#[derive(Clone, Serialize, TS)]
pub struct ClosureView {
    /// The day.
    pub day: String,
    /// What the practice calls it.
    pub label: String,
}

/// A day to close.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClosureForm {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// What the practice calls it.
    pub label: String,
}

impl From<Appearance> for AppearanceView {
    fn from(wants: Appearance) -> Self {
        Self {
            theme: wants.theme,
            zoom: wants.zoom,
            single_keys: wants.single_keys,
            guide_hidden: wants.guide_hidden,
        }
    }
}

impl From<AppearanceForm> for Appearance {
    fn from(form: AppearanceForm) -> Self {
        Self {
            theme: form.theme,
            zoom: form.zoom,
            single_keys: form.single_keys,
            guide_hidden: form.guide_hidden,
        }
    }
}

impl From<(Step, bool)> for StepView {
    fn from((step, done): (Step, bool)) -> Self {
        let name = Step::ALL.iter().find(|(other, _)| *other == step).map_or("", |(_, name)| name);
        Self { step: name.to_owned(), done }
    }
}

impl ClosuresView {
    /// The days of last year, this one and the next: Insights look back as far.
    pub(crate) fn read(tracker: &Tracker) -> Result<Self, Error> {
        let year = chrono::Datelike::year(&tracker.today_date());
        let closures = tracker.closures()?.into_iter();
        let holidays = [year - 1, year, year + 1].into_iter().flat_map(|year| tracker.holidays(year));
        Ok(Self {
            closures: closures
                .map(|row| ClosureView { day: row.day.to_string(), label: row.label })
                .collect(),
            holidays: holidays.map(|day| day.to_string()).collect(),
        })
    }
}
