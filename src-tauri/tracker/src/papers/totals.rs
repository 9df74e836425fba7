//! The totals of a month on paper: lines and dollars of each practitioner, time of each staff member.

use std::collections::{BTreeMap, BTreeSet};

use exchange::report::{Block, Report};
use exchange::{Cell, Column, Table};
use rules::Month;
use store::StaffId;
use store::entries::EntryRow;
use store::staff::StaffRow;

use super::batch::{ESTIMATES, foot};
use super::entries::person;
use super::packet::PaperFile;
use super::words;
use crate::claims::{ClaimRow, Claims, Status};
use crate::op::{Actor, Op};
use crate::rights::Right;
use crate::{Error, Tracker, bar, case, month};

/// Whose totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Totals {
    /// Lines and dollars of each billing practitioner.
    Practitioners,
    /// Time of each staff member.
    Staff,
}

impl Totals {
    /// Its name.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Practitioners => "practitioners",
            Self::Staff => "staff",
        }
    }

    /// The totals with this name.
    pub fn parse(slug: &str) -> Option<Self> {
        [Self::Practitioners, Self::Staff].into_iter().find(|totals| totals.slug() == slug)
    }
}

/// Which lines stand in the report.
const WHICH: &str = "Lines of the month that are ready, held, exported or changed since; one that was withdrawn after its export has \
                     0 units.";

const LINES: [Column; 8] = [
    Column::words("patient", "Patient", 26),
    Column::words("mrn", "MRN", 12),
    Column::words("program", "Program", 12),
    Column::words("code", "Code", 8),
    Column::figures("units", "Units", 6),
    Column::words("dos", "Service", 13),
    Column::figures("amount", "Amount", 10),
    Column::words("status", "Status", 30),
];

const PEOPLE: [Column; 8] = [
    Column::words("staff", "Staff, credential", 32),
    Column::figures("patients", "Patients", 9),
    Column::figures("entries", "Entries", 8),
    Column::figures("recorded", "Recorded", 10),
    Column::figures("counted", "Counted", 10),
    Column::figures("excluded", "Excluded", 10),
    Column::figures("typed", "Of it typed", 11),
    Column::figures("attested", "Attested", 10),
];

impl Tracker {
    /// Writes the totals of a month to a file, and that it was done into the record.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn claims_report(&mut self, actor: &Actor, month: Month, totals: Totals) -> Result<PaperFile, Error> {
        self.allow(actor, Right::ExportClaims, "claims_report")?;
        let report = match totals {
            Totals::Practitioners => {
                let claims = self.claims(month)?;
                self.practitioners(&claims)?
            }
            Totals::Staff => {
                self.open_month(month)?;
                self.people_report(month)?
            }
        };
        let bytes = exchange::pdf::write(&report)?;
        self.write_paper(
            actor,
            Op::ClaimsReport,
            &format!("caretally-{}-{month}", totals.slug()),
            &bytes,
            None,
        )
    }

    fn report(&self, title: String, landscape: bool, blocks: Vec<Block>) -> Result<Report, Error> {
        Ok(Report {
            title,
            practice: self.practice.name.clone(),
            made: self.now().with_timezone(&self.practice.zone).fixed_offset(),
            foot: foot(&self.head()?),
            landscape,
            blocks,
        })
    }

    fn practitioners(&self, claims: &Claims) -> Result<Report, Error> {
        let staff = self.store.read(case::staff)?;
        // Two physicians may have one name, and each signs for their own lines.
        let mut groups: Groups<'_> = BTreeMap::new();
        for row in claims.rows.iter().filter(|row| row.status != Status::Refused) {
            let biller = staff.get(&row.practitioner);
            let name = biller.map(|biller| biller.name.clone()).unwrap_or_default();
            groups.entry((name, row.practitioner)).or_insert((biller, Vec::new())).1.push(row);
        }
        let mut blocks = vec![Block::Note(format!("{WHICH} {ESTIMATES}."))];
        blocks.push(Block::Table(summary(&groups)));
        for ((name, _), (biller, rows)) in &groups {
            blocks.push(Block::Heading(name.clone()));
            let npi =
                biller.and_then(|biller| biller.npi.clone()).unwrap_or_else(|| "none recorded".to_owned());
            blocks.push(Block::Facts(vec![("NPI".to_owned(), npi)]));
            blocks.push(Block::Table(self.lines(name, rows)));
            blocks.push(Block::Signatures(vec![name.clone(), "Date".to_owned()]));
        }
        self.report(format!("Totals by practitioner, {}", words::month(claims.month)), true, blocks)
    }

    fn lines(&self, name: &str, rows: &[&ClaimRow]) -> Table {
        let mut total = vec![Cell::Blank; LINES.len()];
        total[0] = Cell::text("Total");
        total[4] = Cell::Whole(rows.iter().map(|row| units(row)).sum());
        total[6] = Cell::Cents(rows.iter().map(|row| cents(row)).sum());
        let cells = |row: &&ClaimRow| {
            let line = row.line.as_ref();
            let signed = words::signed(&self.practice, row.signed.as_ref());
            let why =
                if row.status == Status::Held { format!(": {}", words::why(row)) } else { String::new() };
            vec![
                Cell::text(&row.patient.name),
                Cell::text(&row.patient.mrn),
                Cell::text(words::program(&row.program)),
                Cell::text(line.map_or_else(|| gone(row), |line| line.code.to_string())),
                Cell::Whole(units(row)),
                line.map_or(Cell::Blank, |line| words::service(line.dos, line.dos_to)),
                Cell::Cents(cents(row)),
                Cell::Text(format!("{}{why}; {signed}", words::status(row.status))),
            ]
        };
        Table {
            caption: format!("Claim lines of {name}"),
            columns: LINES.to_vec(),
            rows: rows.iter().map(cells).collect(),
            total: Some(total),
        }
    }

    fn people_report(&self, month: Month) -> Result<Report, Error> {
        let excluded = self.excluded(month)?;
        let (from, to) = self.practice.bounds(month);
        let mut rows = Vec::new();
        let mut all = Sums::default();
        let were = self.store.read(case::staff)?.in_month(month);
        for staff in self.store.read(store::staff::all)? {
            let entries =
                self.store.read(|conn| store::entries::current_of_staff(conn, staff.id, from, to))?;
            if entries.is_empty() {
                continue;
            }
            let mut sums = Sums::default();
            for entry in &entries {
                let seconds = (entry.ended_at.min(to) - entry.started_at.max(from)).num_seconds();
                sums.add(entry, seconds, excluded.get(&case::entry_id(entry.id)).copied().unwrap_or(0));
                all.add(entry, seconds, excluded.get(&case::entry_id(entry.id)).copied().unwrap_or(0));
            }
            rows.push(sums.cells(person(were.get(&staff.id).unwrap_or(&staff))));
        }
        let empty = rows.is_empty();
        let table = Table {
            caption: "Time of each staff member".to_owned(),
            columns: PEOPLE.to_vec(),
            rows,
            total: Some(all.cells("All staff".to_owned())),
        };
        let blocks = vec![
            if empty { Block::Text("No time was logged in this month.".to_owned()) } else { Block::Table(table) },
            Block::Note(
                "Lengths are minutes and seconds. Counted and excluded are as the rules judge each entry in the way that is \
                 billed or shown; time past a cap is counted and earns nothing. Typed time was entered by hand; attested time \
                 went on by telephone without hand or eye on the computer."
                    .to_owned(),
            ),
        ];
        self.report(format!("Time by staff member, {}", words::month(month)), true, blocks)
    }

    /// Excluded seconds of each entry of the month.
    fn excluded(&self, of: Month) -> Result<BTreeMap<String, i64>, Error> {
        let kept = self.store.read(|conn| store::statements::all_of_month(conn, &of.to_string()))?;
        let mut seconds = BTreeMap::new();
        for row in &kept {
            let statement = month::read(row)?;
            for lost in
                statement.accounts.iter().filter_map(bar::shown_track).flat_map(|track| &track.excluded)
            {
                *seconds.entry(lost.entry.clone()).or_default() += lost.seconds.0;
            }
        }
        Ok(seconds)
    }
}

