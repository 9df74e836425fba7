//! From lines of a batch to claims: which lines go together, and whether they replace or void what was sent before.
//!
//! A claim is what one batch said first of an account. Lines that come later are a claim of their own; where a line of a
//! claim is different, all of the claim is said again, since a payer replaces whole claims.

use std::collections::{BTreeMap, BTreeSet};

use store::Conn;
use store::export_lines::ExportLineRow;
use store::patients::PatientRow;

use super::lack::Lack;
use super::{Former, LeftOut};
use crate::Error;
use crate::claims::{ClaimRow, Claims, Status};
use crate::export::BatchLine;
use crate::sent::{self, Key, Kind};

/// What a claim does to one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Was {
    /// There is none.
    Original,
    /// It takes its place.
    Replacement,
    /// That one is to be forgotten.
    Void,
}

/// A claim, before anybody asked whether it lacks something.
pub(super) struct Draft {
    /// Our number: account, month, and the batch that said it first. It names nobody.
    pub(super) number: String,
    pub(super) was: Was,
    pub(super) payer: String,
    pub(super) patient: PatientRow,
    pub(super) lines: Vec<ExportLineRow>,
    /// The lines it says, and those that are in it no more.
    pub(super) settles: BTreeSet<Key>,
}

impl Draft {
    pub(super) fn left_out(&self, lacks: Vec<Lack>) -> LeftOut {
        LeftOut {
            claim: self.number.clone(),
            patient: self.patient.id,
            name: self.patient.name.clone(),
            payer: self.payer.clone(),
            lacks,
        }
    }

    pub(super) fn former(&self) -> Former {
        Former {
            claim: self.number.clone(),
            patient: self.patient.id,
            name: self.patient.name.clone(),
            payer: self.payer.clone(),
            void: self.was == Was::Void,
        }
    }
}

/// A claim's place in the record: its account, and the batch that said it first.
type Origin = (String, i64);

/// The claims of a batch.
pub(super) struct Drafted<'a> {
    claims: &'a Claims,
    history: History,
    batch: i64,
    place: &'a str,
    pub(super) drafts: Vec<Draft>,
}

