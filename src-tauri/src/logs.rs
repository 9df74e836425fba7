//! Where faults of the program are written: five files of a mebibyte beside the vault, readable by their owner alone. Codes
//! and places in the code, never a name, a number or a text of anybody.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A file grows no longer.
const LARGEST: u64 = 1024 * 1024;

/// So many files are kept, the newest with number 0.
const KEPT: u32 = 5;

/// Writes faults into `dir` from now on; where that cannot be, they are not written.
pub(crate) fn write_to(dir: &Path) {
    let Ok(rotating) = Rotating::open(dir) else { return };
    let subscriber = tracing_subscriber::fmt().with_writer(Mutex::new(rotating)).with_ansi(false);
    // A second start in one process (tests) keeps the first log.
    if subscriber.try_init().is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            // Its message may hold what somebody typed; the place is enough to find the fault.
            let at = panic.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(at, "the program failed at a place it should not");
        }));
    }
}

/// The newest file, and the folder of the others.
struct Rotating {
    dir: PathBuf,
    file: File,
    length: u64,
}

impl Rotating {
    fn open(dir: &Path) -> io::Result<Self> {
        fs::create_dir_all(dir)?;
        let file = owners(&numbered(dir, 0))?;
        let length = file.metadata()?.len();
        Ok(Self { dir: dir.to_owned(), file, length })
    }

    /// Every file gets the next number, and the last one goes.
    fn turn(&mut self) -> io::Result<()> {
        for number in (1..KEPT).rev() {
            let from = numbered(&self.dir, number - 1);
            if from.exists() {
                fs::rename(from, numbered(&self.dir, number))?;
            }
        }
        self.file = owners(&numbered(&self.dir, 0))?;
        self.length = 0;
        Ok(())
    }
}

impl Write for Rotating {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.length > 0 && self.length + line.len() as u64 > LARGEST {
            self.turn()?;
        }
        let written = self.file.write(line)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn numbered(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("caretally.{number}.log"))
}

/// Opens a file at its end; a new one belongs to its owner alone.
fn owners(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_files_of_a_mebibyte_are_kept_and_the_newest_has_number_0() {
        let dir = tempfile::tempdir().unwrap();
        let mut log = Rotating::open(dir.path()).unwrap();
        for number in 0..13_u32 {
            log.write_all(format!("{number:>7}\n").repeat(65_536).as_bytes()).unwrap();
        }
        let first = |number| fs::read_to_string(numbered(dir.path(), number)).unwrap()[..8].trim().to_owned();
        assert_eq!([0, 1, 2, 3, 4].map(first), ["12", "10", "8", "6", "4"]);
        let files = fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().metadata().unwrap().len());
        let lengths: Vec<_> = files.collect();
        assert_eq!((lengths.len(), lengths.iter().max()), (5, Some(&LARGEST)));
    }

    #[test]
    fn a_program_that_starts_again_goes_on_with_its_file() {
        let dir = tempfile::tempdir().unwrap();
        Rotating::open(dir.path()).unwrap().write_all(b"one\n").unwrap();
        Rotating::open(dir.path()).unwrap().write_all(b"two\n").unwrap();
        assert_eq!(fs::read_to_string(numbered(dir.path(), 0)).unwrap(), "one\ntwo\n");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_the_pc_reads_the_log() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        Rotating::open(dir.path()).unwrap();
        let mode = fs::metadata(numbered(dir.path(), 0)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}
