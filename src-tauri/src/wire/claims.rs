//! The claims of a month.

use serde::{Deserialize, Serialize};
use tracker::claims::{Account, ClaimRow, Claims, Status};
use tracker::export::{Exported, Order};
use tracker::patient_month::Names;
use tracker::sent::{Batch, Difference, Field, Kind, Sent};
use tracker::signing::SignOff;
use tracker::x12::Filing;
use tracker::{Actor, Error, StaffId, Tracker};
use ts_rs::TS;

use super::billing::former;
use super::{FormerForm, LineView, ReasonView, instant};

/// A month's claim lines.
#[derive(Clone, Serialize, TS)]
pub struct ClaimsView {
    /// Month.
    pub month: String,
    /// Rows: changed, ready, held, refused, exported; by date of service, then name.
    pub rows: Vec<ClaimRowView>,
    /// Sum of the ready lines, an estimate.
    pub ready_cents: i64,
    /// Sum of the held lines.
    pub held_cents: i64,
    /// What the next batch would have.
    pub next: BatchCountsView,
    /// Exported lines of which X12 files say what they were before: the next batch with such files sets them right.
    pub outdated: u32,
    /// The formats this person chose last.
    pub formats: Vec<String>,
    /// Earlier batches of the month, newest first.
    pub exports: Vec<ExportView>,
}

