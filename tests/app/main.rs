//! Tests of the whole program without its window: one binary, so that Tauri is linked once.

mod abuse;
mod backups;
mod ipc;
mod people;
mod rights;
mod session;
mod stories;
mod tidy;
mod timers;
mod window;
