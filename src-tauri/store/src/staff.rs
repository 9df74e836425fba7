//! The people of the practice: who records time, who bills, who may sign in.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use crate::columns::{At, Day, Row, at, change, day_opt, insert as insert_row, row, row_opt, rows};
use crate::ids::{debug_is_id, debug_is_name};
use crate::{Conn, StaffId, StoreError, Tx};

/// A staff member.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Which staff member.
    pub id: StaffId,
    /// Name.
    pub name: String,
    /// What the rules know: rn, ma, physician ...
    pub role: String,
    /// What this person may do in the program: manager, practitioner, `care_team`, biller or auditor.
    pub access: String,
    /// Letters after the name.
    pub credentials: String,
    /// National Provider Identifier.
    pub npi: Option<String>,
    /// Name typed at sign-in; none: does not sign in on this PC.
    pub sign_in: Option<String>,
    /// Day the team-based care course was completed.
    pub team_training: Option<NaiveDate>,
    /// Whether the written scope of this person's tasks is on file.
    pub scope_document: bool,
    /// Whether this person still works here.
    pub active: bool,
    /// When this row was written.
    pub created_at: DateTime<Utc>,
}

/// What the rules know of a staff member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedRow {
    /// What this person is: rn, ma, physician ...
    pub role: String,
    /// Day the team-based care course was completed.
    pub team_training: Option<NaiveDate>,
    /// Whether the written scope of this person's tasks is on file.
    pub scope_document: bool,
    /// It was otherwise in months before.
    pub dated: bool,
}

/// A staff member to add.
#[derive(Clone, PartialEq, Eq)]
pub struct NewStaff {
    /// Name.
    pub name: String,
    /// What the rules know: rn, ma, physician ...
    pub role: String,
    /// What this person may do in the program: manager, practitioner, `care_team`, biller or auditor.
    pub access: String,
    /// Letters after the name.
    pub credentials: String,
    /// National Provider Identifier.
    pub npi: Option<String>,
    /// Name typed at sign-in; none: does not sign in on this PC.
    pub sign_in: Option<String>,
    /// Day the team-based care course was completed.
    pub team_training: Option<NaiveDate>,
    /// Whether the written scope of this person's tasks is on file.
    pub scope_document: bool,
    /// Whether this person still works here.
    pub active: bool,
    /// Now.
    pub created_at: DateTime<Utc>,
}

debug_is_id!(StaffRow);
debug_is_name!(NewStaff);

/// One staff member.
pub fn by_id(conn: &Conn, id: StaffId) -> Result<StaffRow, StoreError> {
    row(conn, "SELECT * FROM staff WHERE id = ?1", [id], from_row)
}

/// What the rules know of a staff member: a stop asks for two or three of them, and for nothing else.
pub fn judged(conn: &Conn, id: StaffId) -> Result<JudgedRow, StoreError> {
    let sql = "SELECT role, team_training, scope_document,
                      EXISTS (SELECT 1 FROM staff_before WHERE staff_id = staff.id) AS dated
                 FROM staff WHERE id = ?1";
    row(conn, sql, [id], |row| {
        Ok(JudgedRow {
            role: row.get("role")?,
            team_training: day_opt(row, "team_training")?,
            scope_document: row.get("scope_document")?,
            dated: row.get("dated")?,
        })
    })
}

/// The staff member with this sign-in name, in any case.
pub fn by_sign_in(conn: &Conn, sign_in: &str) -> Result<Option<StaffRow>, StoreError> {
    row_opt(conn, "SELECT * FROM staff WHERE sign_in = ?1", [sign_in], from_row)
}

/// Everyone, by name.
pub fn all(conn: &Conn) -> Result<Vec<StaffRow>, StoreError> {
    rows(conn, "SELECT * FROM staff ORDER BY name COLLATE NOCASE, id", [], from_row)
}

