//! Many runs at once.

use crate::Failure;
use crate::world::World;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use shared::run::RunStatus;
use std::time::Instant;

/// Programs that start runs at the same time.
const STARTING: usize = 8;

pub(super) async fn many(world: &World) -> Result<String, Failure> {
    let begin = Instant::now();
    let ids: Vec<String> = (0..world.many).map(|number| format!("e2e-many-{number}")).collect();
    let starts = stream::iter(&ids).map(|id| world.start(id)).buffer_unordered(STARTING);
    let (started, lives) = futures_util::future::join(
        starts.try_collect::<()>(),
        // Every run is approved as soon as somebody is asked.
        stream::iter(&ids).map(|id| live(world, id)).buffer_unordered(ids.len().max(1)).try_collect::<()>(),
    )
    .await;
    started?;
    lives?;
    Ok(format!(
        "{} runs COMPLETED in {} s, each with one attempt per step",
        ids.len(),
        begin.elapsed().as_secs()
    ))
}

async fn live(world: &World, id: &str) -> Result<(), Failure> {
    let notice = world.notices.of(id, "review.1").await?;
    world.approve(&notice).await?;
    world.settled(id, RunStatus::Completed).await?.one_attempt_each()
}
