//! Two releases at once, as while one replaces the other: the next one writes into states, records and messages what this one
//! does not know, and reads what this one has written without it.

use super::steps::wanted;
use crate::Failure;
use crate::between::{Action, Rule};
use crate::functions::{CALLBACK, CONTROLLER};
use crate::world::World;
use agentcore_host::Fault;
use serde_json::{Value, json};
use shared::run::RunStatus;
use std::path::Path;
use std::time::Duration;

/// Longest time until what was done is written down.
const WRITTEN_DOWN: Duration = Duration::from_secs(60);
/// Longest life of all runs together: less than it takes where a message of the other release is not understood, and the sweep
/// has to make up for it.
const LIVES_MAX: Duration = Duration::from_secs(120);
/// How the next release signs its messages and records.
const SIGNED: &str = "next-release";

pub(super) async fn two_releases(world: &World) -> Result<String, Failure> {
    let next = world.next.as_deref().ok_or("there is no next release")?;
    let this = world.packages.as_path();
    let signed = world.between.arm(Rule::new("sqs", "SendMessage", SIGNED, Action::Pass));
    let lived = tokio::time::timeout(LIVES_MAX, lives(world, this, next)).await;
    run_by(world, this, this).await?;
    lived.map_err(|_| {
        format!("it took more than {LIVES_MAX:?}: the releases did not understand each other")
    })??;
    // A decision and an answer of the first run, the whole of each half of the others.
    if signed.met() < 5 {
        return Err(format!("only {} messages were the next release's: it did little", signed.met()).into());
    }
    Ok(format!(
        "a run whose release changed at each of its steps, and two between one function of each, COMPLETED with one attempt per \
         step; {} messages were the next release's",
        signed.met()
    ))
}

async fn lives(world: &World, this: &Path, next: &Path) -> Result<(), Failure> {
    in_turn(world, this, next).await?;
    for (id, controller, callback) in
        [("e2e-releases-controller", next, this), ("e2e-releases-callback", this, next)]
    {
        run_by(world, controller, callback).await?;
        let notice = world.to_gate(id).await?;
        world.approve(&notice).await?;
        world.settled(id, RunStatus::Completed).await?.one_attempt_each()?;
    }
    Ok(())
}

/// A run whose release changes at each of its steps: what one wrote, the other one reads and goes on with.
async fn in_turn(world: &World, this: &Path, next: &Path) -> Result<(), Failure> {
    let id = "e2e-releases-in-turn";
    for agent in ["researcher", "analyst", "writer"] {
        world.plan(id, agent, Fault::Hold);
    }
    world.start(id).await?;
    let research = json!({"key_findings": [], "summary": "Found by one release."});
    let analysis = json!({"summary": "Weighed by another.", "key_insights": [], "recommendations": []});
    answer(world, id, "research", next, &research).await?;
    answer(world, id, "analyse", this, &analysis).await?;
    let notice = world.notices.of(id, "review.1").await?;
    known_to_be_done(world, id).await?;
    run_by(world, next, next).await?;
    world.approve(&notice).await?;
    answer(world, id, "write", this, &json!({"report": {"summary": "Written across two releases."}})).await?;
    world.settled(id, RunStatus::Completed).await?.one_attempt_each()
}

/// Waits for a step's invocation, and answers it once a release has taken over.
async fn answer(world: &World, id: &str, step: &str, release: &Path, result: &Value) -> Result<(), Failure> {
    let held = world.held_at(id, step).await?;
    known_to_be_done(world, id).await?;
    run_by(world, release, release).await?;
    wanted("an answer to the other release", world.answer(&held, result).await?.0, 200)
}

/// Waits until what was done is written down: changing a function's code ends it in the middle of what it does.
async fn known_to_be_done(world: &World, id: &str) -> Result<(), Failure> {
    let look = || async {
        let shown = world.show(id).await?;
        Ok(shown.get("pending_effects").is_none_or(Value::is_null).then_some(()))
    };
    crate::until(&format!("nothing left to do in run {id}"), WRITTEN_DOWN, look).await
}

/// Has both functions run these packages' programs.
async fn run_by(world: &World, controller: &Path, callback: &Path) -> Result<(), Failure> {
    world.set_code(CONTROLLER, &controller.join("controller-x86_64.zip")).await?;
    world.set_code(CALLBACK, &callback.join("callback-x86_64.zip")).await
}
