//! What a spreadsheet would take for a formula, in every text column of every file that is made: it stays a text.
//!
//! With `FORMULAS_DIR` the files are left there, for `tools/formulas.sh` to open them in a real spreadsheet.

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use tracker::export::{Format, Order};
use tracker::practice::PracticeChange;
use tracker::record::Filter;
use tracker::{Access, Actor, PatientId};

use crate::common::{Clinic, enrollment, month, patient, staff, typed};

/// Formulas of Excel, LibreOffice and Sheets, old macro prefixes, and what hides them (OWASP, CSV injection).
const PAYLOADS: [&str; 44] = [
    "=1+1",
    "=SUM(A1:A9)",
    "=cmd|'/C calc'!A0",
    "=HYPERLINK(\"http://127.0.0.1/?x=\"&A1,\"look\")",
    "=WEBSERVICE(\"http://127.0.0.1/\"&A1)",
    "=IMPORTXML(\"http://127.0.0.1/\",\"//a\")",
    "=IMPORTDATA(\"http://127.0.0.1/\")",
    "=IMAGE(\"http://127.0.0.1/\"&B2)",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
    "=EXEC(\"calc\")",
    "=CALL(\"Kernel32\",\"WinExec\",\"JCJ\",\"calc\",0)",
    "='file:///etc/passwd'#$passwd.A1",
    "=A1",
    "=@SUM(1)",
    "==1",
    "=-1+1",
    "= 1+1",
    "+1+1",
    "+cmd|'/C calc'!A0",
    "++1",
    "+A1",
    "-1+1",
    "-2+3+cmd|'/C calc'!A0",
    "--1",
    "-A1",
    "@SUM(1+1)",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "@A1",
    "|calc",
    "\"=1+1",
    "\"=1+1\"",
    "'=1+1",
    "\"\"=1+1",
    "' =1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "=1+1,=1+1",
    "x\",\"=1+1",
    "x;=1+1",
    "{=1+1}",
];

/// Columns that hold numbers, and stay numbers.
const NUMBERS: [&str; 4] = ["event", "patient_id", "object_id", "rows_changed"];

/// What makes a cell a formula, behind blanks and quotes; and the apostrophe before it takes that away.
fn is_formula(cell: &str) -> bool {
    let bare = cell.trim_start_matches([' ', '"', '\'']);
    let formula =
        |c| matches!(c, '=' | '+' | '-' | '@' | '|' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠');
    !cell.starts_with('\'') && bare.chars().next().is_some_and(formula)
}

/// A table as a program reads it: headings, rows.
fn read(file: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let text = fs::read_to_string(file).unwrap();
    let mut csv = csv::Reader::from_reader(text.strip_prefix('\u{FEFF}').unwrap().as_bytes());
    let headings = csv.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = csv.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    (headings, rows)
}

/// What was counted in the files.
#[derive(Default)]
struct Figures {
    files: usize,
    cells: usize,
    quoted: usize,
    numbers: usize,
}

/// Nothing in a file is a formula, and its numbers are numbers.
fn harmless(file: &Path, figures: &mut Figures) {
    let (headings, rows) = read(file);
    figures.files += 1;
    for (column, cell) in rows.iter().flat_map(|row| headings.iter().zip(row)) {
        assert!(!is_formula(cell), "{column} of {}: {cell:?}", file.display());
        let number = NUMBERS.contains(&column.as_str()) && !cell.is_empty() && !cell.starts_with("End of");
        assert!(!number || cell.parse::<i64>().is_ok(), "{column}: {cell:?}");
        figures.cells += 1;
        figures.numbers += usize::from(number);
        figures.quoted += usize::from(cell.starts_with('\''));
    }
}

/// Nothing in a workbook is a formula, every payload is in it as it was typed, and its numbers and days are no text.
fn no_formula(file: &Path, figures: &mut Figures) {
    let mut book: Xlsx<_> = calamine::open_workbook(file).unwrap();
    figures.files += 1;
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(
            formulas.used_cells().all(|(_, _, formula)| formula.is_empty()),
            "{name} of {}",
            file.display()
        );
        let cells = book.worksheet_range(&name).unwrap();
        figures.cells += cells.used_cells().count();
        if name != "About this file" {
            figures.numbers += is_typed(&cells);
        }
    }
}

/// Numbers and days of a payer's sheet, counted; and every payload among its names.
fn is_typed(cells: &calamine::Range<Data>) -> usize {
    let column = |name: &str| {
        let at = cells
            .rows()
            .next()
            .unwrap()
            .iter()
            .position(|cell| matches!(cell, Data::String(text) if text == name))
            .unwrap();
        let rows = cells.height() - 2;
        cells.rows().skip(1).take(rows).map(|row| row[at].clone()).collect::<Vec<_>>()
    };
    let names = column("Patient");
    for payload in PAYLOADS {
        assert!(names.contains(&Data::String(payload.to_owned())), "{payload}");
    }
    assert!(
        column("Service from").iter().all(|cell| matches!(cell, Data::DateTime(day) if day.is_datetime()))
    );
    assert!(
        column("Counted min:s").iter().all(|cell| matches!(cell, Data::DateTime(time) if time.is_duration()))
    );
    let floats = [column("Units"), column("Amount (estimate)")].concat();
    assert!(floats.iter().all(|cell| matches!(cell, Data::Float(_))));
    floats.len()
}

