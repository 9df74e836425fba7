//! Whether the computer's clock is kept right from outside, as systemd says: written into each sign-in's event.
//!
//! Where there is no systemd nothing is said of it. Windows and macOS have other ways, which are not built.

use gio::prelude::*;
use gio::{BusType, Cancellable, DBusCallFlags, DBusConnection};
use tracker::SystemClock;

/// Nobody waits for the answer; one that takes longer than that (milliseconds) is none.
const PATIENCE_MS: i32 = 2_000;

/// Asks, and notes the answer when it comes. Called on the window's thread, whose loop brings it.
pub(crate) fn ask() {
    gio::bus_get(BusType::System, None::<&Cancellable>, |connection| {
        if let Ok(connection) = connection {
            ask_over(&connection);
        }
    });
}

/// The property of systemd-timedated that `timedatectl` shows as "System clock synchronized".
fn ask_over(connection: &DBusConnection) {
    connection.call(
        Some("org.freedesktop.timedate1"),
        "/org/freedesktop/timedate1",
        "org.freedesktop.DBus.Properties",
        "Get",
        Some(&("org.freedesktop.timedate1", "NTPSynchronized").to_variant()),
        None,
        DBusCallFlags::NONE,
        PATIENCE_MS,
        None::<&Cancellable>,
        |answer| {
            let said = answer.ok().and_then(|answer| answer.try_child_value(0)?.as_variant()?.get::<bool>());
            if let Some(synced) = said {
                SystemClock::note_synced(synced);
            }
        },
    );
}
