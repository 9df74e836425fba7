//! The small window: the timer in one line, above all others, where its owner put it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Manager, PhysicalPosition, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::session::Glimpse;

/// Its name among the windows.
pub(crate) const LABEL: &str = "mini";

/// One line: the visual direction's mini window.
const SIZE: (f64, f64) = (420.0, 40.0);

/// Where the place is kept, beside the vault: two numbers, and nothing of anybody.
const FILE: &str = "mini-window";

/// Whether it is there.
#[derive(Debug, Default)]
pub(super) struct Mini {
    is_open: bool,
}

/// What the window's own thread notes of it. Held for a moment only, and never while that thread is waited for.
#[derive(Debug, Default)]
pub(super) struct Noted {
    file: Option<PathBuf>,
    place: Option<Place>,
    kept: Option<Place>,
    dismissed: bool,
}

/// Of its upper left corner, in pixels of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    x: i32,
    y: i32,
}

impl Place {
    fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split_whitespace().map(str::parse);
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(x)), Some(Ok(y)), None) => Some(Self { x, y }),
            _ => None,
        }
    }
}

impl Noted {
    /// As it was last time.
    pub(super) fn of(folder: Option<&Path>) -> Self {
        let file = folder.map(|folder| folder.join(FILE));
        let text = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        let place = text.as_deref().and_then(Place::read);
        Self { file, place, kept: place, dismissed: false }
    }

    /// Its owner closed it: it comes back when it is asked for anew.
    pub(super) fn dismiss(&mut self) {
        self.dismissed = true;
    }

    /// Its owner moved it.
    pub(super) fn moved(&mut self, x: i32, y: i32) {
        self.place = Some(Place { x, y });
    }

    /// Keeps its place for the next time.
    pub(super) fn keep(&mut self) {
        let (Some(file), Some(place)) = (&self.file, self.place) else { return };
        if self.kept != self.place {
            // The next time it opens where windows open.
            let _ = std::fs::write(file, format!("{} {}\n", place.x, place.y));
            self.kept = self.place;
        }
    }

    /// Is it to be there, for who wants it or does not?
    fn agrees(&mut self, wanted: bool) -> bool {
        self.dismissed &= wanted;
        wanted && !self.dismissed
    }
}

impl Mini {
    /// Opens it for who wants it, and closes it when nobody does.
    pub(super) fn show<R: Runtime>(&mut self, app: &AppHandle<R>, glimpse: &Glimpse, noted: &Mutex<Noted>) {
        let (wanted, place) = {
            let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
            noted.keep();
            (noted.agrees(glimpse.wants().mini_window), noted.place)
        };
        if wanted != self.is_open {
            self.is_open = wanted;
            if wanted { open(app, place) } else { close(app) }
        }
    }
}

fn open<R: Runtime>(app: &AppHandle<R>, place: Option<Place>) {
    match build(app) {
        Ok(window) => {
            let _ = window.show();
            // After it is there: a window manager places a new window where it likes.
            if let Some(place) = place.filter(|place| is_on_a_screen(&window, *place)) {
                let _ = window.set_position(PhysicalPosition::new(place.x, place.y));
            }
        }
        Err(error) => tracing::error!(%error, "the small window did not open"),
    }
}

fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<WebviewWindow<R>> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("mini.html".into()))
        .title("Caretally timer")
        .inner_size(SIZE.0, SIZE.1)
        // Not `resizable(false)`: GTK then asks the page how high it wants to be, which is 200 pixels.
        .min_inner_size(SIZE.0, SIZE.1)
        .max_inner_size(SIZE.0, SIZE.1)
        .maximizable(false)
        .decorations(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .visible_on_all_workspaces(true)
        // It never takes the keyboard away from another program, and shows itself where it belongs.
        .focused(false)
        .visible(false);
    crate::sealed(window).build()
}

fn close<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // `destroy` asks nobody: this is not its owner closing it.
        let _ = window.destroy();
    }
}

/// A screen may be gone since: then the window opens where windows open.
fn is_on_a_screen<R: Runtime>(window: &WebviewWindow<R>, place: Place) -> bool {
    let screens = window.available_monitors().unwrap_or_default();
    screens.iter().any(|screen| {
        let (at, size) = (screen.position(), screen.size());
        let inside = |at: i32, from: i32, length: u32| {
            at >= from && i64::from(at) < i64::from(from) + i64::from(length)
        };
        inside(place.x, at.x, size.width) && inside(place.y, at.y, size.height)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_there_again_the_next_time_and_a_spoiled_file_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let mut mini = Noted::of(Some(folder.path()));
        assert_eq!(mini.place, None);
        mini.moved(-1_280, 40);
        mini.keep();
        assert_eq!(Noted::of(Some(folder.path())).place, Some(Place { x: -1_280, y: 40 }));
        for spoiled in ["", "12", "1 2 3", "left top", "99999999999 1"] {
            std::fs::write(folder.path().join(FILE), spoiled).unwrap();
            assert_eq!(Noted::of(Some(folder.path())).place, None, "{spoiled:?}");
        }
    }

    #[test]
    fn closed_by_hand_it_stays_away_until_it_is_asked_for_anew() {
        let mut noted = Noted::default();
        assert!(noted.agrees(true));
        noted.dismiss();
        assert!(!noted.agrees(true));
        assert!(!noted.agrees(false));
        assert!(noted.agrees(true));
    }
}