/// The cells of a column, as they were typed.
fn column(file: &Path, name: &str) -> Vec<String> {
    let (headings, rows) = read(file);
    let at = headings.iter().position(|heading| heading == name).unwrap();
    rows.iter().map(|row| row[at].clone()).collect()
}

fn holds(file: &Path, name: &str, payload: &str) {
    let cells = column(file, name);
    let found = cells.iter().any(|cell| cell == payload || cell.strip_prefix('\'') == Some(payload));
    assert!(found, "{name} of {} has no {payload:?}", file.display());
}

/// One payload as name, record number, practitioner, colleague and reason.
fn plant(clinic: &mut Clinic, payload: &str) -> PatientId {
    let manager = clinic.manager.clone();
    let doctor =
        clinic.tracker.save_staff(&manager, &staff(payload, "physician", Access::Practitioner)).unwrap();
    let nurse = clinic.tracker.save_staff(&manager, &staff(payload, "rn", Access::CareTeam)).unwrap();
    let nurse = Actor { staff: nurse, name: payload.to_owned(), access: Access::CareTeam };
    let id = clinic.tracker.save_patient(&nurse, &patient(payload, payload, "medicare")).unwrap();
    let ccm = clinic.tracker.save_enrollment(&nurse, &enrollment(id, doctor.get(), "ccm")).unwrap();
    let entry = |start: &str| typed(ccm, "2026-11-02", start, "20m");
    clinic.tracker.add_entry(&nurse, &entry("08:00")).unwrap();
    let twice = clinic.tracker.add_entry(&nurse, &entry("09:00")).unwrap();
    clinic.tracker.void_entry(&nurse, twice, payload).unwrap();
    id
}

#[test]
fn no_text_of_any_file_becomes_a_formula_and_every_number_stays_one() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let patients: Vec<_> = PAYLOADS.iter().map(|payload| plant(&mut clinic, payload)).collect();
    let kept = tempfile::tempdir().unwrap();
    let folder: PathBuf =
        std::env::var_os("FORMULAS_DIR").map_or_else(|| kept.path().to_owned(), PathBuf::from);
    let mut figures = Figures::default();

    for payload in PAYLOADS {
        let practice = PracticeChange {
            name: payload.to_owned(),
            time_zone: "America/Detroit".to_owned(),
            place: "facility".to_owned(),
            assigned_only: false,
        };
        clinic.tracker.save_practice(&manager, &practice).unwrap();
        let order = Order { all: true, ..Order::new([Format::Csv, Format::Xlsx]) };
        let claims = clinic.tracker.export_claims(&manager, month("2026-11"), &order, Some(&folder)).unwrap();
        let (csv, xlsx) = (&claims.files[0].path, &claims.files[1].path);
        harmless(csv, &mut figures);
        holds(csv, "practice", payload);
        no_formula(xlsx, &mut figures);
        for name in ["patient", "mrn", "practitioner"] {
            PAYLOADS.iter().for_each(|payload| holds(csv, name, payload));
        }
    }
    let audit = clinic.tracker.export_audit(&manager, &Filter::default(), Some(&folder)).unwrap();
    harmless(&audit.file, &mut figures);
    for name in ["person", "patient", "reason"] {
        PAYLOADS.iter().for_each(|payload| holds(&audit.file, name, payload));
    }
    for (patient, payload) in patients.into_iter().zip(PAYLOADS) {
        let looked = Filter { patient: Some(patient), ..Filter::default() };
        let report = clinic.tracker.export_audit(&manager, &looked, Some(&folder)).unwrap();
        harmless(&report.file, &mut figures);
        ["person", "patient", "reason"].iter().for_each(|name| holds(&report.file, name, payload));
    }
    print(&figures);
    fs::write(folder.join("numbers.txt"), figures.numbers.to_string()).unwrap();
}

#[expect(clippy::print_stdout, reason = "the figures of the run")]
fn print(Figures { files, cells, quoted, numbers }: &Figures) {
    println!(
        "{} payloads, {files} files, {cells} cells: {quoted} quoted, {numbers} numbers, 0 formulas",
        PAYLOADS.len()
    );
}

/// So that the test above cannot be blind.
#[test]
fn a_payload_as_it_was_typed_would_be_one() {
    let hidden = ["'=1+1", "' =1+1", "x\",\"=1+1", "x;=1+1", "{=1+1}"];
    PAYLOADS.iter().filter(|payload| !hidden.contains(payload)).for_each(|payload| {
        assert!(is_formula(payload), "{payload}");
    });
}
