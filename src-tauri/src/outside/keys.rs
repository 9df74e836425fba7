//! One key that works in every program, for who wants it: stops the timer, or goes on with what was done last.

use std::str::FromStr;

use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_global_shortcut::{GlobalShortcut, Modifiers, Shortcut, ShortcutState};
use tracker::Error;

use super::words::{self, Said};
use crate::session::Glimpse;

/// The key that is ours now.
#[derive(Debug, Default)]
pub(super) struct Key {
    wanted: Option<String>,
}

/// From now on our key is heard, once it is ours.
pub(super) fn listen<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let heard = tauri_plugin_global_shortcut::Builder::new().with_handler(|app, _, event| {
        if event.state() == ShortcutState::Pressed {
            let app = app.clone();
            // Behind the thread that hears keys: a stop waits for the disk.
            tauri::async_runtime::spawn_blocking(move || super::toggle(&app));
        }
    });
    if let Err(error) = app.plugin(heard.build()) {
        tracing::info!(%error, "this desktop gives no key away");
    }
    Ok(())
}

impl Key {
    /// Takes the key that the person wants, and gives the last one back; what is to be said if it cannot be had.
    pub(super) fn follow<R: Runtime>(&mut self, app: &AppHandle<R>, glimpse: &Glimpse) -> Option<Said> {
        let wanted = glimpse.wants().shortcut;
        if wanted == self.wanted {
            return None;
        }
        self.wanted.clone_from(&wanted);
        let keys = app.try_state::<GlobalShortcut<R>>()?;
        // What was not ours cannot be given back, and need not.
        let _ = keys.unregister_all();
        let key = wanted?;
        let taken = gives_keys() && read(&key).is_some_and(|shortcut| keys.register(shortcut).is_ok());
        (!taken).then(|| words::no_key(&key))
    }
}

/// Is it a key that a program can have to itself: with Ctrl, Alt or Meta, or every text would lose a letter?
///
/// # Errors
/// It is not.
pub(crate) fn check(key: Option<&str>) -> Result<(), Error> {
    match key {
        Some(key) if !key.trim().is_empty() && read(key).is_none() => {
            Err(Error::field("shortcut", "Write it like Ctrl+Alt+T: Ctrl, Alt or Meta, and one more key."))
        }
        Some(_) | None => Ok(()),
    }
}

/// Wayland gives no program the keys of all others, and the library takes that for success.
fn gives_keys() -> bool {
    !cfg!(target_os = "linux") || std::env::var_os("XDG_SESSION_TYPE").is_none_or(|kind| kind != "wayland")
}

fn read(key: &str) -> Option<Shortcut> {
    let shortcut = Shortcut::from_str(key.trim()).ok()?;
    let strong = Modifiers::CONTROL | Modifiers::ALT | Modifiers::SUPER;
    shortcut.mods.intersects(strong).then_some(shortcut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_ctrl_alt_or_meta_and_a_word_are_refused() {
        for good in ["Ctrl+Alt+T", "alt+shift+F9", "CmdOrCtrl+Space", " Super+K ", ""] {
            assert!(check(Some(good)).is_ok(), "{good}");
        }
        for bad in ["T", "Shift+T", "Ctrl", "Ctrl+", "Ctrl+Alt+TT", "hello"] {
            assert!(check(Some(bad)).is_err(), "{bad}");
        }
        assert!(check(None).is_ok());
    }
}
