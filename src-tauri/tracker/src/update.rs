//! Bringing an older database to the format of this program: a backup that was opened again first, then one transaction.

use chrono_tz::Tz;
use store::audit::{Event, Stamp};
use store::{OpenError, Store};
use vault::{DataKey, VaultFile};

use crate::backup::Why;
use crate::backup::making::Order;
use crate::backup::standing::of_closed;
use crate::clock::Clock;
use crate::op::Actor;
use crate::stamp::Stamper;
use crate::work::Work;
use crate::{Error, Home};

/// Opens the database of a home. An older one is backed up and updated; who signs in is in the record as having done it.
pub(crate) fn open(
    home: &Home,
    keys: &VaultFile,
    key: &DataKey,
    who: &Actor,
    clock: &dyn Clock,
) -> Result<Store, Error> {
    let (file, hex) = (home.database(), key.hex());
    let found = match Store::open(&file, &hex) {
        Err(OpenError::Older { found, .. }) => found,
        opened => return Ok(opened?),
    };
    let now = crate::clock::second_passed(clock.now());
    of_closed(
        Order { home, key, vault_id: keys.vault_id(), zone: Tz::UTC, now, why: Why::BeforeUpdate },
        &Work::default(),
    )
    .map_err(|error| {
        Error::refused(format!("The database has to be updated, and without a backup it is not. {error}"))
    })?;
    let stamp = Stamper::new(home.dir(), None, now).stamp_in(now, clock.mono_ms(), Tz::UTC.name());
    Ok(Store::update(&file, &hex, &event(stamp, who, found))?)
}

/// What the record says of an update.
pub(crate) fn event(stamp: Stamp, who: &Actor, found: i64) -> Event {
    Event {
        stamp,
        staff_id: Some(who.staff),
        staff_label: who.name.clone(),
        role: who.access.slug().to_owned(),
        action: "update_format".to_owned(),
        category: "backup".to_owned(),
        patient_id: None,
        object_id: None,
        detail: format!("{{\"from\":{found},\"to\":{}}}", store::supported()),
        reason: None,
        outcome: "done".to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
