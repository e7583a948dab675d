//! What became of an effect. Ignored once the run has moved on; only a definite refusal fails an attempt.

use super::attempts::{StillAtWork, bounded, fail};
use super::scratch::Scratch;
use super::{EffectOutcome, Obstacle, Outcome, Reply, answer};
use crate::ids::StepId;
use crate::limits::{REDELIVERY_BASE_MS, REDELIVERY_MAX_MS};
use crate::run::{Effect, EffectKind, Event, StepError};
use crate::time::Millis;

pub(super) fn outcome(scratch: &mut Scratch<'_>, outcome: &Outcome) -> Result<Reply, Obstacle> {
    let Some(effect) = scratch.run.outbox.get(&outcome.effect).cloned() else {
        return answered_after_all(scratch, outcome);
    };
    match &outcome.result {
        EffectOutcome::Done => {
            scratch.emit(Event::EffectDone { id: outcome.effect.clone() })?;
            heard(scratch, &effect.kind)?;
        }
        EffectOutcome::Answered(reply) => {
            if let EffectKind::Invoke { step, attempt } = &effect.kind {
                scratch.emit(Event::EffectDone { id: outcome.effect.clone() })?;
                // A reply that nobody waits for is recorded as such; there is no one here to tell.
                let _ignored_rejection = answer::answer(scratch, step, *attempt, reply)?;
            }
        }
        // A claim that was taken over has another holder, whose outcome counts.
        EffectOutcome::Refused { .. } | EffectOutcome::TryLater { .. }
            if effect.claim.holder != Some(outcome.claim) => {}
        EffectOutcome::Refused { kind, reason, retryable } => match &effect.kind {
            EffectKind::Invoke { step, .. } => {
                let error = StepError { kind: kind.clone(), message: bounded(reason), retryable: *retryable };
                fail(scratch, step, error, earlier_delivery(scratch, step, &effect))?;
            }
            // Nobody there to stop: nothing is left to do.
            EffectKind::Stop { .. } => scratch.emit(Event::EffectDone { id: outcome.effect.clone() })?,
            EffectKind::Publish { .. } | EffectKind::Notify { .. } => {
                try_later(scratch, outcome, &effect, reason, None)?;
            }
        },
        EffectOutcome::TryLater { reason, after_ms, maybe_done } => {
            if *maybe_done && !scratch.may_repeat(&effect.kind) {
                scratch.emit(Event::EffectDone { id: outcome.effect.clone() })?;
            } else {
                try_later(scratch, outcome, &effect, reason, *after_ms)?;
            }
        }
    }
    Ok(Reply::Noted)
}

/// A target that took its time to acknowledge was not silent.
fn heard(scratch: &mut Scratch<'_>, kind: &EffectKind) -> Result<(), Obstacle> {
    match kind {
        EffectKind::Invoke { step, attempt }
            if scratch.running(step).is_some_and(|current| current.heartbeat.is_some()) =>
        {
            let at = scratch.context.now;
            scratch.emit(Event::HeartbeatSeen { step: step.clone(), attempt: *attempt, at })
        }
        EffectKind::Invoke { .. }
        | EffectKind::Stop { .. }
        | EffectKind::Publish { .. }
        | EffectKind::Notify { .. } => Ok(()),
    }
}

/// A reply is an answer even where nobody tracks its dispatch any more, as of a target that must not be called twice.
fn answered_after_all(scratch: &mut Scratch<'_>, outcome: &Outcome) -> Result<Reply, Obstacle> {
    if let EffectOutcome::Answered(reply) = &outcome.result
        && let Some((step, attempt)) = outcome.effect.invocation()
    {
        let _ignored_rejection = answer::answer(scratch, &step, attempt, reply)?;
    }
    Ok(Reply::Noted)
}

/// Whether the agent may be at work on a delivery before the one that was refused.
fn earlier_delivery(scratch: &Scratch<'_>, step: &StepId, effect: &Effect) -> StillAtWork {
    // What must not be done twice was only taken anew, and never done before.
    let handed_out_again = scratch
        .running(step)
        .is_some_and(|attempt| attempt.target.idempotent && attempt.dispatched_at > attempt.started_at);
    if effect.failures > 0 || handed_out_again { StillAtWork::Perhaps } else { StillAtWork::No }
}

fn try_later(
    scratch: &mut Scratch<'_>,
    outcome: &Outcome,
    effect: &Effect,
    reason: &str,
    after_ms: Option<u64>,
) -> Result<(), Obstacle> {
    let grown = REDELIVERY_BASE_MS.saturating_mul(1_u64 << effect.failures.min(20));
    let pause = grown.max(after_ms.unwrap_or(0)).min(REDELIVERY_MAX_MS);
    scratch.emit(Event::EffectDeferred {
        id: outcome.effect.clone(),
        until: scratch.context.now.after(Millis(pause)),
        reason: bounded(reason),
    })
}
