//! Taking in what an agent says about one attempt. The token is checked before anything is read.

use crate::problem::{of_document, of_payload, of_rejection, of_store, of_transact};
use serde_json::{Value, json};
use shared::decide::{Answer, AnswerOutcome, Command, is_over};
use shared::digest::Digest;
use shared::payload::Payload;
use shared::playbook::{StepKind, check_document};
use shared::ports::{AnswerKey, AnswerRow, Pulse, PulseKind};
use shared::protocol::{Engine, Options};
use shared::run::{Run, RunKey, StepStatus};
use shared::token::CallbackClaims;
use shared::wire::{CallbackBody, CallbackReply, CallbackStatus, Problem, ProblemKind};
use std::sync::Arc;

/// Takes in a callback for the run in the path.
///
/// # Errors
/// A [`Problem`]: 403 for a token that does not hold for this run, 400 for a body that is not whole, 410 for an attempt
/// that nobody waits for, 503 where the agent has to come back.
pub async fn receive(
    engine: &Engine,
    key: &RunKey,
    token: Option<&str>,
    body: CallbackBody,
) -> Result<CallbackReply, Problem> {
    let token = match (token, body.token.as_deref()) {
        (Some(token), Some(other)) if token != other => return Err(bad_token()),
        (Some(token), _) | (None, Some(token)) => Some(token),
        (None, None) => None,
    };
    let claims = authenticate(engine, key, token)?;
    let said = Said::of(body)?;
    let run = engine.load(key).await.map_err(|error| of_transact(&error))?;
    if run.incarnation != claims.incarnation {
        return Err(bad_token());
    }
    match said {
        Said::Alive { progress } => alive(engine, &run, &claims, progress).await,
        Said::Answer { digest, outcome } => {
            let outcome = match outcome {
                Ok(result) => succeeded(engine, &run, &claims, result).await?,
                Err(failed) => failed,
            };
            answer(engine, run, &claims, Answer { digest, outcome }).await
        }
    }
}

/// What a body says, once it is known to be whole.
enum Said {
    Alive { progress: Option<Value> },
    Answer { digest: Digest, outcome: Result<Value, AnswerOutcome> },
}

impl Said {
    fn of(body: CallbackBody) -> Result<Self, Problem> {
        let missing = |what: &str, status: &str| {
            Problem::new(
                ProblemKind::InvalidRequest,
                format!("status {status} needs '{what}'; add it and send it again"),
            )
        };
        let contradiction = |what: &str, status: &str| {
            let detail =
                format!("status {status} has no '{what}'; send one that says what happened, or leave it out");
            Err(Problem::new(ProblemKind::InvalidRequest, detail))
        };
        let digest =
            Digest::of_json(&json!({"status": body.status, "result": body.result, "error": body.error}));
        match body.status {
            CallbackStatus::Running if body.result.is_some() => contradiction("result", "RUNNING"),
            CallbackStatus::Success if body.error.is_some() => contradiction("error", "SUCCESS"),
            CallbackStatus::Running => Ok(Self::Alive { progress: body.progress }),
            CallbackStatus::Success => {
                let result = body.result.ok_or_else(|| missing("result", "SUCCESS"))?;
                Ok(Self::Answer { digest, outcome: Ok(result) })
            }
            CallbackStatus::Failure => {
                let error = body.error.ok_or_else(|| missing("error", "FAILURE"))?;
                let failed = AnswerOutcome::Failed {
                    kind: error.kind,
                    message: error.message,
                    retryable: error.retryable,
                };
                Ok(Self::Answer { digest, outcome: Err(failed) })
            }
        }
    }
}

fn authenticate(engine: &Engine, key: &RunKey, token: Option<&str>) -> Result<CallbackClaims, Problem> {
    let token = token.ok_or_else(|| {
        Problem::new(
            ProblemKind::NotAuthenticated,
            "the attempt's token is missing: send it as 'token' in the body or in the header X-Callback-Token",
        )
    })?;
    let claims = CallbackClaims::verify(&*engine.ports.keys, token).map_err(|_| bad_token())?;
    if claims.run == *key { Ok(claims) } else { Err(bad_token()) }
}

