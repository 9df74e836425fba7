//! Whom a person sees: everybody, or, for medical assistants where the practice wants it so, the patients they are assigned
//! to and those they opened in an emergency.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use store::{Conn, PatientId, StaffId};

use crate::claims::Claims;
use crate::day::Day;
use crate::entries::EntryVersion;
use crate::gaps::Unsettled;
use crate::op::{Access, Actor, Op, found};
use crate::patient_month::PatientMonth;
use crate::patients::PatientLine;
use crate::practice::Practice;
use crate::rights::Right;
use crate::today::Today;
use crate::view::View;
use crate::{EntryId, Error, Tracker, import::Import};

/// So many characters find a patient who is hidden: somebody in need knows more of a name than its first letters.
const KNOWS: usize = 3;

/// What stands for the name of a patient who is hidden.
const HIDDEN: &str = "Hidden patient";

/// Are some patients hidden from this person?
fn is_limited(actor: &Actor, practice: &Practice) -> bool {
    practice.assigned_only && actor.access == Access::Assistant
}

/// Is this patient hidden from this person now?
pub(crate) fn hides(
    conn: &Conn,
    actor: &Actor,
    practice: &Practice,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    if !is_limited(actor, practice) || store::assignments::is_assigned(conn, patient, actor.staff)? {
        return Ok(false);
    }
    Ok(store::emergencies::running(conn, actor.staff, patient, now)?.is_none())
}

impl Tracker {
    /// Refuses what the table of rights does not give this person; that it was refused is in the audit.
    ///
    /// # Errors
    /// `Forbidden`; the disk.
    pub fn allow(&mut self, actor: &Actor, right: Right, asked: &str) -> Result<(), Error> {
        if right.is_of(actor.access) { Ok(()) } else { Err(self.refusal(actor, asked, right.slug(), None)) }
    }

