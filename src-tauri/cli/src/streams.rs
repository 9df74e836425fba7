//! A file or standard input to read from, standard output to write to, and which of them it was that failed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use crate::Console;
use crate::exit::{Exit, Failure};

/// Lets `work` read the file, or standard input where there is none or it is `-`. It tells whether all was good.
pub(crate) fn run(
    file: Option<&Path>,
    console: &mut Console<'_>,
    work: impl FnOnce(&mut dyn BufRead, &mut dyn Write) -> io::Result<bool>,
) -> Result<Exit, Failure> {
    let file = file.filter(|file| file.as_os_str() != "-");
    let unreadable = |error: &io::Error| match file {
        Some(file) => Failure::refused(format!("{} could not be read: {}.", file.display(), error.kind())),
        None => Failure::refused(format!("Standard input could not be read: {}.", error.kind())),
    };
    let mut output = Marked { inner: &mut *console.output, failed: false };
    let good = match file {
        Some(file) => {
            let file = File::open(file).map_err(|error| unreadable(&error))?;
            work(&mut BufReader::new(file), &mut output)
        }
        None => work(&mut *console.input, &mut output),
    };
    match good {
        Ok(true) => Ok(Exit::Done),
        Ok(false) => Ok(Exit::FoundWrong),
        Err(error) if output.failed => Err(Failure::Output(error)),
        Err(error) => Err(unreadable(&error)),
    }
}

/// Remembers whether it was the output that failed, to tell it from the input.
struct Marked<'a> {
    inner: &'a mut dyn io::Write,
    failed: bool,
}

impl Marked<'_> {
    fn mark<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.failed |= result.is_err();
        result
    }
}

impl io::Write for Marked<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.inner.write(bytes);
        self.mark(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.mark(result)
    }
}
