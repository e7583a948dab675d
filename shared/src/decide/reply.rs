//! Replies and rejections: what a command comes to. Illegal moves are values, never panics.

use crate::digest::Digest;
use crate::ids::{ApprovalId, AttemptNo, StepId};
use crate::run::{DecisionRecord, RunStatus};

/// What an accepted command comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The answer is in the state, now or since it first came.
    Delivered,
    /// The decision is in the state, now or since it was first taken.
    Decided(DecisionRecord),
    /// The run is cancelled, paused or going on, as asked.
    Accepted,
    /// Timers were looked at.
    Ticked,
    /// An effect's outcome was taken in, or ignored because the run has moved on.
    Noted,
}

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Rejection {
    /// An answer for an attempt that nobody waits for.
    #[error("attempt {attempt} of step '{step}' is over: {why}; stop working on it")]
    Superseded {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
        /// Why nobody waits.
        why: String,
    },
    /// Another answer for an attempt that has been answered.
    #[error("attempt {attempt} of step '{step}' was answered already, and differently")]
    AnsweredOtherwise {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
    },
    /// An answer for an attempt that does not exist.
    #[error("there is no attempt {attempt} of step '{step}'")]
    NoSuchAttempt {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
    },
    /// A decision on a run that waits for none.
    #[error("the run is {status} and waits for no decision{}", hint(*status))]
    NothingToDecide {
        /// Its status.
        status: RunStatus,
    },
    /// A decision that does not say at which of several gates.
    #[error("several approvals are open ({}): name one as approval_id", list(open))]
    WhichApproval {
        /// The open ones.
        open: Vec<ApprovalId>,
    },
    /// A decision in the words of an earlier one, which may repeat that one or mean a gate that is open now.
    #[error(
        "the same was decided at {taken}, and open now: {}; name the one you mean as approval_id",
        list(open)
    )]
    SaidBefore {
        /// Where it was decided.
        taken: ApprovalId,
        /// The open ones.
        open: Vec<ApprovalId>,
    },
    /// A decision at a gate that is not open.
    #[error("approval {approval} is not open; open now: {}", list(open))]
    NotOpen {
        /// The one that was named.
        approval: ApprovalId,
        /// The open ones.
        open: Vec<ApprovalId>,
    },
    /// A decision that was taken before.
    #[error("approval {} was decided already: {} by {} at {}", .0.approval, .0.verdict.as_str(), .0.by.id, .0.at)]
    AlreadyDecided(DecisionRecord),
    /// A decision on another artifact than the one that is shown now.
    #[error(
        "the artifact has changed since it was looked at; it is now {current}: look again and decide anew"
    )]
    ArtifactChanged {
        /// Its hash now.
        current: Digest,
    },
    /// A decision by somebody who is not an approver.
    #[error("'{person}' may not decide approval {approval}")]
    NotAnApprover {
        /// Who.
        person: String,
        /// The gate.
        approval: ApprovalId,
    },
    /// A patch that changes what may not be changed, or can't be applied.
    #[error("the patch can't be applied: {reason}")]
    BadPatch {
        /// Why.
        reason: String,
    },
    /// A request for changes where none is left.
    #[error("the work can't be sent back: {reason}; approve or reject it")]
    NoRoundsLeft {
        /// Why.
        reason: String,
    },
    /// A command that the run's status forbids.
    #[error("the run is {status}; {verb} is only for a run that goes on")]
    Ended {
        /// Its status.
        status: RunStatus,
        /// What was asked.
        verb: &'static str,
    },
}

fn list(open: &[ApprovalId]) -> String {
    if open.is_empty() {
        return "none".to_owned();
    }
    open.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

const fn hint(status: RunStatus) -> &'static str {
    if status.is_terminal() { "" } else { " yet" }
}
