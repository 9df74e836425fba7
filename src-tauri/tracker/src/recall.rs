//! Rare events of the record that are asked for again and again: what was read before is remembered, and only what came after is
//! looked through. The record is never changed, so what was found in it stays true.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use store::rare_events::{self, RareEvent};

use crate::op::Op;
use crate::{Error, Tracker};

/// What was found of each action, newest first, and how far the record was read for it.
#[derive(Default)]
pub(crate) struct Recall(Mutex<BTreeMap<&'static str, (i64, Vec<RareEvent>)>>);

impl Tracker {
    /// Every event of a rare kind, newest first.
    pub(crate) fn rare_events(&self, op: Op) -> Result<Vec<RareEvent>, Error> {
        let action = op.words().0;
        let mut known = self.recall.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (seen, found) = known.entry(action).or_default();
        let (head, mut newer) = self.store.read(|conn| -> Result<_, Error> {
            let head = store::audit::head(conn)?.map_or(0, |head| head.seq);
            Ok((head, if head > *seen { rare_events::after(conn, action, *seen)? } else { Vec::new() }))
        })?;
        newer.append(found);
        (*seen, *found) = (head, newer);
        Ok(found.clone())
    }
}
