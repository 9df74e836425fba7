//! What a test is, what it found, and the one line that says so.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use crate::pool;
use crate::stopwatch::Stopwatch;
use crate::world::Template;

/// Faults that are told in full; the rest are counted.
const TOLD: usize = 5;

/// A test of the suite.
pub(crate) struct Test {
    /// Its number.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) what: &'static str,
    /// What must come out.
    pub(crate) bar: &'static str,
    /// Does it.
    pub(crate) run: fn(&Run) -> Verdict,
}

/// How the suite is run.
pub(crate) struct Run {
    /// The long form.
    pub(crate) long: bool,
    /// The practice that every test begins with.
    pub(crate) template: Template,
    seed: u64,
    // Taken away at the end, with whatever is still in it.
    dir: tempfile::TempDir,
}

impl Run {
    pub(crate) fn new(long: bool, seed: u64, within: PathBuf) -> Self {
        std::fs::create_dir_all(&within).expect("the folder of the tests can be made");
        let dir = tempfile::Builder::new().prefix("torture-").tempdir_in(within);
        let dir = dir.expect("a folder can be made for the tests");
        Self { long, template: Template::make(dir.path()), seed, dir }
    }

    /// How often: in the short form, in the long form.
    pub(crate) fn times(&self, short: usize, long: usize) -> usize {
        if self.long { long } else { short }
    }

    /// Chance, the same for the same seed and case.
    pub(crate) fn chance(&self, case: usize) -> fastrand::Rng {
        fastrand::Rng::with_seed(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ case as u64)
    }

    /// A folder that is taken away with its value.
    pub(crate) fn folder(&self) -> tempfile::TempDir {
        tempfile::tempdir_in(self.dir.path()).expect("a folder can be made for a case")
    }

    /// The same on a disk: the usual folder may be memory.
    pub(crate) fn folder_on_disk(&self) -> tempfile::TempDir {
        let disk = std::env::var_os("TORTURE_DISK").map_or_else(std::env::temp_dir, PathBuf::from);
        std::fs::create_dir_all(&disk).expect("the folder on a disk can be made");
        tempfile::tempdir_in(disk).expect("a folder can be made on a disk")
    }

    /// Runs a test and prints its line; whether it passed.
    pub(crate) fn test(&self, test: &Test) -> bool {
        let watch = Stopwatch::start();
        let verdict = catch_unwind(AssertUnwindSafe(|| (test.run)(self))).unwrap_or_else(|panic| {
            let mut verdict = Verdict::default();
            verdict.fault(format!("the test itself ended: {}", pool::words(&*panic)));
            verdict
        });
        let passed = verdict.faults.is_empty();
        let word = if passed { "pass" } else { "FAIL" };
        let (seconds, figures) = (watch.seconds(), verdict.figures.join(", "));
        println!("{:4} {word} {seconds:6.1} s  {}: {figures} | bar: {}", test.name, test.what, test.bar);
        verdict.faults.iter().take(TOLD).for_each(|fault| println!("       {fault}"));
        if verdict.faults.len() > TOLD {
            println!("       and {} more", verdict.faults.len() - TOLD);
        }
        passed
    }
}

/// What a test found.
#[derive(Default)]
pub(crate) struct Verdict {
    figures: Vec<String>,
    faults: Vec<String>,
}

impl Verdict {
    /// Something worth reading, whether or not there is a bar for it.
    pub(crate) fn figure(&mut self, text: impl Into<String>) {
        self.figures.push(text.into());
    }

    /// A bar that was missed.
    pub(crate) fn fault(&mut self, text: impl Into<String>) {
        self.faults.push(text.into());
    }

    /// A bar.
    pub(crate) fn must(&mut self, holds: bool, otherwise: impl Into<String>) {
        if !holds {
            self.fault(otherwise);
        }
    }

    /// What the cases of a test found; a case that ended in a panic is a fault. Gives those that did not.
    pub(crate) fn cases<T>(&mut self, cases: Vec<Result<T, String>>) -> Vec<T> {
        let mut sound = Vec::with_capacity(cases.len());
        for (case, found) in cases.into_iter().enumerate() {
            match found {
                Ok(found) => sound.push(found),
                Err(panic) => self.fault(format!("case {case} ended in a panic: {panic}")),
            }
        }
        sound
    }
}
