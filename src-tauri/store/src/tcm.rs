//! Discharges that start the thirty days of transitional care, and the contacts made after them.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{named_params, params};

use crate::columns::{At, Day, Row, at, change, day_opt, insert as insert_row, row, rows, run};
use crate::ids::{debug_is_id, debug_is_name};
use crate::{Conn, ContactId, EpisodeId, PatientId, StaffId, StoreError, Tx};

/// A discharge.
#[derive(Clone, PartialEq, Eq)]
pub struct EpisodeRow {
    /// Which discharge.
    pub id: EpisodeId,
    /// Whose.
    pub patient_id: PatientId,
    /// The practitioner who takes over.
    pub practitioner_id: StaffId,
    /// When the patient was discharged.
    pub discharged_at: DateTime<Utc>,
    /// Kind of place the patient left.
    pub from_kind: String,
    /// Kind of place the patient went to.
    pub to_kind: String,
    /// Day of the visit.
    pub visit_date: Option<NaiveDate>,
    /// Whether the same practitioner billed discharge management that day.
    pub visit_discharge_management: bool,
    /// Level of medical decision making.
    pub mdm: Option<String>,
    /// Day the medications were reconciled.
    pub med_rec: Option<NaiveDate>,
    /// Whether the practice means to claim it.
    pub report: bool,
    /// Day the patient went back to a hospital.
    pub readmitted_on: Option<NaiveDate>,
    /// First and last day of the practitioner's own surgical global period.
    pub global: Option<(NaiveDate, NaiveDate)>,
    /// ICD-10 codes of the claim in their order, spaces between.
    pub diagnoses: String,
    /// When this row was written.
    pub created_at: DateTime<Utc>,
}

/// A discharge to add.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEpisode {
    /// Whose.
    pub patient_id: PatientId,
    /// The practitioner who takes over.
    pub practitioner_id: StaffId,
    /// When the patient was discharged.
    pub discharged_at: DateTime<Utc>,
    /// Kind of place the patient left.
    pub from_kind: String,
    /// Kind of place the patient went to.
    pub to_kind: String,
    /// Day of the visit.
    pub visit_date: Option<NaiveDate>,
    /// Whether the same practitioner billed discharge management that day.
    pub visit_discharge_management: bool,
    /// Level of medical decision making.
    pub mdm: Option<String>,
    /// Day the medications were reconciled.
    pub med_rec: Option<NaiveDate>,
    /// Whether the practice means to claim it.
    pub report: bool,
    /// First and last day of the practitioner's own surgical global period.
    pub global: Option<(NaiveDate, NaiveDate)>,
    /// ICD-10 codes of the claim in their order, spaces between.
    pub diagnoses: String,
    /// Now.
    pub created_at: DateTime<Utc>,
}

/// A contact, or an attempt at one.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// Which contact.
    pub id: ContactId,
    /// After which discharge.
    pub episode_id: EpisodeId,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; none: somebody outside the practice.
    pub staff_id: Option<StaffId>,
    /// Whether the patient or caregiver was reached.
    pub reached: bool,
    /// Whether it was only about an appointment.
    pub scheduling_only: bool,
    /// What was noted.
    pub note: String,
    /// Why it no longer counts, if it does not.
    pub voided: Option<ContactVoid>,
}

/// Why a contact no longer counts.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactVoid {
    /// The reason, in the person's words.
    pub reason: String,
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A contact to add.
#[derive(Clone, PartialEq, Eq)]
pub struct NewContact {
    /// After which discharge.
    pub episode_id: EpisodeId,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; none: somebody outside the practice.
    pub staff_id: Option<StaffId>,
    /// Whether the patient or caregiver was reached.
    pub reached: bool,
    /// Whether it was only about an appointment.
    pub scheduling_only: bool,
    /// What was noted.
    pub note: String,
}

debug_is_id!(EpisodeRow, ContactRow);
debug_is_name!(NewEpisode, NewContact, ContactVoid);