    /// Today's worklist, of the patients this person sees.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn open_today(&mut self, actor: &Actor) -> Result<Today, Error> {
        self.allow(actor, Right::SeePatients, "today")?;
        let mut today = self.today()?;
        if let Some(seen) = self.seen_by(actor)? {
            today.rows.retain(|work| seen.contains(&work.row.account.patient_id));
            today.tcm.retain(|due| seen.contains(&due.patient.id));
            today.teams.retain(|patient, _| seen.contains(patient));
        }
        let rows = today.rows.len() + today.tcm.len();
        self.look(actor, View::List { list: "today", filter: today.month.to_string(), rows })?;
        Ok(today)
    }

    /// Patients that fit what was typed. A hidden one is found by three characters or more, and only name and number show.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn search_patients(&mut self, actor: &Actor, typed: &str) -> Result<Vec<PatientLine>, Error> {
        self.allow(actor, Right::SeePatients, "find_patients")?;
        let mut lines = self.find_patients(typed)?;
        if let Some(seen) = self.seen_by(actor)? {
            if typed.trim().chars().count() < KNOWS {
                lines.retain(|line| seen.contains(&line.row.id));
            }
            for line in lines.iter_mut().filter(|line| !seen.contains(&line.row.id)) {
                line.hidden = true;
                line.enrollments.clear();
            }
        }
        match typed.trim() {
            "" => {
                self.look(actor, View::List { list: "patients", filter: String::new(), rows: lines.len() })?
            }
            term => self.sights.searched(actor, term, lines.len()),
        }
        Ok(lines)
    }

    /// A patient's month, for somebody to look at.
    ///
    /// # Errors
    /// Access; a patient who is hidden, or not there.
    pub fn open_patient(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        month: Option<rules::Month>,
    ) -> Result<PatientMonth, Error> {
        self.allow(actor, Right::SeePatients, "patient")?;
        self.must_see(actor, patient, "patient")?;
        let read = self.patient_month(patient, month)?;
        self.look(actor, View::Patient(patient))?;
        Ok(read)
    }

    /// Every version of an entry, for somebody to look at.
    ///
    /// # Errors
    /// Access; a patient who is hidden; no such entry.
    pub fn open_history(&mut self, actor: &Actor, entry: EntryId) -> Result<Vec<EntryVersion>, Error> {
        self.allow(actor, Right::SeePatients, "entry_history")?;
        let versions = self.entry_history(entry)?;
        let patient = found(versions.first(), "entry")?.row.patient_id;
        self.must_see(actor, patient, "entry_history")?;
        self.look(actor, View::Patient(patient))?;
        Ok(versions)
    }

    /// The claims of a month, for somebody to look at.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn open_claims(&mut self, actor: &Actor, month: rules::Month) -> Result<Claims, Error> {
        self.allow(actor, Right::SeeClaims, "claims")?;
        let claims = self.claims(month)?;
        let rows = claims.rows.len();
        self.look(actor, View::List { list: "claims", filter: month.to_string(), rows })?;
        Ok(claims)
    }

    /// The actor's own day, for somebody to look at. Who has become hidden since has no name.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn open_day(&mut self, actor: &Actor, date: Option<NaiveDate>) -> Result<Day, Error> {
        self.allow(actor, Right::Track, "day")?;
        let mut day = self.day(actor, date)?;
        if let Some(seen) = self.seen_by(actor)? {
            let hidden = |patient| !seen.contains(&patient);
            day.entries.iter_mut().filter(|entry| hidden(entry.row.patient_id)).for_each(|entry| {
                entry.name = HIDDEN.to_owned();
                entry.row.note.clear();
            });
            day.gaps
                .iter_mut()
                .filter(|gap| hidden(gap.patient))
                .for_each(|gap| gap.name = HIDDEN.to_owned());
        }
        let rows = day.entries.len() + day.gaps.len();
        self.look(actor, View::List { list: "day", filter: day.date.to_string(), rows })?;
        Ok(day)
    }

    /// What of a month is in no entry yet, for somebody to look at.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn open_unsettled(&mut self, actor: &Actor, month: rules::Month) -> Result<Vec<Unsettled>, Error> {
        self.allow(actor, Right::SeeClaims, "unsettled")?;
        let found = self.unsettled(month)?;
        self.look(actor, View::List { list: "unsettled", filter: month.to_string(), rows: found.len() })?;
        Ok(found)
    }

    /// What an import would bring, for somebody who may import.
    ///
    /// # Errors
    /// Access; a file that cannot be read.
    pub fn open_import(&mut self, actor: &Actor, text: &str) -> Result<Import, Error> {
        self.allow(actor, Right::Import, "preview_import")?;
        self.preview_import(text)
    }

    /// That something is printed goes on record before it is.
    ///
    /// # Errors
    /// Access; a patient who is hidden; the disk.
    pub fn print(
        &mut self,
        actor: &Actor,
        what: &'static str,
        patient: Option<PatientId>,
    ) -> Result<(), Error> {
        self.allow(actor, Right::Print, "print")?;
        if let Some(patient) = patient {
            self.must_see(actor, patient, "print")?;
        }
        self.view(actor, &[View::Print { what, patient }])
    }

    /// Refuses a patient who is hidden from this person.
    pub(crate) fn must_see(&mut self, actor: &Actor, patient: PatientId, asked: &str) -> Result<(), Error> {
        let now = self.clock.now();
        if self.store.read(|conn| hides(conn, actor, &self.practice, patient, now))? {
            return Err(self.refusal(actor, asked, "hidden", Some(patient)));
        }
        Ok(())
    }

    /// The patients this person sees; none means all of them.
    pub(crate) fn seen_by(&self, actor: &Actor) -> Result<Option<BTreeSet<PatientId>>, Error> {
        if !is_limited(actor, &self.practice) {
            return Ok(None);
        }
        let now = self.clock.now();
        self.store.read(|conn| {
            let mut seen: BTreeSet<_> =
                store::assignments::of_staff(conn, actor.staff)?.into_iter().collect();
            seen.extend(store::emergencies::patients(conn, actor.staff, now)?);
            Ok(Some(seen))
        })
    }

    /// Who is on a patient's care team.
    ///
    /// # Errors
    /// The disk.
    pub fn care_team(&self, patient: PatientId) -> Result<Vec<StaffId>, Error> {
        Ok(self.store.read(|conn| store::assignments::of_patient(conn, patient))?)
    }

    /// Says who is on a patient's care team.
    ///
    /// # Errors
    /// Access; no such patient or staff member.
    pub fn save_care_team(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        team: &[StaffId],
    ) -> Result<(), Error> {
        self.change(actor, Op::SaveCareTeam, |change| {
            store::patients::by_id(change.tx, patient).map_err(|_| Error::NotFound("patient"))?;
            let before = store::assignments::of_patient(change.tx, patient)?;
            for staff in team {
                store::staff::by_id(change.tx, *staff).map_err(|_| Error::NotFound("staff member"))?;
                store::assignments::add(change.tx, patient, *staff, change.now)?;
            }
            for staff in before.iter().filter(|staff| !team.contains(staff)) {
                store::assignments::remove(change.tx, patient, *staff)?;
            }
            let ids: Vec<i64> = team.iter().map(|staff| staff.get()).collect();
            change.trace.patient(patient).object(patient.get()).note("team", ids);
            Ok(())
        })
    }
}
