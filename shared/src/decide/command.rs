//! Commands: what is asked of a run.

use crate::digest::Digest;
use crate::ids::{AttemptNo, CommitId, StepId};
use crate::payload::Payload;
use crate::principal::Principal;
use crate::run::{EffectId, RunKey, Verdict};
use crate::trace::TraceContext;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that is asked of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// An agent's answer to an attempt.
    Answer {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
        /// What it says.
        answer: Answer,
    },
    /// A person's decision.
    Decide(Box<DecideCommand>),
    /// End the run.
    Cancel {
        /// Who.
        by: Principal,
        /// Why.
        reason: Option<String>,
    },
    /// Hold back new dispatches.
    Pause {
        /// Who.
        by: Principal,
    },
    /// Let dispatches go on.
    Resume {
        /// Who.
        by: Principal,
    },
    /// Look at all timers.
    Tick,
    /// Take an effect that is offered, to do it: the commit that this leads to is the only one that may.
    Take {
        /// The effect.
        effect: EffectId,
        /// The commit that offered it.
        offer: CommitId,
    },
    /// What became of an effect.
    Outcome(Outcome),
}

/// Starting a run.
#[derive(Clone, Debug)]
pub struct StartCommand {
    /// Where it will live.
    pub key: RunKey,
    /// What it is given, checked and with defaults filled in.
    pub input: Payload,
    /// Digest of the client's request.
    pub digest: Digest,
    /// Who starts it.
    pub by: Principal,
    /// The trace that the request belongs to, where it names one.
    pub trace: Option<TraceContext>,
}

/// An agent's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Digest of what the agent sent, without the token.
    pub digest: Digest,
    /// What it says.
    pub outcome: AnswerOutcome,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerOutcome {
    /// The result.
    Succeeded {
        /// The result itself, or where it lies.
        output: Payload,
        /// Whether the result keeps the step's `output_schema`; told by the shell, which has the document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        invalid: Option<String>,
    },
    /// The failure.
    Failed {
        /// The agent's word for it.
        kind: String,
        /// What happened.
        message: String,
        /// Whether another attempt may help.
        retryable: bool,
    },
}

/// A person's decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecideCommand {
    /// The gate and round; `None` where the request names none.
    pub approval: Option<crate::ids::ApprovalId>,
    /// What.
    pub verdict: Verdict,
    /// The artifact that was seen, where the request names it.
    pub artifact_hash: Option<Digest>,
    /// What was said.
    pub comment: Option<String>,
    /// Changes to the artifact: JSON Patch as a list, merge patch as an object.
    pub patch: Option<Value>,
    /// Who.
    pub by: Principal,
    /// Digest of the request.
    pub digest: Digest,
}

/// What became of an effect that was tried under a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The effect.
    pub effect: EffectId,
    /// The commit under whose claim it was tried.
    pub claim: CommitId,
    /// What became of it.
    pub result: EffectOutcome,
}

/// What became of an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum EffectOutcome {
    /// Done.
    Done,
    /// A dispatch was answered at once with a result.
    Answered(Answer),
    /// A dispatch was definitely refused.
    Refused {
        /// What kind of failure.
        kind: crate::run::ErrorKind,
        /// Why.
        reason: String,
        /// Whether another attempt may help.
        retryable: bool,
    },
    /// Not done, or not known to be: try the same again later.
    TryLater {
        /// Why.
        reason: String,
        /// Asked-for pause in milliseconds.
        after_ms: Option<u64>,
        /// Whether it may have happened all the same.
        maybe_done: bool,
    },
}
