//! A person's day as a strip: entries, time set aside, timers that run or wait, and what overlaps.

use chrono::{DateTime, NaiveDate, Utc};
use rules::{ExcludedTime, Month, Seconds};
use store::entries::EntryRow;
use store::timer_parts::PartRow;
use store::timers::TimerRow;
use store::{Conn, PatientId};

use crate::gaps::{self, Gap};
use crate::op::Actor;
use crate::overlaps::{self, Overlap};
use crate::steady::Moment;
use crate::{Error, Tracker, month, patient_month, stretches};

/// A person's day.
#[derive(Clone)]
pub struct Day {
    /// Which.
    pub date: NaiveDate,
    /// Its first second; a day has 23, 24 or 25 hours.
    pub from: DateTime<Utc>,
    /// The second after its last.
    pub to: DateTime<Utc>,
    /// Entries, by start.
    pub entries: Vec<DayEntry>,
    /// Time that was set aside, answered for or not.
    pub gaps: Vec<Gap>,
    /// Timers that run or wait.
    pub timers: Vec<DayTimer>,
    /// Entries that share seconds.
    pub overlaps: Vec<Overlap>,
}

/// An entry of the day.
#[derive(Clone)]
pub struct DayEntry {
    /// The entry.
    pub row: EntryRow,
    /// The patient's name.
    pub name: String,
    /// Program of the enrollment.
    pub program: String,
    /// What of it counts, in the months it lies in.
    pub counted: Seconds,
    /// What does not, and why.
    pub excluded: Vec<ExcludedTime>,
}

/// A timer of the day.
#[derive(Clone)]
pub struct DayTimer {
    /// Its row.
    pub row: TimerRow,
    /// Patient.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// Its stretches of the day, by start.
    pub stretches: Vec<PartRow>,
}

impl Tracker {
    /// The actor's own day; today without a date.
    ///
    /// # Errors
    /// The disk.
    pub fn day(&self, actor: &Actor, date: Option<NaiveDate>) -> Result<Day, Error> {
        let date = date.unwrap_or_else(|| self.today_date());
        let midnight = |day| rules::local_midnight(day, self.practice.zone).utc();
        self.between(actor, midnight(date), midnight(date.succ_opt().ok_or(Error::Unreadable("date"))?))
    }

    /// The actor's own time between two instants.
    ///
    /// # Errors
    /// The disk.
    pub fn between(&self, actor: &Actor, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Day, Error> {
        let rows = self.store.read(|conn| store::entries::current_of_staff(conn, actor.staff, from, to))?;
        let overlaps = overlaps::among(&rows);
        Ok(Day {
            date: self.practice.day(from),
            from,
            to,
            entries: rows.into_iter().map(|row| self.day_entry(row)).collect::<Result<_, _>>()?,
            gaps: self.store.read(|conn| {
                let rows = store::gaps::of_staff(conn, actor.staff, from, to)?;
                rows.into_iter().map(|row| gaps::gap(conn, row)).collect::<Result<_, Error>>()
            })?,
            timers: self.day_timers(actor, from, to)?,
            overlaps,
        })
    }

    fn day_entry(&self, row: EntryRow) -> Result<DayEntry, Error> {
        self.store.read(|conn| {
            let name = store::patients::by_id(conn, row.patient_id)?.name;
            let program = store::enrollments::by_id(conn, row.enrollment_id)?.program;
            let excluded = self.excluded_of(conn, &row)?;
            let lost: i64 = excluded.iter().map(|item| item.seconds.0).sum();
            let counted = Seconds((row.ended_at - row.started_at).num_seconds() - lost);
            Ok(DayEntry { row, name, program, counted, excluded })
        })
    }

    /// As the statements of its months have it; an entry over midnight may lie in two.
    fn excluded_of(&self, conn: &Conn, row: &EntryRow) -> Result<Vec<ExcludedTime>, Error> {
        let mut months = vec![self.practice.day(row.started_at), self.practice.day(row.ended_at)];
        months.dedup_by_key(|day| Month::of(*day));
        let mut excluded = Vec::new();
        for day in months {
            let month = Month::of(day).to_string();
            if let Some(kept) = store::statements::of_patient_month(conn, row.patient_id, &month)? {
                excluded.extend(patient_month::excluded(&month::read(&kept)?, row));
            }
        }
        Ok(excluded)
    }

    fn day_timers(
        &self,
        actor: &Actor,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<DayTimer>, Error> {
        let now = Moment::of(&*self.clock);
        self.store.read(|conn| {
            let mut rows = store::timers::paused_of_staff(conn, actor.staff)?;
            rows.extend(store::timers::of_staff(conn, actor.staff)?);
            let mut timers = Vec::new();
            for row in rows {
                let all = stretches::of(conn, &row, self.steady.known(&row, now))?;
                let (_, later) = stretches::cut_at(&all, from);
                let (within, _) = stretches::cut_at(&later, to);
                let patient = store::enrollments::patient_of(conn, row.enrollment_id)?;
                let name = store::patients::by_id(conn, patient)?.name;
                timers.push(DayTimer { row, patient, name, stretches: stretches::joined(&within) });
            }
            timers.retain(|timer| !timer.stretches.is_empty());
            Ok(timers)
        })
    }
}
