//! What a test is, what it found, the line that says so, and the page of all lines at the end.

use std::fmt::Write as _;
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

/// How much is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A few of each: with every change of the program.
    Quick,
    /// What ten minutes allow.
    Short,
    /// A night's work.
    Long,
}

/// The quick form tries one of so many of the short one.
const QUICK: usize = 8;

/// How the suite is run.
pub(crate) struct Run {
    /// How much is tried.
    pub(crate) form: Form,
    /// The practice that every test begins with.
    pub(crate) template: Template,
    seed: u64,
    // Taken away at the end, with whatever is still in it.
    dir: tempfile::TempDir,
}

/// What a test came to.
pub(crate) struct Line {
    test: &'static Test,
    seconds: f64,
    verdict: Verdict,
}

impl Run {
    pub(crate) fn new(form: Form, seed: u64, within: PathBuf) -> Self {
        std::fs::create_dir_all(&within).expect("the folder of the tests can be made");
        let dir = tempfile::Builder::new().prefix("torture-").tempdir_in(within);
        let dir = dir.expect("a folder can be made for the tests");
        Self { form, template: Template::make(dir.path()), seed, dir }
    }

    /// How often: in the short form, in the long form.
    pub(crate) fn times(&self, short: usize, long: usize) -> usize {
        match self.form {
            Form::Quick => short.div_ceil(QUICK),
            Form::Short => short,
            Form::Long => long,
        }
    }

    /// Chance, the same for the same seed and case.
    pub(crate) fn chance(&self, case: usize) -> fastrand::Rng {
        fastrand::Rng::with_seed(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ case as u64)
    }

    /// The seed of all chance.
    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// A folder that is taken away with its value.
    pub(crate) fn folder(&self) -> tempfile::TempDir {
        tempfile::tempdir_in(self.dir.path()).expect("a folder can be made for a case")
    }

    /// The same on a disk: the usual folder may be memory.
    pub(crate) fn folder_on_disk(&self) -> tempfile::TempDir {
        std::fs::create_dir_all(disk()).expect("the folder on a disk can be made");
        tempfile::tempdir_in(disk()).expect("a folder can be made on a disk")
    }

    /// Runs a test and prints its line.
    pub(crate) fn test(&self, test: &'static Test) -> Line {
        let watch = Stopwatch::start();
        let verdict = catch_unwind(AssertUnwindSafe(|| (test.run)(self))).unwrap_or_else(|panic| {
            let mut verdict = Verdict::default();
            verdict.fault(format!("the test itself ended: {}", pool::words(&*panic)));
            verdict
        });
        let line = Line { test, seconds: watch.seconds(), verdict };
        line.print();
        line
    }
}

impl Line {
    pub(crate) fn passed(&self) -> bool {
        self.verdict.faults.is_empty()
    }

    fn word(&self) -> &'static str {
        if self.passed() { "pass" } else { "FAIL" }
    }

    fn print(&self) {
        let Self { test, seconds, verdict } = self;
        let figures = verdict.figures.join(", ");
        println!(
            "{:4} {} {seconds:6.1} s  {}: {figures} | bar: {}",
            test.name,
            self.word(),
            test.what,
            test.bar
        );
        verdict.faults.iter().take(TOLD).for_each(|fault| println!("       {fault}"));
        if verdict.faults.len() > TOLD {
            println!("       and {} more", verdict.faults.len() - TOLD);
        }
    }
}

/// A folder on a disk that keeps what is written to it.
pub(crate) fn disk() -> PathBuf {
    std::env::var_os("TORTURE_DISK").map_or_else(std::env::temp_dir, PathBuf::from)
}

/// All lines as a table, with what is to be known of the computer they were measured on.
pub(crate) fn page(lines: &[Line], form: Form, load_before: &str) -> String {
    let form = match form {
        Form::Quick => "quick",
        Form::Short => "short",
        Form::Long => "long",
    };
    let profile = if cfg!(debug_assertions) { "development" } else { "release" };
    let mut page = format!(
        "Torture suite, {form} form, {profile} profile, {} processors, load {load_before} before and {} after.\n\n\
         | | result | seconds | figures | bar |\n| --- | --- | ---: | --- | --- |\n",
        pool::processors(),
        load(),
    );
    for line in lines {
        let figures = line.verdict.figures.join(", ").replace('|', "/");
        let Test { name, bar, .. } = line.test;
        // Writing into a string cannot fail.
        let _ = writeln!(page, "| {name} | {} | {:.1} | {figures} | {bar} |", line.word(), line.seconds);
    }
    page
}

/// How many programs waited for a processor in the last minute, where the system says it.
pub(crate) fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("unknown").to_owned()
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
