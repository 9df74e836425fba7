//! Whether a folder is a safe place for the database: on a disk of this PC, and not one that another program copies about.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

mod mounts;

/// Folders that are kept the same on several PCs by copying single files, whole or half written. Compared in lower case
/// with the whole name of a folder, or with its beginning up to a space and a dash or bracket ("OneDrive - Practice").
const SYNCED: [(&str, &str); 15] = [
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud drive", "iCloud Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("mobile documents", "iCloud Drive"),
    ("cloudstorage", "a cloud drive"),
    ("box sync", "Box"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud drive", "pCloud"),
    ("megasync", "MEGA"),
    ("syncthing", "Syncthing"),
];

/// Where OneDrive says its folders are, whatever they are called.
const SYNC_ROOTS: [(&str, &str); 3] =
    [("OneDrive", "OneDrive"), ("OneDriveCommercial", "OneDrive"), ("OneDriveConsumer", "OneDrive")];

/// What sync programs leave in the top folder of what they sync.
const SYNC_MARKS: [(&str, &str); 4] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
];

const MIB: u64 = 1024 * 1024;

/// Below this a warning is shown: room for one copy of five years' data and its journal.
const LOW: u64 = 200 * MIB;

/// Below this nothing is written any more: what is left is for closing in good order.
const TOO_LOW: u64 = 50 * MIB;

/// Why the data cannot be kept in a folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceProblem {
    /// The disk of another PC.
    #[error(
        "This folder is on a network drive ({0}). A database on a network drive gets damaged when the network drops. \
         Choose a folder on a disk of this PC."
    )]
    Network(String),
    /// Another program copies single files of it to other PCs.
    #[error(
        "This folder is kept in step with other PCs by {0}, which copies files while they are half written. Choose a \
         folder outside of it."
    )]
    Synced(&'static str),
}

/// Room on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// Enough.
    Plenty,
    /// Under 200 MiB: free some soon.
    Low {
        /// What is left.
        mib: u64,
    },
    /// Under 50 MiB: nothing should be written.
    TooLow {
        /// What is left.
        mib: u64,
    },
}

/// Whether a folder may hold the database. It need not be there yet.
///
/// # Errors
/// The reason why not.
pub fn check(dir: &Path) -> Result<(), PlaceProblem> {
    let standing = standing_part(dir);
    // A mapped drive, a link or a short name turns into what it stands for.
    let real = fs::canonicalize(&standing).unwrap_or(standing);
    for path in [dir, &real] {
        check_path(path)?;
        check_sync_roots(path, |name| env::var_os(name).map(PathBuf::from))?;
    }
    check_marks(&real)?;
    mounts::network(&real).map_or(Ok(()), |kind| Err(PlaceProblem::Network(kind)))
}

/// Room on the disk that this folder is on.
///
/// # Errors
/// The disk.
pub fn space(dir: &Path) -> io::Result<Space> {
    Ok(judge(fs4::available_space(standing_part(dir))?))
}

fn judge(free: u64) -> Space {
    let mib = free / MIB;
    match free {
        LOW.. => Space::Plenty,
        TOO_LOW.. => Space::Low { mib },
        _ => Space::TooLow { mib },
    }
}

/// The folder itself, or the nearest one above it that is there.
fn standing_part(dir: &Path) -> PathBuf {
    let whole = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    whole.ancestors().find(|path| path.exists()).unwrap_or(&whole).to_owned()
}

fn check_path(path: &Path) -> Result<(), PlaceProblem> {
    if is_remote(path) {
        return Err(PlaceProblem::Network("a shared folder of another PC".to_owned()));
    }
    let synced = path.components().find_map(|part| synced_name(part.as_os_str()));
    synced.map_or(Ok(()), |program| Err(PlaceProblem::Synced(program)))
}

/// `\\server\share`, also as `\\?\UNC\server\share`, which is how Windows resolves a mapped drive.
fn is_remote(path: &Path) -> bool {
    let text = path.to_string_lossy().replace('/', "\\").to_ascii_lowercase();
    match text.strip_prefix("\\\\") {
        Some(rest) => rest.starts_with("?\\unc\\") || !(rest.starts_with("?\\") || rest.starts_with(".\\")),
        None => false,
    }
}

fn synced_name(folder: &OsStr) -> Option<&'static str> {
    let folder = folder.to_str()?.to_lowercase();
    let is = |name: &str| {
        folder.strip_prefix(name).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(" - ") || rest.starts_with(" (") || rest.starts_with('-')
        })
    };
    SYNCED.iter().find(|(name, _)| is(name)).map(|(_, program)| *program)
}

fn check_sync_roots(path: &Path, root: impl Fn(&str) -> Option<PathBuf>) -> Result<(), PlaceProblem> {
    let lies_in = |root: PathBuf| !root.as_os_str().is_empty() && path.starts_with(root);
    let found = SYNC_ROOTS.iter().find(|(name, _)| root(name).is_some_and(lies_in));
    found.map_or(Ok(()), |(_, program)| Err(PlaceProblem::Synced(program)))
}

