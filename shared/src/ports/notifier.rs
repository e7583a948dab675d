//! Telling approvers that somebody waits for them.

use crate::ids::{ApprovalId, PersonId};
use crate::run::{NoticeKind, RunKey};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// What approvers are told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Stable id: the same notice delivered twice has the same one.
    pub id: String,
    /// Why they are told.
    pub kind: NoticeKind,
    /// The run.
    pub run: RunKey,
    /// The gate and round.
    pub approval_id: ApprovalId,
    /// The question.
    pub title: String,
    /// SHA-256 of the artifact.
    pub artifact_hash: crate::digest::Digest,
    /// Who is told; the person that the link is for.
    pub person: PersonId,
    /// The personal link; a secret. Never logged.
    pub approve_url: String,
    /// When the answer is due, RFC 3339.
    pub deadline: Option<String>,
}

/// Why approvers could not be told.
#[derive(Debug, thiserror::Error)]
#[error("the approvers could not be told: {reason}")]
pub struct NotifyError {
    /// What happened.
    pub reason: String,
}

/// Tells approvers.
#[async_trait]
pub trait Notifier: Send + Sync {
    /// Whether anybody is there to tell; where not, no effect is created.
    fn is_connected(&self) -> bool;
    /// Delivers a notice, at least once.
    async fn notify(&self, notice: &Notice) -> Result<(), NotifyError>;
}
