use super::build::{agent, four_steps, id, playbook, secs};
use super::world::{World, by, failure, success};
use crate::decide::{Command, Rejection, Reply, is_over};
use crate::ids::AttemptNo;
use crate::run::Verdict;
use serde_json::json;

#[test]
fn the_same_answer_again_gets_the_same_reply_and_writes_nothing() {
    let mut world = World::of(four_steps());
    world.answer("research", 1, success(json!(1))).unwrap();
    let version = world.run.version;
    assert_eq!(world.answer("research", 1, success(json!(1))), Ok(Reply::Delivered));
    assert_eq!(world.run.version, version);
}

#[test]
fn another_answer_to_the_same_attempt_is_refused() {
    let mut world = World::of(four_steps());
    world.answer("research", 1, success(json!(1))).unwrap();
    for other in [success(json!(2)), failure("broken", true)] {
        let refused = world.answer("research", 1, other);
        assert!(matches!(refused, Err(Rejection::AnsweredOtherwise { .. })), "{refused:?}");
    }
    assert_eq!(world.output("research"), json!(1));
}

#[test]
fn an_answer_is_still_acknowledged_after_the_run_has_ended() {
    let mut world = World::of(four_steps());
    world.answer("research", 1, failure("no sources", false)).unwrap();
    assert_eq!(world.answer("research", 1, failure("no sources", false)), Ok(Reply::Delivered));
}

#[test]
fn the_same_decision_again_gets_the_same_reply_whether_or_not_it_names_the_gate() {
    for named in [true, false] {
        let mut world = World::of(four_steps());
        world.succeed("research", json!(1)).unwrap();
        world.succeed("analyse", json!(2)).unwrap();
        let mut approve = world.decision("review", Verdict::Approve);
        if !named {
            approve.approval = None;
        }
        let first = world.decide(approve.clone()).unwrap();
        let version = world.run.version;
        world.now = world.now.after(super::build::secs(60));
        assert_eq!(world.decide(approve), Ok(first), "named: {named}");
        assert_eq!(world.run.version, version);
    }
}

#[test]
fn two_answers_in_one_batch_count_once() {
    let mut world = World::of(four_steps());
    let command = crate::decide::Command::Answer {
        step: super::build::id("research"),
        attempt: crate::ids::AttemptNo(1),
        answer: success(json!(1)),
    };
    assert_eq!(world.batch(&[command.clone(), command]), [Ok(Reply::Delivered), Ok(Reply::Delivered)]);
    assert_eq!(world.invocations(), ["invoke/analyse/1"]);
}

#[test]
fn an_attempt_is_over_once_it_was_answered_or_replaced() {
    let mut world =
        World::of(playbook(vec![agent("work", &[]).attempts(2, secs(5)), agent("print", &["work"])]));
    let over = |world: &World, step: &str, number| is_over(&world.run, &id(step), AttemptNo(number));
    assert!(!over(&world, "work", 1));
    world.answer("work", 1, failure("broken", true)).unwrap();
    assert!(over(&world, "work", 1) && !over(&world, "work", 2), "the next attempt is to come");
    world.tick_after(secs(5));
    world.answer("work", 2, success(json!(1))).unwrap();
    assert!(over(&world, "work", 2) && !over(&world, "print", 1));
    world.ask(Command::Cancel { by: by("ana"), reason: None }).unwrap();
    assert!(over(&world, "print", 1));
}
