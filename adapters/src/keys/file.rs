//! The key file: one master per line as 64 hexadecimal digits, the newest first. Only its owner may read it.

use shared::digest::Digest;
use shared::ports::KeysError;
use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

/// Most masters that a file may list.
const MASTERS_MAX: usize = 16;

/// Reads the masters, newest first; `None` where there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<[u8; 32]>>, KeysError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(path, &error)),
    };
    check_rights(path, &file)?;
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(|error| failed(path, &error))?;
    let masters = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let masters = masters
        .map(|line| Digest::parse(line).map(|master| *master.as_bytes()))
        .collect::<Result<Vec<_>, _>>()
        // The line is not shown: it may be a key with a slip in it.
        .map_err(|_| damaged(path, "a line of it is not 64 hexadecimal digits"))?;
    if masters.is_empty() || masters.len() > MASTERS_MAX {
        return Err(damaged(path, "it must list 1 to 16 keys"));
    }
    Ok(Some(masters))
}

/// Writes a file with one master, unless somebody else has just done so.
pub(super) fn create(path: &Path, master: &[u8; 32]) -> Result<(), KeysError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = (|| {
        // Made with rights for its owner alone, and under its name only once it is whole.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        for byte in master {
            write!(file, "{byte:02x}")?;
        }
        writeln!(file)?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(path) {
            Ok(_file) => {}
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => {}
            Err(other) => return Err(other.error),
        }
        File::open(folder)?.sync_all()
    })();
    written.map_err(|error| failed(path, &error))
}

#[cfg(unix)]
fn check_rights(path: &Path, file: &File) -> Result<(), KeysError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata().map_err(|error| failed(path, &error))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeysError {
            reason: format!("others can read {} (mode {:o})", path.display(), mode & 0o777),
            help: format!(
                "who has read it can forge approvals: delete it if that may have happened, else `chmod 600 {}`",
                path.display()
            ),
        });
    }
    Ok(())
}

#[cfg(not(unix))]
fn check_rights(_path: &Path, _file: &File) -> Result<(), KeysError> {
    // The rights of other systems come from the folder, which the user's profile keeps.
    Ok(())
}

fn failed(path: &Path, error: &std::io::Error) -> KeysError {
    KeysError {
        reason: format!("{}: {error}", path.display()),
        help: crate::redb_store::help(error.kind()).to_owned(),
    }
}

fn damaged(path: &Path, what: &str) -> KeysError {
    KeysError {
        reason: format!("{} can't be read: {what}", path.display()),
        help: "restore it from a copy; without it, links and callbacks that are under way become invalid"
            .to_owned(),
    }
}
