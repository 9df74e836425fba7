//! Row numbers that cannot be mixed up: a patient's id is not a staff member's id.

use std::fmt;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

macro_rules! id {
    ($name:ident, $noun:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl $name {
            /// The row number itself.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($noun, "({})"), self.0)
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map(Self)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }
    };
}

id!(StaffId, "Staff", "Which staff member.");
id!(PatientId, "Patient", "Which patient.");
id!(EnrollmentId, "Enrollment", "Which enrollment of a patient in a program.");
id!(EntryId, "Entry", "Which version of a time entry.");
id!(TimerId, "Timer", "Which running timer.");
id!(GapId, "Gap", "Which time that was set aside.");
id!(EpisodeId, "Episode", "Which discharge.");
id!(ConditionId, "Condition", "Which chronic condition of an enrollment.");
id!(ContactId, "Contact", "Which contact after a discharge.");
id!(BilledElsewhereId, "BilledElsewhere", "Which service of another practice.");
id!(TalkId, "Talk", "Which advance care planning talk.");
id!(PlanId, "Plan", "Which cancer treatment plan, made or changed.");
id!(ServiceId, "Service", "Which service that this practice bills by other means.");
id!(ExportId, "Export", "Which claim export.");
id!(SignOffId, "SignOff", "Which decision on a patient's month.");
id!(EmergencyId, "Emergency", "Which opening of a hidden patient in an emergency.");
id!(RulePackId, "RulePack", "Which version of a rule pack.");

/// Rows with names, notes or dates of people print their id and nothing else, so that no log can hold them.
macro_rules! debug_is_id {
    ($($row:ty),+) => {$(
        impl std::fmt::Debug for $row {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.id.fmt(f)
            }
        }
    )+};
}

/// Rows that have no id yet and hold what a person said print their kind and nothing else.
macro_rules! debug_is_name {
    ($($row:ident),+) => {$(
        impl std::fmt::Debug for $row {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($row))
            }
        }
    )+};
}

pub(crate) use {debug_is_id, debug_is_name};
