//! Failed tries to sign in: how often each person and each unknown name failed, and what the audit has not been told yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Brake;
use crate::bytes::Hex;

/// Unknown names are counted in so many groups. Fewer tell less of what was typed, which may be a password in the wrong
/// field: a group gives away 6 bits of it. More would let fewer mistyped names slow down a real one.
const NAME_GROUPS: u8 = 64;

/// More than anybody can fail in two days; after that only their number is kept.
const MOST_WAITING: usize = 256;

/// Why a try was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The password is not this person's.
    WrongPassword,
    /// Nobody has this name. It is not kept: it may be a password typed into the wrong field.
    UnknownName,
    /// A person who is kept out.
    Disabled,
    /// A person who has failed too often.
    Locked,
    /// The password was right, and the code that is asked besides was not.
    WrongCode,
}

impl Refusal {
    /// Its name in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong_password",
            Self::UnknownName => "unknown_name",
            Self::Disabled => "disabled",
            Self::Locked => "locked",
            Self::WrongCode => "wrong_code",
        }
    }
}

/// One failed try, kept until somebody signs in and it can be written into the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailedTry {
    /// Its number among all failed tries of this vault, without gaps.
    pub number: u64,
    /// When, in seconds since 1970.
    pub at: i64,
    /// Whose sign-in it was; nobody's for an unknown name.
    pub staff_id: Option<i64>,
    /// Why it was refused.
    pub refusal: Refusal,
}

/// What is handed over to the audit.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// The tries, oldest first.
    pub tries: Vec<FailedTry>,
    /// Further tries of which only the number was kept.
    pub dropped: u64,
}

/// The part of the key file that changes without anybody's key changing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tries {
    people: BTreeMap<i64, Brake>,
    name_groups: BTreeMap<u8, Brake>,
    failed_ever: u64,
    waiting: Vec<FailedTry>,
    dropped: u64,
}

/// Whom a try is counted against. A known name has a count of its own besides its group's, so that a colleague in the same
/// group who signs in does not clear it; an unknown one is slowed down exactly as a known one would be.
#[derive(Clone, Copy)]
pub(crate) struct Tried {
    pub(crate) staff_id: Option<i64>,
    pub(crate) group: u8,
}

/// The group that a name, already folded, is counted in.
pub(crate) fn name_group(vault_id: &Hex<16>, folded: &str) -> u8 {
    let hash = Sha256::new().chain_update(vault_id.0).chain_update(folded).finalize();
    hash[0] % NAME_GROUPS
}

impl Tries {
    /// How many seconds to wait before the next try.
    pub(crate) fn wait(&mut self, tried: Tried, now: i64) -> u64 {
        let person = tried.staff_id.and_then(|id| self.people.get_mut(&id)).map(|brake| brake.wait(now));
        let group = self.name_groups.get_mut(&tried.group).map(|brake| brake.wait(now));
        person.max(group).unwrap_or(0)
    }

    /// A known name is locked by its own count alone: nobody locks out a colleague by typing nonsense.
    pub(crate) fn is_locked(&self, tried: Tried) -> bool {
        let brake = match tried.staff_id {
            Some(id) => self.people.get(&id),
            None => self.name_groups.get(&tried.group),
        };
        brake.is_some_and(Brake::is_locked)
    }

    pub(crate) fn fail(&mut self, tried: Tried, refusal: Refusal, now: i64) {
        if let Some(id) = tried.staff_id {
            self.people.entry(id).or_default().fail(now);
        }
        self.name_groups.entry(tried.group).or_default().fail(now);
        self.failed_ever = self.failed_ever.saturating_add(1);
        if self.waiting.len() < MOST_WAITING {
            let (number, staff_id) = (self.failed_ever, tried.staff_id);
            self.waiting.push(FailedTry { number, at: now, staff_id, refusal });
        } else {
            self.dropped = self.dropped.saturating_add(1);
        }
    }

    /// Forgets the count after a success, or because a manager says so; tells whether there was one.
    pub(crate) fn forget(&mut self, tried: Tried) -> bool {
        let person = tried.staff_id.and_then(|id| self.people.remove(&id));
        let group = self.name_groups.remove(&tried.group);
        person.is_some() || group.is_some()
    }

    pub(crate) fn failures(&self, staff_id: i64) -> u32 {
        self.people.get(&staff_id).map_or(0, Brake::failures)
    }

    pub(crate) fn take(&mut self) -> Failures {
        Failures { tries: std::mem::take(&mut self.waiting), dropped: std::mem::take(&mut self.dropped) }
    }

    pub(crate) fn is_untouched(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORA: Tried = Tried { staff_id: Some(1), group: 7 };
    const OMAR: Tried = Tried { staff_id: Some(2), group: 7 };
    const NOBODY: Tried = Tried { staff_id: None, group: 9 };

    fn failing(tried: Tried, times: u32) -> Tries {
        let mut tries = Tries::default();
        (0..times).for_each(|_| tries.fail(tried, Refusal::WrongPassword, 0));
        tries
    }

    #[test]
    fn an_unknown_name_is_slowed_down_as_a_known_one_is() {
        let (mut known, mut unknown) = (Tries::default(), Tries::default());
        for round in 0..120 {
            let waits = (known.wait(NORA, 0), unknown.wait(NOBODY, 0));
            assert_eq!(waits.0, waits.1, "round {round}");
            assert_eq!(known.is_locked(NORA), unknown.is_locked(NOBODY), "round {round}");
            known.fail(NORA, Refusal::WrongPassword, 0);
            unknown.fail(NOBODY, Refusal::UnknownName, 0);
        }
    }

    #[test]
    fn a_colleague_who_signs_in_does_not_clear_the_count_of_another() {
        let mut tries = failing(NORA, 6);
        assert!(tries.forget(OMAR));
        assert_eq!((tries.wait(NORA, 0), tries.wait(OMAR, 0)), (4, 0));
    }

    #[test]
    fn nonsense_typed_a_hundred_times_locks_nobody_out() {
        let nonsense = Tried { staff_id: None, ..NORA };
        let tries = failing(nonsense, 100);
        assert!(tries.is_locked(nonsense) && !tries.is_locked(NORA));
    }

    #[test]
    fn two_hundred_failures_wait_for_the_audit_each_with_its_number() {
        let mut tries = failing(NORA, 200);
        let handed_over = tries.take();
        let numbers: Vec<_> = handed_over.tries.iter().map(|failed| failed.number).collect();
        assert_eq!(numbers, (1..=200).collect::<Vec<_>>());
        assert_eq!(tries.take(), Failures::default());
        tries.fail(NORA, Refusal::Locked, 5);
        assert_eq!(tries.take().tries[0].number, 201);
    }

    #[test]
    fn when_too_many_wait_the_rest_is_counted() {
        let handed_over = failing(NOBODY, 1_000).take();
        assert_eq!((handed_over.tries.len(), handed_over.dropped), (256, 744));
    }

    #[test]
    fn the_groups_are_of_even_size_and_differ_from_vault_to_vault() {
        let mut sizes = [0; NAME_GROUPS as usize];
        (0..6_400).for_each(|n| sizes[usize::from(name_group(&Hex([1; 16]), &format!("name {n}")))] += 1);
        assert!(sizes.iter().all(|size| (50..200).contains(size)), "{sizes:?}");
        let elsewhere = (0..64).filter(|n| {
            name_group(&Hex([1; 16]), &n.to_string()) != name_group(&Hex([2; 16]), &n.to_string())
        });
        assert!(elsewhere.count() > 32);
    }
}
