//! For how long nobody has touched the computer, from each system in its own way; nothing where it does not say.

use chrono::TimeDelta;

/// Somebody who can tell when the computer was touched last.
pub trait IdleSource: Send {
    /// For how long nobody has touched it; none where that is not known.
    fn idle(&mut self) -> Option<TimeDelta>;
}

/// Who can tell on this system.
pub(crate) fn source() -> Box<dyn IdleSource> {
    system::source()
}

/// Linux: X11 itself through x11rb, over one connection; under Wayland the compositor of GNOME over the bus that is there
/// anyway. Other compositors tell only programs that wait for a limit (ext-idle-notify-v1): there idle is not judged.
#[cfg(target_os = "linux")]
mod system {
    use chrono::TimeDelta;
    use gio::glib::{Variant, VariantTy};
    use gio::{BusType, Cancellable, DBusCallFlags, DBusConnection};
    use x11rb::connection::Connection;
    use x11rb::protocol::screensaver::ConnectionExt;
    use x11rb::protocol::xproto::Window;
    use x11rb::rust_connection::RustConnection;

    use super::IdleSource;

    /// The compositor answers within this time, or not at all.
    const PATIENCE_MS: i32 = 500;

    /// Under Wayland an X server sees only what is done in X11 windows: it must not be asked.
    pub(super) fn source() -> Box<dyn IdleSource> {
        if std::env::var_os("WAYLAND_DISPLAY").is_some() {
            Box::new(Mutter(None))
        } else {
            Box::new(Server(None))
        }
    }

    struct Server(Option<(RustConnection, Window)>);

    impl Server {
        fn ask(&mut self) -> Option<u32> {
            if self.0.is_none() {
                let (connection, screen) = RustConnection::connect(None).ok()?;
                let root = connection.setup().roots.get(screen)?.root;
                self.0 = Some((connection, root));
            }
            let (connection, root) = self.0.as_ref()?;
            let told = connection.screensaver_query_info(*root).ok()?.reply().ok()?;
            Some(told.ms_since_user_input)
        }
    }

    impl IdleSource for Server {
        fn idle(&mut self) -> Option<TimeDelta> {
            let told = self.ask();
            if told.is_none() {
                // A connection that is lost is made again.
                self.0 = None;
            }
            told.map(|ms| TimeDelta::milliseconds(ms.into()))
        }
    }

    struct Mutter(Option<DBusConnection>);

    impl Mutter {
        fn ask(&mut self) -> Option<u64> {
            if self.0.is_none() {
                self.0 = gio::bus_get_sync(BusType::Session, None::<&Cancellable>).ok();
            }
            let answer = self.0.as_ref()?.call_sync(
                Some("org.gnome.Mutter.IdleMonitor"),
                "/org/gnome/Mutter/IdleMonitor/Core",
                "org.gnome.Mutter.IdleMonitor",
                "GetIdletime",
                None::<&Variant>,
                VariantTy::new("(t)").ok(),
                DBusCallFlags::NO_AUTO_START,
                PATIENCE_MS,
                None::<&Cancellable>,
            );
            answer.ok()?.try_child_get::<u64>(0).ok()?
        }
    }

    impl IdleSource for Mutter {
        fn idle(&mut self) -> Option<TimeDelta> {
            i64::try_from(self.ask()?).ok().map(TimeDelta::milliseconds)
        }
    }
}

/// Windows and macOS count it themselves (GetLastInputInfo; HIDIdleTime): through a crate, since asking takes unsafe code.
#[cfg(not(target_os = "linux"))]
mod system {
    use chrono::TimeDelta;

    use super::IdleSource;

    pub(super) fn source() -> Box<dyn IdleSource> {
        Box::new(System)
    }

    struct System;

    impl IdleSource for System {
        fn idle(&mut self) -> Option<TimeDelta> {
            TimeDelta::from_std(system_idle_time::get_idle_time().ok()?).ok()
        }
    }
}
