//! The commands as a person or a script runs them, on demo practices.

mod cases;
#[cfg(test)]
mod console;
mod export;
mod making;
mod opening;
mod recover;
mod report;
mod usage;
