//! The payload store: large documents by content digest, and named artifacts of a run.

use crate::digest::Digest;
use crate::run::RunKey;
use async_trait::async_trait;

/// Why a payload could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum PayloadError {
    /// The store can't be reached, is full or is read-only.
    #[error("the payload store failed: {reason}; {help}")]
    Unavailable {
        /// What happened.
        reason: String,
        /// What to do.
        help: String,
    },
    /// Nothing is stored under that name.
    #[error("'{name}' is not stored (any more)")]
    NotFound {
        /// What was asked for.
        name: String,
    },
    /// What is stored does not have the digest that it is stored under.
    #[error(
        "'{name}' was changed: it should have SHA-256 {expected} and has {found}; restore it from a copy"
    )]
    Changed {
        /// What was read.
        name: String,
        /// The digest in its name.
        expected: Digest,
        /// The digest of the bytes.
        found: Digest,
    },
    /// The name is not one that can be stored.
    #[error("'{name}' can't be an artifact's name: use relative paths of letters, digits, '.', '_' and '-'")]
    BadName {
        /// What was asked for.
        name: String,
    },
}

/// The payload store.
#[async_trait]
pub trait Payloads: Send + Sync {
    /// Stores bytes under their digest, whole or not at all; storing them again changes nothing.
    async fn put(&self, run: &RunKey, sha256: Digest, bytes: Vec<u8>) -> Result<(), PayloadError>;
    /// Reads bytes by digest and checks them against it.
    async fn get(&self, run: &RunKey, sha256: Digest) -> Result<Vec<u8>, PayloadError>;
    /// Stores a named artifact of a run (`report/report.md`), whole or not at all, over an older one.
    async fn put_artifact(&self, run: &RunKey, name: &str, bytes: Vec<u8>) -> Result<(), PayloadError>;
    /// Reads a named artifact.
    async fn artifact(&self, run: &RunKey, name: &str) -> Result<Vec<u8>, PayloadError>;
    /// Names of all artifacts of a run, ascending.
    async fn artifacts(&self, run: &RunKey) -> Result<Vec<String>, PayloadError>;
    /// Whether it can serve: an error says why not.
    async fn check(&self) -> Result<(), PayloadError>;
}
