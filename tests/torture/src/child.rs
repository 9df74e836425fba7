//! The suite as another process: it says a line for everything that is done for good, until it is killed or has done it all.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use vault::DataKey;

use crate::stopwatch::Stopwatch;
use crate::world::unhex;

const KEY: &str = "TORTURE_KEY";

/// What a child is given: its folder, the key of the vault there, and the words after them.
pub(crate) struct Part {
    pub(crate) home: PathBuf,
    pub(crate) key: DataKey,
    pub(crate) words: Vec<String>,
}

impl Part {
    /// The number at this place.
    pub(crate) fn number(&self, place: usize) -> i64 {
        self.words[place].parse().unwrap()
    }
}

/// Plays the part that it is started for.
pub(crate) fn run(words: &[String]) -> ExitCode {
    let (name, home, words) = (&words[0], PathBuf::from(&words[1]), words[2..].to_vec());
    let key = DataKey::from_bytes(unhex(&std::env::var(KEY).unwrap()));
    let part = Part { home, key, words };
    match name.as_str() {
        "r1" => crate::r1_kill::child(&part),
        "r2" => crate::r2_power::child(&part),
        "r3" => crate::r3_full::child(&part),
        "r18" => crate::r18_formats::child(&part),
        "r4" => crate::r4_errors::child(&part),
        "r17" => crate::r17_processes::child(&part),
        "r10" => crate::r10_imports::child(&part),
        "r16" => crate::r16_leaks::child(&part),
        "r20" => crate::r20_day::child(&part),
        "r21" => crate::r21_size::years::child(&part),
        "r22" => crate::r22_whole::child(&part),
        _ => panic!("no part is called {name}"),
    }
    ExitCode::SUCCESS
}

/// Says a line, straight to the pipe: a process that is killed can flush nothing.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// The command that starts a child for a vault.
pub(crate) fn command(part: &str, home: &Path, key: &DataKey, words: &[String]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("child").arg(part).arg(home).args(words).env(KEY, key.hex().as_str());
    command
}

/// A child that runs.
pub(crate) struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    errors: thread::JoinHandle<String>,
}

/// What a child says next.
pub(crate) enum Next {
    /// A line.
    Line(String),
    /// Nothing yet.
    Silence,
    /// Nothing any more.
    End,
}

/// How a child ended.
pub(crate) struct Ended {
    /// Lines that had not been taken before.
    pub(crate) lines: Vec<String>,
    /// What it wrote about faults of its own.
    pub(crate) errors: String,
    /// It ended by itself, in good order.
    pub(crate) in_order: bool,
}

impl Ended {
    /// Anything panicked, on any of its threads.
    pub(crate) fn panicked(&self) -> bool {
        self.errors.contains("panicked at")
    }
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let (teller, lines) = mpsc::channel();
        thread::spawn(move || {
            // Half a line is what a killed process leaves: it was not said.
            let whole = BufReader::new(out).split(b'\n').map_while(Result::ok);
            whole
                .map(|line| String::from_utf8_lossy(&line).into_owned())
                .try_for_each(|line| teller.send(line))
        });
        let errors = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = err.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        Self { stdin: child.stdin.take(), child, lines, errors }
    }

    /// The next line; none when it has ended.
    pub(crate) fn line(&self) -> Option<String> {
        self.lines.recv().ok()
    }

    /// The next line, if it comes within so many milliseconds.
    pub(crate) fn line_within(&self, ms: u64) -> Next {
        match self.lines.recv_timeout(Duration::from_millis(ms)) {
            Ok(line) => Next::Line(line),
            Err(RecvTimeoutError::Timeout) => Next::Silence,
            Err(RecvTimeoutError::Disconnected) => Next::End,
        }
    }

    /// Lets it go on to what waits for its input.
    pub(crate) fn go_on(&mut self) {
        if let Some(stdin) = &mut self.stdin {
            // One that has ended is found by its lines.
            let _ = stdin.write_all(b"\n");
        }
    }

    /// The lines it says within so many milliseconds.
    pub(crate) fn lines_for(&self, ms: u64) -> Vec<String> {
        let (watch, mut lines) = (Stopwatch::start(), Vec::new());
        loop {
            let left = Duration::from_millis(ms).saturating_sub(Duration::from_nanos(watch.nanoseconds()));
            match self.lines.recv_timeout(left) {
                Ok(line) => lines.push(line),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return lines,
            }
        }
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) -> Ended {
        // One that has ended by itself needs no killing.
        let _ = self.child.kill();
        self.wait()
    }

    /// Waits until it ends by itself.
    pub(crate) fn wait(mut self) -> Ended {
        drop(self.stdin.take());
        let in_order = self.child.wait().unwrap().success();
        Ended { lines: self.lines.iter().collect(), errors: self.errors.join().unwrap(), in_order }
    }
}

/// Waits for a line from the process that started this one, or for its end.
pub(crate) fn wait_for_the_word() {
    let mut line = String::new();
    let _ = std::io::stdin().lock().read_line(&mut line);
}
