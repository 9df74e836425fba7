//! Patients from a CSV file: read, checked line by line, shown first, then stored all or not at all.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use csv_core::ReadFieldResult;
use store::patients::NewPatient;

use crate::backup::{BackupJob, Why};
use crate::op::{Actor, Op};
use crate::patients::PatientChange;
use crate::rights::Right;
use crate::work::{Stage, Work};
use crate::{Error, Tracker};

/// Larger files are refused (bytes).
const LARGEST: usize = 50 * 1024 * 1024;
/// More rows than any practice has patients.
const MOST_ROWS: usize = 200_000;
/// And no more columns: no system exports so many of a patient.
const MOST_COLUMNS: usize = 500;
/// And no longer cells (bytes): a name has two hundred, and a file of nothing but commas would take thirty times its size.
const LONGEST_CELL: usize = 32 * 1024;
/// Before more than this are imported a backup is made: nobody takes so many back by hand.
const MANY: usize = 100;
/// Rows shown before anything is stored.
const SAMPLE: usize = 20;
/// Faults shown; the count is of all.
const FAULTS: usize = 200;

/// Rows between two looks whether to go on.
const SLICE: usize = 256;

/// What is said to whoever stopped it.
pub const STOPPED: &str = "The import was stopped. No patient of the file was added.";

/// Fields of a patient and the headings they are known by, compared without case and punctuation.
const FIELDS: [(&str, &[&str]); 7] = [
    ("name", &["name", "patient", "patientname", "fullname"]),
    ("last_name", &["lastname", "surname", "familyname", "last"]),
    ("first_name", &["firstname", "givenname", "first"]),
    ("birth_date", &["birthdate", "dob", "dateofbirth", "birthday", "born"]),
    ("mrn", &["mrn", "medicalrecordnumber", "recordnumber", "chart", "chartnumber", "patientid"]),
    ("payer", &["payer", "insurance", "plan", "primarypayer"]),
    ("sex", &["sex", "gender"]),
];

/// What a file would bring, or brought.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Each field and the heading it was found under.
    pub columns: Vec<(&'static str, Option<String>)>,
    /// The first good rows, with their line.
    pub sample: Vec<(u64, NewPatient)>,
    /// Good rows.
    pub good: usize,
    /// Rows with a fault, by line; the first ones.
    pub faults: Vec<(u64, String)>,
    /// Faults in all.
    pub fault_count: usize,
    /// Patients added.
    pub added: usize,
}

impl Import {
    fn fault(&mut self, line: u64, message: String) {
        self.fault_count += 1;
        if self.faults.len() < FAULTS {
            self.faults.push((line, message));
        }
    }
}

impl Tracker {
    /// Reads a file and says what it would bring. Nothing is stored.
    ///
    /// # Errors
    /// A file that is too large or no CSV with headings; [`Error::Stopped`].
    pub fn preview_import(&self, text: &str) -> Result<Import, Error> {
        let work = self.work();
        Ok(work.told(self.read_patients(text, &work), STOPPED)?.0)
    }

    /// Stores the patients of a file: all, or none when any line has a fault. Before many, a backup is made.
    ///
    /// # Errors
    /// As `preview_import`; a fault in any line; access.
    pub fn import_patients(&mut self, actor: &Actor, text: &str) -> Result<Import, Error> {
        let backup = self.backup_before_import(actor, text)?;
        backup.map_or(Ok(()), |job| job.run().map(|_| ()))?;
        self.import_after_backup(actor, text)
    }

    /// The backup that goes before an import, to be run while others go on: of many patients, unless the newest has everything.
    ///
    /// # Errors
    /// As `import_patients`.
    pub fn backup_before_import(&mut self, actor: &Actor, text: &str) -> Result<Option<BackupJob>, Error> {
        self.allow(actor, Right::Import, "import_patients")?;
        let work = self.work();
        let many = work.told(self.all_of(text, &work), STOPPED)?.1.len() > MANY;
        if many { self.backup_before(Why::BeforeImport) } else { Ok(None) }
    }

    /// As `import_patients`, where the backup was made.
    ///
    /// # Errors
    /// As `import_patients`.
    pub fn import_after_backup(&mut self, actor: &Actor, text: &str) -> Result<Import, Error> {
        self.allow(actor, Right::Import, "import_patients")?;
        let work = self.work();
        let done = self.store_all(actor, text, &work);
        work.told(done, STOPPED)
    }

