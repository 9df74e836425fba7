//! An enrollment's month at a glance: the bar, what is earned, what is missing, what blocks it.

use std::str::FromStr;

use chrono::NaiveDate;
use rules::{
    AccountStatement, Cents, Code, Hold, Month, Packs, Payer, Place, Program, Refusal, Seconds, Settings,
    Track, TrackStatement,
};
use store::accounts::AccountRow;
use store::{EnrollmentId, PatientId};

use crate::practice::Practice;
use crate::{Error, case};

/// The next unit of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Its code.
    pub code: String,
    /// What is missing.
    pub short: Seconds,
    /// What it is worth, an estimate.
    pub worth: Cents,
}

/// A threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The code earned there.
    pub code: String,
    /// Where.
    pub at: Seconds,
    /// Counted time has reached it.
    pub passed: bool,
    /// What the unit is worth, an estimate.
    pub worth: Cents,
}

/// One progress bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Counted this month.
    pub counted: Seconds,
    /// Excluded this month.
    pub excluded: Seconds,
    /// Past the last paid threshold.
    pub stranded: Seconds,
    /// Thresholds in order.
    pub ticks: Vec<Tick>,
    /// Lines earned, in words: "99490, 99439 x2".
    pub earned: String,
    /// Their worth, an estimate.
    pub worth: Cents,
    /// The next unit, if there is one.
    pub next: Option<Next>,
}

impl Bar {
    /// What of the counted time already earns: up to the last threshold passed.
    pub fn earning(&self) -> Seconds {
        self.ticks.iter().rev().find(|tick| tick.passed).map_or(Seconds::ZERO, |tick| tick.at)
    }

    /// The right end of the scale: just after the last threshold or the time counted, whichever is further.
    pub fn scale(&self) -> Seconds {
        let last = self.ticks.last().map_or(Seconds::ZERO, |tick| tick.at);
        // A 25th more, so that the last threshold does not stand on the edge.
        let end = last.0.max(self.counted.0).max(self.excluded.0);
        Seconds(end + end / 25)
    }
}

/// What prices and thresholds depend on.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(crate) payer: Payer,
    pub(crate) place: Place,
    pub(crate) settings: &'a Settings,
    /// The day whose fees the estimates use.
    pub(crate) day: NaiveDate,
    /// The packs of its month.
    pub(crate) packs: &'a Packs,
}

impl<'a> Terms<'a> {
    pub(crate) fn new(practice: &'a Practice, payer: &str, day: NaiveDate) -> Result<Self, Error> {
        let payer = case::word(payer, "payer")?;
        let month = Month::of(day);
        let (packs, settings) = (practice.rules.of(month).rules(), practice.settings_of(month));
        Ok(Self { payer, place: practice.place_of(month), settings, day, packs })
    }

    pub(crate) fn worth(&self, code: Code) -> Cents {
        rules::fee(code, self.day, self.place, self.settings.qp, self.packs)
    }
}

/// The glance of an account, as it is kept.
pub(crate) fn glance(
    account: &AccountStatement,
    patient: PatientId,
    enrollment: EnrollmentId,
    terms: &Terms<'_>,
) -> Option<AccountRow> {
    let shown = shown(account)?;
    let excluded = shown.excluded.iter().map(|item| item.seconds.0).sum();
    Some(AccountRow {
        month: account.month.to_string(),
        enrollment_id: enrollment,
        patient_id: patient,
        track: shown.track.as_str().to_owned(),
        counted_s: shown.counted_s.0,
        excluded_s: excluded,
        surplus_s: shown.surplus_s.0,
        earned_cents: account.lines.iter().map(|line| line.amount_cents.0).sum(),
        earned: earned(account),
        next_code: shown.next.as_ref().map(|next| next.code.to_string()),
        next_short_s: shown.next.as_ref().map(|next| next.short_s.0),
        next_cents: shown.next.as_ref().map(|next| terms.worth(next.code).0),
        blocked: blocked(account),
    })
}

/// The track the bar shows: the complex one while only time is missing there, else the chosen, else the first that folds.
fn shown(account: &AccountStatement) -> Option<&TrackStatement> {
    let complex = account.tracks.iter().find(|track| track.track == Track::Complex);
    if account.program == Program::ComplexCcm
        && let Some(track) = complex.filter(|track| only_time_is_missing(track))
    {
        return Some(track);
    }
    let staff_track = |track: &&TrackStatement| matches!(track.track, Track::CcmStaff | Track::PcmStaff);
    account
        .tracks
        .iter()
        .find(|track| Some(track.track) == account.chosen)
        .or_else(|| account.tracks.iter().find(staff_track))
        .or_else(|| account.tracks.first())
}

fn only_time_is_missing(track: &TrackStatement) -> bool {
    barring(track).next().is_none()
}

/// The track statement a kept glance shows.
pub(crate) fn shown_track(account: &AccountStatement) -> Option<&TrackStatement> {
    shown(account)
}

fn earned(account: &AccountStatement) -> String {
    let mut units: Vec<(Code, u32)> = Vec::new();
    for line in &account.lines {
        match units.iter_mut().find(|(code, _)| *code == line.code) {
            Some((_, count)) => *count += line.units,
            None => units.push((line.code, line.units)),
        }
    }
    let words = units.into_iter().map(
        |(code, count)| {
            if count == 1 { code.to_string() } else { format!("{code} x{count}") }
        },
    );
    words.collect::<Vec<_>>().join(", ")
}

/// Reasons that stand in the way of a claim: holds and refusals of the account, and refusals of the shown track but time.
fn blocked(account: &AccountStatement) -> String {
    let holds = account.holds.iter().copied().map(Hold::code);
    let refusals = account.refusals.iter().copied().map(Refusal::code);
    let track = shown(account).into_iter().flat_map(barring).map(Refusal::code);
    let all: Vec<&str> = refusals.chain(holds).chain(track).collect();
    all.join(" ")
}

/// Why a track earns nothing, or no more, that time alone cannot mend.
pub(crate) fn barring(track: &TrackStatement) -> impl Iterator<Item = Refusal> {
    let reasons = track.refusals.iter().map(|refusal| refusal.reason);
    reasons.filter(|reason| !matches!(reason, Refusal::TimeShort | Refusal::Cap))
}

/// The bar of a kept glance.
pub(crate) fn bar(row: &AccountRow, terms: &Terms<'_>) -> Result<Bar, Error> {
    let track = Track::from_str(&row.track).map_err(|_| Error::Unreadable("track"))?;
    let counted = Seconds(row.counted_s);
    let rungs = rules::ladder(track, terms.payer, terms.settings, terms.packs, counted);
    let ticks = rungs.into_iter().map(|rung| Tick {
        code: rung.code.to_string(),
        at: rung.at,
        passed: counted >= rung.at,
        worth: terms.worth(rung.code),
    });
    let next = match (&row.next_code, row.next_short_s, row.next_cents) {
        (Some(code), Some(short), Some(cents)) => {
            Some(Next { code: code.clone(), short: Seconds(short), worth: Cents(cents) })
        }
        _ => None,
    };
    Ok(Bar {
        counted,
        excluded: Seconds(row.excluded_s),
        stranded: Seconds(row.surplus_s),
        ticks: ticks.collect(),
        earned: row.earned.clone(),
        worth: Cents(row.earned_cents),
        next,
    })
}
