//! The month's claim summary as a CSV file: safe to open in a spreadsheet, written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rules::{Month, Place};
use sha2::{Digest, Sha256};
use store::ExportId;
use store::exports::NewExport;
use store::staff::StaffRow;

use crate::claims::{Account, ClaimRow, Reason, Status};
use crate::op::{Actor, Op};
use crate::practice::Practice;
use crate::{Error, Tracker, case, clock};

/// An export that was made.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Its number.
    pub id: ExportId,
    /// The file.
    pub file: PathBuf,
    /// Lines in it.
    pub rows: usize,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
}

const HEADINGS: [&str; 25] = [
    "practice",
    "month",
    "account",
    "payer",
    "rule_set",
    "patient",
    "mrn",
    "birth_date",
    "practitioner",
    "npi",
    "dos_from",
    "dos_to",
    "pos",
    "code",
    "modifiers",
    "units",
    "dx_1",
    "dx_2",
    "dx_3",
    "dx_4",
    "amount_estimate",
    "counted",
    "surplus",
    "warnings",
    "entries",
];

impl Tracker {
    /// Writes the ready lines of a month to a file and records the export. `place` is a folder, or a new file whose name
    /// ends in `.csv`; without it the usual folder.
    ///
    /// # Errors
    /// No line is ready; access; the disk. Nothing is left half written.
    pub fn export_claims(
        &mut self,
        actor: &Actor,
        month: Month,
        place: Option<&Path>,
    ) -> Result<Exported, Error> {
        if !Op::ExportClaims.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        let claims = self.claims(month)?;
        let ready: Vec<_> = claims.rows.iter().filter(|row| row.status == Status::Ready).collect();
        if ready.is_empty() {
            return Err(Error::refused("No line of this month is ready, so nothing was exported."));
        }
        let bytes = self.claims_csv(month, &ready)?;
        let sha256 = hex(&Sha256::digest(&bytes));
        let place = place.unwrap_or(self.home.exports());
        let file = file_at(place, free_name(place, month, claims.exports.len() + 1));
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let id = self.change(actor, Op::ExportClaims, |change| {
            change.trace.note("month", month.to_string()).note("rows", ready.len());
            change.trace.note("sha256", sha256.as_str()).note("file", name.as_str());
            let id = store::exports::insert(
                change.tx,
                &NewExport {
                    month: month.to_string(),
                    made_by: actor.staff,
                    made_at: clock::second_passed(change.now),
                    file: name.clone(),
                    sha256: sha256.clone(),
                    rows: i64::try_from(ready.len()).unwrap_or(i64::MAX),
                    rule_set: change.practice.rules.of(month).sha256().to_owned(),
                },
            )?;
            change.trace.object(id.get());
            // Last, so that an export on record without its file cannot be: a failed write rolls the record back.
            write_whole(&file, &bytes).map_err(|error| Error::File(error.kind()))?;
            Ok(id)
        })?;
        // From now on the month keeps the rules it was claimed under.
        self.practice = self.store.read(Practice::load)?;
        Ok(Exported { id, file, rows: ready.len(), sha256 })
    }

    fn claims_csv(&self, month: Month, ready: &[&ClaimRow]) -> Result<Vec<u8>, Error> {
        let staff = self.store.read(case::staff)?;
        let unwritable = |_| Error::Unreadable("claims");
        // Excel reads UTF-8 only behind a byte order mark; CRLF as RFC 4180 has it.
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{FEFF}".as_bytes().to_vec());
        csv.write_record(HEADINGS).map_err(unwritable)?;
        for row in ready {
            let cells = self.cells(month, row, staff.get(&row.practitioner))?;
            csv.write_record(cells).map_err(unwritable)?;
        }
        csv.into_inner().map_err(|_| Error::Unreadable("claims"))
    }

    fn cells(&self, month: Month, row: &ClaimRow, biller: Option<&StaffRow>) -> Result<Vec<String>, Error> {
        let line = row.line.as_ref().ok_or(Error::Unreadable("line"))?;
        let dx = |place: usize| row.diagnoses.get(place).cloned().unwrap_or_default();
        let text = [
            self.practice.name.clone(),
            month.to_string(),
            account(row.account),
            row.patient.payer.clone(),
            row.pack.clone(),
            row.patient.name.clone(),
            row.patient.mrn.clone(),
            row.patient.birth_date.to_string(),
            biller.map(|biller| biller.name.clone()).unwrap_or_default(),
            biller.and_then(|biller| biller.npi.clone()).unwrap_or_default(),
            line.dos.to_string(),
            line.dos_to.unwrap_or(line.dos).to_string(),
            place_of_service(self.practice.place).to_owned(),
            line.code.to_string(),
            line.modifiers.join(" "),
            line.units.to_string(),
            dx(0),
            dx(1),
            dx(2),
            dx(3),
            plain_dollars(line.amount_cents.0),
            row.counted.to_string(),
            row.surplus.to_string(),
            warnings(&row.reasons),
            line.entries.join(" "),
        ];
        Ok(text.into_iter().map(|cell| safe(&cell)).collect())
    }
}

/// The file that a place names: itself if it ends in `.csv`, else one in that folder.
fn file_at(place: &Path, usual: String) -> PathBuf {
    let csv = place.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if csv && !place.is_dir() { place.to_owned() } else { place.join(usual) }
}

/// The month's next number; a further one where the folder holds a file of another vault.
fn free_name(folder: &Path, month: Month, number: usize) -> String {
    let mut names = (number..).map(|number| format!("caretally-claims-{month}-{number:02}.csv"));
    names.find(|name| !folder.join(name).exists()).unwrap_or_default()
}

fn account(account: Account) -> String {
    match account {
        Account::Enrollment(id) => case::account_id(id),
        Account::Episode(id) => case::episode_id(id),
    }
}

/// Office, or on-campus outpatient hospital (CMS, Place of service code set).
fn place_of_service(place: Place) -> &'static str {
    match place {
        Place::NonFacility => "11",
        Place::Facility => "22",
    }
}

fn plain_dollars(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn warnings(reasons: &[Reason]) -> String {
    let codes = reasons.iter().filter_map(|reason| match reason {
        Reason::Warning(warning) => Some(warning.code()),
        Reason::Hold(_) | Reason::Refusal(_) => None,
    });
    codes.collect::<Vec<_>>().join(" ")
}

/// A cell that a spreadsheet would take for a formula gets a quote before it (OWASP, CSV injection).
fn safe(cell: &str) -> String {
    let first = cell.trim_start_matches([' ', '"', '\'']).chars().next();
    let formula =
        |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '|' | '＝' | '＋' | '－' | '＠');
    if first.is_some_and(formula) { format!("'{cell}") } else { cell.to_owned() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes beside the target, syncs, renames: a reader sees the whole file or none.
fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    // An earlier export is never overwritten.
    temporary.persist_noclobber(file).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Makes the new name durable; Windows has no such call.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_can_become_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\"=1", "＝1", "|calc", "\t=1", "'=1"] {
            assert!(safe(cell).starts_with('\''), "{cell}");
        }
        for cell in ["Marigold Fennimore", "99490", "66.13", "2026-11-19", "O'Neil"] {
            assert_eq!(safe(cell), cell);
        }
    }

    #[test]
    fn a_second_file_of_the_same_name_is_refused_and_the_first_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("claims.csv");
        write_whole(&file, b"first").unwrap();
        assert_eq!(write_whole(&file, b"second").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&file).unwrap(), b"first");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file is left");
    }
}