impl<'a> Drafted<'a> {
    pub(super) fn of(
        conn: &Conn,
        claims: &'a Claims,
        lines: &[BatchLine<'_>],
        batch: i64,
        place: &'a str,
    ) -> Result<Self, Error> {
        let history = History::read(conn, claims)?;
        let mut drafted = Self { claims, history, batch, place, drafts: Vec::new() };
        let (originals, touched) = drafted.sorted(lines);
        let rows: BTreeMap<_, _> =
            lines.iter().map(|line| (line.claimed.account.clone(), line.row)).collect();
        let mut originals = originals;
        for origin in touched {
            if let Some(moved) = drafted.correct(&origin) {
                originals.entry((origin.0, batch)).or_default().extend(moved);
            }
        }
        for (origin, lines) in originals {
            if let Some(row) = rows.get(&origin.0) {
                drafted.add(&origin, Was::Original, row, lines);
            }
        }
        drafted.drafts.sort_by(|one, other| (&one.payer, &one.number).cmp(&(&other.payer, &other.number)));
        Ok(drafted)
    }

    /// Lines of claims that are new to X12 files, and the claims of which a line is different or gone.
    fn sorted(&self, lines: &[BatchLine<'_>]) -> (BTreeMap<Origin, Vec<ExportLineRow>>, BTreeSet<Origin>) {
        let differs = |line: &&BatchLine<'_>| matches!(line.kind, Kind::Changed | Kind::Withdrawn);
        let touched: BTreeSet<_> =
            lines.iter().filter(differs).map(|line| self.history.origin(&line.claimed)).collect();
        let mut originals: BTreeMap<Origin, Vec<_>> = BTreeMap::new();
        for line in lines {
            let origin = match line.kind {
                Kind::New => (line.claimed.account.clone(), self.batch),
                Kind::Unchanged => self.history.origin(&line.claimed),
                Kind::Changed | Kind::Withdrawn => continue,
            };
            let sent_so =
                line.kind == Kind::Unchanged && self.history.filed.contains(&sent::key(&line.claimed));
            if !sent_so && !touched.contains(&origin) {
                originals.entry(origin).or_default().push(line.claimed.clone());
            }
        }
        (originals, touched)
    }

    /// A claim that was sent and is different. Lines that another payer gets from now on are given back: they are a claim
    /// of their own, and the old payer's is void.
    fn correct(&mut self, origin: &Origin) -> Option<Vec<ExportLineRow>> {
        let of_claim = |row: &&ClaimRow| {
            let sent = row.sent.as_ref();
            sent.is_some_and(|sent| self.history.origin(&sent.line) == *origin)
        };
        let rows: Vec<&ClaimRow> = self.claims.rows.iter().filter(of_claim).collect();
        let sent: Vec<_> = rows.iter().filter_map(|row| Some(row.sent.as_ref()?.line.clone())).collect();
        let now: Vec<_> = rows.iter().filter_map(|row| self.now(row)).collect();
        let first = *rows.first()?;
        if now.is_empty() {
            self.add(origin, Was::Void, first, sent);
        } else if now[0].payer != sent[0].payer {
            self.add(origin, Was::Void, first, sent);
            return Some(now);
        } else {
            self.add(origin, Was::Replacement, first, now).settles.extend(sent.iter().map(sent::key));
        }
        None
    }

    /// A line as it is claimed from now on; one that is held stays as it was sent.
    fn now(&self, row: &ClaimRow) -> Option<ExportLineRow> {
        let line = row.line.as_ref()?;
        if row.status == Status::Held {
            return row.sent.as_ref().map(|sent| sent.line.clone());
        }
        Some(sent::as_claimed(row, line, self.place))
    }

    fn add(
        &mut self,
        (account, batch): &Origin,
        was: Was,
        row: &ClaimRow,
        lines: Vec<ExportLineRow>,
    ) -> &mut Draft {
        let month = self.claims.month.to_string().replace('-', "");
        let at = self.drafts.len();
        self.drafts.push(Draft {
            number: format!("{account}-{month}-{batch}").to_uppercase(),
            was,
            payer: lines.first().map(|line| line.payer.clone()).unwrap_or_default(),
            patient: row.patient.clone(),
            settles: lines.iter().map(sent::key).collect(),
            lines,
        });
        &mut self.drafts[at]
    }
}

/// The lines of a month that X12 files had and that are of the same claim still, from what its batches said of each.
pub(crate) fn filed(lines: &[ExportLineRow]) -> BTreeSet<Key> {
    let mut history = History::default();
    lines.iter().for_each(|line| history.add(line, line.export_id.get()));
    history.filed
}

/// What the batches before said: of which claim each line is, and whether an X12 file had it.
#[derive(Default)]
struct History {
    origins: BTreeMap<Key, (i64, String)>,
    filed: BTreeSet<Key>,
}

impl History {
    fn read(conn: &Conn, claims: &Claims) -> Result<Self, Error> {
        let numbers: BTreeMap<_, _> = claims.exports.iter().map(|batch| (batch.id, batch.number)).collect();
        let mut history = Self::default();
        for line in store::export_lines::of_month(conn, &claims.month.to_string())? {
            let batch = numbers.get(&line.export_id).copied().unwrap_or_default();
            history.add(&line, batch);
        }
        Ok(history)
    }

    fn add(&mut self, line: &ExportLineRow, batch: i64) {
        let key = sent::key(line);
        let same = self.origins.get(&key).is_some_and(|(_, payer)| *payer == line.payer);
        if !same || line.change == Kind::New.slug() {
            self.origins.insert(key.clone(), (batch, line.payer.clone()));
            self.filed.remove(&key);
        }
        if line.x12 {
            self.filed.insert(key);
        }
    }

    fn origin(&self, line: &ExportLineRow) -> Origin {
        let batch = self.origins.get(&sent::key(line)).map_or(0, |(batch, _)| *batch);
        (line.account.clone(), batch)
    }
}
