//! What can happen to a run. Events are facts: they carry all that applying them needs, so that neither the playbook nor
//! a clock is needed to fold a journal.

use super::{Attempt, Claim, DecisionRecord, Effect, EffectId, Gate, PlaybookPin, ReceiptKey, StepError};
use crate::digest::Digest;
use crate::ids::{ApprovalId, AttemptNo, CommitId, StepId};
use crate::payload::Payload;
use crate::principal::Principal;
use crate::time::Timestamp;
use crate::trace::TraceContext;
use serde::{Deserialize, Serialize};

/// Something that happened to a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The run exists.
    RunStarted {
        /// Where it lives.
        key: super::RunKey,
        /// What it follows.
        playbook: PlaybookPin,
        /// What it was given.
        input: Payload,
        /// Digest of the start request.
        start_digest: Digest,
        /// Who started it.
        by: Principal,
        /// The steps of the playbook.
        steps: Vec<StepId>,
        /// See [`super::Run::incarnation`].
        incarnation: CommitId,
        /// The trace that the request belongs to, where it named one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trace: Option<TraceContext>,
    },
    /// An attempt began.
    StepStarted {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: Box<Attempt>,
    },
    /// Something has to happen outside.
    EffectAdded {
        /// What.
        effect: Effect,
    },
    /// Somebody else took over an effect.
    EffectClaimed {
        /// Which.
        id: EffectId,
        /// The new claim.
        claim: Claim,
    },
    /// A delivery failed and will be tried again.
    EffectDeferred {
        /// Which.
        id: EffectId,
        /// When.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// An effect is done, or no longer wanted.
    EffectDone {
        /// Which.
        id: EffectId,
    },
    /// An agent reported that it is still at work.
    HeartbeatSeen {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
        /// When.
        at: Timestamp,
    },
    /// A step is done.
    StepSucceeded {
        /// The step.
        step: StepId,
        /// The attempt, for agent steps.
        attempt: AttemptNo,
        /// What it gave.
        output: Payload,
    },
    /// An attempt failed.
    AttemptFailed {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
        /// Why.
        error: StepError,
        /// When the next attempt starts; `None` where the step has failed for good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_at: Option<Timestamp>,
    },
    /// An answer came for an attempt that nobody waits for.
    StaleAnswerIgnored {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
    },
    /// A request was answered.
    ReceiptKept {
        /// Which.
        key: ReceiptKey,
        /// Digest of its body.
        digest: Digest,
    },
    /// A gate opened.
    ApprovalRequested {
        /// The step.
        step: StepId,
        /// The gate.
        gate: Box<Gate>,
    },
    /// Approvers were reminded.
    ApprovalReminded {
        /// The gate and round.
        approval: ApprovalId,
        /// Reminders that are still due.
        remind_at: Vec<Timestamp>,
        /// Whether the deadline has passed.
        overdue: bool,
    },
    /// A person, or the gate's policy, decided.
    ApprovalDecided {
        /// The decision.
        decision: DecisionRecord,
    },
    /// Work is done again because of a request for changes.
    StepsReset {
        /// The steps.
        steps: Vec<StepId>,
        /// The comment.
        feedback: Option<String>,
    },
    /// New dispatches are held back.
    Paused {
        /// By whom.
        by: Principal,
    },
    /// Dispatches go on.
    Resumed {
        /// By whom.
        by: Principal,
    },
    /// The run ended.
    RunEnded {
        /// How.
        ending: Ending,
    },
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// All steps are done.
    Completed {
        /// What the playbook's `output` names.
        output: Payload,
    },
    /// A person rejected the artifact.
    Rejected {
        /// Why.
        error: StepError,
        /// The gate.
        approval: ApprovalId,
    },
    /// A step failed for good.
    Failed {
        /// Why.
        error: StepError,
        /// The step, where one is to blame.
        step: Option<StepId>,
    },
    /// Somebody cancelled it.
    Cancelled {
        /// Who.
        by: Principal,
        /// Why, in their words.
        reason: Option<String>,
    },
}

impl Event {
    /// Whether it only notes in the state what a row beside it says already: that an effect is done, that an agent lives.
    /// Whoever looks at state and rows knows it without.
    #[must_use]
    pub const fn is_note(&self) -> bool {
        match self {
            Self::EffectDone { .. } | Self::HeartbeatSeen { .. } => true,
            Self::RunStarted { .. }
            | Self::StepStarted { .. }
            | Self::StepSucceeded { .. }
            | Self::AttemptFailed { .. }
            | Self::EffectAdded { .. }
            | Self::EffectClaimed { .. }
            | Self::EffectDeferred { .. }
            | Self::StaleAnswerIgnored { .. }
            | Self::ReceiptKept { .. }
            | Self::ApprovalRequested { .. }
            | Self::ApprovalReminded { .. }
            | Self::ApprovalDecided { .. }
            | Self::StepsReset { .. }
            | Self::Paused { .. }
            | Self::Resumed { .. }
            | Self::RunEnded { .. } => false,
        }
    }

    /// The public name of the event, where it is one that clients and buses see; bookkeeping has none.
    #[must_use]
    pub const fn public_name(&self) -> Option<&'static str> {
        match self {
            Self::RunStarted { .. } => Some("WorkflowStarted"),
            Self::StepStarted { .. } => Some("StepStarted"),
            Self::StepSucceeded { .. } => Some("StepCompleted"),
            Self::AttemptFailed { .. } => Some("StepFailed"),
            Self::ApprovalRequested { .. } => Some("ApprovalRequested"),
            Self::ApprovalReminded { .. } => Some("ApprovalReminded"),
            Self::ApprovalDecided { .. } => Some("ApprovalDecided"),
            Self::Paused { .. } => Some("WorkflowPaused"),
            Self::Resumed { .. } => Some("WorkflowResumed"),
            Self::StepsReset { .. } => Some("StepsReset"),
            Self::RunEnded { ending } => Some(match ending {
                Ending::Completed { .. } => "WorkflowCompleted",
                Ending::Rejected { .. } => "WorkflowRejected",
                Ending::Failed { .. } => "WorkflowFailed",
                Ending::Cancelled { .. } => "WorkflowCancelled",
            }),
            Self::EffectAdded { .. }
            | Self::EffectClaimed { .. }
            | Self::EffectDeferred { .. }
            | Self::EffectDone { .. }
            | Self::HeartbeatSeen { .. }
            | Self::StaleAnswerIgnored { .. }
            | Self::ReceiptKept { .. } => None,
        }
    }
}
