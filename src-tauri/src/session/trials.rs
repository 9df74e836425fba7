//! What would change, found out while everybody else's commands are answered.

use rules::Month;
use tracker::what_if::{Change, WhatIf};

use super::Session;
use crate::wire::{Failure, WorkForm};

impl Session {
    /// Judges a month once more as somebody would have it. A whole month takes its time: the vault is free meanwhile.
    pub(crate) fn what_if(
        &self,
        month: Month,
        what: &Change<'_>,
        each: impl FnMut(usize),
    ) -> Result<WhatIf, Failure> {
        let (trial, by) =
            self.with(|tracker, actor| Ok((tracker.trial(actor, month, what)?, actor.staff)))?;
        let doing = self.begin(WorkForm::Trial);
        let found = trial.heeding(&doing.work).run(each)?;
        let same = self.with(|tracker, actor| {
            let same = actor.staff == by;
            if same {
                tracker.note_trial(actor, &found)?;
            }
            Ok(same)
        })?;
        // Who asked has left: it is nobody else's list of names.
        if same { Ok(found) } else { Err(Failure::locked()) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tracker::knobs::KnobChange;
    use tracker::patients::PatientChange;
    use tracker::tcm::EpisodeChange;
    use tracker::{FirstRun, Home, ManualClock};

    use super::*;
    use crate::wire::UnlockForm;

    const PASSWORD: &str = "seven quiet herons wade";

    /// A practice with a patient who came home in November, and its manager signed in.
    fn session(home: &std::path::Path) -> Session {
        let clock = Arc::new(ManualClock::at("2026-11-20T15:00:00Z".parse().unwrap()));
        let first = FirstRun {
            practice: "Juniper Hollow".to_owned(),
            time_zone: "America/Detroit".to_owned(),
            name: "Tamsin Reyes".to_owned(),
            role: "physician".to_owned(),
            credentials: "MD".to_owned(),
            sign_in: "tamsin".to_owned(),
            password: PASSWORD.to_owned(),
            demo: false,
        };
        let (mut tracker, manager, _) = Home::at(home).set_up(&first, clock.clone()).unwrap();
        let patient = PatientChange {
            id: None,
            name: "Ana Lopez".to_owned(),
            birth_date: "1950-03-07".to_owned(),
            mrn: "A-1".to_owned(),
            sex: "F".to_owned(),
            payer: "medicare".to_owned(),
            call_window: String::new(),
            subscriber: None,
            from: None,
        };
        let discharge = EpisodeChange {
            patient: tracker.save_patient(&manager, &patient).unwrap().get(),
            practitioner: manager.staff.get(),
            discharge_date: "2026-11-06".to_owned(),
            discharge_time: "16:30".to_owned(),
            from: "inpatient_acute".to_owned(),
            to: "home".to_owned(),
            report: true,
            ..EpisodeChange::default()
        };
        tracker.save_episode(&manager, &discharge).unwrap();
        drop(tracker);
        let session = Session::new(Home::at(home), clock);
        let form = UnlockForm { sign_in: "tamsin".to_owned(), password: PASSWORD.to_owned(), code: None };
        session.unlock(&form).unwrap();
        session
    }

    #[test]
    fn other_commands_are_answered_while_a_month_is_judged_and_a_lock_keeps_what_was_found() {
        let home = tempfile::tempdir().unwrap();
        let session = session(home.path());
        let changes = [KnobChange { key: "tcm_dos".to_owned(), value: "day_30".to_owned() }];
        let november = Month::new(2026, 11).unwrap();
        let mut answered = 0;
        let found = session.what_if(november, &Change::Settings(&changes), |_| {
            // Were the vault in use, this would wait for ever.
            assert!(session.open.try_lock().is_ok());
            answered += session.with(|tracker, _| tracker.find_patients("")).unwrap().len();
            session.beat();
        });
        assert_eq!((found.unwrap().looked_at, answered), (1, 1));

        let locked = session.what_if(november, &Change::Settings(&changes), |_| {
            let now = session.moment();
            session.lock_open().leave(now);
        });
        assert!(locked.is_err(), "nobody is there to see it");
    }
}
