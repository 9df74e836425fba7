//! Which rows an event changed, with the digest of each before and after: written small, read without copying.

use crate::catalog::Sha;

const BEFORE: u8 = 1;
const AFTER: u8 = 2;

/// A row that a transaction changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowChange<'a> {
    /// Its table.
    pub table: &'a str,
    /// Its primary key.
    pub(crate) key: &'a [u8],
    /// Its digest before; none: it was not there.
    pub before: Option<Sha>,
    /// Its digest after; none: it is not there any more.
    pub after: Option<Sha>,
}

impl RowChange<'_> {
    /// Its primary key in words: a number, or the numbers and days that make it up.
    pub fn key(&self) -> String {
        crate::catalog::key_in_words(self.key)
    }

    pub(crate) fn push(&self, out: &mut Vec<u8>) {
        out.push(self.table.len() as u8);
        out.extend_from_slice(self.table.as_bytes());
        out.extend_from_slice(&(self.key.len() as u16).to_be_bytes());
        out.extend_from_slice(self.key);
        out.push(self.before.map_or(0, |_| BEFORE) | self.after.map_or(0, |_| AFTER));
        for digest in [self.before, self.after].into_iter().flatten() {
            out.extend_from_slice(&digest);
        }
    }
}

/// Reads the changes of an event one after the other; a part that cannot be read is one `None` at the end.
pub(crate) struct RowChanges<'a>(pub(crate) &'a [u8]);

impl<'a> Iterator for RowChanges<'a> {
    type Item = Option<RowChange<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let read = self.read();
        if read.is_none() {
            self.0 = &[];
        }
        Some(read)
    }
}

impl<'a> RowChanges<'a> {
    fn read(&mut self) -> Option<RowChange<'a>> {
        let length = self.take(1)?[0];
        let table = std::str::from_utf8(self.take(usize::from(length))?).ok()?;
        let length = u16::from_be_bytes(self.take(2)?.try_into().ok()?);
        let key = self.take(usize::from(length))?;
        let flags = self.take(1)?[0];
        let before = if flags & BEFORE == 0 { None } else { Some(self.sha()?) };
        let after = if flags & AFTER == 0 { None } else { Some(self.sha()?) };
        Some(RowChange { table, key, before, after })
    }

    fn sha(&mut self) -> Option<Sha> {
        self.take(32)?.try_into().ok()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_a_cut_end_is_noticed() {
        let changes = [
            RowChange {
                table: "entry",
                key: &[1, 0, 0, 0, 0, 0, 0, 0, 7],
                before: None,
                after: Some([3; 32]),
            },
            RowChange { table: "timer", key: b"k", before: Some([4; 32]), after: None },
            RowChange { table: "patient", key: b"", before: Some([5; 32]), after: Some([6; 32]) },
        ];
        let mut bytes = Vec::new();
        changes.iter().for_each(|change| change.push(&mut bytes));
        let read: Option<Vec<_>> = RowChanges(&bytes).collect();
        assert_eq!(read.as_deref(), Some(&changes[..]));
        assert_eq!(changes[0].key(), "7");
        for cut in 1..40 {
            let cut: Vec<_> = RowChanges(&bytes[..bytes.len() - cut]).collect();
            assert_eq!((cut.len(), cut.last()), (3, Some(&None)));
        }
    }
}
