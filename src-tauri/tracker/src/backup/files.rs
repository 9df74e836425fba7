//! Files and folders that are whole on disk before they get their names.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

use store::Halt;

/// Copied or read between two looks whether to go on: a slow disk takes a tenth of a second for it.
const PIECE: usize = 1 << 20;

/// A new folder that nobody else may look into; what an interruption left under its name goes first.
pub(crate) fn fresh_folder(dir: &Path) -> io::Result<()> {
    remove(dir)?;
    fs::create_dir_all(dir)?;
    #[cfg(unix)]
    fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Removes a folder, if it is there.
pub(crate) fn remove(dir: &Path) -> io::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Writes a new file that nobody else may read, down to the disk.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Copies a file into a new one, down to the disk.
pub(crate) fn copy(from: &Path, to: &Path, halt: &Halt) -> io::Result<()> {
    let mut file = private(to)?;
    in_pieces(from, halt, |piece| file.write_all(piece))?;
    file.sync_all()
}

/// Reads a file to its end, or to the word that it should stop.
pub(crate) fn in_pieces(
    from: &Path,
    halt: &Halt,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = File::open(from)?;
    let mut piece = vec![0; PIECE];
    loop {
        halt.go_on().map_err(io::Error::other)?;
        match file.read(&mut piece)? {
            0 => return Ok(()),
            length => take(&piece[..length])?,
        }
    }
}

/// Puts text under a name in one step: the old text is there, or the new.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Gives a folder its name, for good.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// A new file that nobody else may read.
pub(crate) fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes names durable; Windows has no such call.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
