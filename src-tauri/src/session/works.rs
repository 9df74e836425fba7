//! Long work under way: how far it is, and how it is stopped, without a wait for the vault that it may hold.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracker::backup::{BackupJob, Proof};
use tracker::work::Work;
use tracker::{Actor, Error, Tracker};

use super::Session;
use crate::wire::{Failure, ReachedView, WorkForm};

/// One of each kind.
#[derive(Clone, Default)]
pub(crate) struct Works(Arc<Mutex<BTreeMap<WorkForm, Work>>>);

/// Work on its way; dropping it says that it is over, however it ended.
pub(crate) struct Doing {
    works: Works,
    kind: WorkForm,
    pub(super) work: Work,
}

impl Works {
    /// Begins; what is under way of the same kind gives way, as a list that is read again while it is typed.
    pub(super) fn begin(&self, kind: WorkForm, work: Work) -> Doing {
        if let Some(before) = self.lock().insert(kind, work.clone()) {
            before.stop();
        }
        Doing { works: self.clone(), kind, work }
    }

    fn find(&self, kind: WorkForm) -> Option<Work> {
        self.lock().get(&kind).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<WorkForm, Work>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Doing {
    fn drop(&mut self) {
        let mut works = self.works.lock();
        if works.get(&self.kind).is_some_and(|work| work.is(&self.work)) {
            works.remove(&self.kind);
        }
    }
}

impl Session {
    /// How far work is; none where none is under way.
    pub(crate) fn work(&self, kind: WorkForm) -> Option<ReachedView> {
        self.works.find(kind).and_then(|work| work.reached()).map(ReachedView::from)
    }

    /// Asks for work to be stopped. False where there is none, or where it is too late.
    pub(crate) fn cancel_work(&self, kind: WorkForm) -> bool {
        self.works.find(kind).is_some_and(|work| work.stop())
    }

    pub(super) fn begin(&self, kind: WorkForm) -> Doing {
        self.works.begin(kind, Work::default())
    }

    /// As `with`, of work that can be stopped.
    pub(crate) fn with_work<T>(
        &self,
        kind: WorkForm,
        work: impl FnOnce(&mut Tracker, &Actor) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        self.with_doing(&self.begin(kind), work)
    }

    /// As `with`, of a change that may judge every month again. Begun where no other such change can be under way: none of
    /// them gives way to the next.
    pub(crate) fn with_judging<T>(
        &self,
        change: impl FnOnce(&mut Tracker, &Actor) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        self.with(|tracker, actor| {
            let doing = self.begin(WorkForm::Judging);
            tracker.judging(&doing.work, |tracker| change(tracker, actor))
        })
    }

    pub(super) fn with_doing<T>(
        &self,
        doing: &Doing,
        work: impl FnOnce(&mut Tracker, &Actor) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        self.with(|tracker, actor| tracker.heeding(&doing.work, |tracker| work(tracker, actor)))
    }

    /// Makes a backup while work goes on.
    pub(crate) fn back_up(&self, job: BackupJob) {
        let doing = self.works.begin(WorkForm::Backup, job.work());
        self.aside.back_up(job, doing);
    }

    /// The monthly proof, while work goes on.
    pub(crate) fn prove_backup(&self) -> Result<Proof, Failure> {
        let doing = self.begin(WorkForm::Proof);
        let proof = self.with(|tracker, actor| tracker.proof_job(actor))?.heeding(&doing.work).run()?;
        self.with(|tracker, actor| tracker.note_proof(actor, &proof))?;
        Ok(proof)
    }
}
