//! The audit packet of a claim: everything that stands behind it, on paper.

use std::path::PathBuf;

use exchange::report::{Block, Report};
use exchange::{Cell, Column, Table};
use rules::{AccountStatement, Line, Month, Statement, TcmStatement, TrackStatement};
use store::export_lines::ExportLineRow;
use store::staff::StaffRow;
use store::{PatientId, StaffId};

use super::batch::{ESTIMATES, foot};
use super::entries::{Work, person};
use super::{documents, record, services, words};
use crate::claims::Account;
use crate::op::{Actor, Op};
use crate::patient_month::PatientMonth;
use crate::rights::Right;
use crate::{Error, Tracker, bar, case, sealing, sheet, signing};

/// A paper that was written to a file.
#[derive(Clone, Debug)]
pub struct PaperFile {
    /// Where it is.
    pub path: PathBuf,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
}

impl Tracker {
    /// Writes the audit packet of a claim to a file, and that it was made into the record. It has no notes: what was said to
    /// a patient is in the chart.
    ///
    /// # Errors
    /// No such account; access; the disk.
    pub fn audit_packet(
        &mut self,
        actor: &Actor,
        month: Month,
        account: Account,
    ) -> Result<PaperFile, Error> {
        self.allow(actor, Right::ExportClaims, "audit_packet")?;
        let bytes = self.packet(month, account)?;
        let patient = self.patient_of_claim(account)?;
        let name = format!("caretally-packet-{month}-{}", account.id());
        self.write_paper(actor, Op::AuditPacket, &name, &bytes, Some(patient))
    }

    /// Writes a paper beside those before and notes it.
    pub(super) fn write_paper(
        &mut self,
        actor: &Actor,
        op: Op,
        name: &str,
        bytes: &[u8],
        patient: Option<PatientId>,
    ) -> Result<PaperFile, Error> {
        let folder = self.home.exports();
        let seal = self.seal.clone();
        let free = |path: &PathBuf| !path.exists() && !path.with_extension("zip").exists();
        let paper = (1..).map(|number| folder.join(format!("{name}-{number:02}.pdf"))).find(free);
        let paper = paper.unwrap_or_default();
        let inside = paper.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = if seal.is_some() { paper.with_extension("zip") } else { paper };
        let sha256 = sheet::sha256(bytes);
        self.change(actor, op, |change| {
            change.trace.note("file", inside.as_str()).note("sha256", sha256.as_str());
            change.trace.note("sealed", seal.is_some());
            if let Some(patient) = patient {
                change.trace.patient(patient);
            }
            sealing::write(&path, bytes, &inside, seal.as_ref())
        })?;
        Ok(PaperFile { path, sha256 })
    }

    /// The packet's bytes; the same record gives the same bytes.
    ///
    /// # Errors
    /// No such account; the disk.
    pub fn packet(&self, month: Month, account: Account) -> Result<Vec<u8>, Error> {
        let patient = self.patient_month(self.patient_of_claim(account)?, Some(month))?;
        let (_, statement) = self.statement(patient.patient.id, month)?;
        let staff = self.store.read(case::staff)?.in_month(month);
        let name = month.to_string();
        let sent = self.store.read(|conn| store::export_lines::of_account(conn, &name, &account.id()))?;
        let packet = Packet { tracker: self, month, account, patient, statement, staff, sent };
        Ok(exchange::pdf::write(&packet.report()?)?)
    }

    fn patient_of_claim(&self, account: Account) -> Result<PatientId, Error> {
        let found = self.store.read(|conn| match account {
            Account::Enrollment(id) => store::enrollments::by_id(conn, id).map(|row| row.patient_id),
            Account::Episode(id) => store::tcm::by_id(conn, id).map(|row| row.patient_id),
            Account::Talks(id) => store::planning_talks::by_id(conn, id).map(|row| row.patient_id),
            Account::Plan(id) => store::oncology_plans::by_id(conn, id).map(|row| row.patient_id),
        });
        found.map_err(|_| Error::NotFound("claim"))
    }
}

/// What a packet is made of.
struct Packet<'a> {
    tracker: &'a Tracker,
    month: Month,
    account: Account,
    patient: PatientMonth,
    statement: Statement,
    staff: case::Staff,
    sent: Vec<ExportLineRow>,
}