/// Adds a staff member.
pub fn insert(tx: &Tx<'_>, new: &NewStaff) -> Result<StaffId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO staff (name, role, access, credentials, npi, sign_in, team_training, scope_document, active,
                            created_at)
         VALUES (:name, :role, :access, :credentials, :npi, :sign_in, :team_training, :scope_document, :active,
                 :created_at)",
        named_params! {
            ":name": new.name,
            ":role": new.role,
            ":access": new.access,
            ":credentials": new.credentials,
            ":npi": new.npi,
            ":sign_in": new.sign_in,
            ":team_training": new.team_training.map(Day),
            ":scope_document": new.scope_document,
            ":active": new.active,
            ":created_at": At(new.created_at),
        },
    )
    .map(StaffId)
}

/// Writes every field of a staff member but the moment of adding.
pub fn update(tx: &Tx<'_>, staff: &StaffRow) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE staff
            SET name = :name,
                role = :role,
                access = :access,
                credentials = :credentials,
                npi = :npi,
                sign_in = :sign_in,
                team_training = :team_training,
                scope_document = :scope_document,
                active = :active
          WHERE id = :id",
        named_params! {
            ":id": staff.id,
            ":name": staff.name,
            ":role": staff.role,
            ":access": staff.access,
            ":credentials": staff.credentials,
            ":npi": staff.npi,
            ":sign_in": staff.sign_in,
            ":team_training": staff.team_training.map(Day),
            ":scope_document": staff.scope_document,
            ":active": staff.active,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<StaffRow> {
    Ok(StaffRow {
        id: row.get("id")?,
        name: row.get("name")?,
        role: row.get("role")?,
        access: row.get("access")?,
        credentials: row.get("credentials")?,
        npi: row.get("npi")?,
        sign_in: row.get("sign_in")?,
        team_training: day_opt(row, "team_training")?,
        scope_document: row.get("scope_document")?,
        active: row.get("active")?,
        created_at: at(row, "created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, day};

    use crate::Unique;
    use crate::sample::new_staff;

    #[test]
    fn a_staff_member_reads_back_and_everyone_is_listed_by_name() {
        let store = Sample::new();
        let nora = store.read(|conn| by_id(conn, store.nora));
        assert_eq!((nora.name.as_str(), nora.role.as_str()), ("Nora Quinn", "rn"));
        assert_eq!(nora.team_training, Some(day("2025-11-03")));
        let names: Vec<_> = store.read(all).into_iter().map(|staff| staff.name).collect();
        assert_eq!(names, ["Dr. Patel", "Nora Quinn"]);
    }

    #[test]
    fn a_sign_in_name_is_found_in_any_case_and_belongs_to_one_person() {
        let mut store = Sample::new();
        let found = store.read(|conn| by_sign_in(conn, "NORA"));
        assert_eq!(found.map(|staff| staff.id), Some(store.nora));
        assert_eq!(store.read(|conn| by_sign_in(conn, "omar")), None);
        let taken = store.refused(|tx| insert(tx, &new_staff("Nora Second", "ma", Some("Nora"))));
        assert_eq!(taken, StoreError::Conflict(Unique::SignIn));
    }

    #[test]
    fn every_field_but_the_moment_of_adding_can_be_changed() {
        let mut store = Sample::new();
        let mut patel = store.read(|conn| by_id(conn, store.patel));
        patel.npi = Some("1234567893".to_owned());
        patel.credentials = "MD".to_owned();
        patel.access = "practitioner".to_owned();
        patel.active = false;
        patel.team_training = None;
        store.write(|tx| update(tx, &patel));
        assert_eq!(store.read(|conn| by_id(conn, patel.id)), patel);
    }

    #[test]
    fn a_staff_member_who_is_not_there_is_not_found() {
        let mut store = Sample::new();
        let mut ghost = store.read(|conn| by_id(conn, store.nora));
        ghost.id = StaffId(99);
        assert_eq!(store.store.read(|conn| by_id(conn, ghost.id)), Err(StoreError::NotFound));
        assert_eq!(store.refused(|tx| update(tx, &ghost)), StoreError::NotFound);
    }
}
