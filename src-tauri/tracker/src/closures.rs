//! Days the practice is closed besides federal holidays, and those holidays themselves.

use chrono::{Datelike, NaiveDate, Weekday};
pub use store::closures::ClosureRow as Closure;

use crate::op::{Actor, Op};
use crate::practice::Practice;
use crate::{Error, Tracker, text, typed_time};

impl Tracker {
    /// Days the practice is closed, earliest first.
    ///
    /// # Errors
    /// The disk.
    pub fn closures(&self) -> Result<Vec<Closure>, Error> {
        Ok(self.store.read(store::closures::all)?)
    }

    /// Working days of a year that a federal holiday takes, by the practice's reading of days in lieu.
    pub fn holidays(&self, year: i32) -> Vec<NaiveDate> {
        let (packs, in_lieu) = (self.practice.rules.now().rules(), self.practice.settings.in_lieu);
        let first = NaiveDate::from_yo_opt(year, 1);
        let days = first.into_iter().flat_map(|day| day.iter_days()).take_while(|day| day.year() == year);
        days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
            .filter(|day| !rules::is_business_day(*day, &[], in_lieu, packs))
            .collect()
    }

    /// Closes a day, or gives a closed day another name. Deadlines in business days move past it, so every statement is made
    /// again.
    ///
    /// # Errors
    /// No day, no name; access.
    pub fn close_day(&mut self, actor: &Actor, day: &str, label: &str) -> Result<(), Error> {
        let date = typed_time::date(day, "day")?;
        let label = text::required(label, "label")?;
        self.change_closures(actor, date, |tx| store::closures::add(tx, date, &label))
    }

    /// Opens a closed day again.
    ///
    /// # Errors
    /// A day that was not closed; access.
    pub fn open_day_again(&mut self, actor: &Actor, day: &str) -> Result<(), Error> {
        let date = typed_time::date(day, "day")?;
        if !self.practice.closures.contains(&date) {
            return Err(Error::NotFound("closed day"));
        }
        self.change_closures(actor, date, |tx| store::closures::remove(tx, date))
    }

    fn change_closures(
        &mut self,
        actor: &Actor,
        day: NaiveDate,
        work: impl FnOnce(&store::Tx<'_>) -> Result<(), store::StoreError>,
    ) -> Result<(), Error> {
        self.change(actor, Op::SaveClosures, |change| {
            work(change.tx)?;
            change.trace.note("day", day.to_string());
            change.trace.everything_is_stale();
            change.practice = Practice::load(change.tx)?;
            Ok(())
        })?;
        self.practice = self.store.read(Practice::load)?;
        Ok(())
    }
}
