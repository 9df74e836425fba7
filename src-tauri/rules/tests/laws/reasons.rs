//! Whether everything that is not billed has a reason.

use rules::{AccountStatement, Case, Payer, Seconds, Selection, Track, TrackStatement};

const fn codes_of(track: Track) -> (&'static str, &'static str) {
    match track {
        Track::CcmStaff => ("99490", "99439"),
        Track::CcmPractitioner => ("99491", "99437"),
        Track::Complex => ("99487", "99489"),
        Track::PcmStaff => ("99426", "99427"),
        Track::PcmPractitioner => ("99424", "99425"),
    }
}

/// Whether each code of the track is on a line, or a refusal or the next threshold says why it is not.
pub(crate) fn base_and_add_on_have_reasons(case: &Case, track: &TrackStatement) -> bool {
    let (base, add_on) = codes_of(track.track);
    let billed = |code: &str| track.lines.iter().any(|line| line.code == code);
    let refused = |code: &str| track.refusals.iter().any(|refusal| refusal.code == code);
    let next = |code: &str| {
        track.next.as_ref().is_some_and(|next| next.code == code && next.short_s > Seconds::ZERO)
    };
    let no_unit_allowed = case.settings.caps.get(add_on) == Some(&Some(0));
    let base_explained = billed(base) || refused(base);
    let add_on_explained =
        billed(add_on) || refused(add_on) || next(add_on) || no_unit_allowed || !billed(base);
    base_explained && add_on_explained
}

/// Whether the next unit of the track is named, or its cap is what stops it.
pub(crate) fn more_units_have_a_reason(case: &Case, track: &TrackStatement) -> bool {
    let (_, add_on) = codes_of(track.track);
    let shipped = match track.track {
        Track::CcmStaff | Track::PcmStaff => Some(2),
        Track::Complex if case.payer == Payer::Priority => Some(2),
        Track::Complex | Track::CcmPractitioner | Track::PcmPractitioner => None,
    };
    let cap: Option<u32> = case.settings.caps.get(add_on).copied().unwrap_or(shipped);
    let units: u32 = track.lines.iter().filter(|line| line.code == add_on).map(|line| line.units).sum();
    track.next.is_some() || cap.is_some_and(|cap| track.lines.is_empty() || units <= cap)
}

/// Whether a track that earns something but is not billed was passed over for one that pays as much, for the
/// declared complex care, or because the account is refused.
pub(crate) fn unchosen_tracks_have_a_reason(case: &Case, account: &AccountStatement) -> bool {
    let chosen = account.tracks.iter().find(|track| Some(track.track) == account.chosen);
    account.tracks.iter().filter(|track| !track.lines.is_empty()).all(|track| match chosen {
        None => !account.refusals.is_empty(),
        Some(chosen) => {
            let declared = case.settings.selection != Selection::Highest && chosen.track == Track::Complex;
            let never_by_itself =
                case.settings.selection != Selection::Highest && track.track == Track::Complex;
            !never_by_itself && track.total_cents <= chosen.total_cents
                || declared
                || track.track == chosen.track
        }
    })
}
