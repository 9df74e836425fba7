//! The timer in the tray: how it stands, stop, go on for one of the last patients, open the window.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tauri::menu::{IsMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Runtime};
use tracker::EnrollmentId;
use tracker::glance::Recent;

use super::words;
use crate::session::Glimpse;

const STOP: &str = "tray-stop";
const OPEN: &str = "tray-open";
/// The number of an enrollment follows.
const START: &str = "tray-start-";

/// An icon with a menu.
pub(super) struct Tray<R: Runtime> {
    app: AppHandle<R>,
    icon: TrayIcon<R>,
    standing: MenuItem<R>,
    stop: MenuItem<R>,
    start: Submenu<R>,
    shown: Shown,
}

/// What it shows: it is told only what changes, since each word is a message to another program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Shown {
    standing: String,
    title: Option<String>,
    can_stop: bool,
    recent: Vec<Recent>,
}

impl Shown {
    fn of(glimpse: &Glimpse) -> Self {
        let glance = glimpse.glance.as_ref();
        Self {
            standing: words::standing(glimpse),
            title: words::title(glimpse),
            can_stop: glance.is_some_and(|glance| glance.timer.is_some()),
            // Names are for who is signed in.
            recent: glance.filter(|_| glimpse.open).map(|glance| glance.recent.clone()).unwrap_or_default(),
        }
    }
}

impl<R: Runtime> Tray<R> {
    /// Makes it. None where the desktop has no tray: the library that talks to it panics where it is not installed.
    pub(super) fn make(app: &AppHandle<R>) -> Option<Self> {
        match catch_unwind(AssertUnwindSafe(|| build(app))) {
            Ok(Ok(tray)) => Some(tray),
            Ok(Err(error)) => {
                tracing::info!(%error, "no tray");
                None
            }
            Err(_) => {
                tracing::info!("no tray: its library is not installed");
                None
            }
        }
    }

    /// Shows how the timers stand.
    pub(super) fn show(&mut self, glimpse: &Glimpse) {
        let wanted = Shown::of(glimpse);
        if wanted == self.shown {
            return;
        }
        match self.draw(&wanted) {
            Ok(()) => self.shown = wanted,
            Err(error) => tracing::error!(%error, "the tray was not told"),
        }
    }

    fn draw(&self, wanted: &Shown) -> tauri::Result<()> {
        self.standing.set_text(&wanted.standing)?;
        self.stop.set_enabled(wanted.can_stop)?;
        self.icon.set_title(Some(wanted.title.as_deref().unwrap_or_default()))?;
        self.icon.set_tooltip(Some(&wanted.standing))?;
        if wanted.recent != self.shown.recent {
            while self.start.remove_at(0)?.is_some() {}
            for Recent { enrollment, name } in &wanted.recent {
                let id = format!("{START}{}", enrollment.get());
                self.start.append(&MenuItem::with_id(&self.app, id, escaped(name), true, None::<&str>)?)?;
            }
        }
        self.start.set_enabled(!wanted.recent.is_empty())
    }
}

fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Tray<R>> {
    let standing = MenuItem::new(app, "Caretally", false, None::<&str>)?;
    let stop = MenuItem::with_id(app, STOP, "Stop timer", false, None::<&str>)?;
    let start = Submenu::new(app, "Start timer for", false)?;
    let open = MenuItem::with_id(app, OPEN, "Open Caretally", true, None::<&str>)?;
    let line = PredefinedMenuItem::separator(app)?;
    let items: [&dyn IsMenuItem<R>; 5] = [&standing, &stop, &start, &line, &open];
    let menu = Menu::with_items(app, &items)?;
    let mut builder = TrayIconBuilder::with_id("caretally").menu(&menu).on_menu_event(chosen);
    if let Some(icon) = app.default_window_icon() {
        builder = builder.icon(icon.clone());
    }
    let icon = builder.build(app)?;
    Ok(Tray { app: app.clone(), icon, standing, stop, start, shown: Shown::default() })
}

fn chosen<R: Runtime>(app: &AppHandle<R>, event: MenuEvent) {
    let (app, id) = (app.clone(), event.id().0.clone());
    // Behind the window's thread: a stop waits for the disk.
    tauri::async_runtime::spawn_blocking(move || match id.as_str() {
        STOP => super::stop(&app),
        OPEN => super::bring(&app),
        other => {
            if let Some(Ok(number)) = other.strip_prefix(START).map(str::parse) {
                super::start(&app, Some(EnrollmentId(number)));
            }
        }
    });
}

/// In a menu `&` marks the letter that chooses an item.
fn escaped(name: &str) -> String {
    name.replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use rules::Seconds;
    use tracker::TimerId;
    use tracker::glance::{Glance, Ticking};
    use tracker::timing::{Notice, Preferences};

    use super::*;

    fn glance(wants: Preferences) -> Glance {
        Glance {
            timer: Some(Ticking {
                id: TimerId(1),
                name: "Ana Lopez".to_owned(),
                elapsed: Seconds(754),
                stands: false,
                notice: Notice::None,
            }),
            question: None,
            recent: vec![Recent { enrollment: EnrollmentId(3), name: "Ben Okafor".to_owned() }],
            wants,
        }
    }

    #[test]
    fn the_tray_shows_the_time_and_initials_only_to_who_wants_them() {
        let wants = Preferences { initials: true, ..Preferences::default() };
        let shown = |open, wants| Shown::of(&Glimpse { open, glance: Some(glance(wants)) }).standing;
        assert_eq!(shown(true, Preferences::default()), "12 min");
        assert_eq!(shown(true, wants.clone()), "12 min · A. L.");
        assert_eq!(shown(false, wants), "12 min");
    }

    #[test]
    fn behind_a_locked_screen_the_tray_has_no_name_and_can_stop() {
        let locked = Shown::of(&Glimpse { open: false, glance: Some(glance(Preferences::default())) });
        assert!(locked.can_stop);
        assert_eq!(locked.recent, []);
        let closed = Shown::of(&Glimpse::default());
        assert!(!closed.can_stop);
        assert_eq!((closed.standing.as_str(), closed.title), ("Caretally is locked", None));
    }
}
