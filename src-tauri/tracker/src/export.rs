//! The month's claim summary as a CSV file: safe to open in a spreadsheet, written whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use rules::{Month, Place};
use store::ExportId;
use store::exports::NewExport;
use store::staff::StaffRow;

use crate::claims::{Account, ClaimRow, Reason, Status};
use crate::op::{Actor, Op};
use crate::practice::Practice;
use crate::rights::Right;
use crate::sheet::{self, Cell, Sheet};
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
        self.allow(actor, Right::ExportClaims, "export_claims")?;
        let claims = self.claims(month)?;
        let ready: Vec<_> = claims.rows.iter().filter(|row| row.status == Status::Ready).collect();
        if ready.is_empty() {
            return Err(Error::refused("No line of this month is ready, so nothing was exported."));
        }
        let bytes = self.claims_csv(month, &ready)?;
        let sha256 = sheet::sha256(&bytes);
        let place = place.unwrap_or(self.home.exports());
        let file = file_at(place, free_name(place, month, claims.exports.len() + 1));
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let proof = self.proof(&name, &sha256, ready.len())?;
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
            sheet::write_whole(&file, &bytes)?;
            let noted = sheet::write_whole(&proof_of(&file), proof.as_bytes());
            if noted.is_err() {
                // An export that is not on record must not lie about.
                let _ = fs::remove_file(&file);
            }
            noted.map(|()| id)
        })?;
        // From now on the month keeps the rules it was claimed under.
        self.practice = self.store.read(Practice::load)?;
        Ok(Exported { id, file, rows: ready.len(), sha256 })
    }

    fn claims_csv(&self, month: Month, ready: &[&ClaimRow]) -> Result<Vec<u8>, Error> {
        let staff = self.store.read(case::staff)?;
        let mut sheet = Sheet::new(&HEADINGS)?;
        for row in ready {
            sheet.row(self.cells(month, row, staff.get(&row.practitioner))?)?;
        }
        sheet.finish()
    }

    fn cells(&self, month: Month, row: &ClaimRow, biller: Option<&StaffRow>) -> Result<Vec<Cell>, Error> {
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
        Ok(text.into_iter().map(Cell::Text).collect())
    }
}

impl Tracker {
    /// What vouches for an export: its digest, and where the record stood when it was made. Beside the file and not in it:
    /// what reads claim lines takes a line more for a claim.
    fn proof(&self, file: &str, sha256: &str, rows: usize) -> Result<String, Error> {
        let (seq, hash) = self.head()?;
        let made = self.now().with_timezone(&self.practice.zone).format("%Y-%m-%d %H:%M:%S %Z");
        Ok(format!(
            "{sha256}  {file}\n\nRows: {rows}\nMade: {made}\nRecord: event {seq}, hash {hash}\n\n\
             The first line is the SHA-256 of the file; sha256sum -c reads it. The record line is the end of the audit\n\
             when the file was made: whoever keeps this page can tell whether the record was rewritten since.\n"
        ))
    }
}

/// The page that vouches for an export, beside it.
fn proof_of(file: &Path) -> PathBuf {
    file.with_extension("csv.proof.txt")
}

/// The file that a place names: itself if it ends in `.csv`, else one in that folder.
fn file_at(place: &Path, usual: String) -> PathBuf {
    let csv = place.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if csv && !place.is_dir() { place.to_owned() } else { place.join(usual) }
}

/// The month's next number; a further one where the folder holds a file of another vault.
fn free_name(folder: &Path, month: Month, number: usize) -> String {
    let mut names = (number..).map(|number| format!("caretally-claims-{month}-{number:02}.csv"));
    names
        .find(|name| !folder.join(name).exists() && !proof_of(&folder.join(name)).exists())
        .unwrap_or_default()
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
