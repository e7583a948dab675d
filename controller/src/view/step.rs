//! The view of a run's steps, in the playbook's order.

use callback::view::gate_view;
use shared::playbook::{Playbook, StepKind};
use shared::ports::{Pulse, PulseKind};
use shared::run::{Attempt, Run, StepState, StepStatus};
use shared::wire::{AttemptView, ErrorView, StepView};

/// The steps of a run.
pub(super) fn step_views(run: &Run, playbook: &Playbook, pulses: &[Pulse]) -> Vec<StepView> {
    playbook
        .steps
        .iter()
        .filter_map(|step| {
            let agent = match &step.kind {
                StepKind::Agent(agent) => Some(agent.agent.to_string()),
                StepKind::Approval(_) => None,
            };
            run.steps.get(&step.id).map(|state| step_view(&step.id, agent, state, pulses))
        })
        .collect()
}

fn step_view(
    id: &shared::ids::StepId,
    agent: Option<String>,
    state: &StepState,
    pulses: &[Pulse],
) -> StepView {
    let mut view = StepView {
        id: id.clone(),
        agent,
        status: word(&state.status).to_owned(),
        attempts: state.last_attempt,
        attempt: None,
        gate: None,
        retry_at: None,
        completed_at: None,
        output_hash: None,
        error: None,
    };
    match &state.status {
        StepStatus::Running(attempt) => view.attempt = Some(attempt_view(id, attempt, pulses)),
        StepStatus::WaitingRetry { until, error } => {
            view.retry_at = Some(until.rfc3339());
            view.error = Some(ErrorView::from(error));
        }
        StepStatus::AwaitingApproval(gate) => view.gate = Some(gate_view(id, gate)),
        StepStatus::Succeeded { output, at } => {
            view.completed_at = Some(at.rfc3339());
            view.output_hash = Some(output.digest());
        }
        StepStatus::Failed { error, at } => {
            view.completed_at = Some(at.rfc3339());
            view.error = Some(ErrorView::from(error));
        }
        StepStatus::Pending | StepStatus::Skipped | StepStatus::Cancelled => {}
    }
    view
}

const fn word(status: &StepStatus) -> &'static str {
    match status {
        StepStatus::Pending => "pending",
        StepStatus::Running(_) => "running",
        StepStatus::WaitingRetry { .. } => "waiting_retry",
        StepStatus::AwaitingApproval(_) => "awaiting_approval",
        StepStatus::Succeeded { .. } => "succeeded",
        StepStatus::Failed { .. } => "failed",
        StepStatus::Skipped => "skipped",
        StepStatus::Cancelled => "cancelled",
    }
}

fn attempt_view(id: &shared::ids::StepId, attempt: &Attempt, pulses: &[Pulse]) -> AttemptView {
    let own = || pulses.iter().filter(|pulse| pulse.step == *id && pulse.attempt == attempt.number);
    let newest = own().max_by_key(|pulse| pulse.at);
    AttemptView {
        number: attempt.number,
        target: attempt.target.address.clone(),
        started_at: attempt.started_at.rfc3339(),
        timeout_at: attempt.timeout_at.rfc3339(),
        acknowledged_at: own()
            .find(|pulse| matches!(pulse.kind, PulseKind::Acknowledged { .. }))
            .map(|pulse| pulse.at.rfc3339()),
        heard_at: newest.map(|pulse| pulse.at).or(attempt.heard_at).map(shared::time::Timestamp::rfc3339),
        progress: own().find_map(|pulse| match &pulse.kind {
            PulseKind::Alive { progress } => progress.clone(),
            PulseKind::Acknowledged { .. } => None,
        }),
    }
}
