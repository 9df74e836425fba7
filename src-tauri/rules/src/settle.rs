//! Several accounts of one patient in one month: which of them stand.

use crate::account::Account;
use crate::case_month::CaseMonth;
use crate::codes::conditions::shared;
use crate::reasons::{Hold, Refusal, Warning};
use crate::track::Track;

/// What an earlier account does to a later one.
#[derive(Default)]
struct Clash<'a> {
    /// The earlier accounts that do something to it.
    with: Vec<&'a str>,
    refusals: Vec<Refusal>,
    holds: Vec<Hold>,
    warnings: Vec<Warning>,
}

/// Settles the accounts that have lines in the order of their enrollment; the first stands.
pub(crate) fn settle(month: &CaseMonth<'_>, accounts: &mut [Account<'_, '_>]) {
    let mut order: Vec<&mut Account<'_, '_>> =
        accounts.iter_mut().filter(|account| account.chosen.is_some()).collect();
    order.sort_by_key(|account| (account.enrollment.start, &account.enrollment.id));
    let mut accepted: Vec<&mut Account<'_, '_>> = Vec::new();
    for account in order {
        let mut clash = Clash::default();
        for earlier in &accepted {
            if compare(month, earlier, account, &mut clash) {
                clash.with.push(&earlier.enrollment.id);
            }
        }
        let stands = clash.refusals.is_empty();
        account.refusals.extend(clash.refusals);
        account.clashes_with.extend(clash.with);
        account.shared_holds.extend(clash.holds);
        account.shared_warnings.extend(clash.warnings);
        if stands {
            accepted.push(account);
        } else {
            account.chosen = None;
        }
    }
}

// Rule: One practitioner has one program a patient; one CCM a patient; CCM and PCM, or PCM twice, by different
// practitioners for different conditions
//
// Source: CMS, Chronic care management FAQ p. 7, as quoted by HANA; ASCO, Care management services guide, January 2025;
// MICMT, Care coordination 99487/99489 page, FAQ (BCBSM: both care teams may bill complex care). Which account stands is
// Caretally's own reading: the earlier enrollment.
fn compare(
    month: &CaseMonth<'_>,
    earlier: &Account<'_, '_>,
    later: &Account<'_, '_>,
    clash: &mut Clash<'_>,
) -> bool {
    let (a, b) = (earlier.enrollment, later.enrollment);
    let families = (a.program.is_ccm_family(), b.program.is_ccm_family());
    if a.billing_practitioner == b.billing_practitioner {
        clash.refusals.push(Refusal::XorFamily);
        return true;
    }
    match families {
        (true, true) if is_shared(month, earlier.chosen) && is_shared(month, later.chosen) => return false,
        (true, true) => clash.refusals.push(Refusal::OtherBiller),
        (false, false) if shared(a, b) => clash.holds.push(Hold::SameCondition),
        (true, false) | (false, true) if shared(a, b) => clash.warnings.push(Warning::SameCondition),
        (false, false) | (true, false) | (false, true) => return false,
    }
    true
}

/// Whether the payer lets two practitioners bill the track in one month.
fn is_shared(month: &CaseMonth<'_>, track: Option<Track>) -> bool {
    track.is_some_and(|track| month.payer.shared_tracks.contains(&track))
}
