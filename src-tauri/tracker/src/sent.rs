//! What was claimed already, and what would be claimed differently now: old and new, field by field.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rules::{Line, Seconds};
use store::export_lines::ExportLineRow;
pub use store::exports::FileRow;
use store::{Conn, ExportId, StaffId};

use crate::Error;
use crate::claims::{Account, ClaimRow, Status};
use crate::export::Format;
use crate::x12::{Filing, History};

/// What a batch did with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It was in no batch before.
    New,
    /// It was, and is different.
    Changed,
    /// It was, and there is no such line any more.
    Withdrawn,
    /// It was, as it is; only where somebody asked for all lines.
    Unchanged,
}

impl Kind {
    /// All of them, in the order of a batch.
    pub const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Withdrawn, Self::Unchanged];

    /// As it is stored and written to files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
            Self::Unchanged => "unchanged",
        }
    }
}

/// What the last batch with a line said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The batch's number in its month.
    pub batch: i64,
    /// What it said.
    pub line: ExportLineRow,
    /// How X12 files stand to that.
    pub filing: Filing,
    /// It said that the line is no more, and the payer still has what `line` says.
    pub gone: bool,
}

/// What of a line can be different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Units; none where the line is gone.
    Units,
    /// Date of service.
    Dos,
    /// Last day.
    DosTo,
    /// Modifiers.
    Modifiers,
    /// Payer.
    Payer,
    /// Billing practitioner.
    Practitioner,
    /// Diagnoses.
    Diagnoses,
    /// Place of service.
    Place,
    /// The estimate, in cents.
    Amount,
    /// Counted seconds: the proof is different, the claim is not.
    Counted,
    /// Entries that carry it: the proof is different, the claim is not.
    Entries,
}

impl Field {
    /// Its name where it crosses to screens and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Dos => "dos",
            Self::DosTo => "dos_to",
            Self::Modifiers => "modifiers",
            Self::Payer => "payer",
            Self::Practitioner => "practitioner",
            Self::Diagnoses => "diagnoses",
            Self::Place => "place",
            Self::Amount => "amount",
            Self::Counted => "counted",
            Self::Entries => "entries",
        }
    }

    /// Does the claim itself differ, and not only what proves it?
    pub fn is_claimed(self) -> bool {
        !matches!(self, Self::Counted | Self::Entries)
    }
}

/// A field that is different since a line was exported.
#[derive(Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub field: Field,
    /// As it was exported.
    pub old: String,
    /// As it is; empty where there is nothing any more.
    pub new: String,
}

impl std::fmt::Debug for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.field.fmt(f)
    }
}

/// A batch that was made, with its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its number in the record.
    pub id: ExportId,
    /// Its number in the month.
    pub number: i64,
    /// By whom.
    pub made_by: StaffId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Lines in it.
    pub rows: i64,
    /// Lines of each kind.
    pub kinds: BTreeMap<String, i64>,
    /// Its files.
    pub files: Vec<FileRow>,
}

/// The batches of a month, newest first.
pub(crate) fn batches(conn: &Conn, month: &str) -> Result<Vec<Batch>, Error> {
    let files = store::exports::files_of_month(conn, month)?;
    let counts = store::export_lines::counts_of_month(conn, month)?;
    let rows = store::exports::of_month(conn, month)?.into_iter().rev();
    Ok(rows
        .map(|row| Batch {
            id: row.id,
            number: row.number,
            made_by: row.made_by,
            made_at: row.made_at,
            rows: row.rows,
            kinds: counts.iter().filter(|one| one.0 == row.id).map(|one| (one.1.clone(), one.2)).collect(),
            files: files.iter().filter(|file| file.export_id == row.id).cloned().collect(),
        })
        .collect())
}

/// A line, told apart from the others of its month: account, code, turn.
pub(crate) type Key = (String, String, i64);

