//! The claim lines of a month: ready, held, refused, exported or changed since, each with its reasons.

use std::collections::BTreeMap;

use rules::{AccountStatement, Hold, Line, Month, Place, Refusal, Seconds, TcmStatement, Track};
use store::before::{self, held_in};
use store::patients::PatientRow;
use store::tcm::EpisodeRow;
use store::{EnrollmentId, EpisodeId, PatientId, PlanId, StaffId, TalkId};

use crate::sent::{self, Batch, Difference, Sent};
use crate::signing::{self, SignOff};
use crate::{Error, Tracker, bar, case, month, tcm};

mod services;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It was exported, and would be claimed differently now, or not at all.
    Changed,
    /// May be exported.
    Ready,
    /// A document is missing.
    Held,
    /// Time was logged and cannot be billed.
    Refused,
    /// It was exported as it stands.
    Exported,
}

/// A reason on a claim row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A document is missing.
    Hold(Hold),
    /// Not billable.
    Refusal(Refusal),
    /// Worth knowing.
    Warning(rules::Warning),
}

/// What a claim row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// An enrollment's month.
    Enrollment(EnrollmentId),
    /// A TCM episode.
    Episode(EpisodeId),
    /// A practitioner's planning talks of a day, by the first one that was logged.
    Talks(TalkId),
    /// A cancer treatment plan.
    Plan(PlanId),
}

/// A claim line, or an account that has time and earns none.
#[derive(Clone, Debug)]
pub struct ClaimRow {
    /// Status.
    pub status: Status,
    /// Patient.
    pub patient: PatientRow,
    /// `ccm`, `complex_ccm`, `pcm`, `tcm`, `acp` or `oncology`.
    pub program: String,
    /// What it belongs to.
    pub account: Account,
    /// Billing practitioner.
    pub practitioner: StaffId,
    /// Diagnoses, in the order of the enrollment.
    pub diagnoses: Vec<String>,
    /// The line.
    pub line: Option<Line>,
    /// The track that was chosen.
    pub track: Option<Track>,
    /// Counted seconds of the account's month.
    pub counted: Seconds,
    /// Seconds past the cap.
    pub surplus: Seconds,
    /// Reasons.
    pub reasons: Vec<Reason>,
    /// Rule set the statement was made with.
    pub pack: String,
    /// Of the account's lines with this code, from 1.
    pub turn: i64,
    /// What the last batch with this line said of it.
    pub sent: Option<Sent>,
    /// What is different since.
    pub differences: Vec<Difference>,
    /// The physician's sign-off of the month.
    pub signed: Option<SignOff>,
}

/// A month's claims.
#[derive(Clone, Debug)]
pub struct Claims {
    /// Month.
    pub month: Month,
    /// Rows.
    pub rows: Vec<ClaimRow>,
    /// Earlier batches, newest first.
    pub exports: Vec<Batch>,
}

impl Account {
    /// How the case, the files and the batches name it: `a7`, an enrollment; `t3`, an episode; `p5`, a day of talks; `o4`, a
    /// treatment plan.
    pub fn id(self) -> String {
        match self {
            Self::Enrollment(id) => case::account_id(id),
            Self::Episode(id) => case::episode_id(id),
            Self::Talks(id) => case::talk_id(id),
            Self::Plan(id) => case::plan_id(id),
        }
    }

    /// The account with this name.
    pub fn parse(id: &str) -> Option<Self> {
        let number = case::number(id)?;
        match id.chars().next()? {
            'a' => Some(Self::Enrollment(EnrollmentId(number))),
            't' => Some(Self::Episode(EpisodeId(number))),
            'p' => Some(Self::Talks(TalkId(number))),
            'o' => Some(Self::Plan(PlanId(number))),
            _ => None,
        }
    }
}

impl Claims {
    /// The number of the next batch.
    pub(crate) fn next_number(&self) -> i64 {
        self.exports.first().map_or(1, |last| last.number + 1)
    }

    /// Dollars of the lines with a status.
    pub fn total(&self, status: Status) -> rules::Cents {
        let rows = self.rows.iter().filter(|row| row.status == status);
        rules::Cents(rows.filter_map(|row| Some(row.line.as_ref()?.amount_cents.0)).sum())
    }
}

