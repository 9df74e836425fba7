//! Who is signed in on the open vault; nobody, while it is locked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracker::{Actor, Clock, Error, FirstRun, Home, Standing, Tracker};

use crate::commands::run_aside;
use crate::wire::{Failure, MeView, PracticeView, RecoveryView, StageView, instant};

mod restoring;

/// The groups of the recovery key that are typed back (1-based): two that are far apart.
const ASKED: [u32; 2] = [3, 7];

/// The state behind the window.
pub struct Session {
    home: Result<Home, String>,
    clock: Arc<dyn Clock>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    tracker: Option<Tracker>,
    actor: Option<Actor>,
    /// Who locked the screen: that person's timer may be stopped without a password.
    left: Option<Actor>,
    /// The new recovery key, until it has been typed back or somebody has signed in.
    recovery: Option<Recovery>,
}

/// A recovery key that its maker has yet to type back.
struct Recovery {
    groups: Vec<String>,
    maker: Actor,
}

impl Session {
    /// On a home.
    pub fn new(home: Home, clock: Arc<dyn Clock>) -> Self {
        Self { home: Ok(home), clock, open: Mutex::default() }
    }

    /// Where this system names no home: every stage is trouble.
    pub(crate) fn without_home(error: Error, clock: Arc<dyn Clock>) -> Self {
        Self { home: Err(error.to_string()), clock, open: Mutex::default() }
    }

    /// True while nobody is signed in.
    pub(crate) fn is_locked(&self) -> bool {
        self.lock_open().actor.is_none()
    }

    /// Runs a use case for the person signed in, with the access on record now: nobody keeps what was taken away.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Tracker, &Actor) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        let mut open = self.lock_open();
        let Open { tracker, actor, .. } = &mut *open;
        let (Some(tracker), Some(known)) = (tracker, actor.as_ref()) else {
            return Err(Failure::locked());
        };
        *actor = tracker.on_record(known)?;
        match actor {
            Some(actor) => Ok(work(tracker, actor)?),
            None => Err(Failure::locked()),
        }
    }

    /// Where the program stands.
    pub(crate) fn stage(&self) -> Result<StageView, Failure> {
        let open = self.lock_open();
        let home = match &self.home {
            Ok(home) => home,
            Err(message) => {
                return Ok(StageView::Trouble { message: message.clone() });
            }
        };
        match (&open.tracker, &open.actor) {
            (Some(tracker), Some(actor)) => Ok(opened(tracker, actor)?),
            (Some(tracker), None) => Ok(locked(tracker, open.left.as_ref())?),
            (None, _) => Ok(closed(home)),
        }
    }

    /// First run.
    pub(crate) fn set_up(&self, form: &FirstRun) -> Result<RecoveryView, Failure> {
        let home = self.home()?;
        let mut open = self.lock_open();
        if open.tracker.is_some() {
            return Err(Error::refused("There is a vault here already. It was not touched.").into());
        }
        let (tracker, actor, recovery) = home.set_up(form, Arc::clone(&self.clock))?;
        let groups: Vec<String> = recovery.to_string().split('-').map(str::to_owned).collect();
        open.tracker = Some(tracker);
        open.recovery = Some(Recovery { groups: groups.clone(), maker: actor });
        Ok(RecoveryView { groups, ask: ASKED.to_vec() })
    }

    /// The recovery key typed back: only then is set-up over and its person signed in.
    pub(crate) fn confirm_recovery(&self, typed: &[String]) -> Result<StageView, Failure> {
        {
            let mut open = self.lock_open();
            let Some(recovery) = open.recovery.take() else {
                return Err(Error::refused("There is no recovery key to type back.").into());
            };
            let asked = ASKED.iter().filter_map(|n| recovery.groups.get(*n as usize - 1));
            let right = asked.map(|group| plain(group)).eq(typed.iter().map(|group| plain(group)));
            if !right {
                open.recovery = Some(recovery);
                return Err(Error::field(
                    "groups",
                    "One of the groups is not right. Compare them with the key.",
                )
                .into());
            }
            open.actor = Some(recovery.maker);
        }
        self.stage()
    }

    /// Signs in: opens the vault, or comes back to the open one.
    pub(crate) fn unlock(&self, sign_in: &str, password: &str) -> Result<StageView, Failure> {
        let home = self.home()?;
        {
            let mut open = self.lock_open();
            let actor = match &mut open.tracker {
                Some(tracker) => tracker.sign_in(sign_in, password)?,
                None => {
                    let (tracker, actor) = home.unlock(sign_in, password, Arc::clone(&self.clock))?;
                    open.tracker = Some(tracker);
                    actor
                }
            };
            // From here on this person answers: whoever was here before can do nothing without a password.
            *open = Open { tracker: open.tracker.take(), actor: Some(actor), ..Open::default() };
        }
        self.stage()
    }

    /// Locks the screen. The vault stays open in this process, so that timers run on.
    pub(crate) fn lock(&self) -> Result<StageView, Failure> {
        {
            let mut open = self.lock_open();
            if let Some(actor) = open.actor.take() {
                open.left = Some(actor);
            }
            if let Some(tracker) = &open.tracker {
                tracker.settle_journal()?;
            }
        }
        self.stage()
    }

    /// Stops the timer of the person who locked the screen: stopping is safe, and needs no password.
    pub(crate) fn stop_while_locked(&self) -> Result<StageView, Failure> {
        {
            let mut open = self.lock_open();
            let Open { tracker, actor, left, .. } = &mut *open;
            if let (Some(tracker), None, Some(left)) = (tracker, actor, left) {
                tracker.stop_timer(left, None, None)?;
            }
        }
        self.stage()
    }

    /// A heartbeat; a fault is logged and tried again at the next.
    pub(crate) fn beat(&self) {
        let mut due = None;
        if let Some(tracker) = &mut self.lock_open().tracker {
            match tracker.beat().and_then(|()| tracker.due_backup()) {
                Ok(job) => due = job,
                Err(error) => tracing::error!(code = ?error.code(), "heartbeat failed"),
            }
        }
        // Work goes on while it is made.
        due.into_iter().for_each(run_aside);
    }

    /// At exit: the last proof of the timers, an empty journal, and a backup of what has no backup yet.
    pub(crate) fn close(&self) {
        let mut open = self.lock_open();
        open.actor = None;
        let Some(mut tracker) = open.tracker.take() else { return };
        let closed = tracker.beat().and_then(|()| tracker.settle_journal());
        let saved = closed.and_then(|()| match tracker.closing_backup()? {
            Some(job) => job.run().map(|_| ()),
            None => Ok(()),
        });
        if let Err(error) = saved {
            tracing::error!(code = ?error.code(), "closing failed");
        }
    }

    fn home(&self) -> Result<&Home, Failure> {
        self.home.as_ref().map_err(|message| Error::refused(message.clone()).into())
    }

    /// A panic inside a use case has rolled its transaction back, so the vault is whole and stays usable.
    fn lock_open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn opened(tracker: &Tracker, actor: &Actor) -> Result<StageView, Error> {
    Ok(StageView::Open { me: me(tracker, actor)?, practice: practice(tracker) })
}

