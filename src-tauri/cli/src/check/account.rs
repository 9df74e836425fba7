//! The accounts: units, dates and amounts of every track, the choice between them, and who excludes whom.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::seconds::{Piece, crossing, once, pieces};
use crate::certificate::format::{Account, Certificate, Entry};
use crate::place::{Checked, Place};
use crate::published::{Ladder, exists, tracks};

/// Where the certificate and the statement speak of one thing.
pub(super) type Places<'v> = [Place<'v>; 2];

/// The claim lines of so many units: one for the base and one for the add-ons of each date.
fn lines(of: &Certificate, end: NaiveDate, ladder: &Ladder, counted: &[&Piece<'_>], paid: i64) -> Vec<Value> {
    let mut groups: Vec<(i64, i64, NaiveDate)> = Vec::new();
    for unit in 0..=paid {
        let dos = match of.settings.dos_policy.as_str() {
            "threshold_per_line" => of.date(crossing(counted, ladder.at(unit)) - 1),
            "single_last_threshold" => of.date(crossing(counted, ladder.at(paid)) - 1),
            "month_end" => end,
            _ => of.first_day(),
        };
        match groups.last_mut() {
            Some(group) if unit > 1 && group.2 == dos => group.1 = unit,
            _ => groups.push((unit, unit, dos)),
        }
    }
    let line = |(first, last, dos): (i64, i64, NaiveDate)| {
        let from = crossing(counted, ladder.owned(first - 1) + 1) - 1;
        let to = crossing(counted, ladder.owned(last));
        let by = counted.iter().filter(|piece| piece.from < to && piece.to > from);
        let by = by.map(|piece| &piece.entry.id).collect();
        let mut line = of.line(ladder.code(first), last - first + 1, dos, by);
        if of.settings.dos_policy == "from_to_month" {
            line["dos_to"] = json!(end);
        }
        line
    };
    groups.into_iter().map(line).collect()
}

/// What a track comes to. Refusals that are no arithmetic are taken from what was said.
fn track(of: &Certificate, end: NaiveDate, all: &[Piece<'_>], [place, said]: &Places<'_>) -> Checked<Value> {
    let name: &str = place.at("track").read()?;
    let ladder = Ladder::of(name, &of.payer, &of.settings.block_model);
    let (base, add_on) = (ladder.code(0), ladder.code(1));
    let cap = of.settings.caps.get(add_on).copied().unwrap_or(ladder.cap);
    let counted: Vec<_> = all.iter().filter(|piece| piece.reason.is_none()).collect();
    let total: i64 = counted.iter().map(|piece| piece.to - piece.from).sum();
    let earned = (0..).take_while(|unit| ladder.at(*unit) <= total).last().unwrap_or(-1);
    let paid = earned.min(cap.map_or(earned, i64::from));
    let next = (earned == paid && cap.map(i64::from) != Some(paid)).then_some(paid + 1);
    let rung = |unit| json!({"code": ladder.code(unit), "at_s": ladder.at(unit), "reached": unit <= paid});
    place.same(&json!({
        "track": name, "base": base, "first_s": ladder.at(0), "base_owns_s": ladder.owned(0), "add_on": add_on,
        "block_s": ladder.block, "earned_after_s": ladder.earns, "cap": cap, "pieces": place.at("pieces").value,
        "thresholds": (0..=paid).chain(next).map(rung).collect::<Vec<_>>(),
    }))?;
    let stated: Vec<Value> = said.at("refusals").read()?;
    let refusal = |code, reason| json!({"code": code, "reason": reason});
    let barred = ["R-MDM", "R-PAYER", "R-TCM-LIST"].map(|reason| refusal(base, reason));
    let barred = || barred.iter().filter(|refusal| stated.contains(refusal)).cloned();
    let legal = barred().next().is_none();
    let early = |unit: i64| legal && unit <= paid && !exists(ladder.code(unit), of.first_day());
    let mut lines = lines(of, end, &ladder, &counted, paid);
    lines.retain(|line| legal && !early(0) && !(early(1) && line["code"] == add_on));
    let capped = (earned > paid).then(|| refusal(add_on, "R-CAP")).into_iter();
    let undated = (0..2).filter(|unit| early(*unit)).map(|unit| refusal(ladder.code(unit), "R-CODE-DATE"));
    let short = || json!({"code": base, "reason": "R-TIME-SHORT", "short_s": ladder.at(0) - total});
    let refusals: Vec<_> = capped.chain(undated).chain(barred()).chain((earned < 0).then(short)).collect();
    let mut excluded: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for (piece, reason) in all.iter().filter_map(|piece| Some((piece, piece.reason?))) {
        *excluded.entry((&piece.entry.id, reason)).or_default() += piece.to - piece.from;
    }
    let excluded = excluded.iter().map(|((id, why), s)| json!({"entry": id, "reason": why, "seconds": s}));
    let last = if paid == 0 && ladder.earns == ladder.block { ladder.at(0) } else { ladder.owned(paid) };
    let surplus = if cap.map(i64::from) == Some(paid) { (total - last).max(0) } else { 0 };
    Ok(json!({
        "track": name, "counted_s": total, "surplus_s": surplus, "excluded": excluded.collect::<Vec<_>>(),
        "total_cents": lines.iter().filter_map(|line| line["amount_cents"].as_i64()).sum::<i64>(), "lines": lines,
        "refusals": refusals, "next": next.map(|unit| json!({"code": ladder.code(unit), "short_s": ladder.at(unit) - total})),
    }))
}

/// The first of the tracks that pay most; before them the program's own, where what was declared is billed.
fn best<'t>(of: &Certificate, program: &str, tracks: &'t [Value]) -> Option<&'t Value> {
    let legal = || tracks.iter().filter(|track| track["lines"] != json!([]));
    let declared = program == "complex_ccm" && of.settings.selection != "highest";
    let own = legal().find(|track| declared && track["track"] == "complex");
    let most = legal().filter_map(|track| track["total_cents"].as_i64()).max()?;
    own.or_else(|| legal().find(|track| track["total_cents"] == most))
}

