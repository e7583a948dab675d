//! What rows say that the state does not say yet: it goes along with the next commit, and needs none of its own while an agent
//! is at work.

use super::build::{agent, diamond, playbook, secs};
use super::world::{World, target};
use crate::decide::{Command, Sinks, with_notes};
use crate::limits::{CLAIM_MS, NOTES_WAIT_MS};
use crate::ports::PulseKind;
use crate::run::{EffectKind, RunStatus, alarm, status};
use crate::time::Millis;
use serde_json::json;

fn acknowledged() -> World {
    let mut world = World::with(diamond(), target(), Sinks { events: true, notices: false });
    let publish = world.effect("publish/1").kind.id();
    world.now = world.now.after(secs(1));
    world.pulse("split", PulseKind::Acknowledged { done: vec![publish] });
    world
}

fn tick(world: &mut World, after: Millis) -> crate::decide::Decision {
    world.now = world.now.after(after);
    world.considered(&[Command::Tick]).unwrap()
}

#[test]
fn an_answer_takes_along_what_was_acknowledged_before() {
    let mut world = acknowledged();
    world.succeed("split", json!({})).unwrap();
    let left = world.run.outbox.values().map(|effect| effect.claim.holder);
    assert!(left.eq(vec![Some(world.run.commit_id); world.run.outbox.len()]), "{:?}", world.outbox());
}

#[test]
fn a_refused_command_takes_nothing_along() {
    let mut world = acknowledged();
    let version = world.run.version;
    assert!(world.ask(Command::Resume { by: super::world::by("ana") }).is_ok());
    assert_eq!(world.run.version, version, "nothing to write, so nothing was written");
}

#[test]
fn an_acknowledgement_can_wait_while_its_agent_is_at_work_and_no_longer_than_that_pays() {
    let mut world = acknowledged();
    let soon = tick(&mut world, Millis(CLAIM_MS));
    assert!(!soon.records.is_empty() && soon.can_wait());
    assert!(alarm(&soon.run) > Some(world.now.after(secs(3_000))), "the step's own timers are next");
    assert!(!tick(&mut world, Millis(NOTES_WAIT_MS)).can_wait());
}

#[test]
fn what_was_not_acknowledged_cannot_wait() {
    let mut world = World::of(diamond());
    assert!(!tick(&mut world, Millis(CLAIM_MS)).can_wait(), "the dispatch goes to another holder");
}

#[test]
fn an_acknowledgement_cannot_wait_where_nobody_is_at_work() {
    let mut world = acknowledged();
    world.ask(Command::Cancel { by: super::world::by("ana"), reason: None }).unwrap();
    let stop = world.effect("stop/split/1").kind.id();
    let kind = PulseKind::Acknowledged { done: vec![stop] };
    let (step, attempt) = (super::build::id("split"), crate::ids::AttemptNo(1));
    world.pulses.push(crate::ports::Pulse { step, attempt, at: world.now, kind });
    assert!(!tick(&mut world, secs(1)).can_wait(), "an ended run is to leave the index of times");
}

#[test]
fn a_report_of_life_can_always_wait() {
    let mut world = World::of(playbook(vec![agent("work", &[]).timeout(secs(90_000)).heartbeat(secs(20))]));
    world.acknowledge("work");
    world.tick_after(secs(1));
    for _minutes in 0..40 {
        world.now = world.now.after(secs(60));
        world.pulse("work", PulseKind::Alive { progress: None });
        let decision = tick(&mut world, secs(1));
        assert!(!decision.records.is_empty() && decision.can_wait());
        assert_eq!(alarm(&decision.run), Some(world.now.after(secs(19))));
    }
}

#[test]
fn views_show_what_rows_say() {
    let world = acknowledged();
    assert_eq!(status(&world.run), RunStatus::Pending);
    let noted = with_notes(&world.run, &world.pulses);
    assert_eq!(status(&noted), RunStatus::Running, "the agent was heard");
    let dispatch = |effect: &crate::run::Effect| matches!(effect.kind, EffectKind::Invoke { .. });
    assert!(!noted.outbox.values().any(dispatch));
}
