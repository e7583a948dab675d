//! Messages of the wake queue that are lost, doubled, late, for nobody or poisoned.

use super::steps::equal;
use crate::Failure;
use crate::between::{Action, Rule};
use crate::world::World;
use serde_json::json;
use shared::run::RunStatus;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Five tries, each after the queue's time, and room for a busy machine.
const DEAD_AFTER: Duration = Duration::from_secs(150);
/// Longest time until a message was looked at.
const LOOKED_AT: Duration = Duration::from_secs(60);

/// The queue takes each message and loses it: first the one after the start, then the one after the decision.
pub(super) async fn lost(world: &World) -> Result<String, Failure> {
    let (first, second) = futures_util::future::join(lost_at_start(world), lost_at_decision(world)).await;
    Ok(format!(
        "the sweep found a run {} s after its start, and one {} s after its decision",
        first?, second?
    ))
}

async fn lost_at_start(world: &World) -> Result<u64, Failure> {
    let id = "e2e-wake-lost";
    let lost = world.between.arm(Rule::new("sqs", "SendMessage", id, Action::Swallow).times(1));
    let begin = Instant::now();
    world.start(id).await?;
    let notice = world.notices.of(id, "review.1").await?;
    equal("lost messages", lost.met(), 1)?;
    let seconds = begin.elapsed().as_secs();
    world.approve(&notice).await?;
    world.settled(id, RunStatus::Completed).await?.one_attempt_each()?;
    Ok(seconds)
}

async fn lost_at_decision(world: &World) -> Result<u64, Failure> {
    let id = "e2e-wake-lost-2";
    let notice = world.to_gate(id).await?;
    let lost = world.between.arm(Rule::new("sqs", "SendMessage", id, Action::Swallow).times(1));
    let begin = Instant::now();
    world.approve(&notice).await?;
    world.settled(id, RunStatus::Completed).await?.one_attempt_each()?;
    equal("lost messages", lost.met(), 1)?;
    Ok(begin.elapsed().as_secs())
}

/// Every wake of the run's life again, twice each: while it waits, and long after it has ended.
pub(super) async fn stale(world: &World) -> Result<String, Failure> {
    let id = "e2e-stale-wakes";
    let notice = world.to_gate(id).await?;
    let before = world.at_rest(id).await?;
    let sent = again(world, id).await?;
    if *world.table.run(id).await? != *before {
        return Err("an old wake moved the run".into());
    }
    world.approve(&notice).await?;
    let ended = world.settled(id, RunStatus::Completed).await?;
    let late = again(world, id).await?;
    let after = world.table.run(id).await?;
    if *after != *ended.run {
        return Err("a late wake changed a run that had ended".into());
    }
    ended.one_attempt_each()?;
    equal("invocations", world.invocations(id).len(), 3)?;
    Ok(format!(
        "{sent} old wakes at the gate and {late} after the end, and 2 for nobody: 3 invocations in all"
    ))
}

/// Sends them and waits until each was looked at: whoever is woken reads the run first.
async fn again(world: &World, id: &str) -> Result<usize, Failure> {
    let seen = world.between.arm(Rule::new("dynamodb", "GetItem", id, Action::Pass));
    let journal = world.table.journal(id).await?;
    let commits: BTreeSet<String> = journal.iter().map(|record| record.commit_id.to_string()).collect();
    let mut sent = 0;
    for commit in &commits {
        let body = json!({"tenant": "default", "workflow_id": id, "claim": commit}).to_string();
        for _ in 0..2 {
            world.queues.wake(&body).await?;
            sent += 1;
        }
    }
    world.queues.wake(&json!({"tenant": "default", "workflow_id": "e2e-nobody"}).to_string()).await?;
    let looked = tokio::time::timeout(LOOKED_AT, seen.until(sent)).await;
    looked.map_err(|_| format!("{} of {sent} wakes were looked at", seen.met()))?;
    Ok(sent)
}

/// Nobody can read them; runs go on beside them.
pub(super) async fn poison(world: &World) -> Result<String, Failure> {
    let id = "e2e-poison";
    let poisoned =
        ["{\"no\":\"wake\"}", "neither JSON nor wake", "{\"tenant\":\"../x\",\"workflow_id\":\"y\"}"];
    for body in poisoned {
        world.queues.wake(body).await?;
    }
    let notice = world.to_gate(id).await?;
    world.approve(&notice).await?;
    world.settled(id, RunStatus::Completed).await?.one_attempt_each()?;
    for body in poisoned {
        world.queues.dead(body, DEAD_AFTER).await?;
    }
    Ok("a run went on beside them; all 3 are in the dead-letter queue".to_owned())
}