impl Packet<'_> {
    fn report(&self) -> Result<Report, Error> {
        let practice = self.tracker.practice();
        let (head, patient) = (self.tracker.head()?, self.patient.patient.id);
        let mut blocks = vec![self.facts()?];
        match self.account {
            Account::Enrollment(_) => self.add_enrollment(&mut blocks)?,
            Account::Episode(_) => self.add_episode(&mut blocks)?,
            Account::Talks(_) | Account::Plan(_) => self.add_services(&mut blocks),
        }
        services::add_own(practice, &self.patient.services, &self.staff, &mut blocks);
        documents::add_elsewhere(&self.tracker.billed_elsewhere(patient)?, &mut blocks);
        self.add_sent(&mut blocks)?;
        record::add(self.tracker, &self.patient, &head, &mut blocks)?;
        record::add_rules(practice, self.month, &mut blocks)?;
        Ok(Report {
            title: format!("Audit packet: {}, {}", words::program(self.program()), words::month(self.month)),
            practice: practice.name.clone(),
            made: self.tracker.now().with_timezone(&practice.zone).fixed_offset(),
            foot: foot(&head),
            landscape: false,
            blocks,
        })
    }

    fn program(&self) -> &str {
        match self.account {
            Account::Enrollment(id) => {
                let mut enrollments = self.patient.enrollments.iter();
                enrollments.find(|item| item.row.id == id).map_or("", |item| item.row.program.as_str())
            }
            Account::Episode(_) => "tcm",
            Account::Talks(_) => "acp",
            Account::Plan(_) => "oncology",
        }
    }

    fn biller(&self) -> Option<&StaffRow> {
        let id: StaffId = match self.account {
            Account::Enrollment(id) => {
                self.patient.enrollments.iter().find(|item| item.row.id == id)?.practitioner
            }
            Account::Episode(id) => {
                self.patient.episodes.iter().find(|item| item.row.id == id)?.row.practitioner_id
            }
            Account::Talks(id) => services::day_of(&self.patient.services, id)?.practitioner,
            Account::Plan(id) => services::plan_of(&self.patient.services, id)?.row.practitioner_id,
        };
        self.staff.get(&id)
    }

    fn facts(&self) -> Result<Block, Error> {
        let practice = self.tracker.practice();
        let patient = &self.patient.patient;
        let sign_off = self.tracker.store.read(|conn| signing::sign_off(conn, patient.id, self.month))?;
        let biller = self.biller();
        let set = practice.rules.of(self.month);
        let fact = |name: &str, value: String| (name.to_owned(), value);
        Ok(Block::Facts(vec![
            fact("Patient", patient.name.clone()),
            fact("Birth date", Cell::Day(patient.birth_date).shown()),
            fact("MRN", patient.mrn.clone()),
            fact("Payer", words::payer(practice, self.month, &self.patient.payer)),
            fact("Program", words::program(self.program()).to_owned()),
            fact("Month of service", words::month(self.month)),
            fact("Billing practitioner", biller.map(person).unwrap_or_default()),
            fact(
                "NPI",
                biller.and_then(|biller| biller.npi.clone()).unwrap_or_else(|| "none recorded".to_owned()),
            ),
            fact("Sign-off", words::signed(practice, sign_off.as_ref())),
            fact("Time zone", practice.zone.name().to_owned()),
            fact("Rule packs, SHA-256", set.sha256().to_owned()),
            fact("Account in the record", self.account.id()),
        ]))
    }

    fn add_enrollment(&self, blocks: &mut Vec<Block>) -> Result<(), Error> {
        let Account::Enrollment(id) = self.account else { return Ok(()) };
        let account = self.statement.accounts.iter().find(|item| item.id == self.account.id());
        let Some(account) = account else {
            blocks.push(Block::Text("This enrollment does not touch the month.".to_owned()));
            return Ok(());
        };
        blocks.push(Block::Heading("What is billed".to_owned()));
        add_lines(&account.lines, blocks);
        blocks.push(Block::Subheading("How the time could be billed".to_owned()));
        blocks.push(Block::Table(tracks(account)));
        add_reasons(blocks, "Why not more, and why not otherwise", against(account));
        add_reasons(blocks, "Held until", account.holds.iter().map(|hold| rules::Reason::Hold(*hold)));
        add_reasons(blocks, "Worth a look", account.warnings.iter().map(|one| rules::Reason::Warning(*one)));
        let work = Work::read(self.tracker, &self.patient, id)?;
        blocks.push(Block::Heading("Time entries".to_owned()));
        if work.is_empty() {
            blocks.push(Block::Text("No time was logged in this month.".to_owned()));
        } else {
            blocks.push(Block::Table(work.table()));
            blocks.push(Block::Note(
                "Starts and stops are to the second. Timed entries were measured by a clock that nobody can set; typed ones \
                 carry when they were typed. No entry is ever changed in place."
                    .to_owned(),
            ));
        }
        if let Some(edits) = work.edits() {
            blocks.push(Block::Subheading("Edits".to_owned()));
            blocks.push(Block::Table(edits));
        }
        documents::add(&self.patient, id, blocks);
        Ok(())
    }

    fn add_episode(&self, blocks: &mut Vec<Block>) -> Result<(), Error> {
        let found = self.patient.episodes.iter().find(|item| Account::Episode(item.row.id) == self.account);
        let Some(episode) = found else {
            blocks.push(Block::Text("This discharge is not in the month.".to_owned()));
            return Ok(());
        };
        let said: &TcmStatement = &episode.statement;
        blocks.push(Block::Heading("What is billed".to_owned()));
        add_lines(said.line.as_slice(), blocks);
        add_reasons(blocks, "Why not", said.refusals.iter().map(|one| rules::Reason::Refusal(*one)));
        add_reasons(blocks, "Held until", said.holds.iter().map(|one| rules::Reason::Hold(*one)));
        add_reasons(blocks, "Worth a look", said.warnings.iter().map(|one| rules::Reason::Warning(*one)));
        documents::add_episode(self.tracker.practice(), episode, &self.staff, blocks);
        Ok(())
    }

    /// A day of planning talks, or a cancer treatment plan.
    fn add_services(&self, blocks: &mut Vec<Block>) {
        let (practice, services) = (self.tracker.practice(), &self.patient.services);
        let (day, plan) = match self.account {
            Account::Talks(id) => (services::day_of(services, id), None),
            Account::Plan(id) => (None, services::plan_of(services, id)),
            Account::Enrollment(_) | Account::Episode(_) => (None, None),
        };
        let talked = day.and_then(|day| day.statement.as_ref());
        let planned = plan.and_then(|plan| plan.statement.as_ref());
        blocks.push(Block::Heading("What is billed".to_owned()));
        let lines = talked.map(|said| said.lines.as_slice()).or(planned.map(|said| said.line.as_slice()));
        add_lines(lines.unwrap_or_default(), blocks);
        let refusals = talked.map(|said| &said.refusals).or(planned.map(|said| &said.refusals));
        let refusals = refusals.into_iter().flatten().map(|one| rules::Reason::Refusal(*one));
        add_reasons(blocks, "Why not", refusals);
        let holds = planned.into_iter().flat_map(|said| &said.holds);
        add_reasons(blocks, "Held until", holds.map(|one| rules::Reason::Hold(*one)));
        if let Some(day) = day {
            services::add_talks(practice, day, &self.staff, blocks);
        }
        if let Some(plan) = plan {
            services::add_plans(&services.plans, &plan.row.cancer, &self.staff, blocks);
        }
    }

    fn add_sent(&self, blocks: &mut Vec<Block>) -> Result<(), Error> {
        blocks.push(Block::Heading("Claims sent".to_owned()));
        if self.sent.is_empty() {
            blocks.push(Block::Text("No line of this account and month was exported yet.".to_owned()));
            return Ok(());
        }
        let name = self.month.to_string();
        let batches = self.tracker.store.read(|conn| crate::sent::batches(conn, &name))?;
        let rows = self.sent.iter().map(|line| {
            let batch = batches.iter().find(|batch| batch.id == line.export_id);
            vec![
                Cell::Whole(batch.map_or(0, |batch| batch.number)),
                Cell::Text(
                    batch
                        .map(|batch| words::time(self.tracker.practice(), batch.made_at))
                        .unwrap_or_default(),
                ),
                Cell::text(&line.change),
                Cell::text(&line.code),
                Cell::Whole(line.units),
                Cell::Day(line.dos),
                Cell::Seconds(line.counted_s),
                Cell::Cents(line.amount_cents),
            ]
        });
        let columns = vec![
            Column::figures("batch", "Batch", 7),
            Column::words("made", "Made", 22),
            Column::words("change", "As", 11),
            Column::words("code", "Code", 8),
            Column::figures("units", "Units", 7),
            Column::words("dos", "Service", 12),
            Column::figures("counted", "Counted", 9),
            Column::figures("amount", "Amount", 10),
        ];
        let caption = "Lines of this claim in batches".to_owned();
        blocks.push(Block::Table(Table { caption, columns, rows: rows.collect(), total: None }));
        Ok(())
    }
}

