//! Somebody ends a run.

use super::steps::{equal, expect, wanted};
use crate::Failure;
use crate::world::World;
use agentcore_host::Fault;
use serde_json::json;
use shared::run::RunStatus;

pub(super) async fn at_gate(world: &World) -> Result<String, Failure> {
    let id = "e2e-cancel";
    let notice = world.to_gate(id).await?;
    world.must(0, &["cancel", id]).await?;
    world.ends(id, "CANCELLED").await?;
    let ended = world.settled(id, RunStatus::Cancelled).await?;
    equal("WorkflowCancelled on the bus", ended.heard("WorkflowCancelled"), 1)?;
    let late = world.decide(&notice, &json!({"decision": "approve"})).await?.0;
    wanted("a late yes", late, 409)?;
    Ok("CANCELLED; a late yes got 409".to_owned())
}

pub(super) async fn while_working(world: &World) -> Result<String, Failure> {
    let id = "e2e-cancel-working";
    world.plan(id, "researcher", Fault::Hold);
    world.start(id).await?;
    let held = world.held(id).await?;
    world.must(0, &["cancel", id]).await?;
    let ended = world.settled(id, RunStatus::Cancelled).await?;
    let sessions = world.sessions(id);
    equal("sessions", sessions.len(), 1)?;
    for session in sessions {
        equal("StopRuntimeSession of its session", world.stops(&session), 1)?;
    }
    let (late, problem) = world.answer(&held, &json!({"findings": []})).await?;
    wanted("the late answer", late, 410)?;
    expect(&problem, "/type", "urn:aegis:problem:superseded")?;
    let after = world.table.run(id).await?;
    if after.ending != ended.run.ending || after.steps != ended.run.steps {
        return Err("the late answer changed the run".into());
    }
    equal("StepCompleted on the bus", ended.heard("StepCompleted"), 0)?;
    Ok("StopRuntimeSession was called once; the late answer got 410 and changed nothing".to_owned())
}
