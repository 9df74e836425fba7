//! The clipboard: what was copied in the window is taken back after half a minute, if it still lies there.

use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use tracker::Clock;

/// How long a copied text may lie on the clipboard: time enough to paste it, too short to be found there by somebody else.
const LIES_MS: i64 = 30_000;

/// A clipboard for text. One that is not there, or that another program holds on to, has none.
pub trait Clipboard: Send {
    /// What lies there.
    fn text(&mut self) -> Option<String>;

    /// Empties it.
    fn clear(&mut self);
}

/// The clipboard of this computer, asked for anew each time: a desktop may come and go while the program runs.
#[derive(Debug)]
pub struct SystemClipboard;

impl Clipboard for SystemClipboard {
    fn text(&mut self) -> Option<String> {
        arboard::Clipboard::new().ok()?.get_text().ok()
    }

    fn clear(&mut self) {
        if arboard::Clipboard::new().and_then(|mut clipboard| clipboard.clear()).is_err() {
            tracing::warn!("the clipboard was not cleared");
        }
    }
}

/// What is known of the last copy.
#[derive(Clone, Copy)]
enum Copy {
    /// Nothing of ours lies on the clipboard.
    None,
    /// The page has copied something; the webview may still be handing it over.
    Made { at_ms: i64 },
    /// This lay there right after: its digest only, for the text is the patient's.
    Lies { digest: [u8; 32], at_ms: i64 },
}

/// Takes back what was copied.
pub struct Copied {
    clock: Arc<dyn Clock>,
    state: Mutex<(Copy, Box<dyn Clipboard>)>,
}

impl Copied {
    /// On a clipboard.
    pub fn new(clock: Arc<dyn Clock>, clipboard: Box<dyn Clipboard>) -> Self {
        Self { clock, state: Mutex::new((Copy::None, clipboard)) }
    }

    /// The page says that something was copied.
    pub fn made(&self) {
        self.with(|copy, _, now_ms| *copy = Copy::Made { at_ms: now_ms });
    }

    /// The program ends: what it copied last does not outlive it.
    pub fn leave(&self) {
        self.with(|copy, clipboard, _| {
            let ours = match *copy {
                Copy::None => false,
                Copy::Made { .. } => true,
                Copy::Lies { digest: known, .. } => {
                    clipboard.text().is_some_and(|text| digest(&text) == known)
                }
            };
            if ours {
                clipboard.clear();
            }
            *copy = Copy::None;
        });
    }

    /// Looks once a second, on no window's thread: a clipboard of our own window would wait for it.
    pub fn look(&self) {
        self.with(|copy, clipboard, now_ms| {
            *copy = match *copy {
                Copy::None => Copy::None,
                Copy::Made { at_ms } => match clipboard.text() {
                    Some(text) => Copy::Lies { digest: digest(&text), at_ms },
                    None => Copy::None,
                },
                Copy::Lies { at_ms, .. } if now_ms - at_ms < LIES_MS => *copy,
                Copy::Lies { digest: known, .. } => {
                    if clipboard.text().is_some_and(|text| digest(&text) == known) {
                        clipboard.clear();
                    }
                    Copy::None
                }
            };
        });
    }

    fn with(&self, work: impl FnOnce(&mut Copy, &mut dyn Clipboard, i64)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (copy, clipboard) = &mut *state;
        work(copy, &mut **clipboard, self.clock.mono_ms());
    }
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracker::ManualClock;

    /// A clipboard that the test can look at and lay something on; none where there is no desktop.
    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Option<String>>>);

    impl Shared {
        fn lay(&self, text: &str) {
            *self.0.lock().unwrap() = Some(text.to_owned());
        }

        fn lies(&self) -> Option<String> {
            self.0.lock().unwrap().clone()
        }
    }

    impl Clipboard for Shared {
        fn text(&mut self) -> Option<String> {
            self.lies()
        }

        fn clear(&mut self) {
            *self.0.lock().unwrap() = None;
        }
    }

    struct Bench {
        clock: Arc<ManualClock>,
        clipboard: Shared,
        copied: Copied,
    }

    impl Bench {
        fn new() -> Self {
            let clock = Arc::new(ManualClock::at("2026-11-19T15:00:00Z".parse().unwrap()));
            let clipboard = Shared::default();
            let copied = Copied::new(Arc::clone(&clock) as Arc<dyn Clock>, Box::new(clipboard.clone()));
            Self { clock, clipboard, copied }
        }

        fn copy(&self, text: &str) {
            self.copied.made();
            self.clipboard.lay(text);
        }

        fn pass(&self, seconds: i64) {
            for _ in 0..seconds {
                self.clock.advance(1);
                self.copied.look();
            }
        }
    }

    #[test]
    fn what_was_copied_lies_there_for_half_a_minute_and_no_longer() {
        let bench = Bench::new();
        bench.copy("Marigold Fennimore 40-2117");
        bench.pass(29);
        assert!(bench.clipboard.lies().is_some());
        bench.pass(1);
        assert_eq!(bench.clipboard.lies(), None);
    }

    #[test]
    fn when_the_program_ends_what_it_copied_is_gone_and_what_somebody_else_did_stays() {
        for (seconds, other, left) in
            [(0, None, None), (10, None, None), (10, Some("a recipe"), Some("a recipe"))]
        {
            let bench = Bench::new();
            bench.copy("Marigold Fennimore");
            bench.pass(seconds);
            other.into_iter().for_each(|text| bench.clipboard.lay(text));
            bench.copied.leave();
            assert_eq!(bench.clipboard.lies().as_deref(), left);
        }
    }

    #[test]
    fn what_somebody_copied_elsewhere_since_is_left_alone() {
        let bench = Bench::new();
        bench.copy("Marigold Fennimore");
        bench.pass(10);
        bench.clipboard.lay("a recipe");
        bench.pass(600);
        assert_eq!(bench.clipboard.lies().as_deref(), Some("a recipe"));
    }

    #[test]
    fn nothing_is_cleared_that_was_not_copied_here() {
        let bench = Bench::new();
        bench.clipboard.lay("a recipe");
        bench.pass(600);
        assert_eq!(bench.clipboard.lies().as_deref(), Some("a recipe"));
    }

    #[test]
    fn a_second_copy_has_half_a_minute_of_its_own() {
        let bench = Bench::new();
        bench.copy("Marigold Fennimore");
        bench.pass(20);
        bench.copy("Odette Larkspur");
        bench.pass(29);
        assert!(bench.clipboard.lies().is_some());
        bench.pass(1);
        assert_eq!(bench.clipboard.lies(), None);
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nothing_there_longer() {
        let bench = Bench::new();
        bench.copy("Marigold Fennimore");
        bench.pass(5);
        bench.clock.set("2026-11-19T09:00:00Z".parse().unwrap());
        bench.pass(25);
        assert_eq!(bench.clipboard.lies(), None);
    }

    #[test]
    fn without_a_clipboard_nothing_happens_and_the_next_copy_is_seen_again() {
        let bench = Bench::new();
        bench.copied.made();
        bench.pass(60);
        bench.copy("Marigold Fennimore");
        bench.pass(30);
        assert_eq!(bench.clipboard.lies(), None);
    }
}
