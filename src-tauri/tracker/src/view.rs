//! What was looked at: opening a patient, a list with names, a search. Each is a line in the audit, one commit for a screen.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use store::audit::{self, Event};
use store::{PatientId, StaffId};

use crate::op::Actor;
use crate::{Error, Tracker};

/// Something with patients' data that was put before somebody's eyes.
#[derive(Clone, PartialEq, Eq)]
pub enum View {
    /// A patient's page.
    Patient(PatientId),
    /// A list with names.
    List {
        /// Which one: `today`, `claims`, `patients`.
        list: &'static str,
        /// What it was narrowed to: a month, a status; never a name.
        filter: String,
        /// How many names it had.
        rows: usize,
    },
    /// A search among patients. Only a keyed digest of the term is kept, which tells whether two searches were the same.
    Search {
        /// What was typed.
        term: String,
        /// How many were found.
        rows: usize,
    },
    /// The audit itself.
    Audit {
        /// Whose lines, if one patient's.
        patient: Option<PatientId>,
        /// How many lines were shown.
        rows: usize,
    },
    /// Something printed or copied.
    Print {
        /// What.
        what: &'static str,
        /// Whose, if one patient's.
        patient: Option<PatientId>,
    },
}

/// Reading a list or a page again within this time is still the same look at it.
const SAME_LOOK: TimeDelta = TimeDelta::minutes(10);

/// What was looked at since the sign-in, and the search that is being typed.
#[derive(Default)]
pub(crate) struct Sights {
    seen: Vec<(StaffId, View, DateTime<Utc>)>,
    /// Oldest first.
    searches: Vec<Searching>,
}

impl Sights {
    fn is_fresh(&self, actor: &Actor, view: &View, now: DateTime<Utc>) -> bool {
        let seen = self.seen.iter().find(|(staff, known, _)| *staff == actor.staff && known.is_same(view));
        // A clock set back must not stretch a look.
        seen.is_some_and(|(_, _, at)| *at <= now && now - *at < SAME_LOOK)
    }

    fn saw(&mut self, actor: &Actor, view: View, now: DateTime<Utc>) {
        self.seen.retain(|(staff, known, _)| !(*staff == actor.staff && known.is_same(&view)));
        self.seen.push((actor.staff, view, now));
    }

    /// Something was looked for. One who types a name looks for every beginning of it, and only the whole was meant; one who
    /// takes it away again letter by letter has seen what the whole found, and what is left at the end.
    pub(crate) fn searched(&mut self, actor: &Actor, term: &str, rows: usize) {
        let mine = |last: &Searching| last.actor.staff == actor.staff;
        let longer = |last: &Searching| last.erased || last.term != term;
        let shortened = |last: &Searching| mine(last) && last.term.starts_with(term) && longer(last);
        let erased = self.searches.last().is_some_and(shortened);
        let typing = |last: &mut Searching| {
            mine(last) && (term.starts_with(&last.term) || (last.erased && last.term.starts_with(term)))
        };
        self.searches.pop_if(typing);
        self.searches.push(Searching { actor: actor.clone(), term: term.to_owned(), rows, erased });
    }
}

/// A search that is not written yet.
struct Searching {
    actor: Actor,
    term: String,
    rows: usize,
    /// It is what is left of a longer one.
    erased: bool,
}

impl View {
    /// The same patient, or the same list: how many names it has does not matter.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List { list, filter, .. }, Self::List { list: list_2, filter: filter_2, .. }) => {
                list == list_2 && filter == filter_2
            }
            _ => self == other,
        }
    }
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Patient(patient) => patient.fmt(f),
            Self::List { list, rows, .. } => write!(f, "List({list}, {rows})"),
            Self::Search { rows, .. } => write!(f, "Search({rows})"),
            Self::Audit { rows, .. } => write!(f, "Audit({rows})"),
            Self::Print { what, .. } => write!(f, "Print({what})"),
        }
    }
}

impl Tracker {
    /// Writes what somebody is about to see, all of it in one commit. Call it once for the opening of a screen, not for its
    /// refreshing. Where nothing may be written, nothing is.
    ///
    /// # Errors
    /// The disk: then nothing should be shown.
    pub fn view(&mut self, actor: &Actor, views: &[View]) -> Result<(), Error> {
        if self.trust.is_read_only() || views.is_empty() {
            return Ok(());
        }
        let events: Vec<Event> = views.iter().map(|view| self.view_event(actor, view)).collect();
        self.append(&events)
    }

