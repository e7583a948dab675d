use super::build::{agent, gate, playbook, secs};
use super::world::World;
use crate::decide::Rejection;
use crate::limits::OVERDUE_REMINDER_MS;
use crate::playbook::OnDeadline;
use crate::principal::Assurance;
use crate::run::{RunStatus, Verdict};
use crate::time::Millis;
use serde_json::json;

fn at_gate(then: OnDeadline) -> World {
    let review = gate("review", "draft").deadline(secs(100), then);
    let mut world = World::of(playbook(vec![agent("draft", &[]), review]));
    world.succeed("draft", json!({"text": "x".repeat(9_000)})).unwrap();
    world
}

#[test]
fn nothing_is_decided_before_the_deadline() {
    let mut world = at_gate(OnDeadline::Reject);
    assert_eq!(world.alarm_in(), secs(100));
    world.tick_after(secs(99));
    assert_eq!(world.status(), RunStatus::AwaitingApproval);
}

#[test]
fn a_gate_that_holds_stays_decidable_and_goes_on_reminding() {
    let mut world = at_gate(OnDeadline::Hold);
    world.tick_after(secs(100));
    assert!(world.gate("review").overdue);
    for _day in 0..3 {
        assert_eq!(world.alarm_in(), Millis(OVERDUE_REMINDER_MS));
        world.tick_after(Millis(OVERDUE_REMINDER_MS));
    }
    let approve = world.decision("review", Verdict::Approve);
    assert!(world.decide(approve).is_ok());
}

#[test]
fn the_policy_rejects() {
    let mut world = at_gate(OnDeadline::Reject);
    let late = world.decision("review", Verdict::Approve);
    world.tick_after(secs(100));
    assert_eq!(world.status(), RunStatus::Rejected);
    assert_eq!(world.run.decisions[0].by.assurance, Assurance::Policy);
    assert!(matches!(world.decide(late), Err(Rejection::AlreadyDecided(_))));
}

#[test]
fn the_policy_approves_what_was_shown() {
    let mut world = at_gate(OnDeadline::Approve);
    let shown = world.gate("review").artifact_hash;
    world.tick_after(secs(100));
    assert_eq!(world.status(), RunStatus::Completed);
    assert_eq!(world.run.decisions[0].artifact_hash, shown);
    assert_eq!(world.output("review")["comment"], "nobody decided before the deadline");
}