pub(crate) fn bad_token() -> Problem {
    Problem::new(
        ProblemKind::BadToken,
        "the token was not issued for an attempt of this run; use the one that came with the invocation",
    )
}

/// A report of life goes to the attempt's own row; an agent that nobody waits for is told so.
async fn alive(
    engine: &Engine,
    run: &Run,
    claims: &CallbackClaims,
    progress: Option<Value>,
) -> Result<CallbackReply, Problem> {
    let current = match run.steps.get(&claims.step).map(|state| &state.status) {
        Some(StepStatus::Running(attempt)) => attempt.number == claims.attempt,
        Some(
            StepStatus::Pending
            | StepStatus::WaitingRetry { .. }
            | StepStatus::AwaitingApproval(_)
            | StepStatus::Succeeded { .. }
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled,
        )
        | None => false,
    };
    if !current {
        let detail =
            format!("attempt {} of step '{}' is over; stop working on it", claims.attempt, claims.step);
        return Err(Problem::new(ProblemKind::Superseded, detail));
    }
    let pulse = Pulse {
        step: claims.step.clone(),
        attempt: claims.attempt,
        at: engine.now(),
        kind: PulseKind::Alive { progress },
    };
    engine.ports.store.put_pulse(&run.key, pulse).await.map_err(|error| of_store(&error))?;
    engine.ports.wake.changed(run);
    Ok(CallbackReply::delivered())
}

/// Checks a result against the step's schema, and stores it where it is large and somebody waits for it: what is going to
/// be refused, or is stored already, costs no room.
async fn succeeded(
    engine: &Engine,
    run: &Run,
    claims: &CallbackClaims,
    result: Value,
) -> Result<AnswerOutcome, Problem> {
    let playbook = engine.playbook(&run.key, run.playbook.hash).await.map_err(|error| of_transact(&error))?;
    let schema = playbook.step(&claims.step).and_then(|step| match &step.kind {
        StepKind::Agent(agent) => agent.output_schema.as_ref(),
        StepKind::Approval(_) => None,
    });
    let mut result = result;
    check_document(&result).map_err(|error| of_document("result", &error))?;
    let invalid =
        schema.and_then(|schema| schema.validate(&mut result, false).err().map(|error| error.to_string()));
    let (output, bytes) = Payload::of(result);
    if let Some(bytes) = bytes
        && !is_over(run, &claims.step, claims.attempt)
    {
        let stored = engine.ports.payloads.put(&run.key, output.digest(), bytes).await;
        stored.map_err(|error| of_payload(&error))?;
    }
    Ok(AnswerOutcome::Succeeded { output, invalid })
}

async fn answer(
    engine: &Engine,
    run: Arc<Run>,
    claims: &CallbackClaims,
    answer: Answer,
) -> Result<CallbackReply, Problem> {
    let attempt = if shared::sabotaged!(TokenForAnyAttempt) {
        run.steps.get(&claims.step).map_or(claims.attempt, |state| state.last_attempt)
    } else {
        claims.attempt
    };
    let row = AnswerRow {
        key: AnswerKey { step: claims.step.clone(), attempt, digest: answer.digest },
        at: engine.now(),
        answer: answer.clone(),
    };
    let command = Command::Answer { step: claims.step.clone(), attempt, answer };
    let key = run.key.clone();
    let options = Options { known: Some(run), keep_safe: Some(row), ..Options::default() };
    let done = engine.transact(&key, &[command], options).await.map_err(|error| of_transact(&error))?;
    tracing::debug!(
        workflow_id = %key.id, step = %claims.step, attempt = %attempt, version = done.run.version, "answer taken in"
    );
    match done.into_reply().1 {
        Some(Err(rejection)) => Err(of_rejection(&rejection)),
        Some(Ok(_)) | None => Ok(CallbackReply::delivered()),
    }
}
