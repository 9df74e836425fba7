//! R22: the whole program killed with a timer running. It needs the webview, so it is a test of `make e2e`.

use crate::report::{Run, Test, Verdict};

pub(crate) const TEST: Test = Test {
    name: "R22",
    what: "the whole program killed with a timer running",
    bar: "every time the timer is back with the right minutes",
    run,
};

fn run(_: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    verdict.figure("not run here: tests/e2e/crash.test.mjs does it in the real webview (`make e2e`)");
    verdict
}
