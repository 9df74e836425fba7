//! What a practice may decide where the rules are silent or sources differ.

use super::read::{self, objects};
use crate::minutes::Seconds;
use crate::track::Coverage;
use crate::words::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// Which track of an account is billed.
    pub enum Selection { Declared = "declared", Suggest = "suggest", Highest = "highest", }
}
words! {
    /// Which date of service lines carry.
    pub enum DosPolicy {
        ThresholdPerLine = "threshold_per_line",
        SingleLastThreshold = "single_last_threshold",
        MonthEnd = "month_end",
        FromToMonth = "from_to_month",
    }
}
words! {
    /// Date of service of a transitional care line.
    pub enum TcmDos { Visit = "visit", Day30 = "day_30", }
}
words! {
    /// Which list of services excludes transitional care.
    pub enum TcmList { Medicare2020 = "medicare_2020", Seed2013 = "seed_2013", }
}
words! {
    /// Whether entries are cut to whole minutes.
    pub enum EntryRounding { None = "none", FloorMinute = "floor_minute", }
}
words! {
    /// Two people on one patient at one second: once, or twice.
    pub enum ParallelIndependent { Union = "union", Sum = "sum", }
}
words! {
    /// One person on two patients at one second: neither, or split.
    pub enum MultiPatient { Conflict = "conflict", SplitEven = "split_even", }
}
words! {
    /// Time on the day of a billed visit.
    pub enum SameDayEm {
        ExcludeVisitTime = "exclude_visit_time",
        ExcludeAllDay = "exclude_all_day",
        CountAll = "count_all",
    }
}
words! {
    /// Voicemails and unanswered calls.
    pub enum Attempts { Exclude = "exclude", Count = "count", }
}
words! {
    /// Whether an activity's time counts.
    pub enum Standing { Countable = "C", Excluded = "X", }
}
words! {
    /// When an initiating visit is needed.
    pub enum InitVisitRule { Startup = "startup", Rolling12 = "rolling_12", }
}
words! {
    /// When the plan of complex care must be made or revised.
    pub enum ComplexPlanRule { Any = "any", InMonth = "in_month", }
}
words! {
    /// When an add-on block is earned (BCBSM 99489).
    pub enum BlockModel { Started = "started", Complete = "complete", }
}
words! {
    /// How recent BCBSM's team training must be.
    pub enum BcbsmTraining { Grace = "grace", Recent = "recent", }
}
words! {
    /// A contact on the day of discharge.
    pub enum Day0Contact { Warn = "warn", Refuse = "refuse", }
}
words! {
    /// A visit on the day of discharge.
    pub enum Day0Visit { Refuse = "refuse", Allow = "allow", }
}
words! {
    /// A discharge to a nursing facility.
    pub enum NursingFacilityRule { Warn = "warn", Allow = "allow", Refuse = "refuse", }
}
words! {
    /// Care plan oversight by a colleague of the practice.
    pub enum SameGroupOversight { Refuse = "refuse", Allow = "allow", }
}
words! {
    /// The day of discharge when its time is not known.
    pub enum FacilityDayRule {
        Confirm = "confirm",
        CountDischargeDay = "count_discharge_day",
        ExcludeBothDays = "exclude_both_days",
    }
}
words! {
    /// Work on the day of a consent whose time is not known.
    pub enum ConsentSameDay { Count = "count", Exclude = "exclude", }
}

