//! What a process asks of the disk, in order, as strace saw it: writes, cuts, flushes, names; and what it said meanwhile.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::child::{self, Running};
use crate::world::World;

/// Everything that changes a file or its name, and what makes sure of it.
const CALLS: &str = "openat,open,creat,lseek,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,\
                     sync_file_range,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,copy_file_range,sendfile";

/// Something that a process did. Files go by the name they have in the folder of the vault; the folder itself is "".
#[derive(Debug)]
pub(super) enum Event {
    Write {
        name: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        name: String,
        length: usize,
    },
    Made(String),
    Renamed {
        from: String,
        to: String,
    },
    Removed(String),
    /// It began to wait for the disk; the number pairs it with the end of the wait.
    Flushing {
        name: String,
        wait: usize,
    },
    Flushed {
        wait: usize,
    },
    /// It said a line: what it said before is promised.
    Said(String),
}

/// Runs a child of this test under strace, to its end.
pub(super) fn record(world: &World, words: &[String]) -> Result<Vec<Event>, String> {
    let (home, log) = (fs::canonicalize(world.home()).unwrap(), world.home().join("strace.log"));
    let child = child::command("r2", &home, &world.key(), words);
    let mut strace = Command::new("strace");
    strace.args([
        "-f",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-e",
        "signal=none",
        "-e",
        &format!("trace={CALLS}"),
        "-o",
    ]);
    strace.arg(&log).arg(child.get_program()).args(child.get_args());
    strace.envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let ended = Running::start(strace).wait();
    if !ended.in_order {
        return Err(format!("strace could not record: {}", ended.errors.trim()));
    }
    let text = fs::read_to_string(&log).map_err(|error| format!("strace left no record: {error}"))?;
    let mut reader = Reader { vault: home.join("practice"), ..Reader::default() };
    text.lines().try_for_each(|line| reader.line(line))?;
    Ok(reader.events)
}

#[derive(Default)]
struct Reader {
    vault: std::path::PathBuf,
    events: Vec<Event>,
    /// The beginning of a call of each thread that another thread's line interrupted, and its wait for the disk.
    begun: HashMap<String, (String, Option<usize>)>,
    offsets: HashMap<String, usize>,
    waits: usize,
}

impl Reader {
    /// `PID call(…) = result`, or its two halves, each on a line of its own.
    fn line(&mut self, line: &str) -> Result<(), String> {
        let Some((thread, call)) = line.split_once(' ') else { return Ok(()) };
        let call = call.trim_start();
        if call.starts_with("+++") || call.starts_with("---") {
            return Ok(());
        }
        if let Some(begun) = call.strip_suffix(" <unfinished ...>") {
            let wait = self.begin(begun)?;
            self.begun.insert(thread.to_owned(), (begun.to_owned(), wait));
        } else if call.starts_with("<... ") {
            let rest = call.split_once(" resumed>").map_or("", |(_, rest)| rest);
            let Some((begun, wait)) = self.begun.remove(thread) else { return Ok(()) };
            self.end(&format!("{begun}{rest}"), wait);
        } else {
            let wait = self.begin(call)?;
            self.end(call, wait);
        }
        Ok(())
    }

    /// What counts from the moment it is asked for: a write may reach the disk from then on.
    fn begin(&mut self, call: &str) -> Result<Option<usize>, String> {
        let (name, rest) = call.split_once('(').unwrap_or((call, ""));
        let texts = quoted(rest);
        match name {
            "write" | "pwrite64" => self.write(name, rest, &texts),
            "ftruncate" => {
                if let Some(file) = self.file_of(rest) {
                    self.events.push(Event::Cut { name: file, length: number_after(rest, 1).unwrap_or(0) });
                }
            }
            "fsync" | "fdatasync" => return Ok(self.flushing(rest)),
            "rename" | "renameat" | "renameat2" => {
                if let [from, to] = &self.names(&texts)[..] {
                    self.events.push(Event::Renamed { from: from.clone(), to: to.clone() });
                }
            }
            "unlink" | "unlinkat" => {
                let removed = self.names(&texts).into_iter().map(Event::Removed);
                self.events.extend(removed);
            }
            "openat" | "open" | "creat" | "lseek" | "fallocate" | "sync_file_range" => {}
            other if self.file_of(rest).is_some() || !self.names(&texts).is_empty() => {
                return Err(format!("the recording does not know what {other} does to a file"));
            }
            _ => {}
        }
        Ok(None)
    }

