//! Writes a statement as a biller reads it.

use crate::words::words;
use rules::{
    AccountStatement, AcpStatement, Case, Exclusion, Hold, Instant, Line, OncologyStatement, Refusal,
    Seconds, Statement, TcmStatement, Track, TrackStatement, Warning,
};
use std::fmt::Write;

/// The whole answer.
pub(crate) fn of(case: &Case, statement: &Statement) -> String {
    let accounts = statement.accounts.iter().map(|account| account_answer(case, account));
    let discharges = statement.tcm.iter().map(tcm);
    let talks = statement.acp.iter().map(acp);
    let plans = statement.oncology.iter().map(oncology);
    accounts.chain(discharges).chain(talks).chain(plans).collect()
}

fn account_answer(case: &Case, account: &AccountStatement) -> String {
    let chosen =
        account.chosen.map_or("nothing is billed".to_owned(), |track| format!("billed as {}", label(track)));
    let mut out = format!("{}: {chosen}\n", account.id);
    lines(&mut out, &account.lines);
    reasons(&mut out, &account.refusals, &account.holds, &account.warnings);
    for track in &account.tracks {
        track_answer(&mut out, case, account, track);
    }
    out
}

fn track_answer(out: &mut String, case: &Case, account: &AccountStatement, track: &TrackStatement) {
    write!(out, "  {}: counted {}", label(track.track), clock(track.counted_s)).unwrap();
    if track.surplus_s > Seconds::ZERO {
        write!(out, ", surplus {}", clock(track.surplus_s)).unwrap();
    }
    if let Some(next) = track.next.as_ref().filter(|_| !track.lines.is_empty()) {
        write!(out, ", {} to the next {}", clock(next.short_s), next.code).unwrap();
    }
    out.push('\n');
    excluded(out, case, track);
    for refusal in &track.refusals {
        let code = refusal.code;
        match refusal.short_s {
            Some(short) => writeln!(out, "    {code}: no (short by {})", clock(short)),
            None if refusal.reason == Refusal::Cap => {
                writeln!(out, "    {code}: no more (R-CAP: {})", words("R-CAP"))
            }
            None => writeln!(out, "    {code}: no ({})", reason(refusal.reason.code())),
        }
        .unwrap();
    }
    if account.chosen != Some(track.track) {
        let mut unbilled = String::new();
        lines(&mut unbilled, &track.lines);
        unbilled.lines().for_each(|line| writeln!(out, "    would be {}", line.trim()).unwrap());
    }
}

/// What does not count, entry by entry; a colleague's time on a practitioner's track in one sum.
fn excluded(out: &mut String, case: &Case, track: &TrackStatement) {
    let (colleagues, rest): (Vec<_>, Vec<_>) =
        track.excluded.iter().partition(|time| time.reason == Exclusion::NotBiller);
    for time in rest {
        let entry = case.entries.iter().find(|entry| entry.id == time.entry).unwrap();
        let (started, who) = (local(case, entry.start), &entry.staff);
        let why = reason(time.reason.code());
        writeln!(out, "    not counted {} of {who} {started}: {why}", clock(time.seconds)).unwrap();
    }
    if !colleagues.is_empty() {
        let sum: Seconds = colleagues.iter().map(|time| time.seconds).sum();
        let why = reason(Exclusion::NotBiller.code());
        writeln!(out, "    not counted {} of others: {why}", clock(sum)).unwrap();
    }
}

fn tcm(episode: &TcmStatement) -> String {
    let mut out = format!("{}:\n  contact by {}", episode.id, day(episode.contact_due));
    if episode.contact_safe != episode.contact_due {
        write!(out, ", safe by {}", day(episode.contact_safe)).unwrap();
    }
    writeln!(
        out,
        ", visit by {} or {}, 30th day {}",
        day(episode.visit_due_7),
        day(episode.visit_due_14),
        day(episode.period_end)
    )
    .unwrap();
    let met = if episode.contact_met { "met" } else { "not met" };
    let best = episode.code_reachable.map_or("none".to_owned(), |code| code.to_string());
    writeln!(out, "  contact {met}, best code {best}").unwrap();
    lines(&mut out, episode.line.as_slice());
    reasons(&mut out, &episode.refusals, &episode.holds, &episode.warnings);
    out
}

fn acp(talk: &AcpStatement) -> String {
    let mut out = format!("acp {} {}: counted {}\n", talk.date, talk.staff, clock(talk.counted_s));
    lines(&mut out, &talk.lines);
    reasons(&mut out, &talk.refusals, &[], &talk.warnings);
    out
}

fn oncology(plan: &OncologyStatement) -> String {
    let mut out = format!("oncology {}:\n", plan.id);
    lines(&mut out, plan.line.as_slice());
    reasons(&mut out, &plan.refusals, &plan.holds, &[]);
    out
}

fn lines(out: &mut String, lines: &[Line]) {
    for line in lines {
        write!(out, "  {} x{} on {}", line.code, line.units, line.dos).unwrap();
        if let Some(to) = line.dos_to {
            write!(out, " to {to}").unwrap();
        }
        for modifier in &line.modifiers {
            write!(out, " modifier {modifier}").unwrap();
        }
        writeln!(out, "  {}", line.amount_cents).unwrap();
    }
}

fn reasons(out: &mut String, refusals: &[Refusal], holds: &[Hold], warnings: &[Warning]) {
    refusals.iter().for_each(|why| writeln!(out, "  refused {}", reason(why.code())).unwrap());
    for why in holds {
        // The same code refuses an account without consent, and holds one whose consent is too old.
        let text = if *why == Hold::NoConsent {
            "R-NO-CONSENT: consent is due again".into()
        } else {
            reason(why.code())
        };
        writeln!(out, "  hold {text}").unwrap();
    }
    warnings.iter().for_each(|why| writeln!(out, "  warning {}", reason(why.code())).unwrap());
}

fn reason(code: &str) -> String {
    format!("{code}: {}", words(code))
}

fn label(track: Track) -> &'static str {
    match track {
        Track::CcmStaff => "CCM by staff",
        Track::CcmPractitioner => "CCM by the practitioner",
        Track::Complex => "complex CCM",
        Track::PcmStaff => "PCM by staff",
        Track::PcmPractitioner => "PCM by the practitioner",
    }
}

/// Minutes and seconds.
fn clock(time: Seconds) -> String {
    format!("{}:{:02}", time.whole_minutes(), time.beyond_minute().0)
}

fn day(date: chrono::NaiveDate) -> String {
    date.format("%a %Y-%m-%d").to_string()
}

fn local(case: &Case, at: Instant) -> String {
    at.utc().with_timezone(&case.time_zone).format("%m-%d %H:%M").to_string()
}
