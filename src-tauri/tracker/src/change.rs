//! The one way to change anything: access, work, fresh statements and the audit line, in one transaction.

use chrono::{DateTime, NaiveDate, Utc};
use store::audit::{self, Event, Head, Stamp};
use store::{PatientId, Store, Tx};

use crate::op::{Actor, Op, Trace};
use crate::practice::Practice;
use crate::rights::Right;
use crate::steady::Moment;
use crate::work::Work;
use crate::{Error, ReadOnly, Tracker, month, sight};

/// A change under way.
pub(crate) struct Change<'a> {
    /// The open transaction.
    pub(crate) tx: &'a Tx<'a>,
    /// When it is made.
    pub(crate) now: DateTime<Utc>,
    /// The same moment on the clock that nobody can set.
    pub(crate) mono_ms: i64,
    /// The practice, as it will be after the change.
    pub(crate) practice: Practice,
    /// What it touched.
    pub(crate) trace: Trace,
}

impl Change<'_> {
    /// Today in the practice's zone.
    pub(crate) fn today(&self) -> NaiveDate {
        self.practice.day(self.now)
    }

    /// When it is made, on both clocks.
    pub(crate) fn moment(&self) -> Moment {
        Moment { wall: self.now, mono_ms: self.mono_ms }
    }
}

impl Tracker {
    /// Makes a change: all of it, with its audit line, or nothing.
    pub(crate) fn change<T>(
        &mut self,
        actor: &Actor,
        op: Op,
        work: impl FnOnce(&mut Change<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let scene = self.scene(actor, op)?;
        let made = make(&mut self.store, scene, work);
        if let Err(Error::Forbidden) = made {
            return Err(self.refusal(actor, op.words().0, "hidden", None));
        }
        self.concluded(made)
    }

    /// Who is about to do what, where and when; a refusal if that may not be.
    pub(crate) fn scene<'a>(&mut self, actor: &'a Actor, op: Op) -> Result<Scene<'a>, Error> {
        if !op.allows(actor.access) {
            let right = op.right().map_or("none", Right::slug);
            return Err(self.refusal(actor, op.words().0, right, None));
        }
        self.trust.may_write()?;
        let now = self.clock.now();
        let stamp = self.trust.stamper.stamp(now, self.clock.mono_ms(), &self.practice);
        Ok(Scene { actor, op, now, practice: self.practice.clone(), stamp, work: self.work.clone() })
    }

    /// Has the new head written down outside of the database; what the disk did not take has consequences.
    pub(crate) fn concluded<T>(&mut self, made: Result<(T, Head), Error>) -> Result<T, Error> {
        match made {
            Ok((value, head)) => {
                self.trust.note(head);
                Ok(value)
            }
            Err(error) => {
                self.trust.failed(&error, &self.home.vault_dir());
                if self.trust.health.read_only == Some(ReadOnly::Damaged) {
                    // What is damaged stays as it is, down to the byte.
                    let _ = self.store.leave_as_it_is();
                }
                Err(error)
            }
        }
    }
}

/// Who is about to do what, where and when.
pub(crate) struct Scene<'a> {
    /// Who.
    pub(crate) actor: &'a Actor,
    /// What.
    pub(crate) op: Op,
    /// When.
    pub(crate) now: DateTime<Utc>,
    /// The practice as it is.
    pub(crate) practice: Practice,
    /// Where and when, as the audit keeps it.
    pub(crate) stamp: Stamp,
    /// What somebody waits for, and may stop.
    pub(crate) work: Option<Work>,
}

/// As `Tracker::change`, for set-up, which has no tracker yet.
pub(crate) fn make<T>(
    store: &mut Store,
    scene: Scene<'_>,
    work: impl FnOnce(&mut Change<'_>) -> Result<T, Error>,
) -> Result<(T, Head), Error> {
    let Scene { actor, op, now, practice, stamp, work: waited } = scene;
    store.write(|tx| {
        let mut change = Change { tx, now, mono_ms: stamp.mono_ms, practice, trace: Trace::default() };
        let value = work(&mut change)?;
        must_see(&change, actor, op)?;
        month::refresh(&mut change, actor, op, waited.as_ref())?;
        let mut head = audit::append(tx, &event(&change, actor, op, stamp.clone(), change.trace.patient)?)?;
        if let Some(other) = change.trace.also {
            head = audit::append(tx, &event(&change, actor, op, stamp, Some(other))?)?;
        }
        Ok((value, head))
    })
}

impl Op {
    /// A timer that runs is answered for even where its patient has become hidden since.
    pub(crate) fn answers_for_a_timer(self) -> bool {
        matches!(
            self,
            Self::DescribeTimer
                | Self::StopTimer
                | Self::SettleTimer
                | Self::PopTimer
                | Self::StopPaused
                | Self::SetPhone
                | Self::ComeBack
        )
    }
}

/// No change to a patient who is hidden from the person who makes it.
fn must_see(change: &Change<'_>, actor: &Actor, op: Op) -> Result<(), Error> {
    let touched = change.trace.patient.filter(|_| !op.answers_for_a_timer());
    for patient in touched.into_iter().chain(change.trace.also) {
        if sight::hides(change.tx, actor, &change.practice, patient, change.now)? {
            return Err(Error::Forbidden);
        }
    }
    Ok(())
}

fn event(
    change: &Change<'_>,
    actor: &Actor,
    op: Op,
    stamp: Stamp,
    patient: Option<PatientId>,
) -> Result<Event, Error> {
    let (action, category) = op.words();
    let trace = &change.trace;
    Ok(Event {
        stamp: Stamp { tz: change.practice.zone.name().to_owned(), ..stamp },
        staff_id: Some(actor.staff),
        staff_label: actor.name.clone(),
        role: actor.access.slug().to_owned(),
        action: action.to_owned(),
        category: category.to_owned(),
        patient_id: patient,
        object_id: trace.object,
        detail: serde_json::to_string(&trace.detail).map_err(|_| Error::Unreadable("detail"))?,
        reason: trace.reason.clone(),
        outcome: "done".to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
