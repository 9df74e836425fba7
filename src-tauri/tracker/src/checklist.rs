//! The documents behind an enrollment: what is there, what is missing, and which rule asks for it.

use chrono::NaiveDate;
use rules::{Hold, Program, Refusal, Track};

use crate::patient_month::{EnrollmentMonth, PatientMonth};

/// An item of the checklist, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The patient agreed.
    Consent,
    /// The visit that began it.
    InitiatingVisit,
    /// Conditions that qualify.
    Conditions,
    /// The care plan.
    CarePlan,
    /// The patient's copy of it.
    PlanCopy,
    /// Medical decision making of the month (complex care).
    Mdm,
    /// The designated member of the care team.
    Lead,
    /// What the practice attests.
    Attested,
    /// Who supervises.
    Supervisor,
}

impl Item {
    /// The name that crosses to the screens.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::InitiatingVisit => "initiating_visit",
            Self::Conditions => "conditions",
            Self::CarePlan => "care_plan",
            Self::PlanCopy => "plan_copy",
            Self::Mdm => "mdm",
            Self::Lead => "lead",
            Self::Attested => "attested",
            Self::Supervisor => "supervisor",
        }
    }

    /// Codes by which the rules say that it is missing.
    fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Consent => const { &[Refusal::NoConsent.code(), Refusal::Revoked.code()] },
            Self::InitiatingVisit => const { &[Hold::NoInitVisit.code()] },
            Self::Conditions => {
                const {
                    &[
                        Refusal::ConditionCount.code(),
                        Refusal::ConditionDuration.code(),
                        Refusal::ConditionRisk.code(),
                        Hold::Dx.code(),
                    ]
                }
            }
            Self::CarePlan => const { &[Hold::NoPlan.code()] },
            Self::PlanCopy => const { &[Hold::PlanCopy.code()] },
            Self::Mdm => const { &[Refusal::Mdm.code()] },
            // No claim is held for the name: that there is such a person is what the practice attests.
            Self::Lead => &[],
            Self::Attested => const { &[Hold::Attest.code()] },
            Self::Supervisor => const { &[Hold::NoSupervision.code()] },
        }
    }

    /// The rule's id and where it comes from.
    fn rule(self, program: &str) -> (&'static str, &'static str) {
        match self {
            Self::Consent => ("PR-1", "CMS, Chronic care management booklet MLN909188, June 2025"),
            Self::InitiatingVisit => ("PR-4", "NGS Medicare, Care management services; CMS, CCM FAQ"),
            Self::Conditions if program == Program::Pcm.as_str() => {
                ("PR-6", "ASCO, Care management services guide, January 2025")
            }
            Self::Conditions => ("PR-5", "ASCO, Care management services guide, January 2025"),
            Self::CarePlan => ("PR-8", "ASCO, Care management services guide, January 2025"),
            Self::PlanCopy => ("PR-9", "ASCO, Care management services guide, January 2025; NGS Medicare"),
            Self::Mdm => ("PR-7", "ASCO, Care management services guide, January 2025"),
            Self::Lead | Self::Attested => ("PR-10", "ASCO, Care management services guide, January 2025"),
            Self::Supervisor => ("PR-11", "42 CFR 410.26(b)(5), general supervision"),
        }
    }
}

/// An item as it stands.
#[derive(Clone, Debug)]
pub struct Check {
    /// Which.
    pub item: Item,
    /// Codes of what is missing; none when no claim waits for it.
    pub codes: Vec<&'static str>,
    /// It is on record, as far as it has to be.
    pub done: bool,
    /// The day that stands for it.
    pub date: Option<NaiveDate>,
    /// Facts beside it, slugs and names.
    pub facts: Vec<String>,
    /// Rule id.
    pub rule: &'static str,
    /// Source of the rule.
    pub source: &'static str,
}

impl EnrollmentMonth {
    /// The checklist of the month; the item of complex care only there.
    pub fn checklist(&self, month: &PatientMonth) -> Vec<Check> {
        use Item::{
            Attested, CarePlan, Conditions, Consent, InitiatingVisit, Lead, Mdm, PlanCopy, Supervisor,
        };
        let missing = self.missing();
        let complex = self.row.program == Program::ComplexCcm.as_str();
        [Consent, InitiatingVisit, Conditions, CarePlan, PlanCopy, Mdm, Lead, Attested, Supervisor]
            .into_iter()
            .filter(|item| *item != Mdm || complex)
            .map(|item| {
                let (rule, source) = item.rule(&self.row.program);
                let codes: Vec<_> =
                    item.codes().iter().copied().filter(|code| missing.contains(code)).collect();
                let facts = self.facts(item, month);
                let done = codes.is_empty() && self.is_recorded(item, &month.month.to_string());
                Check { item, codes, done, date: self.date(item), facts, rule, source }
            })
            .collect()
    }

    /// Codes of everything the rules miss in this month.
    fn missing(&self) -> Vec<&'static str> {
        let Some(account) = &self.account else { return Vec::new() };
        let complex = account.tracks.iter().filter(|track| track.track == Track::Complex);
        let of_track = complex.flat_map(|track| &track.refusals).map(|refusal| refusal.reason.code());
        let refusals = account.refusals.iter().map(|refusal| refusal.code());
        account.holds.iter().map(|hold| hold.code()).chain(refusals).chain(of_track).collect()
    }

    /// Whether anybody wrote it down: what no rule of a payer asks for is still not in order by itself.
    fn is_recorded(&self, item: Item, month: &str) -> bool {
        let row = &self.row;
        match item {
            Item::Consent | Item::InitiatingVisit | Item::CarePlan | Item::PlanCopy => {
                self.date(item).is_some()
            }
            Item::Conditions => !self.held.is_empty(),
            Item::Mdm => self.mdm.iter().any(|(of, _)| of == month),
            Item::Lead => row.lead_id.is_some(),
            Item::Attested => row.attested,
            Item::Supervisor => row.supervisor_id.is_some(),
        }
    }

    fn date(&self, item: Item) -> Option<NaiveDate> {
        let row = &self.row;
        match item {
            // An instant begins with its day.
            Item::Consent => row.consent_given.as_deref()?.get(..10)?.parse().ok(),
            Item::InitiatingVisit => row.visit_date,
            Item::CarePlan => row.plan_revised.max(row.plan_established),
            Item::PlanCopy => row.plan_copy_given,
            Item::Conditions | Item::Mdm | Item::Lead | Item::Attested | Item::Supervisor => None,
        }
    }

    fn facts(&self, item: Item, month: &PatientMonth) -> Vec<String> {
        let row = &self.row;
        let name = |id| month.names.get(&id).cloned();
        match item {
            Item::Consent => {
                let given = row.consent_given.as_ref().map(|_| row.consent_mode.clone());
                given.into_iter().chain(row.consent_taker_id.and_then(name)).collect()
            }
            Item::InitiatingVisit => row.visit_kind.iter().cloned().collect(),
            Item::Conditions => self.held.iter().filter_map(|condition| condition.icd10.clone()).collect(),
            Item::Mdm => {
                let month = month.month.to_string();
                self.mdm.iter().filter(|(of, _)| *of == month).map(|(_, level)| level.clone()).collect()
            }
            Item::Lead => row.lead_id.and_then(name).into_iter().collect(),
            Item::Supervisor => row.supervisor_id.and_then(name).into_iter().collect(),
            Item::CarePlan | Item::PlanCopy | Item::Attested => Vec::new(),
        }
    }
}
