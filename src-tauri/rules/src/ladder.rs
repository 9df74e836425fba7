//! The thresholds of a track, in order.

use crate::case::Payer;
use crate::case::settings::{BlockModel, Settings};
use crate::code::Code;
use crate::minutes::Seconds;
use crate::pack::Packs;
use crate::statement::NextUnit;
use crate::track::Track;

/// One threshold of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The code it earns.
    pub code: Code,
    /// Which unit of the track: 1 is the base, 2 the first add-on.
    pub unit: u32,
    /// The counted seconds that earn it.
    pub at: Seconds,
}

/// More than the seconds of any month.
const MONTH: Seconds = Seconds(32 * 86_400);

/// The thresholds of a track in order: all up to the cap, or without a cap all up to the first one beyond `beyond`,
/// at least three. A cap no month can reach is as good as none.
pub fn ladder(track: Track, payer: Payer, settings: &Settings, packs: &Packs, beyond: Seconds) -> Vec<Rung> {
    let ladder = Ladder::new(track, payer, settings, packs);
    let enough = if ladder.cap.is_some() { beyond.max(MONTH) } else { beyond };
    let mut rungs = vec![Rung { code: ladder.base, unit: 1, at: ladder.first }];
    for add_on in 1..=ladder.cap.unwrap_or(u32::MAX) {
        let at = ladder.threshold(add_on);
        rungs.push(Rung { code: ladder.add_on, unit: add_on + 1, at });
        if rungs.len() >= 3 && at > enough {
            break;
        }
    }
    rungs
}

/// The thresholds of a track as numbers. Unit 0 is the base, unit 1 the first add-on.
pub(crate) struct Ladder {
    pub(crate) base: Code,
    pub(crate) add_on: Code,
    first: Seconds,
    /// The cumulated seconds the base owns: add-on blocks follow them.
    owned: Seconds,
    block: Seconds,
    /// How much of a block earns it.
    earns: Seconds,
    pub(crate) cap: Option<u32>,
}

impl Ladder {
    // Rule: A block counts when it is complete; BCBSM's add-ons when they are started
    //
    // Source: ASCO, Care management services guide, January 2025, time requirements (no midpoint rule); MICMT, Care
    // coordination 99487/99489 page (31 to 75 minutes, then quantities)
    pub(crate) fn new(track: Track, payer: Payer, settings: &Settings, packs: &Packs) -> Self {
        let pack = packs.track(track, payer);
        let started = pack.bands.filter(|_| settings.block_model == BlockModel::Started);
        Self {
            base: pack.base,
            add_on: pack.add_on,
            first: pack.first_s,
            owned: pack.bands.map_or(pack.first_s, |bands| bands.from_s),
            block: pack.block_s,
            earns: started.map_or(pack.block_s, |bands| bands.started_s),
            cap: settings.caps.get(pack.add_on.as_str()).copied().unwrap_or(pack.cap),
        }
    }

    /// The counted seconds that earn a unit.
    pub(crate) fn threshold(&self, unit: u32) -> Seconds {
        match unit.checked_sub(1) {
            None => self.first,
            Some(before) => self.owned + self.blocks(before) + self.earns,
        }
    }

    /// The cumulated seconds a unit owns.
    pub(crate) fn range(&self, unit: u32) -> (Seconds, Seconds) {
        match unit.checked_sub(1) {
            None => (Seconds::ZERO, self.owned),
            Some(before) => (self.owned + self.blocks(before), self.owned + self.blocks(unit)),
        }
    }

    fn blocks(&self, count: u32) -> Seconds {
        Seconds(self.block.0.saturating_mul(i64::from(count)))
    }

    /// The add-on units the time earns, whatever the cap; nothing when it does not earn the base.
    pub(crate) fn earned(&self, time: Seconds) -> Option<u32> {
        if time < self.first {
            return None;
        }
        let beyond = time - self.owned - self.earns;
        let blocks = if beyond < Seconds::ZERO { 0 } else { beyond.0.div_euclid(self.block.0) + 1 };
        Some(u32::try_from(blocks).unwrap_or(u32::MAX))
    }

    /// The earned add-on units the cap allows.
    pub(crate) fn allowed(&self, earned: u32) -> u32 {
        self.cap.map_or(earned, |cap| earned.min(cap))
    }

    /// Time beyond the last allowed unit.
    pub(crate) fn surplus(&self, time: Seconds) -> Seconds {
        let Some(cap) = self.cap else {
            return Seconds::ZERO;
        };
        let last =
            if cap == 0 && self.earns == self.block { self.first } else { self.owned + self.blocks(cap) };
        (time - last).max(Seconds::ZERO)
    }

