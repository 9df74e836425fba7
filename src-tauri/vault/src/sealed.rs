//! Files sealed into a ZIP that a password opens (AES-256, WinZip's AE-2), for what leaves the practice.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

use crate::Password;

/// A file to be sealed: its name, which the ZIP does not hide, and what is in it.
pub type Sealed<'a> = (&'a str, &'a [u8]);

/// A ZIP of these files that nothing but the password opens. Each has a salt of its own, so the same files give other bytes
/// each time.
///
/// # Errors
/// No random bytes to be had; a name that a ZIP does not take.
pub fn seal(files: &[Sealed<'_>], password: &Password) -> io::Result<Vec<u8>> {
    let options =
        SimpleFileOptions::default().with_aes_encryption_bytes(AesMode::Aes256, password.as_bytes());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::ZipArchive;
    use zip::result::ZipError;

    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_password_alone_and_no_name_in_it_stands_in_the_file() {
        let password = Password::new("quiet river, seven lamps");
        let csv = "patient,code\nTheodora Wick,99490\n".repeat(40);
        let made = seal(&[("claims.csv", csv.as_bytes()), ("proof.txt", b"sha")], &password).unwrap();
        assert!(!made.windows(8).any(|part| part == b"Theodora"));
        let mut zip = ZipArchive::new(Cursor::new(&made)).unwrap();
        let mut read = String::new();
        zip.by_name_decrypt("claims.csv", password.as_bytes()).unwrap().read_to_string(&mut read).unwrap();
        assert_eq!(read, csv);
        assert!(matches!(zip.by_name_decrypt("claims.csv", b"another"), Err(ZipError::InvalidPassword)));
        assert!(zip.by_name("claims.csv").is_err(), "without a password it does not open");
    }

    #[test]
    fn the_same_files_sealed_twice_are_other_bytes() {
        let password = Password::new("quiet river, seven lamps");
        let sealed = || seal(&[("a", b"the same")], &password).unwrap();
        assert_ne!(sealed(), sealed());
    }
}
