//! The running timer as screens draw it: the month as it would stand if it stopped now.

use chrono::{DateTime, TimeDelta, Utc};
use rules::{Case, Entry, Exclusion, Month, Seconds};
use store::timer_parts::PartRow;
use store::timers::{Away, TimerRow};
use store::{EnrollmentId, PatientId, TimerId};

use crate::bar::{self, Bar, Terms};
use crate::practice::Practice;
use crate::steady::Moment;
use crate::timing::Notice;
use crate::{Error, Tracker, case, stretches};

/// What the bar supposes of a timer without an activity yet: work that counts with every payer. Nothing is stored of it.
const SUPPOSED: &str = "clinician_discussion";

/// The name of the running timer among the entries of a case.
const RUNNING: &str = "e-running";

/// A running timer, as of `now`.
#[derive(Clone)]
pub struct Running {
    /// Timer id.
    pub id: TimerId,
    /// Patient.
    pub patient: PatientId,
    /// Enrollment.
    pub enrollment: EnrollmentId,
    /// The patient's name.
    pub name: String,
    /// Program of the enrollment.
    pub program: String,
    /// Chosen activity.
    pub activity: Option<String>,
    /// Note so far.
    pub note: String,
    /// Start.
    pub started_at: DateTime<Utc>,
    /// When this was read.
    pub now: DateTime<Utc>,
    /// Whole seconds of its stretches, to the last proof where it stands.
    pub elapsed: Seconds,
    /// Its stretches, the oldest first; the last is open.
    pub stretches: Vec<PartRow>,
    /// Goes on without hand or eye.
    pub phone: bool,
    /// It has run for long.
    pub notice: Notice,
    /// Why it stands, if it does.
    pub away: Option<Away>,
    /// Of those, what counts toward the month.
    pub counted: Seconds,
    /// Each further second counts.
    pub counting: bool,
    /// Why not, when it does not.
    pub why_not: Option<Exclusion>,
    /// The last proof, when a crash or a sleep interrupted it.
    pub interrupted_at: Option<DateTime<Utc>>,
    /// The month's bar, the running part included.
    pub bar: Bar,
}

impl Tracker {
    /// Draws a timer.
    pub(crate) fn read_running(&self, row: TimerRow) -> Result<Running, Error> {
        let now = self.clock.now();
        let at = Moment::of(&*self.clock);
        let end = if row.away.is_some() { row.heartbeat_at } else { self.steady.reached(&row, at) };
        let (enrollment, patient, over) = self.store.read(|conn| -> Result<_, Error> {
            let enrollment = store::enrollments::by_id(conn, row.enrollment_id)?;
            let patient = store::patients::by_id(conn, enrollment.patient_id)?;
            Ok((enrollment, patient, store::timer_parts::of_timer(conn, row.id)?))
        })?;
        let up_to = |end| over.iter().copied().chain([stretches::open(&row, end)]).collect::<Vec<_>>();
        let shown = up_to(end);
        let began = shown.iter().map(|part| part.started_at).min().unwrap_or(row.started_at);
        let elapsed = Seconds(stretches::total(&shown).num_seconds());
        let month = Month::of(self.practice.day(end));
        let (mut case, _) = self.statement(patient.id, month)?;
        self.store.read(|conn| case::attend(conn, &mut case, &row, patient.id, (began, end)))?;
        let picture_of =
            |end| Picture::of(&case, &row, &up_to(end), &self.practice, patient.id, case.payer.as_str());
        let picture = picture_of(end)?;
        let further = picture_of(end + TimeDelta::seconds(1))?;
        let counting = row.away.is_none() && further.counted > picture.counted;
        Ok(Running {
            id: row.id,
            patient: patient.id,
            enrollment: row.enrollment_id,
            name: patient.name,
            program: enrollment.program,
            activity: row.activity,
            note: row.note,
            started_at: began,
            now,
            elapsed,
            stretches: shown,
            phone: row.phone,
            notice: self.practice.timing.notice(elapsed),
            away: row.away,
            counted: picture.counted,
            counting,
            why_not: if counting { None } else { further.why_not },
            interrupted_at: row.away.map(|_| row.heartbeat_at),
            bar: picture.bar,
        })
    }
}

/// The month as it would stand if the timer stopped at a given instant.
struct Picture {
    counted: Seconds,
    why_not: Option<Exclusion>,
    bar: Bar,
}

impl Picture {
    fn of(
        case: &Case,
        row: &TimerRow,
        stretches: &[PartRow],
        practice: &Practice,
        patient: PatientId,
        payer: &str,
    ) -> Result<Self, Error> {
        let mut case = case.clone();
        let account = case::account_id(row.enrollment_id);
        let joined = stretches::joined(stretches);
        let entries = joined.iter().enumerate().map(|(n, part)| provisional(row, &account, n, part));
        case.entries.extend(entries);
        let statement = rules::evaluate(&case, practice.rules.of(case.month).rules());
        let account = statement
            .accounts
            .iter()
            .find(|candidate| candidate.id == account)
            .ok_or(Error::NotFound("enrollment in this month"))?;
        let terms = Terms::new(practice, payer, case.month.last_day())?;
        let glance =
            bar::glance(account, patient, row.enrollment_id, &terms).ok_or(Error::Unreadable("account"))?;
        let excluded: Vec<_> = bar::shown_track(account)
            .into_iter()
            .flat_map(|track| &track.excluded)
            .filter(|item| item.entry.starts_with(RUNNING))
            .collect();
        let slice: i64 = joined.iter().map(|part| slice(part, practice, case.month)).sum();
        let lost: i64 = excluded.iter().map(|item| item.seconds.0).sum();
        Ok(Self {
            counted: Seconds(slice - lost),
            why_not: excluded.last().map(|item| item.reason),
            bar: bar::bar(&glance, &terms)?,
        })
    }
}

/// Seconds of a stretch that lie in the month shown.
fn slice(part: &PartRow, practice: &Practice, month: Month) -> i64 {
    let (from, to) = practice.bounds(month);
    (part.ended_at.min(to) - part.started_at.max(from)).num_seconds().max(0)
}

fn provisional(row: &TimerRow, account: &str, n: usize, part: &PartRow) -> Entry {
    let activity = row.activity.as_deref().unwrap_or(SUPPOSED);
    let staff = format!("s{}", row.staff_id.get());
    let id = format!("{RUNNING}-{n}");
    Entry::new(id, account, staff, part.started_at.into(), part.ended_at.into(), activity)
}
