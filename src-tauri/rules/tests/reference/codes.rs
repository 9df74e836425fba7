//! The code families: thresholds, caps, first dates, fees, and which payer covers what.

use crate::clock::Clock;
use chrono::NaiveDate;
use rules::{BlockModel, Case, Cents, Code, Coverage, Payer, Place, TcmList, Track};

/// A base code and its add-on as one track of one case counts them.
pub(crate) struct Family {
    pub(crate) base: &'static str,
    pub(crate) add_on: &'static str,
    first_s: i64,
    block_s: i64,
    pub(crate) cap: Option<u32>,
    /// BCBSM's complex care, in whole minutes.
    bcbsm: Option<BlockModel>,
}

/// BCBSM: the base is earned with 31 minutes and holds the time up to 75.
const BCBSM_BASE_S: i64 = 31 * 60;
const BCBSM_BLOCKS_FROM_S: i64 = 75 * 60;

impl Family {
    pub(crate) fn of(case: &Case, track: Track) -> Self {
        let (base, first_s, add_on, block_s, cap) = match track {
            Track::CcmStaff => ("99490", 1200, "99439", 1200, Some(2)),
            Track::CcmPractitioner => ("99491", 1800, "99437", 1800, None),
            Track::Complex => ("99487", 3600, "99489", 1800, (case.payer == Payer::Priority).then_some(2)),
            Track::PcmStaff => ("99426", 1800, "99427", 1800, Some(2)),
            Track::PcmPractitioner => ("99424", 1800, "99425", 1800, None),
        };
        let cap = case.settings.caps.get(add_on).copied().unwrap_or(cap);
        let bcbsm =
            (track == Track::Complex && case.payer == Payer::Bcbsm).then_some(case.settings.block_model);
        Self { base, add_on, first_s, block_s, cap, bcbsm }
    }

    /// The seconds that earn a unit: the base is unit 0, the add-ons follow.
    pub(crate) fn threshold(&self, unit: u32) -> i64 {
        let blocks = i64::from(unit);
        match self.bcbsm {
            None => self.first_s + blocks * self.block_s,
            Some(_) if unit == 0 => BCBSM_BASE_S,
            Some(BlockModel::Started) => BCBSM_BLOCKS_FROM_S + (blocks - 1) * self.block_s + 60,
            Some(BlockModel::Complete) => BCBSM_BLOCKS_FROM_S + blocks * self.block_s,
        }
    }

    /// The cumulated seconds a unit owns, the second number not included.
    pub(crate) fn owned(&self, unit: u32) -> (i64, i64) {
        let blocks = i64::from(unit);
        match (self.bcbsm, unit) {
            (None, 0) => (0, self.first_s),
            (None, _) => (self.threshold(unit) - self.block_s, self.threshold(unit)),
            (Some(_), 0) => (0, BCBSM_BLOCKS_FROM_S),
            (Some(_), _) => {
                let from = BCBSM_BLOCKS_FROM_S + (blocks - 1) * self.block_s;
                (from, from + self.block_s)
            }
        }
    }

    /// Where the surplus starts; without a cap there is none.
    pub(crate) fn surplus_from(&self) -> Option<i64> {
        let cap = self.cap?;
        match self.bcbsm {
            Some(BlockModel::Started) => Some(BCBSM_BLOCKS_FROM_S + i64::from(cap) * self.block_s),
            Some(BlockModel::Complete) | None => Some(self.threshold(cap)),
        }
    }
}

pub(crate) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Whether the code may carry this date of service.
pub(crate) fn exists(code: &str, dos: NaiveDate) -> bool {
    let first = match code {
        "99439" => day(2021, 1, 1),
        "99437" | "99424" | "99425" | "99426" | "99427" => day(2022, 1, 1),
        _ => return true,
    };
    dos >= first
}

/// Code; 2025, 2026 and 2026 QP, each non-facility and facility.
const FEES: [(&str, [i64; 6]); 14] = [
    ("99490", [6049, 4787, 6613, 4376, 6646, 4397]),
    ("99439", [4593, 3299, 5044, 3073, 5069, 3088]),
    ("99491", [8216, 7246, 8918, 6547, 8963, 6579]),
    ("99437", [5758, 4787, 6313, 4376, 6344, 4397]),
    ("99487", [13165, 8701, 14429, 7916, 14501, 7955]),
    ("99489", [7052, 4723, 7816, 4376, 7855, 4397]),
    ("99426", [6178, 4755, 6780, 4409, 6814, 4431]),
    ("99427", [5046, 3429, 5411, 3140, 5438, 3155]),
    ("99424", [8087, 7213, 8751, 6480, 8795, 6512]),
    ("99425", [5887, 4917, 6146, 4409, 6176, 4431]),
    ("99495", [20120, 13424, 22011, 12225, 22121, 12286]),
    ("99496", [27268, 18243, 29860, 16634, 30009, 16717]),
    ("99497", [7957, 7246, 8684, 6580, 8728, 6613]),
    ("99498", [6890, 6857, 7816, 6346, 7855, 6378]),
];

