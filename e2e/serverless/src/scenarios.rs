//! What is lived through. Each scenario has a run of its own and says what it saw.

use crate::Failure;
use crate::world::World;
use agentcore_host::{Fault, Operation, Planned, Record};
use futures_util::future::try_join_all;
use serde_json::{Value, json};
use std::pin::Pin;

type Seen<'a> = Pin<Box<dyn Future<Output = Result<String, Failure>> + 'a>>;
type Scenario = (&'static str, &'static str, for<'a> fn(&'a World) -> Seen<'a>);

/// All of them, in order.
pub(crate) fn all() -> Vec<Scenario> {
    vec![
        ("happy", "three agents, one approval by link", |world| Box::pin(happy(world))),
        ("doors", "unsigned, forged and mixed-up credentials", |world| Box::pin(doors(world))),
        ("reject", "a person says no", |world| Box::pin(reject(world))),
        ("changes", "a person wants changes", |world| Box::pin(changes(world))),
        ("refused", "an agent refuses once", |world| Box::pin(refused(world))),
        ("twice", "an invocation is delivered twice", |world| Box::pin(twice(world))),
        ("reply-lost", "an agent works and its acknowledgement is lost", |world| Box::pin(reply_lost(world))),
        ("cancel", "a run is cancelled at its gate", |world| Box::pin(cancel(world))),
        ("many", "many runs at once", |world| Box::pin(many(world))),
    ]
}

async fn happy(world: &World) -> Result<String, Failure> {
    let id = "e2e-happy";
    let notice = world.to_gate(id).await?;
    let waiting = world.show(id).await?;
    expect(&waiting, "/status", "AWAITING_APPROVAL")?;
    let (status, reply) = world.decide(&notice, &json!({"decision": "approve"})).await?;
    wanted("the decision", status, 200)?;
    expect(&reply, "/assurance", "link")?;
    let (again, same) = world.decide(&notice, &json!({"decision": "approve"})).await?;
    wanted("the same decision again", again, 200)?;
    if same != reply {
        return Err("the same decision got another reply".into());
    }
    world.ends(id, "COMPLETED").await?;
    let done = world.show(id).await?;
    let invoked = invocations(world, id);
    if invoked.len() != 3 {
        return Err(format!("{} invocations, not 3", invoked.len()).into());
    }
    let summary = done.pointer("/output/report/summary").and_then(Value::as_str).unwrap_or("no summary");
    Ok(format!("3 invocations; report: {}", summary.chars().take(60).collect::<String>()))
}

async fn doors(world: &World) -> Result<String, Failure> {
    let id = "e2e-doors";
    let notice = world.to_gate(id).await?;
    let api = &world.api;
    let unsigned = world.post(&format!("{api}/workflows"), None, &json!({"topic": "nobody asks"})).await?.0;
    wanted("an unsigned start", unsigned, 403)?;
    let forged = json!({"token": "v1.x.y.z", "status": "SUCCESS", "result": {}});
    wanted("a forged callback", world.post(&format!("{api}/callbacks/{id}"), None, &forged).await?.0, 403)?;
    let decision = json!({"decision": "approve"});
    wanted(
        "a decision by nobody",
        world.post(&format!("{api}/approve/{id}"), None, &decision).await?.0,
        401,
    )?;
    let junk = world.post(&format!("{api}/approve/{id}"), Some("junk"), &decision).await?.0;
    wanted("a decision with junk", junk, 403)?;
    let other = world.to_gate("e2e-doors-2").await?;
    let url = other.get("approve_url").and_then(Value::as_str).unwrap_or_default();
    let token = url.split_once("?token=").map(|(_, token)| token);
    let mixed = world.post(&format!("{api}/approve/{id}"), token, &decision).await?.0;
    wanted("a decision with another run's link", mixed, 403)?;
    expect(&world.show(id).await?, "/status", "AWAITING_APPROVAL")?;
    world.decide(&notice, &json!({"decision": "reject", "comment": "done"})).await?;
    world.decide(&other, &json!({"decision": "reject", "comment": "done"})).await?;
    Ok("403 unsigned, 403 forged, 401 nobody, 403 junk, 403 of another run; nothing moved".to_owned())
}

async fn reject(world: &World) -> Result<String, Failure> {
    let id = "e2e-reject";
    let notice = world.to_gate(id).await?;
    let (status, _) = world.decide(&notice, &json!({"decision": "reject", "comment": "off topic"})).await?;
    wanted("the decision", status, 200)?;
    world.ends(id, "REJECTED").await?;
    let late = world.decide(&notice, &json!({"decision": "approve"})).await?.0;
    wanted("a late yes", late, 409)?;
    Ok("REJECTED; a late yes got 409".to_owned())
}

