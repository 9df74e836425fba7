//! Signing in: wrong tries, waits, locked names, and passwords that must be changed.

use super::*;
use crate::{Refusal, kdf};

impl Home {
    /// Failures of Nora's, without the work of as many passwords.
    pub(super) fn fail_often(&mut self, times: u32) {
        let tried = self.vault.tried("nora");
        (0..times).for_each(|_| self.vault.contents.tries.fail(tried, Refusal::WrongPassword, MONDAY));
        self.vault.save(self.dir.path()).unwrap();
    }

    fn wait(&self, now: i64, sign_in: &str) -> u64 {
        match self.try_at(now, sign_in, OMAR) {
            Err(VaultError::Wait { seconds }) => seconds,
            other => panic!("no wait but {other:?}"),
        }
    }
}

#[test]
fn after_five_wrong_tries_there_is_a_wait_even_for_the_right_password_and_for_a_new_process() {
    let home = home();
    for _ in 0..5 {
        assert!(is_wrong(&home.try_at(MONDAY, "nora", "not this one")));
    }
    // Each try reads the file anew, as a program that was closed and opened again does.
    assert!(matches!(home.try_at(MONDAY, "nora", NORA), Err(VaultError::Wait { seconds: 2 })));
    assert!(home.try_at(MONDAY + 2, "Nora ", NORA).is_ok());
    assert!(is_wrong(&home.try_at(MONDAY + 2, "nora", "not this one")), "the count begins anew");
}

#[test]
fn an_unknown_name_is_made_to_wait_like_a_known_one_and_is_not_written_down() {
    let mut home = home();
    // Names share counts in groups: one of another group than Nora's, whose failures would be added to these.
    let groups = |name: &str| home.vault.tried(name).group;
    let unknown = &(0..)
        .map(|n| format!("fern otter lamp chalk {n}, typed into the wrong field"))
        .find(|name| groups(name) != groups("nora"))
        .unwrap();
    let tried = home.vault.tried(unknown);
    (0..6).for_each(|_| home.vault.contents.tries.fail(tried, Refusal::UnknownName, MONDAY));
    home.vault.save(home.dir.path()).unwrap();
    assert_eq!(home.wait(MONDAY, unknown), 4);
    home.fail_often(6);
    assert_eq!(home.wait(MONDAY, "nora"), 4);
    let text = fs::read_to_string(home.path()).unwrap();
    assert!(text.contains("unknown_name") && !text.contains("fern"));
}

#[test]
fn a_clock_set_back_does_not_shorten_the_wait() {
    let mut home = home();
    home.fail_often(14);
    assert_eq!(home.wait(MONDAY + 899, "nora"), 1);
    assert_eq!(home.wait(MONDAY - 86_400, "nora"), 900);
    assert_eq!(home.wait(MONDAY - 86_400 + 60, "nora"), 840);
    assert_eq!(home.wait(MONDAY + 10, "nora"), 890);
}

#[test]
fn a_wait_is_not_a_try_and_leaves_no_trace() {
    let mut home = home();
    home.fail_often(14);
    let before = fs::read(home.path()).unwrap();
    (0..50).for_each(|_| assert_eq!(home.wait(MONDAY + 1, "nora"), 899));
    assert_eq!(fs::read(home.path()).unwrap(), before);
}

#[test]
fn the_hundredth_wrong_try_locks_the_name_until_a_manager_lets_it_in_again() {
    let mut home = home();
    home.fail_often(99);
    assert!(matches!(home.try_at(MONDAY + 900, "nora", "not this one"), Err(VaultError::Locked)));
    assert!(matches!(home.try_at(MONDAY + 1_800, "nora", NORA), Err(VaultError::Locked)));
    // Names share counts in groups, so a colleague may have to wait a quarter of an hour, too.
    assert!(home.try_at(MONDAY + 3_000, "omar", OMAR).is_ok(), "a colleague is not locked");

    let mut vault = VaultFile::read(home.dir.path()).unwrap();
    assert!(vault.slots()[0].locked && !vault.slots()[1].locked);
    assert_eq!(vault.slots()[0].failures, 101);
    vault.release(1).unwrap();
    vault.save(home.dir.path()).unwrap();
    assert!(home.try_at(MONDAY + 3_000, "nora", NORA).is_ok());
}

