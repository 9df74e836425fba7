//! What keeps people's data where it belongs: no command reads past the table of rights, and one place writes tables.

use super::{Source, catches, holds_everywhere};

/// Reads of the tracker that ask for no right; a command takes the one that does.
const RAW: [&str; 7] = [
    "tracker.today(",
    "tracker.find_patients(",
    "tracker.patient_month(",
    "tracker.entry_history(",
    "tracker.claims(",
    "tracker.preview_import(",
    "tracker.verify(",
];

fn reads_by_right(file: &Source) -> Vec<String> {
    if !file.under("src-tauri/src/commands/") {
        return Vec::new();
    }
    file.code_with(&RAW, "ask for what this person may see")
}

fn writes_tables_in_one_place(file: &Source) -> Vec<String> {
    let exempt = file.path == "src-tauri/exchange/src/csv.rs" || file.path.contains("/tests/");
    if exempt || !file.is(&["rs"]) {
        return Vec::new();
    }
    file.code_with(&["csv::Writer", "WriterBuilder"], "a cell is made safe in exchange::csv")
}

#[test]
fn no_command_reads_past_the_table_of_rights() {
    holds_everywhere(reads_by_right);
    let path = "src-tauri/src/commands/today.rs";
    catches(reads_by_right, path, "tracker.today()?;", "tracker.open_today(actor)?;");
}

#[test]
fn one_place_writes_tables() {
    holds_everywhere(writes_tables_in_one_place);
    catches(writes_tables_in_one_place, "src-tauri/cli/src/x.rs", "csv::Writer::new()", "csv::Reader::new()");
}
