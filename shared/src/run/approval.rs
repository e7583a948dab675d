//! A gate and the decisions taken at it. A decision binds to the hash of the artifact that the person saw.

use super::StepError;
use crate::digest::Digest;
use crate::ids::{ApprovalId, PersonId};
use crate::payload::Payload;
use crate::playbook::OnDeadline;
use crate::principal::Principal;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An open gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    /// Number of the round, from 1.
    pub round: u32,
    /// The question.
    pub title: String,
    /// What the decision is about.
    pub artifact: Payload,
    /// SHA-256 of the artifact's canonical JSON.
    pub artifact_hash: Digest,
    /// When it opened.
    pub opened_at: Timestamp,
    /// Who may decide; empty means whoever the home lets in.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub approvers: BTreeSet<PersonId>,
    /// JSON pointers that the approver may change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editable: Vec<String>,
    /// How many times it may still be sent back.
    pub rounds_left: u32,
    /// When reminders are due, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remind_at: Vec<Timestamp>,
    /// When the answer is due and what happens then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DueDecision>,
    /// Whether the deadline has passed and the gate holds.
    #[serde(default)]
    pub overdue: bool,
}

/// When an answer is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDecision {
    /// When.
    pub at: Timestamp,
    /// What happens then.
    pub then: OnDeadline,
}

/// What a person decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Go on with the artifact.
    Approve,
    /// End the run.
    Reject,
    /// Do the work again, with the comment.
    RequestChanges,
}

impl Verdict {
    /// The wire's word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::RequestChanges => "request_changes",
        }
    }
}

/// A decision as the run remembers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// The gate and round.
    pub approval: ApprovalId,
    /// What was decided.
    pub verdict: Verdict,
    /// By whom.
    pub by: Principal,
    /// When.
    pub at: Timestamp,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Hash of what was shown.
    pub shown_hash: Digest,
    /// Hash of what was approved; differs from `shown_hash` where the approver changed it.
    pub artifact_hash: Digest,
}

impl DecisionRecord {
    /// Whether the approver changed the artifact.
    #[must_use]
    pub fn edited(&self) -> bool {
        self.shown_hash != self.artifact_hash
    }

    /// The error that a rejected run ends with.
    #[must_use]
    pub fn rejection(&self) -> StepError {
        StepError {
            kind: super::ErrorKind::Rejected,
            message: self.comment.clone().unwrap_or_else(|| format!("rejected by {}", self.by.id)),
            retryable: false,
        }
    }
}
