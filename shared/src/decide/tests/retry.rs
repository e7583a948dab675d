use super::build::{agent, playbook, secs};
use super::world::{World, failure};
use crate::decide::Reply;
use crate::run::{Ending, RunStatus, StepStatus};
use serde_json::json;

fn world(attempts: u32) -> World {
    World::of(playbook(vec![agent("work", &[]).attempts(attempts, secs(5))]))
}

#[test]
fn a_failed_attempt_is_followed_by_another_after_its_pause() {
    let mut world = world(3);
    assert_eq!(world.answer("work", 1, failure("busy", true)), Ok(Reply::Delivered));
    assert!(matches!(world.step("work"), StepStatus::WaitingRetry { .. }));
    assert_eq!((world.alarm_in(), world.invocations().len()), (secs(5), 0));
    world.tick_after(secs(4));
    assert!(world.invocations().is_empty(), "too early");
    world.tick_after(secs(1));
    assert_eq!(world.invocations(), ["invoke/work/2"]);
}

#[test]
fn pauses_grow() {
    let mut world = world(3);
    world.answer("work", 1, failure("busy", true)).unwrap();
    world.tick_after(secs(5));
    world.answer("work", 2, failure("busy", true)).unwrap();
    assert_eq!(world.alarm_in(), secs(10));
}

#[test]
fn the_last_failed_attempt_fails_the_run() {
    let mut world = world(2);
    world.answer("work", 1, failure("busy", true)).unwrap();
    world.tick_after(secs(5));
    world.answer("work", 2, failure("still busy", true)).unwrap();
    assert_eq!(world.status(), RunStatus::Failed);
    let Some(Ending::Failed { error, .. }) = &world.run.ending else { panic!() };
    assert_eq!(error.message, "still busy");
}

#[test]
fn what_says_that_no_retry_helps_is_not_retried() {
    let mut world = world(3);
    world.answer("work", 1, failure("unreadable", false)).unwrap();
    assert_eq!(world.status(), RunStatus::Failed);
}

#[test]
fn any_command_after_the_pause_starts_the_next_attempt() {
    let mut world = world(2);
    world.answer("work", 1, failure("busy", true)).unwrap();
    world.now = world.now.after(secs(5));
    world.answer("work", 1, failure("busy", true)).unwrap();
    assert_eq!(world.invocations(), ["invoke/work/2"]);
    world.succeed("work", json!(1)).unwrap();
    assert_eq!(world.status(), RunStatus::Completed);
}
