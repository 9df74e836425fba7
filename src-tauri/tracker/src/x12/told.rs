//! What payers were told of each line of a month, from what its batches say: by X12 files, or by tables that went another way.

use std::collections::{BTreeMap, BTreeSet};

use store::Conn;
use store::export_lines::ExportLineRow;

use super::identity;
use crate::Error;
use crate::export::Format;
use crate::sent::{self, Key, Kind};

/// How what was recorded of a line last stands to X12 files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filing {
    /// They say the same, or the practice sends the line another way.
    Settled,
    /// Its batch has X12 files, and none of any batch has the line: a clearinghouse knows nothing of it.
    LeftOut,
    /// The payer was told what the line was before, and no X12 file has set it right: a claim is to be replaced or voided.
    Outdated,
}

/// What a payer was told of a line last.
pub(super) struct Told {
    /// The batch whose number its claim has.
    pub(super) by: i64,
    pub(super) line: ExportLineRow,
    /// In an X12 file, and not by tables alone.
    pub(super) filed: bool,
}

/// The batches of a month, gone through one after the other.
#[derive(Default)]
pub(crate) struct History {
    /// Of each line that was recorded: the batch that had it first for its payer.
    first: BTreeMap<Key, (i64, String)>,
    told: BTreeMap<Key, Told>,
    /// Batches with X12 files.
    with_x12: BTreeSet<store::ExportId>,
    /// Payers that take first claims only: what is different is said to them by hand, from the batch that has it.
    first_only: BTreeSet<String>,
}

impl History {
    pub(crate) fn read(conn: &Conn, month: &str) -> Result<Self, Error> {
        let numbers: BTreeMap<_, _> =
            store::exports::of_month(conn, month)?.into_iter().map(|row| (row.id, row.number)).collect();
        let files = store::exports::files_of_month(conn, month)?.into_iter();
        let with_x12 =
            files.filter(|file| file.format == Format::X12.slug()).map(|file| file.export_id).collect();
        let mut history = Self { with_x12, first_only: identity::first_only(conn)?, ..Self::default() };
        for line in store::export_lines::of_month(conn, month)? {
            let batch = numbers.get(&line.export_id).copied().unwrap_or_default();
            history.add(line, batch);
        }
        Ok(history)
    }

    fn add(&mut self, line: ExportLineRow, batch: i64) {
        let key = sent::key(&line);
        let new = line.change == Kind::New.slug();
        if new || self.first.get(&key).is_none_or(|(_, payer)| *payer != line.payer) {
            self.first.insert(key.clone(), (batch, line.payer.clone()));
        }
        if new && self.told.get(&key).is_some_and(|told| !told.filed) {
            self.told.remove(&key);
        }
        if line.x12 {
            self.file(key, line, batch);
        } else if self.with_x12.contains(&line.export_id)
            || self.told.get(&key).is_some_and(|told| told.filed)
        {
            self.overtake(key, line);
        } else {
            let by = self.first.get(&key).map_or(batch, |(first, _)| *first);
            self.tell(key, Told { by, line, filed: false });
        }
    }

    /// An X12 file of the batch has the claim of the line, or its end.
    fn file(&mut self, key: Key, line: ExportLineRow, batch: i64) {
        let by = match self.told.get(&key) {
            Some(told) if told.line.payer == line.payer => told.by,
            Some(told) if told.filed => batch,
            _ => self.first.get(&key).map_or(batch, |(first, _)| *first),
        };
        // A claim is replaced whole: what tables told of its other lines is in the file, too.
        let of_account = self.told.range_mut(from(&key.0)..).take_while(|(other, _)| other.0 == key.0);
        of_account.filter(|(_, told)| told.by == by).for_each(|(_, told)| told.filed = true);
        self.tell(key, Told { by, line, filed: true });
    }

    /// A batch says otherwise of a line that its payer was told of, and no X12 file that would set it right.
    fn overtake(&mut self, key: Key, line: ExportLineRow) {
        let Some(told) = self.told.get_mut(&key) else { return };
        if !self.first_only.contains(&told.line.payer) {
            return;
        }
        if told.line.payer == line.payer {
            let (by, filed) = (told.by, told.filed);
            self.tell(key, Told { by, line, filed });
        } else {
            self.told.remove(&key);
        }
    }

    fn tell(&mut self, key: Key, told: Told) {
        if told.line.change == Kind::Withdrawn.slug() {
            self.told.remove(&key);
        } else {
            self.told.insert(key, told);
        }
    }

    /// How X12 files stand to what was recorded of a line last.
    pub(crate) fn filing(&self, last: &ExportLineRow) -> Filing {
        let told = self.told.get(&sent::key(last));
        if told.is_some_and(|told| is_gone(last) || sent::is_claimed_differently(&told.line, last)) {
            return Filing::Outdated;
        }
        let missed = self.with_x12.contains(&last.export_id) && !told.is_some_and(|told| told.filed);
        if missed && !is_gone(last) { Filing::LeftOut } else { Filing::Settled }
    }

    /// What the payer of a line has of it.
    pub(crate) fn line(&self, key: &Key) -> Option<&ExportLineRow> {
        self.told.get(key).map(|told| &told.line)
    }

    pub(super) fn told(&self, key: &Key) -> Option<&Told> {
        self.told.get(key)
    }

    /// The lines of a claim, as its payer was told of them.
    pub(super) fn claim(&self, account: &str, by: i64) -> Vec<(&Key, &Told)> {
        let of_account = self.told.range(from(account)..).take_while(|(key, _)| key.0 == account);
        of_account.filter(|(_, told)| told.by == by).collect()
    }

    /// The batch whose number the claim of a line gets that its payer was not told of yet.
    pub(super) fn first(&self, line: &ExportLineRow, batch: i64) -> i64 {
        let first = self.first.get(&sent::key(line)).filter(|_| line.change != Kind::New.slug());
        first.filter(|(_, payer)| *payer == line.payer).map_or(batch, |(first, _)| *first)
    }
}

/// Before every line of an account: a month has thousands of lines, and an account few.
fn from(account: &str) -> Key {
    (account.to_owned(), String::new(), 0)
}

fn is_gone(line: &ExportLineRow) -> bool {
    line.change == Kind::Withdrawn.slug()
}
