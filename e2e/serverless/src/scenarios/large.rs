//! Large answers: over the limit, and as large as is allowed.

use super::steps::{names, wanted};
use crate::Failure;
use crate::world::World;
use agentcore_host::Fault;
use serde_json::json;
use shared::limits::BODY_MAX_BYTES;
use shared::payload::Payload;
use shared::run::{Ending, RunStatus, StepStatus};

/// One step, whose answer is the report.
const PLAYBOOK: &str = "aegis: v1
name: one-step
input:
  type: object
  properties:
    topic: {type: string}
steps:
  - id: work
    agent: researcher
    retry: {attempts: 1}
    timeout: 1h
    input: {topic: '${{ input.topic }}'}
output:
  report: ${{ steps.work.output }}
";
/// An answer that is allowed, in characters: a function's reply could not carry it, and a run's item never could.
const ALLOWED: usize = 5 * 1024 * 1024;

pub(super) async fn large(world: &World) -> Result<String, Failure> {
    let playbook = world.home.join("one-step.yaml");
    std::fs::write(&playbook, PLAYBOOK)?;
    let file = playbook.to_string_lossy().into_owned();
    let (fits, over) = futures_util::future::join(allowed(world, &file), refused(world, &file)).await;
    Ok(format!("{}; {}", over?, fits?))
}

/// Over the limit: nothing is taken in, the limit is named, and the run goes on to wait for an answer that fits.
async fn refused(world: &World, playbook: &str) -> Result<String, Failure> {
    let id = "e2e-large-over";
    world.plan(id, "researcher", Fault::Hold);
    world.must(0, &["run", playbook, "-i", "topic=size", "--id", id, "--detach"]).await?;
    let held = world.held(id).await?;
    let (status, problem) = world.answer(&held, &json!({"text": "x".repeat(BODY_MAX_BYTES)})).await?;
    wanted("an answer over 6 MB", status, 413)?;
    names(&problem.to_string(), &BODY_MAX_BYTES.to_string())?;
    let run = world.table.run(id).await?;
    if !run.steps.values().all(|step| matches!(step.status, StepStatus::Running(_))) {
        return Err("an answer that was refused moved the run".into());
    }
    // What an agent does then: it says so, and the run tells it on.
    let said = format!("the result is larger than {BODY_MAX_BYTES} bytes");
    let error = json!({"type": "RESULT_TOO_LARGE", "message": said, "retryable": false});
    let body = json!({"token": held.callback.token, "status": "FAILURE", "error": error});
    wanted("the failure", world.post(&held.callback.url, None, &body).await?.0, 200)?;
    let ended = world.settled(id, RunStatus::Failed).await?;
    let Some(Ending::Failed { error, .. }) = &ended.run.ending else { return Err("it did not fail".into()) };
    names(&error.message, &BODY_MAX_BYTES.to_string())?;
    names(&world.must(0, &["why", id]).await?.stdout, &said)?;
    Ok(format!("413 over {BODY_MAX_BYTES} bytes, and the run tells why it failed"))
}

/// Allowed: it lies in the bucket, and the state names it by its hash.
async fn allowed(world: &World, playbook: &str) -> Result<String, Failure> {
    let id = "e2e-large";
    world.plan(id, "researcher", Fault::Hold);
    world.must(0, &["run", playbook, "-i", "topic=size", "--id", id, "--detach"]).await?;
    let held = world.held(id).await?;
    let answer = json!({"summary": "large", "text": "x".repeat(ALLOWED)});
    wanted("an answer of 5 MB", world.answer(&held, &answer).await?.0, 200)?;
    let ended = world.settled(id, RunStatus::Completed).await?;
    if ended.output.get("report") != Some(&answer) {
        return Err("the report is not what was answered".into());
    }
    let Some(StepStatus::Succeeded { output, .. }) = ended.run.steps.values().next().map(|step| &step.status)
    else {
        return Err("the step has not succeeded".into());
    };
    match output {
        Payload::Stored { bytes, .. } => Ok(format!("{bytes} bytes went to the bucket by reference")),
        Payload::Inline(_) => Err("the answer is not in the bucket".into()),
    }
}
