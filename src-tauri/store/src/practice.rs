//! The practice: its name, its time zone, and its own settings of the rules. There is one row.

use chrono::{DateTime, Utc};
use rusqlite::named_params;

use crate::columns::{At, Row, at, row_opt, run};
use crate::{Conn, StoreError, Tx};

/// The practice that keeps these records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeRow {
    /// What it calls itself.
    pub name: String,
    /// IANA name of the zone that decides the day and the month of a second.
    pub time_zone: String,
    /// `non_facility` or `facility`: which price applies.
    pub place: String,
    /// Invented patients, for trying things out.
    pub demo: bool,
    /// The practice's own settings of the rules, as the engine reads them.
    pub rules_json: String,
    /// Medical assistants see only the patients they are assigned to.
    pub assigned_only: bool,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
}

/// The practice, or nothing before set-up.
pub fn get(conn: &Conn) -> Result<Option<PracticeRow>, StoreError> {
    row_opt(
        conn,
        "SELECT name, time_zone, place, demo, rules_json, assigned_only, created_at
           FROM practice
          WHERE id = 1",
        [],
        from_row,
    )
}

/// Writes the one row, whether or not it is there.
pub fn put(tx: &Tx<'_>, practice: &PracticeRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO practice (id, name, time_zone, place, demo, rules_json, assigned_only, created_at)
         VALUES (1, :name, :time_zone, :place, :demo, :rules_json, :assigned_only, :created_at)
         ON CONFLICT (id) DO UPDATE
            SET name = excluded.name,
                time_zone = excluded.time_zone,
                place = excluded.place,
                demo = excluded.demo,
                rules_json = excluded.rules_json,
                assigned_only = excluded.assigned_only,
                created_at = excluded.created_at",
        named_params! {
            ":name": practice.name,
            ":time_zone": practice.time_zone,
            ":place": practice.place,
            ":demo": practice.demo,
            ":rules_json": practice.rules_json,
            ":assigned_only": practice.assigned_only,
            ":created_at": At(practice.created_at),
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<PracticeRow> {
    Ok(PracticeRow {
        name: row.get("name")?,
        time_zone: row.get("time_zone")?,
        place: row.get("place")?,
        demo: row.get("demo")?,
        rules_json: row.get("rules_json")?,
        assigned_only: row.get("assigned_only")?,
        created_at: at(row, "created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    #[test]
    fn there_is_no_practice_before_set_up_and_one_after_however_often_it_is_written() {
        let mut store = Sample::new();
        assert_eq!(store.read(get), None);
        let mut practice = PracticeRow {
            name: "Maple Street Clinic".to_owned(),
            time_zone: "America/New_York".to_owned(),
            place: "non_facility".to_owned(),
            demo: true,
            rules_json: "{}".to_owned(),
            assigned_only: true,
            created_at: at("2026-01-02T14:00:00Z"),
        };
        store.write(|tx| put(tx, &practice));
        assert_eq!(store.read(get), Some(practice.clone()));
        practice.time_zone = "America/Denver".to_owned();
        practice.demo = false;
        store.write(|tx| put(tx, &practice));
        assert_eq!(store.read(get), Some(practice));
    }
}
