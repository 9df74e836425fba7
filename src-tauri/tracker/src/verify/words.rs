//! What is wrong with a row, in a sentence.

use store::audit::RowFault;

pub(super) fn in_words(fault: &RowFault) -> String {
    match fault {
        RowFault::Changed { table, key, seq } => {
            format!(
                "The row {key} of {table} is not what event {seq} left: it was changed outside of Caretally."
            )
        }
        RowFault::Unrecorded { table, key } => {
            format!("The row {key} of {table} is in no event: it was added outside of Caretally.")
        }
        RowFault::Missing { table, key, seq } => {
            format!("The row {key} of {table}, which event {seq} left, is gone.")
        }
        RowFault::ChangedBefore { table, key, seq } => format!(
            "The row {key} of {table} was not what its events had left when event {seq} changed it: it had been changed outside \
             of Caretally."
        ),
        RowFault::Heartbeat { timer } => {
            format!("The last heartbeat of timer {timer} was not written by Caretally.")
        }
        RowFault::Numbers { table } => format!("The numbers of {table} would be given out a second time."),
        RowFault::Index { name } => {
            format!(
                "The index {name} does not find just the events that it should: it was changed outside of Caretally."
            )
        }
        RowFault::Unreadable { seq } => format!("What event {seq} says of its rows cannot be read."),
    }
}