/// Sets each row beside what the last batch said of it. A line that was exported and is no more gets a row of its own.
pub(crate) fn compare(conn: &Conn, month: &str, place: &str, rows: &mut Vec<ClaimRow>) -> Result<(), Error> {
    let mut sent = sent_lines(conn, month)?;
    leave_claimed(conn, month, rows)?;
    number_turns(rows);
    for row in rows.iter_mut() {
        let Some(line) = &row.line else { continue };
        let Some(found) = sent.remove(&(row.account.id(), line.code.to_string(), row.turn)) else { continue };
        if found.gone {
            continue; // To be billed again, and new to every other file.
        }
        row.differences = differences(&found.line, &as_claimed(row, line, place));
        if row.status == Status::Ready {
            let differs = row.differences.iter().any(|difference| difference.field.is_claimed());
            row.status = if differs { Status::Changed } else { Status::Exported };
        }
        row.sent = Some(found);
    }
    for gone in sent.into_values() {
        let row = withdrawn(conn, rows, gone)?;
        rows.push(row);
    }
    // What refuses the account stands at each of the lines it took away.
    let told: Vec<Account> =
        rows.iter().filter(|row| row.sent.is_some() && row.line.is_none()).map(|row| row.account).collect();
    rows.retain(|row| row.status != Status::Refused || !told.contains(&row.account));
    Ok(())
}

/// A discharge is claimed once. Where the practice decides otherwise on its date of service (the visit, day 30), one that was
/// exported under the old decision lies in another month now; it stays where it was claimed. So does one whose visit was
/// corrected to another month: what was claimed is withdrawn first, and then it is a line of the other.
fn leave_claimed(conn: &Conn, month: &str, rows: &mut Vec<ClaimRow>) -> Result<(), Error> {
    let elsewhere: BTreeSet<_> =
        store::export_lines::episodes_claimed_elsewhere(conn, month)?.into_iter().collect();
    rows.retain(|row| !(matches!(row.account, Account::Episode(_)) && elsewhere.contains(&row.account.id())));
    Ok(())
}

/// Which line of its month it is.
pub(crate) fn key(line: &ExportLineRow) -> Key {
    (line.account.clone(), line.code.clone(), line.turn)
}

/// What was sent last of each line. Of one that was withdrawn nothing is left to say, unless X12 files have it still.
fn sent_lines(conn: &Conn, month: &str) -> Result<BTreeMap<Key, Sent>, Error> {
    let numbers: BTreeMap<_, _> =
        store::exports::of_month(conn, month)?.into_iter().map(|row| (row.id, row.number)).collect();
    let history = history(conn, month)?;
    let mut sent = BTreeMap::new();
    for line in store::export_lines::latest_of_month(conn, month)? {
        let (key, gone) = (key(&line), line.change == Kind::Withdrawn.slug());
        let batch = numbers.get(&line.export_id).copied().unwrap_or_default();
        let filing = history.as_ref().map_or(Filing::Settled, |history| history.filing(&line));
        let line = match history.as_ref().and_then(|history| history.line(&key)) {
            Some(told) if gone => told.clone(),
            _ if gone => continue,
            _ => line,
        };
        sent.insert(key, Sent { batch, line, filing, gone });
    }
    Ok(sent)
}

/// What X12 files had of a month, if there are any: most practices bill by tables, and a month has thousands of lines.
fn history(conn: &Conn, month: &str) -> Result<Option<History>, Error> {
    let files = store::exports::files_of_month(conn, month)?;
    let any = files.iter().any(|file| file.format == Format::X12.slug());
    any.then(|| History::read(conn, month)).transpose()
}

fn number_turns(rows: &mut [ClaimRow]) {
    let mut turns: BTreeMap<(Account, String), i64> = BTreeMap::new();
    for row in rows {
        let Some(line) = &row.line else { continue };
        let turn = turns.entry((row.account, line.code.to_string())).or_default();
        *turn += 1;
        row.turn = *turn;
    }
}

