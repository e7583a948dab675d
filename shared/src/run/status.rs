//! What can be read off a run's state: its status and what would move it. Derived, never stored.

use super::{EffectKind, Ending, Run, StepStatus};
use crate::ids::StepId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Status of a run.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RunStatus {
    /// Started; nothing heard yet.
    Pending,
    /// Something is under way.
    Running,
    /// Only a person can move it.
    AwaitingApproval,
    /// Done.
    Completed,
    /// A person said no.
    Rejected,
    /// A step failed for good.
    Failed,
    /// Somebody cancelled it.
    Cancelled,
}

impl RunStatus {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Running => "RUNNING",
            Self::AwaitingApproval => "AWAITING_APPROVAL",
            Self::Completed => "COMPLETED",
            Self::Rejected => "REJECTED",
            Self::Failed => "FAILED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Reads the word on the wire, in either case.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::Pending,
            Self::Running,
            Self::AwaitingApproval,
            Self::Completed,
            Self::Rejected,
            Self::Failed,
            Self::Cancelled,
        ]
        .into_iter()
        .find(|status| status.as_str().eq_ignore_ascii_case(word))
    }

    /// Whether a run with this status has ended.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        match self {
            Self::Completed | Self::Rejected | Self::Failed | Self::Cancelled => true,
            Self::Pending | Self::Running | Self::AwaitingApproval => false,
        }
    }

    /// The status that lists index.
    #[must_use]
    pub const fn listed(self) -> ListStatus {
        match self {
            Self::Pending | Self::Running => ListStatus::Active,
            Self::AwaitingApproval => ListStatus::AwaitingApproval,
            Self::Completed => ListStatus::Completed,
            Self::Rejected => ListStatus::Rejected,
            Self::Failed => ListStatus::Failed,
            Self::Cancelled => ListStatus::Cancelled,
        }
    }
}

impl fmt::Display for RunStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Status as lists index it: PENDING and RUNNING share one, so that the first answer moves no index entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListStatus {
    /// PENDING or RUNNING.
    Active,
    /// AWAITING_APPROVAL.
    AwaitingApproval,
    /// COMPLETED.
    Completed,
    /// REJECTED.
    Rejected,
    /// FAILED.
    Failed,
    /// CANCELLED.
    Cancelled,
}

/// Something that would move a run.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WaitingOn {
    /// An agent's answer.
    Agent {
        /// The step.
        step: StepId,
        /// The attempt.
        attempt: crate::ids::AttemptNo,
        /// The agent's name.
        agent: String,
        /// Since when, RFC 3339.
        since: String,
        /// When the attempt times out, RFC 3339.
        until: String,
    },
    /// The pause before the next attempt.
    Retry {
        /// The step.
        step: StepId,
        /// When, RFC 3339.
        until: String,
        /// Why the last attempt failed.
        error: String,
    },
    /// A person's decision.
    Approval {
        /// The step.
        step: StepId,
        /// `step.round`.
        approval_id: String,
        /// Since when, RFC 3339.
        since: String,
        /// When the answer is due, RFC 3339.
        until: Option<String>,
    },
    /// Somebody who resumes it.
    Resume {
        /// The step that would start.
        step: StepId,
        /// Who paused it.
        paused_by: String,
    },
}

impl WaitingOn {
    /// The step.
    #[must_use]
    pub const fn step(&self) -> &StepId {
        match self {
            Self::Agent { step, .. }
            | Self::Retry { step, .. }
            | Self::Approval { step, .. }
            | Self::Resume { step, .. } => step,
        }
    }
}

/// Status of a run, from its state.
#[must_use]
pub fn status(run: &Run) -> RunStatus {
    match &run.ending {
        Some(Ending::Completed { .. }) => RunStatus::Completed,
        Some(Ending::Rejected { .. }) => RunStatus::Rejected,
        Some(Ending::Failed { .. }) => RunStatus::Failed,
        Some(Ending::Cancelled { .. }) => RunStatus::Cancelled,
        None => open_status(run),
    }
}

fn open_status(run: &Run) -> RunStatus {
    let mut gate = false;
    for step in run.steps.values() {
        match &step.status {
            StepStatus::Running(_) | StepStatus::WaitingRetry { .. } => {
                return if run.heard { RunStatus::Running } else { RunStatus::Pending };
            }
            StepStatus::AwaitingApproval(_) => gate = true,
            StepStatus::Pending
            | StepStatus::Succeeded { .. }
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled => {}
        }
    }
    match (gate, run.heard) {
        (true, _) => RunStatus::AwaitingApproval,
        (false, true) => RunStatus::Running,
        (false, false) => RunStatus::Pending,
    }
}

/// What would move a run: agents first, then pauses, people, and whoever resumes it. Empty once it has ended.
#[must_use]
pub fn waiting_on(run: &Run) -> Vec<WaitingOn> {
    if run.is_terminal() {
        return Vec::new();
    }
    let mut waiting: Vec<WaitingOn> =
        run.steps.iter().filter_map(|(id, step)| waiting_on_step(run, id, &step.status)).collect();
    if waiting.is_empty()
        && let Some(by) = &run.paused
        && let Some((id, _)) = run.steps.iter().find(|(_, step)| matches!(step.status, StepStatus::Pending))
    {
        waiting.push(WaitingOn::Resume { step: id.clone(), paused_by: by.id.to_string() });
    }
    waiting.sort_by_key(|item| match item {
        WaitingOn::Agent { .. } => 0,
        WaitingOn::Retry { .. } => 1,
        WaitingOn::Approval { .. } => 2,
        WaitingOn::Resume { .. } => 3,
    });
    waiting
}

fn waiting_on_step(run: &Run, id: &StepId, status: &StepStatus) -> Option<WaitingOn> {
    match status {
        StepStatus::Running(attempt) => Some(WaitingOn::Agent {
            step: id.clone(),
            attempt: attempt.number,
            agent: attempt.agent.to_string(),
            since: attempt.started_at.rfc3339(),
            until: attempt.timeout_at.rfc3339(),
        }),
        StepStatus::WaitingRetry { until, error } => Some(match &run.paused {
            None => {
                WaitingOn::Retry { step: id.clone(), until: until.rfc3339(), error: error.message.clone() }
            }
            Some(by) => WaitingOn::Resume { step: id.clone(), paused_by: by.id.to_string() },
        }),
        StepStatus::AwaitingApproval(gate) => Some(WaitingOn::Approval {
            step: id.clone(),
            approval_id: format!("{id}.{}", gate.round),
            since: gate.opened_at.rfc3339(),
            until: gate.due.map(|due| due.at.rfc3339()),
        }),
        StepStatus::Pending
        | StepStatus::Succeeded { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    }
}

impl Run {
    /// Whether an effect in the outbox is a dispatch.
    #[must_use]
    pub fn has_pending_dispatch(&self) -> bool {
        self.outbox.values().any(|effect| matches!(effect.kind, EffectKind::Invoke { .. }))
    }
}
