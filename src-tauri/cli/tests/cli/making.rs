//! `demo`: what it says and where it is made.

use crate::console::{Run, demo_home, on_demo};
use cli::Exit;

#[test]
fn the_demo_says_how_to_sign_in_and_is_made_only_once() {
    let (_folder, home, made) = demo_home();
    assert!(made.contains("\nSign-in:  tamsin\nPassword: quiet river, seven lamps\n"), "{made}");
    assert!(made.contains("CARETALLY_HOME="), "{made}");
    let again = Run::new(["demo", "--home"]).arg(&home).go();
    assert_eq!(again.exit, Exit::Cannot);
    assert_eq!(again.errors, "caretally-cli: There is a vault here already. It was not touched.\n");
    assert_eq!(on_demo(&home, ["verify"]).go().exit, Exit::Done);
}

#[test]
fn the_demo_is_never_made_in_the_usual_place() {
    let ran = Run::new(["demo"]).go();
    assert_eq!(ran.exit, Exit::Cannot);
    assert!(ran.errors.contains("--home DIR"), "{}", ran.errors);
}
