//! What follows from a change: steps that can start do, gates that are reached open, and a run that has nothing left ends.

use super::Obstacle;
use super::scratch::{RunScope, Scratch};
use crate::ids::{ApprovalId, StepId};
use crate::payload::{Needed, Payload};
use crate::playbook::{AgentStep, ApprovalStep, Path, ResolveError, StepKind, Template};
use crate::run::{
    Attempt, DueDecision, EffectKind, Ending, ErrorKind, Event, Gate, NoticeKind, Run, StepError, StepStatus,
};
use serde_json::Value;

/// Moves a run as far as it goes by itself.
pub(super) fn advance(scratch: &mut Scratch<'_>) -> Result<(), Obstacle> {
    if scratch.run.is_terminal() {
        return Ok(());
    }
    if let Some((step, error)) = first_failure(&scratch.run) {
        return end(scratch, Ending::Failed { error, step: Some(step) });
    }
    for step in &scratch.context.playbook.steps {
        if !is_ready(scratch, step) {
            continue;
        }
        match &step.kind {
            StepKind::Agent(agent) => start_attempt(scratch, &step.id, agent)?,
            StepKind::Approval(approval) => open_gate(scratch, &step.id, approval)?,
        }
        if scratch.run.is_terminal() {
            return Ok(());
        }
        // What else is ready must not be dispatched for a run that has failed.
        if let Some((step, error)) = first_failure(&scratch.run) {
            return end(scratch, Ending::Failed { error, step: Some(step) });
        }
    }
    if scratch.run.steps.values().all(|step| matches!(step.status, StepStatus::Succeeded { .. })) {
        complete(scratch)?;
    }
    Ok(())
}

/// Ends a run: attempts that may still be at work are told to stop.
pub(super) fn end(scratch: &mut Scratch<'_>, ending: Ending) -> Result<(), Obstacle> {
    let running: Vec<_> = scratch
        .run
        .steps
        .keys()
        .filter_map(|id| scratch.running(id).map(|a| (id.clone(), a.number, a.target.address.clone())))
        .collect();
    scratch.emit(Event::RunEnded { ending })?;
    for (step, attempt, address) in running {
        scratch.stop(&step, attempt, address)?;
    }
    Ok(())
}

