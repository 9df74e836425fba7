//! A migration that was shipped has run on somebody's records, and is never edited.

use sha2::{Digest, Sha256};

use super::tree;

/// Each shipped migration with the SHA-256 of its file, in order.
///
/// At a release, every file that is not listed yet is added here: `sha256sum src-tauri/store/src/migrations/*.sql`.
/// Files after the last one listed are not shipped and may still change.
const SHIPPED: &[(&str, &str)] = &[];

const FOLDER: &str = "src-tauri/store/src/migrations/";

/// What is wrong with these files, given as name and text.
fn faults(shipped: &[(&str, &str)], files: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, hash) in shipped {
        match files.iter().find(|(file, _)| file == name) {
            None => faults.push(format!("{name} was shipped and is gone")),
            Some((_, text)) if sha256(text) != *hash => {
                faults.push(format!("{name} was shipped: add a new migration instead"));
            }
            Some(_) => {}
        }
    }
    let last = shipped.last().map_or("", |(name, _)| name);
    for (name, _) in files {
        let listed = shipped.iter().any(|(shipped, _)| shipped == name);
        if !listed && name.as_str() <= last {
            faults.push(format!("{name} comes before one that was shipped"));
        }
    }
    faults
}

fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_shipped_migration_is_never_edited() {
    let files: Vec<(String, String)> = tree()
        .into_iter()
        .filter_map(|file| Some((file.path.strip_prefix(FOLDER)?.to_owned(), file.text)))
        .collect();
    assert!(!files.is_empty(), "the migrations were found");
    assert_eq!(faults(SHIPPED, &files), Vec::<String>::new());
}

#[test]
fn an_edited_a_missing_and_a_squeezed_in_migration_are_seen() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let hash = sha256("CREATE");
    let shipped = [("0001_a.sql", hash.as_str()), ("0002_b.sql", hash.as_str())];
    let good =
        [file("0001_a.sql", "CREATE"), file("0002_b.sql", "CREATE"), file("0003_c.sql", "not shipped yet")];
    assert_eq!(faults(&shipped, &good), Vec::<String>::new());

    let bad = [file("0000_z.sql", ""), file("0002_b.sql", "CREATE more")];
    assert_eq!(
        faults(&shipped, &bad),
        [
            "0001_a.sql was shipped and is gone",
            "0002_b.sql was shipped: add a new migration instead",
            "0000_z.sql comes before one that was shipped",
        ]
    );
}

#[test]
fn the_hash_is_the_one_everybody_computes() {
    // FIPS 180-2, appendix B.1: the message "abc".
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(sha256("abc"), abc);
}
