use super::build::{diamond, four_steps};
use super::world::{World, by, success, target};
use crate::decide::{Command, EffectOutcome, Rejection, Reply, Sinks};
use crate::run::{Ending, RunStatus, StepStatus, alarm};
use serde_json::json;

fn cancel() -> Command {
    Command::Cancel { by: by("ana"), reason: Some("not needed".to_owned()) }
}

#[test]
fn a_cancelled_run_stops_every_agent_and_calls_no_other() {
    let mut world = World::of(diamond());
    world.succeed("split", json!(1)).unwrap();
    assert_eq!(world.ask(cancel()), Ok(Reply::Accepted));
    assert_eq!(world.status(), RunStatus::Cancelled);
    assert_eq!(world.outbox(), ["stop/left/1", "stop/right/1"]);
    assert_eq!((world.step("left"), world.step("join")), (&StepStatus::Cancelled, &StepStatus::Skipped));
    let Some(Ending::Cancelled { reason, .. }) = &world.run.ending else { panic!() };
    assert_eq!(reason.as_deref(), Some("not needed"));
}

#[test]
fn it_is_due_until_the_agents_are_stopped_and_then_never_again() {
    let mut world = World::with(four_steps(), target(), Sinks { events: true, notices: false });
    world.ask(cancel()).unwrap();
    for effect in world.outbox() {
        assert!(alarm(&world.run).is_some());
        world.outcome(&effect, EffectOutcome::Done);
    }
    assert_eq!(alarm(&world.run), None);
}

#[test]
fn cancelling_again_is_accepted_and_writes_nothing() {
    let mut world = World::of(four_steps());
    world.ask(cancel()).unwrap();
    let version = world.run.version;
    assert_eq!(world.ask(cancel()), Ok(Reply::Accepted));
    assert_eq!(world.run.version, version);
}

#[test]
fn a_finished_run_cannot_be_cancelled() {
    let mut world = World::of(super::build::playbook(vec![super::build::agent("work", &[])]));
    world.answer("work", 1, success(json!(1))).unwrap();
    assert_eq!(world.ask(cancel()), Err(Rejection::Ended { status: RunStatus::Completed, verb: "cancel" }));
}

#[test]
fn a_gate_closes_with_the_run() {
    let mut world = World::of(four_steps());
    world.succeed("research", json!(1)).unwrap();
    world.succeed("analyse", json!(1)).unwrap();
    let approve = world.decision("review", crate::run::Verdict::Approve);
    world.ask(cancel()).unwrap();
    assert_eq!(world.decide(approve), Err(Rejection::NothingToDecide { status: RunStatus::Cancelled }));
}
