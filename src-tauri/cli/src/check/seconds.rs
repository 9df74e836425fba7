//! The seconds of a track: none lost, none counted twice, all inside month, enrollment and life.

use crate::certificate::format::{Account, Certificate, Entry, Track};
use crate::place::{Checked, Place};

/// Seconds of an entry that share one fate: they count, or have a reason.
pub(super) struct Piece<'c> {
    pub(super) entry: &'c Entry,
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) reason: Option<&'c str>,
    place: Place<'c>,
}

/// The pieces of a track, proven to lie end to end in the account's entries.
pub(super) fn pieces<'c>(
    of: &Certificate,
    account: &'c Account,
    track: &'c Track,
    place: &Place<'c>,
) -> Checked<Vec<Piece<'c>>> {
    let (mut all, mut rest) = (Vec::new(), track.pieces.iter().enumerate());
    for entry in &account.entries {
        let mut at = entry.from;
        while at < entry.to {
            let lost = || place.wrong(format!("end before entry {} does", entry.id));
            let (index, piece) = rest.next().ok_or_else(lost)?;
            let place = place.at(index);
            place.at("entry").must(piece.entry == entry.id, "is not the entry whose turn it is")?;
            place.at("from").must(piece.from == at, "is not where the piece before it ends")?;
            place.at("to").must(piece.from < piece.to && piece.to <= entry.to, "is not inside its entry")?;
            let (from, to, reason) = (piece.from.timestamp(), piece.to.timestamp(), piece.reason.as_deref());
            let (first, last) = (of.date(from), of.date(to - 1));
            place.must(first >= of.first_day() && last <= of.last_day(), "is not in the month")?;
            let alive = of.died.is_none_or(|died| piece.to <= died);
            let lawful = alive && first >= account.start && account.end.is_none_or(|end| last <= end);
            place.must(lawful || reason.is_some(), "counts outside the enrollment or after death")?;
            all.push(Piece { entry, from, to, reason, place });
            at = piece.to;
        }
    }
    rest.next().map_or(Ok(all), |(index, _)| Err(place.at(index).wrong("belongs to no entry")))
}

/// No second counts in two pieces of which one excludes the other.
pub(super) fn once<'p, 'c: 'p>(
    pieces: impl Iterator<Item = &'p Piece<'c>>,
    excludes: impl Fn(&Entry, &Entry) -> bool,
) -> Checked {
    let mut counted: Vec<_> = pieces.filter(|piece| piece.reason.is_none()).collect();
    counted.sort_by_key(|piece| piece.from);
    for (index, piece) in counted.iter().enumerate() {
        let mut during = counted.iter().skip(index + 1).take_while(|later| later.from < piece.to);
        if let Some(later) = during.find(|later| excludes(piece.entry, later.entry)) {
            return Err(later.place.wrong(format!("counts a second that entry {} counts", piece.entry.id)));
        }
    }
    Ok(())
}

/// The earliest instant before which so many of the counted seconds lie; there must be as many.
pub(super) fn crossing(counted: &[&Piece<'_>], seconds: i64) -> i64 {
    let before = |at: i64| counted.iter().map(|one| at.clamp(one.from, one.to) - one.from).sum::<i64>();
    let (mut low, mut high) = (0, counted.iter().map(|piece| piece.to).max().unwrap_or_default());
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if before(middle) < seconds { low = middle } else { high = middle }
    }
    high
}
