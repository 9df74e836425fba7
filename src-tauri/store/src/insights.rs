//! What the pictures of a month are drawn from: its entries without notes, and what a new practice has already.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::params;

use crate::columns::{At, Day, Row, at, row, rows};
use crate::rare_events::RARE;
use crate::{Conn, EnrollmentId, EntryId, PatientId, StaffId, StoreError};

/// A current entry without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanRow {
    /// Which version.
    pub id: EntryId,
    /// For whom.
    pub patient_id: PatientId,
    /// For which enrollment.
    pub enrollment_id: EnrollmentId,
    /// By whom.
    pub staff_id: StaffId,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
    /// `timed`, `typed`, `attested` or `recovered`.
    pub origin: String,
    /// When its first version was written: a correction does not make it late.
    pub first_written_at: DateTime<Utc>,
}

/// Current entries of everybody that share at least a moment with `from..to`, by staff member and start. Staff member by
/// staff member, since that is how the index of entries is ordered.
pub fn spans(conn: &Conn, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<SpanRow>, StoreError> {
    rows(
        conn,
        "SELECT entry.id, entry.patient_id, entry.enrollment_id, entry.staff_id, entry.started_at, entry.ended_at,
                entry.origin,
                CASE WHEN entry.replaces_id IS NULL THEN entry.written_at
                     ELSE (WITH RECURSIVE back (written_at, replaces_id) AS (
                             SELECT older.written_at, older.replaces_id
                               FROM entry AS older
                              WHERE older.id = entry.replaces_id
                             UNION ALL
                             SELECT older.written_at, older.replaces_id
                               FROM entry AS older
                               JOIN back ON older.id = back.replaces_id
                           )
                           SELECT written_at FROM back WHERE replaces_id IS NULL)
                END AS first_written_at
           FROM staff
           CROSS JOIN entry
             ON entry.staff_id = staff.id
            AND entry.started_at < ?2
            AND entry.started_at > ?1 - 172800000
            AND entry.ended_at > ?1
          WHERE NOT EXISTS (SELECT 1 FROM entry AS newer WHERE newer.replaces_id = entry.id)
            AND NOT EXISTS (SELECT 1 FROM entry_void WHERE entry_void.entry_id = entry.id)
          ORDER BY entry.staff_id, entry.started_at, entry.id",
        params![At(from), At(to)],
        span,
    )
}

fn span(row: &Row<'_>) -> rusqlite::Result<SpanRow> {
    Ok(SpanRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        enrollment_id: row.get("enrollment_id")?,
        staff_id: row.get("staff_id")?,
        started_at: at(row, "started_at")?,
        ended_at: at(row, "ended_at")?,
        origin: row.get("origin")?,
        first_written_at: at(row, "first_written_at")?,
    })
}

/// What a practice has of the things its first hour is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// Somebody saved the practice's details.
    pub practice: bool,
    /// A patient.
    pub patient: bool,
    /// An enrollment that runs, with consent.
    pub consent: bool,
    /// An entry that a timer made.
    pub timed: bool,
    /// A patient's month with minutes that count.
    pub statement: bool,
}

/// What a practice has, as of a day.
pub fn begun(conn: &Conn, today: NaiveDate) -> Result<Begun, StoreError> {
    row(
        conn,
        &format!(
            "SELECT EXISTS (SELECT 1 FROM audit WHERE {RARE} AND action = 'save_practice') AS practice,
                EXISTS (SELECT 1 FROM patient) AS patient,
                EXISTS (SELECT 1 FROM enrollment
                         WHERE consent_given IS NOT NULL AND consent_revoked IS NULL
                           AND (end_date IS NULL OR end_date >= ?1)) AS consent,
                EXISTS (SELECT 1 FROM entry WHERE origin = 'timed') AS timed,
                EXISTS (SELECT 1 FROM month_account WHERE counted_s > 0) AS statement"
        ),
        [Day(today)],
        |row| {
            Ok(Begun {
                practice: row.get("practice")?,
                patient: row.get("patient")?,
                consent: row.get("consent")?,
                timed: row.get("timed")?,
                statement: row.get("statement")?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::{self, NewEntry, VoidRow};
    use crate::sample::{Sample, at, day};

    fn entry(store: &Sample, start: &str, end: &str) -> NewEntry {
        NewEntry {
            patient_id: store.ana,
            enrollment_id: store.ccm,
            staff_id: store.nora,
            started_at: at(start),
            ended_at: at(end),
            time_zone: "America/New_York".to_owned(),
            service_date: day("2026-03-04"),
            activity: "care_plan".to_owned(),
            note: "kept out of pictures".to_owned(),
            origin: "typed".to_owned(),
            part_of_visit: false,
            replaces_id: None,
            reason: None,
            written_by: store.nora,
            written_at: at("2026-03-20T15:00:00Z"),
        }
    }

    #[test]
    fn a_span_is_an_entry_as_it_stands_and_was_written_when_its_first_version_was() {
        let mut store = Sample::new();
        let first = entry(&store, "2026-03-04T15:00:00Z", "2026-03-04T15:10:00Z");
        let gone = entry(&store, "2026-03-05T15:00:00Z", "2026-03-05T15:10:00Z");
        let outside = entry(&store, "2026-02-05T15:00:00Z", "2026-02-05T15:10:00Z");
        let nora = store.nora;
        let corrected = store.write(|tx| {
            let mut last = entries::insert(tx, &first)?;
            for minute in ["12", "14"] {
                last = entries::insert(
                    tx,
                    &NewEntry {
                        ended_at: at(&format!("2026-03-04T15:{minute}:00Z")),
                        replaces_id: Some(last),
                        reason: Some("longer".to_owned()),
                        written_at: at("2026-03-29T15:00:00Z"),
                        ..first.clone()
                    },
                )?;
            }
            let void = entries::insert(tx, &gone)?;
            let written_at = at("2026-03-29T15:00:00Z");
            let reason = "not mine".to_owned();
            entries::void(tx, &VoidRow { entry_id: void, reason, written_by: nora, written_at })?;
            entries::insert(tx, &outside)?;
            Ok(last)
        });
        let spans = store.read(|conn| spans(conn, at("2026-03-01T05:00:00Z"), at("2026-04-01T04:00:00Z")));
        assert_eq!(spans.len(), 1);
        assert_eq!((spans[0].id, spans[0].ended_at), (corrected, at("2026-03-04T15:14:00Z")));
        assert_eq!(spans[0].first_written_at, at("2026-03-20T15:00:00Z"));
    }

    #[test]
    fn a_practice_begins_with_nothing_and_has_what_was_written() {
        let mut store = Sample::new();
        let today = day("2026-03-04");
        let before = store.read(|conn| begun(conn, today));
        assert_eq!((before.practice, before.timed, before.statement), (false, false, false));
        assert!(before.patient && before.consent);
        let timed = NewEntry {
            origin: "timed".to_owned(),
            ..entry(&store, "2026-03-04T15:00:00Z", "2026-03-04T15:10:00Z")
        };
        store.write(|tx| entries::insert(tx, &timed).map(|_| ()));
        assert!(store.read(|conn| begun(conn, today)).timed);
    }
}