impl Tracker {
    /// The claims of a month, as they would be sent today. Asks for no right: what a person looks at comes from
    /// [`Tracker::open_claims`].
    ///
    /// # Errors
    /// The disk.
    pub fn claims(&mut self, month: Month) -> Result<Claims, Error> {
        self.open_month(month)?;
        let name = month.to_string();
        let place = place_of_service(self.practice.place_of(month));
        let work = self.work();
        self.store.read(|conn| {
            let (mut rows, known) = (Vec::new(), Known::read(conn, month)?);
            for kept in store::statements::all_of_month(conn, &name)? {
                work.go_on()?;
                let statement = month::read(&kept)?;
                let patient = known.patients.get(&kept.patient_id).ok_or(Error::NotFound("patient"))?;
                for account in &statement.accounts {
                    rows.extend(account_rows(&known, patient, account, &kept.pack)?);
                }
                for episode in &statement.tcm {
                    rows.extend(episode_row(conn, patient, episode, month, &kept.pack)?);
                }
                for day in &statement.acp {
                    let at = (month, kept.pack.as_str());
                    rows.extend(services::talk_rows(conn, &self.practice, patient, day, at)?);
                }
                for plan in &statement.oncology {
                    rows.extend(services::plan_row(conn, patient, plan, (month, &kept.pack))?);
                }
            }
            sent::compare(conn, &name, place, &mut rows)?;
            signing::note(conn, month, &mut rows)?;
            rows.sort_by_cached_key(key);
            Ok(Claims { month, rows, exports: sent::batches(conn, &name)? })
        })
    }
}

/// Office, or on-campus outpatient hospital (CMS, Place of service code set).
pub(crate) fn place_of_service(place: Place) -> &'static str {
    match place {
        Place::NonFacility => "11",
        Place::Facility => "22",
    }
}

/// Status, date of service, name, account, and base before add-on as the rules list them.
fn key(row: &ClaimRow) -> (Status, Option<chrono::NaiveDate>, String, Account) {
    let dos = row.line.as_ref().map(|line| line.dos).or(row.sent.as_ref().map(|sent| sent.line.dos));
    (row.status, dos, row.patient.name.to_lowercase(), row.account)
}

/// What the rows of a month say besides the statements, read at once: asked for one by one, thousands take a second.
struct Known {
    patients: BTreeMap<PatientId, PatientRow>,
    practitioners: BTreeMap<EnrollmentId, StaffId>,
    diagnoses: BTreeMap<EnrollmentId, Vec<String>>,
}

impl Known {
    fn read(conn: &store::Conn, month: Month) -> Result<Self, Error> {
        let name = month.to_string();
        let mut diagnoses: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (enrollment, code) in store::conditions::codes_in(conn, &name)? {
            diagnoses.entry(enrollment).or_default().push(code);
        }
        let practitioners = practitioners_in(conn, month)?;
        Ok(Self { patients: patients_in(conn, month)?, practitioners, diagnoses })
    }
}

/// Under whom each enrollment was billed in a month.
pub(crate) fn practitioners_in(
    conn: &store::Conn,
    month: Month,
) -> Result<BTreeMap<EnrollmentId, StaffId>, Error> {
    let mut practitioners: BTreeMap<_, _> = store::enrollments::practitioners(conn)?.into_iter().collect();
    let (were, name) = (before::practitioners(conn)?, month.to_string());
    for of_one in were.chunk_by(|one, other| one.enrollment_id == other.enrollment_id) {
        if let Some(was) = held_in(of_one, &name) {
            practitioners.insert(was.enrollment_id, was.practitioner_id);
        }
    }
    Ok(practitioners)
}

/// Every patient, with who paid in a month.
pub(crate) fn patients_in(
    conn: &store::Conn,
    month: Month,
) -> Result<BTreeMap<PatientId, PatientRow>, Error> {
    let mut patients: BTreeMap<_, _> =
        store::patients::all(conn)?.into_iter().map(|row| (row.id, row)).collect();
    let (were, name) = (before::payers(conn)?, month.to_string());
    for of_one in were.chunk_by(|one, other| one.patient_id == other.patient_id) {
        if let Some((was, row)) = held_in(of_one, &name).zip(patients.get_mut(&of_one[0].patient_id)) {
            row.payer.clone_from(&was.payer);
        }
    }
    Ok(patients)
}