/// The practice's settings; each has a shipped default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, default)]
pub struct Settings {
    /// Which track is billed.
    pub selection: Selection,
    /// Dates of service.
    pub dos_policy: DosPolicy,
    /// Date of service of transitional care.
    pub tcm_dos: TcmDos,
    /// List of services that exclude transitional care; nothing means the payer's.
    pub tcm_list: Option<TcmList>,
    /// Cutting entries to minutes.
    pub entry_rounding: EntryRounding,
    /// Two people on one patient.
    pub parallel_independent: ParallelIndependent,
    /// One person on two patients.
    pub multi_patient: MultiPatient,
    /// Days of billed visits.
    pub same_day_em: SameDayEm,
    /// Voicemails and unanswered calls.
    pub attempts: Attempts,
    /// How much of an attempt counts, if it counts.
    #[serde(deserialize_with = "read::seconds")]
    pub attempts_cap_s: Seconds,
    /// Activities the practice counts or excludes itself, by slug.
    pub activity_overrides: BTreeMap<String, Standing>,
    /// Consent must be renewed after so many months.
    #[serde(deserialize_with = "read::count_from_one_or_null")]
    pub consent_renewal_months: Option<u32>,
    /// Ask for written consent of patients not seen for a year.
    pub written_if_not_seen_12m: bool,
    /// When an initiating visit is needed.
    pub initvisit: InitVisitRule,
    /// Whether principal care needs moderate or high decision making.
    pub pcm_requires_mdm: bool,
    /// When the plan of complex care must be made or revised.
    pub cccm_plan_rule: ComplexPlanRule,
    /// Unit caps by add-on code; nothing means no cap.
    #[serde(deserialize_with = "read::caps")]
    pub caps: BTreeMap<String, Option<u32>>,
    /// When a BCBSM add-on block is earned.
    pub block_model: BlockModel,
    /// How recent BCBSM's training must be.
    pub bcbsm_training: BcbsmTraining,
    /// Whether community health workers count as clinical staff.
    pub chw_counts: bool,
    /// Whether a holiday on a weekend moves to the weekday beside it.
    pub in_lieu: bool,
    /// A contact on the day of discharge.
    pub tcm_day0_contact: Day0Contact,
    /// A visit on the day of discharge.
    pub tcm_day0_visit: Day0Visit,
    /// A discharge to a nursing facility.
    pub tcm_nf: NursingFacilityRule,
    /// Minutes between two separate attempts.
    #[serde(deserialize_with = "read::count")]
    pub tcm_attempt_gap_min: u32,
    /// Whether anyone of the practice may make the contact.
    pub tcm_caller_nonclinical: bool,
    /// Whether transitional care waits for its 30th day.
    pub tcm_hold_to_day_30: bool,
    /// Care plan oversight by a colleague.
    pub cpo_same_group: SameGroupOversight,
    /// The day of discharge when its time is not known.
    pub facility_day_rule: FacilityDayRule,
    /// The day of consent when its time is not known.
    pub consent_same_day: ConsentSameDay,
    /// Services opened or closed against the payer's list.
    pub coverage: BTreeMap<Coverage, bool>,
    /// Whether a CPT pair in the month refuses the account.
    pub cpt_strict_pairs: bool,
    /// Whether the practitioner has the QP conversion factor.
    pub qp: bool,
    /// Diagnoses a CCM claim needs.
    #[serde(deserialize_with = "read::count")]
    pub dx_min_ccm: u32,
    /// Whether a month needs a contact with the patient.
    pub require_contact: bool,
    /// Longest entry that is believed.
    #[serde(deserialize_with = "read::seconds_from_one")]
    pub stale_limit_s: Seconds,
    /// How much waiting on hold counts.
    #[serde(deserialize_with = "read::seconds")]
    pub hold_cap_s: Seconds,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            selection: Selection::Declared,
            dos_policy: DosPolicy::ThresholdPerLine,
            tcm_dos: TcmDos::Visit,
            tcm_list: None,
            entry_rounding: EntryRounding::None,
            parallel_independent: ParallelIndependent::Union,
            multi_patient: MultiPatient::Conflict,
            same_day_em: SameDayEm::ExcludeVisitTime,
            attempts: Attempts::Exclude,
            attempts_cap_s: Seconds(120),
            activity_overrides: BTreeMap::new(),
            consent_renewal_months: None,
            written_if_not_seen_12m: false,
            initvisit: InitVisitRule::Startup,
            pcm_requires_mdm: false,
            cccm_plan_rule: ComplexPlanRule::Any,
            caps: BTreeMap::new(),
            block_model: BlockModel::Started,
            bcbsm_training: BcbsmTraining::Grace,
            chw_counts: false,
            in_lieu: true,
            tcm_day0_contact: Day0Contact::Warn,
            tcm_day0_visit: Day0Visit::Refuse,
            tcm_nf: NursingFacilityRule::Warn,
            tcm_attempt_gap_min: 0,
            tcm_caller_nonclinical: false,
            tcm_hold_to_day_30: false,
            cpo_same_group: SameGroupOversight::Refuse,
            facility_day_rule: FacilityDayRule::Confirm,
            consent_same_day: ConsentSameDay::Count,
            coverage: BTreeMap::new(),
            cpt_strict_pairs: false,
            qp: false,
            dx_min_ccm: 2,
            require_contact: false,
            stale_limit_s: Seconds(14_400),
            hold_cap_s: Seconds(900),
        }
    }
}

objects!(Settings);
