//! R15: the key file attacked: every byte flipped, cheaper keys, swapped slots, another vault's slots, an old copy.

use std::fs;
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tracker::{Error, Home, ManualClock};
use vault::{Password, VaultError, VaultFile};

use crate::pool;
use crate::practice::{OTHER_PASSWORD, OTHER_SIGN_IN, PASSWORD, SIGN_IN, cleo, manager};
use crate::report::{Run, Test, Verdict};
use crate::world::{Template, World, monday};

pub(crate) const TEST: Test = Test {
    name: "R15",
    what: "vault.json: every byte flipped, cheaper keys, swapped and foreign slots, an old copy",
    bar: "never opens, 0 panics, the previous copy offered where there is one",
    run,
};

const KEYS: &str = "vault.json";

fn run(run: &Run) -> Verdict {
    let (world, mut verdict) = (World::new(run), Verdict::default());
    let mut tracker = world.open_on_monday().unwrap();
    // A change of keys leaves the copy before it.
    tracker.save_staff(&manager(), &cleo(false)).unwrap();
    tracker.save_staff(&manager(), &cleo(true)).unwrap();
    drop(tracker);
    flips(run, &world, &mut verdict);
    forgeries(run, &world, &mut verdict);
    verdict
}

/// Every byte, each with one bit of it changed (with all eight in the long form).
fn flips(run: &Run, world: &World, verdict: &mut Verdict) {
    let bytes = fs::read(world.vault().join(KEYS)).unwrap();
    let bits = run.times(1, 8);
    let found = verdict.cases(pool::each(bytes.len() * bits, |case| {
        let (place, bit) = (case / bits, if bits == 8 { case % 8 } else { run.chance(case).usize(..8) });
        let dir = run.folder();
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << bit;
        fs::write(dir.path().join(KEYS), &flipped).unwrap();
        fs::copy(world.vault().join("vault.json.1"), dir.path().join("vault.json.1")).unwrap();
        match VaultFile::read(dir.path()) {
            Err(VaultError::DamagedPreviousKept(_)) => None,
            other => Some(format!("bit {bit} of byte {place} of {KEYS}: {other:?}")),
        }
    }));
    let missed: Vec<_> = found.into_iter().flatten().collect();
    verdict.figure(format!(
        "{} flips, {} not refused with the previous copy offered",
        bytes.len() * bits,
        missed.len()
    ));
    missed.into_iter().for_each(|fault| verdict.fault(fault));
}

/// Somebody who knows how the file is made: its checksum is right again after each change.
fn forgeries(run: &Run, world: &World, verdict: &mut Verdict) {
    let whole = fs::read_to_string(world.vault().join(KEYS)).unwrap();
    let foreign = Template::make(run.folder().path());
    let foreign = fs::read_to_string(World::of(run, foreign.files()).vault().join(KEYS)).unwrap();
    let own = |text: &str, which: usize| slot(text, which);
    let slots = [own(&whole, 0), own(&whole, 1)];
    let forged: [(&str, String); 7] = [
        ("less memory", whole.replacen("\"m_kib\": 65536", "\"m_kib\": 8192", 1)),
        ("fewer passes", whole.replacen("\"t\": 3", "\"t\": 1", 1)),
        ("other passes within the bounds", whole.replacen("\"t\": 3", "\"t\": 4", 1)),
        ("secrets of two people swapped", swapped(&whole, &slots[0], &slots[1])),
        ("the staff number of another", whole.replacen("\"staff_id\": 1,", "\"staff_id\": 3,", 1)),
        ("a slot of another vault", whole.replacen(&slots[0], &slot(&foreign, 0), 1)),
        ("the number of another vault", whole.replacen(&vault_id(&whole), &vault_id(&foreign), 1)),
    ];
    let mut opened = 0;
    for (what, text) in &forged {
        assert_ne!(*text, whole, "{what}: nothing was forged");
        let dir = run.folder();
        fs::write(dir.path().join(KEYS), with_checksum(text)).unwrap();
        let tried = pool::caught(|| opens(dir.path(), SIGN_IN, PASSWORD));
        match tried {
            Ok(false) => {}
            Ok(true) => {
                opened += 1;
                verdict.fault(format!("{what}: it opens"));
            }
            Err(panic) => verdict.fault(format!("{what}: {panic}")),
        }
    }
    verdict.figure(format!("{} forgeries with a right checksum, {opened} opened", forged.len()));
    let dir = run.folder();
    fs::write(dir.path().join(KEYS), with_checksum(&whole)).unwrap();
    verdict.must(
        opens(dir.path(), SIGN_IN, PASSWORD),
        "the checksum is not made as the program makes it: the test is blind",
    );
    verdict.must(
        opens(dir.path(), OTHER_SIGN_IN, OTHER_PASSWORD),
        "the second person's slot does not open: the test is blind",
    );
    old_copy(world, verdict);
}

