//! Folding events into the state: the only way that a run changes. It decides nothing; an event that does not fit the
//! state is an error of the engine or a damaged journal.

use super::{
    Claim, EffectKind, Ending, Event, Hold, JournalRecord, Receipt, Run, SCHEMA, StepState, StepStatus,
};
use crate::ids::StepId;
use std::collections::BTreeMap;

/// An event that does not fit the state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("record {seq} does not fit the run: {what}; the journal is damaged or this is an engine bug")]
pub struct ApplyError {
    /// The record.
    pub seq: u64,
    /// What does not fit.
    pub what: String,
}

/// The state that the first record of a run makes.
///
/// # Errors
/// [`ApplyError`] where the record is not a `RunStarted`.
pub fn genesis(record: &JournalRecord) -> Result<Run, ApplyError> {
    let Event::RunStarted { key, playbook, input, start_digest, by, steps, incarnation, trace } =
        &record.event
    else {
        return Err(misfit(record, "a run begins with run_started"));
    };
    Ok(Run {
        schema: SCHEMA,
        key: key.clone(),
        incarnation: *incarnation,
        version: record.version,
        commit_id: record.commit_id,
        seq: record.seq,
        playbook: playbook.clone(),
        input: input.clone(),
        start_digest: *start_digest,
        requested_by: by.clone(),
        trace_context: *trace,
        created_at: record.at,
        updated_at: record.at,
        heard: false,
        paused: None,
        feedback: None,
        steps: steps.iter().map(|step| (step.clone(), StepState::default())).collect(),
        outbox: BTreeMap::new(),
        receipts: BTreeMap::new(),
        decisions: Vec::new(),
        ending: None,
        ended_at: None,
    })
}

/// The state that a whole journal makes; `None` for an empty one.
///
/// # Errors
/// [`ApplyError`] names the first record that does not fit.
pub fn fold<'a>(records: impl IntoIterator<Item = &'a JournalRecord>) -> Result<Option<Run>, ApplyError> {
    let mut run: Option<Run> = None;
    for record in records {
        match &mut run {
            None => run = Some(genesis(record)?),
            Some(run) => apply(run, record)?,
        }
    }
    Ok(run)
}

/// Folds one record into the state.
///
/// # Errors
/// [`ApplyError`] where the record does not follow the state's newest one, or names what the run does not have.
pub fn apply(run: &mut Run, record: &JournalRecord) -> Result<(), ApplyError> {
    if record.seq != run.seq + 1 || record.version < run.version || record.version > run.version + 1 {
        return Err(misfit(record, &format!("it follows record {} of version {}", run.seq, run.version)));
    }
    change(run, record)?;
    run.seq = record.seq;
    run.version = record.version;
    run.commit_id = record.commit_id;
    run.updated_at = record.at;
    Ok(())
}

fn change(run: &mut Run, record: &JournalRecord) -> Result<(), ApplyError> {
    match &record.event {
        Event::RunStarted { .. } => return Err(misfit(record, "the run has begun already")),
        Event::StepStarted { .. }
        | Event::StepSucceeded { .. }
        | Event::AttemptFailed { .. }
        | Event::HeartbeatSeen { .. }
        | Event::ApprovalRequested { .. }
        | Event::ApprovalReminded { .. }
        | Event::StepsReset { .. } => change_step(run, record)?,
        Event::EffectAdded { .. }
        | Event::EffectClaimed { .. }
        | Event::EffectDeferred { .. }
        | Event::EffectDone { .. } => change_outbox(run, record),
        Event::StaleAnswerIgnored { .. } => {}
        Event::ReceiptKept { key, digest } => {
            run.receipts.insert(key.clone(), Receipt { digest: *digest });
        }
        Event::ApprovalDecided { decision } => {
            run.heard = true;
            run.decisions.push(decision.clone());
            run.outbox.retain(|_, effect| {
                !matches!(&effect.kind, EffectKind::Notify { approval, .. } if *approval == decision.approval)
            });
        }
        Event::Paused { by } => run.paused = Some(by.clone()),
        Event::Resumed { .. } => run.paused = None,
        Event::RunEnded { ending } => end(run, record, ending),
    }
    Ok(())
}

fn change_step(run: &mut Run, record: &JournalRecord) -> Result<(), ApplyError> {
    match &record.event {
        Event::StepStarted { step, attempt } => {
            let state = step_mut(run, record, step)?;
            state.last_attempt = attempt.number;
            state.status = StepStatus::Running(attempt.clone());
        }
        Event::StepSucceeded { step, attempt, output } => {
            let done = EffectKind::Invoke { step: step.clone(), attempt: *attempt }.id();
            run.outbox.remove(&done);
            run.heard = true;
            let state = step_mut(run, record, step)?;
            state.failed_tries = 0;
            state.status = StepStatus::Succeeded { output: output.clone(), at: record.at };
        }
        Event::AttemptFailed { step, attempt, error, retry_at } => {
            let over = EffectKind::Invoke { step: step.clone(), attempt: *attempt }.id();
            run.outbox.remove(&over);
            run.heard = true;
            let state = step_mut(run, record, step)?;
            state.last_attempt = *attempt;
            state.failed_tries += 1;
            state.status = match retry_at {
                Some(until) => StepStatus::WaitingRetry { until: *until, error: error.clone() },
                None => StepStatus::Failed { error: error.clone(), at: record.at },
            };
        }
        Event::HeartbeatSeen { step, at, .. } => {
            run.heard = true;
            if let StepStatus::Running(attempt) = &mut step_mut(run, record, step)?.status {
                attempt.heard_at = Some(*at);
            }
        }
        Event::ApprovalRequested { step, gate } => {
            let state = step_mut(run, record, step)?;
            state.last_round = gate.round;
            state.status = StepStatus::AwaitingApproval(gate.clone());
        }
        Event::ApprovalReminded { approval, remind_at, overdue } => {
            if let StepStatus::AwaitingApproval(gate) = &mut step_mut(run, record, &approval.step)?.status {
                gate.remind_at.clone_from(remind_at);
                gate.overdue = *overdue;
            }
        }
        Event::StepsReset { steps, feedback } => reset(run, record, steps, feedback.clone())?,
        Event::RunStarted { .. }
        | Event::EffectAdded { .. }
        | Event::EffectClaimed { .. }
        | Event::EffectDeferred { .. }
        | Event::EffectDone { .. }
        | Event::StaleAnswerIgnored { .. }
        | Event::ReceiptKept { .. }
        | Event::ApprovalDecided { .. }
        | Event::Paused { .. }
        | Event::Resumed { .. }
        | Event::RunEnded { .. } => {}
    }
    Ok(())
}

