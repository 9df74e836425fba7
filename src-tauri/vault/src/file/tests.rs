//! The key file under wear, tampering and interruption.

use std::path::PathBuf;
use std::sync::OnceLock;

use super::*;
use crate::Password;

mod damage;
mod sign_in;

const NORA: &str = "fern otter lamp chalk";
const OMAR: &str = "violet ladder seven ponds";

/// A Monday morning, in seconds since 1970.
const MONDAY: i64 = 1_772_442_000;

/// A vault with two people, Nora (1) and Omar (2).
struct Home {
    vault: VaultFile,
    data_key: DataKey,
    recovery: RecoveryKey,
    dir: tempfile::TempDir,
}

fn request<'a>(staff_id: i64, sign_in: &'a str, password: &'a Password) -> SlotRequest<'a> {
    SlotRequest { staff_id, sign_in, password, created_at: "2026-03-02T09:00:00Z", must_change: false }
}

/// Made once for all tests: it takes the work of two passwords.
fn home() -> Home {
    static MADE: OnceLock<(VaultFile, [u8; 32], String)> = OnceLock::new();
    let (vault, data_key, recovery) = MADE.get_or_init(|| {
        let (mut vault, data_key, recovery) = VaultFile::create(request(1, "nora", &Password::new(NORA)));
        vault.put_slot(&data_key, request(2, "Omar", &Password::new(OMAR))).unwrap();
        (vault, *data_key.as_bytes(), recovery.to_string())
    });
    let dir = tempfile::tempdir().unwrap();
    vault.save(dir.path()).unwrap();
    Home {
        vault: vault.clone(),
        data_key: DataKey::from_bytes(*data_key),
        recovery: RecoveryKey::parse(recovery).unwrap(),
        dir,
    }
}

impl Home {
    fn path(&self) -> PathBuf {
        self.dir.path().join(NAME)
    }

    /// Opens what is on disk.
    fn unlock(&self, sign_in: &str, password: &str) -> Result<(i64, DataKey), VaultError> {
        self.try_at(MONDAY, sign_in, password).map(|unlocked| (unlocked.staff_id, unlocked.key))
    }

    fn try_at(&self, now: i64, sign_in: &str, password: &str) -> Result<Unlocked, VaultError> {
        VaultFile::read(self.dir.path())?.unlock(self.dir.path(), sign_in, &Password::new(password), now)
    }

    /// Opens a vault that has been changed since it was saved.
    fn unlock_in(&self, vault: &VaultFile, sign_in: &str, password: &str) -> Result<DataKey, VaultError> {
        let elsewhere = tempfile::tempdir().unwrap();
        let unlocked = vault.clone().unlock(elsewhere.path(), sign_in, &Password::new(password), MONDAY);
        unlocked.map(|unlocked| unlocked.key)
    }

    /// Changes the contents and makes the checksum fit again, as somebody who means harm would.
    fn tamper(&self, change: impl FnOnce(&mut Contents)) -> Result<VaultFile, VaultError> {
        let mut vault = self.vault.clone();
        change(&mut vault.contents);
        VaultFile::from_bytes(&vault.to_bytes())
    }
}

fn is_wrong<T>(result: &Result<T, VaultError>) -> bool {
    matches!(result, Err(VaultError::WrongPassword))
}

#[test]
fn each_person_opens_the_same_database_with_their_own_password() {
    let home = home();
    let (id, key) = home.unlock("nora", NORA).unwrap();
    assert_eq!((id, key.hex()), (1, home.data_key.hex()));
    let (id, key) = home.unlock("OMAR ", OMAR).unwrap();
    assert_eq!((id, key.hex()), (2, home.data_key.hex()));
}

#[test]
fn an_accented_password_is_the_same_on_every_keyboard() {
    let composed = Password::new("caf\u{e9} au lait tonight");
    let mut home = home();
    home.vault.put_slot(&home.data_key, request(1, "nora", &composed)).unwrap();
    let key = home.unlock_in(&home.vault, "nora", "cafe\u{301} au lait tonight").unwrap();
    assert_eq!(key.hex(), home.data_key.hex());
}

#[test]
fn an_unknown_name_a_disabled_name_and_a_wrong_password_get_the_same_answer() {
    let mut home = home();
    home.vault.disable(2).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    let answers = [home.unlock("nobody", NORA), home.unlock("Omar", OMAR), home.unlock("nora", OMAR)];
    for answer in answers {
        assert_eq!(answer.unwrap_err().to_string(), "The name or the password is not right.");
    }
}

#[test]
fn the_recovery_key_opens_the_database_and_stops_doing_so_when_it_is_replaced() {
    let mut home = home();
    let typed = RecoveryKey::parse(&home.recovery.to_string().to_lowercase()).unwrap();
    let key = home.vault.unlock_with_recovery(&typed).unwrap();
    assert_eq!(key.hex(), home.data_key.hex());

    let new = home.vault.replace_recovery(&home.data_key);
    assert!(home.vault.unlock_with_recovery(&new).is_ok());
    let old = home.vault.unlock_with_recovery(&home.recovery);
    assert!(matches!(old, Err(VaultError::WrongRecoveryKey)));
}

#[test]
fn a_person_given_a_new_password_no_longer_opens_with_the_old_one() {
    let mut home = home();
    let new = Password::new("marble kite fourteen");
    home.vault.put_slot(&home.data_key, request(1, "nora", &new)).unwrap();
    assert!(home.unlock_in(&home.vault, "nora", "marble kite fourteen").is_ok());
    assert!(is_wrong(&home.unlock_in(&home.vault, "nora", NORA)));
    assert_eq!(home.vault.sign_ins(), ["nora", "Omar"]);
}

