use super::build::four_steps;
use super::world::{World, failure, success};
use crate::decide::{Answer, AnswerOutcome, Rejection, Reply};
use crate::digest::Digest;
use crate::payload::Payload;
use crate::run::{Ending, ErrorKind, RunStatus};
use serde_json::json;

#[test]
fn a_result_lets_the_next_step_start() {
    let mut world = World::of(four_steps());
    assert_eq!(world.succeed("research", json!({"n": 1})), Ok(Reply::Delivered));
    assert_eq!(world.output("research"), json!({"n": 1}));
    assert_eq!(world.outbox(), ["invoke/analyse/1"]);
    assert_eq!(world.status(), RunStatus::Running);
}

#[test]
fn one_answer_is_one_commit() {
    let mut world = World::of(four_steps());
    world.succeed("research", json!(1)).unwrap();
    assert_eq!(world.run.version, 2);
}

#[test]
fn a_large_result_stays_outside_of_the_state() {
    let mut world = World::of(four_steps());
    let large = json!({"text": "x".repeat(100_000)});
    let (output, bytes) = Payload::of(large.clone());
    world.stored.insert(output.digest(), std::sync::Arc::new(large));
    assert!(bytes.is_some());
    let outcome = AnswerOutcome::Succeeded { output, invalid: None };
    world.answer("research", 1, Answer { digest: Digest::of_bytes(b"large"), outcome }).unwrap();
    assert!(serde_json::to_vec(&world.run).unwrap().len() < 4_000);
}

#[test]
fn a_failure_that_no_retry_helps_fails_the_run() {
    let mut world = World::of(four_steps());
    assert_eq!(world.answer("research", 1, failure("no sources", false)), Ok(Reply::Delivered));
    let Some(Ending::Failed { error, .. }) = &world.run.ending else { panic!("{:?}", world.run.ending) };
    assert_eq!((error.kind.as_str(), error.message.as_str()), ("BROKEN", "no sources"));
    assert!(world.outbox().is_empty(), "who answered is not at work any more");
}

#[test]
fn a_result_that_breaks_its_schema_fails_the_attempt() {
    let mut world = World::of(four_steps());
    let outcome = AnswerOutcome::Succeeded {
        output: Payload::of(json!(1)).0,
        invalid: Some("expected an object, given 1".to_owned()),
    };
    let answer = Answer { digest: Digest::of_bytes(b"1"), outcome };
    assert_eq!(world.answer("research", 1, answer), Ok(Reply::Delivered));
    let Some(Ending::Failed { error, .. }) = &world.run.ending else { panic!("{:?}", world.run.ending) };
    assert_eq!(error.kind, ErrorKind::InvalidResult);
}

#[test]
fn an_agent_cannot_pass_its_failure_off_as_the_engines() {
    for word in ["TIMED_OUT", "REJECTED", "UNKNOWN_AGENT"] {
        let kind = ErrorKind::of_agent(word);
        assert_eq!(kind.as_str(), format!("AGENT_{word}"));
        let text = serde_json::to_string(&kind).unwrap();
        assert_eq!(serde_json::from_str::<ErrorKind>(&text).unwrap(), kind);
    }
    assert_eq!(ErrorKind::of_agent("QUOTA").as_str(), "QUOTA");
}

#[test]
fn an_attempt_that_was_never_made_has_no_answer() {
    let mut world = World::of(four_steps());
    for (step, attempt) in [("research", 2), ("research", 0), ("analyse", 1), ("review", 1), ("ghost", 1)] {
        let refused = world.answer(step, attempt, success(json!(1)));
        assert!(matches!(refused, Err(Rejection::NoSuchAttempt { .. })), "{step}/{attempt}: {refused:?}");
    }
    assert_eq!(world.run.version, 1, "nothing was written");
}

#[test]
fn the_last_result_completes_the_run_with_the_playbooks_output() {
    let mut world = World::of(four_steps());
    world.succeed("research", json!(1)).unwrap();
    world.succeed("analyse", json!(2)).unwrap();
    let approve = world.decision("review", crate::run::Verdict::Approve);
    world.decide(approve).unwrap();
    world.succeed("write", json!({"report": "r"})).unwrap();
    let Some(Ending::Completed { output }) = &world.run.ending else { panic!("{:?}", world.run.ending) };
    assert_eq!(**output.value(&world.stored).unwrap(), json!({"report": "r"}));
    assert_eq!(world.status(), RunStatus::Completed);
    assert_eq!(world.run.version, 5, "four steps are five commits besides acknowledgements");
}
