//! The shell: the windows, the commands its screens may call, and the heartbeat. The only code that knows Tauri.

use std::sync::Arc;
use std::time::Duration;

use tauri::webview::NewWindowResponse;
use tauri::{
    App, AppHandle, Emitter, Manager, RunEvent, Runtime, WebviewUrl, WebviewWindowBuilder, WindowEvent,
};
use tracker::timers::HEARTBEAT_S;
use tracker::{Clock, Home, SystemClock};

mod clipboard;
mod commands;
mod gate;
mod idle;
mod logs;
#[cfg(target_os = "linux")]
mod os_clock;
#[cfg(target_os = "linux")]
mod os_lock;
mod outside;
mod session;
pub mod wire;

pub use clipboard::{Clipboard, Copied, SystemClipboard};
pub use commands::{COMMANDS, NEEDS, Need, Policy, need};
pub use idle::IdleSource;
pub use session::Session;

/// Runs the program until its window is closed.
///
/// # Panics
/// When the window system cannot be started: there is nobody to tell otherwise.
pub fn run() {
    let session = session(Arc::new(SystemClock));
    session.ask(idle::source());
    builder(tauri::Builder::default(), session)
        .manage(Copied::new(Arc::new(SystemClock), Box::new(SystemClipboard)))
        .plugin(watch())
        .setup(|app| {
            #[cfg(target_os = "linux")]
            {
                os_clock::ask();
                os_lock::follow(app.handle());
            }
            open_window(app)?;
            Ok(outside::open(app.handle())?)
        })
        .build(tauri::generate_context!())
        .expect("the window system starts")
        .run(happened);
}

fn happened(app: &AppHandle, event: RunEvent) {
    if let RunEvent::WindowEvent { label, event, .. } = &event {
        if label == outside::MINI {
            outside::mini_did(app, event);
        } else if let WindowEvent::Destroyed = event {
            // The small window does not keep the program open by itself.
            app.exit(0);
        }
    }
    if let RunEvent::Exit = event {
        outside::close(app);
        // With X11 and Wayland what was copied goes with its owner, and asking for it here would wait for this very thread.
        if cfg!(not(target_os = "linux")) {
            app.state::<Copied>().leave();
        }
        app.state::<Session>().close();
    }
}

fn session(clock: Arc<dyn Clock>) -> Session {
    match Home::find() {
        Ok(home) => {
            logs::write_to(&home.dir().join("logs"));
            Session::new(home, clock)
        }
        Err(error) => Session::without_home(error, clock),
    }
}

/// Commands and state on any runtime: the tests build the same program without a window.
pub fn builder<R: Runtime>(builder: tauri::Builder<R>, session: Session) -> tauri::Builder<R> {
    builder.manage(session).invoke_handler(gate::guarded(commands::handler())).plugin(heartbeat())
}

/// Proves every few seconds that the timers run. The clock is here, not in the window: a hidden page stands still.
fn heartbeat<R: Runtime>() -> tauri::plugin::TauriPlugin<R> {
    tauri::plugin::Builder::new("heartbeat")
        .setup(|app, _| {
            tauri::async_runtime::spawn(beat(app.clone()));
            Ok(())
        })
        .build()
}

async fn beat<R: Runtime>(app: AppHandle<R>) {
    let mut ticks = tokio::time::interval(Duration::from_secs(HEARTBEAT_S));
    // After a sleep one beat is enough: it finds the gap.
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        app.state::<Session>().beat();
    }
}

/// Looks every second whether the screen has to lock, here and not in the page: one that is hidden or hangs is locked, too.
fn watch<R: Runtime>() -> tauri::plugin::TauriPlugin<R> {
    tauri::plugin::Builder::new("watch")
        .setup(|app, _| {
            tauri::async_runtime::spawn(look(app.clone()));
            Ok(())
        })
        .build()
}

async fn look<R: Runtime>(app: AppHandle<R>) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if app.state::<Session>().watch() {
            tell_stage(&app);
        }
        app.state::<Copied>().look();
        if app.state::<Session>().look() {
            tell_timer(&app);
        }
        outside::look(&app);
    }
}

/// The page asks again where the program stands. It is told no more than that.
fn tell_stage<R: Runtime>(app: &AppHandle<R>) {
    if app.emit("stage", ()).is_err() {
        tracing::error!("the page was not told");
    }
}

/// The page asks again how the timers stand. It is told no more than that.
pub(crate) fn tell_timer<R: Runtime>(app: &AppHandle<R>) {
    if app.emit("timer", ()).is_err() {
        tracing::error!("the page was not told");
    }
}

/// Is a test driver to be let in? An ephemeral webview admits none, and a shipped program is always ephemeral.
fn driven() -> bool {
    cfg!(debug_assertions) && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// The window's name.
const MAIN: &str = "main";

fn open_window(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Caretally")
        .inner_size(1280.0, 820.0)
        .min_inner_size(900.0, 600.0);
    sealed(window).build()?;
    Ok(())
}

/// The program's own pages: `tauri://localhost`, or on Windows `http(s)://tauri.localhost`. A port of this computer may be
/// anybody's; only while the screens are developed they come from one.
fn is_own(url: &tauri::Url) -> bool {
    match (url.scheme(), url.host_str(), url.port()) {
        ("tauri", Some("localhost"), None) | ("http" | "https", Some("tauri.localhost"), None) => true,
        ("http", Some("localhost"), Some(_)) => tauri::is_dev(),
        _ => false,
    }
}

/// What holds for every window: it goes nowhere, opens nothing, and leaves nothing behind.
fn sealed<'a, R: Runtime, M: Manager<R>>(
    window: WebviewWindowBuilder<'a, R, M>,
) -> WebviewWindowBuilder<'a, R, M> {
    window
        .incognito(!driven())
        // Nothing dropped on the window becomes a file path in a page; and Windows keeps no pictures of patients' names.
        .disable_drag_drop_handler()
        .content_protected(cfg!(windows))
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_goes_to_no_other_page_and_to_no_port_of_this_computer() {
        let goes = |url: &str| is_own(&url.parse().unwrap());
        assert!(goes("tauri://localhost/index.html") && goes("http://tauri.localhost/"));
        for url in [
            "https://example.com/",
            "http://localhost/",
            "https://localhost:8443/x",
            "http://tauri.localhost:8080/",
            "http://127.0.0.1:1420/",
            "file:///etc/passwd",
            "tauri://localhost:7/",
            "data:text/html,x",
        ] {
            assert!(!goes(url), "{url}");
        }
    }
}
