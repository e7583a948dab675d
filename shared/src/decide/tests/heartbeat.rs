use super::build::{agent, playbook, secs};
use super::world::{World, target};
use crate::decide::{EffectOutcome, Sinks};
use crate::playbook::Playbook;
use crate::ports::PulseKind;
use crate::run::{ErrorKind, StepStatus, Target};

fn line() -> Playbook {
    playbook(vec![agent("work", &[]).attempts(2, secs(5)).heartbeat(secs(20))])
}

fn acknowledged(target: Target) -> World {
    let mut world = World::with(line(), target, Sinks::default());
    world.acknowledge("work");
    world.tick_after(secs(0));
    world
}

fn alive(world: &mut World) {
    world.pulse("work", PulseKind::Alive { progress: None });
}

#[test]
fn an_agent_that_reports_goes_on() {
    let mut world = acknowledged(target());
    for _report in 0..5 {
        world.now = world.now.after(secs(19));
        alive(&mut world);
        world.tick_after(secs(1));
        assert_eq!(world.attempt("work").number.0, 1);
    }
}

#[test]
fn a_report_is_written_only_when_the_silence_would_be_over() {
    let mut world = acknowledged(target());
    let version = world.run.version;
    world.now = world.now.after(secs(10));
    alive(&mut world);
    world.tick_after(secs(1));
    assert_eq!(world.run.version, version);
    world.tick_after(secs(9));
    assert_eq!((world.run.version, world.alarm_in()), (version + 1, secs(10)));
}

#[test]
fn silence_fails_the_attempt_and_stops_the_agent() {
    let mut world = acknowledged(target());
    world.tick_after(secs(20));
    let StepStatus::WaitingRetry { error, .. } = world.step("work") else {
        panic!("{:?}", world.step("work"))
    };
    assert_eq!(error.kind, ErrorKind::HeartbeatLost);
    assert_eq!(world.outbox(), ["stop/work/1"]);
}

#[test]
fn who_was_not_called_yet_is_not_silent_and_does_not_keep_the_alarm_ringing() {
    let mut world = World::of(line());
    let later = EffectOutcome::TryLater {
        reason: "throttled".to_owned(),
        after_ms: Some(100_000),
        maybe_done: false,
    };
    world.outcome("invoke/work/1", later);
    world.tick_after(secs(50));
    assert_eq!(world.attempt("work").number.0, 1);
    assert_eq!(world.alarm_in(), secs(50), "the next delivery is what is due");
}

#[test]
fn an_agent_that_died_with_its_process_is_called_again_however_long_it_was_silent() {
    let mut world = acknowledged(Target { volatile: true, ..target() });
    world.now = world.now.after(secs(15));
    alive(&mut world);
    world.tick_after(secs(5));
    world.now = world.now.after(secs(600));
    world.exclusive_since = Some(world.now);
    world.tick_after(secs(1));
    assert_eq!(world.outbox(), ["invoke/work/1"], "the same attempt, nothing has failed");
    world.acknowledge("work");
    world.tick_after(secs(1));
    assert_eq!(world.alarm_in(), secs(19), "silence counts from the new delivery");
    world.tick_after(secs(18));
    assert!(world.outbox().is_empty());
}

#[test]
fn an_agent_elsewhere_outlives_this_process() {
    let mut world = acknowledged(target());
    world.now = world.now.after(secs(10));
    world.exclusive_since = Some(world.now);
    world.tick_after(secs(1));
    assert!(world.outbox().is_empty());
}

#[test]
fn a_target_that_took_its_time_to_acknowledge_was_not_silent() {
    let mut world = World::of(line());
    world.now = world.now.after(secs(19));
    world.outcome("invoke/work/1", EffectOutcome::Done);
    assert_eq!(world.alarm_in(), secs(20));
}
