//! Hands a notice to the desktop; where there is nobody to take it, it is in the window all the same.

use tauri::{AppHandle, Runtime};

use super::words::Said;

/// Over D-Bus, as every desktop of Linux takes it (Desktop Notifications Specification 1.2, freedesktop.org). One notice takes
/// the place of the last, so that they do not pile up.
#[cfg(target_os = "linux")]
pub(super) fn say<R: Runtime>(app: &AppHandle<R>, said: Said) {
    // The answer of the bus comes by the loop of the window's thread.
    let asked = app.run_on_main_thread(move || {
        gio::bus_get(gio::BusType::Session, None::<&gio::Cancellable>, move |bus| match bus {
            Ok(bus) => linux::notify(&bus, &said),
            Err(_) => tracing::info!("no bus of this desktop: no notice is shown"),
        });
    });
    if asked.is_err() {
        tracing::error!("a notice was not shown");
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::HashMap;
    use std::sync::atomic::{AtomicU32, Ordering};

    use gio::glib::Variant;
    use gio::glib::prelude::ToVariant;
    use gio::{Cancellable, DBusCallFlags, DBusConnection};

    use super::Said;

    /// The desktop's number of the last notice; 0: there was none.
    static LAST: AtomicU32 = AtomicU32::new(0);

    /// In thousandths of a second: the desktop decides.
    const AS_LONG_AS_USUAL: i32 = -1;

    pub(super) fn notify(bus: &DBusConnection, said: &Said) {
        let hints = HashMap::from([("desktop-entry", "caretally".to_variant())]);
        let (program, icon, actions) = ("Caretally", "", Vec::<String>::new());
        let words = (
            program,
            LAST.load(Ordering::Relaxed),
            icon,
            plain(&said.head),
            plain(&said.body),
            actions,
            hints,
            AS_LONG_AS_USUAL,
        );
        bus.call(
            Some("org.freedesktop.Notifications"),
            "/org/freedesktop/Notifications",
            "org.freedesktop.Notifications",
            "Notify",
            Some(&words.to_variant()),
            None,
            DBusCallFlags::NONE,
            5_000,
            None::<&Cancellable>,
            |answer| match answer {
                Ok(number) => note(&number),
                Err(_) => tracing::info!("nobody on this desktop shows notices"),
            },
        );
    }

    fn note(answer: &Variant) {
        if let Ok(Some(number)) = answer.try_child_get::<u32>(0) {
            LAST.store(number, Ordering::Relaxed);
        }
    }

    /// The body may hold markup: a name with a `<` is text.
    fn plain(text: &str) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }
}

/// As Windows and macOS take it.
#[cfg(not(target_os = "linux"))]
pub(super) fn say<R: Runtime>(_: &AppHandle<R>, said: Said) {
    tauri::async_runtime::spawn_blocking(move || {
        let shown = notify_rust::Notification::new().summary(&said.head).body(&said.body).show();
        if shown.is_err() {
            tracing::info!("nobody on this desktop shows notices");
        }
    });
}
