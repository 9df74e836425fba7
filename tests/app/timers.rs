//! Timers as a screen and the system see them: away and back, interruptions, the wrong patient, undo.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use caretally::IdleSource;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::stories::enrolled;
use crate::window::{PASSWORD, Window};

const NOW: &str = "2026-11-19T15:00:00Z";

/// A system that says for how many seconds nobody has touched it; below zero it does not say.
struct Touches(Arc<AtomicI64>);

impl IdleSource for Touches {
    fn idle(&mut self) -> Option<TimeDelta> {
        Some(self.0.load(Ordering::SeqCst)).filter(|idle| *idle >= 0).map(TimeDelta::seconds)
    }
}

/// A nurse who times a patient, and the system's word of when it was touched.
fn timing() -> (Window, Arc<AtomicI64>, Value) {
    let window = Window::set_up(NOW);
    let (_, enrollment) = enrolled(&window);
    let idle = Arc::new(AtomicI64::new(0));
    window.session().ask(Box::new(Touches(Arc::clone(&idle))));
    window.ok("start_timer", json!({ "form": { "enrollment": enrollment, "activity": "call_patient" } }));
    (window, idle, json!(enrollment))
}

/// Time passes; `touched`: somebody is there. True when the page was told to look.
fn pass(window: &Window, idle: &AtomicI64, seconds: i64, touched: bool) -> bool {
    let mut told = false;
    for second in 1..=seconds {
        window.clock.advance(1);
        if touched {
            idle.store(0, Ordering::SeqCst)
        } else {
            idle.fetch_add(1, Ordering::SeqCst);
        }
        told |= window.session().look();
        if second % 15 == 0 {
            window.session().beat();
        }
    }
    told
}

#[test]
fn whoever_was_away_is_asked_once_and_the_answer_is_in_the_entry() {
    let (window, idle, _) = timing();
    assert!(!pass(&window, &idle, 60, true), "nothing is new");
    assert!(pass(&window, &idle, 400, false), "the page hears that the timer stands");
    let desk = window.ok("desk", json!({}));
    assert_eq!((&desk["running"]["elapsed_s"], &desk["running"]["away"]), (&json!(60), &json!("idle")));
    assert!(pass(&window, &idle, 30, true), "the page hears that it goes on");
    let desk = window.ok("desk", json!({}));
    assert_eq!(desk["question"]["seconds"], 401);
    assert_eq!((&desk["running"]["elapsed_s"], &desk["unsettled"]), (&json!(89), &json!(1)));
    let gaps: Vec<&Value> =
        desk["question"]["gaps"].as_array().unwrap().iter().map(|gap| &gap["id"]).collect();
    let answer = |reason: &str| {
        json!({ "form": {
            "gaps": gaps, "answer": "counted", "enrollment": null, "activity": null, "reason": reason,
        }})
    };
    assert_eq!(window.refused("answer_gap", answer("")), "refused");
    let desk = window.ok("answer_gap", answer("on the phone with the pharmacy"));
    assert_eq!((&desk["question"], &desk["unsettled"]), (&Value::Null, &json!(0)));
    assert_eq!(desk["running"]["elapsed_s"], 490);
    let stopped = window.ok("stop_timer", json!({ "form": { "activity": null, "note": "" } }));
    assert_eq!((&stopped["seconds"], &stopped["counted_s"]), (&json!(490), &json!(490)));
    let day = window.ok("day", json!({ "date": null }));
    let origins: Vec<&Value> =
        day["entries"].as_array().unwrap().iter().map(|entry| &entry["entry"]["origin"]).collect();
    assert_eq!(origins, ["timed", "attested", "timed"]);
}

#[test]
fn behind_the_locked_screen_the_timer_of_who_left_goes_on_with_the_first_touch() {
    let (window, idle, _) = timing();
    pass(&window, &idle, 60, true);
    window.ok("lock", json!({}));
    pass(&window, &idle, 400, false);
    pass(&window, &idle, 60, true);
    window.ok("unlock", json!({ "form": { "sign_in": "tamsin", "password": PASSWORD } }));
    let desk = window.ok("desk", json!({}));
    assert_eq!((&desk["running"]["elapsed_s"], &desk["question"]["seconds"]), (&json!(119), &json!(401)));
}

#[test]
fn where_the_system_says_nothing_a_touch_of_the_window_brings_the_timer_back_after_a_sleep() {
    let (window, idle, _) = timing();
    idle.store(-1, Ordering::SeqCst);
    window.clock.advance(600);
    window.session().beat();
    assert!(!window.session().look());
    assert_eq!(window.ok("desk", json!({}))["running"]["away"], "suspend");
    window.ok("attend", json!({ "form": { "input": true, "hidden": false } }));
    let desk = window.ok("desk", json!({}));
    assert_eq!((&desk["running"]["away"], &desk["question"]["seconds"]), (&Value::Null, &json!(600)));
}

#[test]
fn an_interruption_a_late_start_and_the_wrong_patient_are_set_right_and_taken_back() {
    let (window, idle, enrollment) = timing();
    pass(&window, &idle, 120, true);
    let desk = window.ok("push_timer", json!({ "form": { "enrollment": enrollment, "activity": null } }));
    assert_eq!(desk["paused"][0]["elapsed_s"], 120);
    let desk = window.ok("pop_timer", json!({ "form": { "activity": "call_patient", "note": "" } }));
    assert_eq!((&desk["paused"], &desk["running"]["elapsed_s"]), (&json!([]), &json!(120)));
    let earlier = json!({ "form": { "when": "10m", "first_pass": null } });
    assert_eq!(window.ok("began_earlier", earlier)["running"]["elapsed_s"], 720);
    let undone = window.ok("undo", json!({}));
    assert_eq!(
        (&undone["words"], &undone["desk"]["running"]["elapsed_s"]),
        (&json!("Began earlier"), &json!(120))
    );
    assert_eq!(window.ok("redo", json!({}))["desk"]["running"]["elapsed_s"], 720);
    let tail = json!({ "form": { "from": "1m", "enrollment": enrollment, "first_pass": null } });
    let desk = window.ok("move_tail", tail);
    assert_eq!((&desk["running"]["elapsed_s"], &desk["undo"]), (&json!(60), &json!("Wrong patient")));
    assert_eq!(window.ok("unsettled", json!({ "month": "2026-11" }))[0]["kind"], "running");
}
