//! Functions die at every write of a run's life: once before the table has it, once after. The kill is the kernel's, by the
//! process's id, while its request is under way; nothing in the functions knows of it.

use super::steps::equal;
use crate::Failure;
use crate::between::{Action, Rule};
use crate::world::World;
use futures_util::future::try_join_all;
use serde_json::{Value, json};
use shared::run::RunStatus;
use std::time::Duration;

/// Writes of a run that a function is killed at. There may be fewer; what a run has of them is counted.
const WRITES: usize = 12;
/// Fewest writes that a run of this playbook has: a start, three answers, three acknowledgements, a gate, a decision, ends.
const WRITES_MIN: usize = 9;
/// Pause between two tries of a client that got no answer, and its tries.
const AGAIN: Duration = Duration::from_millis(300);
const TRIES: u32 = 40;

pub(super) async fn killed(world: &World) -> Result<String, Failure> {
    let points = [("before", Action::KillBefore), ("after", Action::KillAfter)];
    let all = points.into_iter().flat_map(|(word, action)| (0..WRITES).map(move |skip| (word, action, skip)));
    let lives = try_join_all(all.map(|(word, action, skip)| live(world, word, action, skip)));
    let lives = world.swept_often(lives).await?;
    let kills = lives.iter().sum::<usize>();
    if kills < 2 * WRITES_MIN {
        return Err(format!("only {kills} functions were killed, which proves little").into());
    }
    Ok(format!(
        "{kills} functions killed at the writes of {} runs; each COMPLETED with one attempt per step",
        lives.len()
    ))
}

/// The life of a run in which one function dies; the number of those that did.
async fn live(world: &World, word: &str, action: Action, skip: usize) -> Result<usize, Failure> {
    let id = format!("e2e-killed-{word}-{skip}");
    let armed = world.between.arm(Rule::new("dynamodb", "PutItem", &id, action).after(skip).times(1));
    start(world, &id).await?;
    let notice = world.notices.of(&id, "review.1").await?;
    decide(world, &notice).await?;
    let ended = world.settled(&id, RunStatus::Completed).await?;
    ended.one_attempt_each().map_err(|failure| format!("run {id}: {failure}"))?;
    equal(&format!("sessions of run {id}"), world.sessions(&id).len(), 3)?;
    Ok(armed.met())
}

/// As a person does who got no answer: again, with the same id.
async fn start(world: &World, id: &str) -> Result<(), Failure> {
    let mut tries = 0;
    loop {
        match world.start(id).await {
            Ok(()) => return Ok(()),
            Err(failure) if tries == TRIES => return Err(failure),
            Err(_no_answer) => tries += 1,
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn decide(world: &World, notice: &Value) -> Result<(), Failure> {
    for _ in 0..TRIES {
        let (status, reply) = world.decide(notice, &json!({"decision": "approve"})).await?;
        match status {
            200 => return Ok(()),
            500.. => tokio::time::sleep(AGAIN).await,
            _ => return Err(format!("the decision got {status}: {reply}").into()),
        }
    }
    Err("the decision got no answer".into())
}
