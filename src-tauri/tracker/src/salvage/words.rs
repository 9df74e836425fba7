//! The report of a salvage in plain words: what was read, what was not, and what to do with it.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use store::OpenError;
use store::salvage::{Missing, Salvage, Value};

use super::{Salvaged, SalvagedTable};
use crate::backup::Backup;
use crate::{Error, Home};

/// Nothing can be read at all.
pub(super) fn nothing(error: OpenError, backup: Option<&Backup>) -> Error {
    if !matches!(error, OpenError::WrongKeyOrDamaged) {
        return error.into();
    }
    Error::refused(format!(
        "Nothing can be read of this database: a page is damaged that says which tables there are. No folder was made, and the \
         vault is as it was. {}",
        offered(backup)
    ))
}

/// What a table lacks.
pub(super) fn loss(table: &SalvagedTable, backup: Option<&Backup>) -> String {
    let parts: Vec<String> = table.missing.iter().map(missing).collect();
    let mut text = format!("{}: {}; could not be read: {}.", table.name, rows(table.rows), parts.join(", "));
    if table.cut_short {
        text.push_str(" Some numbers among them were not tried one by one.");
    }
    if let Some(of_backup) = backup.and_then(|backup| backup.manifest.rows.get(&table.name)) {
        let _ = write!(text, " The backup has {of_backup}.");
    }
    text
}

fn missing(missing: &Missing) -> String {
    match missing {
        Missing::Numbers { from, to: Some(to) } if from == to => format!("number {from}"),
        Missing::Numbers { from, to: Some(to) } => format!("numbers {from} to {to}"),
        Missing::Numbers { from, to: None } => format!("numbers from {from} on, nobody knows how far"),
        Missing::Keys { after: Some(after), before: Some(before) } => {
            format!("rows between ({}) and ({})", key(after), key(before))
        }
        Missing::Keys { after: Some(after), before: None } => format!("rows after ({})", key(after)),
        Missing::Keys { after: None, before: Some(before) } => format!("rows before ({})", key(before)),
        Missing::Keys { after: None, before: None } => "all of it".to_owned(),
    }
}

fn key(values: &[Value]) -> String {
    let shown = values.iter().map(|value| match value {
        Value::Null => String::new(),
        Value::Whole(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Bytes(bytes) => crate::backup::manifest::hex(bytes),
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn rows(count: u64) -> String {
    if count == 1 { "1 row read".to_owned() } else { format!("{count} rows read") }
}

fn offered(backup: Option<&Backup>) -> String {
    match backup {
        Some(backup) => format!(
            "The newest backup that was looked at just now and is good is of {} UTC, with {} entries: {}",
            backup.made_at().format("%Y-%m-%d %H:%M:%S"),
            backup.manifest.entries(),
            backup.dir.display()
        ),
        None => "No good backup was found among the newest on this PC and in the second place. Look for others, such as on a USB \
                 disk."
            .to_owned(),
    }
}

/// The whole report.
pub(super) fn report(home: &Home, salvaged: &Salvaged, now: DateTime<Utc>) -> String {
    let journal = std::fs::metadata(home.journal()).map_or(0, |file| file.len());
    let blocks = [
        heading(home, now),
        "THIS FOLDER HOLDS PATIENTS' DATA IN THE CLEAR. Nothing here is encrypted. Keep it where only those may look who may see all\n\
         of it, and delete it when it is no longer needed."
            .to_owned(),
        damaged(salvaged, journal),
        losses(salvaged),
        format!(
            "What to do\n{}\nRestore it in Caretally (Backups), or with: caretally-cli restore. Then type in what is in these tables and not\n\
             in the backup, and look at each row before: a row here was on a sound page, but whether it is the newest version of\n\
             itself, and whether the record of actions agrees, was not checked.\n\
             Nothing was put back into the vault, and nothing in it was changed. The record of actions has no line of this\n\
             salvage: a damaged vault is not written to. Note down who made it, when and why.",
            offered(salvaged.backup.as_ref())
        ),
        left_out(salvaged),
        "How the tables are written\n\
         One file for each table, in CSV. A text that a spreadsheet would take for a formula has a ' before it. Instants are\n\
         milliseconds since 1970, and once more in words, in UTC, in the columns that end in _utc. Bytes are hexadecimal.\n\
         Nothing and an empty text look alike."
            .to_owned(),
        tables(salvaged),
    ];
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn heading(home: &Home, now: DateTime<Utc>) -> String {
    format!(
        "What could be read of a Caretally vault\nVault: {}\nMade:  {} UTC by Caretally {}",
        home.dir().display(),
        now.format("%Y-%m-%d %H:%M:%S"),
        env!("CARGO_PKG_VERSION")
    )
}

fn damaged(salvaged: &Salvaged, journal: u64) -> String {
    let lacking: Vec<&str> = salvaged
        .tables
        .iter()
        .filter(|table| !table.missing.is_empty())
        .map(|table| table.name.as_str())
        .collect();
    let mut text = "What is damaged\n".to_owned();
    if lacking.is_empty() {
        text.push_str("Every row of every table could be read. Damage that takes no row away, as in an index, is not told here.");
    } else {
        let _ = write!(
            text,
            "Pages of caretally.db are not what was written to them. They hold rows of: {}.",
            lacking.join(", ")
        );
    }
    if salvaged.unread > 0 {
        let _ = write!(
            text,
            "\nThe disk did not give {} bytes of caretally.db and its journal any more. It may fail altogether soon: copy what you need.",
            salvaged.unread
        );
    }
    if journal > 0 {
        let _ = write!(
            text,
            "\nThe journal beside it (caretally.db-wal, {journal} bytes) was read with it, up to the first place in it that is not\n\
             sound. What was written after that place is not in these tables, and nothing here tells of it."
        );
    }
    text
}

fn losses(salvaged: &Salvaged) -> String {
    let losses = salvaged.losses();
    let told = if losses.is_empty() { "Nothing.".to_owned() } else { losses.join("\n") };
    format!(
        "What is missing\n{told}\n\
         Numbers are those of the first column where that numbers the rows, as id does; else those under which the file keeps them.\n\
         Not every number has been a row: some were never given out."
    )
}

fn left_out(salvaged: &Salvaged) -> String {
    let mut text = "What was left out\nKeys and secrets are in no file.".to_owned();
    for table in Salvage::secret_tables() {
        let _ = write!(text, "\n{table}: all of it");
    }
    for table in salvaged.tables.iter().filter(|table| !table.left_out.is_empty()) {
        let _ = write!(text, "\n{}: {}", table.name, table.left_out.join(", "));
    }
    text
}

fn tables(salvaged: &Salvaged) -> String {
    let mut text = "Tables".to_owned();
    for table in &salvaged.tables {
        let _ = write!(text, "\n{}: {}, in {}", table.name, rows(table.rows), table.files.join(", "));
    }
    text
}
