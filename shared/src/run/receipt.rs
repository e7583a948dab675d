//! Receipts: what an answered request leaves behind, so that a repeated one gets the same reply and another body under
//! the same name is refused.

use crate::digest::Digest;
use crate::ids::{ApprovalId, AttemptNo, PersonId, StepId};
use serde::{Deserialize, Serialize};

/// What a request was about, as text: `answer/STEP/ATTEMPT`, `decision/STEP.ROUND/PERSON`, `cancel`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReceiptKey(String);

impl ReceiptKey {
    /// For an agent's answer.
    #[must_use]
    pub fn answer(step: &StepId, attempt: AttemptNo) -> Self {
        Self(format!("answer/{step}/{attempt}"))
    }

    /// For an answer that came too late, by what it said.
    #[must_use]
    pub fn stale(step: &StepId, attempt: AttemptNo) -> Self {
        Self(format!("stale/{step}/{attempt}"))
    }

    /// For a person's decision.
    #[must_use]
    pub fn decision(approval: &ApprovalId, person: &PersonId) -> Self {
        Self(format!("decision/{approval}/{person}"))
    }

    /// For the cancellation of the run.
    #[must_use]
    pub fn cancel() -> Self {
        Self("cancel".to_owned())
    }
}

/// What an answered request leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Receipt {
    /// Digest of the request's body.
    pub digest: Digest,
}
