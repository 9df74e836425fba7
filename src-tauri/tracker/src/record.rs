//! The audit on a screen and in a file: who looked at a patient, what somebody did, page after page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, Utc};
use exchange::Cell;
use exchange::csv::Sheet;
use store::PatientId;
use store::audit::Order;
pub use store::audit::{Column, EventRow, Filter, Order as Sorting};

use crate::op::{Actor, Op};
use crate::rights::Right;
use crate::sealing;
use crate::sheet;
use crate::view::View;
use crate::work::{Stage, Work};
use crate::{Error, Tracker, health, typed_time};

/// More lines than that are no page.
const LONGEST_PAGE: i64 = 1_000;

/// More lines than that are no file for a spreadsheet, and take long to make.
const LONGEST_FILE: usize = 200_000;

const STOPPED: &str = "The export was stopped. No file was written.";

/// The columns of the file.
const HEADINGS: [&str; 17] = [
    "event",
    "time",
    "time_utc",
    "person",
    "access",
    "action",
    "category",
    "patient_id",
    "patient",
    "object_id",
    "outcome",
    "reason",
    "details",
    "rows_changed",
    "clock",
    "app_version",
    "hash",
];

/// An audit file that was made.
#[derive(Clone, Debug)]
pub struct AuditFile {
    /// The file.
    pub file: PathBuf,
    /// Events in it.
    pub rows: usize,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// Where the record stood: place of its newest event, and 16 hex digits of its hash.
    pub head: (i64, String),
}

impl Tracker {
    /// Events that the filter lets through, newest first. Managers and auditors see everybody's, others their own. That the
    /// audit was looked at is in the audit.
    ///
    /// # Errors
    /// The disk.
    pub fn audit(&mut self, actor: &Actor, filter: &Filter, limit: i64) -> Result<Vec<EventRow>, Error> {
        self.sorted_audit(actor, filter, Order::default(), limit)
    }

    /// As `audit`, in another order.
    ///
    /// # Errors
    /// The disk.
    pub fn sorted_audit(
        &mut self,
        actor: &Actor,
        filter: &Filter,
        order: Order,
        limit: i64,
    ) -> Result<Vec<EventRow>, Error> {
        self.allow(actor, Right::SeeOwnAudit, "audit")?;
        let filter = own(actor, filter);
        let limit = limit.clamp(0, LONGEST_PAGE);
        let rows = self.store.read(|conn| store::audit::sorted(conn, &filter, order, limit))?;
        // The pages of a list are one look at it.
        self.look(actor, View::Audit { patient: filter.patient, rows: rows.len() })?;
        Ok(rows)
    }

    /// The first instant of a typed day, or of one some days later, in milliseconds UTC.
    ///
    /// # Errors
    /// A text that is no day.
    pub fn midnight_ms(&self, day: &str, later: u64, field: &'static str) -> Result<i64, Error> {
        let day = typed_time::date(day, field)?
            .checked_add_days(Days::new(later))
            .ok_or_else(|| Error::field(field, "This day is too far away."))?;
        Ok(rules::local_midnight(day, self.practice.zone).utc().timestamp_millis())
    }

    /// Names of the patients that events are about.
    ///
    /// # Errors
    /// The disk.
    pub fn names_of_patients(&self, events: &[EventRow]) -> Result<BTreeMap<PatientId, String>, Error> {
        let mut names = BTreeMap::new();
        for id in events.iter().filter_map(|row| row.event.patient_id) {
            if let std::collections::btree_map::Entry::Vacant(place) = names.entry(id) {
                let name = self.store.read(|conn| store::patients::by_id(conn, id)).map(|row| row.name);
                place.insert(name.unwrap_or_default());
            }
        }
        Ok(names)
    }

