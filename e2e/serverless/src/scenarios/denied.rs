//! A role lacks a right.

use super::steps::{equal, names};
use crate::Failure;
use crate::world::World;
use shared::run::{Event, RunStatus};
use std::time::Duration;

/// Longest time until the run has told of it.
const TOLD: Duration = Duration::from_secs(60);

/// What the analyst is given is in the bucket, and the policy of `forbidden.tf` keeps the controller from reading it.
pub(super) async fn denied(world: &World) -> Result<String, Failure> {
    let id = "e2e-forbidden";
    world.start(id).await?;
    let look = || async {
        let journal = world.table.journal(id).await?;
        Ok(journal.into_iter().find_map(|record| {
            let Event::EffectDeferred { reason, .. } = record.event else { return None };
            Some(reason)
        }))
    };
    let reason = crate::until("a deferred effect that names the missing right", TOLD, look).await?;
    for word in ["s3:GetObject", "bucket 'agent-orchestration-dev-artifacts", "role's policy"] {
        names(&reason, word)?;
    }
    let look = || async {
        let log = world.logged(id).await?;
        Ok(log.contains("put off").then_some(log))
    };
    names(&crate::until("a line of the controller's log", TOLD, look).await?, "s3:GetObject")?;
    world.must(0, &["cancel", id]).await?;
    let ended = world.settled(id, RunStatus::Cancelled).await?;
    equal("StepCompleted on the bus", ended.heard("StepCompleted"), 1)?;
    Ok("the run waits, journal and log tell action, bucket and remedy; nothing failed for it".to_owned())
}