fn reset(
    run: &mut Run,
    record: &JournalRecord,
    steps: &[StepId],
    feedback: Option<String>,
) -> Result<(), ApplyError> {
    for step in steps {
        let state = step_mut(run, record, step)?;
        let attempt = state.last_attempt;
        state.failed_tries = 0;
        state.status = StepStatus::Pending;
        if crate::sabotaged!(ReuseAttemptNumbers) {
            state.last_attempt = crate::ids::AttemptNo(0);
        }
        run.outbox.remove(&EffectKind::Invoke { step: step.clone(), attempt }.id());
    }
    run.outbox.retain(|_, effect| {
        !matches!(&effect.kind, EffectKind::Notify { approval, .. } if steps.contains(&approval.step))
    });
    run.feedback = feedback;
    Ok(())
}

fn change_outbox(run: &mut Run, record: &JournalRecord) {
    match &record.event {
        Event::EffectAdded { effect } => {
            run.outbox.insert(effect.kind.id(), effect.clone());
            mark_dispatched(run, &effect.kind.clone(), effect.claim);
        }
        Event::EffectClaimed { id, claim } => {
            let kind = run.outbox.get_mut(id).map(|effect| {
                effect.claim = *claim;
                effect.kind.clone()
            });
            if let Some(kind) = kind {
                mark_dispatched(run, &kind, *claim);
            }
        }
        Event::EffectDeferred { id, until, .. } => {
            if let Some(effect) = run.outbox.get_mut(id) {
                let (granted_at, until) = (record.at, *until);
                effect.claim = Claim { holder: None, granted_at, until, hold: Hold::Granted };
                effect.failures += 1;
            }
        }
        Event::EffectDone { id } => {
            if let Some(effect) = run.outbox.remove(id) {
                // An acknowledged dispatch is the first that is heard of an agent.
                run.heard |= matches!(effect.kind, EffectKind::Invoke { .. });
            }
        }
        Event::RunStarted { .. }
        | Event::StepStarted { .. }
        | Event::HeartbeatSeen { .. }
        | Event::StepSucceeded { .. }
        | Event::AttemptFailed { .. }
        | Event::StaleAnswerIgnored { .. }
        | Event::ReceiptKept { .. }
        | Event::ApprovalRequested { .. }
        | Event::ApprovalReminded { .. }
        | Event::ApprovalDecided { .. }
        | Event::StepsReset { .. }
        | Event::Paused { .. }
        | Event::Resumed { .. }
        | Event::RunEnded { .. } => {}
    }
}

fn mark_dispatched(run: &mut Run, kind: &EffectKind, claim: Claim) {
    if let EffectKind::Invoke { step, attempt } = kind
        && let Some(StepStatus::Running(current)) = run.steps.get_mut(step).map(|state| &mut state.status)
        && current.number == *attempt
    {
        current.dispatched_at = claim.granted_at;
    }
}

fn end(run: &mut Run, record: &JournalRecord, ending: &Ending) {
    for (id, state) in &mut run.steps {
        state.status = match std::mem::take(&mut state.status) {
            StepStatus::Pending => StepStatus::Skipped,
            StepStatus::AwaitingApproval(gate) => match ending {
                Ending::Rejected { error, approval }
                    if approval.step == *id && approval.round == gate.round =>
                {
                    StepStatus::Failed { error: error.clone(), at: record.at }
                }
                Ending::Rejected { .. }
                | Ending::Completed { .. }
                | Ending::Failed { .. }
                | Ending::Cancelled { .. } => StepStatus::Cancelled,
            },
            StepStatus::Running(_) | StepStatus::WaitingRetry { .. } => StepStatus::Cancelled,
            done @ (StepStatus::Succeeded { .. }
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled) => done,
        };
    }
    // Nobody is to be called or asked any more; what was published or has to be stopped still is.
    run.outbox
        .retain(|_, effect| matches!(effect.kind, EffectKind::Stop { .. } | EffectKind::Publish { .. }));
    run.paused = None;
    run.ending = Some(ending.clone());
    run.ended_at = Some(record.at);
}

fn step_mut<'a>(
    run: &'a mut Run,
    record: &JournalRecord,
    step: &StepId,
) -> Result<&'a mut StepState, ApplyError> {
    run.steps.get_mut(step).ok_or_else(|| misfit(record, &format!("there is no step '{step}'")))
}

fn misfit(record: &JournalRecord, what: &str) -> ApplyError {
    ApplyError { seq: record.seq, what: what.to_owned() }
}
