//! Looking at all timers of a run: one firing handles everything that is due.

use super::attempts::{StillAtWork, fail};
use super::decision::decide_by_policy;
use super::notes::acknowledged;
use super::scratch::Scratch;
use super::{Obstacle, Reply, advance};
use crate::ids::{ApprovalId, StepId};
use crate::limits::OVERDUE_REMINDER_MS;
use crate::playbook::OnDeadline;
use crate::ports::Pulse;
use crate::run::{Attempt, EffectKind, ErrorKind, Event, Gate, NoticeKind, StepError, StepStatus, Verdict};
use crate::time::{Millis, Timestamp};

pub(super) fn tick(scratch: &mut Scratch<'_>) -> Result<Reply, Obstacle> {
    take_in_acknowledgements(scratch)?;
    // Before the attempts: one whose dispatch is given up here may have been silent for too long already.
    take_over_effects(scratch)?;
    if !scratch.run.is_terminal() {
        let steps: Vec<StepId> = scratch.run.steps.keys().cloned().collect();
        for step in &steps {
            if scratch.run.is_terminal() {
                break;
            }
            match scratch.run.steps.get(step).map(|state| state.status.clone()) {
                Some(StepStatus::Running(attempt)) => look_at_attempt(scratch, step, &attempt)?,
                Some(StepStatus::AwaitingApproval(gate)) => look_at_gate(scratch, step, &gate)?,
                // The end of a pause before a retry is seen by `advance`, which runs after every command.
                Some(
                    StepStatus::Pending
                    | StepStatus::WaitingRetry { .. }
                    | StepStatus::Succeeded { .. }
                    | StepStatus::Failed { .. }
                    | StepStatus::Skipped
                    | StepStatus::Cancelled,
                )
                | None => {}
            }
        }
    }
    Ok(Reply::Ticked)
}

/// Acknowledgements lie in rows of their own until somebody looks.
pub(super) fn take_in_acknowledgements(scratch: &mut Scratch<'_>) -> Result<(), Obstacle> {
    for id in acknowledged(&scratch.run, scratch.context.pulses) {
        scratch.emit(Event::EffectDone { id })?;
    }
    Ok(())
}

fn look_at_attempt(scratch: &mut Scratch<'_>, step: &StepId, attempt: &Attempt) -> Result<(), Obstacle> {
    let now = scratch.context.now;
    let mut attempt = attempt.clone();
    if let Some(at) = newest_report(scratch.context.pulses, step, &attempt)
        && attempt.heard_at.is_none_or(|heard| heard < at)
        && attempt.silent_at().is_some_and(|silent| silent <= now)
    {
        attempt.heard_at = Some(at);
        scratch.emit(Event::HeartbeatSeen { step: step.clone(), attempt: attempt.number, at })?;
    }
    if attempt.timeout_at <= now {
        let span = attempt.timeout_at.since(attempt.started_at);
        let message = format!("agent '{}' did not answer within {span}", attempt.agent);
        let error = StepError { kind: ErrorKind::TimedOut, message, retryable: true };
        return fail(scratch, step, error, StillAtWork::Perhaps);
    }
    let invoke = EffectKind::Invoke { step: step.clone(), attempt: attempt.number }.id();
    let delivered = !scratch.run.outbox.contains_key(&invoke);
    // First: an agent that died with its process is called again, it did not fail.
    let died_with_its_process = delivered
        && attempt.target.volatile
        && scratch.context.exclusive_since.is_some_and(|since| attempt.dispatched_at < since);
    if died_with_its_process {
        return scratch.add_effect(EffectKind::Invoke { step: step.clone(), attempt: attempt.number });
    }
    if delivered && attempt.silent_at().is_some_and(|silent| silent <= now) {
        let span = attempt.heartbeat.unwrap_or_default();
        let message = format!("agent '{}' was silent for more than {span}", attempt.agent);
        let error = StepError { kind: ErrorKind::HeartbeatLost, message, retryable: true };
        return fail(scratch, step, error, StillAtWork::Perhaps);
    }
    Ok(())
}

fn newest_report(pulses: &[Pulse], step: &StepId, attempt: &Attempt) -> Option<Timestamp> {
    pulses
        .iter()
        .filter(|pulse| pulse.step == *step && pulse.attempt == attempt.number)
        .map(|pulse| pulse.at)
        .max()
}

fn look_at_gate(scratch: &mut Scratch<'_>, step: &StepId, gate: &Gate) -> Result<(), Obstacle> {
    let now = scratch.context.now;
    let approval = ApprovalId { step: step.clone(), round: gate.round };
    if let Some(due) = gate.due.filter(|due| !gate.overdue && due.at <= now) {
        match due.then {
            OnDeadline::Reject => return decide_by_policy(scratch, &approval, Verdict::Reject),
            OnDeadline::Approve => return decide_by_policy(scratch, &approval, Verdict::Approve),
            OnDeadline::Hold => {
                let mut remind_at: Vec<_> = gate.remind_at.iter().copied().filter(|at| *at > now).collect();
                remind_at.push(now.after(Millis(OVERDUE_REMINDER_MS)));
                remind_at.sort_unstable();
                scratch.emit(Event::ApprovalReminded {
                    approval: approval.clone(),
                    remind_at,
                    overdue: true,
                })?;
                return advance::notify(scratch, approval, NoticeKind::Overdue);
            }
        }
    }
    if gate.remind_at.first().is_some_and(|at| *at <= now) {
        let mut remind_at: Vec<_> = gate.remind_at.iter().copied().filter(|at| *at > now).collect();
        if remind_at.is_empty() && gate.overdue {
            remind_at.push(now.after(Millis(OVERDUE_REMINDER_MS)));
        }
        let overdue = gate.overdue;
        scratch.emit(Event::ApprovalReminded { approval: approval.clone(), remind_at, overdue })?;
        return advance::notify(scratch, approval, NoticeKind::Reminder);
    }
    Ok(())
}

/// Effects whose claim has ended go to this commit; the holder of the old claim drops them.
fn take_over_effects(scratch: &mut Scratch<'_>) -> Result<(), Obstacle> {
    if crate::sabotaged!(NeverReclaim) {
        return Ok(());
    }
    let now = scratch.context.now;
    let free: Vec<_> = scratch
        .run
        .outbox
        .iter()
        .filter(|(_, effect)| {
            let holder_is_gone = effect.claim.holder.is_some()
                && scratch.context.exclusive_since.is_some_and(|since| effect.claim.granted_at < since);
            (effect.claim.until <= now || holder_is_gone) && !is_timed_out(scratch, &effect.kind)
        })
        .map(|(id, effect)| (id.clone(), effect.clone()))
        .collect();
    for (id, effect) in free {
        if effect.claim.may_have_been_used() && !scratch.may_repeat(&effect.kind) {
            scratch.emit(Event::EffectDone { id })?;
        } else {
            let claim = scratch.fresh_claim(&effect.kind);
            scratch.emit(Event::EffectClaimed { id, claim })?;
        }
    }
    Ok(())
}

/// Whether an effect goes in this same tick, with its attempt.
fn is_timed_out(scratch: &Scratch<'_>, kind: &EffectKind) -> bool {
    match kind {
        EffectKind::Invoke { step, .. } => {
            scratch.running(step).is_some_and(|attempt| attempt.timeout_at <= scratch.context.now)
        }
        EffectKind::Stop { .. } | EffectKind::Publish { .. } | EffectKind::Notify { .. } => false,
    }
}
