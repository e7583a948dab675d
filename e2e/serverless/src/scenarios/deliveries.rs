//! Invocations that do not go as they should.

use super::steps::{equal, names, wanted};
use crate::Failure;
use crate::settled::Ended;
use crate::world::World;
use agentcore_host::Fault;
use serde_json::json;
use shared::run::{Ending, RunStatus};

/// The runtime refuses the caller: no other try would do better, and the run tells what is missing.
pub(super) async fn refused(world: &World) -> Result<String, Failure> {
    let id = "e2e-refused";
    let message = "not authorized".to_owned();
    let code = Some("AccessDeniedException".to_owned());
    world.plan(id, "researcher", Fault::Refuse { status: 403, code, message });
    world.start(id).await?;
    let ended = world.settled(id, RunStatus::Failed).await?;
    let Some(Ending::Failed { error, .. }) = &ended.run.ending else { return Err("it did not fail".into()) };
    names(&error.message, "bedrock-agentcore:InvokeAgentRuntime")?;
    names(&error.message, "runtime/researcher-e2e")?;
    names(&world.must(0, &["why", id]).await?.stdout, "bedrock-agentcore:InvokeAgentRuntime")?;
    equal("invocations", world.invocations(id).len(), 1)?;
    equal("WorkflowFailed on the bus", ended.heard("WorkflowFailed"), 1)?;
    Ok("FAILED, with action and runtime named".to_owned())
}

/// The agent itself gives up once: the step is tried again, as the next attempt, in a session of its own.
pub(super) async fn fails_once(world: &World) -> Result<String, Failure> {
    let id = "e2e-fails-once";
    world.plan(id, "researcher", Fault::Hold);
    world.start(id).await?;
    let held = world.held(id).await?;
    let error = json!({"type": "SOURCE_AWAY", "message": "the source did not answer", "retryable": true});
    let body = json!({"token": held.callback.token, "status": "FAILURE", "error": error});
    wanted("the failure", world.post(&held.callback.url, None, &body).await?.0, 200)?;
    let notice = world.notices.of(id, "review.1").await?;
    world.approve(&notice).await?;
    let ended = world.settled(id, RunStatus::Completed).await?;
    equal("attempts of research", usize::try_from(ended.attempts("research"))?, 2)?;
    equal("sessions", world.sessions(id).len(), 4)?;
    equal("StepFailed on the bus", ended.heard("StepFailed"), 1)?;
    let late = world.answer(&held, &json!({})).await?.0;
    wanted("an answer of the first attempt", late, 409)?;
    Ok("the second attempt succeeded, in a session of its own".to_owned())
}

pub(super) async fn twice(world: &World) -> Result<String, Failure> {
    let id = "e2e-twice";
    world.plan(id, "researcher", Fault::Twice);
    let ended = approved(world, id).await?;
    ended.one_attempt_each()?;
    equal("sessions", world.sessions(id).len(), 3)?;
    Ok("one attempt, one session, one result".to_owned())
}

pub(super) async fn reply_lost(world: &World) -> Result<String, Failure> {
    let id = "e2e-lost";
    world.plan(id, "researcher", Fault::LoseReply { status: 504, code: None });
    let ended = approved(world, id).await?;
    ended.one_attempt_each()?;
    equal("sessions", world.sessions(id).len(), 3)?;
    Ok("the answer counted, in one session".to_owned())
}

async fn approved(world: &World, id: &str) -> Result<Ended, Failure> {
    let notice = world.to_gate(id).await?;
    world.approve(&notice).await?;
    world.settled(id, RunStatus::Completed).await
}
