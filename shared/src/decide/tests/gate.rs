use super::build::{agent, four_steps, gate, playbook};
use super::world::{World, by, target};
use crate::decide::{DecideCommand, Rejection, Reply, Sinks};
use crate::digest::Digest;
use crate::ids::ApprovalId;
use crate::principal::{Assurance, Principal};
use crate::run::{Ending, RunStatus, StepStatus, Verdict, WaitingOn, waiting_on};
use serde_json::json;

fn at_gate() -> World {
    let mut world = World::of(four_steps());
    world.succeed("research", json!(1)).unwrap();
    world.succeed("analyse", json!({"summary": "s"})).unwrap();
    world
}

fn two_gates() -> World {
    let mut world = World::of(playbook(vec![
        agent("draft", &[]),
        gate("legal", "draft"),
        gate("style", "draft").approvers(&["ben"]),
        agent("print", &["legal", "style"]),
    ]));
    world.succeed("draft", json!(1)).unwrap();
    world
}

#[test]
fn a_gate_shows_the_artifact_with_its_hash_and_the_run_waits_for_a_person() {
    let world = at_gate();
    let open = world.gate("review");
    assert_eq!(open.artifact_hash, Digest::of_json(&json!({"summary": "s"})));
    assert_eq!((open.round, open.title.as_str(), open.rounds_left), (1, "review?", 2));
    assert_eq!(world.status(), RunStatus::AwaitingApproval);
    assert!(matches!(waiting_on(&world.run).as_slice(), [WaitingOn::Approval { .. }]));
}

#[test]
fn an_approval_gives_the_next_step_the_artifact_and_what_was_said() {
    let mut world = at_gate();
    let hash = world.gate("review").artifact_hash;
    let approve =
        DecideCommand { comment: Some("good".to_owned()), ..world.decision("review", Verdict::Approve) };
    let Ok(Reply::Decided(record)) = world.decide(approve) else { panic!() };
    assert_eq!((record.by.id.as_str(), record.edited()), ("ana", false));
    assert_eq!(
        world.output("review"),
        json!({"artifact": {"summary": "s"}, "comment": "good", "decision": "approve", "decided_by": "ana",
               "edited": false, "artifact_hash": hash, "shown_hash": hash})
    );
    assert_eq!(world.invocations(), ["invoke/write/1"]);
}

#[test]
fn a_rejection_ends_the_run() {
    let mut world = at_gate();
    let reject =
        DecideCommand { comment: Some("wrong".to_owned()), ..world.decision("review", Verdict::Reject) };
    world.decide(reject).unwrap();
    assert_eq!(world.status(), RunStatus::Rejected);
    let Some(Ending::Rejected { error, .. }) = &world.run.ending else { panic!() };
    assert_eq!(error.message, "wrong");
    assert!(matches!(world.step("review"), StepStatus::Failed { .. }));
    assert_eq!(world.step("write"), &StepStatus::Skipped);
}

#[test]
fn a_decision_on_another_artifact_than_the_one_that_was_seen_is_refused() {
    let mut world = at_gate();
    let current = world.gate("review").artifact_hash;
    let other = Some(Digest::of_bytes(b"other"));
    let refused =
        world.decide(DecideCommand { artifact_hash: other, ..world.decision("review", Verdict::Approve) });
    assert_eq!(refused, Err(Rejection::ArtifactChanged { current }));
    assert_eq!(world.status(), RunStatus::AwaitingApproval);
}

#[test]
fn a_second_decision_learns_who_decided() {
    let mut world = at_gate();
    let open = world.decision("review", Verdict::Approve);
    world.decide(open.clone()).unwrap();
    let late = DecideCommand { by: by("ben"), verdict: Verdict::Reject, ..open };
    let Err(Rejection::AlreadyDecided(record)) = world.decide(late.clone()) else { panic!() };
    assert_eq!((record.by.id.as_str(), record.verdict), ("ana", Verdict::Approve));
    let unnamed = DecideCommand { approval: None, ..late };
    assert!(matches!(world.decide(unnamed), Err(Rejection::AlreadyDecided(_))));
}

#[test]
fn only_approvers_decide_and_the_owner_of_the_machine() {
    let mut world = two_gates();
    let approve = world.decision("style", Verdict::Approve);
    assert!(matches!(world.decide(approve.clone()), Err(Rejection::NotAnApprover { .. })));
    let claimed = Principal { claims_to_be: Some(super::build::person("ben")), ..by("ana") };
    let refused = world.decide(DecideCommand { by: claimed, ..approve.clone() });
    assert!(matches!(refused, Err(Rejection::NotAnApprover { .. })), "a claim identifies nobody");
    let owner = Principal { assurance: Assurance::Local, ..by("local-user") };
    assert!(world.decide(DecideCommand { by: owner, ..approve }).is_ok());
}

#[test]
fn of_several_open_gates_one_must_be_named() {
    let mut world = two_gates();
    let unnamed = DecideCommand { approval: None, ..world.decision("legal", Verdict::Approve) };
    let Err(Rejection::WhichApproval { open }) = world.decide(unnamed) else { panic!() };
    assert_eq!(open.iter().map(ToString::to_string).collect::<Vec<_>>(), ["legal.1", "style.1"]);
}

