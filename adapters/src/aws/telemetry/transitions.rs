//! One line per transition of a run.

use super::lines::{Line, Log};
use super::metric::{
    ATTEMPTS_FAILED, CONFLICTS, CONFLICTS_EXHAUSTED, RUN_LATENCY, RUNS_FAILED, RUNS_FINISHED, RUNS_STARTED,
    STEP_LATENCY, TRANSITIONS, Unit,
};
use async_trait::async_trait;
use serde_json::{Value, json};
use shared::ids::StepId;
use shared::ports::{Wake, WakeDelivery, WakeHint};
use shared::run::{Run, RunKey, RunStatus, StepStatus, status};
use shared::time::Millis;
use std::sync::Arc;

/// A wake that also writes one line per transition.
pub struct TransitionLog {
    inner: Arc<dyn Wake>,
    log: Log,
}

impl TransitionLog {
    /// Around a wake.
    #[must_use]
    pub fn new(inner: Arc<dyn Wake>, log: Log) -> Self {
        Self { inner, log }
    }
}

#[async_trait]
impl Wake for TransitionLog {
    fn delivery(&self) -> WakeDelivery {
        self.inner.delivery()
    }

    async fn wake(&self, hint: WakeHint) {
        self.inner.wake(hint).await;
    }

    fn changed(&self, run: &Run) {
        self.inner.changed(run);
    }

    fn committed(&self, before: Option<&Run>, after: &Run) {
        self.log.transition(transition(before, after));
        self.inner.committed(before, after);
    }

    fn conflicted(&self, key: &RunKey, gave_up: bool) {
        // One conflict is nothing: it counts where it repeats itself until somebody is sent away.
        if gave_up {
            let line =
                Line::new("given up after too many conflicts", 0).field("workflow_id", key.id.as_str());
            self.log.write(line.count(CONFLICTS).count(CONFLICTS_EXHAUSTED));
        } else {
            tracing::debug!(workflow_id = %key.id, "another write came first");
        }
        self.inner.conflicted(key, gave_up);
    }
}

fn transition(before: Option<&Run>, run: &Run) -> Line {
    let now = status(run);
    let mut line = Line::new("transition", run.updated_at.as_millis()).count(TRANSITIONS);
    if run.version == 1 {
        line = line.count(RUNS_STARTED);
    }
    for took in before.into_iter().flat_map(|before| succeeded(before, run)) {
        line = line.value(STEP_LATENCY, took.0, Unit::Milliseconds);
    }
    for _attempt in 0..before.map_or(0, |before| failed(before, run)) {
        line = line.count(ATTEMPTS_FAILED);
    }
    if run.is_terminal() && before.is_none_or(|before| !before.is_terminal()) {
        line = line.count(RUNS_FINISHED);
        if now == RunStatus::Failed {
            line = line.count(RUNS_FAILED);
        }
        line = line.value(RUN_LATENCY, run.updated_at.since(run.created_at).0, Unit::Milliseconds);
    }
    line = line.field("workflow_id", run.key.id.as_str()).field("trace_id", run.trace().id());
    line = line.field("version", run.version).field("status", now.as_str());
    match current(run) {
        Some((step, attempt)) => line.field("step", step.as_str()).field("attempt", attempt),
        None => line,
    }
}

/// How long each step took that has succeeded by this commit.
fn succeeded(before: &Run, after: &Run) -> Vec<Millis> {
    let steps = after.steps.iter().filter_map(|(id, step)| {
        let StepStatus::Succeeded { at, .. } = &step.status else { return None };
        let begun = match &before.steps.get(id)?.status {
            StepStatus::Running(attempt) => attempt.started_at,
            StepStatus::AwaitingApproval(gate) => gate.opened_at,
            StepStatus::Pending
            | StepStatus::WaitingRetry { .. }
            | StepStatus::Succeeded { .. }
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled => return None,
        };
        Some(at.since(begun))
    });
    steps.collect()
}

/// How many attempts have failed by this commit.
fn failed(before: &Run, after: &Run) -> usize {
    let runs =
        |id: &StepId| before.steps.get(id).is_some_and(|step| matches!(step.status, StepStatus::Running(_)));
    let over =
        |status: &StepStatus| matches!(status, StepStatus::WaitingRetry { .. } | StepStatus::Failed { .. });
    after.steps.iter().filter(|(id, step)| over(&step.status) && runs(id)).count()
}

/// The first step under way, and its attempt or round.
fn current(run: &Run) -> Option<(&StepId, Value)> {
    run.steps.iter().find_map(|(id, step)| match &step.status {
        StepStatus::Running(attempt) => Some((id, json!(attempt.number))),
        StepStatus::AwaitingApproval(_) => Some((id, json!(step.last_round))),
        StepStatus::WaitingRetry { .. } => Some((id, json!(step.last_attempt))),
        StepStatus::Pending
        | StepStatus::Succeeded { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    })
}