    /// Writes the events that the filter lets through to a file, newest first, and that it was done into the audit. `folder`
    /// or the usual one.
    ///
    /// # Errors
    /// Access; more events than a spreadsheet takes; the disk; [`Error::Stopped`]. Nothing is left half written.
    pub fn export_audit(
        &mut self,
        actor: &Actor,
        filter: &Filter,
        folder: Option<&Path>,
    ) -> Result<AuditFile, Error> {
        self.allow(actor, Right::ExportAudit, "export_audit")?;
        let work = self.work();
        let made = self.write_audit(actor, filter, folder, &work);
        work.told(made, STOPPED)
    }

    fn write_audit(
        &mut self,
        actor: &Actor,
        filter: &Filter,
        folder: Option<&Path>,
        work: &Work,
    ) -> Result<AuditFile, Error> {
        let head = self.head()?;
        let (bytes, rows) = self.audit_csv(filter, &head, work)?;
        let sha256 = sheet::sha256(&bytes);
        let csv = self.free_audit_name(folder.unwrap_or(self.home.exports()));
        let name = csv.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let seal = self.seal.clone();
        let file = if seal.is_some() { csv.with_extension("zip") } else { csv };
        self.change(actor, Op::ExportAudit, |change| {
            change.trace.note("file", name.as_str()).note("rows", rows).note("sha256", sha256.as_str());
            change.trace.note("sealed", seal.is_some());
            change.trace.note("filter", in_words(filter)).note("head", format!("{} {}", head.0, head.1));
            if let Some(patient) = filter.patient {
                change.trace.patient(patient);
            }
            work.decide()?;
            sealing::write(&file, &bytes, &name, seal.as_ref())
        })?;
        Ok(AuditFile { file, rows, sha256, head })
    }

    /// A day's next number.
    fn free_audit_name(&self, folder: &Path) -> PathBuf {
        let day = self.today_date();
        let mut names = (1..).map(|number| folder.join(format!("caretally-audit-{day}-{number:02}.csv")));
        let free = |name: &PathBuf| !name.exists() && !name.with_extension("zip").exists();
        names.find(free).unwrap_or_default()
    }

    fn audit_csv(
        &self,
        filter: &Filter,
        head: &(i64, String),
        work: &Work,
    ) -> Result<(Vec<u8>, usize), Error> {
        let mut sheet = Sheet::new(&HEADINGS)?;
        let mut page = Filter { before_seq: None, ..filter.clone() };
        loop {
            work.step(Stage::Reading, sheet.rows(), LONGEST_FILE)?;
            let events = self.store.read(|conn| store::audit::page(conn, &page, LONGEST_PAGE))?;
            let names = self.names_of_patients(&events)?;
            for row in &events {
                sheet.row(self.cells_of(row, &names))?;
            }
            if sheet.rows() > LONGEST_FILE {
                return Err(Error::refused(
                    "More than 200,000 events fit this filter. Choose a shorter period and export each part.",
                ));
            }
            match events.last() {
                Some(last) => page.before_seq = Some(last.seq),
                None => break,
            }
        }
        let rows = sheet.rows();
        sheet.row(footer(rows, &in_words(filter), head))?;
        Ok((sheet.finish()?, rows))
    }