#[test]
fn a_new_password_by_a_manager_unlocks_the_name() {
    let mut home = home();
    home.fail_often(120);
    home.vault.put_slot(&home.data_key, request(1, "nora", &Password::new("marble kite fourteen"))).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    assert!(home.unlock("nora", "marble kite fourteen").is_ok());
}

#[test]
fn failed_tries_wait_in_the_file_until_they_are_handed_over_once() {
    let mut home = home();
    home.vault.disable(2).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    for (after, sign_in) in [(0, "nora"), (1, "Omar"), (2, "nobody here")] {
        assert!(is_wrong(&home.try_at(MONDAY + after, sign_in, "not this one")));
    }
    assert!(home.try_at(MONDAY + 3, "nora", NORA).is_ok());

    let mut vault = VaultFile::read(home.dir.path()).unwrap();
    let failures = vault.take_failures();
    let told: Vec<_> = failures
        .tries
        .iter()
        .map(|failed| (failed.number, failed.at - MONDAY, failed.staff_id, failed.refusal.as_str()))
        .collect();
    let expected =
        [(1, 0, Some(1), "wrong_password"), (2, 1, Some(2), "disabled"), (3, 2, None, "unknown_name")];
    assert_eq!(told, expected);
    vault.save(home.dir.path()).unwrap();
    assert!(VaultFile::read(home.dir.path()).unwrap().take_failures().tries.is_empty());
}

#[test]
fn counting_failures_leaves_the_previous_copy_and_the_fingerprint_alone() {
    let mut home = home();
    home.vault.rename(2, "omar hadi").unwrap();
    home.vault.save(home.dir.path()).unwrap();
    let previous = fs::read(home.dir.path().join(PREVIOUS)).unwrap();
    let fingerprint = home.vault.fingerprint();
    assert!(is_wrong(&home.try_at(MONDAY, "nora", "not this one")));
    assert_eq!(fs::read(home.dir.path().join(PREVIOUS)).unwrap(), previous);
    assert_eq!(VaultFile::read(home.dir.path()).unwrap().fingerprint(), fingerprint);
}

#[test]
fn a_disk_that_takes_nothing_keeps_nobody_out() {
    let mut home = home();
    home.fail_often(3);
    // Something that cannot be written over stands in the way of the temporary file.
    fs::create_dir(home.dir.path().join("vault.json.new")).unwrap();
    assert!(home.unlock("nora", NORA).is_ok());
    assert!(is_wrong(&home.unlock("nora", "not this one")));
}

#[test]
fn a_one_time_password_says_that_it_must_be_changed_and_an_own_one_does_not() {
    let mut home = home();
    let one_time = Password::new(&Password::suggest());
    let given = SlotRequest { must_change: true, ..request(2, "Omar", &one_time) };
    home.vault.put_slot(&home.data_key, given).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    let unlock = |home: &Home, password| {
        VaultFile::read(home.dir.path()).unwrap().unlock(home.dir.path(), "omar", password, MONDAY).unwrap()
    };
    assert!(unlock(&home, &one_time).must_change && home.vault.slots()[1].must_change);

    let own = Password::new(OMAR);
    home.vault.put_slot(&home.data_key, request(2, "Omar", &own)).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    assert!(!unlock(&home, &own).must_change);
}

