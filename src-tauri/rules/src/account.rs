//! One enrollment's month: its tracks, the track chosen, and what stands in the way.

use crate::case::patient::Enrollment;
use crate::case_month::CaseMonth;
use crate::choice::choose;
use crate::codes::complex;
use crate::gates::{AccountSlices, Sifted};
use crate::ladder::Ladder;
use crate::lines::{Work, lines};
use crate::minutes::Seconds;
use crate::reasons::{Exclusion, Hold, Refusal, Warning};
use crate::statement::{AccountStatement, ExcludedTime, Line, TrackRefusal, TrackStatement};
use crate::timeline::Timeline;
use crate::track::Track;
use crate::{holds, refusals, warnings};
use chrono::NaiveDate;

/// An account while it is being judged.
pub(crate) struct Account<'m, 'a> {
    pub(crate) enrollment: &'a Enrollment,
    pub(crate) tracks: Vec<(TrackStatement, Work<'m, 'a>)>,
    pub(crate) chosen: Option<Track>,
    pub(crate) refusals: Vec<Refusal>,
    /// Holds and warnings that come from the patient's other accounts.
    pub(crate) shared_holds: Vec<Hold>,
    pub(crate) shared_warnings: Vec<Warning>,
    /// The accounts these and some refusals come from.
    pub(crate) clashes_with: Vec<&'a str>,
}

impl<'m, 'a> Account<'m, 'a> {
    /// Computes all tracks of an enrollment and what refuses it by itself.
    pub(crate) fn new(month: &'m CaseMonth<'a>, enrollment: &'a Enrollment) -> Self {
        let slices = AccountSlices::new(month, enrollment);
        let track = |track: &Track| {
            let work = work(month, slices.sift(month, *track), *track);
            (track_statement(month, enrollment, *track, &work), work)
        };
        let tracks: Vec<_> = enrollment.program.tracks().iter().map(track).collect();
        let refusals = refusals::of_account(month, enrollment);
        let statements = tracks.iter().map(|(statement, _)| statement);
        let chosen = choose(month.case.settings.selection, enrollment.program, statements);
        Self {
            enrollment,
            tracks,
            chosen: chosen.filter(|_| refusals.is_empty()),
            refusals,
            shared_holds: Vec::new(),
            shared_warnings: Vec::new(),
            clashes_with: Vec::new(),
        }
    }

    /// The chosen track.
    pub(crate) fn chosen(&self) -> Option<&(TrackStatement, Work<'m, 'a>)> {
        let chosen = self.chosen?;
        self.tracks.iter().find(|(statement, _)| statement.track == chosen)
    }

    /// The lines to bill.
    pub(crate) fn lines(&self) -> &[Line] {
        self.chosen().map_or(&[], |(statement, _)| &statement.lines)
    }

    /// The earliest date of service.
    pub(crate) fn first_dos(&self) -> Option<NaiveDate> {
        self.lines().iter().map(|line| line.dos).min()
    }

    /// The entries with their seconds that count on the chosen track.
    pub(crate) fn counted(&self) -> &[Sifted<'m, 'a>] {
        self.chosen().map_or(&[], |(_, work)| &work.sifted)
    }

    /// Adds holds and warnings and lets go of the work.
    pub(crate) fn statement(self, month: &CaseMonth<'_>) -> AccountStatement {
        AccountStatement {
            id: self.enrollment.id.clone(),
            program: self.enrollment.program,
            month: month.case.month,
            chosen: self.chosen,
            lines: self.lines().to_vec(),
            holds: distinct(holds::of_account(month, &self)),
            warnings: distinct(warnings::of_account(month, &self)),
            refusals: distinct(self.refusals),
            tracks: self.tracks.into_iter().map(|(statement, _)| statement).collect(),
        }
    }
}

