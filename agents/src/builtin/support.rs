//! What the built-in agents share: parsing input, blocking work, the snapshot's place; does no research.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::wire::Invocation;

use crate::agent::{AgentError, Progress};
use crate::limits;
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

/// Why a piece of work stopped.
#[derive(Debug)]
pub(super) enum Stopped {
    /// The attempt has failed.
    Failed(AgentError),
    /// The disk is in trouble; what it said. The attempt goes on once it is well.
    Disk(String),
}

/// Runs blocking work on a thread that may block, again and again while the disk is in trouble: that is no failure of
/// the attempt, and ends with the disk's trouble or at the attempt's deadline.
pub(super) async fn blocking<T: Send + 'static>(
    progress: &Progress,
    work: impl Fn() -> Result<T, Stopped> + Send + Sync + 'static,
) -> Result<T, AgentError> {
    let work = Arc::new(work);
    let mut wait = limits::DISK_FIRST_WAIT;
    loop {
        let work = Arc::clone(&work);
        match tokio::task::spawn_blocking(move || work()).await {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(Stopped::Failed(error))) => return Err(error),
            Ok(Err(Stopped::Disk(why))) => {
                if wait == limits::DISK_FIRST_WAIT {
                    tracing::warn!("an agent waits for the disk: {why}");
                }
                progress.say(&format!("waiting for the disk: {why}"));
            }
            Err(_) => return Err(AgentError::transient("AGENT_PANICKED", "the agent ended unexpectedly")),
        }
        tokio::time::sleep(wait).await;
        wait = wait.saturating_mul(2).min(limits::DISK_LONGEST_WAIT);
    }
}

pub(super) fn to_value(result: &impl Serialize) -> Result<Value, AgentError> {
    serde_json::to_value(result).map_err(|error| AgentError::permanent("RESULT_NOT_JSON", error.to_string()))
}

impl From<AgentError> for Stopped {
    fn from(error: AgentError) -> Self {
        Self::Failed(error)
    }
}

impl From<WorkspaceError> for Stopped {
    fn from(error: WorkspaceError) -> Self {
        match error.is_of_disk() {
            true => Self::Disk(error.to_string()),
            false => Self::Failed(AgentError::transient("WORKSPACE_FAILED", error.to_string())),
        }
    }
}