/// A line as a batch would have it now.
pub(crate) fn as_claimed(row: &ClaimRow, line: &Line, place: &str) -> ExportLineRow {
    ExportLineRow {
        export_id: ExportId(0),
        account: row.account.id(),
        code: line.code.to_string(),
        turn: row.turn,
        change: Kind::New.slug().to_owned(),
        patient_id: row.patient.id,
        practitioner_id: row.practitioner,
        payer: row.patient.payer.clone(),
        place: place.to_owned(),
        units: i64::from(line.units),
        dos: line.dos,
        dos_to: line.dos_to,
        modifiers: line.modifiers.join(" "),
        diagnoses: row.diagnoses.join(" "),
        amount_cents: line.amount_cents.0,
        counted_s: row.counted.0,
        entries: line.entries.join(" "),
        x12: false,
    }
}

fn differences(old: &ExportLineRow, new: &ExportLineRow) -> Vec<Difference> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let fields = [
        (Field::Units, old.units.to_string(), new.units.to_string()),
        (Field::Dos, old.dos.to_string(), new.dos.to_string()),
        (Field::DosTo, day(old.dos_to), day(new.dos_to)),
        (Field::Modifiers, old.modifiers.clone(), new.modifiers.clone()),
        (Field::Payer, old.payer.clone(), new.payer.clone()),
        (Field::Practitioner, old.practitioner_id.get().to_string(), new.practitioner_id.get().to_string()),
        (Field::Diagnoses, old.diagnoses.clone(), new.diagnoses.clone()),
        (Field::Place, old.place.clone(), new.place.clone()),
        (Field::Amount, old.amount_cents.to_string(), new.amount_cents.to_string()),
        (Field::Counted, old.counted_s.to_string(), new.counted_s.to_string()),
        (Field::Entries, old.entries.clone(), new.entries.clone()),
    ];
    let differs = fields.into_iter().filter(|(_, old, new)| old != new);
    differs.map(|(field, old, new)| Difference { field, old, new }).collect()
}

/// Does the claim differ, and not only what proves it?
pub(crate) fn is_claimed_differently(old: &ExportLineRow, new: &ExportLineRow) -> bool {
    differences(old, new).iter().any(|difference| difference.field.is_claimed())
}

/// The row of a line that was exported and is no more, with what refuses its account.
fn withdrawn(conn: &Conn, rows: &[ClaimRow], sent: Sent) -> Result<ClaimRow, Error> {
    let account = Account::parse(&sent.line.account).ok_or(Error::Unreadable("account"))?;
    let kin = rows.iter().find(|row| row.account == account);
    let program = match account {
        Account::Enrollment(id) => store::enrollments::by_id(conn, id)?.program,
        Account::Episode(_) => "tcm".to_owned(),
        Account::Talks(_) => "acp".to_owned(),
        Account::Plan(_) => "oncology".to_owned(),
    };
    let gone = Difference { field: Field::Units, old: sent.line.units.to_string(), new: String::new() };
    let mut patient = store::patients::by_id(conn, sent.line.patient_id)?;
    // It is taken back from who was asked to pay, whoever pays now.
    patient.payer.clone_from(&sent.line.payer);
    Ok(ClaimRow {
        status: if sent.gone { Status::Exported } else { Status::Changed },
        patient,
        program,
        account,
        practitioner: sent.line.practitioner_id,
        diagnoses: sent.line.diagnoses.split_whitespace().map(str::to_owned).collect(),
        line: None,
        track: kin.and_then(|row| row.track),
        counted: kin.map_or(Seconds::ZERO, |row| row.counted),
        surplus: Seconds::ZERO,
        reasons: kin.map(|row| row.reasons.clone()).unwrap_or_default(),
        pack: kin.map(|row| row.pack.clone()).unwrap_or_default(),
        turn: sent.line.turn,
        differences: vec![gone],
        sent: Some(sent),
        signed: None,
    })
}