fn check_marks(path: &Path) -> Result<(), PlaceProblem> {
    let marked = |dir: &Path| SYNC_MARKS.iter().find(|(mark, _)| is_mark_of(dir, mark));
    let found = path.ancestors().find_map(marked);
    found.map_or(Ok(()), |(_, program)| Err(PlaceProblem::Synced(program)))
}

/// Dropbox keeps its own settings in a folder `.dropbox` in everybody's home; what it syncs has a file of that name.
fn is_mark_of(dir: &Path, mark: &str) -> bool {
    let path = dir.join(mark);
    if mark == ".dropbox" { path.is_file() } else { path.exists() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(path: &str) -> Option<PlaceProblem> {
        check_path(Path::new(path)).err()
    }

    #[test]
    fn a_folder_on_this_pc_is_fine_whether_it_is_there_yet_or_not() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(check(dir.path()), Ok(()));
        assert_eq!(check(&dir.path().join("not/there/yet")), Ok(()));
        assert_eq!(verdict("/srv/nora/.local/share/caretally"), None);
        assert_eq!(verdict(r"C:\Users\Nora\AppData\Local\Caretally"), None);
        assert_eq!(verdict(r"\\?\C:\Users\Nora\AppData\Local\Caretally"), None);
    }

    #[test]
    fn a_shared_folder_of_another_pc_is_refused_however_it_is_written() {
        for path in [r"\\server\share", "//server/share/care", r"\\?\UNC\server\share\care", r"\\?\unc\s\x"] {
            let problem = verdict(path).unwrap();
            assert!(problem.to_string().contains("network drive"), "{path}");
        }
    }

    #[test]
    fn a_synced_folder_is_refused_by_the_name_of_the_program() {
        let cases = [
            ("/srv/nora/OneDrive/care", "OneDrive"),
            ("/srv/nora/OneDrive - Maple Street Clinic/care", "OneDrive"),
            ("/srv/nora/Dropbox", "Dropbox"),
            ("/srv/nora/Dropbox (Clinic)/care", "Dropbox"),
            ("/Users/nora/Library/CloudStorage/GoogleDrive-n@x.org", "a cloud drive"),
            ("/Users/nora/Library/Mobile Documents/care", "iCloud Drive"),
            ("/media/My Drive/care", "Google Drive"),
        ];
        for (path, program) in cases {
            assert_eq!(verdict(path), Some(PlaceProblem::Synced(program)), "{path}");
        }
    }

    #[test]
    fn a_folder_whose_name_only_begins_like_that_is_fine() {
        assert_eq!(verdict("/srv/nora/Dropboxes/care"), None);
        assert_eq!(verdict("/srv/nora/old onedrive/care"), None);
    }

    #[test]
    fn a_sync_folder_under_another_name_is_known_from_the_environment() {
        let root = |name: &str| (name == "OneDriveCommercial").then(|| PathBuf::from("/data/clinic cloud"));
        let inside = check_sync_roots(Path::new("/data/clinic cloud/care"), root);
        assert_eq!(inside, Err(PlaceProblem::Synced("OneDrive")));
        assert_eq!(check_sync_roots(Path::new("/data/clinic"), root), Ok(()));
        assert_eq!(check_sync_roots(Path::new("/data"), |_| Some(PathBuf::new())), Ok(()));
    }

    #[test]
    fn a_folder_below_the_mark_of_a_sync_program_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join(".dropbox")).unwrap();
        assert_eq!(check(dir.path()), Ok(()), "a home folder with Dropbox's settings is not synced");
        fs::create_dir(dir.path().join(".stfolder")).unwrap();
        let below = dir.path().join("care/practice");
        fs::create_dir_all(&below).unwrap();
        assert_eq!(check(&below), Err(PlaceProblem::Synced("Syncthing")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_a_synced_folder_is_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (synced, link) = (dir.path().join("OneDrive"), dir.path().join("care"));
        fs::create_dir(&synced).unwrap();
        std::os::unix::fs::symlink(&synced, &link).unwrap();
        assert_eq!(check(&link.join("practice")), Err(PlaceProblem::Synced("OneDrive")));
    }

    #[test]
    fn space_is_plenty_low_or_too_low() {
        assert_eq!(judge(200 * MIB), Space::Plenty);
        assert_eq!(judge(200 * MIB - 1), Space::Low { mib: 199 });
        assert_eq!(judge(50 * MIB), Space::Low { mib: 50 });
        assert_eq!(judge(50 * MIB - 1), Space::TooLow { mib: 49 });
        assert_eq!(judge(0), Space::TooLow { mib: 0 });
        let dir = tempfile::tempdir().unwrap();
        assert!(space(&dir.path().join("not/there/yet")).is_ok());
    }
}
