//! A batch as a report: what it has, payer by payer, and what is left out and why.

use exchange::report::{Block, Report};
use exchange::{Cell, Column, Table};

use super::batch::{BatchPaper, foot};
use super::words;
use crate::claims::ClaimRow;
use crate::export::BatchLine;

/// The columns of the report.
const PAPER: [Column; 9] = [
    Column::words("patient", "Patient", 22),
    Column::words("mrn", "MRN", 11),
    Column::words("practitioner", "Practitioner", 19),
    Column::words("code", "Code", 8),
    Column::figures("units", "Units", 6),
    Column::words("dos", "Service", 13),
    Column::figures("counted", "Counted", 9),
    Column::figures("amount", "Amount", 10),
    Column::words("change", "Change", 24),
];

impl BatchPaper<'_> {
    pub(super) fn report(&self) -> Report {
        let mut blocks = vec![Block::Facts(
            self.about()
                .into_iter()
                .filter(|(name, _)| name != "Practice")
                .map(|(name, cell)| (name, cell.shown()))
                .collect(),
        )];
        blocks.push(Block::Heading("By payer".to_owned()));
        blocks.push(Block::Table(self.by_payer()));
        for (name, slug) in self.payers() {
            blocks.push(Block::Heading(name.clone()));
            blocks.push(Block::Table(self.paper_table(&name, &slug)));
        }
        if !self.left_out.is_empty() {
            blocks.push(Block::Heading("Held or refused: in no file of this batch".to_owned()));
            blocks.push(Block::Table(self.left_out_table()));
        }
        Report {
            title: self.title(),
            practice: self.practice.name.clone(),
            made: self.made,
            foot: foot(&self.head),
            landscape: true,
            blocks,
        }
    }

    fn by_payer(&self) -> Table {
        let sums = |lines: &mut dyn Iterator<Item = &BatchLine<'_>>| {
            lines.fold((0, 0, 0), |(n, units, cents), line| {
                (n + 1, units + line.claimed.units, cents + line.claimed.amount_cents)
            })
        };
        let cells = |name: &str, (n, units, cents): (i64, i64, i64)| {
            vec![Cell::text(name), Cell::Whole(n), Cell::Whole(units), Cell::Cents(cents)]
        };
        Table {
            caption: "Lines, units and estimated dollars by payer".to_owned(),
            columns: vec![
                Column::words("payer", "Payer", 40),
                Column::figures("lines", "Lines", 10),
                Column::figures("units", "Units", 10),
                Column::figures("amount", "Amount (estimate)", 18),
            ],
            rows: self
                .payers()
                .iter()
                .map(|(name, slug)| cells(name, sums(&mut self.lines_of(slug))))
                .collect(),
            total: Some(cells("All payers", sums(&mut self.lines.iter()))),
        }
    }

    fn paper_table(&self, name: &str, slug: &str) -> Table {
        let lines: Vec<_> = self.lines_of(slug).collect();
        let mut total = vec![Cell::Blank; PAPER.len()];
        total[0] = Cell::text("Total");
        total[4] = Cell::Whole(lines.iter().map(|line| line.claimed.units).sum());
        total[7] = Cell::Cents(lines.iter().map(|line| line.claimed.amount_cents).sum());
        let rows = lines.into_iter().map(|line| self.paper_row(line)).collect();
        Table { caption: format!("Claim lines, {name}"), columns: PAPER.to_vec(), rows, total: Some(total) }
    }

    fn paper_row(&self, line: &BatchLine<'_>) -> Vec<Cell> {
        let (row, said) = (line.row, &line.claimed);
        let modifiers =
            if said.modifiers.is_empty() { String::new() } else { format!(" {}", said.modifiers) };
        let before = self.before(line);
        let change = if before.is_empty() {
            words::kind(line.kind).to_owned()
        } else {
            format!("{}. {before}", words::kind(line.kind))
        };
        vec![
            Cell::text(&row.patient.name),
            Cell::text(&row.patient.mrn),
            Cell::text(self.biller(line).map(|biller| biller.name.as_str()).unwrap_or_default()),
            Cell::Text(format!("{}{modifiers}", said.code)),
            Cell::Whole(said.units),
            words::service(said.dos, said.dos_to),
            Cell::Seconds(said.counted_s),
            Cell::Cents(said.amount_cents),
            Cell::Text(change),
        ]
    }

    fn left_out_table(&self) -> Table {
        let row = |row: &&ClaimRow| {
            let code = row.line.as_ref().map(|line| line.code.to_string()).unwrap_or_default();
            vec![
                Cell::text(&row.patient.name),
                Cell::text(&row.patient.mrn),
                Cell::Text(words::payer(&self.practice, self.month, &row.patient.payer)),
                Cell::text(if code.is_empty() { "no line" } else { code.as_str() }),
                Cell::text(words::status(row.status)),
                Cell::Text(words::why(row)),
            ]
        };
        Table {
            caption: "What is held or refused, and why".to_owned(),
            columns: vec![
                Column::words("patient", "Patient", 22),
                Column::words("mrn", "MRN", 11),
                Column::words("payer", "Payer", 18),
                Column::words("code", "Code", 8),
                Column::words("status", "Status", 9),
                Column::words("why", "Why", 52),
            ],
            rows: self.left_out.iter().map(row).collect(),
            total: None,
        }
    }
}
