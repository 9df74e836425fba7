//! The last things a person did in this session, taken back and done again: always by what is added, never by what is erased.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use store::entries::NewEntry;
use store::gaps::NewAnswer;
use store::timer_parts::PartRow;
use store::timers::TimerRow;
use store::{EnrollmentId, EntryId, StaffId, Tx};

use crate::change::Change;
use crate::gaps::Answer;
use crate::op::{Actor, Op};
use crate::steady::{Moment, Steady};
use crate::{Code, Error, Tracker, stretches};

mod rows;
mod timers;

pub(crate) use rows::{content, content_of};
use rows::{give_back, take_back};

/// So many things can be taken back.
const DEPTH: usize = 30;

/// What became of an entry, or of time that was set aside.
#[derive(Clone)]
pub(crate) enum Turn {
    /// An entry, by any of its versions, was this and became that; none: it was not there, or was voided.
    Entry(EntryId, Box<(Option<NewEntry>, Option<NewEntry>)>),
    /// Time that was set aside was answered for.
    Answered(NewAnswer),
}

impl std::fmt::Debug for Turn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Entry(id, _) => id.fmt(f),
            Self::Answered(answer) => answer.gap_id.fmt(f),
        }
    }
}

/// How something is done again.
#[derive(Clone)]
pub(crate) enum Redo {
    /// It cannot be.
    Nothing,
    /// Entries become again what they became.
    Turns,
    Start {
        enrollment: EnrollmentId,
        activity: Option<String>,
    },
    Describe {
        activity: Option<String>,
        note: String,
    },
    Stop {
        activity: Option<String>,
        note: Option<String>,
    },
    Push {
        enrollment: EnrollmentId,
        activity: Option<String>,
    },
    Pop {
        activity: Option<String>,
        note: Option<String>,
    },
    Phone(bool),
    Answer(Box<Answer>),
    BeganEarlier(DateTime<Utc>),
    MoveTail {
        from: Option<DateTime<Utc>>,
        enrollment: EnrollmentId,
    },
}

/// A timer as it was: its row, and its stretches up to then.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) row: TimerRow,
    pub(crate) stretches: Vec<PartRow>,
}

/// The timers of a person as they were.
#[derive(Clone, Default)]
pub(crate) struct Sheets {
    pub(crate) running: Option<Sheet>,
    pub(crate) paused: Vec<Sheet>,
}

impl Sheets {
    fn of(tx: &Tx<'_>, staff: StaffId, steady: &Steady, at: Moment) -> Result<Self, Error> {
        let paused = store::timers::paused_of_staff(tx, staff)?.into_iter();
        Ok(Self {
            running: running(tx, staff, steady, at)?,
            paused: paused.map(|row| sheet(tx, row, steady, at)).collect::<Result<_, _>>()?,
        })
    }
}

fn running(tx: &Tx<'_>, staff: StaffId, steady: &Steady, at: Moment) -> Result<Option<Sheet>, Error> {
    store::timers::of_staff(tx, staff)?.map(|row| sheet(tx, row, steady, at)).transpose()
}

fn sheet(tx: &Tx<'_>, row: TimerRow, steady: &Steady, at: Moment) -> Result<Sheet, Error> {
    let stretches = stretches::of(tx, &row, steady.known(&row, at))?;
    Ok(Sheet { row, stretches })
}

/// Something that was done.
struct Deed {
    op: Op,
    before: Sheets,
    /// How long the timer that ran afterwards had run already.
    ran: Option<TimeDelta>,
    turns: Vec<Turn>,
    redo: Redo,
}

/// What each person did in this session, and took back; the newest last.
#[derive(Default)]
pub(crate) struct Deeds(BTreeMap<StaffId, (Vec<Deed>, Vec<Deed>)>);

impl Deeds {
    /// What was done before somebody signed in again stays done.
    pub(crate) fn begin_session(&mut self, staff: StaffId) {
        self.0.remove(&staff);
    }

    fn push(&mut self, staff: StaffId, deed: Deed) {
        let (done, undone) = self.0.entry(staff).or_default();
        undone.clear();
        done.push(deed);
        if done.len() > DEPTH {
            done.remove(0);
        }
    }

    /// What cannot be done again stands in the way of what was taken back before it.
    fn taken_back(&mut self, staff: StaffId, deed: Deed) {
        let (_, undone) = self.0.entry(staff).or_default();
        if matches!(deed.redo, Redo::Nothing) { undone.clear() } else { undone.push(deed) }
    }

    /// What would be taken back, and what would be done again.
    pub(crate) fn next(&self, staff: StaffId) -> (Option<&'static str>, Option<&'static str>) {
        let word = |deeds: &Vec<Deed>| deeds.last().map(|deed| words(deed.op));
        self.0.get(&staff).map_or((None, None), |(done, undone)| (word(done), word(undone)))
    }
}