fn first_failure(run: &Run) -> Option<(StepId, StepError)> {
    run.steps.iter().find_map(|(id, step)| match &step.status {
        StepStatus::Failed { error, .. } => Some((id.clone(), error.clone())),
        StepStatus::Pending
        | StepStatus::Running(_)
        | StepStatus::WaitingRetry { .. }
        | StepStatus::AwaitingApproval(_)
        | StepStatus::Succeeded { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    })
}

fn is_ready(scratch: &Scratch<'_>, step: &crate::playbook::Step) -> bool {
    let run = &scratch.run;
    let dispatches_held = run.paused.is_some() && !crate::sabotaged!(PauseIgnored);
    let agent = matches!(step.kind, StepKind::Agent(_));
    match run.steps.get(&step.id).map(|state| &state.status) {
        Some(StepStatus::Pending) => {
            !(agent && dispatches_held)
                && (crate::sabotaged!(IgnoreNeeds)
                    || step.needs.iter().all(|need| {
                        matches!(run.steps.get(need).map(|s| &s.status), Some(StepStatus::Succeeded { .. }))
                    }))
        }
        Some(StepStatus::WaitingRetry { until, .. }) => !dispatches_held && *until <= scratch.context.now,
        Some(
            StepStatus::Running(_)
            | StepStatus::AwaitingApproval(_)
            | StepStatus::Succeeded { .. }
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled,
        )
        | None => false,
    }
}

fn start_attempt(scratch: &mut Scratch<'_>, step: &StepId, agent: &AgentStep) -> Result<(), Obstacle> {
    let now = scratch.context.now;
    let number = scratch.run.steps.get(step).map(|state| state.last_attempt).unwrap_or_default().next();
    let Some(target) = scratch.context.targets.resolve(&agent.agent) else {
        let error = StepError {
            kind: ErrorKind::UnknownAgent,
            message: format!("no agent is registered as '{}'", agent.agent),
            retryable: false,
        };
        return scratch.emit(Event::AttemptFailed {
            step: step.clone(),
            attempt: number,
            error,
            retry_at: None,
        });
    };
    let attempt = Attempt {
        number,
        agent: agent.agent.clone(),
        target,
        started_at: now,
        timeout_at: now.after(agent.timeout),
        heartbeat: agent.heartbeat,
        heard_at: None,
        dispatched_at: now,
    };
    scratch.emit(Event::StepStarted { step: step.clone(), attempt: Box::new(attempt) })?;
    scratch.add_effect(EffectKind::Invoke { step: step.clone(), attempt: number })
}

fn open_gate(scratch: &mut Scratch<'_>, step: &StepId, approval: &ApprovalStep) -> Result<(), Obstacle> {
    let (title, artifact) = match shown(scratch, approval) {
        Ok(shown) => shown,
        Err(ResolveError::Needed(needed)) => return Err(Obstacle::Needed(needed)),
        Err(missing @ ResolveError::Missing { .. }) => {
            return fail_unresolved(scratch, Some(step.clone()), &missing);
        }
    };
    let now = scratch.context.now;
    let sent_back = scratch
        .run
        .decisions
        .iter()
        .filter(|d| d.approval.step == *step && d.verdict == crate::run::Verdict::RequestChanges)
        .count();
    let rounds_left = approval
        .request_changes
        .as_ref()
        .map_or(0, |changes| changes.max_rounds.saturating_sub(u32::try_from(sent_back).unwrap_or(u32::MAX)));
    let round = scratch.run.steps.get(step).map_or(0, |state| state.last_round) + 1;
    let (artifact, artifact_hash) = match artifact {
        Shown::Whole(output) => (output.clone(), output.digest()),
        Shown::Made(value) => scratch.keep_hashed(value),
    };
    let gate = Gate {
        round,
        title,
        artifact_hash,
        artifact,
        opened_at: now,
        approvers: approval.approvers.clone(),
        editable: approval.editable.clone(),
        rounds_left,
        remind_at: approval.remind.iter().map(|after| now.after(*after)).collect(),
        due: approval.deadline.map(|d| DueDecision { at: now.after(d.after), then: d.then }),
        overdue: false,
    };
    scratch.emit(Event::ApprovalRequested { step: step.clone(), gate: Box::new(gate) })?;
    notify(scratch, ApprovalId { step: step.clone(), round }, NoticeKind::Requested)
}

/// Adds the effect that tells approvers, where a notifier is connected.
pub(super) fn notify(
    scratch: &mut Scratch<'_>,
    approval: ApprovalId,
    notice: NoticeKind,
) -> Result<(), Obstacle> {
    if !scratch.context.sinks.notices {
        return Ok(());
    }
    // The journal's number is fresh for every notice, so each has a name of its own.
    let number = u32::try_from(scratch.run.seq).unwrap_or(u32::MAX);
    scratch.add_effect(EffectKind::Notify { approval, notice, number })
}

/// What a gate shows.
enum Shown {
    /// The whole output of a step, which is kept already: it is neither loaded nor copied.
    Whole(Payload),
    /// A value made from parts.
    Made(Value),
}

fn whole_output(run: &Run, show: &Template) -> Option<Payload> {
    let Template::Reference(Path::Output(step, segments)) = show else { return None };
    match run.steps.get(step).map(|state| &state.status) {
        Some(StepStatus::Succeeded { output, .. }) if segments.is_empty() => Some(output.clone()),
        Some(
            StepStatus::Succeeded { .. }
            | StepStatus::Pending
            | StepStatus::Running(_)
            | StepStatus::WaitingRetry { .. }
            | StepStatus::AwaitingApproval(_)
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled,
        )
        | None => None,
    }
}

fn shown(scratch: &Scratch<'_>, approval: &ApprovalStep) -> Result<(String, Shown), ResolveError> {
    let scope = RunScope::new(&scratch.run, &scratch.loaded).map_err(ResolveError::Needed)?;
    let title = match approval.title.resolve(&scope)? {
        Value::String(text) => text,
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            other.to_string()
        }
    };
    let artifact = match whole_output(&scratch.run, &approval.show) {
        Some(output) => Shown::Whole(output),
        None => Shown::Made(approval.show.resolve(&scope)?),
    };
    Ok((title.chars().take(crate::limits::TEXT_MAX_CHARS).collect(), artifact))
}

fn complete(scratch: &mut Scratch<'_>) -> Result<(), Obstacle> {
    let resolved = RunScope::new(&scratch.run, &scratch.loaded)
        .map_err(ResolveError::Needed)
        .and_then(|scope| scratch.context.playbook.output.resolve(&scope));
    match resolved {
        Ok(value) => {
            let output = scratch.keep(value);
            end(scratch, Ending::Completed { output })
        }
        Err(ResolveError::Needed(needed)) => Err(Obstacle::Needed(needed)),
        Err(missing @ ResolveError::Missing { .. }) => fail_unresolved(scratch, None, &missing),
    }
}

fn fail_unresolved(
    scratch: &mut Scratch<'_>,
    step: Option<StepId>,
    error: &ResolveError,
) -> Result<(), Obstacle> {
    let error =
        StepError { kind: ErrorKind::UnresolvedReference, message: error.to_string(), retryable: false };
    end(scratch, Ending::Failed { error, step })
}

impl From<Needed> for Obstacle {
    fn from(needed: Needed) -> Self {
        Self::Needed(needed)
    }
}
