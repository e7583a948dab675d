//! What an agent is to its host: work on an invocation, progress, a result or an error; knows no transport.

use async_trait::async_trait;
use serde_json::{Value, json};
use shared::wire::{CallbackError, Invocation};
use tokio::sync::watch;

/// One kind of agent. Must be idempotent per (workflow, step, attempt): after a crash the same attempt runs again.
#[async_trait]
pub trait Agent: Send + Sync {
    /// Does the work. The host drops the future at the deadline or when nobody waits any more, so it must not block:
    /// CPU work belongs in `spawn_blocking`.
    ///
    /// # Errors
    /// [`AgentError`], which becomes the FAILURE callback.
    async fn run(&self, invocation: &Invocation, progress: &Progress) -> Result<Value, AgentError>;
}

/// Why an agent failed, as the callback reports it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {message}")]
pub struct AgentError {
    /// A stable word, such as `NO_READABLE_DOCUMENT`.
    pub kind: String,
    /// What happened and what to do about it.
    pub message: String,
    /// Whether another attempt may help.
    pub retryable: bool,
}

impl AgentError {
    /// The input is wrong: another attempt meets it again.
    #[must_use]
    pub fn permanent(kind: &str, message: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), message: message.into(), retryable: false }
    }

    /// The surroundings failed: another attempt may do better.
    #[must_use]
    pub fn transient(kind: &str, message: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), message: message.into(), retryable: true }
    }
}

impl From<AgentError> for CallbackError {
    fn from(error: AgentError) -> Self {
        Self { kind: error.kind, message: error.message, retryable: error.retryable }
    }
}

/// Where an agent says how far it is; the next heartbeat carries the latest word.
#[derive(Clone, Debug)]
pub struct Progress(watch::Sender<Option<Value>>);

impl Progress {
    /// A progress and its reading end.
    #[must_use]
    pub fn new() -> (Self, watch::Receiver<Option<Value>>) {
        let (sender, receiver) = watch::channel(None);
        (Self(sender), receiver)
    }

    /// Says in a few words what is being done.
    pub fn say(&self, message: &str) {
        self.0.send_replace(Some(json!({ "message": message })));
    }
}
