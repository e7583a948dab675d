//! All goes well.

use super::steps::{equal, expect, wanted};
use crate::Failure;
use crate::world::World;
use serde_json::{Value, json};
use shared::run::RunStatus;

/// What a subscriber of the bus hears of such a run.
const HEARD: [(&str, usize); 6] = [
    ("WorkflowStarted", 1),
    ("StepStarted", 3),
    ("StepCompleted", 4),
    ("ApprovalRequested", 1),
    ("ApprovalDecided", 1),
    ("WorkflowCompleted", 1),
];

pub(super) async fn happy(world: &World) -> Result<String, Failure> {
    let id = "e2e-happy";
    let notice = world.to_gate(id).await?;
    expect(&world.show(id).await?, "/status", "AWAITING_APPROVAL")?;
    let reply = world.approve(&notice).await?;
    expect(&reply, "/assurance", "link")?;
    let (again, same) = world.decide(&notice, &json!({"decision": "approve"})).await?;
    wanted("the same decision again", again, 200)?;
    if same != reply {
        return Err("the same decision got another reply".into());
    }
    world.ends(id, "COMPLETED").await?;
    let ended = world.settled(id, RunStatus::Completed).await?;
    ended.one_attempt_each()?;
    for (kind, count) in HEARD {
        equal(&format!("{kind} on the bus"), ended.heard(kind), count)?;
    }
    equal("invocations", world.invocations(id).len(), 3)?;
    let sessions = world.sessions(id);
    equal("sessions", sessions.len(), 3)?;
    for session in sessions {
        equal("StopRuntimeSession of a session whose step is done", world.stops(&session), 1)?;
    }
    let shown = world.show(id).await?;
    if shown.get("output") != Some(&ended.output) {
        return Err("the API shows another output than the table".into());
    }
    world.must(0, &["export", id, "-o", "report"]).await?;
    let verified = world.must(0, &["verify", "report"]).await?.stdout;
    let verified = verified.lines().next().unwrap_or("verified").to_owned();
    let summary = ended.output.pointer("/report/summary").and_then(Value::as_str).unwrap_or_default();
    let events = ended.events.len();
    let summary: String = summary.chars().take(50).collect();
    Ok(format!("3 invocations, {events} events; exported through the API and {verified}; report: {summary}"))
}