fn add_lines(lines: &[Line], blocks: &mut Vec<Block>) {
    if lines.is_empty() {
        blocks.push(Block::Text("Nothing: no line can be billed.".to_owned()));
        return;
    }
    let row = |line: &Line| {
        vec![
            Cell::text(line.code.to_string()),
            Cell::text(line.modifiers.join(" ")),
            Cell::Whole(i64::from(line.units)),
            Cell::Day(line.dos),
            Cell::day(line.dos_to),
            Cell::Cents(line.amount_cents.0),
            Cell::text(line.entries.join(", ")),
        ]
    };
    let mut total = vec![Cell::Blank; 7];
    total[0] = Cell::text("Total");
    total[5] = Cell::Cents(lines.iter().map(|line| line.amount_cents.0).sum());
    blocks.push(Block::Table(Table {
        caption: "Claim lines".to_owned(),
        columns: vec![
            Column::words("code", "Code", 8),
            Column::words("modifiers", "Modifiers", 10),
            Column::figures("units", "Units", 7),
            Column::words("dos", "Service", 12),
            Column::words("dos_to", "To", 12),
            Column::figures("amount", "Amount", 11),
            Column::words("entries", "Entries that carry it", 40),
        ],
        rows: lines.iter().map(row).collect(),
        total: Some(total),
    }));
    blocks.push(Block::Note(format!("{ESTIMATES}.")));
}

