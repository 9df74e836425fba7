//! The proof that timers run, every few seconds: it notes how far they got, finds a sleep, and compares the two clocks.

use chrono::{DateTime, TimeDelta, Utc};
use store::Tx;
use store::audit::{self, Event, Head};
use store::timers::TimerRow;

use crate::stamp::Agreement;
use crate::steady::{Moment, Steady};
use crate::{Error, Tracker, away};

/// Seconds between two proofs that the timers run: what a crash can cost at most.
pub const HEARTBEAT_S: u64 = 15;

/// A longer gap between two proofs means that the computer slept or the program was gone: three missed beats.
pub(crate) const GAP: TimeDelta = TimeDelta::seconds(45);

/// A leap of the wall clock, as the banner tells it until the next sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockJump {
    /// When it was seen, by the wall clock after it.
    pub seen: DateTime<Utc>,
    /// How far it leapt: ahead is positive.
    pub by: TimeDelta,
}

/// The same as a sentence: what happened, what was kept, what to do.
impl std::fmt::Display for ClockJump {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (seconds, way) =
            (self.by.num_seconds().abs(), if self.by < TimeDelta::zero() { "back" } else { "ahead" });
        let far = match seconds {
            ..120 => format!("{seconds} seconds"),
            120..7_200 => format!("{} minutes", seconds / 60),
            7_200..172_800 => format!("{} hours", seconds / 3_600),
            _ => format!("{} days", seconds / 86_400),
        };
        write!(
            f,
            "The clock of this computer was set {way} by {far}. Running timers go on by another clock and are right; their \
             entries are marked. Please look at the computer's date and time."
        )
    }
}

impl Tracker {
    /// Proves that the timers still run; after too long a time without proof they are interrupted at their last.
    ///
    /// # Errors
    /// The disk.
    pub fn beat(&mut self) -> Result<(), Error> {
        let at = Moment::of(&*self.clock);
        self.trust.stamper.compare(at.wall, at.mono_ms);
        if self.trust.is_read_only() {
            return Ok(());
        }
        let leap = self.leap();
        let slept = self.steady.without_proof(at) > GAP;
        let (steady, presence) = (&self.steady, &self.presence);
        let beaten = self.store.write(|tx| -> Result<_, Error> {
            let head = leap.as_ref().map(|leap| note(tx, leap)).transpose()?;
            if slept {
                away::all_stand_after_sleep(tx, steady, presence)?;
            }
            Ok((prove(tx, steady, at)?, head))
        });
        match beaten {
            Ok((running, head)) => {
                self.steady.proven(at, &running);
                if slept {
                    self.presence.noticed(at);
                }
                head.into_iter().for_each(|head| self.trust.note(head));
                Ok(())
            }
            Err(error) => {
                self.trust.failed(&error, &self.home.vault_dir());
                Err(error)
            }
        }
    }

    /// As [`Tracker::beat`], before a change that proves its own timer: only what a sleep or a set clock did is written by
    /// itself, so that a stop waits for the disk once.
    pub(crate) fn beat_if_late(&mut self) -> Result<(), Error> {
        let at = Moment::of(&*self.clock);
        self.trust.stamper.compare(at.wall, at.mono_ms);
        let late = self.steady.without_proof(at) > GAP;
        if late || self.trust.stamper.is_apart() { self.beat() } else { Ok(()) }
    }

    /// At opening: no timer of an earlier run of the program can have gone on.
    pub(crate) fn interrupt_all(&mut self) -> Result<(), Error> {
        self.steady.proven(Moment::of(&*self.clock), &[]);
        self.store.write(|tx| Ok(store::timers::interrupt_all(tx)?))
    }

    /// What is to be told of the clocks since the last heartbeat, if they went apart.
    fn leap(&mut self) -> Option<Leap> {
        let apart_ms = self.trust.stamper.take_apart();
        let agreement = Agreement::of(apart_ms);
        if agreement == Agreement::Ok {
            return None;
        }
        let jumped = agreement == Agreement::Jump;
        if jumped {
            let by = TimeDelta::milliseconds(apart_ms);
            self.trust.health.clock = Some(ClockJump { seen: self.clock.now(), by });
        }
        let action = if jumped { "clock_jump" } else { "clock_skew" };
        let detail = serde_json::json!({ "apart_ms": apart_ms }).to_string();
        let event = Event { detail, ..self.event(None, action, "time", "done") };
        Some(Leap { event, jump_ms: jumped.then_some(apart_ms) })
    }
}

/// The two clocks went apart: the audit is told, and with a jump the timers that run.
struct Leap {
    event: Event,
    jump_ms: Option<i64>,
}

fn note(tx: &Tx<'_>, leap: &Leap) -> Result<Head, Error> {
    if let Some(jump_ms) = leap.jump_ms {
        store::timers::note_clock_jump(tx, jump_ms)?;
    }
    Ok(audit::append(tx, &leap.event)?)
}

/// Notes how far each timer got.
fn prove(tx: &Tx<'_>, steady: &Steady, at: Moment) -> Result<Vec<TimerRow>, Error> {
    let running = store::timers::all(tx)?;
    for timer in running.iter().filter(|timer| timer.away.is_none()) {
        store::timers::beat(tx, timer.id, steady.reached(timer, at))?;
    }
    Ok(running)
}