fn distinct<T: Ord>(mut reasons: Vec<T>) -> Vec<T> {
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

fn work<'m, 'a>(month: &CaseMonth<'_>, sifted: Vec<Sifted<'m, 'a>>, track: Track) -> Work<'m, 'a> {
    let ladder = Ladder::new(track, month.case.payer, &month.case.settings, month.packs);
    Work { timeline: Timeline::new(&sifted), sifted, ladder }
}

fn track_statement(
    month: &CaseMonth<'_>,
    account: &Enrollment,
    track: Track,
    work: &Work<'_, '_>,
) -> TrackStatement {
    let (ladder, time) = (&work.ladder, work.timeline.total());
    let earned = ladder.earned(time);
    let mut refusals = time_refusals(ladder, time);
    let barred = refusals::of_track(month, account, track);
    refusals.extend(barred.iter().map(|reason| refusal(*reason, ladder.base)));
    let lines = match earned {
        Some(earned) if barred.is_empty() => {
            let lines = lines(month, account, work, ladder.allowed(earned));
            standing(month, track, ladder, lines, &mut refusals)
        }
        Some(_) | None => Vec::new(),
    };
    refusals.sort_unstable_by_key(|refusal| (refusal.reason, refusal.code));
    TrackStatement {
        track,
        counted_s: time,
        surplus_s: ladder.surplus(time),
        excluded: excluded(&work.sifted),
        total_cents: lines.iter().map(|line| line.amount_cents).sum(),
        lines,
        refusals,
        next: ladder.next(time),
    }
}

fn refusal(reason: Refusal, code: crate::code::Code) -> TrackRefusal {
    TrackRefusal { code, reason, short_s: None }
}

/// The refusals that are arithmetic: too little time, or more than the cap.
fn time_refusals(ladder: &Ladder, time: Seconds) -> Vec<TrackRefusal> {
    match ladder.earned(time) {
        None => {
            let short_s = Some(ladder.threshold(0) - time);
            vec![TrackRefusal { short_s, ..refusal(Refusal::TimeShort, ladder.base) }]
        }
        Some(earned) if earned > ladder.allowed(earned) => {
            vec![refusal(Refusal::Cap, ladder.add_on)]
        }
        Some(_) => Vec::new(),
    }
}

// Rule: A code is billed from its first date of service on
//
// Source: CMS, CY2021 final rule (99439); ACAAI, Principal care management page (99424 to 99427)
fn standing(
    month: &CaseMonth<'_>,
    track: Track,
    ladder: &Ladder,
    mut lines: Vec<Line>,
    refusals: &mut Vec<TrackRefusal>,
) -> Vec<Line> {
    if complex::is_inside_tcm(month, track, &lines) {
        refusals.push(refusal(Refusal::TcmList, ladder.base));
        return Vec::new();
    }
    let is_early = |line: &Line| month.packs.first_date(line.code).is_some_and(|first| line.dos < first.from);
    let early: Vec<_> = [ladder.base, ladder.add_on]
        .into_iter()
        .filter(|code| lines.iter().any(|line| line.code == *code && is_early(line)))
        .collect();
    lines.retain(|line| !is_early(line) && !early.contains(&ladder.base));
    refusals.extend(early.into_iter().map(|code| refusal(Refusal::CodeDate, code)));
    lines
}

/// The seconds that do not count, by entry and reason.
fn excluded(sifted: &[Sifted<'_, '_>]) -> Vec<ExcludedTime> {
    let mut all: Vec<(&str, Exclusion, Seconds)> = Vec::new();
    for sifted in sifted {
        let id = sifted.slice.entry.id.as_str();
        all.extend(sifted.out.iter().map(|hit| (id, hit.reason, hit.span.length())));
    }
    all.sort_unstable();
    let mut merged: Vec<ExcludedTime> = Vec::with_capacity(all.len());
    for (id, reason, seconds) in all {
        match merged.last_mut() {
            Some(last) if last.entry == id && last.reason == reason => last.seconds += seconds,
            _ => merged.push(ExcludedTime { entry: id.to_owned(), reason, seconds }),
        }
    }
    merged
}
