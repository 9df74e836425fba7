//! A month in pictures.

use serde::Serialize;
use tracker::insights::{Forecast, Insights, SelfAudit, Stranded, Work};
use tracker::patient_month::Names;
use tracker::{Error, StaffId, Tracker};
use ts_rs::TS;

/// A month in pictures: numbers only, the screen draws them.
#[derive(Clone, Serialize, TS)]
pub struct InsightsView {
    /// Month.
    pub month: String,
    /// Counted seconds up to the last threshold passed.
    pub earning_s: i64,
    /// Counted seconds that earn nothing yet.
    pub stranded_s: i64,
    /// Seconds that do not count.
    pub excluded_s: i64,
    /// How far the enrollments came.
    pub funnel: FunnelView,
    /// For the present month.
    pub forecast: Option<ForecastView>,
    /// Stranded time, what is nearest to earning first.
    pub stranded: Vec<StrandedView>,
    /// For who sees entries.
    pub work: Option<WorkView>,
}

/// How many enrollments came how far.
#[derive(Clone, Serialize, TS)]
pub struct FunnelView {
    /// Run in the month.
    pub enrolled: u32,
    /// Have time.
    pub touched: u32,
    /// Earn a line.
    pub threshold: u32,
    /// Signed besides.
    pub signed: u32,
    /// In an export.
    pub exported: u32,
}

/// What the month comes to at the present pace, an estimate.
#[derive(Clone, Serialize, TS)]
pub struct ForecastView {
    /// Today.
    pub as_of: String,
    /// Working days so far.
    pub days_gone: u32,
    /// Working days of the month.
    pub days: u32,
    /// By code.
    pub codes: Vec<CodeUnitsView>,
}

/// Units of a code, now and at the end of the month.
#[derive(Clone, Serialize, TS)]
pub struct CodeUnitsView {
    /// The code.
    pub code: String,
    /// Earned now.
    pub now: u32,
    /// Their worth, an estimate.
    pub now_cents: i64,
    /// At the end, an estimate.
    pub end: u32,
    /// Their worth, an estimate.
    pub end_cents: i64,
}

/// An enrollment's time that earns nothing yet.
#[derive(Clone, Serialize, TS)]
pub struct StrandedView {
    /// Patient id.
    pub patient: i64,
    /// Enrollment id.
    pub enrollment: i64,
    /// Patient's name.
    pub name: String,
    /// MRN.
    pub mrn: String,
    /// Program.
    pub program: String,
    /// The billing practitioner's name.
    pub practitioner: String,
    /// Seconds.
    pub stranded_s: i64,
    /// Code that is next.
    pub next_code: Option<String>,
    /// Seconds missing to it.
    pub short_s: Option<i64>,
    /// Its worth, an estimate.
    pub next_cents: Option<i64>,
    /// Codes of what stands in the way besides time.
    pub blocked: Vec<String>,
}

/// What entries show.
#[derive(Clone, Serialize, TS)]
pub struct WorkView {
    /// People with entries in the month, by id.
    pub people: Vec<PersonNameView>,
    /// Seconds by day and person.
    pub days: Vec<StaffDayView>,
    /// Measured entries by whole minutes; the last are those of an hour or more.
    pub timed: Vec<u32>,
    /// Entries that nobody measured.
    pub typed: Vec<u32>,
    /// By person: entries, and those of whole fives of minutes.
    pub rounding: Vec<RoundingView>,
    /// Typed entries by how long after the work they were written.
    pub late: Vec<LateView>,
    /// Days of one person with too many hours.
    pub long_days: Vec<StaffDayView>,
}

/// Somebody by id.
#[derive(Clone, Serialize, TS)]
pub struct PersonNameView {
    /// Staff id.
    pub id: i64,
    /// Name.
    pub name: String,
}

/// Seconds of a person on a day.
#[derive(Clone, Serialize, TS)]
pub struct StaffDayView {
    /// Staff id.
    pub staff: i64,
    /// Day.
    pub day: String,
    /// Seconds.
    pub seconds: i64,
}