    /// The next unit the time can earn.
    pub(crate) fn next(&self, time: Seconds) -> Option<NextUnit> {
        let (code, unit) = match self.earned(time) {
            None => (self.base, 0),
            Some(earned) if self.cap.is_some_and(|cap| earned >= cap) => return None,
            Some(earned) => (self.add_on, earned + 1),
        };
        Some(NextUnit { code, short_s: self.threshold(unit) - time })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::tests::packs;

    fn thresholds(track: Track, payer: Payer, settings: &Settings, beyond: i64) -> Vec<(String, i64)> {
        let rungs = ladder(track, payer, settings, packs(), Seconds(beyond));
        rungs.into_iter().map(|rung| (rung.code.to_string(), rung.at.0 / 60)).collect()
    }

    fn named(rungs: &[(&str, i64)]) -> Vec<(String, i64)> {
        rungs.iter().map(|(code, minutes)| ((*code).to_owned(), *minutes)).collect()
    }

    #[test]
    fn staff_codes_end_at_their_cap_of_sixty_minutes() {
        let rungs = thresholds(Track::CcmStaff, Payer::Medicare, &Settings::default(), 99_999);
        assert_eq!(rungs, named(&[("99490", 20), ("99439", 40), ("99439", 60)]));
    }

    #[test]
    fn practitioner_codes_go_on_to_the_first_threshold_beyond_the_time() {
        let rungs =
            |beyond| thresholds(Track::CcmPractitioner, Payer::Medicare, &Settings::default(), beyond);
        assert_eq!(rungs(0), named(&[("99491", 30), ("99437", 60), ("99437", 90)]));
        assert_eq!(rungs(5400).last(), named(&[("99437", 120)]).last());
    }

    #[test]
    fn bcbsm_counts_blocks_started_after_seventy_five_minutes() {
        let rungs = thresholds(Track::Complex, Payer::Bcbsm, &Settings::default(), 0);
        assert_eq!(rungs, named(&[("99487", 31), ("99489", 76), ("99489", 106)]));
        let complete = Settings { block_model: BlockModel::Complete, ..Settings::default() };
        let rungs = thresholds(Track::Complex, Payer::Bcbsm, &complete, 0);
        assert_eq!(rungs, named(&[("99487", 31), ("99489", 105), ("99489", 135)]));
    }

    #[test]
    fn a_cap_in_the_settings_replaces_the_payers() {
        let capped = |cap| Settings { caps: [("99489".to_owned(), cap)].into(), ..Settings::default() };
        let count = |cap| thresholds(Track::Complex, Payer::Priority, &capped(cap), 0).len();
        assert_eq!(thresholds(Track::Complex, Payer::Priority, &Settings::default(), 99_999).len(), 3);
        assert_eq!([count(Some(0)), count(Some(5)), count(None)], [1, 6, 3]);
        // 32 days are the base and 1,534 half hours; one more lies beyond every month.
        assert_eq!(count(Some(u32::MAX)), 1536);
    }

    #[test]
    fn time_one_second_short_earns_one_unit_less() {
        let ladder = Ladder::new(Track::CcmStaff, Payer::Medicare, &Settings::default(), packs());
        let earned = [1199, 1200, 2399, 2400, 3600, 4800].map(|time| ladder.earned(Seconds(time)));
        assert_eq!(earned, [None, Some(0), Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(ladder.allowed(3), 2);
        assert_eq!(ladder.surplus(Seconds(4800)), Seconds(1200));
    }

    #[test]
    fn bcbsm_add_ons_begin_with_a_whole_minute_after_their_band() {
        let ladder = Ladder::new(Track::Complex, Payer::Bcbsm, &Settings::default(), packs());
        let earned = [1859, 1860, 4559, 4560, 6359, 6360].map(|time| ladder.earned(Seconds(time)));
        assert_eq!(earned, [None, Some(0), Some(0), Some(1), Some(1), Some(2)]);
        let capped = Settings { caps: [("99489".to_owned(), Some(1))].into(), ..Settings::default() };
        let ladder = Ladder::new(Track::Complex, Payer::Bcbsm, &capped, packs());
        assert_eq!(ladder.surplus(Seconds(6400)), Seconds(100));
    }

    #[test]
    fn without_add_ons_the_base_ends_where_the_first_block_would_begin() {
        let without = |block_model| {
            let caps = [("99489".to_owned(), Some(0))].into();
            let settings = Settings { caps, block_model, ..Settings::default() };
            Ladder::new(Track::Complex, Payer::Bcbsm, &settings, packs()).surplus(Seconds(4560))
        };
        // The band is the base's own while a started block follows it; else all beyond 31 minutes waits for a block.
        assert_eq!(without(BlockModel::Started), Seconds(60));
        assert_eq!(without(BlockModel::Complete), Seconds(2700));
    }

    #[test]
    fn the_units_are_numbered_from_the_base_on() {
        let rungs = ladder(Track::CcmStaff, Payer::Medicare, &Settings::default(), packs(), Seconds(0));
        let units: Vec<_> = rungs.iter().map(|rung| rung.unit).collect();
        assert_eq!(units, [1, 2, 3]);
    }
}
