//! A batch of claim lines as files: what is new or different since the last one, written whole or not at all.

mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rules::Month;
use store::export_lines::ExportLineRow;
use store::exports::{FileRow, NewExport};
use store::{ExportId, StaffId};

use files::{Written, proof, proof_of, seal_all, stem_at, write_all};

use crate::change::Change;
use crate::claims::{ClaimRow, Claims, Status, place_of_service};
use crate::op::{Actor, Op};
use crate::papers::batch::BatchPaper;
use crate::practice::Practice;
use crate::rights::Right;
use crate::sent::{self, Kind};
use crate::work::{Stage, Work};
use crate::x12::{Filing, LeftOut};
use crate::{Error, Tracker, clock, knobs};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For another program.
    Csv,
    /// For a spreadsheet: typed cells, a sheet for each payer, totals.
    Xlsx,
    /// For paper, and for who reads it on a screen or has it read.
    Pdf,
    /// For a clearinghouse: claims as X12 837P, a file for each payer.
    X12,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Xlsx, Self::Pdf, Self::X12];
    /// Those that need nothing but the lines.
    pub const TABLES: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Pdf];

    /// Its name, and how its files end.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::X12 => "x12",
        }
    }

    /// The format with this name.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.slug().eq_ignore_ascii_case(slug))
    }

    /// What a file of this name is.
    pub fn of(file: &Path) -> Option<Self> {
        file.extension().and_then(|end| end.to_str()).and_then(Self::parse)
    }
}

const STOPPED: &str = "The export was stopped. No file was written, and no line counts as exported by it.";

/// What to export, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The files to write, at least one.
    pub formats: BTreeSet<Format>,
    /// Also the lines that were exported before and have not changed.
    pub all: bool,
    /// The payers' own numbers of claims that this batch replaces or voids, by our number of the claim.
    pub former: BTreeMap<String, String>,
}

impl Order {
    /// What is new or different, in these formats.
    pub fn new(formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: formats.into_iter().collect(), all: false, former: BTreeMap::new() }
    }

    /// Nothing of it but X12 files: what is in none of them is nowhere.
    fn is_x12_only(&self) -> bool {
        self.formats.iter().all(|format| *format == Format::X12)
    }

    /// What is new or different, as CSV.
    pub fn csv() -> Self {
        Self::new([Format::Csv])
    }

    /// As the screen asks.
    ///
    /// # Errors
    /// No format, or one that is not known.
    pub fn read(formats: &[String], all: bool) -> Result<Self, Error> {
        let known: Option<BTreeSet<Format>> = formats.iter().map(|slug| Format::parse(slug)).collect();
        match known {
            Some(formats) if !formats.is_empty() => Ok(Self { formats, all, former: BTreeMap::new() }),
            _ => {
                Err(Error::field("formats", "Choose at least one kind of file: CSV, XLSX, PDF or X12 837P."))
            }
        }
    }
}

/// A batch that was made.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Its number in the record.
    pub id: ExportId,
    /// Its number in the month.
    pub number: i64,
    /// Its files.
    pub files: Vec<ExportedFile>,
    /// The ZIP they are sealed in, where they are.
    pub sealed: Option<PathBuf>,
    /// Lines in it.
    pub rows: usize,
    /// Lines of each kind.
    pub kinds: BTreeMap<Kind, usize>,
    /// Claims that are in none of its X12 files, where there are any.
    pub left_out: Vec<LeftOut>,
}

impl Exported {
    /// The file of a format.
    pub fn file(&self, format: Format) -> Option<&ExportedFile> {
        self.files.iter().find(|file| file.format == format)
    }
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct ExportedFile {
    /// What it is.
    pub format: Format,
    /// Where it is.
    pub path: PathBuf,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
}

/// A line of a batch: the row it is from, and what the batch says of it.
pub(crate) struct BatchLine<'a> {
    pub(crate) kind: Kind,
    /// It is there for X12 files alone, which say what it was before.
    pub(crate) overdue: bool,
    pub(crate) row: &'a ClaimRow,
    pub(crate) claimed: ExportLineRow,
}

impl Claims {
    /// What the next batch would have: lines of each kind.
    pub fn next_batch(&self) -> BTreeMap<Kind, usize> {
        let mut kinds = BTreeMap::new();
        let everything = Order { all: true, ..Order::csv() };
        for (kind, _) in self.rows.iter().filter_map(|row| kind_of(row, &everything)) {
            *kinds.entry(kind).or_default() += 1;
        }
        kinds
    }

