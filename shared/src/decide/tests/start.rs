use super::build::{agent, diamond, four_steps, gate, playbook};
use super::world::{World, start_command, target};
use crate::decide::Sinks;
use crate::run::{Ending, ErrorKind, Event, RunStatus, StepStatus};
use serde_json::json;

#[test]
fn the_first_commit_dispatches_what_needs_nothing() {
    let world = World::of(four_steps());
    assert_eq!(world.status(), RunStatus::Pending);
    assert_eq!(world.outbox(), ["invoke/research/1"]);
    assert_eq!((world.run.version, world.run.seq), (1, 3));
    assert_eq!(world.events_after(0), ["WorkflowStarted", "StepStarted"]);
    assert_eq!(world.run.start_digest, start_command(json!({"topic": "rivers"})).digest);
}

#[test]
fn all_roots_of_the_graph_start_at_once() {
    let steps = vec![agent("one", &[]), agent("two", &[]), agent("both", &["one", "two"])];
    let world = World::of(playbook(steps));
    assert_eq!(world.outbox(), ["invoke/one/1", "invoke/two/1"]);
}

#[test]
fn an_unknown_agent_fails_the_run_and_nothing_else_is_dispatched() {
    let steps = vec![agent("nobody", &[]), agent("other", &[])];
    let world = World::of(playbook(steps));
    let Some(Ending::Failed { error, step }) = &world.run.ending else { panic!("{:?}", world.run.ending) };
    assert_eq!((&error.kind, step.as_ref().unwrap().as_str()), (&ErrorKind::UnknownAgent, "nobody"));
    assert_eq!(world.happened(|event| matches!(event, Event::StepStarted { .. })), 0);
    assert!(world.outbox().is_empty());
    assert_eq!(world.step("other"), &StepStatus::Skipped);
}

#[test]
fn public_events_are_published_where_a_bus_listens() {
    let world = World::with(diamond(), target(), Sinks { events: true, notices: false });
    assert_eq!(world.outbox(), ["invoke/split/1", "publish/1"]);
}

#[test]
fn a_gate_can_be_the_only_thing_that_follows() {
    let mut world = World::of(playbook(vec![agent("draft", &[]), gate("review", "draft")]));
    world.succeed("draft", json!({"text": "x"})).unwrap();
    assert_eq!(world.status(), RunStatus::AwaitingApproval);
}
