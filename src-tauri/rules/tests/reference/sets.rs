//! Every set of codes a track could carry, and the best of those that are legal.

use crate::codes::{Facts, Family, code, covers, exists, fee, tcm_list};
use crate::seconds::Judged;
use chrono::NaiveDate;
use rules::{
    Cents, DosPolicy, Enrollment, Line, MdmLevel, NextUnit, Payer, Refusal, Seconds, TcmList, Track,
    TrackRefusal, TrackStatement,
};
use std::collections::{BTreeMap, BTreeSet};

/// One way to bill a track: the base code or not, and the first so many add-on units.
#[derive(Clone, Copy, Debug)]
struct CodeSet {
    base: bool,
    add_ons: u32,
}

impl CodeSet {
    /// The units of the set: 0 is the base.
    fn units(self) -> impl Iterator<Item = u32> {
        self.base.then_some(0).into_iter().chain(1..=self.add_ons)
    }

    fn has_its_base(self) -> bool {
        self.base || self.add_ons == 0
    }
}

/// A track of an account with its family of codes.
struct Bill<'a> {
    facts: &'a Facts<'a>,
    account: &'a Enrollment,
    judged: &'a Judged<'a>,
    family: Family,
}

/// What a track comes to.
pub(crate) fn track_statement(
    facts: &Facts<'_>,
    account: &Enrollment,
    judged: &Judged<'_>,
) -> TrackStatement {
    let family = Family::of(facts.case, judged.track);
    let bill = Bill { facts, account, judged, family };
    let lines = bill.lines();
    TrackStatement {
        track: judged.track,
        counted_s: Seconds(judged.counted_s()),
        surplus_s: Seconds(bill.surplus()),
        excluded: judged.excluded(),
        total_cents: lines.iter().map(|line| line.amount_cents).sum(),
        lines,
        refusals: bill.refusals(),
        next: bill.next(),
    }
}

