//! Use cases through the tracker, on real encrypted vaults, with a clock that stands still until it is moved.

#![expect(
    clippy::unwrap_used,
    reason = "what a test is made of fails by panic too; clippy's own exception ends at the test functions"
)]

mod access;
mod audit;
mod away;
mod backups;
mod batches;
mod claims;
mod clock;
mod codes;
mod common;
mod dated;
mod decisions;
mod entries;
mod export;
mod formulas;
mod home;
mod import;
mod insights;
mod keys;
mod kill;
mod law;
mod new_keys;
mod nights;
mod papers;
mod papers_read;
mod people;
mod pile;
mod plans;
mod resigned;
mod restores;
mod review;
mod roles;
mod rule_packs;
mod rulebook;
mod salvage;
mod sealed;
mod seed_office;
mod seed_workflows;
mod services;
mod sign_in;
mod stopped;
mod tcm;
mod tcm_board;
mod tcm_faq;
mod timers;
mod today;
mod trust;
mod undo;
mod x12;
mod x12_corrections;
mod years;