/// One discharge.
pub fn by_id(conn: &Conn, id: EpisodeId) -> Result<EpisodeRow, StoreError> {
    row(conn, "SELECT * FROM tcm_episode WHERE id = ?1", [id], episode_from_row)
}

/// The discharges of a patient, earliest first.
pub fn episodes_of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<EpisodeRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM tcm_episode WHERE patient_id = ?1 ORDER BY discharged_at, id",
        [patient],
        episode_from_row,
    )
}

/// Every discharge, earliest first.
pub fn all_episodes(conn: &Conn) -> Result<Vec<EpisodeRow>, StoreError> {
    rows(conn, "SELECT * FROM tcm_episode ORDER BY discharged_at, id", [], episode_from_row)
}

/// Discharges at or after an instant, earliest first.
pub fn episodes_since(conn: &Conn, from: DateTime<Utc>) -> Result<Vec<EpisodeRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM tcm_episode WHERE discharged_at >= ?1 ORDER BY discharged_at, id",
        [At(from)],
        episode_from_row,
    )
}

/// The contacts after a discharge, earliest first, with those that no longer count.
pub fn contacts_of_episode(conn: &Conn, episode: EpisodeId) -> Result<Vec<ContactRow>, StoreError> {
    rows(
        conn,
        "SELECT tcm_contact.*, tcm_contact_void.reason AS void_reason, tcm_contact_void.written_by AS void_by,
                tcm_contact_void.written_at AS void_at
           FROM tcm_contact
           LEFT JOIN tcm_contact_void ON tcm_contact_void.contact_id = tcm_contact.id
          WHERE episode_id = ?1
          ORDER BY at, id",
        [episode],
        contact_from_row,
    )
}

/// One contact.
pub fn contact_by_id(conn: &Conn, id: ContactId) -> Result<ContactRow, StoreError> {
    row(
        conn,
        "SELECT tcm_contact.*, tcm_contact_void.reason AS void_reason, tcm_contact_void.written_by AS void_by,
                tcm_contact_void.written_at AS void_at
           FROM tcm_contact
           LEFT JOIN tcm_contact_void ON tcm_contact_void.contact_id = tcm_contact.id
          WHERE tcm_contact.id = ?1",
        [id],
        contact_from_row,
    )
}

/// The contacts after every discharge of a patient, earliest first, with those that no longer count.
pub fn contacts_of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<ContactRow>, StoreError> {
    rows(
        conn,
        "SELECT tcm_contact.*, tcm_contact_void.reason AS void_reason, tcm_contact_void.written_by AS void_by,
                tcm_contact_void.written_at AS void_at
           FROM tcm_contact
           JOIN tcm_episode ON tcm_episode.id = tcm_contact.episode_id
           LEFT JOIN tcm_contact_void ON tcm_contact_void.contact_id = tcm_contact.id
          WHERE tcm_episode.patient_id = ?1
          ORDER BY tcm_contact.at, tcm_contact.id",
        [patient],
        contact_from_row,
    )
}

/// Adds a discharge.
pub fn insert(tx: &Tx<'_>, new: &NewEpisode) -> Result<EpisodeId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO tcm_episode (patient_id, practitioner_id, discharged_at, from_kind, to_kind, visit_date,
                                  visit_discharge_management, mdm, med_rec, report, global_from, global_to,
                                  diagnoses, created_at)
         VALUES (:patient_id, :practitioner_id, :discharged_at, :from_kind, :to_kind, :visit_date,
                 :visit_discharge_management, :mdm, :med_rec, :report, :global_from, :global_to, :diagnoses,
                 :created_at)",
        named_params! {
            ":patient_id": new.patient_id,
            ":practitioner_id": new.practitioner_id,
            ":discharged_at": At(new.discharged_at),
            ":from_kind": new.from_kind,
            ":to_kind": new.to_kind,
            ":visit_date": new.visit_date.map(Day),
            ":visit_discharge_management": new.visit_discharge_management,
            ":mdm": new.mdm,
            ":med_rec": new.med_rec.map(Day),
            ":report": new.report,
            ":global_from": new.global.map(|(from, _)| Day(from)),
            ":global_to": new.global.map(|(_, to)| Day(to)),
            ":diagnoses": new.diagnoses,
            ":created_at": At(new.created_at),
        },
    )
    .map(EpisodeId)
}

