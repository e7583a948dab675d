//! Handing an attempt to its agent, and saying that it is no longer wanted.

use super::rooms::Rooms;
use serde_json::Value;
use shared::decide::{Answer, AnswerOutcome, EffectOutcome, RunScope};
use shared::digest::Digest;
use shared::ids::{AttemptNo, StepId};
use shared::limits::DISPATCHES_PER_TARGET_MAX;
use shared::payload::{Loaded, Payload};
use shared::playbook::{AgentStep, ResolveError, StepKind, check_document};
use shared::ports::{AttemptRef, Delivery, Dispatch, DispatchError};
use shared::protocol::{Engine, TransactError};
use shared::run::{Attempt, ErrorKind, Run, StepStatus};
use shared::time::Timestamp;
use shared::token::CallbackClaims;
use shared::wire::{CallbackTarget, Invocation};
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// What handing over takes.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) engine: &'a Engine,
    /// Where the API can be reached.
    pub(super) base_url: &'a str,
    pub(super) rooms: &'a Rooms,
}

/// Hands an attempt over, under a claim that ends at `until`.
pub(super) async fn invoke(
    Desk { engine, base_url, rooms }: Desk<'_>,
    run: &Run,
    step: &StepId,
    number: AttemptNo,
    until: Timestamp,
) -> EffectOutcome {
    let Some(attempt) = current(run, step, number) else { return EffectOutcome::Done };
    let playbook = match engine.playbook(&run.key, run.playbook.hash).await {
        Ok(playbook) => playbook,
        Err(error) => return later(&error),
    };
    let Some(StepKind::Agent(agent)) = playbook.step(step).map(|step| &step.kind) else {
        return EffectOutcome::Done;
    };
    // Before the input is read: who waits holds nothing large. The place is kept until the agent has replied.
    let _place = match place(engine, rooms, run, attempt, step, until).await {
        Ok(place) => place,
        Err(outcome) => return *outcome,
    };
    let input = match input(engine, run, agent).await {
        Ok(input) => input,
        Err(outcome) => return *outcome,
    };
    // Reading took its time: by now the effect may be somebody else's.
    if engine.now() >= until && !shared::sabotaged!(IgnoreClaimEnd) {
        let reason = "the claim ended before the agent could be called".to_owned();
        return EffectOutcome::TryLater { reason, after_ms: None, maybe_done: false };
    }
    let claims = CallbackClaims::of(run, step, number);
    let deadline = if shared::sabotaged!(DeadlineMoves) { engine.now() } else { attempt.timeout_at };
    let invocation = Invocation {
        workflow_id: run.key.id.clone(),
        step: step.clone(),
        attempt: number,
        agent: attempt.agent.clone(),
        playbook: run.playbook.name.to_string(),
        input,
        callback: CallbackTarget {
            url: format!("{base_url}/callbacks/{}", run.key.id),
            token: claims.sign(&*engine.ports.keys),
        },
        deadline: deadline.rfc3339(),
        budget: None,
        traceparent: Some(run.trace().traceparent(step, number)),
    };
    let dispatch =
        Dispatch { run: run.key.clone(), target: attempt.target.clone(), invocation: Arc::new(invocation) };
    outcome(engine, run, agent, engine.ports.agents.dispatch(dispatch).await).await
}

/// A place among the calls to the attempt's target, or what becomes of the effect without one.
async fn place(
    engine: &Engine,
    rooms: &Rooms,
    run: &Run,
    attempt: &Attempt,
    step: &StepId,
    until: Timestamp,
) -> Result<OwnedSemaphorePermit, Box<EffectOutcome>> {
    let address = &attempt.target.address;
    if let Some(place) = rooms.enter(address) {
        return Ok(place);
    }
    let Some(place) = rooms.wait(address, &*engine.ports.clock, until).await else {
        let reason = format!(
            "{DISPATCHES_PER_TARGET_MAX} calls to {address} are under way and none ended in time; look whether it answers"
        );
        return Err(Box::new(EffectOutcome::TryLater { reason, after_ms: None, maybe_done: false }));
    };
    // Waiting took its time: by now nobody may want the attempt any more.
    let now = engine.load(&run.key).await.map_err(|error| Box::new(later(&error)))?;
    match current(&now, step, attempt.number) {
        Some(_) => Ok(place),
        None => Err(Box::new(EffectOutcome::Done)),
    }
}