/// How many entries of a person have a round length.
#[derive(Clone, Serialize, TS)]
pub struct RoundingView {
    /// Staff id.
    pub staff: i64,
    /// Measured entries.
    pub timed: u32,
    /// Those of whole fives of minutes.
    pub timed_round: u32,
    /// Others.
    pub typed: u32,
    /// Those of whole fives of minutes.
    pub typed_round: u32,
}

/// Typed entries written so long after the work.
#[derive(Clone, Serialize, TS)]
pub struct LateView {
    /// At least so many days after.
    pub from_days: u32,
    /// Entries.
    pub entries: u32,
    /// Their seconds.
    pub seconds: i64,
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl InsightsView {
    /// The month as the screen draws it.
    pub(crate) fn read(tracker: &Tracker, insights: &Insights) -> Result<Self, Error> {
        let names = tracker.names()?;
        let funnel = &insights.funnel;
        Ok(Self {
            month: insights.month.to_string(),
            earning_s: insights.share.earning.0,
            stranded_s: insights.share.stranded.0,
            excluded_s: insights.share.excluded.0,
            funnel: FunnelView {
                enrolled: count(funnel.enrolled),
                touched: count(funnel.touched),
                threshold: count(funnel.threshold),
                signed: count(funnel.signed),
                exported: count(funnel.exported),
            },
            forecast: insights.forecast.as_ref().map(ForecastView::from),
            stranded: insights.stranded.iter().map(|row| StrandedView::read(row, &names)).collect(),
            work: insights.work.as_ref().map(|work| WorkView::read(work, &names)),
        })
    }
}

impl From<&Forecast> for ForecastView {
    fn from(forecast: &Forecast) -> Self {
        let codes = forecast.codes.iter().map(|units| CodeUnitsView {
            code: units.code.clone(),
            now: units.now,
            now_cents: units.now_cents.0,
            end: units.end,
            end_cents: units.end_cents.0,
        });
        Self {
            as_of: forecast.as_of.to_string(),
            days_gone: forecast.days_gone,
            days: forecast.days,
            codes: codes.collect(),
        }
    }
}

fn name(names: &Names, staff: StaffId) -> String {
    names.get(&staff).cloned().unwrap_or_default()
}

impl StrandedView {
    fn read(row: &Stranded, names: &Names) -> Self {
        Self {
            patient: row.patient.get(),
            enrollment: row.enrollment.get(),
            name: row.name.clone(),
            mrn: row.mrn.clone(),
            program: row.program.clone(),
            practitioner: name(names, row.practitioner),
            stranded_s: row.stranded.0,
            next_code: row.next.as_ref().map(|next| next.code.clone()),
            short_s: row.next.as_ref().map(|next| next.short.0),
            next_cents: row.next.as_ref().map(|next| next.worth.0),
            blocked: row.blocked.clone(),
        }
    }
}

impl WorkView {
    fn read(work: &Work, names: &Names) -> Self {
        let SelfAudit { timed, typed, rounding, late, long_days } = &work.self_audit;
        let staff_day = |staff: StaffId, day: chrono::NaiveDate, seconds: i64| StaffDayView {
            staff: staff.get(),
            day: day.to_string(),
            seconds,
        };
        Self {
            people: rounding
                .iter()
                .map(|one| PersonNameView { id: one.staff.get(), name: name(names, one.staff) })
                .collect(),
            days: work.days.iter().map(|day| staff_day(day.staff, day.day, day.seconds.0)).collect(),
            timed: timed.clone(),
            typed: typed.clone(),
            rounding: rounding
                .iter()
                .map(|one| RoundingView {
                    staff: one.staff.get(),
                    timed: one.timed,
                    timed_round: one.timed_round,
                    typed: one.typed,
                    typed_round: one.typed_round,
                })
                .collect(),
            late: late
                .iter()
                .map(|late| LateView {
                    from_days: late.from_days,
                    entries: late.entries,
                    seconds: late.seconds.0,
                })
                .collect(),
            long_days: long_days.iter().map(|day| staff_day(day.staff, day.day, day.seconds.0)).collect(),
        }
    }
}
