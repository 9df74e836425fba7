//! Transitional care, advance care planning and cancer treatment plans: deadlines, contacts, midpoints, lines.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::account::Places;
use crate::certificate::format::{Certificate, Contact, Discharge, Plan, Talks};
use crate::place::{Checked, Place};
use crate::published::is_open;

/// CMS, Transitional care management FAQ, 2013: high decision making within 7 days, moderate or high within 14.
fn code(mdm: &str, day: i64) -> Option<&'static str> {
    match (mdm, day) {
        ("high", 0..=7) => Some("99496"),
        ("high" | "moderate", 0..=14) => Some("99495"),
        _ => None,
    }
}

/// How the contact was made: by reaching somebody, by two attempts, or by the visit itself.
fn met_by(of: &Certificate, given: &Discharge, due: NaiveDate, day_0: bool) -> Option<&'static str> {
    let in_time = |contact: &&Contact| {
        let date = of.date(contact.at.timestamp());
        let refused = date == given.discharged_on && of.settings.tcm_day0_contact == "refuse";
        contact.counts && contact.at >= given.discharged && date <= due && !refused
    };
    let contacts = || given.contacts.iter().filter(in_time);
    let tries = || contacts().filter(|contact| !contact.reached).map(|contact| contact.at.timestamp());
    let apart = tries().max().zip(tries().min()).map_or(0, |(last, first)| last - first);
    let ways = [
        (contacts().any(|contact| contact.reached), "reached"),
        (apart >= (i64::from(of.settings.tcm_attempt_gap_min) * 60).max(1), "attempts"),
        (given.visit.is_some_and(|visit| given.discharged_on <= visit && visit <= due && !day_0), "visit"),
    ];
    ways.into_iter().find(|way| way.0).map(|way| way.1)
}

/// Checks one discharge after those before it; `ends` has the last days of the billed ones.
fn tcm(of: &Certificate, given: &Discharge, [place, said]: Places<'_>, ends: &mut Vec<NaiveDate>) -> Checked {
    let day = of.date(given.discharged.timestamp());
    let open = |date: &NaiveDate| is_open(*date, &of.holidays, of.settings.in_lieu);
    let after = || day.iter_days().skip(1);
    let business: Vec<_> = after().filter(open).take(2).collect();
    let due = business.last().copied().unwrap_or(day);
    let closed: Vec<_> = after().take_while(|date| *date < due).filter(|date| !open(date)).collect();
    let n = given.visit.map(|visit| (visit - day).num_days());
    let day_0 = n == Some(0) && (of.settings.tcm_day0_visit == "refuse" || given.discharge_management_billed);
    let met_by = met_by(of, given, due, day_0);
    place.at("discharged_on").same(&json!(day))?;
    place.at("closed_days").same(&json!(closed))?;
    place.at("business_days").same(&json!(business))?;
    place.at("met_by").same(&json!(met_by))?;
    let period_end = day + Days::new(29);
    let (mdm, unmet) = (given.mdm.as_deref(), met_by.is_none());
    let stated: Vec<&str> = said.at("refusals").read()?;
    let caller = stated.contains(&"R-TCM-CALLER");
    let refusals = said.at("refusals").reasons(&[
        (unmet && caller, "R-TCM-CALLER"),
        (unmet && !caller, "R-TCM-CONTACT"),
        (n.is_none_or(|n| !(0..=14).contains(&n)), "R-TCM-VISIT"),
        (day_0, "R-TCM-DAY0"),
        (given.med_rec.is_none_or(|done| given.visit.is_some_and(|visit| done > visit)), "R-TCM-MEDREC"),
        (!matches!(mdm, Some("moderate" | "high")), "R-TCM-MDM"),
        (of.died_on().is_some_and(|died| died < period_end), "R-TCM-DEATH"),
        (ends.iter().any(|end| *end >= day), "R-TCM-DUP"),
    ])?;
    let earned = code(mdm.unwrap_or_default(), n.unwrap_or(-1));
    let billable = earned.filter(|_| refusals.is_empty() && given.report);
    let dos = if of.settings.tcm_dos == "visit" { given.visit.unwrap_or(day) } else { period_end };
    let waits = of.settings.tcm_hold_to_day_30 && period_end > of.submitted_on;
    let today = n.unwrap_or_else(|| (of.submitted_on - day).num_days().max(0));
    let barred = stated.iter().any(|why| ["R-TCM-FACILITY", "R-TCM-DEST"].contains(why));
    let lost = barred || (unmet && of.submitted_on > due);
    ends.extend(billable.map(|_| period_end));
    said.same(&json!({
        "id": given.id, "contact_due": due, "contact_safe": after().filter(|date| is_open(*date, &[], false)).nth(1),
        "visit_due_7": day + Days::new(7), "visit_due_14": day + Days::new(14), "period_end": period_end,
        "code_reachable": code(mdm.unwrap_or("high"), today).filter(|_| !lost), "contact_met": !unmet,
        "line": billable.map(|code| of.line(code, 1, dos, BTreeSet::new())),
        "holds": said.at("holds").reasons(&[(billable.is_some() && (waits || dos > of.submitted_on), "R-EARLY")])?,
        "refusals": refusals, "warnings": said.at("warnings").value,
    }))
}

