//! The audit as a person reads it: by patient, by staff member, by kind and by period, page after page.

use rusqlite::named_params;

use super::{EVENTS, EventRow, from_row};
use crate::columns::rows;
use crate::{Conn, PatientId, StaffId, StoreError};

/// Which events; nothing set means all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// About this patient.
    pub patient: Option<PatientId>,
    /// By this staff member.
    pub staff: Option<StaffId>,
    /// Of this category.
    pub category: Option<String>,
    /// Of this name.
    pub action: Option<String>,
    /// That ended so: `done`, `refused`.
    pub outcome: Option<String>,
    /// Not before this instant, in milliseconds UTC.
    pub from_ms: Option<i64>,
    /// Before this instant, in milliseconds UTC.
    pub until_ms: Option<i64>,
    /// Before this place in the chain: the last one of the page before.
    pub before_seq: Option<i64>,
}

/// What a list of events is put in order by; events that are alike there stand newest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Column {
    /// Place in the chain, which is the order in which things happened.
    #[default]
    Seq,
    /// Who.
    Person,
    /// What the person was allowed to do then.
    Role,
    /// What was done.
    Action,
    /// Kind of data.
    Category,
    /// Whose data.
    Patient,
    /// How it ended.
    Outcome,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::Seq => "seq",
            Self::Person => "staff_label COLLATE NOCASE",
            Self::Role => "role",
            Self::Action => "action",
            Self::Category => "category",
            Self::Patient => "patient_id",
            Self::Outcome => "outcome",
        }
    }
}

/// The order of a list of events, and how many of them were shown before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: Column,
    /// The smallest first.
    pub ascending: bool,
    /// Left out at the beginning.
    pub skip: i64,
}

/// Events that the filter lets through, newest first.
pub fn page(conn: &Conn, filter: &Filter, limit: i64) -> Result<Vec<EventRow>, StoreError> {
    sorted(conn, filter, Order::default(), limit)
}

/// Events that the filter lets through, in an order of one's own.
pub fn sorted(conn: &Conn, filter: &Filter, order: Order, limit: i64) -> Result<Vec<EventRow>, StoreError> {
    // By patient there is an index, which SQLite does not take where the patient may be any.
    let patient = if filter.patient.is_some() { "patient_id = :patient" } else { ":patient IS NULL" };
    let (column, direction) = (order.by.name(), if order.ascending { "ASC" } else { "DESC" });
    let sql = format!(
        "{EVENTS}
          WHERE {patient}
            AND (:staff IS NULL OR staff_id = :staff)
            AND (:category IS NULL OR category = :category)
            AND (:action IS NULL OR action = :action)
            AND (:outcome IS NULL OR outcome = :outcome)
            AND (:from_ms IS NULL OR wall_ms >= :from_ms)
            AND (:until_ms IS NULL OR wall_ms < :until_ms)
            AND seq < coalesce(:before_seq, 9223372036854775807)
          ORDER BY {column} {direction}, seq DESC
          LIMIT :limit OFFSET :skip"
    );
    rows(
        conn,
        &sql,
        named_params! {
            ":patient": filter.patient,
            ":staff": filter.staff,
            ":category": filter.category,
            ":action": filter.action,
            ":outcome": filter.outcome,
            ":from_ms": filter.from_ms,
            ":until_ms": filter.until_ms,
            ":before_seq": filter.before_seq,
            ":limit": limit,
            ":skip": order.skip,
        },
        from_row,
    )
}
