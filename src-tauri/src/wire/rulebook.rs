//! The rules a practice goes by: payers, packs with their sources, its own decisions, fees, and what a change would change.

use rules::{Cents, FeeTable, Payer, Place, Rate};
use serde::{Deserialize, Serialize};
use tracker::fees::{self, OwnRate};
use tracker::knobs::{self, Knob, KnobChange};
use tracker::packs::{self, Fact, Pack};
use tracker::what_if::{Billed, Difference, WhatIf};
use tracker::{Error, Tracker};
use ts_rs::TS;

use super::LineView;

/// Everything the practice's months are judged by.
#[derive(Clone, Serialize, TS)]
pub struct RulesView {
    /// Payers with the day from which their rules hold.
    pub payers: Vec<PayerView>,
    /// The packs in force, the practice's own last.
    pub packs: Vec<PackView>,
    /// What the practice decides.
    pub knobs: Vec<KnobView>,
    /// Fee tables, oldest first.
    pub fees: Vec<FeeTableView>,
    /// Packs that cannot be read, a sentence each.
    pub faults: Vec<String>,
}

/// A payer.
#[derive(Clone, Serialize, TS)]
pub struct PayerView {
    /// Its slug.
    pub payer: String,
    /// What people call it.
    pub label: String,
    /// The day from which these rules hold.
    pub from: String,
    /// The pack they are in, and its version.
    pub pack: String,
    /// Services it covers in claims sent today.
    pub covers: Vec<String>,
    /// Codes that are not valid for it.
    pub not_valid: Vec<String>,
    /// Who says so.
    pub source: String,
    /// `official_file`, `document`, `rule_maker`, `quoted`, `not_verified` or `design`.
    pub verified: String,
}

/// A rule pack.
#[derive(Clone, Serialize, TS)]
pub struct PackView {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What people call it.
    pub label: String,
    /// The day from which it holds.
    pub from: String,
    /// First digits of the hash of its text.
    pub sha256: String,
    /// Whether the practice added it.
    pub of_practice: bool,
    /// What it states.
    pub facts: Vec<PackFactView>,
}

/// A fact of a pack.
#[derive(Clone, Serialize, TS)]
pub struct PackFactView {
    /// What it is about.
    pub about: String,
    /// Names and values.
    pub values: Vec<(String, String)>,
    /// Who says so.
    pub source: String,
    /// How far that was checked.
    pub verified: String,
}

/// A decision of the practice.
#[derive(Clone, Serialize, TS)]
pub struct KnobView {
    /// Its name.
    pub key: String,
    /// What holds.
    pub value: String,
    /// What ships.
    pub default: String,
    /// Words to choose from; none where a number is typed.
    pub choices: Vec<String>,
}

/// A fee table.
#[derive(Clone, Serialize, TS)]
pub struct FeeTableView {
    /// First date of service.
    pub from: String,
    /// Who says so.
    pub source: String,
    /// How far that was checked.
    pub verified: String,
    /// Whether the practice put it there.
    pub own: bool,
    /// Its amounts.
    pub rates: Vec<RateView>,
}

/// The amounts of a code, in cents, as the practice's decision on the QP conversion factor makes them.
#[derive(Clone, Serialize, TS)]
pub struct RateView {
    /// The code.
    pub code: String,
    /// Outside a facility.
    pub non_facility: i64,
    /// In a facility.
    pub facility: i64,
    /// The national amount outside a facility, if this is the practice's own.
    pub national_non_facility: Option<i64>,
    /// The national amount in a facility, if this is the practice's own.
    pub national_facility: Option<i64>,
}

/// A decision as it should be.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KnobForm {
    /// Its name.
    pub key: String,
    /// What should hold.
    pub value: String,
}

/// Decisions to keep.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RulesForm {
    /// Those that change.
    pub changes: Vec<KnobForm>,
}

/// Decisions to try on a month.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhatIfForm {
    /// Month.
    pub month: String,
    /// Decisions that would change.
    pub changes: Vec<KnobForm>,
    /// A pack of the practice that would go.
    pub without: Option<String>,
}

/// A fee table of the practice.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FeesForm {
    /// First date of service of the table it replaces.
    pub from: String,
    /// Amounts of its own; other codes keep the national ones.
    pub rates: Vec<RateForm>,
}

/// The practice's own amounts of a code, in cents.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RateForm {
    /// The code.
    pub code: String,
    /// Outside a facility; null keeps the national amount.
    pub non_facility: Option<i64>,
    /// In a facility; null keeps the national amount.
    pub facility: Option<i64>,
}

/// What would change in a month.
#[derive(Clone, Serialize, TS)]
pub struct WhatIfView {
    /// Month.
    pub month: String,
    /// How many patients' months were judged again.
    pub looked_at: u32,
    /// What all lines come to now, an estimate.
    pub before_cents: i64,
    /// What they would come to.
    pub after_cents: i64,
    /// Accounts that would differ.
    pub differences: Vec<LineChangeView>,
}