/// CMS, CY2016 final rule, 80 FR 70956: 16 minutes earn 99497, 46 the first 99498, each 30 more another.
fn acp(of: &Certificate, given: &Talks, [place, said]: Places<'_>) -> Checked {
    let mut spans: Vec<_> = given.talks.iter().map(|talk| (talk.from, talk.to)).collect();
    spans.sort_unstable();
    let (mut counted, mut end) = (0, 0);
    for (from, to) in spans {
        place.at("date").same(&json!(of.date(from.timestamp())))?;
        let to = of.died.map_or(to, |died| to.min(died)).timestamp();
        counted += (to - from.timestamp().max(end)).max(0);
        end = end.max(to);
    }
    let minutes = counted / 60;
    place.at("minutes").same(&json!(minutes))?;
    place.at("midpoints").same(&json!([16, 46]))?;
    let refusals = said.at("refusals").reasons(&[(minutes < 16, "R-TIME-SHORT")])?;
    let units = [("99497", 1), ("99498", if minutes < 46 { 0 } else { (minutes - 46) / 30 + 1 })];
    let billed = units.into_iter().filter(|(_, units)| refusals.is_empty() && *units > 0);
    let ids = || given.talks.iter().map(|talk| &talk.id).collect();
    let mut lines: Vec<_> = billed.map(|(code, units)| of.line(code, units, given.date, ids())).collect();
    lines.iter_mut().for_each(|line| line["modifiers"] = json!(given.modifiers));
    said.same(&json!({
        "date": given.date, "staff": given.staff, "counted_s": counted, "lines": lines, "refusals": refusals,
        "warnings": said.at("warnings").value,
    }))
}

/// Checks one plan: one first plan for each cancer.
fn plan(of: &Certificate, given: &Plan, [_, said]: Places<'_>) -> Checked {
    let same = |other: &&Plan| other.kind == "initial" && other.cancer == given.cancer;
    let firsts = || of.oncology.iter().filter(same);
    let initial = given.kind == "initial";
    let again = initial && firsts().any(|first| (first.date, &first.id) < (given.date, &given.id));
    let same_day = !initial && firsts().any(|first| first.date == given.date);
    let refusals = said.at("refusals").reasons(&[(again, "R-CAP"), (same_day, "R-XOR-FAMILY")])?;
    let code = if initial { "S0353" } else { "S0354" };
    let line = refusals.is_empty().then(|| of.line(code, 1, given.date, BTreeSet::new()));
    said.same(&json!({"id": given.id, "line": line, "holds": said.at("holds").value, "refusals": refusals}))
}

/// Checks every discharge in the order of time, every day of talks and every plan.
pub(super) fn check(of: &Certificate, said: &Place<'_>) -> Checked {
    let places = |key, index| [said.at("certificate").at(key).at(index), said.at(key).at(index)];
    let mut discharges: Vec<_> = of.tcm.iter().enumerate().collect();
    discharges.sort_by_key(|(_, given)| (given.discharged, &given.id));
    let mut ends = Vec::new();
    discharges.iter().try_for_each(|(index, given)| tcm(of, given, places("tcm", *index), &mut ends))?;
    of.acp.iter().enumerate().try_for_each(|(index, given)| acp(of, given, places("acp", index)))?;
    of.oncology.iter().enumerate().try_for_each(|(n, given)| plan(of, given, places("oncology", n)))?;
    for (key, count) in [("tcm", of.tcm.len()), ("acp", of.acp.len()), ("oncology", of.oncology.len())] {
        let extra = said.at(key).at(count);
        extra.must(extra.value.is_null(), "has no evidence")?;
    }
    Ok(())
}
