//! Why an attempt, a step or a run failed, as the journal keeps it and clients see it.

use serde::{Deserialize, Serialize};

/// Why something failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepError {
    /// What kind of failure.
    pub kind: ErrorKind,
    /// What happened, in a sentence.
    pub message: String,
    /// Whether another attempt may help.
    pub retryable: bool,
}

/// Longest word in characters that an agent may give its failure.
const AGENT_WORD_MAX_CHARS: usize = 64;

const ENGINE_WORDS: [ErrorKind; 8] = [
    ErrorKind::TimedOut,
    ErrorKind::HeartbeatLost,
    ErrorKind::Refused,
    ErrorKind::UnknownAgent,
    ErrorKind::UnresolvedReference,
    ErrorKind::InvalidResult,
    ErrorKind::Rejected,
    ErrorKind::StateTooLarge,
];

/// The kinds of failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorKind {
    /// The attempt took longer than the step's `timeout`.
    TimedOut,
    /// The agent was silent for longer than the step's `heartbeat`.
    HeartbeatLost,
    /// The agent's target refused the invocation.
    Refused,
    /// No target is registered for the agent's name.
    UnknownAgent,
    /// A reference in the step's input, or in the run's output, points at nothing.
    UnresolvedReference,
    /// The result breaks the step's `output_schema`.
    InvalidResult,
    /// A person rejected the artifact, or the gate's policy did.
    Rejected,
    /// The run has become larger than what every store holds.
    StateTooLarge,
    /// The agent said so; its own word for the failure.
    #[serde(untagged)]
    Agent(String),
}

impl ErrorKind {
    /// An agent's own word for its failure. Where it is one of the engine's words it gets a prefix: the journal could not
    /// tell them apart, and a client could not tell who failed.
    #[must_use]
    pub fn of_agent(word: &str) -> Self {
        let word: String = word.chars().take(AGENT_WORD_MAX_CHARS).collect();
        let taken = ENGINE_WORDS.iter().any(|kind| kind.as_str() == word);
        Self::Agent(if taken { format!("AGENT_{word}") } else { word })
    }

    /// The word on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::TimedOut => "TIMED_OUT",
            Self::HeartbeatLost => "HEARTBEAT_LOST",
            Self::Refused => "REFUSED",
            Self::UnknownAgent => "UNKNOWN_AGENT",
            Self::UnresolvedReference => "UNRESOLVED_REFERENCE",
            Self::InvalidResult => "INVALID_RESULT",
            Self::Rejected => "REJECTED",
            Self::StateTooLarge => "STATE_TOO_LARGE",
            Self::Agent(word) => word,
        }
    }
}
