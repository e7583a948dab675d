use super::build::diamond;
use super::world::{World, failure};
use crate::run::{RunStatus, StepStatus};
use serde_json::json;

fn forked() -> World {
    let mut world = World::of(diamond());
    world.succeed("split", json!(0)).unwrap();
    world
}

#[test]
fn branches_run_at_once() {
    assert_eq!(forked().invocations(), ["invoke/left/1", "invoke/right/1"]);
}

#[test]
fn the_join_waits_for_the_slower_branch_whichever_it_is() {
    for (first, second) in [("left", "right"), ("right", "left")] {
        let mut world = forked();
        world.succeed(first, json!(1)).unwrap();
        assert_eq!(world.step("join"), &StepStatus::Pending);
        world.succeed(second, json!(2)).unwrap();
        assert_eq!(world.invocations(), ["invoke/join/1"]);
        world.succeed("join", json!(3)).unwrap();
        assert_eq!(world.status(), RunStatus::Completed);
    }
}

#[test]
fn a_branch_that_fails_for_good_stops_the_other() {
    let mut world = forked();
    world.answer("left", 1, failure("broken", false)).unwrap();
    assert_eq!(world.status(), RunStatus::Failed);
    assert_eq!(world.outbox(), ["stop/right/1"]);
    assert_eq!(world.step("right"), &StepStatus::Cancelled);
    assert_eq!(world.step("join"), &StepStatus::Skipped);
}
