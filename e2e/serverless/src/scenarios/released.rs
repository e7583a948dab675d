//! A release while runs wait and work: first one that can't start, then one that can.

use super::steps::{names, wanted};
use crate::Failure;
use crate::world::World;
use agentcore_host::Fault;
use serde_json::json;
use shared::run::RunStatus;

/// Runtimes that this deployment must not call, by agent, and what is wrong with each.
const ELSEWHERE: [(&str, &str, &str); 2] = [
    (
        "researcher",
        "arn:aws:bedrock-agentcore:us-east-1:111111111111:runtime/researcher-e2e",
        "account 111111111111",
    ),
    ("analyst", "arn:aws:bedrock-agentcore:eu-west-1:000000000000:runtime/analyst-e2e", "region eu-west-1"),
];

pub(super) async fn released(world: &World) -> Result<String, Failure> {
    let (waits, works) = ("e2e-release-waits", "e2e-release-works");
    let notice = world.to_gate(waits).await?;
    world.plan(works, "writer", Fault::Hold);
    let gate = world.to_gate(works).await?;
    world.approve(&gate).await?;
    let held = world.held(works).await?;
    world.deployment.lock().await.release(&ELSEWHERE.map(|(agent, arn, _)| (agent, arn)), "bad").await?;
    let told = world.sweep().await?;
    for (agent, _, wrong) in ELSEWHERE {
        names(&told, &format!("agent '{agent}'"))?;
        names(&told, wrong)?;
    }
    let before = world.table.run(waits).await?;
    world.deployment.lock().await.release(&[], "good").await?;
    if world.table.run(waits).await?.steps != before.steps {
        return Err("a release moved a run that waits".into());
    }
    world.approve(&notice).await?;
    let report = json!({"report": {"summary": "Written across a release."}});
    let answer = world.answer(&held, &report).await?.0;
    wanted("the answer of an agent that the release before had called", answer, 200)?;
    for id in [waits, works] {
        world.settled(id, RunStatus::Completed).await?.one_attempt_each()?;
    }
    Ok("runtimes of another account and region kept a release from starting, by name; after the next both went on"
        .to_owned())
}
