//! The payload store: large documents by content digest, and named artifacts of a run.

use crate::digest::Digest;
use crate::run::RunKey;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// A document is larger than a link may be given for.
    #[error(
        "a document of {bytes} bytes is over the limit of {limit} bytes; store it in parts, or elsewhere by reference"
    )]
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The name is not one that can be stored.
    #[error("'{name}' can't be an artifact's name: use relative paths of letters, digits, '.', '_' and '-'")]
    BadName {
        /// What was asked for.
        name: String,
    },
}

/// A permission to store one document: `PUT` to the URL with exactly these headers and the bytes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Where to.
    pub url: String,
    /// The headers that have to be sent, by name in lower case.
    pub headers: BTreeMap<String, String>,
}

// Who holds the URL can use it: it must not reach a log through a derived Debug.
impl std::fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Upload").field("headers", &self.headers).finish_non_exhaustive()
    }
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
    /// A fresh link from which whoever holds it reads a named artifact as a file called `file`, for at most
    /// [`crate::limits::DOWNLOAD_LINK_MAX_MS`]; `None` where the store gives no links. The link is a secret.
    async fn download_url(
        &self,
        _run: &RunKey,
        _name: &str,
        _file: &str,
    ) -> Result<Option<String>, PayloadError> {
        Ok(None)
    }
    /// A fresh permission to store a named artifact, once: exactly the bytes with this digest and size, for at most
    /// [`crate::limits::UPLOAD_LINK_MAX_MS`]; `None` where the store gives none. It is a secret.
    async fn upload_url(
        &self,
        _run: &RunKey,
        _name: &str,
        _sha256: Digest,
        _bytes: u64,
    ) -> Result<Option<Upload>, PayloadError> {
        Ok(None)
    }
}
