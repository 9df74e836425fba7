//! The quick form of the suite as a test among the others, so that it is built as they are.

use std::process::Command;

#[test]
fn a_few_cases_of_each_of_the_quickest_tests_meet_their_bars() {
    let status =
        Command::new(env!("CARGO_BIN_EXE_torture")).arg("--quick").status().expect("it can be started");
    assert!(status.success(), "a bar was missed");
}
