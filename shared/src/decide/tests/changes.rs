use super::build::{agent, four_steps, gate, playbook};
use super::world::{World, target};
use crate::decide::{DecideCommand, Rejection, Sinks};
use crate::run::{RunStatus, Verdict};
use serde_json::json;

fn at_gate() -> World {
    let mut world = World::of(four_steps());
    world.succeed("research", json!(1)).unwrap();
    world.succeed("analyse", json!(2)).unwrap();
    world
}

fn send_back(world: &mut World, gate: &str, comment: &str) {
    let changes = world.decision(gate, Verdict::RequestChanges);
    world.decide(DecideCommand { comment: Some(comment.to_owned()), ..changes }).unwrap();
}

#[test]
fn the_work_starts_again_with_the_comment_and_a_new_attempt() {
    let mut world = at_gate();
    send_back(&mut world, "review", "shorter");
    assert_eq!(world.run.feedback.as_deref(), Some("shorter"));
    assert_eq!(world.invocations(), ["invoke/research/2"]);
    assert_eq!(world.status(), RunStatus::Running);
}

#[test]
fn the_gate_opens_again_as_the_next_round_with_one_less_left() {
    let mut world = at_gate();
    send_back(&mut world, "review", "shorter");
    world.succeed("research", json!(1)).unwrap();
    world.succeed("analyse", json!(2)).unwrap();
    let open = world.gate("review");
    assert_eq!((open.round, open.rounds_left), (2, 1));
}

#[test]
fn rounds_come_to_an_end() {
    let mut world = at_gate();
    for _round in 0..2 {
        send_back(&mut world, "review", "again");
        world.succeed("research", json!(1)).unwrap();
        world.succeed("analyse", json!(2)).unwrap();
    }
    let more = world.decision("review", Verdict::RequestChanges);
    assert!(matches!(world.decide(more), Err(Rejection::NoRoundsLeft { .. })));
    assert_eq!(world.status(), RunStatus::AwaitingApproval);
}

#[test]
fn a_decision_on_the_round_before_is_refused() {
    let mut world = at_gate();
    let approve = world.decision("review", Verdict::Approve);
    send_back(&mut world, "review", "shorter");
    world.succeed("research", json!(1)).unwrap();
    world.succeed("analyse", json!(3)).unwrap();
    assert!(matches!(world.decide(approve), Err(Rejection::AlreadyDecided(_))));
}

#[test]
fn a_gate_without_rounds_sends_nothing_back() {
    let mut world = World::of(playbook(vec![agent("draft", &[]), gate("review", "draft")]));
    world.succeed("draft", json!(1)).unwrap();
    let changes = world.decision("review", Verdict::RequestChanges);
    assert!(matches!(world.decide(changes), Err(Rejection::NoRoundsLeft { .. })));
}

#[test]
fn siblings_that_build_on_what_is_done_again_are_stopped_closed_and_done_again() {
    let mut world = World::with(
        playbook(vec![
            agent("draft", &[]),
            gate("review", "draft").changes("draft", 1),
            gate("legal", "draft"),
            agent("images", &["draft"]),
        ]),
        target(),
        Sinks { events: false, notices: true },
    );
    world.succeed("draft", json!(1)).unwrap();
    let legal = world.decision("legal", Verdict::Approve);
    send_back(&mut world, "review", "other topic");
    assert_eq!(world.outbox(), ["invoke/draft/2", "stop/images/1"], "nobody is asked about the old draft");
    assert!(world.decide(legal).is_err());
    world.succeed("draft", json!(2)).unwrap();
    assert_eq!(world.attempt("images").number.0, 2);
    assert_eq!(world.gate("legal").round, 2);
}
