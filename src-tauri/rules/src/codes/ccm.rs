//! Chronic care management: 99490 and 99439 by staff, 99491 and 99437 by the billing practitioner.

use super::conditions::ConditionNeed;

// Rule: CCM and complex CCM: two conditions, each expected to last at least 12 months
//
// Source: ASCO, Care management services guide, January 2025 (patient eligibility)
pub(crate) const CONDITIONS: ConditionNeed = ConditionNeed { count: 2, months: 12 };
