//! Where and when, as every audit line says it: the device, the run of the program, the sign-in, and two clocks compared.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use store::audit::{Stamp, new_id};

use crate::practice::Practice;

/// The file that numbers this installation. It lies outside of the vault, so that a vault carried elsewhere shows.
const DEVICE: &str = "device";

/// The clock that cannot be set starts with the program, so its readings belong to one run.
static RUN: LazyLock<[u8; 16]> = LazyLock::new(new_id);

/// Clocks drift: 500 millionths, the worst of PC clocks, are 2 s in little more than an hour, and beats come every 15 s.
const SKEW_MS: i64 = 2_000;

/// A wall clock that leaps by more than a minute was set by somebody, or the computer slept.
const JUMP_MS: i64 = 60_000;

/// A new event that would be so much older than the newest one.
const BACK_MS: i64 = 120_000;

/// How well the two clocks agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Agreement {
    Ok,
    Skew,
    Jump,
}

impl Agreement {
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Skew => "skew",
            Self::Jump => "jump",
        }
    }

    pub(crate) fn of(apart_ms: i64) -> Self {
        let apart_ms = apart_ms.abs();
        if apart_ms <= SKEW_MS {
            Self::Ok
        } else if apart_ms <= JUMP_MS {
            Self::Skew
        } else {
            Self::Jump
        }
    }
}

/// Makes the stamps of the events.
#[derive(Debug)]
pub(crate) struct Stamper {
    device: [u8; 16],
    session: [u8; 16],
    last: Option<(i64, i64)>,
    /// The worst since the last event.
    agreement: Agreement,
    /// The largest disagreement since the last heartbeat, in milliseconds.
    apart_ms: i64,
}

impl Stamper {
    /// On this device; the newest event, if there is one, was written at `newest_ms`.
    pub(crate) fn new(home: &Path, newest_ms: Option<i64>, now: DateTime<Utc>) -> Self {
        let apart_ms = behind_ms(newest_ms, now);
        let agreement = if apart_ms < 0 { Agreement::Jump } else { Agreement::Ok };
        Self { device: device(home), session: new_id(), last: None, agreement, apart_ms }
    }

    /// Somebody signed in.
    pub(crate) fn begin_session(&mut self) {
        self.session = new_id();
    }

    /// Compares how far both clocks went since the last time.
    pub(crate) fn compare(&mut self, now: DateTime<Utc>, mono_ms: i64) {
        let wall_ms = now.timestamp_millis();
        if let Some((wall, mono)) = self.last {
            let apart_ms = (wall_ms - wall) - (mono_ms - mono);
            self.agreement = self.agreement.max(Agreement::of(apart_ms));
            if apart_ms.abs() > self.apart_ms.abs() {
                self.apart_ms = apart_ms;
            }
        }
        self.last = Some((wall_ms, mono_ms));
    }

    /// Whether they went apart since the last heartbeat.
    pub(crate) fn is_apart(&self) -> bool {
        Agreement::of(self.apart_ms) != Agreement::Ok
    }

    /// How far apart the two clocks went since this was asked last, in milliseconds: ahead is positive.
    pub(crate) fn take_apart(&mut self) -> i64 {
        std::mem::take(&mut self.apart_ms)
    }

    /// The stamp of an event at this moment; what was found of the clocks since the last one is told once.
    pub(crate) fn stamp(&mut self, now: DateTime<Utc>, mono_ms: i64, practice: &Practice) -> Stamp {
        self.stamp_in(now, mono_ms, practice.zone.name())
    }

    /// As `stamp`, where the practice is not known yet.
    pub(crate) fn stamp_in(&mut self, now: DateTime<Utc>, mono_ms: i64, zone: &str) -> Stamp {
        self.compare(now, mono_ms);
        let agreement = std::mem::replace(&mut self.agreement, Agreement::Ok);
        Stamp {
            device_id: self.device,
            boot_id: *RUN,
            session_id: self.session,
            wall_ms: now.timestamp_millis(),
            tz: zone.to_owned(),
            mono_ms,
            clock_q: agreement.slug().to_owned(),
        }
    }
}

/// How far the wall clock is behind the newest event: 0, unless it is by more than clocks of two people differ.
fn behind_ms(newest_ms: Option<i64>, now: DateTime<Utc>) -> i64 {
    let apart_ms = newest_ms.map_or(0, |newest| now.timestamp_millis() - newest);
    if apart_ms < -BACK_MS { apart_ms } else { 0 }
}

/// The number of this installation, made the first time. One that cannot be kept holds for this run.
fn device(home: &Path) -> [u8; 16] {
    let file = home.join(DEVICE);
    if let Some(known) =
        fs::read_to_string(&file).ok().and_then(|text| u128::from_str_radix(text.trim(), 16).ok())
    {
        return known.to_be_bytes();
    }
    let new = new_id();
    let _ = fs::write(&file, format!("{:032x}\n", u128::from_be_bytes(new)));
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_772_636_400_000 + ms).unwrap()
    }

    fn agreement(steps: &[(i64, i64)]) -> Agreement {
        let dir = tempfile::tempdir().unwrap();
        let mut stamper = Stamper::new(dir.path(), None, at(0));
        for (wall, mono) in steps {
            stamper.compare(at(*wall), *mono);
        }
        stamper.agreement
    }

    #[test]
    fn clocks_that_drift_agree_and_a_clock_that_was_set_does_not() {
        assert_eq!(agreement(&[(0, 0), (15_007, 15_000), (30_014, 30_000)]), Agreement::Ok);
        assert_eq!(agreement(&[(0, 0), (20_000, 15_000)]), Agreement::Skew);
        assert_eq!(agreement(&[(0, 0), (-46_000, 15_000), (-31_000, 30_000)]), Agreement::Jump);
        assert_eq!(agreement(&[(0, 0), (3_600_000, 15_000)]), Agreement::Jump);
    }

    #[test]
    fn a_clock_behind_the_newest_event_shows_from_the_first_stamp_on() {
        let dir = tempfile::tempdir().unwrap();
        let newest = |ms| Stamper::new(dir.path(), Some(at(ms).timestamp_millis()), at(0)).agreement;
        assert_eq!((newest(60_000), newest(180_000)), (Agreement::Ok, Agreement::Jump));
    }

    #[test]
    fn an_installation_keeps_its_number() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(device(dir.path()), device(dir.path()));
        assert_ne!(device(dir.path()), device(tempfile::tempdir().unwrap().path()));
    }
}
