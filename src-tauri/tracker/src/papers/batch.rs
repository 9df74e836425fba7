//! A batch of claim lines as a table for programs, as a workbook and as a report.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use exchange::xlsx::Book;
use exchange::{Cell, Column, Table};
use rules::Month;
use store::staff::StaffRow;

use super::words;
use crate::case::{self, Staff};
use crate::claims::{ClaimRow, Claims, Reason, Status};
use crate::export::{BatchLine, Format};
use crate::op::Actor;
use crate::practice::Practice;
use crate::sent::{Field, Kind};
use crate::x12::Filed;
use crate::{Error, Tracker};

/// The columns for programs. Twelve diagnoses, as many as a claim form has room for (NUCC CMS-1500 02/12, item 21).
const CSV: [Column; 36] = [
    Column::words("practice", "Practice", 20),
    Column::words("month", "Month", 8),
    Column::words("account", "Account", 8),
    Column::words("payer", "Payer", 10),
    Column::words("rule_set", "Rule set", 24),
    Column::words("patient", "Patient", 24),
    Column::words("mrn", "MRN", 10),
    Column::words("birth_date", "Birth date", 11),
    Column::words("practitioner", "Practitioner", 22),
    Column::words("npi", "NPI", 11),
    Column::words("dos_from", "From", 11),
    Column::words("dos_to", "To", 11),
    Column::words("pos", "POS", 5),
    Column::words("code", "Code", 7),
    Column::words("modifiers", "Modifiers", 9),
    Column::figures("units", "Units", 6),
    Column::words("dx_1", "Dx 1", 8),
    Column::words("dx_2", "Dx 2", 8),
    Column::words("dx_3", "Dx 3", 8),
    Column::words("dx_4", "Dx 4", 8),
    Column::words("dx_5", "Dx 5", 8),
    Column::words("dx_6", "Dx 6", 8),
    Column::words("dx_7", "Dx 7", 8),
    Column::words("dx_8", "Dx 8", 8),
    Column::words("dx_9", "Dx 9", 8),
    Column::words("dx_10", "Dx 10", 8),
    Column::words("dx_11", "Dx 11", 8),
    Column::words("dx_12", "Dx 12", 8),
    Column::figures("amount_estimate", "Amount", 10),
    Column::figures("counted", "Counted", 8),
    Column::figures("surplus", "Surplus", 8),
    Column::words("warnings", "Warnings", 20),
    Column::words("entries", "Entries", 20),
    Column::figures("batch", "Batch", 6),
    Column::words("change", "Change", 10),
    Column::words("signed", "Signed", 20),
];

/// The columns of a payer's sheet.
const SHEET: [Column; 20] = [
    Column::words("change", "Change", 11),
    Column::words("patient", "Patient", 26),
    Column::words("mrn", "MRN", 12),
    Column::words("birth_date", "Birth date", 11),
    Column::words("program", "Program", 12),
    Column::words("practitioner", "Practitioner", 24),
    Column::words("npi", "NPI", 12),
    Column::words("code", "Code", 7),
    Column::words("modifiers", "Modifiers", 10),
    Column::figures("units", "Units", 6),
    Column::words("dos_from", "Service from", 12),
    Column::words("dos_to", "Service to", 12),
    Column::words("pos", "POS", 5),
    Column::words("dx", "Diagnoses", 18),
    Column::figures("counted", "Counted min:s", 14),
    Column::figures("amount", "Amount (estimate)", 12),
    Column::words("signed", "Signed", 28),
    Column::words("before", "As exported before", 34),
    Column::words("warnings", "Worth a look", 40),
    Column::words("entries", "Entries", 24),
];

/// What the batch's files are made of.
pub(crate) struct BatchPaper<'a> {
    pub(crate) month: Month,
    pub(crate) number: i64,
    pub(crate) lines: &'a [BatchLine<'a>],
    pub(crate) made: DateTime<FixedOffset>,
    pub(crate) head: (i64, String),
    pub(super) left_out: Vec<&'a ClaimRow>,
    pub(super) practice: Practice,
    staff: Staff,
    pub(super) by: String,
    rule_set: String,
    /// Its claims as X12 files, where they were asked for.
    pub(crate) filed: Option<Filed>,
}

impl Tracker {
    /// Everything the files of a batch are made of, read once.
    pub(crate) fn batch_paper<'a>(
        &self,
        actor: &Actor,
        claims: &'a Claims,
        lines: &'a [BatchLine<'a>],
        number: i64,
    ) -> Result<BatchPaper<'a>, Error> {
        let out = |row: &&ClaimRow| matches!(row.status, Status::Held | Status::Refused);
        Ok(BatchPaper {
            month: claims.month,
            number,
            lines,
            made: self.now().with_timezone(&self.practice.zone).fixed_offset(),
            head: self.head()?,
            left_out: claims.rows.iter().filter(out).collect(),
            practice: self.practice.clone(),
            staff: self.store.read(case::staff)?,
            by: actor.name.clone(),
            rule_set: self.practice.rules.of(claims.month).sha256().to_owned(),
            filed: None,
        })
    }
}

