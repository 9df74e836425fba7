//! throw-away
use std::sync::Arc;
use std::time::Instant;
use tracker::{Home, ManualClock};
fn main() {
    let dir = tempfile::tempdir().unwrap();
    let t = Instant::now();
    let clock = Arc::new(ManualClock::at("2026-11-19T20:00:00Z".parse().unwrap()));
    let (tracker, _, demo) = tracker::demo::make(&Home::at(dir.path()), clock).unwrap();
    eprintln!("make {:?} entries {}", t.elapsed(), demo.entries);
    let t = Instant::now();
    let d = tracker.dump();
    eprintln!("dump {:?}", t.elapsed());
    std::fs::write(std::env::args().nth(1).unwrap(), d).unwrap();
    let t = Instant::now();
    let v = tracker.verify().unwrap();
    eprintln!("verify {:?} {} faults", t.elapsed(), v.faults.len());
}
