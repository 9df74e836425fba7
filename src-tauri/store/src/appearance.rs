//! How each person wants the program to look and to be driven. No row: as it ships.

use rusqlite::named_params;

use crate::columns::{Row, row_opt, run};
use crate::{Conn, StaffId, StoreError, Tx};

/// What a person wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppearanceRow {
    /// `system`, `light`, `dark` or `contrast`.
    pub theme: String,
    /// Percent.
    pub zoom: u16,
    /// Keys without Ctrl do something.
    pub single_keys: bool,
    /// The guide of the first hour was put away.
    pub guide_hidden: bool,
}

impl Default for AppearanceRow {
    fn default() -> Self {
        Self { theme: "system".to_owned(), zoom: 100, single_keys: true, guide_hidden: false }
    }
}

/// What a person wants to see.
pub fn of_staff(conn: &Conn, staff: StaffId) -> Result<AppearanceRow, StoreError> {
    let found = row_opt(
        conn,
        "SELECT theme, zoom, single_keys, guide_hidden FROM appearance WHERE staff_id = ?1",
        [staff],
        from_row,
    )?;
    Ok(found.unwrap_or_default())
}

/// Writes what a person wants to see.
pub fn put(tx: &Tx<'_>, staff: StaffId, wants: &AppearanceRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO appearance (staff_id, theme, zoom, single_keys, guide_hidden)
         VALUES (:staff_id, :theme, :zoom, :single_keys, :guide_hidden)
         ON CONFLICT (staff_id) DO UPDATE
            SET theme = excluded.theme,
                zoom = excluded.zoom,
                single_keys = excluded.single_keys,
                guide_hidden = excluded.guide_hidden",
        named_params! {
            ":staff_id": staff,
            ":theme": wants.theme,
            ":zoom": wants.zoom,
            ":single_keys": wants.single_keys,
            ":guide_hidden": wants.guide_hidden,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<AppearanceRow> {
    Ok(AppearanceRow {
        theme: row.get("theme")?,
        zoom: row.get("zoom")?,
        single_keys: row.get("single_keys")?,
        guide_hidden: row.get("guide_hidden")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn each_person_has_a_look_and_nobody_the_look_of_somebody_else() {
        let mut store = Sample::new();
        let wants = AppearanceRow { theme: "dark".to_owned(), zoom: 150, ..AppearanceRow::default() };
        let nora = store.nora;
        store.write(|tx| put(tx, nora, &wants));
        assert_eq!(store.read(|conn| of_staff(conn, nora)), wants);
        assert_eq!(store.read(|conn| of_staff(conn, store.patel)), AppearanceRow::default());
    }
}