    fn view_event(&mut self, actor: &Actor, view: &View) -> Event {
        let (action, category, patient, detail) = match view {
            View::Patient(patient) => ("view", "demographics", Some(*patient), json!({})),
            View::List { list, filter, rows } => {
                ("view", "demographics", None, json!({ "filter": filter, "list": list, "rows": rows }))
            }
            View::Search { term, rows } => {
                let term: Value = self.key.log_key().term(term).into();
                ("query", "demographics", None, json!({ "rows": rows, "term": term }))
            }
            View::Audit { patient, rows } => ("view", "audit", *patient, json!({ "rows": rows })),
            View::Print { what, patient } => ("print", "demographics", *patient, json!({ "what": what })),
        };
        Event {
            patient_id: patient,
            detail: detail.to_string(),
            ..self.event(Some(actor), action, category, "done")
        }
    }

    /// An event about nothing in particular, by somebody or by the program itself.
    pub(crate) fn event(
        &mut self,
        actor: Option<&Actor>,
        action: &str,
        category: &str,
        outcome: &str,
    ) -> Event {
        Event {
            stamp: self.trust.stamper.stamp(self.clock.now(), self.clock.mono_ms(), &self.practice),
            staff_id: actor.map(|actor| actor.staff),
            staff_label: actor.map(|actor| actor.name.clone()).unwrap_or_default(),
            role: actor.map(|actor| actor.access.slug().to_owned()).unwrap_or_default(),
            action: action.to_owned(),
            category: category.to_owned(),
            patient_id: None,
            object_id: None,
            detail: "{}".to_owned(),
            reason: None,
            outcome: outcome.to_owned(),
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// As `view`, for what is read again and again while it stands on a screen: within ten minutes it is one look.
    pub(crate) fn look(&mut self, actor: &Actor, view: View) -> Result<(), Error> {
        let now = self.clock.now();
        if self.sights.is_fresh(actor, &view, now) {
            return Ok(());
        }
        self.view(actor, std::slice::from_ref(&view))?;
        self.sights.saw(actor, view, now);
        Ok(())
    }

    /// Writes the searches that wait to be written: with each heartbeat, on lock, and before somebody else signs in.
    ///
    /// # Errors
    /// The disk.
    pub fn settle_searches(&mut self) -> Result<(), Error> {
        for Searching { actor, term, rows, .. } in std::mem::take(&mut self.sights.searches) {
            self.view(&actor, &[View::Search { term, rows }])?;
        }
        Ok(())
    }

    /// Writes events that change no row, in one commit.
    pub(crate) fn append(&mut self, events: &[Event]) -> Result<(), Error> {
        let written = self.store.write(|tx| -> Result<_, Error> {
            let mut head = None;
            for event in events {
                head = Some(audit::append(tx, event)?);
            }
            Ok(head)
        });
        match written {
            Ok(Some(head)) => self.concluded(Ok(((), head))),
            Ok(None) => Ok(()),
            Err(error) => self.concluded(Err(error)),
        }
    }

    /// A refusal for want of a right, on record.
    pub(crate) fn refusal(
        &mut self,
        actor: &Actor,
        asked: &str,
        why: &str,
        patient: Option<PatientId>,
    ) -> Error {
        match self.write_refusal(Some(actor), asked, why, patient) {
            Ok(()) => Error::Forbidden,
            Err(error) => error,
        }
    }

    /// Writes that somebody was refused something: the command's name, and why.
    ///
    /// # Errors
    /// The disk.
    pub fn record_refusal(&mut self, actor: Option<&Actor>, command: &str, why: &str) -> Result<(), Error> {
        self.write_refusal(actor, command, why, None)
    }

    fn write_refusal(
        &mut self,
        actor: Option<&Actor>,
        command: &str,
        why: &str,
        patient_id: Option<PatientId>,
    ) -> Result<(), Error> {
        if self.trust.is_read_only() {
            return Ok(());
        }
        let detail = json!({ "command": command, "why": why }).to_string();
        let event = Event { detail, patient_id, ..self.event(actor, "refused", "users", "refused") };
        self.append(&[event])
    }
}

#[cfg(test)]
mod tests {
    use store::StaffId;

    use super::*;
    use crate::op::Access;

    /// What is kept of a nurse's searches, one after the other.
    fn kept(typed: &[&str]) -> Vec<String> {
        let nurse = Actor { staff: StaffId(2), name: "Bo".to_owned(), access: Access::CareTeam };
        let mut sights = Sights::default();
        typed.iter().for_each(|term| sights.searched(&nurse, term, 1));
        sights.searches.into_iter().map(|one| one.term).collect()
    }

    #[test]
    fn a_name_is_kept_whole_whether_it_is_typed_read_again_or_erased_letter_by_letter() {
        assert_eq!(kept(&["L", "Lo", "Lopez"]), ["Lopez"]);
        assert_eq!(kept(&["Lopez", "Lopez", "Lope", "Lop", "L"]), ["Lopez", "L"]);
        assert_eq!(kept(&["Lopez", "Lop", "Lopat"]), ["Lopez", "Lopat"]);
        assert_eq!(kept(&["Lopez", "Quill"]), ["Lopez", "Quill"]);
    }
}