#[test]
fn the_words_of_an_earlier_decision_are_not_taken_for_its_repetition_while_another_gate_is_open() {
    let mut world =
        World::of(playbook(vec![agent("draft", &[]), gate("first", "draft"), gate("second", "first")]));
    world.succeed("draft", json!(1)).unwrap();
    let short =
        DecideCommand { approval: None, artifact_hash: None, ..world.decision("first", Verdict::Approve) };
    let first = world.decide(short.clone());
    assert!(matches!(first, Ok(Reply::Decided(_))), "{first:?}");
    let Err(Rejection::SaidBefore { taken, open }) = world.decide(short.clone()) else { panic!() };
    assert_eq!((taken.to_string(), open[0].to_string()), ("first.1".to_owned(), "second.1".to_owned()));
    let second = world.decision("second", Verdict::Approve);
    world.decide(second).unwrap();
    assert_eq!(world.status(), RunStatus::Completed);
    assert_eq!(world.decide(short), first, "with nothing open it can only be a repetition");
}

#[test]
fn an_artifact_that_only_one_gate_showed_tells_which_gate_is_meant() {
    let mut world =
        World::of(playbook(vec![agent("draft", &[]), gate("first", "draft"), gate("second", "first")]));
    world.succeed("draft", json!(1)).unwrap();
    let by_hash = DecideCommand { approval: None, ..world.decision("first", Verdict::Approve) };
    let first = world.decide(by_hash.clone());
    assert!(matches!(first, Ok(Reply::Decided(_))), "{first:?}");
    assert_eq!(world.decide(by_hash), first);
    assert!(matches!(world.run.steps[&super::build::id("second")].status, StepStatus::AwaitingApproval(_)));
}

#[test]
fn a_gate_that_is_not_open_takes_no_decision() {
    let mut world = World::of(four_steps());
    let decision = DecideCommand {
        approval: Some(ApprovalId::parse("review.1").unwrap()),
        verdict: Verdict::Approve,
        artifact_hash: None,
        comment: None,
        patch: None,
        by: by("ana"),
        digest: Digest::of_bytes(b"early"),
    };
    let early = world.decide(decision.clone());
    assert_eq!(early, Err(Rejection::NothingToDecide { status: RunStatus::Pending }));
    world.succeed("research", json!(1)).unwrap();
    world.succeed("analyse", json!(2)).unwrap();
    let next = DecideCommand { approval: Some(ApprovalId::parse("review.2").unwrap()), ..decision };
    assert!(matches!(world.decide(next), Err(Rejection::NotOpen { .. })));
}

#[test]
fn approvers_are_told_and_no_longer_once_it_is_decided() {
    let mut world = World::with(
        playbook(vec![agent("draft", &[]), gate("review", "draft")]),
        target(),
        Sinks { events: false, notices: true },
    );
    world.succeed("draft", json!(1)).unwrap();
    assert_eq!(world.outbox().len(), 1);
    assert!(world.outbox()[0].starts_with("notify/review.1/"));
    let approve = world.decision("review", Verdict::Approve);
    world.decide(approve).unwrap();
    assert!(world.outbox().is_empty());
}

#[test]
fn a_large_artifact_can_be_approved_and_end_the_run_in_one_commit() {
    let mut world =
        World::of(playbook(vec![agent("draft", &[]), gate("review", "draft"), gate("again", "review")]));
    world.succeed("draft", json!({"text": "x".repeat(7_900)})).unwrap();
    let approve = world.decision("review", Verdict::Approve);
    world.decide(approve).unwrap();
    assert_eq!(world.gate("again").artifact.value(&world.stored).unwrap()["decision"], "approve");
    let approve = world.decision("again", Verdict::Approve);
    world.decide(approve).unwrap();
    assert_eq!(world.status(), RunStatus::Completed);
}

#[test]
fn an_artifact_that_points_at_nothing_fails_the_run() {
    let mut review = gate("review", "draft");
    if let crate::playbook::StepKind::Approval(step) = &mut review.kind {
        let keys = vec![crate::playbook::PathSegment::Key("report".to_owned())];
        step.show = crate::playbook::Template::Reference(crate::playbook::Path::Output(
            super::build::id("draft"),
            keys,
        ));
    }
    let mut world = World::of(playbook(vec![agent("draft", &[]), review]));
    world.succeed("draft", json!({"text": "x"})).unwrap();
    let Some(Ending::Failed { error, .. }) = &world.run.ending else { panic!("{:?}", world.run.ending) };
    assert_eq!(error.kind, crate::run::ErrorKind::UnresolvedReference);
}

#[test]
fn a_large_artifact_is_shown_without_loading_it() {
    let mut world = World::of(playbook(vec![agent("draft", &[]), gate("review", "draft")]));
    let large = json!({"text": "x".repeat(100_000)});
    let command = crate::decide::Command::Answer {
        step: super::build::id("draft"),
        attempt: crate::ids::AttemptNo(1),
        answer: super::world::success(large.clone()),
    };
    let decision = world.considered(std::slice::from_ref(&command)).unwrap();
    world.take(decision);
    assert!(world.stored.is_empty(), "nothing was needed");
    assert_eq!(world.gate("review").artifact_hash, Digest::of_json(&large));
}