impl Bill<'_> {
    /// Every set there is, legal or not, somewhat beyond what the time could earn.
    fn every_set(&self) -> impl Iterator<Item = CodeSet> + use<> {
        let most = u32::try_from(self.judged.counted_s() / 600).unwrap() + 2;
        [false, true]
            .into_iter()
            .flat_map(move |base| (0..=most).map(move |add_ons| CodeSet { base, add_ons }))
    }

    fn enough_time(&self, set: CodeSet) -> bool {
        set.units().all(|unit| self.family.threshold(unit) <= self.judged.counted_s())
    }

    fn within_cap(&self, set: CodeSet) -> bool {
        self.family.cap.is_none_or(|cap| set.add_ons <= cap)
    }

    /// The largest set the time earns, within the cap or not.
    fn earned(&self, capped: bool) -> CodeSet {
        let sets = self.every_set().filter(|set| set.has_its_base() && self.enough_time(*set));
        let sets = sets.filter(|set| !capped || self.within_cap(*set));
        sets.max_by_key(|set| set.units().count()).unwrap()
    }

    /// Date of service of a unit, and the last day where a span is billed.
    fn dated(&self, unit: u32) -> (NaiveDate, Option<NaiveDate>) {
        let case = self.facts.case;
        let month = case.month;
        let died = case.patient.died.map(|died| self.facts.clock.date(died.seconds()));
        let end = [Some(month.last_day()), died, self.account.end].into_iter().flatten().min().unwrap();
        let crossing = |unit| self.judged.crossing_date(self.family.threshold(unit));
        match case.settings.dos_policy {
            DosPolicy::ThresholdPerLine => (crossing(unit), None),
            DosPolicy::SingleLastThreshold => (crossing(self.earned(true).add_ons), None),
            DosPolicy::MonthEnd => (end, None),
            DosPolicy::FromToMonth => (month.first_day(), Some(end)),
        }
    }

    fn code_of(&self, unit: u32) -> &'static str {
        if unit == 0 { self.family.base } else { self.family.add_on }
    }

    fn all_exist(&self, set: CodeSet) -> bool {
        set.units().all(|unit| exists(self.code_of(unit), self.dated(unit).0))
    }

    fn pays(&self, set: CodeSet) -> Cents {
        set.units().map(|unit| fee(self.facts.case, self.code_of(unit), self.dated(unit).0)).sum()
    }

    /// The decision making the track needs was recorded, or none is needed.
    fn has_mdm(&self) -> bool {
        let case = self.facts.case;
        let needed = match self.judged.track {
            Track::Complex => case.payer != Payer::Bcbsm,
            Track::PcmStaff | Track::PcmPractitioner => case.settings.pcm_requires_mdm,
            Track::CcmStaff | Track::CcmPractitioner => false,
        };
        !needed || high_enough(self.facts, self.account)
    }

    fn covered(&self) -> bool {
        covers(self.facts.case, self.judged.track.coverage())
    }

    /// Some day of the set lies in the period of a reported discharge that excludes complex care.
    fn meets_tcm(&self, set: CodeSet) -> bool {
        let excludes = self.judged.track == Track::Complex && tcm_list(self.facts.case) == TcmList::Seed2013;
        excludes
            && set.units().any(|unit| {
                let (dos, dos_to) = self.dated(unit);
                let last = dos_to.unwrap_or(dos);
                self.facts.tcm_periods.iter().any(|(from, to)| dos <= *to && *from <= last)
            })
    }

    /// What would stand if dates and transitional care refused nothing.
    fn standing(&self) -> CodeSet {
        if self.covered() && self.has_mdm() { self.earned(true) } else { CodeSet { base: false, add_ons: 0 } }
    }

    fn legal(&self, set: CodeSet) -> bool {
        let nothing = !set.base && set.add_ons == 0;
        nothing
            || set.has_its_base()
                && self.enough_time(set)
                && self.within_cap(set)
                && self.covered()
                && self.has_mdm()
                && !self.meets_tcm(self.standing())
                && self.all_exist(set)
    }

    /// The lines of the legal set that pays most.
    fn lines(&self) -> Vec<Line> {
        let best = self.every_set().filter(|set| self.legal(*set)).max_by_key(|set| self.pays(*set)).unwrap();
        let mut lines: BTreeMap<(NaiveDate, bool), (Option<NaiveDate>, Vec<u32>)> = BTreeMap::new();
        for unit in best.units() {
            let (dos, dos_to) = self.dated(unit);
            let line = lines.entry((dos, unit > 0)).or_default();
            line.0 = dos_to;
            line.1.push(unit);
        }
        lines.into_iter().map(|((dos, _), (dos_to, units))| self.line(dos, dos_to, &units)).collect()
    }

    fn line(&self, dos: NaiveDate, dos_to: Option<NaiveDate>, units: &[u32]) -> Line {
        let text = self.code_of(units[0]);
        let count = u32::try_from(units.len()).unwrap();
        Line {
            code: code(text),
            units: count,
            dos,
            dos_to,
            modifiers: Vec::new(),
            amount_cents: fee(self.facts.case, text, dos).times(count),
            entries: self.entries(units),
        }
    }

    /// The entries with a counted second in the cumulated range of one of the units.
    fn entries(&self, units: &[u32]) -> Vec<String> {
        let belongs = |at: i64| {
            let (before, after) = (self.judged.cumulated(at), self.judged.cumulated(at + 1));
            units.iter().any(|unit| {
                let (low, high) = self.family.owned(*unit);
                before < high && after > low
            })
        };
        let slices = self.judged.slices.iter();
        let carrying = slices.filter(|slice| slice.counted().any(|(at, _)| belongs(at)));
        let ids: BTreeSet<_> = carrying.map(|slice| slice.entry.id.clone()).collect();
        ids.into_iter().collect()
    }

    fn refusals(&self) -> Vec<TrackRefusal> {
        let (family, counted) = (&self.family, self.judged.counted_s());
        let mut refusals = Vec::new();
        let mut refuse = |reason: &str, code: &str, short_s: Option<i64>| {
            let reason: Refusal = reason.parse().unwrap();
            refusals.push(TrackRefusal {
                code: code.parse().unwrap(),
                reason,
                short_s: short_s.map(Seconds),
            });
        };
        if counted < family.threshold(0) {
            refuse("R-TIME-SHORT", family.base, Some(family.threshold(0) - counted));
        }
        if !self.has_mdm() {
            refuse("R-MDM", family.base, None);
        }
        if !self.covered() {
            refuse("R-PAYER", family.base, None);
        }
        let standing = self.standing();
        if self.meets_tcm(standing) {
            refuse("R-TCM-LIST", family.base, None);
        }
        let new = |unit: &u32| !exists(self.code_of(*unit), self.dated(*unit).0);
        for code in standing.units().filter(new).map(|unit| self.code_of(unit)).collect::<BTreeSet<_>>() {
            refuse("R-CODE-DATE", code, None);
        }
        if !self.within_cap(self.earned(false)) {
            refuse("R-CAP", family.add_on, None);
        }
        refusals.sort_by_key(|refusal| (refusal.reason.as_str(), refusal.code));
        refusals
    }

    fn surplus(&self) -> i64 {
        self.family.surplus_from().map_or(0, |from| (self.judged.counted_s() - from).max(0))
    }

    fn next(&self) -> Option<NextUnit> {
        let earned = self.earned(true);
        let unit = if earned.base { earned.add_ons + 1 } else { 0 };
        let further = CodeSet { base: true, add_ons: unit };
        let short_s = Seconds(self.family.threshold(unit) - self.judged.counted_s());
        self.within_cap(further).then(|| NextUnit { code: code(self.code_of(unit)), short_s })
    }
}

/// Whether the month's decision making is moderate or high.
pub(crate) fn high_enough(facts: &Facts<'_>, account: &Enrollment) -> bool {
    let mut own = account.mdm.iter().filter(|mdm| mdm.month == facts.case.month);
    own.any(|mdm| matches!(mdm.level, MdmLevel::Moderate | MdmLevel::High))
}
