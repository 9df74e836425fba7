//! The cases of a test on every processor, each caught if it panics.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does the work for every case; the results in the order of the cases, a panic as its words.
pub(crate) fn each<T: Send>(cases: usize, work: impl Fn(usize) -> T + Sync) -> Vec<Result<T, String>> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(cases)));
    let worker = || {
        loop {
            let case = next.fetch_add(1, Ordering::Relaxed);
            if case >= cases {
                return;
            }
            let found = caught(|| work(case));
            done.lock().expect("nothing panics under this lock").push((case, found));
        }
    };
    thread::scope(|scope| (0..processors()).for_each(|_| drop(scope.spawn(worker))));
    let mut done = done.into_inner().expect("nothing panics under this lock");
    done.sort_by_key(|(case, _)| *case);
    done.into_iter().map(|(_, found)| found).collect()
}

/// Runs something that must not panic.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| words(&*panic))
}

/// What a panic said.
pub(crate) fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a word").to_owned()
}

/// How many processors there are.
pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}