    fn store_all(&mut self, actor: &Actor, text: &str, work: &Work) -> Result<Import, Error> {
        let (mut import, patients) = self.all_of(text, work)?;
        self.change(actor, Op::ImportPatients, |change| {
            for (n, patient) in patients.iter().enumerate() {
                if n % SLICE == 0 {
                    work.step(Stage::Storing, n, patients.len())?;
                }
                store::patients::insert(change.tx, patient)?;
            }
            change.trace.note("rows", patients.len());
            work.decide()
        })?;
        import.added = patients.len();
        Ok(import)
    }

    /// The patients of a file without a fault.
    fn all_of(&self, text: &str, work: &Work) -> Result<(Import, Vec<NewPatient>), Error> {
        let (import, patients) = self.read_patients(text, work)?;
        if import.fault_count > 0 {
            return Err(Error::refused(format!(
                "{} of the lines cannot be read, so nothing was imported. Mend the file and try again.",
                import.fault_count
            )));
        }
        if patients.is_empty() {
            return Err(Error::refused("There is no patient in this file."));
        }
        Ok((import, patients))
    }

    fn read_patients(&self, text: &str, work: &Work) -> Result<(Import, Vec<NewPatient>), Error> {
        if text.len() > LARGEST {
            return Err(Error::refused("This file is larger than 50 MB. Split it."));
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        within_bounds(text)?;
        let mut csv =
            csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let headings = csv.headers().map_err(|_| not_csv())?.clone();
        let columns = columns(&headings)?;
        let mut import = Import { columns: found_columns(&headings, &columns), ..Import::default() };
        let mut seen = self.known()?;
        let mut patients = Vec::new();
        for (n, record) in csv.records().enumerate() {
            let record = record.map_err(|_| not_csv())?;
            let (line, byte) = record.position().map_or((0, 0), |at| (at.line(), at.byte()));
            if n % SLICE == 0 {
                work.step(Stage::Reading, usize::try_from(byte).unwrap_or(0), text.len())?;
            }
            match self.patient(&record, &columns, &mut seen) {
                Ok(patient) => {
                    if import.sample.len() < SAMPLE {
                        import.sample.push((line, patient.clone()));
                    }
                    patients.push(patient);
                }
                Err(message) => import.fault(line, message),
            }
        }
        import.good = patients.len();
        Ok((import, patients))
    }

    fn known(&self) -> Result<Known, Error> {
        let rows = self.store.read(store::patients::all)?;
        let mut known = Known::default();
        for row in rows {
            known.mrns.insert(row.mrn.to_lowercase());
            known.people.insert((row.name.to_lowercase(), row.birth_date));
        }
        Ok(known)
    }

    fn patient(
        &self,
        record: &csv::StringRecord,
        columns: &BTreeMap<&'static str, usize>,
        known: &mut Known,
    ) -> Result<NewPatient, String> {
        let cell = |field| columns.get(field).and_then(|at| record.get(*at)).unwrap_or_default();
        let name = match cell("name") {
            "" => format!("{} {}", cell("first_name"), cell("last_name")),
            name => turned(name),
        };
        let form = PatientChange {
            id: None,
            name,
            birth_date: birth_date(cell("birth_date"))
                .ok_or("The birth date cannot be read. Write 03/14/1945 or 1945-03-14.")?,
            mrn: cell("mrn").to_owned(),
            sex: sex(cell("sex")).ok_or("The sex is none of F, M, X.")?,
            payer: payer(cell("payer"))
                .ok_or("The payer is none of medicare, bcbsm, priority, cigna, medicaid.")?
                .to_owned(),
            call_window: String::new(),
            subscriber: None,
            from: None,
        };
        let patient = self.checked_patient(&form).map_err(|error| {
            let field = error.at_field().unwrap_or("row");
            format!("{field}: {error}")
        })?;
        if !known.mrns.insert(patient.mrn.to_lowercase()) {
            return Err("mrn: Another patient, here or above in the file, has this number.".to_owned());
        }
        if !known.people.insert((patient.name.to_lowercase(), patient.birth_date)) {
            return Err(
                "name: A patient with this name and birth date is here already or above in the file."
                    .to_owned(),
            );
        }
        Ok(patient)
    }
}

/// Who is here already, and who came earlier in the file.
#[derive(Default)]
struct Known {
    mrns: BTreeSet<String>,
    people: BTreeSet<(String, NaiveDate)>,
}

/// Walks along the file without keeping anything of it: what is read after that is of a bearable size.
fn within_bounds(text: &str) -> Result<(), Error> {
    let (mut reader, mut cell, mut length) = (csv_core::Reader::new(), vec![0; LONGEST_CELL + 1], 0);
    let (mut input, mut columns, mut rows) = (text.as_bytes(), 0, 0);
    loop {
        let (found, read, written) = reader.read_field(input, &mut cell[length..]);
        (input, length) = (&input[read..], length + written);
        if length > LONGEST_CELL {
            return Err(beyond(rows, "has a cell of more than 32,768 bytes. Is it the right file?"));
        }
        match found {
            ReadFieldResult::Field { record_end } => {
                (columns, length) = (columns + 1, 0);
                if columns > MOST_COLUMNS {
                    return Err(beyond(rows, "has more than 500 columns. Is it the right file?"));
                }
                if record_end {
                    (columns, rows) = (0, rows + 1);
                }
                // The headings are a row too.
                if rows > MOST_ROWS + 1 {
                    return Err(Error::refused("This file has more than 200,000 rows. Split it."));
                }
            }
            // The place for a cell has room for one byte more than a cell may have, so it is never full.
            ReadFieldResult::OutputFull | ReadFieldResult::InputEmpty => {}
            ReadFieldResult::End => return Ok(()),
        }
    }
}

fn beyond(rows_before: usize, what: &str) -> Error {
    Error::refused(format!("Row {} of this file {what} Nothing was imported.", rows_before + 1))
}

fn not_csv() -> Error {
    Error::refused("This is not a CSV file with a heading line. Nothing was read.")
}

fn plain(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn columns(headings: &csv::StringRecord) -> Result<BTreeMap<&'static str, usize>, Error> {
    let mut columns = BTreeMap::new();
    for (at, heading) in headings.iter().enumerate() {
        let heading = plain(heading);
        if let Some((field, _)) = FIELDS.iter().find(|(_, names)| names.contains(&heading.as_str())) {
            columns.entry(*field).or_insert(at);
        }
    }
    let has = |field| columns.contains_key(field);
    let named = has("name") || (has("last_name") && has("first_name"));
    if named && has("birth_date") && has("mrn") && has("payer") {
        return Ok(columns);
    }
    Err(Error::refused(
        "The first line must name the columns name, birth_date, mrn and payer (and may name sex). At least one is missing.",
    ))
}

fn found_columns(
    headings: &csv::StringRecord,
    columns: &BTreeMap<&'static str, usize>,
) -> Vec<(&'static str, Option<String>)> {
    let heading = |field| columns.get(field).and_then(|at| headings.get(*at)).map(str::to_owned);
    FIELDS
        .iter()
        .map(|(field, _)| (*field, heading(*field)))
        .filter(|(field, heading)| heading.is_some() || !matches!(*field, "last_name" | "first_name"))
        .collect()
}

/// `Fennimore, Marigold` is how many systems write Marigold Fennimore.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.to_owned(),
    }
}

