//! Zip archives that are documents, one file at a time and within limits; archives in archives are never opened.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::skip::SkipReason;
use super::xml::{Piece, visit};
use crate::limits;

/// First bytes of the container in which office programs put a document that has a password.
const PROTECTED: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What an archive without a proper beginning or end is: downloads that broke off look so.
const INCOMPLETE: &str =
    "it is not packed as documents of its format are, or its end is missing (is the copy complete?)";

/// An open archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be unpacked, in bytes.
    left: u64,
}

impl<'a> Package<'a> {
    /// # Errors
    /// `Encrypted` or `Malformed`.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, SkipReason> {
        if bytes.starts_with(&PROTECTED) {
            return Err(SkipReason::Encrypted);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
        if archive.len() > limits::ARCHIVE_ENTRIES {
            return Err(SkipReason::broken(&format!("more than {} files in it", limits::ARCHIVE_ENTRIES)));
        }
        // A claim again, but one that is never too large in an honest document.
        if archive.decompressed_size().is_some_and(|bytes| bytes > u128::from(limits::ARCHIVE_BYTES)) {
            return Err(SkipReason::TooDemanding);
        }
        Ok(Self { archive, left: limits::ARCHIVE_BYTES })
    }

    /// A file that must be there, as text.
    ///
    /// # Errors
    /// As [`Package::text`], and `Malformed` where it is missing.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, SkipReason> {
        let missing = || SkipReason::broken(&format!("{name} is missing in it"));
        self.text(name)?.ok_or_else(missing)
    }

    /// A file as text; `None` where there is none of this name.
    ///
    /// # Errors
    /// `Encrypted`, `TooDemanding` or `Malformed`.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, SkipReason> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, _)) => Ok(encoding.decode(&bytes).0.into_owned()),
            None => String::from_utf8(bytes),
        };
        text.map(Some).map_err(|_| SkipReason::broken(&format!("{name} in it is not UTF-8")))
    }

    /// A file's bytes; `None` where there is none of this name.
    ///
    /// # Errors
    /// `Encrypted`, `TooDemanding` or `Malformed`.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, SkipReason> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(refused(&error)),
        };
        let mut bytes = Vec::new();
        // The size in the archive's directory is only a claim: what comes out is counted.
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|_| SkipReason::broken(&format!("{name} in it can't be unpacked")))?;
        match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => self.left = left,
            None => return Err(SkipReason::TooDemanding),
        }
        Ok(Some(bytes))
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
fn refused(error: &ZipError) -> SkipReason {
    match error {
        ZipError::InvalidPassword => SkipReason::Encrypted,
        ZipError::UnsupportedArchive(why) if why.contains("assword") => SkipReason::Encrypted,
        ZipError::InvalidArchive(_) | ZipError::Io(_) => SkipReason::broken(INCOMPLETE),
        _ => SkipReason::broken("it is packed in a way that is not read"),
    }
}

/// What a document says about itself in its metadata file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
}

impl Metadata {
    /// Reads titles and dates by their local names; the first of `dates` that occurs counts.
    ///
    /// # Errors
    /// `Malformed`.
    pub(super) fn read(xml: &str, dates: &[&str]) -> Result<Self, SkipReason> {
        let mut found = Self::default();
        let mut open = String::new();
        let mut text = String::new();
        visit(xml, |piece| match piece {
            Piece::Open(element) => {
                open = element.local_name().as_ref().to_owned();
                text.clear();
            }
            Piece::Text(part) => text.push_str(part),
            Piece::Close(name) => {
                let value = super::block::collapse(&text);
                if name == open && !value.is_empty() {
                    if name == "title" && found.title.is_none() {
                        found.title = Some(value);
                    } else if dates.contains(&name) && found.date.is_none() {
                        // The time of day says nothing about a document's age.
                        found.date = value.split('T').next().map(str::to_owned);
                    }
                }
                open.clear();
            }
        })?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_comes_out_is_counted_whatever_the_archive_claims() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"ten bytes.").unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let mut package = Package::open(&bytes).unwrap();
        package.left = 25;
        assert_eq!(package.bytes("a").unwrap().unwrap(), b"ten bytes.");
        assert_eq!(package.text("a").unwrap().unwrap(), "ten bytes.");
        assert_eq!(package.bytes("a"), Err(SkipReason::TooDemanding));
        assert_eq!(package.bytes("b"), Ok(None));
    }
}
