//! The rows beside a run's state: answers and pulses, and a look at all of it.

use crate::digest::Digest;
use crate::ids::{AttemptNo, StepId};
use crate::run::{EffectId, Run};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// Names an answer row: content-addressed, so that the same answer twice is one row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AnswerKey {
    /// The step.
    pub step: StepId,
    /// The attempt.
    pub attempt: AttemptNo,
    /// Digest of the answer.
    pub digest: Digest,
}

/// An answer that was received and may not be in the state yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerRow {
    /// Its name.
    pub key: AnswerKey,
    /// When it came.
    pub at: Timestamp,
    /// The answer, as [`crate::decide::Answer`].
    pub answer: crate::decide::Answer,
}

/// A small row per attempt for what is reported often and decides nothing by itself. The newest of each kind stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pulse {
    /// The step.
    pub step: StepId,
    /// The attempt.
    pub attempt: AttemptNo,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: PulseKind,
}

/// What a pulse reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PulseKind {
    /// The target acknowledged the dispatch; these effects of the same commit are done as well.
    Acknowledged {
        /// Effects that are done.
        done: Vec<EffectId>,
    },
    /// The agent is at work.
    Alive {
        /// What it says about its progress.
        progress: Option<Value>,
    },
}

impl PulseKind {
    /// The kind's word in a row's key.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Acknowledged { .. } => "ack",
            Self::Alive { .. } => "alive",
        }
    }
}

/// Which rows are looked at together with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Its pulses.
    Pulses,
    /// Its pulses and its answers.
    All,
}

/// A run and the rows beside it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The state.
    pub run: Arc<Run>,
    /// Its answers; none where they were not asked for.
    pub answers: Vec<AnswerRow>,
    /// Its pulses.
    pub pulses: Vec<Pulse>,
}