    /// Lines of which X12 files say what they were before, though a batch since has them as they are.
    pub fn outdated(&self) -> usize {
        self.rows.iter().filter(|row| row.status == Status::Exported && is_outdated(row)).count()
    }

    pub(crate) fn batch_lines(&self, place: &str, order: &Order) -> Vec<BatchLine<'_>> {
        let lines = self.rows.iter().filter_map(|row| {
            let (kind, overdue) = kind_of(row, order)?;
            let claimed = match (&row.line, &row.sent) {
                (Some(line), _) => sent::as_claimed(row, line, place),
                (None, Some(sent)) => {
                    ExportLineRow { units: 0, amount_cents: 0, entries: String::new(), ..sent.line.clone() }
                }
                (None, None) => return None,
            };
            Some(BatchLine {
                kind,
                overdue,
                row,
                claimed: ExportLineRow { change: kind.slug().to_owned(), ..claimed },
            })
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort_by_key(|line| line.kind);
        lines
    }
}

/// What a batch does with a row, and whether it is there for X12 files alone; held and refused ones are in none.
fn kind_of(row: &ClaimRow, order: &Order) -> Option<(Kind, bool)> {
    let overdue = order.formats.contains(&Format::X12) && is_outdated(row);
    match (row.status, &row.line) {
        (Status::Ready, _) => Some((Kind::New, false)),
        (Status::Changed, Some(_)) => Some((Kind::Changed, false)),
        (Status::Changed, None) => Some((Kind::Withdrawn, false)),
        (Status::Exported, Some(_)) if order.all => Some((Kind::Unchanged, false)),
        (Status::Exported, Some(_)) => overdue.then_some((Kind::Unchanged, true)),
        (Status::Exported, None) => overdue.then_some((Kind::Withdrawn, true)),
        (Status::Held | Status::Refused, _) => None,
    }
}

fn is_outdated(row: &ClaimRow) -> bool {
    row.sent.as_ref().is_some_and(|sent| sent.filing == Filing::Outdated)
}

impl Tracker {
    /// Writes what is new or different of a month to files and records the batch. `place` is a folder, or a new file whose
    /// name ends in one of the formats; without it the usual folder.
    ///
    /// # Errors
    /// Nothing is new or different; access; the disk; [`Error::Stopped`]. Nothing is left half written.
    pub fn export_claims(
        &mut self,
        actor: &Actor,
        month: Month,
        order: &Order,
        place: Option<&Path>,
    ) -> Result<Exported, Error> {
        self.allow(actor, Right::ExportClaims, "export_claims")?;
        let work = self.work();
        let made = self.export_all(actor, month, order, place, &work);
        work.told(made, STOPPED)
    }

    fn export_all(
        &mut self,
        actor: &Actor,
        month: Month,
        order: &Order,
        place: Option<&Path>,
        work: &Work,
    ) -> Result<Exported, Error> {
        work.step(Stage::Reading, 0, 1)?;
        let claims = self.claims(month)?;
        let mut lines = claims.batch_lines(place_of_service(self.practice.place_of(month)), order);
        if lines.is_empty() {
            return Err(nothing_to_export(&claims));
        }
        let number = claims.next_number();
        let filed = match order.formats.contains(&Format::X12) {
            true => Some(self.filed(&claims, &lines, order)?.or_refused()?),
            false => None,
        };
        if let Some(filed) = &filed {
            // What is in no file was not exported: it stays to be billed, replaced or voided.
            lines.retain(|line| filed.has(&line.claimed) || !(line.overdue || order.is_x12_only()));
        }
        let mut paper = self.batch_paper(actor, &claims, &lines, number)?;
        paper.filed = filed;
        let made = self.write_batch(actor, month, order, place, &paper, work)?;
        // From now on the month keeps the rules and the decisions it was claimed under.
        self.practice = self.store.read(Practice::load)?;
        Ok(made)
    }

