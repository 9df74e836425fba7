//! The commands as a person or a script runs them, on demo practices.

mod audit;
mod backup;
mod cases;
#[cfg(test)]
mod check;
#[cfg(test)]
mod console;
mod explain;
mod export;
#[cfg(test)]
mod hostile;
mod making;
mod opening;
mod recover;
mod report;
#[cfg(test)]
mod rules;
mod salvage;
mod usage;
