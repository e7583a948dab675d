use super::build::{agent, playbook, secs};
use super::world::{World, success, target};
use crate::decide::{Command, EffectOutcome, Reply, Sinks};
use crate::ids::CommitId;
use crate::limits::CLAIM_MS;
use crate::ports::WakeDelivery;
use crate::run::{EffectId, ErrorKind, Hold, ReplyMode, RunStatus, Target};
use crate::time::Millis;
use serde_json::json;

const INVOKE: &str = "invoke/work/1";

fn fragile() -> Target {
    Target { idempotent: false, ..target() }
}

fn queued(target: Target) -> World {
    World::woken(playbook(vec![agent("work", &[])]), target, Sinks::default(), WakeDelivery::Repeated)
}

fn id(world: &World) -> EffectId {
    world.effect(INVOKE).kind.id()
}

fn hold(world: &World) -> Hold {
    world.effect(INVOKE).claim.hold
}

/// One delivery of the hint that a commit sent. Whether it may make the call.
fn heard(world: &mut World, offer: CommitId) -> bool {
    let version = world.run.version;
    assert_eq!(world.ask(Command::Take { effect: id(world), offer }), Ok(Reply::Noted));
    world.run.version > version && world.effect(INVOKE).claim.is_held(world.run.commit_id, Hold::Taken)
}

#[test]
fn a_wake_that_comes_twice_has_one_taker() {
    let mut world = queued(fragile());
    let offer = world.run.commit_id;
    assert_eq!(hold(&world), Hold::Offered);
    assert!(heard(&mut world, offer));
    let version = world.run.version;
    assert!(!heard(&mut world, offer));
    assert_eq!(world.run.version, version, "the second delivery writes nothing");
}

#[test]
fn nobody_is_woken_for_what_is_taken() {
    let mut world = queued(fragile());
    let offer = world.run.commit_id;
    assert!(world.effect(INVOKE).claim.calls_for(offer));
    heard(&mut world, offer);
    let claim = world.effect(INVOKE).claim;
    assert!(!claim.calls_for(world.run.commit_id) && !claim.calls_for(offer));
}

#[test]
fn a_channel_and_an_idempotent_target_need_no_commit_to_take() {
    assert_eq!(hold(&queued(target())), Hold::Granted);
    let channel = World::with(playbook(vec![agent("work", &[])]), fragile(), Sinks::default());
    assert_eq!(hold(&channel), Hold::Granted);
}

#[test]
fn an_offer_that_nobody_took_is_made_again() {
    let mut world = queued(fragile());
    let lapsed = world.run.commit_id;
    world.tick_after(Millis(CLAIM_MS));
    assert_eq!(hold(&world), Hold::Offered, "nobody can have made the call");
    assert!(!heard(&mut world, lapsed), "a late delivery of the first hint finds nothing");
    let offer = world.run.commit_id;
    assert!(heard(&mut world, offer));
}

#[test]
fn an_offer_ends_with_its_time() {
    let mut world = queued(fragile());
    let offer = world.run.commit_id;
    world.now = world.now.after(Millis(CLAIM_MS));
    assert!(!heard(&mut world, offer));
}

#[test]
fn what_was_taken_and_not_heard_of_again_is_not_done_again() {
    let mut world = queued(fragile());
    let offer = world.run.commit_id;
    heard(&mut world, offer);
    world.tick_after(Millis(CLAIM_MS));
    assert!(world.outbox().is_empty());
    assert_eq!(world.attempt("work").number.0, 1, "unknown is not failure");
}

#[test]
fn an_offer_is_short_and_the_taker_has_the_whole_attempt_for_a_reply() {
    let mut world = queued(Target { reply: ReplyMode::Response, ..fragile() });
    assert_eq!(world.alarm_in(), Millis(CLAIM_MS));
    let offer = world.run.commit_id;
    heard(&mut world, offer);
    assert_eq!(world.alarm_in(), secs(3_600));
    world.outcome(INVOKE, EffectOutcome::Answered(success(json!(1))));
    assert_eq!(world.status(), RunStatus::Completed);
}

#[test]
fn a_throttled_call_is_offered_again() {
    let mut world = queued(fragile());
    let offer = world.run.commit_id;
    heard(&mut world, offer);
    let reason = "busy".to_owned();
    world.outcome(INVOKE, EffectOutcome::TryLater { reason, after_ms: None, maybe_done: false });
    world.tick_after(secs(1));
    assert_eq!(hold(&world), Hold::Offered);
}

#[test]
fn a_refusal_of_what_was_taken_leaves_nobody_to_stop() {
    let mut world = queued(fragile());
    let offer = world.run.commit_id;
    world.now = world.now.after(secs(1));
    heard(&mut world, offer);
    let (kind, reason) = (ErrorKind::Refused, "no".to_owned());
    world.outcome(INVOKE, EffectOutcome::Refused { kind, reason, retryable: false });
    assert!(world.outbox().is_empty());
}
