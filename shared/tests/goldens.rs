//! What clients see of events and problems, byte for byte: a change here is a change of the contract.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is a failed test")]

use serde_json::{Value, json};
use shared::digest::Digest;
use shared::ids::{
    AgentName, ApprovalId, AttemptNo, CommitId, PersonId, PlaybookName, StepId, TenantId, WorkflowId,
};
use shared::payload::Payload;
use shared::playbook::OnDeadline;
use shared::principal::{Assurance, Principal};
use shared::run::{
    Attempt, DecisionRecord, DueDecision, Ending, ErrorKind, Event, Gate, JournalRecord, PlaybookPin,
    ReplyMode, RunKey, StepError, Target, Verdict,
};
use shared::time::{Millis, Timestamp};
use shared::wire::{EventView, Problem, ProblemKind};
use std::collections::BTreeSet;

const AT: Timestamp = Timestamp::from_millis(1_769_852_400_123);

fn step(name: &str) -> StepId {
    StepId::parse(name).unwrap()
}

fn ana() -> Principal {
    let claims_to_be = Some(PersonId::parse("the editor").unwrap());
    Principal { id: PersonId::parse("ana").unwrap(), assurance: Assurance::Link, claims_to_be }
}

fn payload(value: Value) -> Payload {
    Payload::of(value).0
}

fn approval() -> ApprovalId {
    ApprovalId { step: step("review"), round: 2 }
}

fn timed_out() -> StepError {
    let message = "agent 'analyst' did not answer within 2h".to_owned();
    StepError { kind: ErrorKind::TimedOut, message, retryable: true }
}

fn attempt() -> Attempt {
    Attempt {
        number: AttemptNo(3),
        agent: AgentName::parse("analyst").unwrap(),
        target: Target {
            address: "https://agents.example/analyst".to_owned(),
            reply: ReplyMode::Callback,
            idempotent: true,
            volatile: false,
        },
        started_at: AT,
        timeout_at: AT.after(Millis::from_secs(7_200)),
        heartbeat: Some(Millis::from_secs(120)),
        heard_at: None,
        dispatched_at: AT,
    }
}

fn gate() -> Gate {
    let artifact = payload(json!({"summary": "s"}));
    Gate {
        round: 2,
        title: "Publish \"rivers\"?".to_owned(),
        artifact_hash: artifact.digest(),
        artifact,
        opened_at: AT,
        approvers: BTreeSet::new(),
        editable: vec!["/summary".to_owned()],
        rounds_left: 1,
        remind_at: Vec::new(),
        due: Some(DueDecision { at: AT.after(Millis::from_secs(86_400)), then: OnDeadline::Hold }),
        overdue: false,
    }
}

fn decision() -> DecisionRecord {
    DecisionRecord {
        approval: approval(),
        verdict: Verdict::Approve,
        by: ana(),
        at: AT,
        comment: Some("good".to_owned()),
        shown_hash: Digest::of_bytes(b"shown"),
        artifact_hash: Digest::of_bytes(b"edited"),
    }
}

fn started() -> Event {
    Event::RunStarted {
        key: RunKey { tenant: TenantId::parse("local").unwrap(), id: WorkflowId::parse("run-1").unwrap() },
        playbook: PlaybookPin {
            name: PlaybookName::parse("research-report").unwrap(),
            hash: Digest::of_bytes(b"playbook"),
        },
        input: payload(json!({"topic": "rivers"})),
        start_digest: Digest::of_bytes(b"request"),
        by: ana(),
        steps: vec![step("research")],
        incarnation: CommitId::from_bits(1),
        trace: None,
    }
}

fn public_events() -> Vec<Event> {
    let ended = |ending| Event::RunEnded { ending };
    vec![
        started(),
        Event::StepStarted { step: step("analyse"), attempt: Box::new(attempt()) },
        Event::StepSucceeded {
            step: step("analyse"),
            attempt: AttemptNo(3),
            output: payload(json!({"n": 1})),
        },
        Event::AttemptFailed {
            step: step("analyse"),
            attempt: AttemptNo(3),
            error: timed_out(),
            retry_at: Some(AT.after(Millis::from_secs(5))),
        },
        Event::AttemptFailed {
            step: step("analyse"),
            attempt: AttemptNo(4),
            error: StepError {
                kind: ErrorKind::of_agent("QUOTA"),
                message: "no quota is left".to_owned(),
                retryable: false,
            },
            retry_at: None,
        },
        Event::ApprovalRequested { step: step("review"), gate: Box::new(gate()) },
        Event::ApprovalReminded { approval: approval(), remind_at: vec![AT], overdue: true },
        Event::ApprovalDecided { decision: decision() },
        Event::StepsReset {
            steps: vec![step("research"), step("analyse")],
            feedback: Some("shorter".to_owned()),
        },
        Event::Paused { by: ana() },
        Event::Resumed { by: ana() },
        ended(Ending::Completed { output: payload(json!({"report": "r"})) }),
        ended(Ending::Rejected { error: decision().rejection(), approval: approval() }),
        ended(Ending::Failed { error: timed_out(), step: Some(step("analyse")) }),
        ended(Ending::Cancelled { by: ana(), reason: Some("not needed".to_owned()) }),
    ]
}

fn compare(name: &str, value: &impl serde::Serialize) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("goldens");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_json_snapshot!(name, value));
}

#[test]
fn every_public_event_looks_as_it_always_did() {
    let workflow = WorkflowId::parse("run-1").unwrap();
    let views: Vec<EventView> = public_events()
        .into_iter()
        .zip(1..)
        .map(|(event, seq)| JournalRecord {
            seq,
            version: 1,
            commit_id: CommitId::from_bits(1),
            at: AT,
            event,
        })
        .map(|record| EventView::of(&workflow, &record).unwrap())
        .collect();
    compare("events", &views);
}

#[test]
fn every_problem_keeps_its_status_type_and_title() {
    use ProblemKind::{
        AlreadyDecided, ArtifactChanged, BadToken, Conflict, IdReused, Internal, InvalidInput,
        InvalidPlaybook, InvalidRequest, MethodNotAllowed, NotAllowed, NotAuthenticated, NotFound,
        RequestTimeout, Superseded, TooLarge, Unavailable, UnsupportedMediaType,
    };
    let kinds = [
        InvalidRequest,
        InvalidInput,
        InvalidPlaybook,
        NotAuthenticated,
        BadToken,
        NotAllowed,
        NotFound,
        MethodNotAllowed,
        RequestTimeout,
        Conflict,
        AlreadyDecided,
        ArtifactChanged,
        IdReused,
        Superseded,
        TooLarge,
        UnsupportedMediaType,
        Unavailable,
        Internal,
    ];
    let problems: Vec<Problem> = kinds.into_iter().map(|kind| Problem::new(kind, "what happened")).collect();
    compare("problems", &problems);
    // The word on the wire and the word in a list of kinds are one.
    for (kind, problem) in kinds.into_iter().zip(&problems) {
        assert_eq!(serde_json::to_value(kind).unwrap(), json!(problem.word()));
    }
}