impl Tracker {
    /// As `change`, of something that can be taken back.
    pub(crate) fn act<T>(
        &mut self,
        actor: &Actor,
        op: Op,
        redo: Redo,
        work: impl FnOnce(&mut Change<'_>, &Steady) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let steady = self.steady.clone();
        let (value, at, begun, deed) = self.change(actor, op, |change| {
            let before = Sheets::of(change.tx, actor.staff, &steady, change.moment())?;
            let value = work(change, &steady)?;
            let turns = std::mem::take(&mut change.trace.turns);
            let begun = std::mem::take(&mut change.trace.begun);
            let mut since = steady.clone();
            since.begin_all(&begun, change.moment());
            let after = running(change.tx, actor.staff, &since, change.moment())?;
            let ran = after.map(|sheet| stretches::total(&sheet.stretches));
            Ok((value, change.moment(), begun, Deed { op, before, ran, turns, redo }))
        })?;
        self.steady.begin_all(&begun, at);
        self.presence.acted(at);
        self.deeds.push(actor.staff, deed);
        Ok(value)
    }

    /// What `undo` would take back and `redo` do again, in words.
    pub fn undoable(&self, actor: &Actor) -> (Option<&'static str>, Option<&'static str>) {
        self.deeds.next(actor.staff)
    }

    /// Takes back the last thing this person did in this session, and says what it was.
    ///
    /// # Errors
    /// There is nothing; somebody else has changed it since.
    pub fn undo(&mut self, actor: &Actor) -> Result<&'static str, Error> {
        self.beat_if_late()?;
        let Some(deed) = self.deeds.0.get_mut(&actor.staff).and_then(|(done, _)| done.pop()) else {
            return Err(Error::refused("There is nothing to undo."));
        };
        let steady = self.steady.clone();
        let undone = self.change(actor, Op::Undo, |change| {
            let reason = format!("Undone by {}", actor.name);
            change.trace.note("undone", deed.op.words().0);
            for turn in deed.turns.iter().rev() {
                take_back(change, actor, turn, &reason)?;
            }
            timers::restore(change, actor, &steady, &deed.before, deed.ran)?;
            Ok((change.moment(), std::mem::take(&mut change.trace.begun)))
        });
        let said = words(deed.op);
        match undone {
            Ok((at, begun)) => {
                self.deeds.taken_back(actor.staff, deed);
                self.steady.begin_all(&begun, at);
                self.presence.acted(at);
                Ok(said)
            }
            Err(error) => {
                if error.code() == Code::Refused {
                    // What was changed since can never be taken back, nor can anything before it.
                    self.deeds.begin_session(actor.staff);
                } else {
                    self.deeds.0.entry(actor.staff).or_default().0.push(deed);
                }
                Err(error)
            }
        }
    }

    /// Does again what was taken back last, and says what it was.
    ///
    /// # Errors
    /// There is nothing; it cannot be done any more.
    pub fn redo(&mut self, actor: &Actor) -> Result<&'static str, Error> {
        let nothing = || Error::refused("There is nothing to redo.");
        let (_, undone) = self.deeds.0.get_mut(&actor.staff).ok_or_else(nothing)?;
        let deed = undone.pop().ok_or_else(nothing)?;
        let rest = std::mem::take(undone);
        let said = words(deed.op);
        let done = self.do_again(actor, deed);
        if let Some((_, undone)) = self.deeds.0.get_mut(&actor.staff) {
            *undone = rest;
        }
        done.map(|()| said)
    }

    fn do_again(&mut self, actor: &Actor, deed: Deed) -> Result<(), Error> {
        match deed.redo {
            Redo::Nothing => {
                Err(Error::refused("This cannot be done again by itself. Do it once more by hand."))
            }
            Redo::Turns => self.act(actor, deed.op, Redo::Turns, |change, _| {
                let reason = format!("Done again by {}", actor.name);
                for turn in &deed.turns {
                    give_back(change, actor, turn, &reason)?;
                }
                change.trace.turns = deed.turns;
                Ok(())
            }),
            Redo::Start { enrollment, activity } => {
                self.start_timer(actor, enrollment, activity.as_deref()).map(|_| ())
            }
            Redo::Describe { activity, note } => {
                self.describe_timer(actor, activity.as_deref(), &note).map(|_| ())
            }
            Redo::Stop { activity, note } => {
                self.stop_timer(actor, activity.as_deref(), note.as_deref()).map(|_| ())
            }
            Redo::Push { enrollment, activity } => self.push_timer(actor, enrollment, activity.as_deref()),
            Redo::Pop { activity, note } => {
                self.pop_timer(actor, activity.as_deref(), note.as_deref()).map(|_| ())
            }
            Redo::Phone(on) => self.set_phone(actor, on),
            Redo::Answer(answer) => self.answer_gaps(actor, &answer),
            Redo::BeganEarlier(began) => self.begin_at(actor, began),
            Redo::MoveTail { from, enrollment } => self.move_from(actor, from, enrollment),
        }
    }
}

/// What was done, as a person would say it.
fn words(op: Op) -> &'static str {
    match op.words().0 {
        "start_timer" => "Start a timer",
        "stop_timer" => "Stop the timer",
        "describe_timer" => "Describe the timer",
        "settle_timer" => "Settle the timer",
        "push_timer" => "Interrupt the timer",
        "pop_timer" => "Return to the paused timer",
        "stop_paused" => "Stop a paused timer",
        "set_phone" => "Phone mode",
        "began_earlier" => "Began earlier",
        "move_tail" => "Wrong patient",
        "answer_gap" => "Answer for time set aside",
        "add_entry" => "Add time",
        "correct_entry" => "Correct an entry",
        "void_entry" => "Void an entry",
        "split_entry" => "Split an entry",
        "settle_overlap" => "Settle an overlap",
        _ => "The last change",
    }
}
