//! What else a person can say.

use super::steps::{equal, names, wanted};
use crate::Failure;
use crate::world::World;
use serde_json::{Value, json};
use shared::run::RunStatus;

pub(super) async fn reject(world: &World) -> Result<String, Failure> {
    let id = "e2e-reject";
    let notice = world.to_gate(id).await?;
    let (status, _) = world.decide(&notice, &json!({"decision": "reject", "comment": "off topic"})).await?;
    wanted("the decision", status, 200)?;
    world.ends(id, "REJECTED").await?;
    let ended = world.settled(id, RunStatus::Rejected).await?;
    let late = world.decide(&notice, &json!({"decision": "approve"})).await?.0;
    wanted("a late yes", late, 409)?;
    if world.table.run(id).await?.version != ended.run.version {
        return Err("the late yes was written".into());
    }
    equal("invocations of the writer", of_agent(world, id, "writer"), 0)?;
    Ok("REJECTED, the writer was not called; a late yes got 409".to_owned())
}

pub(super) async fn changes(world: &World) -> Result<String, Failure> {
    let id = "e2e-changes";
    let first = world.to_gate(id).await?;
    let body = json!({"decision": "request_changes", "comment": "newer sources"});
    wanted("the request", world.decide(&first, &body).await?.0, 200)?;
    let second = world.notices.of(id, "review.2").await?;
    let (status, problem) = world.decide(&first, &json!({"decision": "approve"})).await?;
    wanted("a yes with the link of the first round", status, 409)?;
    names(&problem.to_string(), "review.1")?;
    let page = world.client.get(link(&first)?).send().await?;
    if page.status().is_success() && page.text().await?.contains("value=\"approve\"") {
        return Err("the first round's link still shows buttons".into());
    }
    world.approve(&second).await?;
    let ended = world.settled(id, RunStatus::Completed).await?;
    equal("attempts of research", usize::try_from(ended.attempts("research"))?, 2)?;
    equal("invocations of the researcher", of_agent(world, id, "researcher"), 2)?;
    equal("StepsReset on the bus", ended.heard("StepsReset"), 1)?;
    Ok("research was done again, the second gate approved; the first link got 409".to_owned())
}

fn link(notice: &Value) -> Result<&str, Failure> {
    Ok(notice.get("approve_url").and_then(Value::as_str).ok_or("the notice has no link")?)
}

fn of_agent(world: &World, id: &str, agent: &str) -> usize {
    let invocations = world.invocations(id);
    invocations.iter().filter(|record| record.agent.as_deref() == Some(agent)).count()
}
