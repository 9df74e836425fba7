//! What each person wants of this PC beyond the window. No row: nothing but deadlines.

use rusqlite::named_params;

use crate::columns::{Row, row_opt, run};
use crate::{Conn, StaffId, StoreError, Tx};

/// What a person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreferencesRow {
    /// To be reminded when no timer runs.
    pub remind_to_start: bool,
    /// The patient's initials in the tray and in the small window.
    pub initials: bool,
    /// Names in what the desktop shows.
    pub names_in_notices: bool,
    /// Notices of deadlines of transitional care: a missed one is lost, so they come unasked.
    pub deadlines: bool,
    /// The small window.
    pub mini_window: bool,
    /// A key that works outside of the window.
    pub shortcut: Option<String>,
}

impl Default for PreferencesRow {
    fn default() -> Self {
        Self {
            remind_to_start: false,
            initials: false,
            names_in_notices: false,
            deadlines: true,
            mini_window: false,
            shortcut: None,
        }
    }
}

/// What a person wants.
pub fn of_staff(conn: &Conn, staff: StaffId) -> Result<PreferencesRow, StoreError> {
    let found = row_opt(
        conn,
        "SELECT remind_to_start, initials, names_in_notices, deadlines, mini_window, shortcut
           FROM preference
          WHERE staff_id = ?1",
        [staff],
        from_row,
    )?;
    Ok(found.unwrap_or_default())
}

/// Writes what a person wants.
pub fn put(tx: &Tx<'_>, staff: StaffId, wants: &PreferencesRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO preference (staff_id, remind_to_start, initials, names_in_notices, deadlines, mini_window, shortcut)
         VALUES (:staff_id, :remind_to_start, :initials, :names_in_notices, :deadlines, :mini_window, :shortcut)
         ON CONFLICT (staff_id) DO UPDATE
            SET remind_to_start = excluded.remind_to_start,
                initials = excluded.initials,
                names_in_notices = excluded.names_in_notices,
                deadlines = excluded.deadlines,
                mini_window = excluded.mini_window,
                shortcut = excluded.shortcut",
        named_params! {
            ":staff_id": staff,
            ":remind_to_start": wants.remind_to_start,
            ":initials": wants.initials,
            ":names_in_notices": wants.names_in_notices,
            ":deadlines": wants.deadlines,
            ":mini_window": wants.mini_window,
            ":shortcut": wants.shortcut,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<PreferencesRow> {
    Ok(PreferencesRow {
        remind_to_start: row.get("remind_to_start")?,
        initials: row.get("initials")?,
        names_in_notices: row.get("names_in_notices")?,
        deadlines: row.get("deadlines")?,
        mini_window: row.get("mini_window")?,
        shortcut: row.get("shortcut")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn each_person_wants_something_else_and_nothing_unasked() {
        let mut store = Sample::new();
        let wants = PreferencesRow {
            initials: true,
            deadlines: false,
            shortcut: Some("Ctrl+Alt+T".to_owned()),
            ..PreferencesRow::default()
        };
        let nora = store.nora;
        store.write(|tx| put(tx, nora, &wants));
        assert_eq!(store.read(|conn| of_staff(conn, nora)), wants);
        assert_eq!(store.read(|conn| of_staff(conn, store.patel)), PreferencesRow::default());
    }
}
