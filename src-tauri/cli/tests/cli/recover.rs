//! A lost password: the printed recovery key sets a new one.

use std::sync::Arc;

use cli::Exit;
use tracker::{FirstRun, Home, SystemClock};

use crate::console::Run;

#[test]
fn the_printed_key_sets_a_new_password_and_a_wrong_one_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let first = FirstRun {
        practice: "Larch Street Clinic".into(),
        time_zone: "America/Chicago".into(),
        name: "Ines Calloway".into(),
        role: "physician".into(),
        credentials: "MD".into(),
        sign_in: "ines".into(),
        password: "willow gate seventeen kettles".into(),
        demo: false,
    };
    let (tracker, _, key) = Home::at(home.path()).set_up(&first, Arc::new(SystemClock)).unwrap();
    drop(tracker);
    let recover = |key: &str| {
        let typed = format!("{key}\nnine herons over the marsh\n");
        let run = Run::new(["recover", "--password-stdin", "--home"]).arg(home.path());
        run.input(typed.as_bytes()).go()
    };
    let verify =
        |password: &str| Run::new(["verify", "--home"]).arg(home.path()).password(password).go().exit;

    let wrong = recover("0000000-0000000");
    assert_eq!(wrong.exit, Exit::Cannot, "{}", wrong.errors);
    assert_eq!(verify("willow gate seventeen kettles"), Exit::Done);

    let done = recover(&key.to_string());
    assert_eq!(done.exit, Exit::Done, "{}", done.errors);
    assert!(!done.output.contains(&key.to_string()), "the new key is printed, not the old");
    assert_eq!(verify("nine herons over the marsh"), Exit::Done);
    assert_eq!(verify("willow gate seventeen kettles"), Exit::NotAllowed);
}
