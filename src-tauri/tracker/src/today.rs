//! The worklist: who is next, and what their next minute is worth.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use rules::Month;
use store::worklist::WorklistRow;
use store::{PatientId, StaffId};

use crate::bar::{self, Bar, Terms};
use crate::{Error, Tracker, call_window, tcm};

/// Within this many seconds of a threshold a patient is worth calling now.
const NEAR_S: i64 = 300;

/// Groups of the worklist, in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Five minutes or less to a threshold.
    Near,
    /// Some time this month.
    InProgress,
    /// None yet.
    Untouched,
    /// Nothing more to earn.
    Done,
    /// Something blocks the claim.
    Blocked,
}

/// One enrollment of the worklist.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// What the store keeps of it.
    pub row: WorklistRow,
    /// Its group.
    pub group: Group,
    /// Its bar, without any running timer.
    pub bar: Bar,
    /// Codes of what blocks it.
    pub blocked: Vec<String>,
    /// How good a moment this is to call.
    pub call: call_window::Moment,
}

/// The worklist.
#[derive(Clone, Debug)]
pub struct Today {
    /// Today.
    pub date: NaiveDate,
    /// The month shown.
    pub month: Month,
    /// Working days left, today included.
    pub working_days_left: u32,
    /// TCM episodes that ask for something.
    pub tcm: Vec<tcm::Due>,
    /// Enrollments, in display order.
    pub rows: Vec<WorkRow>,
    /// Who is on the care team of each patient who has one.
    pub teams: BTreeMap<PatientId, Vec<StaffId>>,
    /// Names of everybody on a care team.
    pub people: BTreeMap<StaffId, String>,
}

impl Tracker {
    /// The worklist of the present month. Asks for no right: what a person looks at comes from
    /// [`Tracker::open_today`].
    ///
    /// # Errors
    /// The disk.
    pub fn today(&mut self) -> Result<Today, Error> {
        let date = self.today_date();
        let month = Month::of(date);
        self.open_month(month)?;
        let time = self.clock.now().with_timezone(&self.practice.zone).time();
        let mut rows = self
            .store
            .read(|conn| store::worklist::of_month(conn, &month.to_string()))?
            .into_iter()
            .map(|row| self.work_row(row, month, time))
            .collect::<Result<Vec<_>, _>>()?;
        rows.sort_by(order);
        let teams = self.teams()?;
        let mut people = self.names()?;
        people.retain(|staff, _| teams.values().any(|team| team.contains(staff)));
        Ok(Today {
            date,
            month,
            working_days_left: self.working_days(date, month.last_day()),
            tcm: self.tcm_due()?,
            rows,
            teams,
            people,
        })
    }

    fn teams(&self) -> Result<BTreeMap<PatientId, Vec<StaffId>>, Error> {
        let mut teams: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (patient, staff) in self.store.read(store::assignments::all)? {
            teams.entry(patient).or_default().push(staff);
        }
        Ok(teams)
    }

    fn work_row(&self, row: WorklistRow, month: Month, time: NaiveTime) -> Result<WorkRow, Error> {
        let terms = Terms::new(&self.practice, &row.payer, month.last_day())?;
        let bar = bar::bar(&row.account, &terms)?;
        let blocked: Vec<String> = row.account.blocked.split_whitespace().map(str::to_owned).collect();
        let call = call_window::moment(&row.call_window, time);
        Ok(WorkRow { group: group(&bar, &blocked), row, bar, blocked, call })
    }

    /// Weekdays from `from` to `to` that are no federal holiday and no closure of the practice.
    pub(crate) fn working_days(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let (closures, in_lieu) = (&self.practice.closures, self.practice.settings.in_lieu);
        let works = |day: &NaiveDate| {
            rules::is_business_day(*day, closures, in_lieu, self.practice.rules.now().rules())
        };
        let days = std::iter::successors(Some(from), |day| day.checked_add_days(Days::new(1)));
        let count = days.take_while(|day| *day <= to).filter(works).count();
        u32::try_from(count).unwrap_or(to.day())
    }
}

fn group(bar: &Bar, blocked: &[String]) -> Group {
    match &bar.next {
        _ if !blocked.is_empty() => Group::Blocked,
        None => Group::Done,
        _ if bar.counted.0 == 0 => Group::Untouched,
        Some(next) if next.short.0 <= NEAR_S => Group::Near,
        Some(_) => Group::InProgress,
    }
}

/// Group, then dollars per missing second, then who can be called now, then name.
fn order(a: &WorkRow, b: &WorkRow) -> std::cmp::Ordering {
    a.group
        .cmp(&b.group)
        .then_with(|| by_worth(a, b))
        .then_with(|| a.call.cmp(&b.call))
        .then_with(|| a.row.patient_name.to_lowercase().cmp(&b.row.patient_name.to_lowercase()))
        .then_with(|| a.row.account.enrollment_id.cmp(&b.row.account.enrollment_id))
}

/// More dollars per missing second first; compared by cross multiplication, since money is never a fraction.
fn by_worth(a: &WorkRow, b: &WorkRow) -> std::cmp::Ordering {
    let of = |row: &WorkRow| row.bar.next.as_ref().map_or((0, 1), |next| (next.worth.0, next.short.0.max(1)));
    let ((a_cents, a_short), (b_cents, b_short)) = (of(a), of(b));
    (b_cents * a_short).cmp(&(a_cents * b_short))
}
