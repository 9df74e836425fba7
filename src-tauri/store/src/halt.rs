//! The word that long work should stop: said by whoever waits for it, heard between its slices and within SQLite's statements.

use std::ffi::c_int;
use std::sync::Arc;
#[cfg(feature = "tamper")]
use std::sync::atomic::AtomicU32;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::{Conn, StoreError};

const GOING: u8 = 0;
const STOPPED: u8 = 1;
const DECIDED: u8 = 2;

/// SQLite asks after so many of its steps, less than a millisecond of work: nobody waits for that, and no check is slower for it.
const STEPS: c_int = 4_000;

/// Shared by who works and who waits.
#[derive(Clone, Debug, Default)]
pub struct Halt(Arc<Word>);

#[derive(Debug, Default)]
struct Word {
    state: AtomicU8,
    /// The word is said at this look from now on; none is said at 0.
    #[cfg(feature = "tamper")]
    looks: AtomicU32,
}

impl Halt {
    /// Says it. False where it is too late: what was asked for is being made good.
    pub fn stop(&self) -> bool {
        let _ = self.0.state.compare_exchange(GOING, STOPPED, Ordering::AcqRel, Ordering::Acquire);
        self.0.state.load(Ordering::Acquire) == STOPPED
    }

    /// Was it said?
    pub fn is_stopped(&self) -> bool {
        #[cfg(feature = "tamper")]
        self.count_look();
        self.0.state.load(Ordering::Acquire) == STOPPED
    }

    /// Looks, between two slices of work.
    ///
    /// # Errors
    /// It was said.
    pub fn go_on(&self) -> Result<(), StoreError> {
        if self.is_stopped() { Err(StoreError::Stopped) } else { Ok(()) }
    }

    /// The last look, before what was done is made good: from here on the word is not heard any more.
    ///
    /// # Errors
    /// It was said.
    pub fn decide(&self) -> Result<(), StoreError> {
        self.go_on()?;
        match self.0.state.compare_exchange(GOING, DECIDED, Ordering::AcqRel, Ordering::Acquire) {
            Err(STOPPED) => Err(StoreError::Stopped),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Are both one?
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// One that says it by itself at the given look, counted from 1: the same moment at each run.
    #[cfg(feature = "tamper")]
    pub fn at_look(look: u32) -> Self {
        Self(Arc::new(Word { looks: AtomicU32::new(look), ..Word::default() }))
    }

    #[cfg(feature = "tamper")]
    fn count_look(&self) {
        let less = |looks: u32| looks.checked_sub(1);
        if self.0.looks.fetch_update(Ordering::AcqRel, Ordering::Acquire, less) == Ok(1) {
            self.stop();
        }
    }
}

/// From now on the statements of a connection end when the word is said; none: they run to their end.
pub(crate) fn heed(conn: &Conn, halt: Option<&Halt>) -> Result<(), StoreError> {
    let handler = halt.cloned().map(|halt| move || halt.is_stopped());
    Ok(conn.progress_handler(STEPS, handler)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    const LONG: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) \
                        SELECT count(*) FROM n";

    #[test]
    fn a_statement_that_runs_long_ends_when_the_word_is_said_and_the_next_one_runs() {
        let store = Sample::new();
        let count = |conn: &Conn| Ok(conn.query_row(LONG, [], |row| row.get::<_, i64>(0))?);
        let halt = Halt::default();
        store.read(|conn| heed(conn, Some(&halt)));
        assert!(halt.stop());
        assert_eq!(store.store.read(count), Err(StoreError::Stopped));
        store.read(|conn| heed(conn, None));
        assert_eq!(store.store.read(count), Ok(3_000_000));
    }

    #[test]
    fn what_is_being_made_good_is_not_stopped_any_more() {
        let halt = Halt::default();
        halt.decide().unwrap();
        assert!(!halt.stop());
        assert_eq!(halt.go_on(), Ok(()));
        let stopped = Halt::default();
        assert!(stopped.stop());
        assert_eq!(stopped.decide(), Err(StoreError::Stopped));
    }
}
