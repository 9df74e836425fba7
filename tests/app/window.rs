//! The program without its window: commands sent as a screen sends them.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should fail at once")]

use std::sync::Arc;

use caretally::{Session, builder};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use tracker::{Home, ManualClock};

/// A password that keeps the rules.
pub(crate) const PASSWORD: &str = "seven lamps by the river";

/// What somebody else chooses instead of the one-time password.
pub(crate) const OWN_PASSWORD: &str = "nine patient otters hum";

/// The program on a home of its own, with a clock that stands still until it is moved.
pub(crate) struct Window {
    pub(crate) home: TempDir,
    pub(crate) clock: Arc<ManualClock>,
    // Kept alive: the webview belongs to it.
    app: App<MockRuntime>,
    webview: WebviewWindow<MockRuntime>,
}

/// A thread in the encryption library while the test's process ends would end it with a fault.
impl Drop for Window {
    fn drop(&mut self) {
        self.app.state::<Session>().wait();
    }
}

impl Window {
    /// At an instant such as `2026-11-19T15:00:00Z`, on an empty home.
    pub(crate) fn at(now: &str) -> Self {
        let now: DateTime<Utc> = now.parse().unwrap();
        Self::on(tempfile::tempdir().unwrap(), Arc::new(ManualClock::at(now)))
    }

    /// On a home that may hold a vault already.
    pub(crate) fn on(home: TempDir, clock: Arc<ManualClock>) -> Self {
        let session = Session::new(Home::at(home.path()), Arc::clone(&clock) as Arc<dyn tracker::Clock>);
        let app = builder(mock_builder(), session).build(mock_context(noop_assets())).unwrap();
        let webview = WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
        Self { home, clock, app, webview }
    }

    /// A fresh practice, set up and signed in as its manager, a nurse.
    pub(crate) fn set_up(now: &str) -> Self {
        let window = Self::at(now);
        let form = json!({
            "practice": "Juniper Hollow", "time_zone": "America/Detroit", "name": "Tamsin Reyes-Holt", "role": "rn",
            "credentials": "RN", "sign_in": "tamsin", "password": PASSWORD,
        });
        let recovery = window.ok("set_up", json!({ "form": form }));
        let group = |n: u64| recovery["groups"][usize::try_from(n).unwrap() - 1].clone();
        let asked: Vec<_> =
            recovery["ask"].as_array().unwrap().iter().map(|n| group(n.as_u64().unwrap())).collect();
        let stage = window.ok("confirm_recovery", json!({ "form": { "groups": asked } }));
        assert_eq!(stage["stage"], "open");
        window
    }

    /// Time passes while the program looks after itself: it beats and looks whether the screen has to lock.
    pub(crate) fn pass(&self, seconds: i64) {
        for _ in 0..seconds / 15 {
            self.clock.advance(15);
            self.look();
        }
        self.clock.advance(seconds % 15);
        self.look();
    }

    /// What the program does by itself, every second and every few seconds.
    pub(crate) fn look(&self) -> bool {
        let session = self.app.state::<Session>();
        session.beat();
        session.watch()
    }

    /// The program as it is behind the window.
    pub(crate) fn session(&self) -> tauri::State<'_, Session> {
        self.app.state::<Session>()
    }

    /// A copy of the vault as it lies on disk now, without a word to the running program: what a kill leaves behind.
    pub(crate) fn files_on_disk(&self) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        let (from, to) = (self.home.path().join("practice"), copy.path().join("practice"));
        std::fs::create_dir(&to).unwrap();
        for file in std::fs::read_dir(from).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
        copy
    }

    /// Sends a command; a refusal comes back as it crosses.
    pub(crate) fn send(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.into(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_string(),
        };
        get_ipc_response(&self.webview, request).map(|body| body.deserialize().unwrap())
    }

    /// Sends a command that must succeed.
    #[track_caller]
    pub(crate) fn ok(&self, command: &str, arguments: Value) -> Value {
        self.send(command, arguments).unwrap_or_else(|failure| panic!("{command}: {failure}"))
    }

    /// Sends a command that must be refused, with a code and a sentence.
    #[track_caller]
    pub(crate) fn refused(&self, command: &str, arguments: Value) -> String {
        let failure = match self.send(command, arguments) {
            Err(failure) => failure,
            Ok(answer) => panic!("{command} should refuse and answered {answer}"),
        };
        let sentence = failure["message"].as_str().unwrap_or_default();
        assert!(sentence.ends_with('.') && sentence.len() > 10, "{command}: no sentence in {failure}");
        failure["code"].as_str().unwrap_or_else(|| panic!("{command}: no code in {failure}")).to_owned()
    }
}
