//! What people see of a gate.

use crate::problem::of_transact;
use serde_json::Value;
use shared::ids::{ApprovalId, StepId};
use shared::limits::LISTED_ARTIFACT_MAX_BYTES;
use shared::payload::{Loaded, Payload};
use shared::protocol::{Engine, TransactError};
use shared::run::{Gate, Run, StepStatus};
use shared::wire::{ApprovalView, GateView, Problem};
use std::sync::Arc;

/// The gate's public view.
#[must_use]
pub fn gate_view(step: &StepId, gate: &Gate) -> GateView {
    GateView {
        approval_id: ApprovalId { step: step.clone(), round: gate.round },
        title: gate.title.clone(),
        artifact_hash: gate.artifact_hash,
        opened_at: gate.opened_at.rfc3339(),
        deadline: gate.due.map(|due| due.at.rfc3339()),
        on_deadline: gate.due.map(|due| {
            match due.then {
                shared::playbook::OnDeadline::Hold => "hold",
                shared::playbook::OnDeadline::Reject => "reject",
                shared::playbook::OnDeadline::Approve => "approve",
            }
            .to_owned()
        }),
        overdue: gate.overdue,
        rounds_left: gate.rounds_left,
        editable: gate.editable.clone(),
        approvers: gate.approvers.iter().map(ToString::to_string).collect(),
    }
}

/// The open gates of a run.
#[must_use]
pub fn open_gates(run: &Run) -> Vec<(&StepId, &Gate)> {
    run.steps
        .iter()
        .filter_map(|(id, state)| match &state.status {
            StepStatus::AwaitingApproval(gate) => Some((id, &**gate)),
            StepStatus::Pending
            | StepStatus::Running(_)
            | StepStatus::WaitingRetry { .. }
            | StepStatus::Succeeded { .. }
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled => None,
        })
        .collect()
}

/// How much of an artifact a view holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// All of it where it is small enough for a list.
    Listed,
}

/// A gate with its artifact. What can't be read is said in the view: the gate is open all the same.
pub async fn approval_view(
    engine: &Engine,
    run: &Run,
    step: &StepId,
    gate: &Gate,
    extent: Extent,
) -> ApprovalView {
    let mut view = ApprovalView {
        workflow_id: run.key.id.clone(),
        playbook: run.playbook.name.to_string(),
        gate: gate_view(step, gate),
        artifact: Value::Null,
        url: None,
        artifact_problem: None,
    };
    let large = match &gate.artifact {
        Payload::Inline(_) => false,
        Payload::Stored { bytes, .. } => *bytes > LISTED_ARTIFACT_MAX_BYTES,
    };
    if large && extent == Extent::Listed {
        view.url = Some(format!("/approvals/{}/{}", run.key.id, view.gate.approval_id));
        return view;
    }
    match artifact(engine, run, gate).await {
        Ok(artifact) => view.artifact = (*artifact).clone(),
        Err(problem) => view.artifact_problem = Some(problem.detail),
    }
    view
}

/// The artifact of a gate.
///
/// # Errors
/// A [`Problem`] where it can't be read.
pub async fn artifact(engine: &Engine, run: &Run, gate: &Gate) -> Result<Arc<Value>, Problem> {
    document(engine, run, &gate.artifact).await.map_err(|error| of_transact(&error))
}

/// A document of a run's state, loaded where it is stored apart.
///
/// # Errors
/// The payload store's failure.
pub async fn document(engine: &Engine, run: &Run, payload: &Payload) -> Result<Arc<Value>, TransactError> {
    let mut loaded = Loaded::new();
    loop {
        match payload.value(&loaded) {
            Ok(value) => return Ok(Arc::clone(value)),
            Err(needed) => engine.load_document(&run.key, needed.0, &mut loaded).await?,
        }
    }
}
