//! When somebody must look at a run again: a pure function of its state, never set by hand. It exists exactly if the run
//! has not ended or its outbox is not empty.

use super::{EffectKind, Run, StepStatus};
use crate::ids::StepId;
use crate::limits::STEP_TIMEOUT_DEFAULT_MS;
use crate::time::{Millis, Timestamp};

/// The earliest of all timers; `None` where nothing is left to do.
#[must_use]
pub fn alarm(run: &Run) -> Option<Timestamp> {
    if crate::sabotaged!(AlarmIgnoresTimeout) && run.outbox.is_empty() && !run.is_terminal() {
        return Some(run.updated_at.after(Millis(crate::limits::DURATION_MAX_MS)));
    }
    let effects = run.outbox.values().map(|effect| effect.claim.until);
    if run.is_terminal() {
        return effects.min();
    }
    let timers = run.steps.iter().filter_map(|(id, step)| step_timer(run, id, &step.status));
    let earliest = effects.chain(timers).min();
    // A run that waits for a person without a deadline, or is paused, still shows up in the sweep: a run that nobody
    // ever looks at is one that a fault could strand.
    Some(earliest.unwrap_or_else(|| run.updated_at.after(Millis(STEP_TIMEOUT_DEFAULT_MS))))
}

fn step_timer(run: &Run, step: &StepId, status: &StepStatus) -> Option<Timestamp> {
    match status {
        StepStatus::Running(attempt) => {
            // Nobody is silent who was not called: until then the claim is the timer.
            let invoke = EffectKind::Invoke { step: step.clone(), attempt: attempt.number }.id();
            let silent = attempt.silent_at().filter(|_| !run.outbox.contains_key(&invoke));
            Some(silent.map_or(attempt.timeout_at, |silent| silent.min(attempt.timeout_at)))
        }
        StepStatus::WaitingRetry { until, .. } => run.paused.is_none().then_some(*until),
        StepStatus::AwaitingApproval(gate) => {
            let deadline = gate.due.filter(|_| !gate.overdue).map(|due| due.at);
            gate.remind_at.first().copied().into_iter().chain(deadline).min()
        }
        StepStatus::Pending
        | StepStatus::Succeeded { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    }
}