/// The copy from before the last change, put in the place of the newest: nobody who is in it gets in.
fn old_copy(world: &World, verdict: &mut Verdict) {
    let new = VaultFile::read(&world.vault()).unwrap();
    let old = VaultFile::read_previous(&world.vault()).unwrap();
    verdict.figure(format!("old copy of generation {} under {}", old.generation(), new.generation()));
    verdict.must(old.generation() < new.generation(), "an old copy cannot be told from the newest");
    verdict.must(old.fingerprint() != new.fingerprint(), "an old copy has the newest one's fingerprint");
    let kept = world.files();
    old.save(&world.vault()).unwrap();
    let people: Vec<_> = old.sign_ins().into_iter().map(str::to_owned).collect();
    let passwords = [(SIGN_IN, PASSWORD), (OTHER_SIGN_IN, OTHER_PASSWORD)];
    let tried = passwords.iter().filter(|(sign_in, _)| people.iter().any(|name| name == sign_in));
    let mut refused = 0;
    for (sign_in, password) in tried {
        let clock = Arc::new(ManualClock::at(monday()));
        match Home::at(world.home()).unlock(sign_in, password, clock) {
            Err(Error::OldKeys) => refused += 1,
            Err(error) => verdict.fault(format!("{sign_in} with the old copy: {error}")),
            Ok(_) => verdict.fault(format!("{sign_in} with the old copy: it opens")),
        }
    }
    verdict.figure(format!("{refused} of {} people of the old copy refused", people.len()));
    verdict.must(refused > 0, "nobody tried the old copy: the test is blind");
    world.put_back(&kept);
}

fn opens(dir: &std::path::Path, sign_in: &str, password: &str) -> bool {
    let Ok(mut keys) = VaultFile::read(dir) else { return false };
    keys.unlock(dir, sign_in, &Password::new(password), 0).is_ok()
}

/// The secret part of a person's slot: salt, nonce, wrapped key.
fn slot(text: &str, which: usize) -> String {
    let from = text.match_indices("\"salt\"").nth(which).expect("the vault has this slot").0;
    let length = text[from..].find('}').expect("a slot ends");
    text[from..from + length].trim_end().to_owned()
}

fn swapped(text: &str, first: &str, second: &str) -> String {
    text.replacen(first, "SECOND", 1).replacen(second, first, 1).replacen("SECOND", second, 1)
}

fn vault_id(text: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap();
    value["vault"]["vault_id"].as_str().unwrap().to_owned()
}

/// The checksum is over the inner part as it would stand alone.
fn with_checksum(text: &str) -> String {
    let from = text.find("\"vault\": ").expect("the file has an inner part") + "\"vault\": ".len();
    let to = text.rfind('}').expect("the file ends");
    let alone = text[from..to].trim_end().replace("\n  ", "\n") + "\n";
    let sha: String = Sha256::digest(alone).iter().map(|byte| format!("{byte:02x}")).collect();
    let value: Value = serde_json::from_str(text).unwrap();
    text.replacen(value["sha256"].as_str().unwrap(), &sha, 1)
}
