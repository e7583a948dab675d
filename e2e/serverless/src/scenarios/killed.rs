//! Functions die at every write of a run's life: once before the table has it, once after. The kill is the kernel's, by the
//! process's id, while its request is under way; nothing in the functions knows of it.

use super::steps::equal;
use crate::Failure;
use crate::between::{Action, Rule};
use crate::world::World;
use futures_util::future::try_join_all;
use shared::run::RunStatus;

/// Writes of a run that a function is killed at. There may be fewer; what a run has of them is counted.
const WRITES: usize = 12;
/// Fewest writes that a run of this playbook has: a start, three answers, three acknowledgements, a gate, a decision, ends.
const WRITES_MIN: usize = 9;

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
    world.start_again(&id).await?;
    let notice = world.notices.of(&id, "review.1").await?;
    world.approve_again(&notice).await?;
    let ended = world.settled(&id, RunStatus::Completed).await?;
    ended.one_attempt_each().map_err(|failure| format!("run {id}: {failure}"))?;
    equal(&format!("sessions of run {id}"), world.sessions(&id).len(), 3)?;
    Ok(armed.met())
}
