//! Many runs open at the same time: all of them wait for a person before the first one is decided.

use super::steps::equal;
use crate::Failure;
use crate::world::World;
use futures_util::future::try_join_all;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;
use shared::run::{Run, RunStatus, status};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Programs that start runs at the same time: each is a process, and a TLS connection of its own.
const STARTING: usize = 8;
/// People who decide at the same time: for each the emulator starts a process of the function.
const DECIDING: usize = 16;
/// Longest way of one run to the gate, or from there to its end, among all the others.
const PATIENCE: Duration = Duration::from_secs(600);
/// Looks at the table at the same time.
const LOOKING: usize = 16;

pub(super) async fn many(world: &World) -> Result<String, Failure> {
    let ids: Vec<String> = (0..world.many).map(|number| format!("e2e-many-{number}")).collect();
    let (begin, programs, work) = (Instant::now(), Semaphore::new(STARTING), Semaphore::new(world.at_work));
    let gates = try_join_all(ids.iter().map(|id| to_gate(world, id, &programs, &work))).await?;
    let to_gates = begin.elapsed().as_secs_f64();
    equal("runs that wait for a person", waiting(world, &ids).await?, ids.len())?;
    let (begin, people) = (Instant::now(), Semaphore::new(DECIDING));
    try_join_all(gates.iter().map(|(id, notice)| to_end(world, id, notice, &people, &work))).await?;
    let to_ends = begin.elapsed().as_secs_f64();
    Ok(format!(
        "{} runs, {} of them at work at the same time, waited for a person at the same time and COMPLETED, each with one \
         attempt per step; {to_gates:.0} s to the gates, {to_ends:.0} s from there to the ends",
        ids.len(),
        world.at_work.min(ids.len()),
    ))
}

async fn to_gate<'a>(
    world: &World,
    id: &'a String,
    programs: &Semaphore,
    work: &Semaphore,
) -> Result<(&'a String, Value), Failure> {
    let _at_work = work.acquire().await?;
    let program = programs.acquire().await?;
    world.start_again(id).await?;
    drop(program);
    Ok((id, world.notices.of_within(id, "review.1", PATIENCE).await?))
}

/// How many runs wait for a person, as the table has it.
async fn waiting(world: &World, ids: &[String]) -> Result<usize, Failure> {
    let runs = stream::iter(ids).map(|id| world.table.run(id)).buffer_unordered(LOOKING);
    let runs: Vec<_> = runs.try_collect().await?;
    let waits = |run: &Run| status(run) == RunStatus::AwaitingApproval;
    Ok(runs.iter().filter(|run| waits(run)).count())
}

async fn to_end(
    world: &World,
    id: &str,
    notice: &Value,
    people: &Semaphore,
    work: &Semaphore,
) -> Result<(), Failure> {
    let _at_work = work.acquire().await?;
    let person = people.acquire().await?;
    world.approve_again(notice).await?;
    drop(person);
    world.settled_within(id, RunStatus::Completed, PATIENCE).await?.one_attempt_each()
}
