//! Who may not come in.

use super::steps::{expect, wanted};
use crate::Failure;
use crate::world::World;
use serde_json::json;
use shared::run::RunStatus;

pub(super) async fn doors(world: &World) -> Result<String, Failure> {
    let id = "e2e-doors";
    let notice = world.to_gate(id).await?;
    let before = world.at_rest(id).await?;
    let api = &world.api;
    let unsigned = world.post(&format!("{api}/workflows"), None, &json!({"topic": "nobody asks"})).await?.0;
    wanted("an unsigned start", unsigned, 403)?;
    let forged = json!({"token": "v1.x.y.z", "status": "SUCCESS", "result": {}});
    wanted("a forged callback", world.post(&format!("{api}/callbacks/{id}"), None, &forged).await?.0, 403)?;
    let decision = json!({"decision": "approve"});
    let address = format!("{api}/approve/{id}");
    wanted("a decision by nobody", world.post(&address, None, &decision).await?.0, 401)?;
    wanted("a decision with junk", world.post(&address, Some("junk"), &decision).await?.0, 403)?;
    let other = world.to_gate("e2e-doors-2").await?;
    let url = other.get("approve_url").and_then(serde_json::Value::as_str).unwrap_or_default();
    let token = url.split_once("?token=").map(|(_, token)| token);
    wanted("a decision with another run's link", world.post(&address, token, &decision).await?.0, 403)?;
    expect(&world.show(id).await?, "/status", "AWAITING_APPROVAL")?;
    if *world.table.run(id).await? != *before {
        return Err("something of this was written".into());
    }
    for (id, notice) in [(id, &notice), ("e2e-doors-2", &other)] {
        world.decide(notice, &json!({"decision": "reject", "comment": "done"})).await?;
        world.settled(id, RunStatus::Rejected).await?;
    }
    Ok("403 unsigned, 403 forged, 401 nobody, 403 junk, 403 of another run; nothing was written".to_owned())
}
