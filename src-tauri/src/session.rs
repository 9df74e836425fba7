//! Who is signed in on the open vault; nobody, while it is locked.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracker::verify::{Progress, Verification};
use tracker::work::Work;
use tracker::{Actor, Clock, Code, Error, FirstRun, Home, Right, Standing, Tracker};

use crate::idle::IdleSource;
use crate::wire::{
    CanView, Failure, MeView, PracticeView, RecoveryView, StageView, UnlockForm, WorkForm, instant,
};

mod aside;
mod away;
mod codes;
mod importing;
mod keys;
mod lock;
mod outside;
mod restoring;
mod trials;
mod watch;
mod works;

use aside::Aside;
use codes::Duty;
use keys::Recovery;
pub(crate) use outside::Glimpse;
use watch::{Moment, Watch};
use works::Works;

/// The state behind the window.
pub struct Session {
    home: Result<Home, String>,
    clock: Arc<dyn Clock>,
    open: Arc<Mutex<Open>>,
    /// The full check that somebody waits for.
    verifying: Mutex<Option<Arc<Progress>>>,
    /// A check of everything is on its way, on a thread of its own.
    checking: Arc<AtomicBool>,
    /// That check, so that the program does not wait for it at exit.
    behind: Work,
    aside: Aside,
    /// What somebody may wait for, and stop.
    works: Works,
    /// Who can tell when the computer was touched last, if anybody can.
    idle: Mutex<Option<Box<dyn IdleSource>>>,
}

#[derive(Default)]
struct Open {
    tracker: Option<Tracker>,
    actor: Option<Actor>,
    /// Who has something to do first, above all to choose another password than a one-time one: nobody is signed in before.
    newcomer: Option<Actor>,
    /// Who locked the screen: that person's timer may be stopped without a password.
    left: Option<Actor>,
    /// The new recovery key, until it has been typed back or somebody has signed in.
    recovery: Option<Recovery>,
    watch: Watch,
}

impl Open {
    /// From here on this person answers: whoever was here before can do nothing without a password.
    fn enter(&mut self, actor: Actor, now: Moment) {
        let tracker = self.tracker.take();
        let first_something = tracker.as_ref().is_some_and(|tracker| Duty::of(tracker, &actor).is_some());
        let (actor, newcomer) = if first_something { (None, Some(actor)) } else { (Some(actor), None) };
        *self = Self { tracker, actor, newcomer, watch: Watch::begin(now), ..Self::default() };
    }

    /// Nobody is signed in any more.
    fn leave(&mut self, now: Moment) {
        let left = self.actor.take().or(self.newcomer.take()).or(self.left.take());
        self.left = left;
        self.recovery = None;
        self.watch.lock(now);
    }
}

impl Session {
    /// On a home.
    pub fn new(home: Home, clock: Arc<dyn Clock>) -> Self {
        Self::with_home(Ok(home), clock)
    }

    /// Where this system names no home: every stage is trouble.
    pub(crate) fn without_home(error: Error, clock: Arc<dyn Clock>) -> Self {
        Self::with_home(Err(error.to_string()), clock)
    }

    fn with_home(home: Result<Home, String>, clock: Arc<dyn Clock>) -> Self {
        Self {
            home,
            clock,
            open: Arc::default(),
            verifying: Mutex::default(),
            checking: Arc::default(),
            behind: Work::default(),
            aside: Aside::default(),
            works: Works::default(),
            idle: Mutex::default(),
        }
    }

