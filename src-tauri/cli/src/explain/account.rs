//! One enrollment's month: what is billed, what stands in the way, and each track.

use rules::{AccountExplanation, AccountStatement, Case, Cents, TrackExplanation, TrackStatement};

use super::page::Page;
use super::{Only, reasons, track, words};

pub(super) fn account(
    page: &mut Page<'_>,
    case: &Case,
    explained: &AccountExplanation,
    said: &AccountStatement,
    only: &Only,
) {
    let tracks = explained.tracks.iter().zip(&said.tracks);
    let tracks: Vec<_> = tracks.filter(|(track, _)| is_wanted(track, only)).collect();
    if tracks.is_empty() {
        return;
    }
    page.gap();
    page.line(0, &title(said));
    if only.code.is_none() {
        reasons::list(page, 2, "Refused: nothing of this account is billed", &explained.refusals);
        reasons::list(page, 2, "Held: not exported until this is mended", &explained.holds);
        reasons::list(page, 2, "To know; nothing is held for it", &explained.warnings);
    }
    for (explained, said_of_track) in tracks {
        one_track(page, case, explained, said_of_track, said, only);
    }
}

fn is_wanted(track: &TrackExplanation, only: &Only) -> bool {
    only.track.is_none_or(|wanted| wanted == track.track)
        && track.codes.iter().any(|code| only.code(code.code))
}

/// "Account a (CCM): CCM, staff time is billed, $116.57"
fn title(said: &AccountStatement) -> String {
    let total: Cents = said.lines.iter().map(|line| line.amount_cents).sum();
    let billed = match said.chosen {
        Some(chosen) => format!("{} is billed, {total}", words::track(chosen)),
        None => "nothing is billed".to_owned(),
    };
    format!("Account {} ({}): {billed}", said.id, words::program(said.program))
}

fn one_track(
    page: &mut Page<'_>,
    case: &Case,
    explained: &TrackExplanation,
    said: &TrackStatement,
    account: &AccountStatement,
    only: &Only,
) {
    page.gap();
    let standing = if account.chosen == Some(said.track) {
        format!("billed, {}", said.total_cents)
    } else if said.lines.is_empty() {
        "earns nothing".to_owned()
    } else {
        format!("not billed; the time would earn {}", said.total_cents)
    };
    page.line(2, &format!("{} ({}): {standing}", words::track(said.track), said.track));
    track::track(page, case, explained, said, only);
}
