use super::build::{agent, four_steps, playbook, secs};
use super::world::{World, by, failure, success};
use crate::decide::{Command, Rejection, Reply};
use crate::run::{RunStatus, Verdict, WaitingOn, waiting_on};
use serde_json::json;

fn pause() -> Command {
    Command::Pause { by: by("ana") }
}

fn resume() -> Command {
    Command::Resume { by: by("ana") }
}

#[test]
fn a_paused_run_takes_answers_and_dispatches_nothing_until_it_is_resumed() {
    let mut world = World::of(four_steps());
    assert_eq!(world.ask(pause()), Ok(Reply::Accepted));
    assert_eq!(world.succeed("research", json!(1)), Ok(Reply::Delivered));
    assert!(world.outbox().is_empty());
    assert!(matches!(waiting_on(&world.run).as_slice(), [WaitingOn::Resume { .. }]));
    assert_eq!(world.ask(resume()), Ok(Reply::Accepted));
    assert_eq!(world.invocations(), ["invoke/analyse/1"]);
}

#[test]
fn a_paused_run_takes_decisions() {
    let mut world = World::of(four_steps());
    world.succeed("research", json!(1)).unwrap();
    world.ask(pause()).unwrap();
    world.ask(resume()).unwrap();
    world.succeed("analyse", json!(1)).unwrap();
    world.ask(pause()).unwrap();
    let approve = world.decision("review", Verdict::Approve);
    assert!(world.decide(approve).is_ok());
    assert!(world.invocations().is_empty());
}

#[test]
fn a_retry_that_falls_due_waits_for_the_resume() {
    let mut world = World::of(playbook(vec![agent("work", &[]).attempts(2, secs(5))]));
    world.answer("work", 1, failure("busy", true)).unwrap();
    world.ask(pause()).unwrap();
    world.tick_after(secs(60));
    assert!(world.outbox().is_empty());
    assert!(matches!(waiting_on(&world.run).as_slice(), [WaitingOn::Resume { .. }]));
    world.ask(resume()).unwrap();
    assert_eq!(world.invocations(), ["invoke/work/2"]);
}

#[test]
fn pausing_or_resuming_twice_writes_nothing() {
    let mut world = World::of(four_steps());
    for (command, version) in [(resume(), 1), (pause(), 2), (pause(), 2), (resume(), 3), (resume(), 3)] {
        assert_eq!(world.ask(command), Ok(Reply::Accepted));
        assert_eq!(world.run.version, version);
    }
}

#[test]
fn a_finished_run_is_neither_paused_nor_resumed() {
    let mut world = World::of(playbook(vec![agent("work", &[])]));
    world.answer("work", 1, success(json!(1))).unwrap();
    for (command, verb) in [(pause(), "pause"), (resume(), "resume")] {
        assert_eq!(world.ask(command), Err(Rejection::Ended { status: RunStatus::Completed, verb }));
    }
}