async fn changes(world: &World) -> Result<String, Failure> {
    let id = "e2e-changes";
    let notice = world.to_gate(id).await?;
    let body = json!({"decision": "request_changes", "comment": "newer sources"});
    wanted("the request", world.decide(&notice, &body).await?.0, 200)?;
    let second = world.notices.of(id, "review.2").await?;
    wanted("the decision", world.decide(&second, &json!({"decision": "approve"})).await?.0, 200)?;
    world.ends(id, "COMPLETED").await?;
    let research = invocations(world, id)
        .into_iter()
        .filter(|record| record.agent.as_deref() == Some("researcher"))
        .count();
    if research != 2 {
        return Err(format!("the researcher was called {research} times, not twice").into());
    }
    Ok("research was done again, the second gate approved".to_owned())
}

async fn refused(world: &World) -> Result<String, Failure> {
    let id = "e2e-refused";
    let fault = Fault::Refuse {
        status: 424,
        code: Some("RuntimeClientError".to_owned()),
        message: "Received error (500) from runtime".to_owned(),
    };
    world.host.plan(planned(fault, "researcher"));
    let notice = world.to_gate(id).await?;
    let shown = world.show(id).await?;
    let attempts = shown.pointer("/steps/0/attempts").and_then(Value::as_u64).unwrap_or(0);
    wanted("the decision", world.decide(&notice, &json!({"decision": "approve"})).await?.0, 200)?;
    world.ends(id, "COMPLETED").await?;
    Ok(format!("went on after the refusal, {attempts} attempts of research"))
}

async fn twice(world: &World) -> Result<String, Failure> {
    let id = "e2e-twice";
    world.host.plan(planned(Fault::Twice, "researcher"));
    let notice = world.to_gate(id).await?;
    let shown = world.show(id).await?;
    if shown.pointer("/steps/0/attempts").and_then(Value::as_u64) != Some(1) {
        return Err("a second delivery counted as another attempt".into());
    }
    wanted("the decision", world.decide(&notice, &json!({"decision": "approve"})).await?.0, 200)?;
    world.ends(id, "COMPLETED").await?;
    Ok("one attempt, one result".to_owned())
}

async fn reply_lost(world: &World) -> Result<String, Failure> {
    let id = "e2e-lost";
    world.host.plan(planned(Fault::LoseReply { status: 504, code: None }, "researcher"));
    let notice = world.to_gate(id).await?;
    wanted("the decision", world.decide(&notice, &json!({"decision": "approve"})).await?.0, 200)?;
    world.ends(id, "COMPLETED").await?;
    let sessions: std::collections::BTreeSet<String> = invocations(world, id)
        .into_iter()
        .filter(|record| record.agent.as_deref() == Some("researcher"))
        .map(|record| record.session)
        .collect();
    if sessions.len() != 1 {
        return Err(format!("{} sessions of one attempt", sessions.len()).into());
    }
    Ok("the answer counted, in one session".to_owned())
}

async fn cancel(world: &World) -> Result<String, Failure> {
    let id = "e2e-cancel";
    let notice = world.to_gate(id).await?;
    world.must(0, &["cancel", id]).await?;
    world.ends(id, "CANCELLED").await?;
    let late = world.decide(&notice, &json!({"decision": "approve"})).await?.0;
    wanted("a late yes", late, 409)?;
    Ok("CANCELLED; a late yes got 409".to_owned())
}

async fn many(world: &World) -> Result<String, Failure> {
    let ids: Vec<String> = (0..world.many).map(|number| format!("e2e-many-{number}")).collect();
    for chunk in ids.chunks(8) {
        let started = chunk.iter().map(|id| world.start(id));
        try_join_all(started).await?;
    }
    for id in &ids {
        let notice = world.notices.of(id, "review.1").await?;
        wanted("a decision", world.decide(&notice, &json!({"decision": "approve"})).await?.0, 200)?;
    }
    for id in &ids {
        world.ends(id, "COMPLETED").await?;
    }
    Ok(format!("{} runs COMPLETED", ids.len()))
}

/// A fault for the next invocation of an agent.
fn planned(fault: Fault, agent: &str) -> Planned {
    Planned { agent: Some(agent.to_owned()), ..Planned::next(fault) }
}

fn invocations(world: &World, id: &str) -> Vec<Record> {
    let of_run =
        |record: &Record| record.operation == Operation::Invoke && record.workflow_id.as_deref() == Some(id);
    world.host.log().into_iter().filter(of_run).collect()
}

fn expect(value: &Value, pointer: &str, wanted: &str) -> Result<(), Failure> {
    match value.pointer(pointer).and_then(Value::as_str) {
        Some(found) if found == wanted => Ok(()),
        found => Err(format!("{pointer} is {found:?}, not {wanted}").into()),
    }
}

fn wanted(what: &str, status: u16, wanted: u16) -> Result<(), Failure> {
    if status == wanted { Ok(()) } else { Err(format!("{what} got {status}, not {wanted}").into()) }
}