/// What an account comes to by its tracks.
fn claim(of: &Certificate, given: &Account, tracks: &[Value], [place, said]: Places<'_>) -> Checked<Value> {
    let refused = said.at("refusals").value != &json!([]);
    let best = best(of, &given.program, tracks);
    let by = if refused { "refused" } else { best.map_or("nothing", |_| &of.settings.selection) };
    let (name, lines) = best.filter(|_| !refused).map(|track| (&track["track"], &track["lines"])).unzip();
    let alternative = |track: &Value| json!({"track": track["track"], "total_cents": track["total_cents"], "legal": track["lines"] != json!([])});
    place.at("alternatives").same(&tracks.iter().map(alternative).collect())?;
    place.at("choice").same(&json!({"track": name, "by": by}))?;
    let days = lines.and_then(Value::as_array).into_iter().flatten();
    let last = days.filter_map(|line| line.get("dos_to").unwrap_or(&line["dos"]).as_str()).max();
    let early = last > Some(&of.submitted_on.to_string());
    Ok(json!({
        "id": given.id, "program": given.program, "month": of.month, "tracks": tracks, "chosen": name,
        "lines": lines.unwrap_or(&json!([])), "holds": said.at("holds").reasons(&[(early, "R-EARLY")])?,
        "refusals": said.at("refusals").value, "warnings": said.at("warnings").value,
    }))
}

/// Whether two accounts of one patient may not both be billed.
fn exclude(of: &Certificate, a: &Account, b: &Account) -> bool {
    let both_ccm = a.program != "pcm" && b.program != "pcm";
    let complex = |account: &Account| account.choice.track.as_deref() == Some("complex");
    let shared = of.payer == "bcbsm" && complex(a) && complex(b);
    a.billing_practitioner == b.billing_practitioner || (both_ccm && !shared)
}

/// Checks every account.
pub(super) fn check(of: &Certificate, said: &Place<'_>) -> Checked {
    let (mut right, mut firsts, mut billed) = (Vec::new(), Vec::new(), Vec::<&Account>::new());
    for (index, given) in of.accounts.iter().enumerate() {
        let place = said.at("certificate").at("accounts").at(index);
        let said = said.at("accounts").at(index);
        let all = given.tracks.iter().map(|track| &track.track).eq(tracks(&given.program));
        place.at("tracks").must(all, "are not the tracks of the program")?;
        let end = [given.end, of.died_on()].into_iter().flatten().fold(of.last_day(), NaiveDate::min);
        let mut tracks = Vec::new();
        for (number, certified) in given.tracks.iter().enumerate() {
            let places = [place.at("tracks").at(number), said.at("tracks").at(number)];
            let all = pieces(of, given, certified, &places[0].at("pieces"))?;
            let huddle = |entry: &Entry| entry.activity == "team_huddle";
            let sum = of.settings.parallel_independent == "sum";
            once(all.iter(), |a, b| !sum || a.staff == b.staff || (huddle(a) && huddle(b)))?;
            tracks.push(track(of, end, &all, &places)?);
            places[1].same(&tracks[number])?;
            firsts.extend(all.into_iter().filter(|_| number == 0));
        }
        right.push(claim(of, given, &tracks, [place.clone(), said])?);
        let alone = given.choice.track.is_none() || !billed.iter().any(|other| exclude(of, other, given));
        place.at("choice").must(alone, "stands beside an account that excludes it")?;
        billed.extend(given.choice.track.as_ref().map(|_| given));
    }
    once(firsts.iter(), |a, b| a.staff == b.staff)?;
    said.at("accounts").same(&json!(right))
}
