//! `caretally-cli evaluate` on 100,000 generated months, against a program that only parses the same lines.
//!
//! Whole processes, one after the other in rounds, by the processor time the system charges for them: what else runs
//! on the machine weighs less there than in seconds of the wall.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may panic, and prints its table")]

#[path = "../../rules/benches/workload/mod.rs"]
mod workload;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

const CARETALLY_CLI: &str = env!("CARGO_BIN_EXE_caretally-cli");
const LINES: usize = 100_000;
const FEW_LINES: usize = 10_000;
const ENTRIES: usize = 12;
const ROUNDS: usize = 7;
/// Linux counts the time of a process in hundredths of a second.
const TICKS_A_SECOND: f64 = 100.0;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "parse", "value", file] => parse::<Value>(file),
        [_, "parse", "nothing", file] => parse::<IgnoredAny>(file),
        _ => compare(),
    }
}

/// The reference: reads each line as JSON, and drops it.
fn parse<T: DeserializeOwned>(file: &str) {
    let mut lines = BufReader::new(File::open(file).unwrap());
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).unwrap() > 0 {
        black_box(serde_json::from_slice::<T>(&line).unwrap());
        line.clear();
    }
}

fn compare() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("months.jsonl");
    let counted = write_months(&file);
    println!("{LINES} months of {ENTRIES} entries, {} MB", fs::metadata(&file).unwrap().len() / 1_000_000);
    assert_eq!(counted_by_evaluate(&file), counted, "evaluate counts what the generator counted");
    let [ours, value, nothing] = medians(&file);
    let (few, many) = (peak_kib(FEW_LINES), peak_kib(LINES));
    println!("{:<44} {:>9} {:>9} {:>6} {:>6}", "", "figure", "reference", "ratio", "bar");
    row("evaluate / parse to serde_json::Value, s", ours, value, Some(3.0));
    row("evaluate / skip with IgnoredAny, s", ours, nothing, None);
    row("peak memory at 100k / 10k lines, MiB", many / 1024.0, few / 1024.0, Some(1.1));
}

fn row(what: &str, figure: f64, reference: f64, bar: Option<f64>) {
    let ratio = figure / reference;
    let (bar, verdict) = match bar {
        Some(bar) => (format!("{bar:.1}"), if ratio <= bar { "ok" } else { "OVER" }),
        None => ("-".to_owned(), ""),
    };
    println!("{what:<44} {figure:>9.2} {reference:>9.2} {ratio:>6.2} {bar:>6} {verdict}");
}

/// Writes the case lines; how many seconds count in all of them.
fn write_months(file: &Path) -> i64 {
    let mut out = BufWriter::new(File::create(file).unwrap());
    let mut counted = 0;
    for month in workload::months(1, LINES, ENTRIES) {
        writeln!(out, "{}", month.line).unwrap();
        counted += month.counted;
    }
    out.flush().unwrap();
    counted
}

fn evaluate(args: &[&Path]) -> Command {
    let mut command = Command::new(CARETALLY_CLI);
    command.arg("evaluate").args(args);
    command
}

fn counted_by_evaluate(file: &Path) -> i64 {
    let mut child = evaluate(&[file]).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let counted = lines.map(|line| {
        let statement: Value = serde_json::from_str(&line.unwrap()).unwrap();
        statement["accounts"][0]["tracks"][0]["counted_s"].as_i64().unwrap()
    });
    let counted = counted.sum();
    assert!(child.wait().unwrap().success());
    counted
}

/// Seconds of processor time of `evaluate`, of parsing to values and of skipping: the median of each.
fn medians(file: &Path) -> [f64; 3] {
    let reference = |kind: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["parse", kind]).arg(file);
        command
    };
    let mut contenders = [evaluate(&[file]), reference("value"), reference("nothing")];
    let mut rounds = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        for (command, times) in contenders.iter_mut().zip(&mut rounds) {
            times.push(processor_ticks(command));
        }
    }
    rounds.map(|mut times| {
        times.sort_unstable();
        f64::from(times[ROUNDS / 2]) / TICKS_A_SECOND
    })
}

/// What the system charges for one run.
fn processor_ticks(command: &mut Command) -> u32 {
    let before = ticks_of_children();
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
    ticks_of_children() - before
}

/// The fields `cutime` and `cstime`, of all children that have ended.
fn ticks_of_children() -> u32 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit(')').next().unwrap();
    after_name.split_whitespace().skip(13).take(2).map(|ticks| ticks.parse::<u32>().unwrap()).sum()
}

/// The most memory `evaluate` has had when it has answered so many lines and still waits for more.
fn peak_kib(lines: usize) -> f64 {
    let mut child = evaluate(&[]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let feeder = thread::spawn(move || {
        for month in workload::months(2, lines, ENTRIES) {
            writeln!(input, "{}", month.line).unwrap();
        }
        input
    });
    let answers = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(answers.take(lines).map(|line| line.unwrap().len().min(1)).sum::<usize>(), lines);
    let peak = high_water(&child);
    drop(feeder.join().unwrap());
    assert!(child.wait().unwrap().success());
    peak
}

fn high_water(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
