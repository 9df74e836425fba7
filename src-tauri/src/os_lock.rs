//! When the computer locks its screen or goes to sleep, ours locks with it: told over D-Bus by logind and by the desktop.
//!
//! Where there is no such bus nothing is heard, and the watch of every second finds a sleep by its gap. Windows and macOS tell
//! it by other ways, which are not built.

use gio::glib::Variant;
use gio::{BusType, Cancellable, DBusConnection, DBusSignalFlags};
use tauri::{AppHandle, Manager, Runtime};

use crate::{Session, tell_stage};

/// What is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// The screen is locked; `false`: unlocked.
    Lock,
    /// The screen is unlocked.
    Unlock,
    /// The computer goes to sleep; `false`: it woke.
    Sleep,
}

/// Who says it, on which interface, in which signal.
struct Told {
    what: What,
    sender: Option<&'static str>,
    interface: &'static str,
    signal: &'static str,
}

/// logind (systemd, org.freedesktop.login1): somebody asked for a lock; the computer is about to sleep.
const OF_THE_SYSTEM: [Told; 3] = [
    Told {
        what: What::Lock,
        sender: Some("org.freedesktop.login1"),
        interface: "org.freedesktop.login1.Session",
        signal: "Lock",
    },
    Told {
        what: What::Unlock,
        sender: Some("org.freedesktop.login1"),
        interface: "org.freedesktop.login1.Session",
        signal: "Unlock",
    },
    Told {
        what: What::Sleep,
        sender: Some("org.freedesktop.login1"),
        interface: "org.freedesktop.login1.Manager",
        signal: "PrepareForSleep",
    },
];

/// The desktops' own: KDE and Xfce, GNOME, MATE, Cinnamon.
const OF_THE_DESKTOP: [Told; 4] = [
    Told {
        what: What::Lock,
        sender: None,
        interface: "org.freedesktop.ScreenSaver",
        signal: "ActiveChanged",
    },
    Told { what: What::Lock, sender: None, interface: "org.gnome.ScreenSaver", signal: "ActiveChanged" },
    Told { what: What::Lock, sender: None, interface: "org.mate.ScreenSaver", signal: "ActiveChanged" },
    Told { what: What::Lock, sender: None, interface: "org.cinnamon.ScreenSaver", signal: "ActiveChanged" },
];

/// Listens for as long as the program runs. Called on the window's thread, whose loop brings the signals.
pub(crate) fn follow<R: Runtime>(app: &AppHandle<R>) {
    listen(app, BusType::System, &OF_THE_SYSTEM);
    listen(app, BusType::Session, &OF_THE_DESKTOP);
}

fn listen<R: Runtime>(app: &AppHandle<R>, bus: BusType, told: &'static [Told]) {
    let app = app.clone();
    gio::bus_get(bus, None::<&Cancellable>, move |connection| match connection {
        Ok(connection) => told.iter().for_each(|one| subscribe(&app, &connection, one)),
        Err(_) => tracing::info!("no bus of this kind here: the screen lock of the computer is not heard"),
    });
}

fn subscribe<R: Runtime>(app: &AppHandle<R>, connection: &DBusConnection, told: &Told) {
    let (app, what) = (app.clone(), told.what);
    connection.signal_subscribe(
        told.sender,
        Some(told.interface),
        Some(told.signal),
        None,
        None,
        DBusSignalFlags::NONE,
        move |_, _, _, _, _, parameters| {
            heard(&app, what, begins(parameters));
        },
    );
}

/// A lock and a sleep lock our screen; only what the screen of the computer does says who is in front of it.
fn heard<R: Runtime>(app: &AppHandle<R>, what: What, begins: bool) {
    let app = app.clone();
    // Behind the window's thread: somebody may just be signing in, which takes a moment.
    tauri::async_runtime::spawn_blocking(move || {
        let session = app.state::<Session>();
        if what != What::Sleep {
            session.screen_locked(begins && what == What::Lock);
        }
        if begins && what != What::Unlock && session.lock_now() {
            tell_stage(&app);
        }
    });
}

/// `Lock` and `Unlock` carry nothing; the others say true when the lock or the sleep begins, and false when it ends.
fn begins(parameters: &Variant) -> bool {
    parameters.n_children() == 0
        || parameters.try_child_get::<bool>(0).is_ok_and(|begins| begins == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gio::glib::prelude::ToVariant;

    #[test]
    fn the_beginning_of_a_lock_or_a_sleep_locks_and_its_end_does_not() {
        assert!(begins(&().to_variant()));
        assert!(begins(&(true,).to_variant()));
        assert!(!begins(&(false,).to_variant()));
        assert!(!begins(&("true",).to_variant()));
    }
}
