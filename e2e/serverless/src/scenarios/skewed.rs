//! Clocks that are wrong: the functions' are further apart than a claim lasts and the sweep takes to come by.

use crate::Failure;
use crate::functions::{CALLBACK, CONTROLLER};
use crate::world::World;
use serde_json::json;
use shared::run::{Event, JournalRecord, RunStatus};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// How far each clock is off, in seconds: together three minutes.
const OFF_S: i64 = 90;
/// Longest life of a run, in seconds: less than it takes where each wake comes too late and the sweep has to make up for it.
const LIFE_MAX_S: u64 = 60;
/// How far a clock may seem off otherwise, in seconds: what is measured takes its time.
const MEASURED_S: i64 = 45;

pub(super) async fn skewed(world: &World) -> Result<String, Failure> {
    let before = (world.environment(CONTROLLER).await?, world.environment(CALLBACK).await?);
    let lived = async {
        let ahead = live(world, "e2e-skewed-ahead", OFF_S, -OFF_S).await?;
        Ok((ahead, live(world, "e2e-skewed-behind", -OFF_S, OFF_S).await?))
    };
    let lived: Result<(u64, u64), Failure> = lived.await;
    world.set_environment(CONTROLLER, &before.0).await?;
    world.set_environment(CALLBACK, &before.1).await?;
    let (ahead, behind) = lived?;
    Ok(format!(
        "with the controller {OFF_S} s ahead and the callback function {OFF_S} s behind a run took {ahead} s, the other way \
         round {behind} s; each COMPLETED with one attempt per step"
    ))
}

/// The life of a run between two wrong clocks, in seconds.
async fn live(world: &World, id: &str, controller: i64, callback: i64) -> Result<u64, Failure> {
    set_clock(world, CONTROLLER, controller).await?;
    set_clock(world, CALLBACK, callback).await?;
    let (begin, started) = (Instant::now(), now_s()?);
    let notice = world.to_gate(id).await?;
    let decided = now_s()?;
    world.approve(&notice).await?;
    world.settled(id, RunStatus::Completed).await?.one_attempt_each()?;
    let seconds = begin.elapsed().as_secs();
    if seconds > LIFE_MAX_S {
        return Err(
            format!("run {id} took {seconds} s: wrong clocks kept its wakes from being acted upon").into()
        );
    }
    let journal = world.table.journal(id).await?;
    let is_start = |event: &Event| matches!(event, Event::RunStarted { .. });
    let is_decision = |event: &Event| matches!(event, Event::ApprovalDecided { .. });
    is_off(id, &journal, is_start, started, controller)?;
    is_off(id, &journal, is_decision, decided, callback)?;
    Ok(seconds)
}

async fn set_clock(world: &World, function: &str, off_s: i64) -> Result<(), Failure> {
    let library = world.faketime.as_ref().ok_or("there is no libfaketime")?;
    let mut environment = world.environment(function).await?;
    environment.insert("LD_PRELOAD".to_owned(), json!(library));
    environment.insert("FAKETIME".to_owned(), json!(format!("{off_s:+}s")));
    // Spans are measured by another clock, which no machine has wrong.
    environment.insert("FAKETIME_DONT_FAKE_MONOTONIC".to_owned(), json!("1"));
    world.set_environment(function, &environment).await
}

/// The time of an event in the journal must be off as the clock of its function was set.
fn is_off(
    id: &str,
    journal: &[JournalRecord],
    is_it: impl Fn(&Event) -> bool,
    real_s: i64,
    wanted_s: i64,
) -> Result<(), Failure> {
    let record = journal.iter().find(|record| is_it(&record.event));
    let record = record.ok_or_else(|| format!("the journal of run {id} lacks an event"))?;
    let off = record.at.as_millis() / 1_000 - real_s;
    if (off - wanted_s).abs() > MEASURED_S {
        return Err(format!("run {id}: record {} is {off} s off, not {wanted_s}", record.seq).into());
    }
    Ok(())
}

fn now_s() -> Result<i64, Failure> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?)
}
