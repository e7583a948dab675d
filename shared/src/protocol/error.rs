//! Why a transition could not be made. Rejections are not here: they are replies.

use crate::digest::Digest;
use crate::ids::WorkflowId;
use crate::playbook::PlaybookErrors;
use crate::ports::{PayloadError, StoreError};
use crate::run::ApplyError;

/// Why a transition could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TransactError {
    /// There is no such run.
    #[error("there is no run '{id}'")]
    NotFound {
        /// What was asked for.
        id: WorkflowId,
    },
    /// The id stands for a run that was started by another request.
    #[error("run '{id}' exists already and was started with another request; choose another id")]
    IdReused {
        /// The id.
        id: WorkflowId,
    },
    /// Others wrote the run first, too many times in a row. Nothing was written.
    #[error("run '{id}' is written by many at once; come back in a second")]
    Busy {
        /// The run.
        id: WorkflowId,
    },
    /// Nobody knows whether the write went through; asking again tells.
    #[error(
        "whether the change of run '{id}' was stored is not known ({reason}); send the same request again"
    )]
    Unknown {
        /// The run.
        id: WorkflowId,
        /// What went wrong.
        reason: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The payload store failed.
    #[error(transparent)]
    Payload(#[from] PayloadError),
    /// A stored document is no JSON.
    #[error("stored document {digest} is no JSON; restore it from a copy")]
    BadDocument {
        /// Its digest.
        digest: Digest,
    },
    /// The playbook that the run is pinned to is gone from the store.
    #[error(
        "playbook {hash} of run '{id}' is not stored any more; start any run with that playbook to store it again"
    )]
    PlaybookGone {
        /// The run.
        id: WorkflowId,
        /// The pinned hash.
        hash: Digest,
    },
    /// The stored playbook can't be read by this release.
    #[error("the stored playbook {hash} can't be read: {errors}")]
    PlaybookUnreadable {
        /// Its hash.
        hash: Digest,
        /// Why.
        errors: Box<PlaybookErrors>,
    },
    /// State and events do not fit together.
    #[error(transparent)]
    Broken(#[from] ApplyError),
}
