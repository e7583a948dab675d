//! Agents: handing an attempt over, and saying that it is no longer wanted.

use crate::run::{RunKey, Target};
use crate::wire::Invocation;
use crate::{ids::AttemptNo, ids::StepId};
use async_trait::async_trait;
use serde_json::Value;
use std::sync::Arc;

/// An attempt to hand over.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// The run.
    pub run: RunKey,
    /// Where to.
    pub target: Target,
    /// What.
    pub invocation: Arc<Invocation>,
}

/// An attempt that was handed over, and where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptRef<'a> {
    /// The run.
    pub run: &'a RunKey,
    /// The step.
    pub step: &'a StepId,
    /// The attempt.
    pub attempt: AttemptNo,
    /// The address of the target that was called.
    pub address: &'a str,
}

/// What became of a hand-over that was not refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Delivery {
    /// The agent acknowledged and will answer on the callback URL.
    Acknowledged,
    /// The agent's reply is its result.
    Answered(Value),
}

/// Why a hand-over did not succeed. Only a definite refusal fails the attempt: unknown is not failure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DispatchError {
    /// The target said no: this attempt has failed.
    #[error("{reason}")]
    Refused {
        /// What it said.
        reason: String,
        /// Whether another attempt may help.
        retryable: bool,
    },
    /// The target has too much to do: the same attempt is delivered again.
    #[error("{reason}")]
    Throttled {
        /// What it said.
        reason: String,
        /// When it wants to be asked again, in milliseconds, where it said so.
        retry_after_ms: Option<u64>,
    },
    /// Nothing is known: it may be at work or not. The same attempt is delivered again where the target is idempotent.
    #[error("{reason}")]
    Unknown {
        /// What happened.
        reason: String,
    },
}

/// The agents that the registry knows.
#[async_trait]
pub trait Agents: Send + Sync {
    /// What a name resolves to now; `None` where nobody has it.
    fn resolve(&self, agent: &crate::ids::AgentName) -> Option<Target>;
    /// Hands an attempt over; idempotent per (run, step, attempt) at the agent.
    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError>;
    /// Says that nobody waits for an attempt any more. Success where there is nothing to stop.
    async fn stop(&self, attempt: AttemptRef<'_>) -> Result<(), DispatchError>;
    /// Says that an attempt has ended by its agent's own word, so that what is kept for it where it ran, and paid for, may go.
    /// It may come twice, or never: nothing but money depends on it.
    ///
    /// # Errors
    /// What [`DispatchError`] tells apart.
    async fn let_go(&self, _attempt: AttemptRef<'_>) -> Result<(), DispatchError> {
        Ok(())
    }
}
