//! Lists of what a home has besides runs, and what lists say of what they can't show.

use crate::digest::Digest;
use crate::ids::WorkflowId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `GET /playbooks`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaybookList {
    /// The playbooks that can be started by name.
    pub playbooks: Vec<PlaybookSummary>,
}

/// A playbook in a list.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaybookSummary {
    /// Its name.
    pub name: String,
    /// SHA-256 of its canonical JSON.
    pub hash: Digest,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its steps, in order.
    pub steps: Vec<String>,
    /// The agents that it calls.
    pub agents: Vec<String>,
    /// JSON Schema of its input.
    pub input: Value,
}

/// `GET /playbooks/{name}`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaybookView {
    /// What it is.
    #[serde(flatten)]
    pub summary: PlaybookSummary,
    /// The playbook itself.
    pub source: Value,
}

/// `GET /artifacts/{id}`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArtifactList {
    /// The run.
    pub workflow_id: WorkflowId,
    /// Names under `/artifacts/{id}/`, ascending.
    pub artifacts: Vec<String>,
}

/// A run that can't be read. It hides no other one.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadableRun {
    /// The run.
    pub workflow_id: WorkflowId,
    /// Why, and what to do.
    pub problem: String,
}