impl BatchPaper<'_> {
    /// The files of a format, by what their names end in. The same batch gives the same bytes.
    pub(crate) fn files(&self, format: Format) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let bytes = match format {
            Format::Csv => exchange::csv::write(&self.csv()),
            Format::Xlsx => exchange::xlsx::write(&self.book()),
            Format::Pdf => exchange::pdf::write(&self.report()),
            Format::X12 => {
                return self.filed.as_ref().map_or(Ok(Vec::new()), |filed| filed.written(self.made));
            }
        };
        Ok(vec![(format.slug().to_owned(), bytes?)])
    }

    pub(super) fn title(&self) -> String {
        format!("Claim batch {}, {}", self.number, words::month(self.month))
    }

    pub(super) fn biller(&self, line: &BatchLine<'_>) -> Option<&StaffRow> {
        self.staff.get(&line.claimed.practitioner_id)
    }

    fn csv(&self) -> Table {
        let rows = self.lines.iter().map(|line| self.csv_row(line)).collect();
        Table { caption: self.title(), columns: CSV.to_vec(), rows, total: None }
    }

    fn csv_row(&self, line: &BatchLine<'_>) -> Vec<Cell> {
        let (row, said) = (line.row, &line.claimed);
        let biller = self.biller(line);
        let dx = said.diagnoses.split_whitespace().map(Cell::text).chain(std::iter::repeat(Cell::Blank));
        let surplus = if line.kind == Kind::Withdrawn { 0 } else { row.surplus.0 };
        let mut cells = vec![
            Cell::text(&self.practice.name),
            Cell::text(self.month.to_string()),
            Cell::text(&said.account),
            Cell::text(&said.payer),
            Cell::text(&row.pack),
            Cell::text(&row.patient.name),
            Cell::text(&row.patient.mrn),
            Cell::Day(row.patient.birth_date),
            Cell::text(biller.map(|biller| biller.name.as_str()).unwrap_or_default()),
            Cell::text(biller.and_then(|biller| biller.npi.as_deref()).unwrap_or_default()),
            Cell::Day(said.dos),
            Cell::Day(said.dos_to.unwrap_or(said.dos)),
            Cell::text(&said.place),
            Cell::text(&said.code),
            Cell::text(&said.modifiers),
            Cell::Whole(said.units),
        ];
        cells.extend(dx.take(12));
        cells.extend([
            Cell::Cents(said.amount_cents),
            Cell::Seconds(said.counted_s),
            Cell::Seconds(surplus),
            Cell::text(warnings(row).map(|reason| reason.code()).collect::<Vec<_>>().join(" ")),
            Cell::text(&said.entries),
            Cell::Whole(self.number),
            Cell::text(line.kind.slug()),
            Cell::text(words::signed(&self.practice, row.signed.as_ref())),
        ]);
        cells
    }

    /// The payers of the batch, each once, by what people call them.
    pub(super) fn payers(&self) -> Vec<(String, String)> {
        let slugs: BTreeSet<&str> = self.lines.iter().map(|line| line.claimed.payer.as_str()).collect();
        let name = |slug: &str| words::payer(&self.practice, self.month, slug);
        let mut payers: Vec<_> = slugs.into_iter().map(|slug| (name(slug), slug.to_owned())).collect();
        payers.sort();
        payers
    }

    pub(super) fn lines_of<'b>(&'b self, payer: &'b str) -> impl Iterator<Item = &'b BatchLine<'b>> {
        self.lines.iter().filter(move |line| line.claimed.payer == payer)
    }

    fn book(&self) -> Book {
        let sheet = |(name, slug): (String, String)| {
            let mut total = vec![Cell::Blank; SHEET.len()];
            total[0] = Cell::text("Total");
            total[9] = Cell::Whole(self.lines_of(&slug).map(|line| line.claimed.units).sum());
            total[15] = Cell::Cents(self.lines_of(&slug).map(|line| line.claimed.amount_cents).sum());
            let rows = self.lines_of(&slug).map(|line| self.sheet_row(line)).collect();
            (name.clone(), Table { caption: name, columns: SHEET.to_vec(), rows, total: Some(total) })
        };
        Book {
            title: self.title(),
            practice: self.practice.name.clone(),
            made: self.made,
            sheets: self.payers().into_iter().map(sheet).collect(),
            about: self.about(),
        }
    }

    fn sheet_row(&self, line: &BatchLine<'_>) -> Vec<Cell> {
        let (row, said) = (line.row, &line.claimed);
        let biller = self.biller(line);
        let warned: Vec<_> = warnings(row).map(words::says).collect();
        vec![
            Cell::text(words::kind(line.kind)),
            Cell::text(&row.patient.name),
            Cell::text(&row.patient.mrn),
            Cell::Day(row.patient.birth_date),
            Cell::text(words::program(&row.program)),
            Cell::text(biller.map(|biller| biller.name.as_str()).unwrap_or_default()),
            Cell::text(biller.and_then(|biller| biller.npi.as_deref()).unwrap_or_default()),
            Cell::text(&said.code),
            Cell::text(&said.modifiers),
            Cell::Whole(said.units),
            Cell::Day(said.dos),
            Cell::Day(said.dos_to.unwrap_or(said.dos)),
            Cell::text(&said.place),
            Cell::text(said.diagnoses.replace(' ', ", ")),
            Cell::Seconds(said.counted_s),
            Cell::Cents(said.amount_cents),
            Cell::text(words::signed(&self.practice, row.signed.as_ref())),
            Cell::text(self.before(line)),
            Cell::text(warned.join(". ")),
            Cell::text(&said.entries),
        ]
    }

    /// What the batch before said, where this one says otherwise.
    pub(super) fn before(&self, line: &BatchLine<'_>) -> String {
        let Some(sent) = &line.row.sent else { return String::new() };
        let differs = line.row.differences.iter().filter(|difference| difference.field.is_claimed());
        let parts: Vec<_> = differs
            .map(|difference| {
                let shown = |raw: &str| self.shown(difference.field, raw);
                format!(
                    "{}: {} before, now {}",
                    words::field(difference.field),
                    shown(&difference.old),
                    shown(&difference.new)
                )
            })
            .collect();
        if parts.is_empty() { String::new() } else { format!("Batch {}. {}", sent.batch, parts.join("; ")) }
    }

    /// A value of a difference, as a person reads it.
    fn shown(&self, field: Field, raw: &str) -> String {
        let number = raw.parse::<i64>();
        match (field, number) {
            _ if raw.is_empty() => "none".to_owned(),
            (Field::Amount, Ok(cents)) => Cell::Cents(cents).shown(),
            (Field::Counted, Ok(seconds)) => Cell::Seconds(seconds).shown(),
            (Field::Practitioner, Ok(id)) => {
                self.staff.get(&store::StaffId(id)).map(|staff| staff.name.clone()).unwrap_or_default()
            }
            (Field::Payer, _) => words::payer(&self.practice, self.month, raw),
            (Field::Dos | Field::DosTo, _) => {
                raw.parse().map_or_else(|_| raw.to_owned(), |day| Cell::Day(day).shown())
            }
            _ => raw.to_owned(),
        }
    }

    pub(super) fn about(&self) -> Vec<(String, Cell)> {
        let count = |kind| self.lines.iter().filter(|line| line.kind == kind).count().to_string();
        let fact = |name: &str, value: String| (name.to_owned(), Cell::Text(value));
        vec![
            fact("Practice", self.practice.name.clone()),
            fact("Month", words::month(self.month)),
            fact("Batch", self.number.to_string()),
            fact("Made", self.made.format("%m/%d/%Y %-I:%M:%S %p, UTC %:z").to_string()),
            fact("By", self.by.clone()),
            fact("New lines", count(Kind::New)),
            fact("Changed lines", count(Kind::Changed)),
            fact("Withdrawn lines", count(Kind::Withdrawn)),
            fact("Lines exported before, unchanged", count(Kind::Unchanged)),
            fact("Held or refused, left out", self.left_out.len().to_string()),
            fact("Amounts", ESTIMATES.to_owned()),
            fact("Rule packs, SHA-256", self.rule_set.clone()),
            fact("Audit record", format!("event {}, hash {}", self.head.0, self.head.1)),
            fact("Keep", NOT_ENCRYPTED.to_owned()),
        ]
    }
}

/// What every amount of the program is.
pub(super) const ESTIMATES: &str =
    "Estimates by the fee table in force on the date of service, not what a payer will pay";

const NOT_ENCRYPTED: &str =
    "This file has names of patients and is not encrypted. Keep it where only those see it who may.";

/// What stands at the foot of each page.
pub(super) fn foot(head: &(i64, String)) -> String {
    format!("Audit record: event {}, hash {}. Contains names of patients.", head.0, head.1)
}

/// What is worth a look at a row.
fn warnings(row: &ClaimRow) -> impl Iterator<Item = rules::Reason> {
    row.reasons.iter().filter_map(|reason| match reason {
        Reason::Warning(warning) => Some(rules::Reason::Warning(*warning)),
        Reason::Hold(_) | Reason::Refusal(_) => None,
    })
}
