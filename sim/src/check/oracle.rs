//! When somebody must look at a run at the latest, worked out anew: the engine's own alarm may be what is broken.

use shared::run::{EffectKind, Run, StepStatus};
use shared::time::Timestamp;

/// The earliest of all timers; `None` where only a person or an agent can move the run.
pub(super) fn due_by(run: &Run) -> Option<Timestamp> {
    let mut times: Vec<Timestamp> = run.outbox.values().map(|effect| effect.claim.until).collect();
    if !run.is_terminal() {
        for (id, state) in &run.steps {
            match &state.status {
                StepStatus::Running(attempt) => {
                    times.push(attempt.timeout_at);
                    let invoke = EffectKind::Invoke { step: id.clone(), attempt: attempt.number }.id();
                    if let Some(span) = attempt.heartbeat
                        && !run.outbox.contains_key(&invoke)
                    {
                        let heard = attempt.heard_at.unwrap_or(attempt.dispatched_at);
                        times.push(heard.max(attempt.dispatched_at).after(span));
                    }
                }
                StepStatus::WaitingRetry { until, .. } if run.paused.is_none() => times.push(*until),
                StepStatus::AwaitingApproval(gate) => {
                    times.extend(gate.remind_at.iter().copied());
                    times.extend(gate.due.filter(|_| !gate.overdue).map(|due| due.at));
                }
                StepStatus::WaitingRetry { .. }
                | StepStatus::Pending
                | StepStatus::Succeeded { .. }
                | StepStatus::Failed { .. }
                | StepStatus::Skipped
                | StepStatus::Cancelled => {}
            }
        }
    }
    times.into_iter().min()
}
