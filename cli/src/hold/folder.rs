//! The store's folder, its lock and its socket's place on disk. Only their owner may enter.

use crate::client::{ENDPOINT_FILE, socket_path};
use crate::error::CliError;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The lock on a store: held while the file is open, so that it ends with the process whatever happens.
pub(super) struct Lock(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

impl Lock {
    /// Takes the lock; `None` where another process has it.
    pub(super) fn take(store: &Path) -> Result<Option<Self>, CliError> {
        make(store)?;
        let path = store.join("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        let file = file.map_err(|error| unusable(store, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(unusable(store, &error)),
        }
    }
}

/// Makes the folder, with a note to version control that nothing in it is to be kept.
fn make(store: &Path) -> Result<(), CliError> {
    if store.is_dir() {
        return Ok(());
    }
    let made = DirBuilder::new().recursive(true).mode(0o700).create(store);
    made.map_err(|error| unusable(store, &error))?;
    let note = store.join(".gitignore");
    let written =
        OpenOptions::new().create_new(true).write(true).open(&note).and_then(|mut f| f.write_all(b"*\n"));
    match written {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(unusable(store, &error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Whether the last holder did not sign off: it was killed.
pub(super) fn is_left(store: &Path) -> bool {
    [socket_path(store), store.join(ENDPOINT_FILE)].iter().any(|path| path.symlink_metadata().is_ok())
}

/// Where the socket belongs, with nothing there: what an earlier holder left is taken away, since its lock is ours.
pub(super) fn socket(store: &Path) -> Result<PathBuf, CliError> {
    let socket = socket_path(store);
    if let Some(folder) = socket.parent().filter(|folder| *folder != store) {
        private_folder(store, folder)?;
    }
    for old in [socket.clone(), store.join(ENDPOINT_FILE)] {
        match std::fs::remove_file(&old) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(unusable(store, &error)),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(socket)
}

fn private_folder(store: &Path, folder: &Path) -> Result<(), CliError> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(unusable(store, &error)),
        Ok(()) | Err(_) => {}
    }
    let owner = |path: &Path| {
        std::fs::symlink_metadata(path).map(|found| (found.uid(), found.mode(), found.is_dir()))
    };
    let (folder_owner, store_owner) = match (owner(folder), owner(store)) {
        (Ok(folder), Ok(store)) => (folder, store),
        (Err(error), _) | (_, Err(error)) => return Err(unusable(store, &error)),
    };
    if folder_owner.0 == store_owner.0 && folder_owner.2 && folder_owner.1 & 0o077 == 0 {
        return Ok(());
    }
    Err(CliError::Store {
        store: store.to_owned(),
        why: format!("its socket belongs in {}, which somebody else can enter", folder.display()),
        advice: "remove that folder, or choose a --store with a shorter path".to_owned(),
    })
}

/// Why a store's folder can't be used, in the words of its user.
pub(super) fn unusable(store: &Path, error: &std::io::Error) -> CliError {
    let kind = error.kind();
    let advice = if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        "free some space on that disk"
    } else if matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
        "choose a folder that you may write: --store DIR"
    } else if matches!(kind, ErrorKind::NotADirectory | ErrorKind::AlreadyExists) {
        "that name is a file: choose another --store"
    } else {
        "check the folder, or choose another one: --store DIR"
    };
    CliError::Store { store: store.to_owned(), why: error.to_string(), advice: advice.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn only_one_can_hold_a_store_and_it_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("deep/.aegis");
        let lock = Lock::take(&store).unwrap();
        assert!(lock.is_some());
        assert!(Lock::take(&store).unwrap().is_none());
        drop(lock);
        assert!(Lock::take(&store).unwrap().is_some());
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&store), mode(&store.join("lock"))), (0o700, 0o600));
        assert_eq!(std::fs::read_to_string(store.join(".gitignore")).unwrap(), "*\n");
    }

    #[test]
    fn a_file_in_its_place_is_named_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("file");
        std::fs::write(&store, "x").unwrap();
        let error = Lock::take(&store).err().unwrap();
        assert_eq!(error.exit().code(), 1);
        assert!(error.advice().unwrap().contains("--store"), "{error:?}");
    }

    #[test]
    fn what_an_earlier_holder_left_is_taken_away() {
        let store = tempfile::tempdir().unwrap();
        std::fs::write(store.path().join("api.sock"), "").unwrap();
        let socket = socket(store.path()).unwrap();
        assert!(!socket.exists());
    }
}
