//! Effects: what has to happen outside because of a commit, each with a stable id and a claim that says who may do it.

use crate::ids::{ApprovalId, AttemptNo, CommitId, Seq, StepId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Stable name of an effect in its run: `kind/...`, the same however often it is delivered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EffectId(Box<str>);

impl fmt::Display for EffectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl EffectId {
    /// The step and attempt of a dispatch; `None` for every other effect.
    #[must_use]
    pub fn invocation(&self) -> Option<(StepId, AttemptNo)> {
        let (step, attempt) = self.0.strip_prefix("invoke/")?.split_once('/')?;
        Some((StepId::parse(step).ok()?, AttemptNo(attempt.parse().ok()?)))
    }
}

/// Something that has to happen outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// What.
    pub kind: EffectKind,
    /// Who may do it now.
    pub claim: Claim,
    /// How many deliveries have failed.
    #[serde(default)]
    pub failures: u32,
}

/// What has to happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// Hand an attempt to its agent.
    Invoke {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
    },
    /// Tell an agent's target that nobody waits for an attempt any more.
    Stop {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: AttemptNo,
        /// Where it ran.
        address: String,
    },
    /// Publish journal records on the event bus.
    Publish {
        /// First record.
        from: Seq,
        /// Last record.
        to: Seq,
    },
    /// Tell the approvers about a gate.
    Notify {
        /// The gate and round.
        approval: ApprovalId,
        /// What about it.
        notice: NoticeKind,
        /// Counts the notices of one round, so that each has an id of its own.
        number: u32,
    },
}

/// Why approvers are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The gate opened.
    Requested,
    /// A reminder is due.
    Reminder,
    /// The deadline has passed and the gate holds.
    Overdue,
}

/// Who may do an effect, and until when. Only the process that made the commit named here may do it before `until`;
/// from then on anybody who first takes the claim over by a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The commit that granted it; `None` while a failed delivery waits for its next try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<CommitId>,
    /// When it was granted.
    pub granted_at: Timestamp,
    /// When it ends.
    pub until: Timestamp,
    /// What its holder may do at once.
    #[serde(default, skip_serializing_if = "Hold::is_granted")]
    pub hold: Hold,
}

/// How a claim is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Whoever hears of the commit does the effect: the hint comes once, or doing it twice does no harm.
    #[default]
    Granted,
    /// The hint may come twice and the effect must not be done twice: whoever hears of the commit takes the effect by a
    /// commit of its own before he does it. So far nobody has done it.
    Offered,
    /// Only the process that made the commit does the effect. Nobody is told of it.
    Taken,
}

impl Hold {
    const fn is_granted(&self) -> bool {
        matches!(self, Self::Granted)
    }
}

impl Claim {
    /// Whether there is something to do for whoever hears of a commit.
    #[must_use]
    pub fn calls_for(&self, commit: CommitId) -> bool {
        self.holder == Some(commit) && self.hold != Hold::Taken
    }

    /// Whether a commit holds it in this way.
    #[must_use]
    pub fn is_held(&self, commit: CommitId, hold: Hold) -> bool {
        self.holder == Some(commit) && self.hold == hold
    }

    /// Whether the effect may have been done under it.
    #[must_use]
    pub fn may_have_been_used(&self) -> bool {
        self.holder.is_some() && self.hold != Hold::Offered
    }
}

impl EffectKind {
    /// The stable id.
    #[must_use]
    pub fn id(&self) -> EffectId {
        let text = match self {
            Self::Invoke { step, attempt } => format!("invoke/{step}/{attempt}"),
            Self::Stop { step, attempt, .. } => format!("stop/{step}/{attempt}"),
            Self::Publish { from, .. } => format!("publish/{from}"),
            Self::Notify { approval, number, .. } => format!("notify/{approval}/{number}"),
        };
        EffectId(text.into())
    }
}
