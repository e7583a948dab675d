//! What a client sees of a run.

use super::UnreadableRun;
use crate::digest::Digest;
use crate::ids::{ApprovalId, AttemptNo, Seq, StepId, Version, WorkflowId};
use crate::principal::Assurance;
use crate::run::{RunStatus, StepError, WaitingOn};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `202` of `POST /workflows` and of the verbs on a run.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcceptedView {
    /// The run.
    pub workflow_id: WorkflowId,
    /// Its status.
    pub status: RunStatus,
    /// The step that it stands at; `null` once it has ended.
    pub current_step: Option<String>,
    /// What would move it.
    pub waiting_on: Vec<WaitingOn>,
    /// Whether dispatches are held back.
    pub paused: bool,
    /// Where to go on.
    pub links: Links,
}

/// Links of a run, relative to the API.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// The run.
    #[serde(rename = "self")]
    pub itself: String,
    /// Its events.
    pub events: String,
    /// The page on which a person decides, while one is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approve: Option<String>,
    /// Cancels it, while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel: Option<String>,
    /// The report, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
}

/// `GET /workflows/{id}`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunView {
    /// `aegis.run/v1`.
    pub schema: String,
    /// The run.
    pub workflow_id: WorkflowId,
    /// Its status.
    pub status: RunStatus,
    /// Whether dispatches are held back.
    pub paused: bool,
    /// The step that it stands at; `null` once it has ended.
    pub current_step: Option<String>,
    /// What would move it.
    pub waiting_on: Vec<WaitingOn>,
    /// The playbook's name.
    pub playbook: String,
    /// The playbook's hash.
    pub playbook_hash: Digest,
    /// The topic, where the input has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What it was started with.
    pub input: Value,
    /// Version of the state; pass it as `version` with `wait`.
    pub version: Version,
    /// Number of the newest journal record.
    pub seq: Seq,
    /// Who started it.
    pub requested_by: String,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// RFC 3339, once it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<String>,
    /// Its steps, in the playbook's order.
    pub steps: Vec<StepView>,
    /// Decisions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<DecisionView>,
    /// Effects that are not known to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending_effects: Vec<EffectView>,
    /// What it gave, once COMPLETED.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Value>,
    /// Why it FAILED.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorView>,
    /// Why it was REJECTED or CANCELLED.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The report, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_url: Option<String>,
    /// Where to go on.
    pub links: Links,
}

/// A step of a run.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepView {
    /// Its id.
    pub id: StepId,
    /// The agent's name, for agent steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// `pending`, `running`, `waiting_retry`, `awaiting_approval`, `succeeded`, `failed`, `skipped` or `cancelled`.
    pub status: String,
    /// Attempts so far.
    pub attempts: AttemptNo,
    /// The attempt that is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<AttemptView>,
    /// The gate that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<GateView>,
    /// When the next attempt starts, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<String>,
    /// When it was done, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<String>,
    /// SHA-256 of its output's canonical JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_hash: Option<Digest>,
    /// Why its last attempt failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorView>,
}

/// An attempt that is under way.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttemptView {
    /// Its number.
    pub number: AttemptNo,
    /// What the agent's name resolved to.
    pub target: String,
    /// RFC 3339.
    pub started_at: String,
    /// RFC 3339.
    pub timeout_at: String,
    /// RFC 3339, once the agent acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<String>,
    /// When the agent was last heard, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard_at: Option<String>,
    /// What it said about its progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Value>,
}

/// A gate that is open.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateView {
    /// `step.round`.
    pub approval_id: ApprovalId,
    /// The question.
    pub title: String,
    /// SHA-256 of the artifact.
    pub artifact_hash: Digest,
    /// RFC 3339.
    pub opened_at: String,
    /// RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// `hold`, `reject` or `approve`: what happens at the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_deadline: Option<String>,
    /// Whether the deadline has passed.
    pub overdue: bool,
    /// How many times it may still be sent back.
    pub rounds_left: u32,
    /// JSON pointers that may be changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editable: Vec<String>,
    /// Who may decide; empty means whoever the home lets in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvers: Vec<String>,
}

/// A decision.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionView {
    /// `step.round`.
    pub approval_id: ApprovalId,
    /// `approve`, `reject` or `request_changes`.
    pub decision: String,
    /// By whom.
    pub decided_by: String,
    /// How surely they are known.
    pub assurance: Assurance,
    /// Who the request said it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims_to_be: Option<String>,
    /// RFC 3339.
    pub decided_at: String,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// SHA-256 of what was shown.
    pub shown_hash: Digest,
    /// SHA-256 of what was approved.
    pub artifact_hash: Digest,
}

/// An effect that is not known to be done.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectView {
    /// Its stable id.
    pub id: String,
    /// Until when somebody has it, or when it is tried again; RFC 3339.
    pub until: String,
    /// Failed deliveries so far.
    pub failures: u32,
    /// Why the newest of them failed, where the run's newest records still say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Why something failed.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorView {
    /// The kind, such as `TIMED_OUT`, or the agent's own word.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened.
    pub message: String,
    /// Whether another attempt may help.
    pub retryable: bool,
}

impl From<&StepError> for ErrorView {
    fn from(error: &StepError) -> Self {
        Self {
            kind: error.kind.as_str().to_owned(),
            message: error.message.clone(),
            retryable: error.retryable,
        }
    }
}

/// `GET /workflows`: a page, newest first.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunList {
    /// The runs.
    pub workflows: Vec<RunSummary>,
    /// Runs that belong to this page and can't be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<UnreadableRun>,
    /// Where the next page goes on; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One line of a list.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunSummary {
    /// The run.
    pub workflow_id: WorkflowId,
    /// Its status.
    pub status: RunStatus,
    /// Whether dispatches are held back.
    pub paused: bool,
    /// The step that it stands at.
    pub current_step: Option<String>,
    /// The playbook's name.
    pub playbook: String,
    /// The topic, where the input has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
}
