//! Random settings: mostly as shipped, a few changed, or all thrown.

use super::Dice;
use crate::activities::ACTIVITIES;
use rules::*;
use std::collections::BTreeMap;

pub(super) fn settings(dice: &mut Dice) -> Settings {
    let shipped = Settings::default();
    // Of so many settings one is changed.
    let rate = dice.pick(&[2, 4, 16, 1000]);
    macro_rules! thrown {
        ($field:ident, $values:expr) => {
            if dice.one_in(rate) {
                let values = $values;
                dice.pick(&values)
            } else {
                shipped.$field.clone()
            }
        };
        ($field:ident) => {
            thrown!($field, [true, false])
        };
    }
    Settings {
        selection: dice.pick(Selection::ALL),
        dos_policy: thrown!(dos_policy, DosPolicy::ALL),
        tcm_dos: thrown!(tcm_dos, TcmDos::ALL),
        tcm_list: thrown!(tcm_list, [None, Some(TcmList::Medicare2020), Some(TcmList::Seed2013)]),
        entry_rounding: thrown!(entry_rounding, EntryRounding::ALL),
        parallel_independent: thrown!(parallel_independent, ParallelIndependent::ALL),
        multi_patient: thrown!(multi_patient, MultiPatient::ALL),
        same_day_em: thrown!(same_day_em, SameDayEm::ALL),
        attempts: thrown!(attempts, Attempts::ALL),
        attempts_cap_s: thrown!(attempts_cap_s, [0, 1, 60, 120, 600].map(Seconds)),
        activity_overrides: thrown!(activity_overrides, [overrides(dice)]),
        consent_renewal_months: thrown!(consent_renewal_months, [None, Some(1), Some(6), Some(12), Some(13)]),
        written_if_not_seen_12m: thrown!(written_if_not_seen_12m),
        initvisit: thrown!(initvisit, InitVisitRule::ALL),
        pcm_requires_mdm: thrown!(pcm_requires_mdm),
        cccm_plan_rule: thrown!(cccm_plan_rule, ComplexPlanRule::ALL),
        caps: thrown!(caps, [caps(dice)]),
        block_model: thrown!(block_model, BlockModel::ALL),
        bcbsm_training: thrown!(bcbsm_training, BcbsmTraining::ALL),
        chw_counts: thrown!(chw_counts),
        in_lieu: thrown!(in_lieu),
        tcm_day0_contact: thrown!(tcm_day0_contact, Day0Contact::ALL),
        tcm_day0_visit: thrown!(tcm_day0_visit, Day0Visit::ALL),
        tcm_nf: thrown!(tcm_nf, NursingFacilityRule::ALL),
        tcm_attempt_gap_min: thrown!(tcm_attempt_gap_min, [0, 1, 30, 60]),
        tcm_caller_nonclinical: thrown!(tcm_caller_nonclinical),
        tcm_hold_to_day_30: thrown!(tcm_hold_to_day_30),
        cpo_same_group: thrown!(cpo_same_group, SameGroupOversight::ALL),
        facility_day_rule: thrown!(facility_day_rule, FacilityDayRule::ALL),
        consent_same_day: thrown!(consent_same_day, ConsentSameDay::ALL),
        coverage: thrown!(coverage, [coverage(dice)]),
        cpt_strict_pairs: thrown!(cpt_strict_pairs),
        qp: thrown!(qp),
        dx_min_ccm: thrown!(dx_min_ccm, [0, 1, 2, 3]),
        require_contact: thrown!(require_contact),
        stale_limit_s: thrown!(stale_limit_s, [1, 600, 1800, 3600, 14_400].map(Seconds)),
        hold_cap_s: thrown!(hold_cap_s, [0, 1, 300, 900].map(Seconds)),
    }
}

fn overrides(dice: &mut Dice) -> BTreeMap<String, Standing> {
    let few = dice.from(0..=12);
    (0..few).map(|_| (dice.pick(&ACTIVITIES).0.to_owned(), dice.pick(Standing::ALL))).collect()
}

fn caps(dice: &mut Dice) -> BTreeMap<String, Option<u32>> {
    let codes = ["99439", "99437", "99489", "99427", "99425", "99490"];
    let caps = [None, Some(0), Some(1), Some(2), Some(3)];
    let capped: Vec<_> = codes.into_iter().filter(|_| dice.one_in(2)).collect();
    capped.into_iter().map(|code| (code.to_owned(), dice.pick(&caps))).collect()
}

fn coverage(dice: &mut Dice) -> BTreeMap<Coverage, bool> {
    let decided: Vec<_> = Coverage::ALL.iter().copied().filter(|_| dice.one_in(3)).collect();
    decided.into_iter().map(|what| (what, !dice.one_in(3))).collect()
}
