//! What the built-in agents share: parsing input, blocking work, the snapshot's place; does no research.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::wire::Invocation;

use crate::agent::AgentError;
use crate::reading::Corpus;
use crate::workspace::WorkspaceError;

/// Name of the corpus snapshot in the workspace.
pub(super) const CORPUS: &str = "corpus.json";

/// The corpus with what it was read for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Snapshot {
    /// The paths that were read.
    pub(super) docs: Vec<String>,
    /// The request for changes of the round that read them.
    pub(super) feedback: Option<String>,
    /// What was read.
    pub(super) corpus: Corpus,
}

/// The step's input as this agent needs it.
pub(super) fn input<T: DeserializeOwned>(invocation: &Invocation) -> Result<T, AgentError> {
    serde_json::from_value(invocation.input.clone()).map_err(|error| {
        let text =
            format!("the input of step {} does not fit agent {}: {error}", invocation.step, invocation.agent);
        AgentError::permanent("INVALID_INPUT", text)
    })
}

/// Runs blocking work on a thread that may block.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AgentError> + Send + 'static,
) -> Result<T, AgentError> {
    let outcome = tokio::task::spawn_blocking(work).await;
    outcome.unwrap_or_else(|_| Err(AgentError::transient("AGENT_PANICKED", "the agent ended unexpectedly")))
}

pub(super) fn to_value(result: &impl Serialize) -> Result<Value, AgentError> {
    serde_json::to_value(result).map_err(|error| AgentError::permanent("RESULT_NOT_JSON", error.to_string()))
}

impl From<WorkspaceError> for AgentError {
    fn from(error: WorkspaceError) -> Self {
        Self::transient("WORKSPACE_FAILED", error.to_string())
    }
}
