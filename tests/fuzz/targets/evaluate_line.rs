//! Any bytes at all as the input of `caretally-cli evaluate`.

#![no_main]

#[path = "../laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::hold_for_bytes(bytes));