/// Lines of each kind in a batch.
#[derive(Clone, Copy, Default, Serialize, TS)]
pub struct BatchCountsView {
    /// In no batch before.
    pub new: u32,
    /// Different since.
    pub changed: u32,
    /// Exported, and no more.
    pub withdrawn: u32,
    /// Exported as they stand: only where all lines are asked for.
    pub unchanged: u32,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStatusView {
    /// May be exported.
    Ready,
    /// A document is missing; left out of the export.
    Held,
    /// Time was logged and no line can be billed.
    Refused,
    /// Exported as it stands.
    Exported,
    /// Exported, and different since, or no more.
    Changed,
}

/// A claim line, or an account that has time and earns no line.
#[derive(Clone, Serialize, TS)]
pub struct ClaimRowView {
    /// Status.
    pub status: ClaimStatusView,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// MRN.
    pub mrn: String,
    /// Payer slug.
    pub payer: String,
    /// `ccm`, `complex_ccm`, `pcm` or `tcm`.
    pub program: String,
    /// Billing practitioner's name.
    pub practitioner: String,
    /// The line, if there is one.
    pub line: Option<LineView>,
    /// Counted seconds of the account's month.
    pub counted_s: i64,
    /// Why it is held or refused, and warnings.
    pub reasons: Vec<ReasonView>,
    /// The account in the record: an enrollment, `a7`, or an episode, `t3`.
    pub account: String,
    /// Which enrollment, if it is one.
    pub enrollment: Option<i64>,
    /// Of the account's lines with this code, from 1.
    pub turn: i64,
    /// What the last batch with this line said of it.
    pub sent: Option<SentView>,
    /// What is different since, old and new.
    pub differences: Vec<DifferenceView>,
    /// The sign-off of the month, if it is signed.
    pub signed: Option<SignedView>,
}

/// What a batch said of a line.
#[derive(Clone, Serialize, TS)]
pub struct SentView {
    /// Number of the batch in its month.
    pub batch: i64,
    /// Code.
    pub code: String,
    /// Units.
    pub units: i64,
    /// Date of service.
    pub dos: String,
    /// The estimate then.
    pub amount_cents: i64,
    /// That batch had X12 files, and none of any batch has the line.
    pub unfiled: bool,
    /// X12 files say what the line was before; one that was withdrawn is in them still.
    pub outdated: bool,
}

/// A field that is different since.
#[derive(Clone, Serialize, TS)]
pub struct DifferenceView {
    /// `units`, `dos`, `dos_to`, `modifiers`, `payer`, `practitioner`, `diagnoses`, `place`, `amount` (cents), `counted`
    /// (seconds) or `entries`.
    pub field: String,
    /// As it was exported.
    pub old: String,
    /// As it is; empty where there is nothing any more.
    pub new: String,
    /// The claim itself differs, and not only what proves it.
    pub claimed: bool,
}

/// A sign-off that holds.
#[derive(Clone, Serialize, TS)]
pub struct SignedView {
    /// Who signed.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// A batch made.
#[derive(Clone, Serialize, TS)]
pub struct ExportView {
    /// Number in the record.
    pub id: i64,
    /// Number in the month.
    pub number: i64,
    /// When, RFC 3339.
    pub made_at: String,
    /// By whom.
    pub made_by: String,
    /// Its files.
    pub files: Vec<ExportFileView>,
    /// The ZIP they were sealed in just now, where they were.
    pub sealed: Option<String>,
    /// Folder they are in.
    pub folder: String,
    /// Lines in it.
    pub rows: u32,
    /// Lines of each kind.
    pub counts: BatchCountsView,
    /// Claims that are in no X12 file of the batch just made, where there are any.
    pub left_out: u32,
}

/// A file of a batch.
#[derive(Clone, Serialize, TS)]
pub struct ExportFileView {
    /// `csv`, `xlsx`, `pdf` or `x12`.
    pub format: String,
    /// File name.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// What to export.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportForm {
    /// Month.
    pub month: String,
    /// `csv`, `xlsx`, `pdf`, `x12`: at least one.
    pub formats: Vec<String>,
    /// Also lines that were exported before and have not changed.
    pub all: bool,
    /// The payers' own numbers of claims that X12 files replace or void.
    #[serde(default)]
    pub former: Vec<FormerForm>,
    /// A password that its files are sealed with, in a ZIP; null: they are as they are.
    pub seal: Option<String>,
}

impl ExportForm {
    /// As it is asked.
    pub(crate) fn order(&self) -> Result<Order, Error> {
        Ok(Order { former: former(self.former.clone()), ..Order::read(&self.formats, self.all)? })
    }
}

impl ClaimsView {
    /// The claims as the screen shows them.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, claims: &Claims) -> Result<Self, Error> {
        let names = tracker.names()?;
        let folder = tracker.home().exports().display().to_string();
        let exports = claims.exports.iter().map(|batch| ExportView::read(batch, &names, &folder));
        let formats = tracker.export_formats(actor.staff)?;
        Ok(Self {
            month: claims.month.to_string(),
            ready_cents: claims.total(Status::Ready).0,
            held_cents: claims.total(Status::Held).0,
            next: BatchCountsView::read(
                claims.next_batch().into_iter().map(|(kind, n)| (kind.slug(), count(n))),
            ),
            outdated: count(claims.outdated()),
            formats: formats.into_iter().map(|format| format.slug().to_owned()).collect(),
            exports: exports.collect(),
            rows: claims.rows.iter().map(|row| ClaimRowView::read(row, &names)).collect(),
        })
    }
}

impl BatchCountsView {
    fn read<'a>(kinds: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let mut counts = Self::default();
        for (slug, lines) in kinds {
            match Kind::ALL.into_iter().find(|kind| kind.slug() == slug) {
                Some(Kind::New) => counts.new = lines,
                Some(Kind::Changed) => counts.changed = lines,
                Some(Kind::Withdrawn) => counts.withdrawn = lines,
                Some(Kind::Unchanged) => counts.unchanged = lines,
                None => {}
            }
        }
        counts
    }
}

fn count(n: impl TryInto<u32>) -> u32 {
    n.try_into().unwrap_or(u32::MAX)
}

fn name(names: &Names, id: StaffId) -> String {
    names.get(&id).cloned().unwrap_or_default()
}

impl From<Status> for ClaimStatusView {
    fn from(status: Status) -> Self {
        match status {
            Status::Ready => Self::Ready,
            Status::Held => Self::Held,
            Status::Refused => Self::Refused,
            Status::Exported => Self::Exported,
            Status::Changed => Self::Changed,
        }
    }
}

