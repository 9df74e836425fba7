//! Several copies of the program at one folder.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};

use super::*;

const FOLDER: &str = "LOCK_TEST_FOLDER";
const GOT_IT: &str = "this copy got the folder";
const KEPT_OUT: &str = "this copy was kept out";

fn refusal(dir: &Path) -> String {
    HomeLock::take(dir).unwrap_err().to_string()
}

#[test]
fn a_second_copy_is_kept_out_until_the_first_one_ends() {
    let dir = tempfile::tempdir().unwrap();
    let first = HomeLock::take(dir.path()).unwrap();
    assert!(matches!(HomeLock::take(dir.path()), Err(VaultError::AlreadyOpen { by: None })));
    drop(first);
    assert!(HomeLock::take(dir.path()).is_ok());
}

#[test]
fn the_second_copy_says_who_has_the_folder_open() {
    let dir = tempfile::tempdir().unwrap();
    let first = HomeLock::take(dir.path()).unwrap();
    assert_eq!(refusal(dir.path()), "Caretally is already open on this PC.");
    first.set_who("nora");
    assert_eq!(refusal(dir.path()), "Caretally is already open on this PC by nora.");
    first.set_who("omar");
    assert_eq!(refusal(dir.path()), "Caretally is already open on this PC by omar.");
    drop(first);
    let _second = HomeLock::take(dir.path()).unwrap();
    assert_eq!(refusal(dir.path()), "Caretally is already open on this PC.");
}

#[test]
fn a_note_left_by_a_crash_or_made_up_by_somebody_does_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(WHO), "1\nghost\n").unwrap();
    let _held = HomeLock::take(dir.path()).unwrap();
    assert_eq!(refusal(dir.path()), "Caretally is already open on this PC.");
    for (note, shown) in [
        (b"1\n\x1b[31m\xe2\x80\xaenora\x07\n".to_vec(), " by [31mnora"),
        (b"1\n   \n".to_vec(), ""),
        (b"\xff\xfe".to_vec(), ""),
        (format!("1\n{}", "x".repeat(5_000)).into_bytes(), &format!(" by {}", "x".repeat(60))),
    ] {
        fs::write(dir.path().join(WHO), note).unwrap();
        assert_eq!(refusal(dir.path()), format!("Caretally is already open on this PC{shown}."));
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error_and_not_a_lock() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("nowhere");
    assert!(matches!(HomeLock::take(&nowhere), Err(VaultError::Io(_))));
}

/// One of the copies of the test below: waits for the word, tries, says how it went, and keeps what it got until told.
fn copy_of_the_program(dir: &Path) {
    let mut word = [0];
    std::io::stdin().read_exact(&mut word).unwrap();
    let taken = HomeLock::take(dir);
    let said = if taken.is_ok() { GOT_IT } else { KEPT_OUT };
    std::io::stdout().write_all(format!("\n{said}\n").as_bytes()).unwrap();
    std::io::stdin().read_exact(&mut word).unwrap();
}

fn start_copy(dir: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "lock::tests::of_eight_copies_started_at_once_exactly_one_gets_the_folder"])
        .env(FOLDER, dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn tell(copies: &mut [Child]) {
    copies.iter_mut().for_each(|copy| copy.stdin.as_mut().unwrap().write_all(b"!").unwrap());
}

/// Whether a copy says that it got the folder.
fn got_it(copy: &mut Child) -> bool {
    let lines = BufReader::new(copy.stdout.as_mut().unwrap()).lines().map(Result::unwrap);
    let said = lines.into_iter().find(|line| [GOT_IT, KEPT_OUT].contains(&line.as_str()));
    said.expect("a copy ended without a word") == GOT_IT
}

/// Runs itself again as eight other processes.
#[test]
fn of_eight_copies_started_at_once_exactly_one_gets_the_folder() {
    if let Some(dir) = env::var_os(FOLDER) {
        copy_of_the_program(Path::new(&dir));
        return;
    }
    for round in 0..5 {
        let dir = tempfile::tempdir().unwrap();
        let mut copies: Vec<_> = (0..8).map(|_| start_copy(dir.path())).collect();
        tell(&mut copies);
        let winners = copies.iter_mut().filter_map(|copy| got_it(copy).then_some(())).count();
        tell(&mut copies);
        for copy in copies {
            assert!(copy.wait_with_output().unwrap().status.success());
        }
        assert_eq!(winners, 1, "round {round}");
        assert!(HomeLock::take(dir.path()).is_ok(), "nobody has it any more");
    }
}
