//! An agent's answer: applied exactly once, from the current attempt only; older ones are recorded and ignored.

use super::attempts::{StillAtWork, bounded, fail};
use super::scratch::Scratch;
use super::{Answer, AnswerOutcome, Obstacle, Rejection, Reply};
use crate::ids::{AttemptNo, StepId};
use crate::run::{ErrorKind, Event, ReceiptKey, Run, StepError, StepStatus, status};

/// Whether no answer for an attempt can be taken in any more: it was answered, or another attempt or none has its place.
/// What is over stays over, so that this holds for every later state as well.
#[must_use]
pub fn is_over(run: &Run, step: &StepId, attempt: AttemptNo) -> bool {
    let answered =
        run.receipts.contains_key(&ReceiptKey::answer(step, attempt)) && !crate::sabotaged!(ForgetReceipts);
    let Some(state) = run.steps.get(step) else { return answered };
    let current = match &state.status {
        StepStatus::Running(current) => current.number == attempt || crate::sabotaged!(AcceptStaleAttempt),
        StepStatus::Pending
        | StepStatus::WaitingRetry { .. }
        | StepStatus::AwaitingApproval(_)
        | StepStatus::Succeeded { .. }
        | StepStatus::Failed { .. }
        | StepStatus::Skipped
        | StepStatus::Cancelled => false,
    };
    answered || (!current && attempt <= state.last_attempt)
}

pub(super) fn answer(
    scratch: &mut Scratch<'_>,
    step: &StepId,
    attempt: AttemptNo,
    answer: &Answer,
) -> Result<Result<Reply, Rejection>, Obstacle> {
    let key = ReceiptKey::answer(step, attempt);
    if let Some(receipt) = scratch.run.receipts.get(&key)
        && !crate::sabotaged!(ForgetReceipts)
    {
        let same = receipt.digest == answer.digest;
        return Ok(if same {
            Ok(Reply::Delivered)
        } else {
            Err(Rejection::AnsweredOtherwise { step: step.clone(), attempt })
        });
    }
    let current = scratch.running(step).map(|attempt| attempt.number);
    let wanted = current == Some(attempt) || (crate::sabotaged!(AcceptStaleAttempt) && current.is_some());
    if !wanted {
        return stale(scratch, step, attempt, answer).map(Err);
    }
    scratch.emit(Event::ReceiptKept { key, digest: answer.digest })?;
    match &answer.outcome {
        AnswerOutcome::Succeeded { output, invalid: None } => {
            scratch.emit(Event::StepSucceeded { step: step.clone(), attempt, output: output.clone() })?;
        }
        AnswerOutcome::Succeeded { invalid: Some(reason), .. } => {
            let error =
                StepError { kind: ErrorKind::InvalidResult, message: bounded(reason), retryable: true };
            fail(scratch, step, error, StillAtWork::No)?;
        }
        AnswerOutcome::Failed { kind, message, retryable } => {
            let error = StepError {
                kind: ErrorKind::of_agent(kind),
                message: bounded(message),
                retryable: *retryable,
            };
            fail(scratch, step, error, StillAtWork::No)?;
        }
    }
    Ok(Ok(Reply::Delivered))
}

/// An answer that nobody waits for: recorded once per attempt, so that a flood of them writes nothing.
fn stale(
    scratch: &mut Scratch<'_>,
    step: &StepId,
    attempt: AttemptNo,
    answer: &Answer,
) -> Result<Rejection, Obstacle> {
    let last = scratch.run.steps.get(step).map(|state| state.last_attempt);
    if attempt == AttemptNo(0) || last.is_none_or(|last| attempt > last) {
        return Ok(Rejection::NoSuchAttempt { step: step.clone(), attempt });
    }
    let why = if scratch.run.is_terminal() {
        format!("the run is {}", status(&scratch.run))
    } else {
        match scratch.running(step) {
            Some(current) => format!("attempt {} has taken its place", current.number),
            None => "the step has moved on".to_owned(),
        }
    };
    let key = ReceiptKey::stale(step, attempt);
    if !scratch.run.is_terminal() && !scratch.run.receipts.contains_key(&key) {
        scratch.emit(Event::StaleAnswerIgnored { step: step.clone(), attempt })?;
        scratch.emit(Event::ReceiptKept { key, digest: answer.digest })?;
    }
    Ok(Rejection::Superseded { step: step.clone(), attempt, why })
}
