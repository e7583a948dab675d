//! The state of one step, and of its current attempt. A step's attempts are numbered once for the life of the run.

use super::{Gate, StepError};
use crate::ids::{AgentName, AttemptNo};
use crate::payload::Payload;
use crate::time::{Millis, Timestamp};
use serde::{Deserialize, Serialize};

/// The state of a step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepState {
    /// Number of the newest attempt (agent steps); 0 before the first.
    #[serde(default)]
    pub last_attempt: AttemptNo,
    /// Failed attempts since the step was last set to pending.
    #[serde(default)]
    pub failed_tries: u32,
    /// Number of the newest round (gates); 0 before the first.
    #[serde(default)]
    pub last_round: u32,
    /// Where it stands.
    pub status: StepStatus,
}

/// Where a step stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// Something that it needs has not succeeded yet, or the run is paused.
    #[default]
    Pending,
    /// An attempt is under way.
    Running(Box<Attempt>),
    /// The last attempt failed; the next starts later.
    WaitingRetry {
        /// When.
        until: Timestamp,
        /// Why the last attempt failed.
        error: StepError,
    },
    /// A person is asked.
    AwaitingApproval(Box<Gate>),
    /// Done.
    Succeeded {
        /// What it gave.
        output: Payload,
        /// When.
        at: Timestamp,
    },
    /// Failed for good; so does the run.
    Failed {
        /// Why.
        error: StepError,
        /// When.
        at: Timestamp,
    },
    /// The run ended before it was reached.
    Skipped,
    /// The run ended while it was under way.
    Cancelled,
}

/// An attempt that is under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// Its number.
    pub number: AttemptNo,
    /// The agent's name.
    pub agent: AgentName,
    /// What the name resolved to when the attempt began.
    pub target: Target,
    /// When it began.
    pub started_at: Timestamp,
    /// When it counts as timed out.
    pub timeout_at: Timestamp,
    /// How long the agent may stay silent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heartbeat: Option<Millis>,
    /// When the agent was last heard, as far as the state knows; reports go to a row of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard_at: Option<Timestamp>,
    /// When the dispatch was last handed to somebody.
    pub dispatched_at: Timestamp,
}

/// What an agent's name resolved to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// `builtin:NAME`, a URL, or a runtime's ARN.
    pub address: String,
    /// How it answers.
    #[serde(default)]
    pub reply: ReplyMode,
    /// Whether the same attempt may be delivered twice.
    #[serde(default = "yes")]
    pub idempotent: bool,
    /// Whether its work dies with the process that dispatched it (agents inside the same program).
    #[serde(default)]
    pub volatile: bool,
}

const fn yes() -> bool {
    true
}

/// How an agent answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyMode {
    /// Acknowledges at once and answers on the callback URL.
    #[default]
    Callback,
    /// The reply to the invocation is the result.
    Response,
}

impl Attempt {
    /// When the agent's silence has lasted too long, where it promised to report. Counted anew from every delivery.
    #[must_use]
    pub fn silent_at(&self) -> Option<Timestamp> {
        let since = self.heard_at.unwrap_or(self.dispatched_at).max(self.dispatched_at);
        self.heartbeat.map(|span| since.after(span))
    }
}
