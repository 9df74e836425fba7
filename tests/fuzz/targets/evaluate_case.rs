//! A stored case with some of its values changed, as one line of `caretally-cli evaluate`.

#![no_main]

#[path = "../changed_case.rs"]
mod changed_case;
#[path = "../laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::hold_for_case(&changed_case::from_bytes(bytes)));
