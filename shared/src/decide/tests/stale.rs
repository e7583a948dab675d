use super::build::{agent, playbook, secs};
use super::world::{World, success};
use crate::decide::{Rejection, Reply};
use crate::run::{Event, RunStatus};
use serde_json::json;

fn timed_out_once() -> World {
    let mut world = World::of(playbook(vec![agent("work", &[]).attempts(2, secs(5)).timeout(secs(60))]));
    world.tick_after(secs(60));
    world
}

fn superseded(reply: Result<Reply, Rejection>) -> String {
    match reply {
        Err(Rejection::Superseded { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_answer_that_comes_too_late_is_told_to_stop_and_changes_nothing() {
    let mut world = timed_out_once();
    assert_eq!(superseded(world.answer("work", 1, success(json!(1)))), "the step has moved on");
    world.tick_after(secs(5));
    assert_eq!(superseded(world.answer("work", 1, success(json!(1)))), "attempt 2 has taken its place");
    assert_eq!(world.attempt("work").number.0, 2);
}

#[test]
fn a_flood_of_late_answers_is_recorded_once() {
    let mut world = timed_out_once();
    for n in 0..3 {
        superseded(world.answer("work", 1, success(json!(n))));
    }
    assert_eq!(world.happened(|event| matches!(event, Event::StaleAnswerIgnored { .. })), 1);
}

#[test]
fn a_run_that_has_ended_writes_nothing_for_a_late_answer() {
    let mut world = timed_out_once();
    world.tick_after(secs(5)).tick_after(secs(60));
    assert_eq!(world.status(), RunStatus::Failed);
    let version = world.run.version;
    assert_eq!(superseded(world.answer("work", 2, success(json!(1)))), "the run is FAILED");
    assert_eq!(world.run.version, version);
}