/// An account that would differ.
#[derive(Clone, Serialize, TS)]
pub struct LineChangeView {
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Program.
    pub program: String,
    /// Lines now.
    pub before: BilledView,
    /// Lines then.
    pub after: BilledView,
}

/// What an account bills.
#[derive(Clone, Serialize, TS)]
pub struct BilledView {
    /// Lines.
    pub lines: Vec<LineView>,
    /// A document keeps them back.
    pub held: bool,
}

impl RulesView {
    /// What the months are judged by today.
    pub(crate) fn read(tracker: &Tracker) -> Result<Self, Error> {
        let practice = tracker.practice();
        let set = practice.rules.now();
        let knobs = knobs::knobs(&practice.settings)?;
        let fees = set.rules().fee_tables();
        Ok(Self {
            payers: Payer::ALL.iter().map(|payer| PayerView::read(tracker, *payer)).collect(),
            packs: set.packs().iter().map(PackView::from).collect(),
            knobs: knobs.into_iter().map(KnobView::from).collect(),
            fees: fees.iter().map(|table| FeeTableView::read(table, practice.settings.qp)).collect(),
            faults: practice.rules.faults().to_vec(),
        })
    }
}

impl PayerView {
    fn read(tracker: &Tracker, payer: Payer) -> Self {
        let set = tracker.practice().rules.now();
        let pack = set.rules().payer(payer);
        let today = tracker.today_date();
        let covers = rules::Coverage::ALL.iter().filter(|service| pack.covers(**service, today));
        Self {
            payer: payer.as_str().to_owned(),
            label: pack.label.clone(),
            from: pack.from.to_string(),
            pack: set.version(payer).split(' ').take(2).collect::<Vec<_>>().join(" "),
            covers: covers.map(ToString::to_string).collect(),
            not_valid: pack.not_valid.iter().map(ToString::to_string).collect(),
            source: pack.source.clone(),
            verified: pack.verified.to_string(),
        }
    }
}

impl From<&Pack> for PackView {
    fn from(pack: &Pack) -> Self {
        Self {
            id: pack.header.id.clone(),
            version: pack.header.version.clone(),
            label: pack.header.label.clone(),
            from: pack.header.from.to_string(),
            sha256: packs::short(&pack.sha256).to_owned(),
            of_practice: pack.of_practice,
            facts: packs::facts(&pack.text).into_iter().map(PackFactView::from).collect(),
        }
    }
}

impl From<Fact> for PackFactView {
    fn from(fact: Fact) -> Self {
        Self {
            about: fact.about,
            values: fact.values,
            source: fact.source,
            verified: fact.verified.to_string(),
        }
    }
}

impl From<Knob> for KnobView {
    fn from(knob: Knob) -> Self {
        Self { key: knob.key, value: knob.value, default: knob.default, choices: knob.choices }
    }
}

impl FeeTableView {
    fn read(table: &FeeTable, qp: bool) -> Self {
        let own = fees::is_own(table);
        let at = |rate: &Rate, place| rate.amount(place, qp).0;
        let national = fees::national(table.from).filter(|_| own);
        let rates = table.rate.iter().map(|rate| {
            let usual = national.and_then(|table| table.rate.iter().find(|usual| usual.code == rate.code));
            RateView {
                code: rate.code.to_string(),
                non_facility: at(rate, Place::NonFacility),
                facility: at(rate, Place::Facility),
                national_non_facility: usual.map(|usual| at(usual, Place::NonFacility)),
                national_facility: usual.map(|usual| at(usual, Place::Facility)),
            }
        });
        Self {
            from: table.from.to_string(),
            source: table.source.clone(),
            verified: table.verified.to_string(),
            own,
            rates: rates.collect(),
        }
    }
}

impl From<KnobForm> for KnobChange {
    fn from(form: KnobForm) -> Self {
        Self { key: form.key, value: form.value }
    }
}

impl From<RateForm> for OwnRate {
    fn from(form: RateForm) -> Self {
        Self {
            code: form.code,
            non_facility: form.non_facility.map(Cents),
            facility: form.facility.map(Cents),
        }
    }
}

impl From<WhatIf> for WhatIfView {
    fn from(found: WhatIf) -> Self {
        Self {
            month: found.month.to_string(),
            looked_at: u32::try_from(found.looked_at).unwrap_or(u32::MAX),
            before_cents: found.before.0,
            after_cents: found.after.0,
            differences: found.differences.into_iter().map(LineChangeView::from).collect(),
        }
    }
}

impl From<Difference> for LineChangeView {
    fn from(difference: Difference) -> Self {
        Self {
            patient: difference.patient.get(),
            name: difference.name,
            program: difference.program.to_owned(),
            before: difference.before.into(),
            after: difference.after.into(),
        }
    }
}

impl From<Billed> for BilledView {
    fn from(billed: Billed) -> Self {
        Self { lines: billed.lines.iter().map(LineView::from).collect(), held: billed.held }
    }
}
