//! How the program looks to a person, and whether single keys do something.

pub use store::appearance::AppearanceRow as Appearance;

use crate::op::{Actor, Op};
use crate::{Error, Tracker};

const THEMES: [&str; 4] = ["system", "light", "dark", "contrast"];

impl Tracker {
    /// How the program looks to a person.
    ///
    /// # Errors
    /// The disk.
    pub fn appearance(&self, actor: &Actor) -> Result<Appearance, Error> {
        Ok(self.store.read(|conn| store::appearance::of_staff(conn, actor.staff))?)
    }

    /// Keeps how the program looks to a person.
    ///
    /// # Errors
    /// A theme there is none of; a size that cannot be drawn.
    pub fn save_appearance(&mut self, actor: &Actor, wants: &Appearance) -> Result<(), Error> {
        if !THEMES.contains(&wants.theme.as_str()) {
            return Err(Error::field("theme", "Choose one of the list."));
        }
        if !(80..=200).contains(&wants.zoom) {
            return Err(Error::field("zoom", "Choose 80 to 200 percent."));
        }
        self.change(actor, Op::SaveAppearance, |change| {
            change.trace.object(actor.staff.get()).note("theme", wants.theme.as_str());
            change.trace.note("zoom", wants.zoom).note("single_keys", wants.single_keys);
            Ok(store::appearance::put(change.tx, actor.staff, wants)?)
        })
    }
}
