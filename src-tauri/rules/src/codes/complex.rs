//! Complex chronic care management: 99487 and 99489.

use crate::case::patient::{Enrollment, MdmLevel};
use crate::case::settings::TcmList;
use crate::case_month::{CaseMonth, DatePeriod};
use crate::pack::track::MdmNeed;
use crate::statement::Line;
use crate::track::Track;

// Rule: Complex CCM needs moderate or high decision making in the month; PCM only where the practice asks for it
//
// Source: ASCO, Care management services guide, January 2025 (comparison table; its PCM figure differs from its table)
pub(crate) fn lacks_mdm(month: &CaseMonth<'_>, account: &Enrollment, track: Track) -> bool {
    let needed = match month.packs.track(track, month.case.payer).mdm {
        MdmNeed::No => false,
        MdmNeed::Yes => true,
        MdmNeed::BySetting => month.case.settings.pcm_requires_mdm,
    };
    needed && !has_mdm(month, account)
}

/// Whether decision making of the month was moderate or high.
pub(crate) fn has_mdm(month: &CaseMonth<'_>, account: &Enrollment) -> bool {
    let enough = |level| match level {
        MdmLevel::Moderate | MdmLevel::High => true,
        MdmLevel::Straightforward | MdmLevel::Low => false,
    };
    account.mdm.iter().any(|mdm| mdm.month == month.case.month && enough(mdm.level))
}

// Rule: Under the list of 2013, complex CCM is not billed inside the period of a billed transitional care
//
// Source: Manage My Practice, Transitional care management article with the CMS FAQ, 2013; payable together under
// Medicare since CMS, CY2020 final rule, 84 FR 62568, Table 20
pub(crate) fn is_inside_tcm(month: &CaseMonth<'_>, track: Track, lines: &[Line]) -> bool {
    let listed = track == Track::Complex && month.tcm_list() == TcmList::Seed2013;
    let days = |line: &Line| DatePeriod { from: line.dos, to: line.last_day() };
    listed && lines.iter().any(|line| month.tcm_periods.iter().any(|period| period.meets(days(line))))
}
