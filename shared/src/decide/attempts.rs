//! The end of an attempt that did not succeed: another one, or the end of the step.

use super::Obstacle;
use super::scratch::Scratch;
use crate::ids::{AttemptNo, StepId};
use crate::run::{Event, StepError};

/// Whether the agent may still be at work on an attempt that is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StillAtWork {
    Perhaps,
    No,
}

/// Fails the attempt of a step that is under way: the step waits for its next one, or fails for good.
pub(super) fn fail(
    scratch: &mut Scratch<'_>,
    step: &StepId,
    error: StepError,
    still: StillAtWork,
) -> Result<(), Obstacle> {
    let Some(attempt) = scratch.running(step) else { return Ok(()) };
    let (number, address): (AttemptNo, String) = (attempt.number, attempt.target.address.clone());
    let failed = scratch.run.steps.get(step).map_or(0, |state| state.failed_tries) + 1;
    let retry_at = scratch
        .agent_step(step)
        .filter(|agent| error.retryable && failed < agent.retry.attempts)
        .map(|agent| scratch.context.now.after(agent.retry.pause_after(failed)));
    scratch.emit(Event::AttemptFailed { step: step.clone(), attempt: number, error, retry_at })?;
    match still {
        StillAtWork::Perhaps => scratch.stop(step, number, address),
        StillAtWork::No => Ok(()),
    }
}

/// Cuts text that came from outside to what a journal record may hold.
pub(super) fn bounded(text: &str) -> String {
    text.chars().take(crate::limits::TEXT_MAX_CHARS).collect()
}