fn me(tracker: &Tracker, actor: &Actor) -> Result<MeView, Error> {
    let row = tracker.staff()?.into_iter().find(|row| row.id == actor.staff);
    let row = row.ok_or(Error::NotFound("staff member"))?;
    Ok(MeView {
        id: actor.staff.get(),
        name: actor.name.clone(),
        role: row.role,
        credentials: row.credentials,
        access: actor.access.slug().to_owned(),
    })
}

fn practice(tracker: &Tracker) -> PracticeView {
    let practice = tracker.practice();
    let today = tracker.today_date();
    PracticeView {
        name: practice.name.clone(),
        time_zone: practice.zone.name().to_owned(),
        demo: practice.demo,
        today: today.to_string(),
        month: today.format("%Y-%m").to_string(),
    }
}

fn locked(tracker: &Tracker, left: Option<&Actor>) -> Result<StageView, Error> {
    let running = left.map(|actor| tracker.running_since(actor)).transpose()?.flatten();
    Ok(StageView::Locked {
        sign_ins: tracker.sign_ins(),
        practice: Some(tracker.practice().name.clone()),
        demo: tracker.practice().demo,
        running_since: running.map(instant),
    })
}

fn closed(home: &Home) -> StageView {
    match home.standing() {
        Ok(Standing::Empty) => StageView::SetUp {
            home: home.dir().display().to_string(),
            time_zone: "America/New_York".to_owned(),
        },
        Ok(Standing::Vault { sign_ins }) => {
            StageView::Locked { sign_ins, practice: None, demo: false, running_since: None }
        }
        Err(error) => StageView::Trouble { message: error.to_string() },
    }
}

/// Typed groups compare without case, spaces and dashes.
fn plain(group: &str) -> String {
    group.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}
