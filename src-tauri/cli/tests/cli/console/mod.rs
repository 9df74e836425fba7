//! Runs commands the way the program does, with streams in memory, and makes demo practices for them.

pub(crate) mod folder;

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cli::{Console, Exit};
use serde_json::Value;
use tempfile::TempDir;
use tracker::{ManualClock, demo};

/// When all of this happens: a Thursday afternoon in Detroit.
pub(crate) const NOW: &str = "2026-11-19T20:00:00Z";

/// Cases with the statements that are expected of them.
pub(crate) const SEED: &str = include_str!("../../../../../tests/data/cases/seed.jsonl");

/// A command with everything around it.
pub(crate) struct Run {
    args: Vec<OsString>,
    input: Vec<u8>,
    sign_in: Option<OsString>,
    password: Option<OsString>,
    typed: Option<String>,
    reader_gone: bool,
}

/// What came of it.
pub(crate) struct Ran {
    pub(crate) exit: Exit,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Run {
    pub(crate) fn new<'a>(args: impl IntoIterator<Item = &'a str>) -> Self {
        let args = std::iter::once("caretally-cli").chain(args).map(OsString::from).collect();
        Self { args, input: Vec::new(), sign_in: None, password: None, typed: None, reader_gone: false }
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    /// On standard input.
    pub(crate) fn input(mut self, bytes: &[u8]) -> Self {
        self.input = bytes.to_owned();
        self
    }

    /// In the environment.
    pub(crate) fn sign_in(mut self, name: &str) -> Self {
        self.sign_in = Some(name.into());
        self
    }

    /// In the environment.
    pub(crate) fn password(mut self, password: &str) -> Self {
        self.password = Some(password.into());
        self
    }

    /// By a person at a terminal.
    pub(crate) fn typing(mut self, password: &str) -> Self {
        self.typed = Some(password.to_owned());
        self
    }

    /// Nobody reads the output.
    pub(crate) fn reader_gone(mut self) -> Self {
        self.reader_gone = true;
        self
    }

    pub(crate) fn go(self) -> Ran {
        let (mut output, mut errors, mut gone) = (Vec::new(), Vec::new(), Gone);
        let typed = self.typed.clone().unwrap_or_default();
        let ask = move |_: &str| Ok(typed.clone());
        let exit = cli::run(
            self.args,
            &mut Console {
                input: &mut self.input.as_slice(),
                output: if self.reader_gone { &mut gone } else { &mut output },
                errors: &mut errors,
                ask_secret: if self.typed.is_some() { Some(&ask) } else { None },
                sign_in: self.sign_in,
                password: self.password,
                clock: Arc::new(ManualClock::at(NOW.parse().unwrap())),
            },
        );
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { exit, output: text(output), errors: text(errors) }
    }
}

/// A pipe whose reader has ended.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A command on the demo practice, signed in as its manager.
pub(crate) fn on_demo<'a>(home: &Path, args: impl IntoIterator<Item = &'a str>) -> Run {
    let mut run = Run::new(["--home"]).arg(home);
    run.args.extend(args.into_iter().map(OsString::from));
    run.sign_in(demo::SIGN_IN).password(demo::PASSWORD)
}

/// A demo practice of the test's own, gone with the guard, and what was said when it was made.
pub(crate) fn demo_home() -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let ran = Run::new(["demo", "--home"]).arg(&home).go();
    assert_eq!(ran.exit, Exit::Done, "{}", ran.errors);
    (folder, home, ran.output)
}

/// The object that a command printed.
pub(crate) fn json(ran: &Ran) -> Value {
    assert_eq!(ran.exit, Exit::Done, "{}", ran.errors);
    serde_json::from_str(&ran.output).unwrap()
}
