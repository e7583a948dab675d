//! Writing a file whole or not at all: a temporary file beside it, fsync, rename, fsync of the folder.

use shared::ports::PayloadError;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Whether a file that is there already stays.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// Its name is the digest of its content.
    Keep,
    /// The newest stands.
    Replace,
}

/// Writes a file, and the folders above it, durably.
pub(super) fn whole(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    create_folders(folder)?;
    let mut file = tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    match existing {
        Existing::Replace => drop(file.persist(path).map_err(|error| error.error)?),
        Existing::Keep => match file.persist_noclobber(path) {
            Ok(_written) => {}
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
            Err(other) => return Err(other.error),
        },
    }
    File::open(folder)?.sync_all()
}

/// Creates folders and makes their names durable: a file is lost with the folder that holds it.
fn create_folders(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) {
        create_folders(above)?;
        match fs::create_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !folder.is_dir() {
                    return Err(io::ErrorKind::NotADirectory.into());
                }
            }
            other => other?,
        }
        return File::open(above)?.sync_all();
    }
    fs::create_dir_all(folder)
}

/// An I/O error as the port tells it.
pub(super) fn unavailable(path: &Path, error: &io::Error) -> PayloadError {
    PayloadError::Unavailable {
        reason: format!("{}: {error}", path.display()),
        help: crate::redb_store::help(error.kind()).to_owned(),
    }
}
