//! What is handed out: a batch as tables and as a report, the audit packet of a claim, the totals of a month. From rows to the
//! tables and blocks that `exchange` makes bytes of.

pub(crate) mod batch;
mod documents;
mod entries;
pub mod packet;
mod record;
mod services;
mod summary;
pub mod totals;
mod words;
