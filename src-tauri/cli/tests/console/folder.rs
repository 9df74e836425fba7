//! Copies a home and finds its database, whatever it is called.

use std::fs;
use std::path::{Path, PathBuf};

/// Copies everything in a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The largest file: of a vault, the database.
pub fn largest(dir: &Path) -> PathBuf {
    let files = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .max_by_key(|path| fs::metadata(path).unwrap().len())
        .unwrap()
}
