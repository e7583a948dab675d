//! Deciding at a gate.

use super::{GateView, UnreadableRun};
use crate::ids::{ApprovalId, WorkflowId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `POST /approve/{id}` and `POST /workflows/{id}/approve`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionRequest {
    /// `approve`, `reject` or `request_changes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The same as `decision`, as a bool: approve or reject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<bool>,
    /// Which gate and round, `step.round`; optional while only one is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval_id: Option<String>,
    /// SHA-256 of the artifact that was seen; another one is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artifact_hash: Option<String>,
    /// What the person says.
    #[serde(default, skip_serializing_if = "Option::is_none", alias = "feedback", alias = "reason")]
    pub comment: Option<String>,
    /// Changes to the artifact: a JSON Patch (RFC 6902) as a list, or a merge patch (RFC 7396) as an object.
    #[serde(default, skip_serializing_if = "Option::is_none", alias = "edits")]
    pub patch: Option<Value>,
    /// Who the request says it is; recorded as a claim, identifies nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// When the request says it was decided; recorded nowhere, accepted for old clients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<String>,
}

/// The reply to a decision; a repeated one gets the same.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionReply {
    /// The run.
    pub workflow_id: WorkflowId,
    /// The gate and round.
    pub approval_id: ApprovalId,
    /// What was decided.
    pub decision: String,
    /// By whom.
    pub decided_by: String,
    /// How surely they are known.
    pub assurance: crate::principal::Assurance,
    /// When, RFC 3339.
    pub decided_at: String,
    /// SHA-256 of what was shown.
    pub shown_hash: String,
    /// SHA-256 of what was approved.
    pub artifact_hash: String,
}

/// An open gate with its artifact.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApprovalView {
    /// The run.
    pub workflow_id: WorkflowId,
    /// The playbook's name.
    pub playbook: String,
    /// The gate.
    #[serde(flatten)]
    pub gate: GateView,
    /// What the decision is about; null where it is left out, or can't be read.
    pub artifact: Value,
    /// Where this approval stands with its whole artifact, if that is too large for a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Why the artifact can't be read. It can still be rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artifact_problem: Option<String>,
}

/// `GET /approvals`: gates that wait for somebody, newest first.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InboxView {
    /// The gates.
    pub approvals: Vec<ApprovalView>,
    /// Runs that can't be read, whose gates are therefore missing here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<UnreadableRun>,
    /// Where the next page goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
