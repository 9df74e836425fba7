//! The TCM board: every discharge that is still looked at, with its two clocks as days, what it can earn and why it cannot.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rules::{Cents, TcmStatement};
use store::patients::PatientRow;
use store::tcm::EpisodeRow;
use store::{Conn, StaffId};

use super::PERIOD;
use super::due::{Next, is_open, next_step};
use crate::case::Staff;
use crate::op::Actor;
use crate::patient_month::{EpisodeMonth, episode_month};
use crate::rights::Right;
use crate::staff::is_practitioner;
use crate::view::View;
use crate::{Error, Tracker, case};

/// A discharge stays on the board for 60 days: twice its period, so that a document which was forgotten is still asked for.
const KEPT: Days = Days::new(60);

/// Days the calendar shows, today included.
const CALENDAR: u64 = 30;

/// The board.
#[derive(Clone, Debug)]
pub struct Board {
    /// Today.
    pub date: NaiveDate,
    /// The days from today on, for the calendar.
    pub days: Vec<DayCell>,
    /// Discharges, most urgent first.
    pub rows: Vec<BoardRow>,
    /// Practitioners who can take over after a discharge.
    pub practitioners: Vec<(StaffId, String)>,
}

/// Where an episode stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Something can still be done.
    Open,
    /// All is there.
    Complete,
    /// The practice does not report it.
    NotReported,
    /// It cannot be billed.
    Refused,
}

impl State {
    /// The name that crosses to the screens.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete => "complete",
            Self::NotReported => "not_reported",
            Self::Refused => "refused",
        }
    }
}

/// Why a day is no business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Saturday or Sunday.
    Weekend,
    /// A federal holiday on its true date.
    Holiday,
    /// The weekday in lieu of a holiday on a weekend.
    InLieu,
    /// A day the practice named itself.
    Closure,
}

impl Closed {
    /// The name that crosses to the screens.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Weekend => "weekend",
            Self::Holiday => "holiday",
            Self::InLieu => "in_lieu",
            Self::Closure => "closure",
        }
    }
}

/// One day of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCell {
    /// Which.
    pub date: NaiveDate,
    /// Why it is no business day.
    pub closed: Option<Closed>,
    /// Its number among the business days in which the contact is due.
    pub business_day: Option<u32>,
}

/// One discharge of the board.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// The discharge, with what the rules say of it and of each contact today.
    pub episode: EpisodeMonth,
    /// The patient.
    pub patient: PatientRow,
    /// Local day of the discharge.
    pub discharged: NaiveDate,
    /// Where it stands.
    pub state: State,
    /// What is next, its limit, and the latest date where that is another one.
    pub next: Option<Next>,
    /// The line's code, or the best one still reachable, and its worth.
    pub now: Option<(String, Cents)>,
    /// What is left after the next midnight.
    pub tomorrow: Option<(String, Cents)>,
    /// Attempts in time.
    pub attempts: usize,
    /// The days from the discharge to day 30.
    pub days: Vec<DayCell>,
}

impl Tracker {
    /// The board, of the patients this person sees.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn open_tcm(&mut self, actor: &Actor) -> Result<Board, Error> {
        self.allow(actor, Right::SeePatients, "tcm")?;
        let mut board = self.tcm_board()?;
        if let Some(seen) = self.seen_by(actor)? {
            board.rows.retain(|row| seen.contains(&row.patient.id));
        }
        let rows = board.rows.len();
        self.look(actor, View::List { list: "tcm", filter: String::new(), rows })?;
        Ok(board)
    }

    /// The board. Asks for no right: what a person looks at comes from [`Tracker::open_tcm`].
    ///
    /// # Errors
    /// The disk.
    pub fn tcm_board(&self) -> Result<Board, Error> {
        let today = self.today_date();
        let since = rules::local_midnight(today - KEPT, self.practice.zone).utc();
        let staff = self.store.read(case::staff)?;
        let mut rows = self.store.read(|conn| -> Result<_, Error> {
            let mut rows = Vec::new();
            for episode in store::tcm::episodes_since(conn, since)? {
                rows.extend(self.board_row(conn, &staff, episode, today)?);
            }
            Ok(rows)
        })?;
        rows.retain(|row| row.state == State::Open || row.episode.statement.period_end >= today);
        rows.sort_by_cached_key(urgency);
        let last = today + Days::new(CALENDAR - 1);
        let practitioners = staff.values().filter(|row| row.active && is_practitioner(&row.role));
        Ok(Board {
            date: today,
            days: self.day_cells(today, last, None),
            practitioners: practitioners.map(|row| (row.id, row.name.clone())).collect(),
            rows,
        })
    }

    fn board_row(
        &self,
        conn: &Conn,
        staff: &Staff,
        episode: EpisodeRow,
        today: NaiveDate,
    ) -> Result<Option<BoardRow>, Error> {
        let patient = store::patients::by_id(conn, episode.patient_id)?;
        let Some(said) = self.said(conn, staff, &patient, &episode, today)? else { return Ok(None) };
        let state = state(&said.statement, &episode);
        let discharged = self.practice.day(episode.discharged_at);
        let open = state == State::Open;
        let line = said.statement.line.as_ref();
        Ok(Some(BoardRow {
            state,
            next: open.then(|| next_step(&said.statement, &episode)).flatten(),
            now: match line {
                Some(line) => Some((line.code.to_string(), line.amount_cents)),
                None => open.then(|| self.reachable(&said.statement, today)).flatten(),
            },
            tomorrow: if open { self.tomorrow(conn, staff, &patient, &episode, today)? } else { None },
            attempts: super::due::attempts(&said.explanation),
            days: self.day_cells(discharged, discharged + PERIOD, Some(said.statement.contact_due)),
            episode: episode_month(conn, episode, said.statement, &said.explanation)?,
            discharged,
            patient,
        }))
    }

    /// The days from one to another, each with why it is no business day; those up to the limit of the contact are numbered.
    fn day_cells(&self, from: NaiveDate, to: NaiveDate, due: Option<NaiveDate>) -> Vec<DayCell> {
        let mut counted = 0;
        let days = std::iter::successors(Some(from), |day| day.succ_opt()).take_while(|day| *day <= to);
        days.map(|date| {
            let closed = self.closed(date);
            let counts = closed.is_none() && date > from && due.is_some_and(|due| date <= due);
            counted += u32::from(counts);
            DayCell { date, closed, business_day: counts.then_some(counted) }
        })
        .collect()
    }

    fn closed(&self, date: NaiveDate) -> Option<Closed> {
        let packs = self.practice.rules.now().rules();
        let works = |closures: &[NaiveDate], in_lieu| rules::is_business_day(date, closures, in_lieu, packs);
        if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            Some(Closed::Weekend)
        } else if !works(&[], false) {
            Some(Closed::Holiday)
        } else if !works(&[], self.practice.settings.in_lieu) {
            Some(Closed::InLieu)
        } else {
            (!works(&self.practice.closures, false)).then_some(Closed::Closure)
        }
    }
}

fn state(statement: &TcmStatement, episode: &EpisodeRow) -> State {
    if !episode.report {
        State::NotReported
    } else if statement.line.is_some() {
        State::Complete
    } else if is_open(statement, episode) {
        State::Open
    } else {
        State::Refused
    }
}

/// State, limit of what is next, discharge, name.
fn urgency(row: &BoardRow) -> (State, Option<NaiveDate>, NaiveDate, String) {
    (row.state, row.next.map(|(_, due, _)| due), row.discharged, row.patient.name.to_lowercase())
}
