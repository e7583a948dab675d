use super::build::{agent, playbook, secs};
use super::world::World;
use crate::run::{ErrorKind, RunStatus, StepStatus};

fn world(attempts: u32) -> World {
    let mut world =
        World::of(playbook(vec![agent("work", &[]).attempts(attempts, secs(5)).timeout(secs(60))]));
    world.acknowledge("work");
    world.tick_after(secs(0));
    world
}

#[test]
fn nothing_happens_before_the_time_is_over() {
    let mut world = world(1);
    assert_eq!(world.alarm_in(), secs(60));
    let version = world.run.version;
    world.tick_after(secs(59));
    assert_eq!((world.run.version, world.status()), (version, RunStatus::Running));
}

#[test]
fn an_attempt_over_its_time_fails_and_its_agent_is_told_to_stop() {
    let mut world = world(2);
    world.tick_after(secs(60));
    let StepStatus::WaitingRetry { error, .. } = world.step("work") else {
        panic!("{:?}", world.step("work"))
    };
    assert_eq!(error.kind, ErrorKind::TimedOut);
    assert_eq!(world.outbox(), ["stop/work/1"]);
}

#[test]
fn a_time_out_follows_the_retry_policy_to_its_end() {
    let mut world = world(2);
    world.tick_after(secs(60)).tick_after(secs(5)).tick_after(secs(60));
    assert_eq!(world.status(), RunStatus::Failed);
    assert_eq!(world.outbox(), ["stop/work/1", "stop/work/2"]);
}

#[test]
fn an_attempt_that_was_never_delivered_times_out_too() {
    let mut world = World::of(playbook(vec![agent("work", &[]).timeout(secs(60))]));
    world.tick_after(secs(60));
    assert_eq!(world.status(), RunStatus::Failed);
    assert_eq!(world.invocations().len(), 0);
}