#[test]
fn two_people_cannot_share_a_sign_in_name_in_any_case() {
    let mut home = home();
    let taken = home.vault.put_slot(&home.data_key, request(3, " oMAR", &Password::new(NORA)));
    assert!(matches!(taken, Err(VaultError::NameTaken)));
}

#[test]
fn a_disabled_person_is_not_listed_and_comes_back_with_the_same_password() {
    let mut home = home();
    home.vault.disable(2).unwrap();
    assert_eq!(home.vault.sign_ins(), ["nora"]);
    assert!(home.vault.has_slot(2) && !home.vault.has_slot(9));
    home.vault.enable(2).unwrap();
    assert_eq!(home.vault.sign_ins(), ["nora", "Omar"]);
    assert!(home.unlock_in(&home.vault, "omar", OMAR).is_ok());
    assert!(matches!(home.vault.disable(9), Err(VaultError::NoSuchSlot)));
}

#[test]
fn whatever_is_changed_in_a_slot_the_password_no_longer_opens_it() {
    let home = home();
    let changes: [fn(&mut Contents); 8] = [
        |contents| contents.vault_id.0[0] ^= 1,
        |contents| contents.slots[0].staff_id = 7,
        |contents| contents.slots[0].version = 1,
        |contents| contents.slots[0].must_change = true,
        |contents| contents.slots[0].kdf.t = 4,
        |contents| contents.slots[0].salt.0[15] ^= 1,
        |contents| contents.slots[0].nonce.0[11] ^= 1,
        |contents| contents.slots[0].wrapped.0[47] ^= 1,
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let vault = home.tamper(change).unwrap();
        assert!(is_wrong(&home.unlock_in(&vault, "nora", NORA)), "change {number}");
    }
}

#[test]
fn a_cheaper_cost_written_into_the_file_is_refused() {
    let home = home();
    let cheap = home.tamper(|contents| contents.slots[0].kdf.m_kib = 8 * 1024);
    assert!(matches!(cheap, Err(VaultError::Damaged(_))));
}

#[test]
fn a_slot_moved_to_another_person_opens_nothing() {
    let home = home();
    let swapped = home
        .tamper(|contents| {
            let (nora, omar) = contents.slots.split_at_mut(1);
            std::mem::swap(&mut nora[0].staff_id, &mut omar[0].staff_id);
        })
        .unwrap();
    assert!(is_wrong(&home.unlock_in(&swapped, "nora", NORA)));
    assert!(is_wrong(&home.unlock_in(&swapped, "omar", OMAR)));
}

#[test]
fn a_slot_of_another_vault_opens_nothing_here() {
    let home = home();
    let (other, ..) = VaultFile::create(request(1, "nora", &Password::new("marble kite fourteen")));
    let theirs = other.contents.slots[0].clone();
    let moved = home.tamper(|contents| contents.slots[0] = theirs).unwrap();
    assert!(is_wrong(&home.unlock_in(&moved, "nora", "marble kite fourteen")));
}

#[test]
fn names_exchanged_in_the_file_let_each_person_in_as_themselves_or_not_at_all() {
    let home = home();
    let swapped = home
        .tamper(|contents| {
            let (nora, omar) = contents.slots.split_at_mut(1);
            std::mem::swap(&mut nora[0].sign_in, &mut omar[0].sign_in);
        })
        .unwrap();
    assert!(is_wrong(&home.unlock_in(&swapped, "nora", NORA)));
    let unlocked = swapped.clone().unlock(home.dir.path(), "omar", &Password::new(NORA), MONDAY).unwrap();
    assert_eq!(unlocked.staff_id, 1, "the password is Nora's, so it is Nora who is in");
}

#[test]
fn neither_password_nor_key_is_in_the_file_or_in_what_is_printed() {
    let home = home();
    let text = fs::read_to_string(home.path()).unwrap();
    for secret in [NORA, OMAR, home.data_key.hex().as_str()] {
        assert!(!text.contains(secret));
    }
    let printed = format!("{:?} {:?}", home.vault, home.data_key);
    assert_eq!(printed, "VaultFile(2 slots) DataKey");
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_pc_may_read_the_folder_or_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let mut home = home();
    home.vault.disable(2).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(home.dir.path().to_owned()), 0o700);
    assert_eq!(mode(home.path()), 0o600);
    assert_eq!(mode(home.dir.path().join(PREVIOUS)), 0o600);
}

#[test]
fn after_new_keys_no_old_password_no_old_recovery_key_and_no_old_copy_opens_the_vault() {
    let home = home();
    let changed = Password::new("harbor pencil moss nine");
    let (renewed, key, recovery) = home.vault.with_new_keys(&[request(1, "nora", &changed)]);
    assert_eq!(renewed.vault_id(), home.vault.vault_id());
    assert!(renewed.generation() > home.vault.generation());
    renewed.save(home.dir.path()).unwrap();
    assert!(matches!(home.unlock("nora", NORA), Err(VaultError::WrongPassword)));
    assert!(matches!(home.unlock("Omar", OMAR), Err(VaultError::WrongPassword)));
    assert!(matches!(renewed.unlock_with_recovery(&home.recovery), Err(VaultError::WrongRecoveryKey)));
    let (_, opened) = home.unlock("nora", "harbor pencil moss nine").unwrap();
    assert_eq!(*opened.hex(), *key.hex());
    assert_eq!(*renewed.unlock_with_recovery(&recovery).unwrap().hex(), *key.hex());
    assert_ne!(*home.data_key.hex(), *key.hex(), "the key of the old copies is another one");
}
