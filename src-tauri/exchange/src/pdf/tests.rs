//! Reports as files: sound by the library's own check, the same bytes twice, every text in them once, on pages of their size.

use chrono::{DateTime, NaiveDate};

use super::page::{Item, Pages};
use super::{blocks, write};
use crate::report::{Block, Report};
use crate::{Cell, Column, Table};

fn table(rows: usize) -> Table {
    let row = |n: usize| {
        vec![
            Cell::Text(format!("Fennimore, Marigold {n}")),
            Cell::text("A note of some length that wraps over several lines of its narrow column"),
            Cell::Day(NaiveDate::from_ymd_opt(2026, 11, 2).unwrap()),
            Cell::Seconds(1_199),
            Cell::Cents(6_613),
        ]
    };
    Table {
        caption: "Claim lines".to_owned(),
        columns: vec![
            Column::words("patient", "Patient", 24),
            Column::words("note", "Note", 20),
            Column::words("dos", "Service", 11),
            Column::figures("counted", "Counted", 8),
            Column::figures("amount", "Amount", 10),
        ],
        rows: (1..=rows).map(row).collect(),
        total: Some(vec![Cell::text("Total"), Cell::Blank, Cell::Blank, Cell::Blank, Cell::Cents(6_613)]),
    }
}

fn report(rows: usize) -> Report {
    Report {
        title: "Claim batch 2, November 2026".to_owned(),
        practice: "Larchmont Family Medicine".to_owned(),
        made: DateTime::parse_from_rfc3339("2026-11-30T17:05:09-05:00").unwrap(),
        foot: "Audit record: event 812, hash 0123456789abcdef.".to_owned(),
        landscape: false,
        blocks: vec![
            Block::Facts(vec![
                ("Month".to_owned(), "November 2026".to_owned()),
                ("Rule packs".to_owned(), "0123456789abcdef".repeat(4)),
            ]),
            Block::Heading("Medicare".to_owned()),
            Block::Table(table(rows)),
            Block::Subheading("Why not more".to_owned()),
            Block::List(vec!["The time of a further unit is not complete".to_owned()]),
            Block::Text("Estimates only.".to_owned()),
            Block::NewPage,
            Block::Note("End.".to_owned()),
            Block::Signatures(vec!["Dr. Aldous Penhallow".to_owned(), "Date".to_owned()]),
        ],
    }
}

/// What belongs to the document, line by line, in the order in which it is drawn.
fn read(pages: &Pages) -> String {
    let items = pages.pages.iter().flatten();
    let lines = items.filter_map(|item| match item {
        Item::Text { line, leaf: Some(_), .. } => {
            Some(line.runs.iter().map(|run| run.text.as_str()).collect::<String>())
        }
        Item::Text { leaf: None, .. } | Item::Rule { .. } => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_report_passes_the_check_of_pdf_ua_1_and_is_tagged_titled_and_in_english() {
    let bytes = write(&report(3)).unwrap();
    let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(bytes.starts_with(b"%PDF-1.7"));
    for part in ["/StructTreeRoot", "/Marked true", "en-US", "<pdfuaid:part>1</pdfuaid:part>", "/Outlines"] {
        assert!(has(part), "{part}");
    }
    assert!(has("DisplayDocTitle true") && has("Claim batch 2, November 2026"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(write(&report(120)).unwrap(), write(&report(120)).unwrap());
    let mut later = report(120);
    later.foot.push('!');
    assert_ne!(write(&report(120)).unwrap(), write(&later).unwrap());
}

#[test]
fn every_row_of_a_long_table_is_there_once_and_its_headings_are_read_once() {
    let pages = blocks::lay_out(&report(200)).unwrap();
    assert!(pages.pages.len() > 4);
    let text = read(&pages);
    for n in [1, 57, 200] {
        let name = format!("Fennimore, Marigold {n}\n");
        assert_eq!(text.matches(&name).count(), 1, "{name}");
    }
    assert_eq!(text.matches("Counted").count(), 1);
    assert_eq!(text.matches("19:59").count(), 200, "a second short stays short");
    assert_eq!(pages.marks.len(), 3);
}

#[test]
fn nothing_stands_outside_of_its_page() {
    let mut long = report(40);
    long.landscape = true;
    long.blocks.push(Block::Text("wide ".repeat(400)));
    long.blocks.push(Block::Heading("x".repeat(300)));
    let pages = blocks::lay_out(&long).unwrap();
    for item in pages.pages.iter().flatten() {
        let (x, y, end) = match item {
            Item::Text { line, at, look, .. } => (at.x, at.y, at.x + line.width * look.size),
            Item::Rule { from, to, .. } => (from.x, from.y, *to),
        };
        assert!(x >= 0.0 && end <= pages.width - 30.0 && y <= pages.height - 20.0, "{x} {end} {y}");
    }
}

#[test]
fn a_row_higher_than_a_page_goes_on_and_loses_no_word() {
    let mut high = report(1);
    let mut table = table(1);
    table.rows[0][1] = Cell::Text((1..=900).map(|n| format!("word{n} ")).collect());
    high.blocks = vec![Block::Table(table)];
    let pages = blocks::lay_out(&high).unwrap();
    let text = read(&pages);
    assert!(pages.pages.len() > 1);
    assert!((1..=900).all(|n| text.contains(&format!("word{n}"))));
    write(&high).unwrap();
}

#[test]
fn names_in_any_script_with_emoji_and_hostile_marks_make_a_sound_file() {
    let names = [
        "רחל לוי",
        "فاطمة الزهراء",
        "李明",
        "Ana 😀 Lopez",
        "a\u{202E}b\u{0000}c",
        "👨‍👩‍👧 O'Neil",
        "\u{FEFF}\u{E000}",
        "e\u{0301}\u{0323}",
        "ﷺ",
        "",
    ];
    for name in names {
        let mut report = report(1);
        report.title = format!("Packet {name}");
        report.blocks.push(Block::Text(name.to_owned()));
        report.blocks.push(Block::Facts(vec![("Patient".to_owned(), name.to_owned())]));
        let made = write(&report);
        assert!(made.is_ok(), "{name:?}: {made:?}");
    }
}

#[test]
fn an_empty_report_and_an_empty_table_are_sound() {
    let mut empty = report(0);
    write(&empty).unwrap();
    empty.blocks.clear();
    write(&empty).unwrap();
}
