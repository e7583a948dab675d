//! What went wrong in redb or on the disk, told apart by what a person can do about it. It retries nothing.

use shared::ports::StoreError;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why a store could not be opened. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it.
    #[error("the store {} is held by another process; end that one, or let it serve you as a client", .path.display())]
    Held {
        /// The file.
        path: PathBuf,
    },
    /// It is no store, or a damaged one.
    #[error("{} is not a readable store: {reason}; restore it from a copy, or move it away to start anew", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// It was written by a newer release.
    #[error("the store {} has format {found} and this release knows {known}; upgrade aegis", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u64,
        /// The newest that is known here.
        known: u64,
    },
    /// Store and log do not go together.
    #[error(
        "the store {} can't be opened without its log {}: {reason}; restore both files from one copy, or move both away to \
         start anew",
        .path.display(), .log.display()
    )]
    Log {
        /// The store's file.
        path: PathBuf,
        /// The log's file.
        log: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The disk, or its rights, forbid it.
    #[error("the store {} can't be opened: {reason}; {help}", .path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What happened.
        reason: String,
        /// What to do.
        help: &'static str,
    },
}

/// What a person can do about a failed disk.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a foreign enum that grows; what is not known here has the general answer"
)]
pub(crate) const fn help(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full: free some space",
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
            "the folder can't be written: check its owner and its rights"
        }
        ErrorKind::NotFound | ErrorKind::NotADirectory => "check that the folder exists",
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            "the file is damaged: restore it from a copy, or move it away to start anew"
        }
        _other => "check the disk",
    }
}

/// What redb says, without the places in its own source that some of its errors name.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a foreign enum that grows; what is not known here has the general answer"
)]
pub(super) fn describe(error: &redb::Error) -> String {
    match error {
        redb::Error::LockPoisoned(_) => "it was damaged while it was in use".to_owned(),
        other => other.to_string(),
    }
}

/// A failure of redb as the port tells it, with the last known I/O error where redb only says that there was one.
pub(super) fn unavailable(error: &redb::Error, last: Option<(ErrorKind, String)>) -> StoreError {
    let (reason, help) = match (error, last) {
        (redb::Error::Io(io), _) => (io.to_string(), help(io.kind())),
        (redb::Error::Corrupted(what), _) => (what.clone(), help(ErrorKind::InvalidData)),
        (other, Some((kind, text))) => (format!("{} ({text})", describe(other)), help(kind)),
        (other, None) => (describe(other), "try again; if it stays, look at the disk"),
    };
    StoreError::Unavailable { reason, help: help.to_owned() }
}

impl OpenError {
    /// From redb's reason for not opening.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum that grows; what is not known here has the general answer"
    )]
    pub(super) fn of(path: &Path, error: &redb::DatabaseError) -> Self {
        let path = path.to_owned();
        match error {
            redb::DatabaseError::DatabaseAlreadyOpen => Self::Held { path },
            redb::DatabaseError::UpgradeRequired(version) => {
                Self::Damaged { path, reason: format!("its file format {version} is too old") }
            }
            redb::DatabaseError::Storage(redb::StorageError::Io(io)) => Self::of_io(&path, io),
            other => Self::Damaged { path, reason: other.to_string() },
        }
    }

    /// From an I/O error.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum that grows; what is not known here has the general answer"
    )]
    pub(super) fn of_io(path: &Path, error: &std::io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
                Self::Damaged { path, reason: error.to_string() }
            }
            kind => Self::Disk { path, reason: error.to_string(), help: help(kind) },
        }
    }
}

impl From<&OpenError> for StoreError {
    fn from(error: &OpenError) -> Self {
        let (reason, help) = match error {
            OpenError::Held { .. } => ("another process holds the store".to_owned(), "end that process"),
            OpenError::Damaged { reason, .. } | OpenError::Log { reason, .. } => {
                (reason.clone(), help(ErrorKind::InvalidData))
            }
            OpenError::Newer { found, .. } => {
                (format!("the store has the newer format {found}"), "upgrade aegis")
            }
            OpenError::Disk { reason, help, .. } => (reason.clone(), *help),
        };
        Self::Unavailable { reason, help: help.to_owned() }
    }
}