fn tracks(account: &AccountStatement) -> Table {
    let row = |track: &TrackStatement| {
        let lines: Vec<_> =
            track.lines.iter().map(|line| format!("{} x {}", line.code, line.units)).collect();
        let chosen = if account.chosen == Some(track.track) { "billed" } else { "" };
        let excluded = track.excluded.iter().map(|lost| lost.seconds.0).sum();
        vec![
            Cell::text(words::track(track.track)),
            Cell::text(chosen),
            Cell::Seconds(track.counted_s.0),
            Cell::Seconds(excluded),
            Cell::Seconds(track.surplus_s.0),
            Cell::text(lines.join(", ")),
            Cell::Cents(track.total_cents.0),
        ]
    };
    Table {
        caption: "Each way to bill the time, and what it comes to".to_owned(),
        columns: vec![
            Column::words("track", "Way", 30),
            Column::words("chosen", "Chosen", 8),
            Column::figures("counted", "Counted", 9),
            Column::figures("excluded", "Excluded", 9),
            Column::figures("surplus", "Past the cap", 12),
            Column::words("lines", "Lines", 22),
            Column::figures("total", "Amount", 10),
        ],
        rows: account.tracks.iter().map(row).collect(),
        total: None,
    }
}

/// Everything against codes that are not billed, each reason once.
fn against(account: &AccountStatement) -> impl Iterator<Item = rules::Reason> {
    let shown = bar::shown_track(account);
    let of_tracks = shown.into_iter().chain(&account.tracks).flat_map(|track| &track.refusals);
    let mut refusals: Vec<_> =
        account.refusals.iter().copied().chain(of_tracks.map(|refusal| refusal.reason)).collect();
    refusals.sort_unstable();
    refusals.dedup();
    refusals.into_iter().map(rules::Reason::Refusal)
}

fn add_reasons(blocks: &mut Vec<Block>, title: &str, reasons: impl Iterator<Item = rules::Reason>) {
    let said: Vec<_> = reasons.map(words::with_source).collect();
    if !said.is_empty() {
        blocks.push(Block::Subheading(title.to_owned()));
        blocks.push(Block::List(said));
    }
}
