//! The head anchor under power cuts, flipped bits and other people's files.

use std::fs;

use super::*;
use crate::DataKey;

const VAULT: [u8; 16] = [5; 16];

fn key() -> AnchorKey {
    DataKey::from_bytes([9; 32]).anchor_key()
}

fn head(seq: i64) -> Head {
    Head { seq, hash: [u8::try_from(seq % 251).unwrap(); 32], wall_ms: 1_772_442_000_000 + seq }
}

/// An anchor whose slots hold heads 1 (in the second) and 2 (in the first).
fn two_heads() -> (tempfile::TempDir, Anchor) {
    let dir = tempfile::tempdir().unwrap();
    let mut anchor = Anchor::create(dir.path(), key(), VAULT, head(0)).unwrap();
    anchor.read().unwrap();
    anchor.write(head(1)).unwrap();
    anchor.write(head(2)).unwrap();
    (dir, anchor)
}

fn reading(dir: &Path) -> HeadReading {
    Anchor::open(dir, key(), VAULT).unwrap().1
}

#[test]
fn the_newest_head_is_read_back_and_the_two_slots_take_turns() {
    let dir = tempfile::tempdir().unwrap();
    drop(Anchor::create(dir.path(), key(), VAULT, head(0)).unwrap());
    assert_eq!(reading(dir.path()), HeadReading::Sound(head(0)));
    for seq in 1..=9 {
        let before = fs::read(dir.path().join(NAME)).unwrap();
        let mut anchor = Anchor::open(dir.path(), key(), VAULT).unwrap().0.unwrap();
        anchor.write(head(seq)).unwrap();
        assert_eq!(reading(dir.path()), HeadReading::Sound(head(seq)));
        let after = fs::read(dir.path().join(NAME)).unwrap();
        assert_eq!(after.len(), 2 * SLOT_LEN, "a write never makes the file longer");
        let kept = (0..2).filter(|n| before[n * SLOT_LEN..][..SLOT_LEN] == after[n * SLOT_LEN..][..SLOT_LEN]);
        assert_eq!(kept.count(), 1, "one slot is left alone");
    }
}

#[test]
fn whichever_part_of_a_slot_reaches_the_disk_the_last_head_or_the_new_one_is_there() {
    let (dir, _) = two_heads();
    let path = dir.path().join(NAME);
    let old = fs::read(&path).unwrap();
    let new = [&old[..SLOT_LEN], &slot(&key(), &VAULT, head(3))].concat();
    for written in 0..SLOT_LEN {
        let mut torn = old.clone();
        torn[SLOT_LEN..SLOT_LEN + written].copy_from_slice(&new[SLOT_LEN..SLOT_LEN + written]);
        fs::write(&path, &torn).unwrap();
        let is_whole = torn == old || torn == new;
        let newest = if torn == new { head(3) } else { head(2) };
        let expected = if is_whole { HeadReading::Sound(newest) } else { HeadReading::OneSlotBad(newest) };
        assert_eq!(reading(dir.path()), expected, "after {written} bytes");
    }
}

#[test]
fn after_a_torn_slot_the_next_head_goes_over_it_and_not_over_the_sound_one() {
    let (dir, mut anchor) = two_heads();
    let path = dir.path().join(NAME);
    let mut torn = fs::read(&path).unwrap();
    torn[SLOT_LEN + 20] ^= 1;
    fs::write(&path, &torn).unwrap();
    assert_eq!(anchor.read().unwrap(), HeadReading::OneSlotBad(head(2)));
    anchor.write(head(3)).unwrap();
    assert_eq!(reading(dir.path()), HeadReading::Sound(head(3)));
}

#[test]
fn any_flipped_bit_makes_its_slot_bad() {
    let (dir, _) = two_heads();
    let path = dir.path().join(NAME);
    let good = fs::read(&path).unwrap();
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 1 << (place % 8);
        fs::write(&path, &bad).unwrap();
        let left = if place < SLOT_LEN { head(1) } else { head(2) };
        assert_eq!(reading(dir.path()), HeadReading::OneSlotBad(left), "byte {place}");
    }
}

#[test]
fn a_file_cut_short_emptied_or_gone_is_noticed_and_not_begun_anew() {
    let (dir, _) = two_heads();
    let path = dir.path().join(NAME);
    let good = fs::read(&path).unwrap();
    fs::write(&path, &good[..good.len() - 1]).unwrap();
    assert_eq!(reading(dir.path()), HeadReading::OneSlotBad(head(2)));
    for bad in [&good[..100], &[], &[0; 2 * SLOT_LEN]] {
        fs::write(&path, bad).unwrap();
        let (anchor, reading) = Anchor::open(dir.path(), key(), VAULT).unwrap();
        assert!(anchor.is_none() && reading == HeadReading::BothSlotsBad);
    }
    fs::remove_file(&path).unwrap();
    let (anchor, reading) = Anchor::open(dir.path(), key(), VAULT).unwrap();
    assert!(anchor.is_none() && reading == HeadReading::Missing);
    assert!(!path.exists());
}

#[test]
fn the_anchor_of_another_vault_or_of_another_key_is_not_believed() {
    let (dir, _) = two_heads();
    let elsewhere = Anchor::open(dir.path(), key(), [6; 16]).unwrap();
    assert_eq!(elsewhere.1, HeadReading::BothSlotsBad);
    let other_key = DataKey::from_bytes([8; 32]).anchor_key();
    assert_eq!(Anchor::open(dir.path(), other_key, VAULT).unwrap().1, HeadReading::BothSlotsBad);
}

#[test]
fn an_anchor_begun_anew_forgets_the_heads_before() {
    let (dir, _) = two_heads();
    Anchor::create(dir.path(), key(), VAULT, head(1)).unwrap();
    assert_eq!(reading(dir.path()), HeadReading::Sound(head(1)));
}

#[test]
fn a_key_is_not_shown_with_its_anchor() {
    let (_dir, anchor) = two_heads();
    let printed = format!("{anchor:?}");
    assert!(printed.contains("key: AnchorKey,"), "{printed}");
}
