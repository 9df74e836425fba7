//! The window itself: how large it draws, and that something was copied in it.

use tauri::{Manager, Runtime, WebviewWindow};
use tracker::Error;

use crate::clipboard::Copied;
use crate::gate::Arg;
use crate::wire::Failure;

/// Text up to twice its size must be had without other means (WCAG 2.2, success criterion 1.4.4).
const SIZES: std::ops::RangeInclusive<u16> = 80..=200;

#[tauri::command(async)]
pub(crate) fn zoom<R: Runtime>(window: WebviewWindow<R>, percent: Arg<u16>) -> Result<(), Failure> {
    if !SIZES.contains(&percent.0) {
        return Err(Error::refused("The window can be drawn at 80 to 200 % of its usual size.").into());
    }
    window
        .set_zoom(f64::from(percent.0) / 100.0)
        .map_err(|_| Error::refused("The window cannot be drawn larger or smaller here.").into())
}

/// The text does not cross: it is read off the clipboard.
#[tauri::command(async)]
pub(crate) fn copied<R: Runtime>(window: WebviewWindow<R>) {
    if let Some(copied) = window.try_state::<Copied>() {
        copied.made();
    }
}
