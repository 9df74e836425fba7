//! Patients from a file: all of them or none, with every fault by its line.

use tracker::Code;

use crate::common::Clinic;

const HEADINGS: &str = "Name,DOB,MRN,Insurance,Sex\n";

fn patients(clinic: &Clinic) -> usize {
    clinic.tracker.find_patients("").unwrap().len()
}

#[test]
fn a_good_file_is_shown_first_and_then_stored() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let file = format!(
        "\u{FEFF}{HEADINGS}\"Moss, Kenji\",03/14/1945,K-1,Priority Health,male\r\nNneka Wren,1950-01-31,N-2,medicare,\r\n"
    );
    let shown = clinic.tracker.preview_import(&file).unwrap();
    assert_eq!((shown.good, shown.fault_count, shown.added), (2, 0, 0));
    assert_eq!(patients(&clinic), 2, "a preview stores nothing");
    assert_eq!(clinic.tracker.import_patients(&manager, &file).unwrap().added, 2);
    let found = clinic.tracker.find_patients("Kenji Moss").unwrap().remove(0).row;
    assert_eq!((found.mrn.as_str(), found.payer.as_str(), found.sex.as_str()), ("K-1", "priority", "M"));
    assert_eq!(found.birth_date.to_string(), "1945-03-14");
}

#[test]
fn every_fault_has_its_line_and_one_is_enough_to_store_nothing() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let file = format!(
        "{HEADINGS}Kenji Moss,1945-03-14,K-1,medicare,M\nNo Birthday,31/12/1945,K-2,medicare,\n,1945-03-14,K-3,medicare,\n\
         Odd Payer,1945-03-14,K-4,Acme,\nFrom Tomorrow,2026-11-03,K-5,medicare,\nOdd Sex,1945-03-14,K-6,medicare,?\n"
    );
    let shown = clinic.tracker.preview_import(&file).unwrap();
    assert_eq!(shown.good, 1);
    assert_eq!(shown.faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5, 6, 7]);
    assert_eq!(clinic.tracker.import_patients(&manager, &file).unwrap_err().code(), Code::Refused);
    assert_eq!(patients(&clinic), 2);
}

#[test]
fn somebody_who_is_here_already_or_twice_in_the_file_is_a_fault() {
    let clinic = Clinic::new();
    let file = format!(
        "{HEADINGS}Kenji Moss,1945-03-14,K-1,medicare,\nKenji Moss,1945-03-14,K-2,medicare,\nNneka Wren,1950-01-31,k-1,medicare,\n\
         ana lopez,1950-03-07,K-3,medicare,\nAnother,1950-01-31,a-1,medicare,\n"
    );
    let shown = clinic.tracker.preview_import(&file).unwrap();
    assert_eq!(shown.good, 1);
    assert_eq!(shown.faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5, 6]);
}

#[test]
fn a_hostile_file_is_refused_or_its_line_is_and_nothing_is_stored() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let no_files =
        ["", "\n\n", "\0\0\0\0", "Kenji Moss,1945-03-14,K-1,medicare,\n", "Name,MRN\nKenji Moss,K-1\n"];
    for file in no_files {
        assert_eq!(clinic.tracker.preview_import(file).unwrap_err().code(), Code::Refused, "{file:?}");
    }
    let name = "x".repeat(32 * 1024);
    let lines = [
        format!("{name},1945-03-14,K-1,medicare,"),
        "Ken\0ji,1945-03-14,K-1,medicare,".to_owned(),
        "Ken\u{202E}ji,1945-03-14,K-1,medicare,".to_owned(),
        "Kenji".to_owned(),
        "\"Kenji".to_owned(),
        ",".repeat(499),
    ];
    for line in lines {
        let file = format!("{HEADINGS}{line}\n");
        assert_eq!(clinic.tracker.preview_import(&file).unwrap().good, 0);
        assert!(clinic.tracker.import_patients(&manager, &file).is_err());
    }
    assert_eq!(patients(&clinic), 2);
}

#[test]
fn a_file_that_would_take_much_more_memory_than_room_is_refused_with_its_row() {
    let clinic = Clinic::new();
    let row = "Kenji Moss,1945-03-14,K-1,medicare,\n";
    for (file, words) in [
        (format!("Name{}\n", ",".repeat(500)), "Row 1 of this file has more than 500 columns"),
        (format!("{HEADINGS}{row}{}\n", ",".repeat(500)), "Row 3 of this file has more than 500 columns"),
        (format!("{HEADINGS}{}", "\"\n\",".repeat(501)), "has more than 500 columns"),
        (format!("{HEADINGS}{}", "x".repeat(32 * 1024 + 1)), "has a cell of more than 32,768 bytes"),
        (format!("{HEADINGS}\"{}", "a,\n".repeat(20_000)), "has a cell of more than 32,768 bytes"),
        (format!("{HEADINGS}{}", "x\n".repeat(200_001)), "more than 200,000 rows"),
    ] {
        let refused = clinic.tracker.preview_import(&file).unwrap_err();
        assert_eq!(refused.code(), Code::Refused);
        assert!(refused.to_string().contains(words), "{refused}");
    }
    let most = format!("{HEADINGS}{}", "x\n".repeat(200_000));
    assert_eq!(clinic.tracker.preview_import(&most).unwrap().fault_count, 200_000);
}

#[test]
fn only_a_manager_imports() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let file = format!("{HEADINGS}Kenji Moss,1945-03-14,K-1,medicare,\n");
    assert_eq!(clinic.tracker.import_patients(&nurse, &file).unwrap_err().code(), Code::Forbidden);
}