/// What one unit pays on a date.
pub(crate) fn fee(case: &Case, code: &str, dos: NaiveDate) -> Cents {
    let table = match (dos < day(2026, 1, 1), case.settings.qp) {
        (true, _) => 0,
        (false, false) => 2,
        (false, true) => 4,
    };
    let column = usize::from(case.place == Place::Facility);
    let (_, fees) = FEES.iter().find(|(with_a_fee, _)| *with_a_fee == code).unwrap();
    Cents(fees[table + column])
}

pub(crate) fn covers(case: &Case, what: Coverage) -> bool {
    if let Some(decided) = case.settings.coverage.get(&what) {
        return *decided;
    }
    match case.payer {
        Payer::Medicare | Payer::Priority => what != Coverage::Oncology,
        Payer::Bcbsm => matches!(what, Coverage::Complex | Coverage::Tcm | Coverage::Acp),
        Payer::Cigna => {
            case.submitted_on >= day(2021, 1, 17)
                && matches!(what, Coverage::Tcm | Coverage::Acp | Coverage::Oncology)
        }
        Payer::Medicaid => false,
    }
}

/// The list of services that exclude transitional care.
pub(crate) fn tcm_list(case: &Case) -> TcmList {
    case.settings.tcm_list.unwrap_or(match case.payer {
        Payer::Medicare => TcmList::Medicare2020,
        Payer::Bcbsm | Payer::Priority | Payer::Cigna | Payer::Medicaid => TcmList::Seed2013,
    })
}

/// Codes and spans of codes that name services of other kinds.
pub(crate) const VISITS: &str = "99202-99205 99211-99215 99341 99342 99344 99345 99347-99350";
pub(crate) const PAIRS: &str = "93792 93793 98960-98962 98966-98972 99071 99078 99080 99091 99358 99359 \
    99366-99368 99374-99380 99421-99423 99605-99607";
pub(crate) const SEED_LIST: &str = "99339 99340 99358 99359 99363 99364 99366-99368 99374-99380 90951-90970 \
    98960-98962 98966-98972 98016 99071 99078 99080 99090 99091 93792 93793 99421-99423 99441-99444 99487 99489 \
    99605-99607";
pub(crate) const CCM_CODES: &str = "99490 99439 99491 99437 99487 99489";
pub(crate) const KIDNEY: &str = "90951-90970";
pub(crate) const OVERSIGHT: &str = "G0181 G0182";
pub(crate) const PRIMARY_CARE: &str = "G0556-G0558";
pub(crate) const WELLNESS: &str = "G0438 G0439";
pub(crate) const CRITICAL_CARE: &str = "99291 99292";

/// Whether a code is in such a list. All codes are five characters long, so they compare as text.
pub(crate) fn listed(list: &str, code: &str) -> bool {
    list.split_whitespace().any(|item| match item.split_once('-') {
        Some((from, to)) => code.len() == 5 && from <= code && code <= to,
        None => item == code,
    })
}

/// Services this practice billed: which of them count is for the rule to say.
pub(crate) struct Service<'a> {
    pub(crate) list: &'a str,
    /// Only those by nobody named, or by this practitioner.
    pub(crate) by: Option<&'a str>,
}

/// Whether such a service was billed on a day the rule asks about.
pub(crate) fn billed(case: &Case, service: &Service<'_>, on: impl Fn(NaiveDate) -> bool) -> bool {
    case.other_services.iter().any(|other| {
        let by = match (service.by, &other.practitioner) {
            (Some(wanted), Some(by)) => wanted == by,
            (_, None) | (None, _) => true,
        };
        listed(service.list, &other.code) && by && on(other.date)
    })
}

/// The case as the reference looks at it.
pub(crate) struct Facts<'a> {
    pub(crate) case: &'a Case,
    pub(crate) clock: Clock,
    /// First second of the month.
    pub(crate) from: i64,
    /// First second of the next.
    pub(crate) to: i64,
    /// First and last day of every period of a reported discharge.
    pub(crate) tcm_periods: Vec<(NaiveDate, NaiveDate)>,
}

impl Facts<'_> {
    pub(crate) fn in_month(&self, date: NaiveDate) -> bool {
        self.case.month.first_day() <= date && date <= self.case.month.last_day()
    }
}
