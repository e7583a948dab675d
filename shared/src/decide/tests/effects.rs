use super::build::{agent, diamond, id, playbook, secs};
use super::world::{World, failure, success, target};
use crate::decide::{Command, EffectOutcome, Outcome, Reply, Sinks};
use crate::ids::{AttemptNo, CommitId};
use crate::limits::{CLAIM_MS, REDELIVERY_MAX_MS};
use crate::ports::{Pulse, PulseKind};
use crate::run::{EffectKind, ErrorKind, ReplyMode, RunStatus, StepStatus, Target};
use crate::time::Millis;
use serde_json::json;

fn one_step(target: Target) -> World {
    World::with(playbook(vec![agent("work", &[])]), target, Sinks::default())
}

fn later(after_ms: Option<u64>, maybe_done: bool) -> EffectOutcome {
    EffectOutcome::TryLater { reason: "throttled".to_owned(), after_ms, maybe_done }
}

fn refused() -> EffectOutcome {
    EffectOutcome::Refused { kind: ErrorKind::Refused, reason: "no".to_owned(), retryable: false }
}

#[test]
fn the_commit_that_creates_an_effect_holds_its_claim() {
    let world = one_step(target());
    let claim = world.effect("invoke/work/1").claim;
    assert_eq!(claim.holder, Some(world.run.commit_id));
    assert_eq!(world.alarm_in(), Millis(CLAIM_MS));
}

#[test]
fn an_expired_claim_goes_to_whoever_looks_and_its_old_holder_has_no_say() {
    let mut world = one_step(target());
    let old = world.run.commit_id;
    world.tick_after(Millis(CLAIM_MS));
    let effect = world.effect("invoke/work/1").kind.id();
    assert_ne!(world.effect("invoke/work/1").claim.holder, Some(old));
    for result in [refused(), later(None, false)] {
        let zombie = Outcome { effect: effect.clone(), claim: old, result };
        let version = world.run.version;
        assert_eq!(world.ask(Command::Outcome(zombie)), Ok(Reply::Noted));
        assert_eq!(world.run.version, version);
    }
    let done = Outcome { effect, claim: old, result: EffectOutcome::Done };
    world.ask(Command::Outcome(done)).unwrap();
    assert!(world.outbox().is_empty(), "what is done is done, whoever did it");
}

#[test]
fn claims_of_processes_that_are_gone_are_taken_over_at_once() {
    let mut world = one_step(target());
    world.now = world.now.after(secs(1));
    world.exclusive_since = Some(world.now);
    world.tick_after(secs(1));
    assert_eq!(world.effect("invoke/work/1").claim.holder, Some(world.run.commit_id));
    let version = world.run.version;
    world.tick_after(secs(1));
    assert_eq!(world.run.version, version, "once");
}

#[test]
fn a_target_that_must_not_be_called_twice_is_not_and_its_answer_is_still_taken() {
    let mut world = one_step(Target { idempotent: false, reply: ReplyMode::Callback, ..target() });
    world.tick_after(Millis(CLAIM_MS));
    assert!(world.outbox().is_empty());
    assert_eq!(world.attempt("work").number.0, 1, "unknown is not failure");
    let reply = Outcome {
        effect: EffectKind::Invoke { step: id("work"), attempt: AttemptNo(1) }.id(),
        claim: CommitId::from_bits(1),
        result: EffectOutcome::Answered(success(json!(1))),
    };
    world.ask(Command::Outcome(reply)).unwrap();
    assert_eq!(world.status(), RunStatus::Completed);
}

#[test]
fn a_target_that_answers_in_its_reply_has_the_whole_attempt_for_it() {
    let mut world = one_step(Target { reply: ReplyMode::Response, ..target() });
    assert_eq!(world.alarm_in(), secs(3_600));
    let version = world.run.version;
    world.tick_after(secs(3_000));
    assert_eq!(world.run.version, version, "nobody calls it a second time");
    world.outcome("invoke/work/1", EffectOutcome::Answered(success(json!(1))));
    assert_eq!(world.status(), RunStatus::Completed);
}

#[test]
fn a_failed_delivery_is_tried_again_after_a_pause_that_grows_to_a_bound() {
    let mut world = one_step(target());
    let mut pauses = Vec::new();
    for _delivery in 0..12 {
        world.outcome("invoke/work/1", later(None, true));
        pauses.push(world.alarm_in().0 / 1_000);
        world.tick_after(world.alarm_in());
        if world.status() != RunStatus::Pending {
            break;
        }
    }
    assert_eq!(&pauses[..9], [1, 2, 4, 8, 16, 32, 64, 128, 256]);
    assert!(pauses.iter().all(|pause| *pause <= REDELIVERY_MAX_MS / 1_000));
    assert_eq!(world.attempt("work").number.0, 1);
}

#[test]
fn a_target_can_ask_for_a_longer_pause() {
    let mut world = one_step(target());
    world.outcome("invoke/work/1", later(Some(20_000), false));
    assert_eq!(world.alarm_in(), secs(20));
}

#[test]
fn a_definite_refusal_fails_the_attempt() {
    let mut world = one_step(target());
    world.outcome("invoke/work/1", refused());
    assert!(
        matches!(world.step("work"), StepStatus::Failed { error, .. } if error.kind == ErrorKind::Refused)
    );
    assert!(world.outbox().is_empty(), "nobody is at work");
}

#[test]
fn a_refusal_of_a_second_delivery_stops_whoever_took_the_first() {
    let mut world = one_step(target());
    world.outcome("invoke/work/1", later(None, true));
    world.tick_after(secs(1));
    world.outcome("invoke/work/1", refused());
    assert_eq!(world.outbox(), ["stop/work/1"]);
}

#[test]
fn an_acknowledgement_ends_the_dispatch_and_what_was_done_with_it() {
    let mut world = World::with(diamond(), target(), Sinks { events: true, notices: false });
    let publish = world.effect("publish/1").kind.id();
    world.pulse("split", PulseKind::Acknowledged { done: vec![publish] });
    world.tick_after(secs(1));
    assert!(world.outbox().is_empty());
    assert_eq!(world.status(), RunStatus::Running, "the agent was heard");
}

#[test]
fn an_acknowledgement_of_the_delivery_before_is_none_of_this_one() {
    let mut world = one_step(target());
    let early = Pulse {
        step: id("work"),
        attempt: AttemptNo(1),
        at: world.now,
        kind: PulseKind::Acknowledged { done: Vec::new() },
    };
    world.tick_after(Millis(CLAIM_MS));
    world.pulses.push(early);
    world.tick_after(secs(1));
    assert_eq!(world.outbox(), ["invoke/work/1"]);
}

#[test]
fn a_dispatch_is_gone_with_its_attempt_and_a_late_outcome_is_noted() {
    let mut world = one_step(target());
    let outcome = Outcome {
        effect: world.effect("invoke/work/1").kind.id(),
        claim: world.run.commit_id,
        result: EffectOutcome::Done,
    };
    world.answer("work", 1, failure("broken", false)).unwrap();
    let version = world.run.version;
    assert_eq!(world.ask(Command::Outcome(outcome)), Ok(Reply::Noted));
    assert_eq!(world.run.version, version);
}

#[test]
fn stopping_somebody_who_is_not_there_is_done() {
    let mut world = one_step(target());
    world.tick_after(secs(3_600));
    assert_eq!(world.outbox(), ["stop/work/1"]);
    world.outcome("stop/work/1", refused());
    assert!(world.outbox().is_empty());
}