impl ClaimRowView {
    fn read(row: &ClaimRow, names: &Names) -> Self {
        Self {
            status: row.status.into(),
            patient: row.patient.id.get(),
            name: row.patient.name.clone(),
            mrn: row.patient.mrn.clone(),
            payer: row.patient.payer.clone(),
            program: row.program.clone(),
            practitioner: name(names, row.practitioner),
            line: row.line.as_ref().map(LineView::from),
            counted_s: row.counted.0,
            reasons: row.reasons.iter().map(|reason| ReasonView::from(*reason)).collect(),
            account: row.account.id(),
            enrollment: match row.account {
                Account::Enrollment(id) => Some(id.get()),
                Account::Episode(_) | Account::Talks(_) | Account::Plan(_) => None,
            },
            turn: row.turn,
            sent: row.sent.as_ref().map(SentView::from),
            differences: row.differences.iter().map(|one| DifferenceView::read(one, names)).collect(),
            signed: row.signed.as_ref().map(SignedView::from),
        }
    }
}

impl From<&Sent> for SentView {
    fn from(sent: &Sent) -> Self {
        Self {
            batch: sent.batch,
            code: sent.line.code.clone(),
            units: sent.line.units,
            dos: sent.line.dos.to_string(),
            amount_cents: sent.line.amount_cents,
            unfiled: sent.filing == Filing::LeftOut,
            outdated: sent.filing == Filing::Outdated,
        }
    }
}

impl From<&SignOff> for SignedView {
    fn from(sign_off: &SignOff) -> Self {
        Self { by: sign_off.by.clone(), at: instant(sign_off.at) }
    }
}

impl DifferenceView {
    fn read(one: &Difference, names: &Names) -> Self {
        let said = |raw: &str| match (one.field, raw.parse()) {
            (Field::Practitioner, Ok(id)) => name(names, StaffId(id)),
            _ => raw.to_owned(),
        };
        let (field, claimed) = (one.field.slug().to_owned(), one.field.is_claimed());
        Self { field, old: said(&one.old), new: said(&one.new), claimed }
    }
}

impl ExportView {
    fn read(batch: &Batch, names: &Names, folder: &str) -> Self {
        let file = |file: &tracker::sent::FileRow| ExportFileView {
            format: file.format.clone(),
            file: file.file.clone(),
            sha256: file.sha256.clone(),
        };
        Self {
            id: batch.id.get(),
            number: batch.number,
            made_at: instant(batch.made_at),
            made_by: name(names, batch.made_by),
            files: batch.files.iter().map(file).collect(),
            sealed: None,
            folder: folder.to_owned(),
            rows: count(batch.rows),
            counts: BatchCountsView::read(batch.kinds.iter().map(|(slug, n)| (slug.as_str(), count(*n)))),
            left_out: 0,
        }
    }

    /// A batch just made.
    pub(crate) fn made(exported: &Exported, tracker: &Tracker, actor: &Actor) -> Self {
        let files = exported.files.iter().map(|file| ExportFileView {
            format: file.format.slug().to_owned(),
            file: part(file.path.file_name()),
            sha256: file.sha256.clone(),
        });
        let folder = exported.files.first().and_then(|file| file.path.parent());
        Self {
            id: exported.id.get(),
            number: exported.number,
            made_at: instant(tracker.now()),
            made_by: actor.name.clone(),
            files: files.collect(),
            sealed: exported.sealed.as_deref().map(|zip| part(zip.file_name())),
            folder: folder.map(|folder| folder.display().to_string()).unwrap_or_default(),
            rows: count(exported.rows),
            counts: BatchCountsView::read(exported.kinds.iter().map(|(kind, n)| (kind.slug(), count(*n)))),
            left_out: count(exported.left_out.len()),
        }
    }
}

pub(super) fn part(part: Option<&std::ffi::OsStr>) -> String {
    part.unwrap_or_default().to_string_lossy().into_owned()
}
