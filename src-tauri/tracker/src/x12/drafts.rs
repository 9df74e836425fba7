//! From lines of a batch to claims: which lines go together, and whether they replace or void what was sent before.
//!
//! A claim is what one batch said first of an account. Lines that come later are a claim of their own; where a line of a
//! claim is different, all of the claim is said again, since a payer replaces whole claims.

use std::collections::{BTreeMap, BTreeSet};

use store::Conn;
use store::export_lines::ExportLineRow;
use store::patients::PatientRow;

use super::lack::Lack;
use super::told::{Filing, History, Told};
use super::{Former, LeftOut};
use crate::Error;
use crate::claims::{ClaimRow, Claims, Status};
use crate::export::{BatchLine, Order};
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
    rows: BTreeMap<Key, &'a ClaimRow>,
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
        order: &Order,
        place: &'a str,
    ) -> Result<Self, Error> {
        let history = History::read(conn, &claims.month.to_string())?;
        let rows = claims.rows.iter().filter_map(|row| Some((key(row)?, row))).collect();
        let mut drafted =
            Self { claims, rows, history, batch: claims.next_number(), place, drafts: Vec::new() };
        let (mut originals, touched) = drafted.sorted(lines, order);
        for origin in touched {
            let moved = drafted.correct(&origin);
            if !moved.is_empty() {
                originals.entry((origin.0, drafted.batch)).or_default().extend(moved);
            }
        }
        for (origin, lines) in originals {
            if let Some(row) = lines.first().and_then(|line| drafted.rows.get(&sent::key(line)).copied()) {
                drafted.add(&origin, Was::Original, row, lines);
            }
        }
        drafted.drafts.sort_by(|one, other| (&one.payer, &one.number).cmp(&(&other.payer, &other.number)));
        Ok(drafted)
    }

    /// Lines of claims that are new to their payer, and the claims of which a line is different or gone.
    fn sorted(
        &self,
        lines: &[BatchLine<'_>],
        order: &Order,
    ) -> (BTreeMap<Origin, Vec<ExportLineRow>>, BTreeSet<Origin>) {
        let (mut originals, mut touched) = (BTreeMap::<Origin, Vec<_>>::new(), BTreeSet::new());
        for line in lines {
            let (claimed, gone) = (&line.claimed, line.kind == Kind::Withdrawn);
            match self.told(line, order) {
                Some(told) if gone || sent::is_claimed_differently(&told.line, claimed) => {
                    touched.insert((claimed.account.clone(), told.by));
                }
                None if !gone => {
                    let origin = (claimed.account.clone(), self.history.first(claimed, self.batch));
                    originals.entry(origin).or_default().push(claimed.clone());
                }
                _ => {}
            }
        }
        (originals, touched)
    }

    /// What the payer of a line has of it. What was only in tables may have gone to the payer another way: it is replaced
    /// there, unless the order is to send everything or X12 files were to have the line and left it out.
    fn told(&self, line: &BatchLine<'_>, order: &Order) -> Option<&Told> {
        let told = self.history.told(&sent::key(&line.claimed))?;
        let left_out = line.row.sent.as_ref().is_some_and(|sent| sent.filing == Filing::LeftOut);
        let another_way = !order.all && !left_out && line.kind != Kind::New;
        (told.filed || another_way).then_some(told)
    }

    /// A claim that was sent and is different. Lines that another payer gets from now on are given back: they are a claim
    /// of their own, and the old payer's goes on without them, or is void.
    fn correct(&mut self, (account, by): &Origin) -> Vec<ExportLineRow> {
        let told = self.history.claim(account, *by);
        let Some(first) = told.iter().find_map(|(key, _)| self.rows.get(*key)).copied() else {
            return Vec::new();
        };
        let sent: Vec<_> = told.iter().map(|(_, told)| told.line.clone()).collect();
        let now = told.iter().filter_map(|(key, told)| self.now(self.rows.get(*key)?, told));
        let (kept, moved): (Vec<_>, _) = now.partition(|line| line.payer == sent[0].payer);
        let settles: Vec<_> = sent.iter().map(sent::key).collect();
        let (was, lines) = if kept.is_empty() { (Was::Void, sent) } else { (Was::Replacement, kept) };
        self.add(&(account.clone(), *by), was, first, lines).settles.extend(settles);
        moved
    }

    /// A line as it is claimed from now on; one that is held stays as it was sent.
    fn now(&self, row: &ClaimRow, told: &Told) -> Option<ExportLineRow> {
        let line = row.line.as_ref()?;
        if row.status == Status::Held {
            return Some(told.line.clone());
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

/// Which line of its month a row is, or was.
fn key(row: &ClaimRow) -> Option<Key> {
    let code = row.line.as_ref().map(|line| line.code.to_string());
    let code = code.or_else(|| Some(row.sent.as_ref()?.line.code.clone()))?;
    Some((row.account.id(), code, row.turn))
}
