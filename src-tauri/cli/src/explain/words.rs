//! The words of an explanation that are not a rule's.

use rules::{Case, Code, ContactWorth, Evidence, Program, Track};

pub(super) fn case_title(case: &Case) -> String {
    let Case { name, month, time_zone, payer, submitted_on, .. } = case;
    format!("{name}: {month}, {time_zone}, payer {payer}, claim sent {submitted_on}")
}

pub(super) fn program(program: Program) -> &'static str {
    match program {
        Program::Ccm => "CCM",
        Program::ComplexCcm => "Complex CCM",
        Program::Pcm => "PCM",
    }
}

pub(super) fn track(track: Track) -> &'static str {
    match track {
        Track::CcmStaff => "CCM, staff time",
        Track::CcmPractitioner => "CCM, practitioner's own time",
        Track::Complex => "Complex CCM",
        Track::PcmStaff => "PCM, staff time",
        Track::PcmPractitioner => "PCM, practitioner's own time",
    }
}

/// How far a source was checked.
pub(super) fn evidence(mark: Evidence) -> &'static str {
    match mark {
        Evidence::OfficialFile => "verified: official file",
        Evidence::Document => "verified: the document",
        Evidence::RuleMaker => "verified: the rule-maker's page",
        Evidence::Quoted => "as quoted elsewhere",
        Evidence::NotVerified => "not verified",
        Evidence::Design => "own decision",
    }
}

pub(super) fn worth(worth: ContactWorth) -> &'static str {
    match worth {
        ContactWorth::Reached => "reached: the contact",
        ContactWorth::Attempt => "attempt in time",
        ContactWorth::BeforeDischarge => "before the discharge",
        ContactWorth::Late => "too late",
        ContactWorth::DischargeDay => "on the day of discharge",
        ContactWorth::SchedulingOnly => "scheduling only",
        ContactWorth::Outside => "made outside the practice",
        ContactWorth::NotClinical => "not by clinical staff",
    }
}

/// What to say where nothing of the case was asked for.
pub(super) fn nothing(
    case: &Case,
    account: Option<&str>,
    track: Option<Track>,
    code: Option<Code>,
) -> String {
    let asked = [
        account.map(|account| format!("account {account}")),
        track.map(|track| format!("track {track}")),
        code.map(|code| format!("code {code}")),
    ];
    let asked: Vec<String> = asked.into_iter().flatten().collect();
    let accounts = case.patient.enrollments.iter();
    let accounts: Vec<String> =
        accounts.map(|account| format!("{} ({})", account.id, program(account.program))).collect();
    if asked.is_empty() {
        return "The case has no account, discharge, talk or plan.".to_owned();
    }
    format!(
        "Nothing of this case is of {}: it belongs to no program the patient is in. Accounts: {}.",
        asked.join(", "),
        if accounts.is_empty() { "none".to_owned() } else { accounts.join(", ") }
    )
}
