//! Outside of the window: the tray, the small window, notices of the desktop, one key for all programs. All of it is optional:
//! where the desktop has no such thing, the window does without.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tauri::{AppHandle, Manager, Runtime, WindowEvent};
use tracker::EnrollmentId;

use crate::session::Glimpse;
use crate::wire::Failure;
use crate::{Session, tell_timer};

mod deadlines;
mod desktop;
pub(crate) mod keys;
mod mini;
mod notices;
mod tray;
mod words;

use deadlines::Deadlines;
use keys::Key;
pub(crate) use mini::LABEL as MINI;
use mini::{Mini, Noted};
use notices::Notices;
use tray::Tray;
use words::Said;

/// What of it there is.
pub(crate) struct Outside<R: Runtime> {
    /// Held while the window's thread does what it is asked to, so that thread must never wait for it.
    parts: Mutex<Parts<R>>,
    noted: Mutex<Noted>,
}

struct Parts<R: Runtime> {
    tray: Option<Tray<R>>,
    mini: Mini,
    notices: Notices,
    deadlines: Deadlines,
    key: Key,
}

impl<R: Runtime> Outside<R> {
    fn parts(&self) -> MutexGuard<'_, Parts<R>> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Runtime> Parts<R> {
    /// Deadlines that were not told yet. A fault is logged, and the board has them all the same.
    fn due(&mut self, session: &Session, open: bool, mono_ms: i64) -> Option<Said> {
        if !open {
            self.deadlines.leave();
            return None;
        }
        if !self.deadlines.is_time(mono_ms) {
            return None;
        }
        match session.deadlines() {
            Ok((who, found)) => self.deadlines.news(who, &found),
            Err(failure) => {
                tracing::error!(code = ?failure.code, "deadlines are not told");
                None
            }
        }
    }
}

/// Makes what the desktop offers.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    keys::listen(app)?;
    let parts = Parts {
        tray: Tray::make(app),
        mini: Mini::default(),
        notices: Notices::default(),
        deadlines: Deadlines::default(),
        key: Key::default(),
    };
    let noted = Noted::of(app.state::<Session>().folder().as_deref());
    app.manage(Outside { parts: Mutex::new(parts), noted: Mutex::new(noted) });
    Ok(())
}

/// Shows how the timers stand. Called every second.
pub(crate) fn look<R: Runtime>(app: &AppHandle<R>) {
    let Some(outside) = app.try_state::<Outside<R>>() else { return };
    let session = app.state::<Session>();
    let (glimpse, mono_ms) = (session.glimpse(), session.mono_ms());
    let mut parts = outside.parts();
    if let Some(tray) = &mut parts.tray {
        tray.show(&glimpse);
    }
    parts.mini.show(app, &glimpse, &outside.noted);
    let lost = parts.key.follow(app, &glimpse);
    let said = parts.notices.due(&glimpse, mono_ms);
    let due = parts.due(&session, glimpse.open, mono_ms);
    drop(parts);
    // The window tells of timers itself; of a deadline somebody on another screen of it would not hear.
    for said in lost.into_iter().chain(due).chain(said.filter(|_| !is_in_front(app))) {
        desktop::say(app, said);
    }
}

/// The place of the small window is kept for the next time.
pub(crate) fn close<R: Runtime>(app: &AppHandle<R>) {
    if let Some(outside) = app.try_state::<Outside<R>>() {
        outside.noted().keep();
    }
}

/// Something happened to the small window: its owner moved it, or closed it by hand.
pub(crate) fn mini_did<R: Runtime>(app: &AppHandle<R>, event: &WindowEvent) {
    let Some(outside) = app.try_state::<Outside<R>>() else { return };
    if let WindowEvent::Moved(place) = event {
        outside.noted().moved(place.x, place.y);
    }
    if let WindowEvent::CloseRequested { .. } = event {
        outside.noted().dismiss();
    }
}

/// The window already says what a notice would.
fn is_in_front<R: Runtime>(app: &AppHandle<R>) -> bool {
    app.get_webview_window(crate::MAIN).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Brings the window to the front.
fn bring<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(crate::MAIN) {
        // A desktop may refuse to move windows to the front; then it marks it in its list.
        let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    }
}

/// Stops what runs. What does not work out is told by the desktop, since nobody need look at the window.
fn stop<R: Runtime>(app: &AppHandle<R>) {
    did(app, app.state::<Session>().stop_outside());
}

/// Starts a timer, or goes on with what was done last.
fn start<R: Runtime>(app: &AppHandle<R>, enrollment: Option<EnrollmentId>) {
    did(app, app.state::<Session>().start_outside(enrollment));
}

/// One key for both: stops what runs, or goes on with what was done last.
fn toggle<R: Runtime>(app: &AppHandle<R>) {
    let glimpse: Glimpse = app.state::<Session>().glimpse();
    match glimpse.glance {
        Some(glance) if glance.timer.is_some() => stop(app),
        _ => start(app, None),
    }
}

fn did<R: Runtime>(app: &AppHandle<R>, done: Result<(), Failure>) {
    tell_timer(app);
    match done {
        Ok(()) => look(app),
        Err(failure) => desktop::say(app, words::not_done(&failure.message)),
    }
}