    /// From now on the system is asked when the computer was touched last.
    pub fn ask(&self, source: Box<dyn IdleSource>) {
        *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = Some(source);
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
            Some(actor) => {
                let done = work(tracker, actor);
                if let Err(error) = &done
                    && error.code() == Code::NotFound
                {
                    tracker.record_refusal(Some(actor), named(error), "not_found")?;
                }
                Ok(done?)
            }
            None => Err(Failure::locked()),
        }
    }

    /// Writes that a request was turned away; a fault is logged.
    pub(crate) fn note_refusal(&self, command: &str, why: &str) {
        let mut open = self.lock_open();
        let Open { tracker, actor, .. } = &mut *open;
        if let Some(tracker) = tracker
            && let Err(error) = tracker.record_refusal(actor.as_ref(), command, why)
        {
            tracing::error!(code = ?error.code(), "a refusal is not on record");
        }
    }

    /// Checks everything, while others go on; what was found stays with the vault.
    pub(crate) fn verify(&self) -> Result<Verification, Failure> {
        let doing = self.begin(WorkForm::Check);
        let check = self.with(|tracker, _| tracker.full_check())?.heeding(&doing.work);
        *self.lock_verifying() = Some(check.progress());
        let found = check.run();
        *self.lock_verifying() = None;
        let found = found?;
        self.with(|tracker, actor| {
            tracker.note_check(&found);
            tracker.record_check(actor, &found)
        })?;
        Ok(found)
    }

    /// The step that the check is at; 0 when none runs.
    pub(crate) fn verify_step(&self) -> u8 {
        self.lock_verifying().as_ref().map_or(0, |progress| progress.step())
    }

    fn lock_verifying(&self) -> MutexGuard<'_, Option<Arc<Progress>>> {
        self.verifying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the program stands.
    pub(crate) fn stage(&self) -> Result<StageView, Failure> {
        let open = self.lock_open();
        let home = match &self.home {
            Ok(home) => home,
            Err(message) => {
                return Ok(StageView::Trouble { message: message.clone(), previous_keys: false });
            }
        };
        match (&open.tracker, &open.actor) {
            (Some(tracker), Some(actor)) => Ok(opened(tracker, actor)?),
            (Some(tracker), None) => match &open.newcomer {
                Some(newcomer) => Ok(duty(tracker, newcomer)),
                None => Ok(locked(tracker, open.left.as_ref())?),
            },
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
        open.tracker = Some(tracker);
        Ok(open.show_recovery(&recovery, actor, self.moment()))
    }

    /// Signs in: opens the vault, or comes back to the open one.
    pub(crate) fn unlock(&self, form: &UnlockForm) -> Result<StageView, Failure> {
        let UnlockForm { sign_in, password, code } = form;
        self.unlock_by(form, |home, clock| home.unlock_with_code(sign_in, password, code.as_deref(), clock))
    }

    /// As `unlock`, where a manager goes on with an old key file.
    pub(crate) fn unlock_with_old_keys(&self, form: &UnlockForm) -> Result<StageView, Failure> {
        let UnlockForm { sign_in, password, code } = form;
        self.unlock_by(form, |home, clock| {
            home.unlock_with_old_keys(sign_in, password, code.as_deref(), clock)
        })
    }

    fn unlock_by(
        &self,
        form: &UnlockForm,
        open_vault: impl FnOnce(&Home, Arc<dyn Clock>) -> Result<(Tracker, Actor), Error>,
    ) -> Result<StageView, Failure> {
        {
            let UnlockForm { sign_in, password, code } = form;
            let mut open = self.lock_open();
            let actor = match &mut open.tracker {
                Some(tracker) => tracker.sign_in_with_code(sign_in, password, code.as_deref())?,
                None => {
                    let (tracker, actor) = open_vault(self.home()?, Arc::clone(&self.clock))?;
                    open.tracker = Some(tracker);
                    actor
                }
            };
            open.enter(actor, self.moment());
            open.welcome();
        }
        self.stage()
    }

    /// A one-time password is replaced by the person's own: only then is that person signed in.
    pub(crate) fn choose_password(&self, password: &str) -> Result<StageView, Failure> {
        {
            let mut open = self.lock_open();
            let Open { tracker, newcomer, .. } = &mut *open;
            let (Some(tracker), Some(newcomer)) = (tracker, newcomer.clone()) else {
                return Err(Failure::locked());
            };
            tracker.choose_password(&newcomer, password)?;
            open.enter(newcomer, self.moment());
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
    pub fn beat(&self) {
        let mut due = None;
        if let Some(tracker) = &mut self.lock_open().tracker {
            let beaten = tracker.beat().and_then(|()| tracker.settle_searches());
            match beaten.and_then(|()| tracker.due_backup()) {
                Ok(job) => due = job,
                Err(error) => tracing::error!(code = ?error.code(), "heartbeat failed"),
            }
        }
        // Work goes on while it is made.
        due.into_iter().for_each(|job| self.back_up(job));
    }

    /// At exit: the last proof of the timers, an empty journal, and a backup of what has no backup yet.
    pub(crate) fn close(&self) {
        self.behind.stop();
        self.lock_open().close();
        self.wait();
    }

    /// Waits for what runs beside: the program does not end before it.
    pub fn wait(&self) {
        self.aside.wait();
    }

    /// The program's folder, where there is one.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        self.home.as_ref().ok().map(|home| home.dir().to_owned())
    }

    /// The clock that nobody can set.
    pub(crate) fn mono_ms(&self) -> i64 {
        self.clock.mono_ms()
    }

    fn home(&self) -> Result<&Home, Error> {
        self.home.as_ref().map_err(|message| Error::refused(message.clone()))
    }

    fn moment(&self) -> Moment {
        Moment::now(&*self.clock)
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
        code: tracker.has_code(actor)?,
        can: Right::all_of(actor.access).map(CanView::from).collect(),
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

fn duty(tracker: &Tracker, newcomer: &Actor) -> StageView {
    let (name, practice) = (newcomer.name.clone(), tracker.practice().name.clone());
    match Duty::of(tracker, newcomer) {
        Some(Duty::AddCode) => StageView::MustAddCode { name, practice },
        Some(Duty::ChoosePassword) | None => StageView::MustChange { name, practice },
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
        Err(error) => {
            StageView::Trouble { message: error.to_string(), previous_keys: error.has_previous_keys() }
        }
    }
}

/// What was asked for and is not there.
fn named(error: &Error) -> &'static str {
    if let Error::NotFound(what) = error { what } else { "row" }
}