/// ISO, or month first as the United States write it.
fn birth_date(text: &str) -> Option<String> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%m/%d/%Y"))
        .or_else(|_| NaiveDate::parse_from_str(text, "%m-%d-%Y"))
        .ok()?;
    Some(date.to_string())
}

fn sex(text: &str) -> Option<String> {
    let short = match text.to_lowercase().as_str() {
        "" | "u" | "unknown" => "",
        "f" | "female" => "F",
        "m" | "male" => "M",
        "x" | "other" | "nonbinary" => "X",
        _ => return None,
    };
    Some(short.to_owned())
}

fn payer(text: &str) -> Option<&'static str> {
    match plain(text).as_str() {
        "medicare" | "medicarepartb" | "medicareb" => Some("medicare"),
        "bcbsm" | "bluecrossblueshieldofmichigan" | "bcn" => Some("bcbsm"),
        "priority" | "priorityhealth" => Some("priority"),
        "cigna" => Some("cigna"),
        "medicaid" => Some("medicaid"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_dates_and_payers_read_as_other_systems_write_them() {
        assert_eq!(turned("Fennimore, Marigold"), "Marigold Fennimore");
        assert_eq!(turned("Marigold Fennimore"), "Marigold Fennimore");
        assert_eq!(birth_date("03/14/1945").as_deref(), Some("1945-03-14"));
        assert_eq!(birth_date("14/03/1945"), None);
        assert_eq!(payer("Priority Health"), Some("priority"));
        assert_eq!(payer("Acme"), None);
    }
}
