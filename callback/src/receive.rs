//! Taking in what an agent says about one attempt. The token is checked before anything is read.

use crate::door::{Door, Knock};
use crate::files;
use crate::problem::{of_document, of_payload, of_rejection, of_store, of_transact};
use serde_json::{Value, json};
use shared::decide::{Answer, AnswerOutcome, Command, is_over};
use shared::digest::Digest;
use shared::payload::Payload;
use shared::playbook::{StepKind, check_document};
use shared::ports::{AnswerKey, AnswerRow, Pulse, PulseKind};
use shared::protocol::{Engine, Options};
use shared::run::RunKey;
use shared::wire::{CallbackBody, CallbackReply, CallbackStatus, ContentRef, Problem, ProblemKind};
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
    mut body: CallbackBody,
) -> Result<CallbackReply, Problem> {
    let in_body = body.token.take();
    let knock = Knock::new(engine, key, token, in_body.as_deref())?;
    let said = Said::of(body)?;
    match said {
        Said::Alive { progress } => alive(&knock.open().await?, progress).await,
        Said::Answer { digest, outcome } => {
            let (door, pulses) = knock.open_with_pulses().await?;
            let outcome = match outcome {
                Ok(Given::Here(result)) => succeeded(&door, result).await?,
                Ok(Given::Put(at)) => succeeded(&door, files::result(&door, at).await?).await?,
                Err(failed) => failed,
            };
            answer(&door, pulses, Answer { digest, outcome }).await
        }
    }
}

/// What a body says, once it is known to be whole.
enum Said {
    Alive { progress: Option<Value> },
    Answer { digest: Digest, outcome: Result<Given, AnswerOutcome> },
}

/// A result.
enum Given {
    /// In the body.
    Here(Value),
    /// Put before, too large for a body.
    Put(ContentRef),
}

impl Said {
    fn of(body: CallbackBody) -> Result<Self, Problem> {
        let has_result = body.result.is_some() || body.result_ref.is_some();
        let digest = digest(&body);
        match body.status {
            CallbackStatus::Running if has_result => Err(contradiction("result", "RUNNING")),
            CallbackStatus::Success if body.error.is_some() => Err(contradiction("error", "SUCCESS")),
            CallbackStatus::Running => Ok(Self::Alive { progress: body.progress }),
            CallbackStatus::Success => match (body.result, body.result_ref) {
                (Some(_), Some(_)) => Err(contradiction("result beside 'result_ref'", "SUCCESS")),
                (Some(result), None) => Ok(Self::Answer { digest, outcome: Ok(Given::Here(result)) }),
                (None, Some(at)) => Ok(Self::Answer { digest, outcome: Ok(Given::Put(at)) }),
                (None, None) => Err(missing("result", "SUCCESS")),
            },
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

/// What tells an answer from another one: all that it says, but for who says it.
fn digest(body: &CallbackBody) -> Digest {
    let mut said = json!({"status": body.status, "result": body.result, "error": body.error});
    if let (Some(fields), Some(at)) = (said.as_object_mut(), body.result_ref) {
        fields.insert("result_ref".to_owned(), json!(at));
    }
    Digest::of_json(&said)
}

fn missing(what: &str, status: &str) -> Problem {
    not_valid(format!("status {status} needs '{what}'; add it and send it again"))
}

fn contradiction(what: &str, status: &str) -> Problem {
    not_valid(format!("status {status} has no '{what}'; send one that says what happened, or leave it out"))
}

pub(crate) fn not_valid(detail: impl Into<String>) -> Problem {
    Problem::new(ProblemKind::InvalidRequest, detail.into())
}

/// A report of life goes to the attempt's own row; an agent that nobody waits for is told so.
async fn alive(door: &Door<'_>, progress: Option<Value>) -> Result<CallbackReply, Problem> {
    door.current()?;
    let (engine, run) = (door.engine(), door.run());
    let pulse = Pulse {
        step: door.step().clone(),
        attempt: door.attempt(),
        at: engine.now(),
        kind: PulseKind::Alive { progress },
    };
    engine.ports.store.put_pulse(&run.key, pulse).await.map_err(|error| of_store(&error))?;
    engine.ports.wake.changed(run);
    Ok(CallbackReply::delivered())
}

/// Checks a result against the step's schema, and stores it where it is large and somebody waits for it: what is going to
/// be refused, or is stored already, costs no room.
async fn succeeded(door: &Door<'_>, mut result: Value) -> Result<AnswerOutcome, Problem> {
    let (engine, run) = (door.engine(), door.run());
    let playbook = engine.playbook(&run.key, run.playbook.hash).await.map_err(|error| of_transact(&error))?;
    let schema = playbook.step(door.step()).and_then(|step| match &step.kind {
        StepKind::Agent(agent) => agent.output_schema.as_ref(),
        StepKind::Approval(_) => None,
    });
    check_document(&result).map_err(|error| of_document("result", &error))?;
    let invalid =
        schema.and_then(|schema| schema.validate(&mut result, false).err().map(|error| error.to_string()));
    let (output, bytes) = Payload::of(result);
    if let Some(bytes) = bytes
        && !is_over(run, door.step(), door.attempt())
    {
        let stored = engine.ports.payloads.put(&run.key, output.digest(), bytes).await;
        stored.map_err(|error| of_payload(&error))?;
    }
    Ok(AnswerOutcome::Succeeded { output, invalid })
}

async fn answer(door: &Door<'_>, pulses: Vec<Pulse>, answer: Answer) -> Result<CallbackReply, Problem> {
    let (engine, step) = (door.engine(), door.step());
    let attempt = if shared::sabotaged!(TokenForAnyAttempt) {
        door.run().steps.get(step).map_or(door.attempt(), |state| state.last_attempt)
    } else {
        door.attempt()
    };
    let row = AnswerRow {
        key: AnswerKey { step: step.clone(), attempt, digest: answer.digest },
        at: engine.now(),
        answer: answer.clone(),
    };
    let command = Command::Answer { step: step.clone(), attempt, answer };
    let key = door.key().clone();
    let options = Options {
        known: Some(Arc::clone(door.run())),
        known_pulses: pulses,
        keep_safe: Some(row),
        ..Options::default()
    };
    let done = engine.transact(&key, &[command], options).await.map_err(|error| of_transact(&error))?;
    tracing::debug!(
        workflow_id = %key.id, step = %step, attempt = %attempt, version = done.run.version, "answer taken in"
    );
    match done.into_reply().1 {
        Some(Err(rejection)) => Err(of_rejection(&rejection)),
        Some(Ok(_)) | None => Ok(CallbackReply::delivered()),
    }
}
