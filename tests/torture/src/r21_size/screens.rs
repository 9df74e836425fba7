//! `torture vault FOLDER`: the practice that the screens are measured on, with its sign-in beside it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rules::Month;
use tracker::tcm::EpisodeChange;
use tracker::{Clock as _, SystemClock, Tracker};

use super::shape::Shape;
use super::years;
use crate::practice::{DOCTOR, NURSES, PASSWORD, SIGN_IN, manager};
use crate::report::Run;
use crate::world::World;

/// Patients who came home in the last weeks.
const DISCHARGED: i64 = 60;

/// Lays the practice out in a folder, made before or made now.
pub(crate) fn lay_out(run: &Run, home: &Path) -> Result<(), String> {
    let today = SystemClock.now().date_naive();
    let shape = Shape::screens(Shape::entries(), today);
    let kept = years::kept(&shape);
    if !kept.exists() {
        years::make(run, &shape, &kept, |world| finish(world, &shape, today))?;
    }
    let vault = home.join("practice");
    fs::create_dir_all(&vault).map_err(|error| error.to_string())?;
    years::copy(&kept, &vault)?;
    fs::write(home.join("sign-in.txt"), format!("sign-in: {SIGN_IN}\npassword: {PASSWORD}\n"))
        .map_err(|error| error.to_string())
}

/// What only the program itself can make: discharges, and the statements of every month.
fn finish(world: &World, shape: &Shape, today: NaiveDate) -> Result<(), String> {
    let mut tracker = world.open(Arc::new(SystemClock)).map_err(|error| error.to_string())?;
    (0..DISCHARGED).try_for_each(|number| discharge(&mut tracker, number, today))?;
    let first = Month::of(shape.began().date_naive());
    let months = std::iter::successors(Some(first), |month| Some(month.next()));
    for month in months.take_while(|month| month.first_day() <= today) {
        tracker.review(month).map_err(|error| error.to_string())?;
    }
    tracker.settle_journal().map_err(|error| error.to_string())
}

fn discharge(tracker: &mut Tracker, number: i64, today: NaiveDate) -> Result<(), String> {
    let days = 1 + u64::try_from(number % 28).unwrap();
    let form = EpisodeChange {
        patient: NURSES as i64 + 1 + number * 50,
        practitioner: DOCTOR,
        discharge_date: (today - Days::new(days)).to_string(),
        discharge_time: "11:30".to_owned(),
        from: "inpatient_acute".to_owned(),
        to: "home".to_owned(),
        report: true,
        ..EpisodeChange::default()
    };
    tracker.save_episode(&manager(), &form).map(|_| ()).map_err(|error| error.to_string())
}