#[test]
fn the_duty_to_change_a_password_cannot_be_taken_off_in_the_file() {
    let mut home = home();
    let one_time = Password::new(OMAR);
    let given = SlotRequest { must_change: true, ..request(2, "Omar", &one_time) };
    home.vault.put_slot(&home.data_key, given).unwrap();
    let freed = home.tamper(|contents| contents.slots[1].must_change = false).unwrap();
    assert!(is_wrong(&home.unlock_in(&freed, "omar", OMAR)));
    let older = home.tamper(|contents| {
        contents.slots[1].must_change = false;
        contents.slots[1].version = 1;
    });
    assert!(is_wrong(&home.unlock_in(&older.unwrap(), "omar", OMAR)));
    let impossible = home.tamper(|contents| contents.slots[1].version = 1);
    assert!(matches!(impossible, Err(VaultError::Damaged(_))));
}

#[test]
fn a_person_renamed_signs_in_with_the_new_name_and_a_person_removed_no_more() {
    let mut home = home();
    assert!(matches!(home.vault.rename(2, "NORA"), Err(VaultError::NameTaken)));
    home.vault.rename(2, "omar hadi").unwrap();
    assert!(home.unlock_in(&home.vault, "Omar Hadi", OMAR).is_ok());
    assert!(is_wrong(&home.unlock_in(&home.vault, "omar", OMAR)));
    home.vault.remove_slot(2).unwrap();
    assert!(is_wrong(&home.unlock_in(&home.vault, "omar hadi", OMAR)));
    assert!(!home.vault.has_slot(2) && home.vault.slots().len() == 1);
    assert!(matches!(home.vault.remove_slot(2), Err(VaultError::NoSuchSlot)));
}

#[test]
fn every_refusal_costs_the_work_of_one_password_and_a_wait_costs_none() {
    // Names are counted in groups that differ from vault to vault: in this one the three do not share one.
    let group = |home: &Home, name| home.vault.tried(name).group;
    let apart = |home: &Home| {
        let groups = ["nora", "nobody here", "omar"].map(|name| group(home, name));
        groups[0] != groups[1] && groups[1] != groups[2] && groups[0] != groups[2]
    };
    let mut home = std::iter::repeat_with(home).find(apart).unwrap();
    home.vault.disable(2).unwrap();
    home.fail_often(99);
    let work_of = |now, sign_in| {
        let before = kdf::stretched();
        assert!(home.try_at(now, sign_in, "not this one").is_err());
        kdf::stretched() - before
    };
    let later = MONDAY + 900;
    let wrong_unknown_disabled_locked = [
        work_of(later, "nora"),
        work_of(later, "nobody here"),
        work_of(later, "omar"),
        work_of(later + 900, "nora"),
    ];
    assert_eq!(wrong_unknown_disabled_locked, [1; 4]);
    assert_eq!(work_of(later + 901, "nora"), 0);
}

#[test]
fn a_present_password_is_known_as_such_and_asking_counts_nothing() {
    let home = home();
    assert!(home.vault.is_password_of(1, &Password::new(NORA)));
    assert!(!home.vault.is_password_of(1, &Password::new(OMAR)));
    assert!(!home.vault.is_password_of(3, &Password::new(NORA)));
    assert_eq!(home.vault.slots()[0].failures, 0);
}

#[test]
fn a_right_password_does_not_buy_another_try_at_the_code() {
    let home = home();
    let mut vault = VaultFile::read(home.dir.path()).unwrap();
    let password = Password::new(NORA);
    for _ in 0..5 {
        vault.try_password(home.dir.path(), "nora", &password, MONDAY).unwrap();
        assert!(matches!(vault.turn_away(home.dir.path(), "nora", MONDAY), VaultError::WrongCode));
    }
    let braked = vault.try_password(home.dir.path(), "nora", &password, MONDAY);
    assert!(matches!(braked, Err(VaultError::Wait { seconds: 2 })));
    vault.try_password(home.dir.path(), "nora", &password, MONDAY + 2).unwrap();
    vault.let_in(home.dir.path(), "nora");
    let told: Vec<_> = vault.take_failures().tries.iter().map(|failed| failed.refusal.as_str()).collect();
    assert_eq!(told, ["wrong_code"; 5]);
    vault.try_password(home.dir.path(), "nora", &password, MONDAY + 2).unwrap();
}
