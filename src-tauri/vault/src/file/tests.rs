//! The key file under wear, tampering and interruption.

use std::path::PathBuf;

use super::*;

const NORA: &str = "fern otter lamp chalk";
const OMAR: &str = "violet ladder seven ponds";

/// A vault with two people, Nora (1) and Omar (2).
struct Home {
    vault: VaultFile,
    data_key: DataKey,
    recovery: RecoveryKey,
    dir: tempfile::TempDir,
}

fn request<'a>(staff_id: i64, sign_in: &'a str, password: &'a Password) -> SlotRequest<'a> {
    SlotRequest { staff_id, sign_in, password, created_at: "2026-03-02T09:00:00Z" }
}

fn home() -> Home {
    let (mut vault, data_key, recovery) = VaultFile::create(request(1, "nora", &Password::new(NORA)));
    vault.put_slot(&data_key, request(2, "Omar", &Password::new(OMAR))).unwrap();
    let dir = tempfile::tempdir().unwrap();
    vault.save(dir.path()).unwrap();
    Home { vault, data_key, recovery, dir }
}

impl Home {
    fn path(&self) -> PathBuf {
        self.dir.path().join(NAME)
    }

    /// Opens what is on disk.
    fn unlock(&self, sign_in: &str, password: &str) -> Result<(i64, DataKey), VaultError> {
        VaultFile::read(self.dir.path())?.unlock(sign_in, &Password::new(password))
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
    let (vault, data_key, _) = VaultFile::create(request(1, "nora", &composed));
    let decomposed = Password::new("cafe\u{301} au lait tonight");
    let (_, key) = vault.unlock("nora", &decomposed).unwrap();
    assert_eq!(key.hex(), data_key.hex());
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
    assert!(home.vault.unlock("nora", &new).is_ok());
    assert!(is_wrong(&home.vault.unlock("nora", &Password::new(NORA))));
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
    assert!(home.vault.unlock("omar", &Password::new(OMAR)).is_ok());
    assert!(matches!(home.vault.disable(9), Err(VaultError::NoSuchSlot)));
}

#[test]
fn a_key_file_with_any_one_bit_changed_is_refused_before_any_password_is_tried() {
    let home = home();
    let good = fs::read(home.path()).unwrap();
    for place in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[place] ^= 1 << bit;
            assert!(
                matches!(VaultFile::from_bytes(&bad), Err(VaultError::Damaged(_) | VaultError::Newer { .. })),
                "bit {bit} of byte {place} was not noticed"
            );
        }
    }
}

#[test]
fn a_key_file_cut_short_anywhere_is_refused() {
    let home = home();
    let good = fs::read(home.path()).unwrap();
    for end in 0..good.len() {
        assert!(VaultFile::from_bytes(&good[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn whatever_is_changed_in_a_slot_the_password_no_longer_opens_it() {
    let home = home();
    let changes: [fn(&mut Contents); 7] = [
        |contents| contents.vault_id.0[0] ^= 1,
        |contents| contents.slots[0].staff_id = 7,
        |contents| contents.slots[0].version = 2,
        |contents| contents.slots[0].kdf.t = 4,
        |contents| contents.slots[0].salt.0[15] ^= 1,
        |contents| contents.slots[0].nonce.0[11] ^= 1,
        |contents| contents.slots[0].wrapped.0[47] ^= 1,
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let vault = home.tamper(change).unwrap();
        assert!(is_wrong(&vault.unlock("nora", &Password::new(NORA))), "change {number}");
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
    assert!(is_wrong(&swapped.unlock("nora", &Password::new(NORA))));
    assert!(is_wrong(&swapped.unlock("omar", &Password::new(OMAR))));
}

#[test]
fn a_file_of_a_newer_program_says_so() {
    let home = home();
    let newer = fs::read_to_string(home.path()).unwrap().replacen("\"format\": 1", "\"format\": 2", 1);
    fs::write(home.path(), newer).unwrap();
    let refused = VaultFile::read(home.dir.path());
    assert!(matches!(refused, Err(VaultError::Newer { found: 2, supported: 1 })));
}

#[test]
fn a_save_that_fails_leaves_the_file_as_it_was() {
    let mut home = home();
    let before = fs::read(home.path()).unwrap();
    // Something that cannot be written over stands in the way of the temporary file.
    let obstacle = home.dir.path().join("vault.json.new");
    fs::create_dir(&obstacle).unwrap();
    home.vault.disable(2).unwrap();
    assert!(matches!(home.vault.save(home.dir.path()), Err(VaultError::Io(_))));
    assert_eq!(fs::read(home.path()).unwrap(), before);

    fs::remove_dir(&obstacle).unwrap();
    fs::write(&obstacle, &before[..40]).unwrap();
    assert_eq!(VaultFile::read(home.dir.path()).unwrap().sign_ins(), ["nora", "Omar"]);
    home.vault.save(home.dir.path()).unwrap();
    assert_eq!(VaultFile::read(home.dir.path()).unwrap().sign_ins(), ["nora"]);
}

#[test]
fn the_previous_copy_is_kept_and_a_damaged_one_never_replaces_it() {
    let mut home = home();
    let first = fs::read(home.path()).unwrap();
    home.vault.disable(2).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    let previous = home.dir.path().join(PREVIOUS);
    assert_eq!(fs::read(&previous).unwrap(), first);

    fs::write(home.path(), b"not a key file").unwrap();
    home.vault.save(home.dir.path()).unwrap();
    assert_eq!(fs::read(&previous).unwrap(), first);
}

#[test]
fn a_vault_that_was_there_is_not_taken_for_a_new_one() {
    let home = home();
    home.vault.save(home.dir.path()).unwrap();
    fs::remove_file(home.path()).unwrap();
    assert!(matches!(VaultFile::read(home.dir.path()), Err(VaultError::Damaged(_))));
    fs::remove_file(home.dir.path().join(PREVIOUS)).unwrap();
    assert!(matches!(VaultFile::read(home.dir.path()), Err(VaultError::Missing)));
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
    let home = home();
    home.vault.save(home.dir.path()).unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(home.dir.path().to_owned()), 0o700);
    assert_eq!(mode(home.path()), 0o600);
    assert_eq!(mode(home.dir.path().join(PREVIOUS)), 0o600);
}