/// Writes every field of a discharge but its patient and the moment of adding.
pub fn update(tx: &Tx<'_>, episode: &EpisodeRow) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE tcm_episode
            SET practitioner_id = :practitioner_id,
                discharged_at = :discharged_at,
                from_kind = :from_kind,
                to_kind = :to_kind,
                visit_date = :visit_date,
                visit_discharge_management = :visit_discharge_management,
                mdm = :mdm,
                med_rec = :med_rec,
                report = :report,
                readmitted_on = :readmitted_on,
                global_from = :global_from,
                global_to = :global_to,
                diagnoses = :diagnoses
          WHERE id = :id",
        named_params! {
            ":id": episode.id,
            ":practitioner_id": episode.practitioner_id,
            ":discharged_at": At(episode.discharged_at),
            ":from_kind": episode.from_kind,
            ":to_kind": episode.to_kind,
            ":visit_date": episode.visit_date.map(Day),
            ":visit_discharge_management": episode.visit_discharge_management,
            ":mdm": episode.mdm,
            ":med_rec": episode.med_rec.map(Day),
            ":report": episode.report,
            ":readmitted_on": episode.readmitted_on.map(Day),
            ":global_from": episode.global.map(|(from, _)| Day(from)),
            ":global_to": episode.global.map(|(_, to)| Day(to)),
            ":diagnoses": episode.diagnoses,
        },
    )
}

/// Adds a contact.
pub fn insert_contact(tx: &Tx<'_>, new: &NewContact) -> Result<ContactId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO tcm_contact (episode_id, at, staff_id, reached, scheduling_only, note)
         VALUES (:episode_id, :at, :staff_id, :reached, :scheduling_only, :note)",
        named_params! {
            ":episode_id": new.episode_id,
            ":at": At(new.at),
            ":staff_id": new.staff_id,
            ":reached": new.reached,
            ":scheduling_only": new.scheduling_only,
            ":note": new.note,
        },
    )
    .map(ContactId)
}

/// A contact no longer counts; once, and for good.
pub fn void_contact(tx: &Tx<'_>, id: ContactId, void: &ContactVoid) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO tcm_contact_void (contact_id, reason, written_by, written_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, void.reason, void.by, At(void.at)],
    )
}

fn episode_from_row(row: &Row<'_>) -> rusqlite::Result<EpisodeRow> {
    Ok(EpisodeRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        practitioner_id: row.get("practitioner_id")?,
        discharged_at: at(row, "discharged_at")?,
        from_kind: row.get("from_kind")?,
        to_kind: row.get("to_kind")?,
        visit_date: day_opt(row, "visit_date")?,
        visit_discharge_management: row.get("visit_discharge_management")?,
        mdm: row.get("mdm")?,
        med_rec: day_opt(row, "med_rec")?,
        report: row.get("report")?,
        readmitted_on: day_opt(row, "readmitted_on")?,
        global: day_opt(row, "global_from")?.zip(day_opt(row, "global_to")?),
        diagnoses: row.get("diagnoses")?,
        created_at: at(row, "created_at")?,
    })
}

fn contact_from_row(row: &Row<'_>) -> rusqlite::Result<ContactRow> {
    Ok(ContactRow {
        id: row.get("id")?,
        episode_id: row.get("episode_id")?,
        at: at(row, "at")?,
        staff_id: row.get("staff_id")?,
        reached: row.get("reached")?,
        scheduling_only: row.get("scheduling_only")?,
        note: row.get("note")?,
        voided: voided(row)?,
    })
}

fn voided(row: &Row<'_>) -> rusqlite::Result<Option<ContactVoid>> {
    let Some(reason) = row.get("void_reason")? else { return Ok(None) };
    Ok(Some(ContactVoid { reason, by: row.get("void_by")?, at: at(row, "void_at")? }))
}

#[cfg(test)]
mod tests;
