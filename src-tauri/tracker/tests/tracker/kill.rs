//! `kill -9` in the middle of a running timer, for real: another process, an encrypted vault, the system's clock.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use store::StaffId;
use tracker::timers::Settle;
use tracker::{Clock, EnrollmentId, Home, SystemClock};

use crate::common::{PASSWORD, SIGN_IN, lay_out, nurse_and_enrollment};

const NAME: &str = "kill::a_killed_process_leaves_its_timer_with_every_proof_it_gave";
const FOLDER: &str = "TIMED_FOLDER";
const STAFF: &str = "TIMED_STAFF";
const ENROLLMENT: &str = "TIMED_ENROLLMENT";
const KILLS: usize = 8;

#[test]
fn a_killed_process_leaves_its_timer_with_every_proof_it_gave() {
    if let Some(folder) = env::var_os(FOLDER) {
        return time_until_killed(Path::new(&folder));
    }
    let dir = tempfile::tempdir().unwrap();
    lay_out(dir.path());
    let (nurse, _) = nurse_and_enrollment();
    for kill in 0..KILLS {
        let began = SystemClock.now();
        let proof = kill_after(dir.path(), fastrand::usize(1..800));
        let lived = (SystemClock.now() - began).num_seconds();

        let (mut tracker, _) = Home::at(dir.path()).unlock(SIGN_IN, PASSWORD, Arc::new(SystemClock)).unwrap();
        let found = tracker.running(&nurse).unwrap().expect("the timer is found");
        let stands = found.interrupted_at.expect("it was interrupted");
        assert!(found.elapsed.0 <= lived, "kill {kill}: {} s of {lived}", found.elapsed.0);
        assert!(stands >= proof, "kill {kill}: a proof given at {proof} is lost, it stands at {stands}");
        tracker.settle_timer(&nurse, Settle::KeepAndStop).unwrap();
        assert_eq!(tracker.verify().unwrap().faults, Vec::<String>::new());
    }
}

/// Lets another process time until it has said that many things; gives the last proof it is known to have stored.
fn kill_after(folder: &Path, lines: usize) -> DateTime<Utc> {
    let mut child = spawn(folder);
    let said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let proofs = said.filter_map(|line| Some(line.strip_prefix("proof ")?.to_owned()));
    let proof = proofs.take(lines).last().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    proof.parse().unwrap()
}

/// This test once more, with its part as the other process.
fn spawn(folder: &Path) -> Child {
    let (nurse, enrollment) = nurse_and_enrollment();
    Command::new(env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(FOLDER, folder)
        .env(STAFF, nurse.staff.get().to_string())
        .env(ENROLLMENT, enrollment.get().to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The other process: starts the timer and beats as fast as the disk takes it, the phone on and off in between, until it is
/// killed.
fn time_until_killed(folder: &Path) {
    let (mut tracker, mut nurse) = Home::at(folder).unlock(SIGN_IN, PASSWORD, Arc::new(SystemClock)).unwrap();
    let number = |name: &str| env::var(name).unwrap().parse::<i64>().unwrap();
    nurse.staff = StaffId(number(STAFF));
    let enrollment = EnrollmentId(number(ENROLLMENT));
    let (running, _) = tracker.start_timer(&nurse, enrollment, None).unwrap();
    let mut proof = running.started_at;
    for beat in 1.. {
        // Straight to the pipe: killed, this process can flush nothing.
        let mut out = std::io::stdout().lock();
        out.write_all(format!("\nproof {}\n", proof.to_rfc3339()).as_bytes()).unwrap();
        out.flush().unwrap();
        drop(out);
        let before = SystemClock.now();
        tracker.beat().unwrap();
        // Now and then one stretch ends and another begins.
        if beat % 40 == 0 {
            tracker.set_phone(&nurse, beat % 80 == 0).unwrap();
        }
        proof = proof.max(tracker::clock::second_passed(before));
    }
}