fn account_rows(
    known: &Known,
    patient: &PatientRow,
    account: &AccountStatement,
    pack: &str,
) -> Result<Vec<ClaimRow>, Error> {
    let id = EnrollmentId(case::number(&account.id).ok_or(Error::Unreadable("account"))?);
    let Some(shown) = bar::shown_track(account) else { return Ok(Vec::new()) };
    let logged = shown.counted_s.0 > 0 || !shown.excluded.is_empty();
    let barred: Vec<_> = bar::barring(shown).collect();
    let refused = logged && !(account.refusals.is_empty() && barred.is_empty());
    if account.lines.is_empty() && !refused {
        return Ok(Vec::new());
    }
    let track = account.tracks.iter().find(|track| Some(track.track) == account.chosen).unwrap_or(shown);
    let mut reasons = reasons(&account.holds, &account.refusals, &account.warnings);
    if account.lines.is_empty() {
        reasons.extend(barred.into_iter().map(Reason::Refusal));
    }
    let row = ClaimRow {
        status: status(account),
        patient: patient.clone(),
        program: account.program.as_str().to_owned(),
        account: Account::Enrollment(id),
        practitioner: *known.practitioners.get(&id).ok_or(Error::Unreadable("account"))?,
        diagnoses: known.diagnoses.get(&id).cloned().unwrap_or_default(),
        line: None,
        track: account.chosen,
        counted: track.counted_s,
        surplus: track.surplus_s,
        reasons,
        pack: pack.to_owned(),
        turn: 1,
        sent: None,
        differences: Vec::new(),
        signed: None,
    };
    if account.lines.is_empty() {
        return Ok(vec![row]);
    }
    Ok(account.lines.iter().map(|line| ClaimRow { line: Some(line.clone()), ..row.clone() }).collect())
}

fn status(account: &AccountStatement) -> Status {
    if account.lines.is_empty() {
        Status::Refused
    } else if account.holds.is_empty() {
        Status::Ready
    } else {
        Status::Held
    }
}

fn reasons(holds: &[Hold], refusals: &[Refusal], warnings: &[rules::Warning]) -> Vec<Reason> {
    let refusals = refusals.iter().copied().map(Reason::Refusal);
    let holds = holds.iter().copied().map(Reason::Hold);
    refusals.chain(holds).chain(warnings.iter().copied().map(Reason::Warning)).collect()
}

/// A reported episode appears in the month of its date of service; one whose visit was for nothing in that of the visit.
fn episode_row(
    conn: &store::Conn,
    patient: &PatientRow,
    episode: &TcmStatement,
    month: Month,
    pack: &str,
) -> Result<Option<ClaimRow>, Error> {
    let id = EpisodeId(case::number(&episode.id).ok_or(Error::Unreadable("episode"))?);
    let row = store::tcm::by_id(conn, id)?;
    let status = match &episode.line {
        Some(line) if !month.contains(line.dos) => return Ok(None),
        Some(_) if episode.holds.is_empty() => Status::Ready,
        Some(_) => Status::Held,
        None if is_refused(episode, &row, month) => Status::Refused,
        None => return Ok(None),
    };
    Ok(Some(ClaimRow {
        status,
        patient: patient.clone(),
        program: "tcm".to_owned(),
        account: Account::Episode(id),
        practitioner: row.practitioner_id,
        diagnoses: row.diagnoses.split_whitespace().map(str::to_owned).collect(),
        line: episode.line.clone(),
        track: None,
        counted: Seconds::ZERO,
        surplus: Seconds::ZERO,
        reasons: reasons(&episode.holds, &episode.refusals, &episode.warnings),
        pack: pack.to_owned(),
        turn: 1,
        sent: None,
        differences: Vec::new(),
        signed: None,
    }))
}

/// The visit was made in the month, and nothing that can still be done makes a line of it.
fn is_refused(episode: &TcmStatement, row: &EpisodeRow, month: Month) -> bool {
    let seen = row.visit_date.is_some_and(|day| month.contains(day));
    row.report && seen && !episode.refusals.is_empty() && !tcm::is_open(episode, row)
}