    /// What counts once it is done.
    fn end(&mut self, call: &str, wait: Option<usize>) {
        let (name, rest) = call.split_once('(').unwrap_or((call, ""));
        let result = rest.rsplit_once(" = ").map_or("", |(_, result)| result);
        let done: Option<usize> = result.split(['<', ' ']).next().and_then(|number| number.parse().ok());
        match (name, done) {
            ("openat" | "open" | "creat", Some(fd)) => {
                self.offsets.insert(fd.to_string(), 0);
                let Some(file) = self.names(&quoted(rest)).pop() else { return };
                if rest.contains("O_CREAT") {
                    self.events.push(Event::Made(file.clone()));
                }
                if rest.contains("O_TRUNC") {
                    self.events.push(Event::Cut { name: file, length: 0 });
                }
            }
            ("lseek", Some(at)) => {
                self.offsets.insert(fd(rest).to_owned(), at);
            }
            ("fsync" | "fdatasync", Some(0)) => self.events.extend(wait.map(|wait| Event::Flushed { wait })),
            _ => {}
        }
    }

    fn write(&mut self, call: &str, rest: &str, texts: &[Vec<u8>]) {
        let bytes = texts.first().cloned().unwrap_or_default();
        if fd(rest) == "1" {
            let said = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            self.events.push(Event::Said(said));
            return;
        }
        let offset = self.offsets.entry(fd(rest).to_owned()).or_default();
        let at = if call == "write" { *offset } else { number_after(rest, 3).unwrap_or(0) };
        if call == "write" {
            *offset += bytes.len();
        }
        if let Some(name) = self.file_of(rest) {
            self.events.push(Event::Write { name, at, bytes });
        }
    }

    fn flushing(&mut self, rest: &str) -> Option<usize> {
        let name = self.file_of(rest)?;
        self.waits += 1;
        self.events.push(Event::Flushing { name, wait: self.waits });
        Some(self.waits)
    }

    /// The file of the vault that a call's first argument stands for.
    fn file_of(&self, rest: &str) -> Option<String> {
        let path = rest.split_once('<')?.1.split_once('>')?.0;
        self.name(&unescaped(path))
    }

    fn names(&self, texts: &[Vec<u8>]) -> Vec<String> {
        texts.iter().filter_map(|path| self.name(path)).collect()
    }

    /// What lies in the folder of the vault; SQLite's index of the log holds nothing that is not elsewhere.
    fn name(&self, path: &[u8]) -> Option<String> {
        let path = String::from_utf8_lossy(path).into_owned();
        let name = Path::new(&path).strip_prefix(&self.vault).ok()?.to_string_lossy().into_owned();
        (!name.ends_with("-shm")).then_some(name)
    }
}

fn fd(rest: &str) -> &str {
    rest.split(|one: char| !one.is_ascii_digit()).next().unwrap_or_default()
}

/// The argument at this place, where it is a plain number.
fn number_after(rest: &str, place: usize) -> Option<usize> {
    let word = rest.split(", ").nth(place)?;
    word.split(|one: char| !one.is_ascii_digit()).next()?.parse().ok()
}

/// Every text among the arguments; all of it is written as `\x41`.
fn quoted(rest: &str) -> Vec<Vec<u8>> {
    rest.split('"').skip(1).step_by(2).map(unescaped).collect()
}

fn unescaped(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).filter_map(|two| u8::from_str_radix(two.get(..2)?, 16).ok()).collect()
}
