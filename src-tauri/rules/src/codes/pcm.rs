//! Principal care management: 99426 and 99427 by staff, 99424 and 99425 by the billing practitioner.

use super::conditions::ConditionNeed;

// Rule: PCM: one complex condition, expected to last at least 3 months
//
// Source: ASCO, Care management services guide, January 2025 (patient eligibility)
pub(crate) const CONDITIONS: ConditionNeed = ConditionNeed { count: 1, months: 3 };
