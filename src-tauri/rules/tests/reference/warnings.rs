//! What a manager should know of an account.

use crate::accounts::Words;
use crate::clock::months_later;
use crate::codes::{Facts, OVERSIGHT, PAIRS, Service, VISITS, billed};
use crate::documents::{Chosen, light, long_enough, no_contact, no_plan, not_seen, revoked_from};
use crate::gates::in_stay;
use crate::sets::high_enough;
use rules::{ConsentMode, Enrollment, Program, Selection, StayKind, Track, TrackStatement};
use std::collections::BTreeSet;

pub(crate) fn warnings(
    facts: &Facts<'_>,
    account: &Enrollment,
    chosen: Option<&Chosen<'_>>,
    tracks: &[TrackStatement],
    refusals: &Words,
) -> Words {
    let mut warnings = Words::new();
    let mut when = |yes: bool, reason| warnings.extend(yes.then_some(reason));
    when(pcm_possible(account, refusals), "W-PCM-POSSIBLE");
    let Some(chosen) = chosen else { return warnings };
    let services = Services { facts, account };
    let pcm = account.program == Program::Pcm;
    let dates: BTreeSet<_> = chosen.statement.lines.iter().map(|line| line.dos).collect();
    let paid_more = |track: &TrackStatement| track.total_cents > chosen.statement.total_cents;
    let suggests = facts.case.settings.selection == Selection::Suggest;

    when(!light(facts, account) && not_seen(facts, account), "W-NOT-SEEN-12M");
    when(counted_after_revocation(facts, account, chosen), "W-AFTER-REVOCATION");
    when(written_consent_missing(facts, account), "W-CONSENT-WRITTEN");
    when(no_contact(facts, account, Some(chosen)), "W-NO-CONTACT");
    when(counted_in_outpatient_stay(facts, chosen), "W-OUTPATIENT-STAY");
    when(plan_late(facts, account, chosen), "W-PLAN-LATE");
    when(dates.len() > 1, "W-ADDON-DOS");
    when(
        units(chosen, "99437") > 2 || units(chosen, "99425") > 2 || units(chosen, "99489") > 4,
        "W-HIGH-UNITS",
    );
    when(suggests && tracks.iter().any(paid_more), "W-HIGHER-TRACK");
    when(complex_possible(facts, account, chosen), "W-COMPLEX-POSSIBLE");
    when(pcm && !account.mdm.iter().any(|mdm| mdm.month == facts.case.month), "W-PCM-MDM");
    when(services.visit_on(&dates), "W-EM-25");
    when(services.in_month(PAIRS), "W-CPT-PAIR");
    when(pcm && services.in_month("99484"), "W-PCM-BHI");
    when(pcm && services.in_month(OVERSIGHT), "W-CPO");
    warnings
}

/// Other services of the practice, as an account sees them.
struct Services<'a> {
    facts: &'a Facts<'a>,
    account: &'a Enrollment,
}

impl Services<'_> {
    fn in_month(&self, list: &str) -> bool {
        billed(self.facts.case, &Service { list, by: None }, |date| self.facts.in_month(date))
    }

    fn visit_on(&self, dates: &BTreeSet<chrono::NaiveDate>) -> bool {
        let visits = Service { list: VISITS, by: Some(&self.account.billing_practitioner) };
        billed(self.facts.case, &visits, |date| dates.contains(&date))
    }
}

fn pcm_possible(account: &Enrollment, refusals: &Words) -> bool {
    let refused = refusals.contains("R-COND-COUNT") || refusals.contains("R-COND-DURATION");
    account.program != Program::Pcm && refused && long_enough(account, 3).any(|condition| condition.high_risk)
}

fn counted_after_revocation(facts: &Facts<'_>, account: &Enrollment, chosen: &Chosen<'_>) -> bool {
    revoked_from(facts, account).is_some_and(|from| chosen.judged.counted.iter().any(|(at, _)| *at >= from))
}

fn written_consent_missing(facts: &Facts<'_>, account: &Enrollment) -> bool {
    let Some(given) = account.consent.given else { return false };
    let year_before = months_later(facts.clock.day_of(given), -12);
    let recent = account.initiating_visit.as_ref().is_some_and(|visit| visit.date >= year_before);
    facts.case.settings.written_if_not_seen_12m && account.consent.mode == ConsentMode::Verbal && !recent
}

fn counted_in_outpatient_stay(facts: &Facts<'_>, chosen: &Chosen<'_>) -> bool {
    let stays = facts.case.patient.facility_stays.iter();
    let mut stays = stays.filter(|stay| matches!(stay.kind, StayKind::Observation | StayKind::Emergency));
    stays.any(|stay| chosen.judged.counted.iter().any(|(at, _)| in_stay(facts, *at, stay)))
}

fn plan_late(facts: &Facts<'_>, account: &Enrollment, chosen: &Chosen<'_>) -> bool {
    let late = |established| established > chosen.base_date(facts);
    !no_plan(facts, account, Some(chosen)) && account.care_plan.established.is_some_and(late)
}

fn units(chosen: &Chosen<'_>, code: &str) -> u32 {
    chosen.statement.lines.iter().filter(|line| line.code == code).map(|line| line.units).sum()
}

fn complex_possible(facts: &Facts<'_>, account: &Enrollment, chosen: &Chosen<'_>) -> bool {
    account.program == Program::Ccm
        && chosen.judged.track == Track::CcmStaff
        && chosen.judged.counted_s() >= 3600
        && high_enough(facts, account)
}