    fn write_batch(
        &mut self,
        actor: &Actor,
        month: Month,
        order: &Order,
        place: Option<&Path>,
        paper: &BatchPaper<'_>,
        work: &Work,
    ) -> Result<Exported, Error> {
        let place = place.unwrap_or(self.home.exports());
        let mut made = Vec::new();
        for (n, format) in order.formats.iter().enumerate() {
            work.step(Stage::Writing, n, order.formats.len())?;
            made.extend(paper.files(*format)?.into_iter().map(|(end, bytes)| (*format, end, bytes)));
        }
        let ends: Vec<_> = made.iter().map(|(_, end, _)| end.clone()).collect();
        let stem = stem_at(place, month, paper.number, &ends);
        let files: Vec<_> =
            made.into_iter().map(|(format, end, bytes)| Written::new(format, &stem, end, bytes)).collect();
        let proof = proof(&files, paper);
        let new = NewExport {
            month: month.to_string(),
            number: paper.number,
            made_by: actor.staff,
            made_at: clock::second_passed(self.now()),
            whole: order.all,
            rows: i64::try_from(paper.lines.len()).unwrap_or(i64::MAX),
            rule_set: self.practice.rules.of(month).sha256().to_owned(),
            decisions: knobs::stored(self.practice.settings_of(month))?,
            place: self.practice.place_of(month).as_str().to_owned(),
        };
        let mut kinds = BTreeMap::new();
        paper.lines.iter().for_each(|line| *kinds.entry(line.kind).or_default() += 1);
        let seal = self.seal.clone();
        let (id, sealed) = self.change(actor, Op::ExportClaims, |change| {
            work.step(Stage::Storing, 0, 1)?;
            let id = record(change, &new, &files, paper, work)?;
            change.trace.note("sealed", seal.is_some());
            work.decide()?;
            // Last, so that an export on record without its files cannot be: a failed write rolls the record back.
            let sealed = match &seal {
                Some(seal) => Some(seal_all(&files, &stem, &proof, seal)?),
                None => write_all(&files, &proof_of(&stem), &proof).map(|()| None)?,
            };
            Ok((id, sealed))
        })?;
        let files = files.into_iter().map(Written::made).collect();
        let left_out = paper.filed.as_ref().map(|filed| filed.left_out.clone()).unwrap_or_default();
        Ok(Exported { id, number: new.number, files, sealed, rows: paper.lines.len(), kinds, left_out })
    }

    /// The formats somebody chose last; before the first time, one for the machine and one for the eye.
    ///
    /// # Errors
    /// The disk.
    pub fn export_formats(&self, staff: StaffId) -> Result<Vec<Format>, Error> {
        let last = self.store.read(|conn| store::exports::last_formats(conn, staff))?;
        let formats: Vec<_> = last.iter().filter_map(|slug| Format::parse(slug)).collect();
        Ok(if formats.is_empty() { vec![Format::Csv, Format::Xlsx] } else { formats })
    }
}

fn nothing_to_export(claims: &Claims) -> Error {
    let exported = claims.rows.iter().any(|row| row.status == Status::Exported);
    Error::refused(if exported {
        "Every ready line of this month was exported before, and none has changed since: nothing was written. To have them \
         in a file again, ask for all lines."
    } else {
        "No line of this month is ready, so nothing was exported."
    })
}

fn record(
    change: &mut Change<'_>,
    new: &NewExport,
    files: &[Written],
    paper: &BatchPaper<'_>,
    work: &Work,
) -> Result<ExportId, Error> {
    let lines = paper.lines;
    let id = store::exports::insert(change.tx, new)?;
    for file in files {
        let row = FileRow {
            export_id: id,
            format: file.format.slug().to_owned(),
            file: file.name(),
            sha256: file.sha256.clone(),
        };
        store::exports::insert_file(change.tx, &row)?;
        let end = file.end.replace('.', "_");
        change.trace.note(&format!("sha256_{end}"), row.sha256).note(&format!("file_{end}"), row.file);
    }
    for line in lines {
        work.go_on()?;
        let x12 = paper.filed.as_ref().is_some_and(|filed| filed.has(&line.claimed));
        let row = ExportLineRow { export_id: id, x12, ..line.claimed.clone() };
        store::export_lines::insert(change.tx, &row)?;
    }
    for kind in Kind::ALL {
        let count = lines.iter().filter(|line| line.kind == kind).count();
        change.trace.note(kind.slug(), count);
    }
    if let Some(filed) = &paper.filed {
        change.trace.note("x12_claims", filed.claims()).note("x12_left_out", filed.left_out.len());
    }
    change
        .trace
        .object(id.get())
        .note("month", new.month.as_str())
        .note("number", new.number)
        .note("rows", new.rows);
    Ok(id)
}