fn units(row: &ClaimRow) -> i64 {
    row.line.as_ref().map_or(0, |line| i64::from(line.units))
}

fn cents(row: &ClaimRow) -> i64 {
    row.line.as_ref().map_or(0, |line| line.amount_cents.0)
}

/// A line that was exported and is no more.
fn gone(row: &ClaimRow) -> String {
    row.sent.as_ref().map_or("no line".to_owned(), |sent| format!("{} withdrawn", sent.line.code))
}

/// The lines of each practitioner, by name and number.
type Groups<'a> = BTreeMap<(String, StaffId), (Option<&'a StaffRow>, Vec<&'a ClaimRow>)>;

fn summary(groups: &Groups<'_>) -> Table {
    let cells = |name: &str, rows: &[&ClaimRow]| {
        let patients: BTreeSet<_> = rows.iter().map(|row| row.patient.id).collect();
        let lines = rows.iter().filter(|row| row.line.is_some()).count();
        let held = rows.iter().filter(|row| row.status == Status::Held).count();
        let number = |n: usize| Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX));
        vec![
            Cell::text(name),
            number(patients.len()),
            number(lines),
            number(held),
            Cell::Whole(rows.iter().map(|row| units(row)).sum()),
            Cell::Cents(rows.iter().map(|row| cents(row)).sum()),
        ]
    };
    let all: Vec<_> = groups.values().flat_map(|(_, rows)| rows.iter().copied()).collect();
    Table {
        caption: "Totals of each practitioner".to_owned(),
        columns: vec![
            Column::words("practitioner", "Practitioner", 34),
            Column::figures("patients", "Patients", 10),
            Column::figures("lines", "Lines", 8),
            Column::figures("held", "Held", 8),
            Column::figures("units", "Units", 8),
            Column::figures("amount", "Amount (estimate)", 18),
        ],
        rows: groups.iter().map(|((name, _), (_, rows))| cells(name, rows)).collect(),
        total: Some(cells("All practitioners", &all)),
    }
}

/// What somebody's entries come to.
#[derive(Default)]
struct Sums {
    patients: BTreeSet<store::PatientId>,
    entries: i64,
    recorded: i64,
    excluded: i64,
    typed: i64,
    attested: i64,
}

impl Sums {
    fn add(&mut self, entry: &EntryRow, seconds: i64, excluded: i64) {
        self.patients.insert(entry.patient_id);
        self.entries += 1;
        self.recorded += seconds;
        self.excluded += excluded.min(seconds);
        match entry.origin.as_str() {
            "typed" => self.typed += seconds,
            "attested" => self.attested += seconds,
            _ => {}
        }
    }

    fn cells(&self, name: String) -> Vec<Cell> {
        vec![
            Cell::Text(name),
            Cell::Whole(i64::try_from(self.patients.len()).unwrap_or(i64::MAX)),
            Cell::Whole(self.entries),
            Cell::Seconds(self.recorded),
            Cell::Seconds(self.recorded - self.excluded),
            Cell::Seconds(self.excluded),
            Cell::Seconds(self.typed),
            Cell::Seconds(self.attested),
        ]
    }
}
