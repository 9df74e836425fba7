//! The commands as a person or a script runs them, on one demo practice.

mod cases;
#[cfg(test)]
mod console;
mod export;
mod making;
mod opening;
mod report;
mod usage;
