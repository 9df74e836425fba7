//! The key file flipped, cut, gone, interrupted, of another format, or older than it should be.

use super::*;

#[test]
fn a_key_file_with_any_one_bit_changed_is_refused_before_any_password_is_tried() {
    let mut home = home();
    home.fail_often(2);
    let good = fs::read(home.path()).unwrap();
    for place in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[place] ^= 1 << bit;
            assert!(
                matches!(VaultFile::from_bytes(&bad), Err(VaultError::Damaged(_))),
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
fn a_file_of_a_newer_program_says_so_and_is_not_put_aside() {
    let home = home();
    fs::write(home.path(), "{\"format\": 3, \"slots\": {}}").unwrap();
    for refused in [VaultFile::read(home.dir.path()), VaultFile::restore_previous(home.dir.path())] {
        assert!(matches!(refused, Err(VaultError::Newer { found: 3, supported: 2 })));
    }
}

/// The file as the first version of the program wrote it.
#[test]
fn a_file_of_the_first_format_opens_and_is_kept_in_the_second() {
    let mut home = home();
    let vault_id = home.vault.contents.vault_id;
    let password = Password::new(NORA);
    home.vault.contents.generation = 0;
    home.vault.contents.slots =
        vec![Slot::wrap_first_version(&vault_id, &request(1, "nora", &password), &home.data_key)];
    let contents = home.vault.contents.clone();
    let first = serialize(&OnDisk { format: 1, sha256: contents.checksum(), vault: contents });
    let text = String::from_utf8(first.clone()).unwrap();
    assert!(!["generation", "tries", "must_change"].iter().any(|new| text.contains(new)));

    fs::write(home.path(), first).unwrap();
    let mut vault = VaultFile::read(home.dir.path()).unwrap();
    assert!(!vault.slots()[0].must_change);
    assert_eq!(home.unlock("nora", NORA).unwrap().1.hex(), home.data_key.hex());
    vault.rename(1, "nora quinn").unwrap();
    vault.save(home.dir.path()).unwrap();
    assert!(fs::read_to_string(home.path()).unwrap().contains("\"format\": 2"));
    assert!(home.unlock("nora quinn", NORA).is_ok());
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
    let mut home = home();
    home.vault.disable(2).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    fs::remove_file(home.path()).unwrap();
    assert!(matches!(VaultFile::read(home.dir.path()), Err(VaultError::DamagedPreviousKept(_))));
    fs::write(home.dir.path().join(PREVIOUS), b"not a key file").unwrap();
    assert!(matches!(VaultFile::read(home.dir.path()), Err(VaultError::Damaged(_))));
    fs::remove_file(home.dir.path().join(PREVIOUS)).unwrap();
    assert!(matches!(VaultFile::read(home.dir.path()), Err(VaultError::Missing)));
}

#[test]
fn a_damaged_file_is_replaced_by_the_previous_copy_and_kept_beside_it() {
    let mut home = home();
    home.vault.rename(2, "omar hadi").unwrap();
    home.vault.save(home.dir.path()).unwrap();
    let mut damaged = fs::read(home.path()).unwrap();
    damaged[200] ^= 4;
    fs::write(home.path(), &damaged).unwrap();
    let refused = VaultFile::read(home.dir.path()).unwrap_err();
    assert!(refused.to_string().contains("The copy from before its last change is sound: use it"));

    let restored = VaultFile::restore_previous(home.dir.path()).unwrap();
    assert_eq!(restored.sign_ins(), ["nora", "Omar"]);
    assert_eq!(fs::read(home.dir.path().join(DAMAGED)).unwrap(), damaged);
    assert_eq!(home.unlock("Omar", OMAR).unwrap().1.hex(), home.data_key.hex());
}

#[test]
fn wherever_the_file_is_damaged_the_previous_copy_is_offered() {
    let mut home = home();
    home.vault.rename(2, "omar hadi").unwrap();
    home.vault.save(home.dir.path()).unwrap();
    let good = fs::read(home.path()).unwrap();
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] = bad[place].wrapping_add(1);
        fs::write(home.path(), &bad).unwrap();
        let offered = VaultFile::read(home.dir.path());
        assert!(matches!(offered, Err(VaultError::DamagedPreviousKept(_))), "byte {place}: {offered:?}");
    }
}

#[test]
fn a_file_that_is_gone_comes_back_from_the_previous_copy_and_a_sound_one_is_left_alone() {
    let mut home = home();
    home.vault.disable(2).unwrap();
    home.vault.save(home.dir.path()).unwrap();
    assert_eq!(VaultFile::restore_previous(home.dir.path()).unwrap().sign_ins(), ["nora"]);
    fs::remove_file(home.path()).unwrap();
    assert_eq!(VaultFile::restore_previous(home.dir.path()).unwrap().sign_ins(), ["nora", "Omar"]);
    fs::write(home.path(), b"").unwrap();
    fs::write(home.dir.path().join(PREVIOUS), b"").unwrap();
    assert!(matches!(VaultFile::restore_previous(home.dir.path()), Err(VaultError::Damaged(_))));
    assert_eq!(fs::read(home.path()).unwrap(), b"", "nothing was changed");
}

#[test]
fn an_old_copy_of_the_file_shows_by_its_generation_and_fingerprint() {
    let mut home = home();
    let (old_generation, old_fingerprint) = (home.vault.generation(), home.vault.fingerprint());
    let mut seen = vec![old_generation];
    let changes: [fn(&mut VaultFile); 5] = [
        |vault| vault.rename(2, "omar hadi").unwrap(),
        |vault| vault.disable(2).unwrap(),
        |vault| vault.enable(2).unwrap(),
        |vault| drop(vault.replace_recovery(&DataKey::from_bytes([1; 32]))),
        |vault| vault.remove_slot(2).unwrap(),
    ];
    for change in changes {
        change(&mut home.vault);
        seen.push(home.vault.generation());
    }
    assert!(seen.is_sorted_by(|earlier, later| earlier < later), "{seen:?}");
    assert_ne!(home.vault.fingerprint(), old_fingerprint);
    assert_eq!(VaultFile::read(home.dir.path()).unwrap().fingerprint(), old_fingerprint);
}

#[test]
fn a_file_longer_than_any_key_file_is_refused_and_not_read_into_memory() {
    let dir = tempfile::tempdir().unwrap();
    fs::File::create(dir.path().join(NAME)).unwrap().set_len(1 << 40).unwrap();
    assert!(matches!(VaultFile::read(dir.path()), Err(VaultError::Damaged("it is too long"))));
}