    fn cells_of(&self, row: &EventRow, names: &BTreeMap<PatientId, String>) -> [Cell; HEADINGS.len()] {
        let event = &row.event;
        let at = DateTime::<Utc>::from_timestamp_millis(event.stamp.wall_ms).unwrap_or_default();
        let local = at.with_timezone(&self.practice.zone).format("%Y-%m-%d %H:%M:%S").to_string();
        let number = |id: Option<i64>| id.map_or(Cell::text(""), Cell::number);
        let patient = event.patient_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
        [
            Cell::number(row.seq),
            Cell::Text(local),
            Cell::Text(at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            Cell::text(event.staff_label.as_str()),
            Cell::text(event.role.as_str()),
            Cell::text(event.action.as_str()),
            Cell::text(event.category.as_str()),
            number(event.patient_id.map(PatientId::get)),
            Cell::Text(patient),
            number(event.object_id),
            Cell::text(event.outcome.as_str()),
            Cell::text(event.reason.as_deref().unwrap_or_default()),
            Cell::text(event.detail.as_str()),
            Cell::number(i64::try_from(row.changes().len()).unwrap_or(i64::MAX)),
            Cell::text(event.stamp.clock_q.as_str()),
            Cell::text(event.app_version.as_str()),
            Cell::Text(crate::verify::short(&row.hash)),
        ]
    }

    /// Place of the newest event and the first 16 hex digits of its hash: for the footer of every print and export.
    ///
    /// # Errors
    /// The disk.
    pub fn head(&self) -> Result<(i64, String), Error> {
        let head = self.store.read(store::audit::head)?.ok_or(Error::Unreadable("audit"))?;
        Ok((head.seq, crate::verify::short(&head.hash)))
    }

    /// What a banner has to say of the vault, or nothing.
    pub fn health(&self) -> &health::Health {
        &self.trust.health
    }

    /// A manager has looked at the findings: from here on, the end of the record is noted again, and the vault may be
    /// written to. That this was done, on what state and why, is in the record for good.
    ///
    /// # Errors
    /// Access; no reason; the disk; a damaged file or a full disk, which no note can mend.
    pub fn renew_anchor(&mut self, actor: &Actor, reason: &str) -> Result<(), Error> {
        let reason = crate::text::required(reason, "reason")?;
        let found = format!("{:?}", self.trust.health.anchor);
        let kept = self.trust.health.read_only;
        if matches!(kept, Some(health::ReadOnly::MissingActions { .. } | health::ReadOnly::Rewritten { .. }))
        {
            self.trust.health.read_only = None;
        }
        let made = self.change(actor, Op::RenewAnchor, |change| {
            change.trace.note("found", found).because(&reason);
            Ok(())
        });
        if let Err(error) = made {
            self.trust.health.read_only = self.trust.health.read_only.or(kept);
            return Err(error);
        }
        let head = self.store.read(store::audit::head)?.ok_or(Error::Unreadable("audit"))?;
        let dir = self.home.vault_dir();
        // The writer lets go of the old file before there is a new one.
        self.trust.anchor = None;
        let anchor =
            vault::Anchor::create(&dir, self.key.anchor_key(), self.vault.vault_id(), health::noted(head))
                .map_err(|error| Error::File(error.kind()))?;
        self.trust.follow(anchor)?;
        self.trust.health.anchor = health::AnchorState::Agrees;
        Ok(())
    }
}

/// Who may not see everybody's lines sees the own.
fn own(actor: &Actor, filter: &Filter) -> Filter {
    let staff = if Right::SeeAudit.is_of(actor.access) { filter.staff } else { Some(actor.staff) };
    Filter { staff, ..filter.clone() }
}

/// The last line of the file: what it is of, and where the record stood.
fn footer(rows: usize, filter: &str, head: &(i64, String)) -> [Cell; HEADINGS.len()] {
    let mut cells = std::array::from_fn(|_| Cell::text(""));
    cells[0] = Cell::Text(format!(
        "End of {rows} events ({filter}). The record ended at event {} with hash {}.",
        head.0, head.1
    ));
    cells
}

/// What was chosen, in words without a name.
fn in_words(filter: &Filter) -> String {
    let day = |ms| DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default().to_rfc3339();
    let parts = [
        filter.from_ms.map(|ms| format!("from {}", day(ms))),
        filter.until_ms.map(|ms| format!("until {}", day(ms))),
        filter.staff.map(|id| format!("staff {}", id.get())),
        filter.patient.map(|id| format!("patient {}", id.get())),
        filter.category.as_ref().map(|text| format!("category {text}")),
        filter.action.as_ref().map(|text| format!("action {text}")),
        filter.outcome.as_ref().map(|text| format!("outcome {text}")),
    ];
    let chosen: Vec<String> = parts.into_iter().flatten().collect();
    if chosen.is_empty() { "all events".to_owned() } else { chosen.join(", ") }
}
