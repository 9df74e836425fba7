//! The files of a batch on the disk: their names, all or none of them, and the page that vouches for them.

use std::fs;
use std::path::{Path, PathBuf};

use rules::Month;

use super::{ExportedFile, Format};
use crate::papers::batch::BatchPaper;
use crate::sealing::Seal;
use crate::x12::Filed;
use crate::{Error, sheet};

/// A file about to be written.
pub(super) struct Written {
    pub(super) format: Format,
    /// What it ends in after the batch's name.
    pub(super) end: String,
    path: PathBuf,
    bytes: Vec<u8>,
    pub(super) sha256: String,
}

impl Written {
    pub(super) fn new(format: Format, stem: &Path, end: String, bytes: Vec<u8>) -> Self {
        Self { format, path: with_end(stem, &end), end, sha256: sheet::sha256(&bytes), bytes }
    }

    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    pub(super) fn made(self) -> ExportedFile {
        ExportedFile { format: self.format, path: self.path, sha256: self.sha256 }
    }
}

/// All of them in a ZIP, with the page that vouches for them.
pub(super) fn seal_all(files: &[Written], stem: &Path, proof: &str, seal: &Seal) -> Result<PathBuf, Error> {
    let names: Vec<_> = files.iter().map(Written::name).collect();
    let proof_name = proof_of(stem).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut sealed: Vec<_> =
        names.iter().zip(files).map(|(name, file)| (name.as_str(), file.bytes.as_slice())).collect();
    sealed.push((&proof_name, proof.as_bytes()));
    let zip = with_end(stem, "zip");
    seal.write(&zip, &sealed)?;
    Ok(zip)
}

/// All of them, or none.
pub(super) fn write_all(files: &[Written], proof_file: &Path, proof: &str) -> Result<(), Error> {
    let mut written: Vec<&Path> = Vec::new();
    let mut write = || {
        for file in files {
            sheet::write_whole(&file.path, &file.bytes)?;
            written.push(&file.path);
        }
        sheet::write_whole(proof_file, proof.as_bytes())
    };
    let done = write();
    if done.is_err() {
        // A file of an export that is not on record must not lie about.
        written.iter().for_each(|path| drop(fs::remove_file(path)));
    }
    done
}

/// What vouches for a batch: the digests of its files, and where the record stood when it was made. Beside the files and not
/// in the CSV: what reads claim lines takes a line more for a claim.
pub(super) fn proof(files: &[Written], paper: &BatchPaper<'_>) -> String {
    let digests: String = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name())).collect();
    format!(
        "{digests}\nBatch: {} of {}\nRows: {}\nMade: {}\nRecord: event {}, hash {}\n\n\
         The first lines are the SHA-256 of the files; sha256sum -c reads them. The record line is the end of the audit\n\
         when the files were made: whoever keeps this page can tell whether the record was rewritten since.\n{}",
        paper.number,
        paper.month,
        paper.lines.len(),
        paper.made.format("%Y-%m-%d %H:%M:%S %z"),
        paper.head.0,
        paper.head.1,
        paper.filed.as_ref().map(Filed::told).unwrap_or_default(),
    )
}

/// The page that vouches for a batch, beside its files.
pub(super) fn proof_of(stem: &Path) -> PathBuf {
    with_end(stem, "proof.txt")
}

fn with_end(stem: &Path, end: &str) -> PathBuf {
    let name = stem.file_name().unwrap_or_default().to_string_lossy();
    stem.with_file_name(format!("{name}.{end}"))
}

/// Folder and name, without an ending, of the files: as a given file says, else the batch's number in the given folder.
pub(super) fn stem_at(place: &Path, month: Month, number: i64, ends: &[String]) -> PathBuf {
    if Format::of(place).is_some() && !place.is_dir() {
        return place.with_extension("");
    }
    free_stem(place, &format!("caretally-claims-{month}-{number:02}"), ends)
}

/// The name, or with a further number where the folder holds a file of another vault.
fn free_stem(folder: &Path, name: &str, ends: &[String]) -> PathBuf {
    let mut stems =
        std::iter::once(folder.join(name)).chain((2..).map(|n| folder.join(format!("{name}-{n}"))));
    let taken = |stem: &PathBuf| {
        ends.iter().any(|end| with_end(stem, end).exists())
            || proof_of(stem).exists()
            || with_end(stem, "zip").exists()
    };
    stems.find(|stem| !taken(stem)).unwrap_or_default()
}