/// Says that nobody waits for an attempt any more.
pub(super) async fn stop(engine: &Engine, attempt: AttemptRef<'_>) -> EffectOutcome {
    match engine.ports.agents.stop(attempt).await {
        Ok(()) => EffectOutcome::Done,
        Err(error) => failed(error),
    }
}

/// The attempt, where the step still waits for it.
pub(super) fn current<'a>(run: &'a Run, step: &StepId, number: AttemptNo) -> Option<&'a Attempt> {
    match &run.steps.get(step)?.status {
        StepStatus::Running(attempt) => (attempt.number == number).then_some(attempt),
        StepStatus::Pending
        | StepStatus::WaitingRetry { .. }
        | StepStatus::AwaitingApproval(_)
        | StepStatus::Succeeded { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => None,
    }
}

/// The step's input, made from the state that the attempt began with: the same for every delivery.
async fn input(engine: &Engine, run: &Run, agent: &AgentStep) -> Result<Value, Box<EffectOutcome>> {
    let mut loaded = Loaded::new();
    loop {
        let resolved = RunScope::new(run, &loaded)
            .map_err(ResolveError::Needed)
            .and_then(|scope| agent.input.resolve(&scope));
        match resolved {
            Ok(value) => return Ok(value),
            Err(ResolveError::Needed(needed)) => {
                if let Err(error) = engine.load_document(&run.key, needed.0, &mut loaded).await {
                    return Err(Box::new(later(&error)));
                }
            }
            Err(missing @ ResolveError::Missing { .. }) => {
                return Err(Box::new(EffectOutcome::Refused {
                    kind: ErrorKind::UnresolvedReference,
                    reason: missing.to_string(),
                    retryable: false,
                }));
            }
        }
    }
}

async fn outcome(
    engine: &Engine,
    run: &Run,
    agent: &AgentStep,
    delivery: Result<Delivery, DispatchError>,
) -> EffectOutcome {
    match delivery {
        Ok(Delivery::Acknowledged) => EffectOutcome::Done,
        Ok(Delivery::Answered(result)) => match answered(engine, run, agent, result).await {
            Ok(answer) => EffectOutcome::Answered(answer),
            // The agent has done its work, but the result can't be kept: the same attempt is delivered again.
            Err(error) => later(&error),
        },
        Err(error) => failed(error),
    }
}

async fn answered(
    engine: &Engine,
    run: &Run,
    agent: &AgentStep,
    mut result: Value,
) -> Result<Answer, TransactError> {
    let digest = Digest::of_json(&result);
    let checked = match &agent.output_schema {
        Some(schema) => schema.validate(&mut result, false),
        None => check_document(&result),
    };
    let invalid = checked.err().map(|error| error.to_string());
    let (output, bytes) = Payload::of(result);
    if let Some(bytes) = bytes {
        engine.ports.payloads.put(&run.key, output.digest(), bytes).await?;
    }
    Ok(Answer { digest, outcome: AnswerOutcome::Succeeded { output, invalid } })
}

fn failed(error: DispatchError) -> EffectOutcome {
    match error {
        DispatchError::Refused { reason, retryable } => {
            EffectOutcome::Refused { kind: ErrorKind::Refused, reason, retryable }
        }
        DispatchError::Throttled { reason, retry_after_ms } => {
            EffectOutcome::TryLater { reason, after_ms: retry_after_ms, maybe_done: false }
        }
        DispatchError::Unknown { reason } => {
            EffectOutcome::TryLater { reason, after_ms: None, maybe_done: true }
        }
    }
}

fn later(error: &TransactError) -> EffectOutcome {
    EffectOutcome::TryLater { reason: error.to_string(), after_ms: None, maybe_done: false }
}
