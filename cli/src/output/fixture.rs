//! Wire values as a server would send them, for the goldens. It talks to nothing.

use serde_json::{Value, json};
use shared::time::Timestamp;
use shared::wire::{ApprovalView, EventView, RunSummary, RunView};

/// The time at which the goldens are read.
pub(crate) fn now() -> Timestamp {
    Timestamp::parse("2026-01-31T12:00:00Z").unwrap()
}

fn hash(digit: char) -> String {
    std::iter::repeat_n(digit, 64).collect()
}

fn base() -> Value {
    json!({
        "schema": "aegis.run/v1", "workflow_id": "heat-7f3a", "status": "RUNNING", "paused": false,
        "current_step": "research", "waiting_on": [], "playbook": "research-report", "playbook_hash": hash('a'),
        "topic": "How do heat pumps compare with gas boilers?",
        "input": {"topic": "How do heat pumps compare with gas boilers?", "depth": "basic"},
        "version": 5, "seq": 9, "requested_by": "local-user",
        "created_at": "2026-01-31T09:30:00.000Z", "updated_at": "2026-01-31T11:59:00.000Z",
        "steps": [], "links": {"self": "/workflows/heat-7f3a", "events": "/workflows/heat-7f3a/events"}
    })
}

fn run(changes: Value) -> RunView {
    let mut value = base();
    for (key, change) in changes.as_object().unwrap() {
        value[key] = change.clone();
    }
    serde_json::from_value(value).unwrap()
}

fn done(id: &str, agent: &str, digit: char) -> Value {
    json!({"id": id, "agent": agent, "status": "succeeded", "attempts": 1,
        "completed_at": "2026-01-31T09:35:00.000Z", "output_hash": hash(digit)})
}

fn pending(id: &str, agent: &str) -> Value {
    json!({"id": id, "agent": agent, "status": "pending", "attempts": 0})
}

fn gate() -> Value {
    json!({"approval_id": "review.2", "title": "Publish \"How do heat pumps compare with gas boilers?\"?",
        "artifact_hash": hash('c'), "opened_at": "2026-01-31T10:00:00.000Z",
        "deadline": "2026-02-01T10:00:00.000Z", "on_deadline": "hold", "overdue": false, "rounds_left": 2,
        "editable": ["/summary", "/key_insights"]})
}

/// A run that waits for a person.
pub(crate) fn at_gate() -> RunView {
    run(json!({"status": "AWAITING_APPROVAL", "current_step": "review",
        "waiting_on": [{"kind": "approval", "step": "review", "approval_id": "review.2",
            "since": "2026-01-31T10:00:00.000Z", "until": "2026-02-01T10:00:00.000Z"}],
        "decisions": [{"approval_id": "review.1", "decision": "request_changes", "decided_by": "local-user",
            "assurance": "local", "decided_at": "2026-01-31T09:40:00.000Z", "comment": "Look at running costs too",
            "shown_hash": hash('b'), "artifact_hash": hash('b')}],
        "steps": [done("research", "researcher", 'd'), done("analyse", "analyst", 'c'),
            {"id": "review", "status": "awaiting_approval", "attempts": 0, "gate": gate()},
            pending("write", "writer")]}))
}

/// A run between two attempts.
pub(crate) fn retrying() -> RunView {
    run(json!({"waiting_on": [{"kind": "retry", "step": "research", "until": "2026-01-31T12:00:05.000Z",
            "error": "connection refused"}],
        "steps": [{"id": "research", "agent": "researcher", "status": "waiting_retry", "attempts": 2,
            "retry_at": "2026-01-31T12:00:05.000Z",
            "error": {"type": "REFUSED", "message": "connection refused", "retryable": true}},
            pending("analyse", "analyst")]}))
}

/// A run whose agent is at work and was heard.
pub(crate) fn at_work() -> RunView {
    run(json!({"waiting_on": [{"kind": "agent", "step": "research", "attempt": 1, "agent": "researcher",
            "since": "2026-01-31T11:50:00.000Z", "until": "2026-01-31T15:50:00.000Z"}],
        "steps": [{"id": "research", "agent": "researcher", "status": "running", "attempts": 1,
            "attempt": {"number": 1, "target": "http://127.0.0.1:9000", "started_at": "2026-01-31T11:50:00.000Z",
                "timeout_at": "2026-01-31T15:50:00.000Z", "acknowledged_at": "2026-01-31T11:50:01.000Z",
                "heard_at": "2026-01-31T11:59:30.000Z", "progress": "read 3 of 6 documents"}},
            pending("analyse", "analyst")]}))
}

/// A run whose agent does not take the work.
pub(crate) fn undelivered() -> RunView {
    run(json!({"status": "PENDING",
        "waiting_on": [{"kind": "agent", "step": "research", "attempt": 1, "agent": "researcher",
            "since": "2026-01-31T11:50:00.000Z", "until": "2026-01-31T15:50:00.000Z"}],
        "pending_effects": [{"id": "invoke/research/1", "until": "2026-01-31T12:00:20.000Z", "failures": 4,
            "reason": "the agent answered 429: it is busy"}],
        "steps": [{"id": "research", "agent": "researcher", "status": "running", "attempts": 1,
            "attempt": {"number": 1, "target": "http://127.0.0.1:9000", "started_at": "2026-01-31T11:50:00.000Z",
                "timeout_at": "2026-01-31T15:50:00.000Z"}}]}))
}

/// A run that somebody paused.
pub(crate) fn paused() -> RunView {
    run(json!({"paused": true, "current_step": "analyse",
        "waiting_on": [{"kind": "resume", "step": "analyse", "paused_by": "local-user"}],
        "steps": [done("research", "researcher", 'd'), pending("analyse", "analyst")]}))
}

/// A run that failed.
pub(crate) fn failed() -> RunView {
    run(json!({"status": "FAILED", "current_step": null, "completed_at": "2026-01-31T11:30:00.000Z",
        "error": {"type": "TIMED_OUT", "message": "no answer within 4h", "retryable": true},
        "steps": [{"id": "research", "agent": "researcher", "status": "failed", "attempts": 3,
            "error": {"type": "TIMED_OUT", "message": "no answer within 4h", "retryable": true}},
            {"id": "analyse", "agent": "analyst", "status": "skipped", "attempts": 0}]}))
}

/// A run that is done.
pub(crate) fn completed() -> RunView {
    run(json!({"status": "COMPLETED", "current_step": null, "completed_at": "2026-01-31T11:30:00.000Z",
        "output": {"report": "x"}, "steps": [done("research", "researcher", 'd')]}))
}

/// Lines of a list.
pub(crate) fn summaries() -> Vec<RunSummary> {
    serde_json::from_value(json!([
        {"workflow_id": "heat-7f3a", "status": "AWAITING_APPROVAL", "paused": false, "current_step": "review",
            "playbook": "research-report", "topic": "How do heat pumps compare with gas boilers in houses built before 1950?",
            "created_at": "2026-01-31T09:30:00.000Z", "updated_at": "2026-01-31T10:00:00.000Z"},
        {"workflow_id": "k3x", "status": "RUNNING", "paused": true, "current_step": "research",
            "playbook": "own", "created_at": "2026-01-30T09:30:00.000Z", "updated_at": "2026-01-30T10:00:00.000Z"},
        {"workflow_id": "done-1", "status": "COMPLETED", "paused": false, "current_step": null,
            "playbook": "research-report", "topic": "Line\nbreak", "created_at": "2026-01-29T09:30:00.000Z",
            "updated_at": "2026-01-30T10:00:00.000Z"}
    ]))
    .unwrap()
}

/// An open gate with its artifact.
pub(crate) fn approval() -> ApprovalView {
    let mut value = gate();
    value["workflow_id"] = "heat-7f3a".into();
    value["playbook"] = "research-report".into();
    value["artifact"] = json!({
        "summary": "Two independent documents agree on running costs.",
        "key_insights": [
            {"insight": "Heat pumps use about a third of the energy.", "confidence": "high", "citations": ["C1", "C4"]},
            {"insight": "Insulation comes first in older homes.", "confidence": "medium", "citations": ["C2"]}
        ],
        "confidence_scores": {"overall": 0.72},
        "recommendations": [],
        "not_produced": ["trend analysis"]
    });
    serde_json::from_value(value).unwrap()
}

/// An event.
pub(crate) fn event(seq: u64, kind: &str, detail: Value) -> EventView {
    serde_json::from_value(json!({"id": format!("heat-7f3a/{seq}"), "seq": seq, "workflow_id": "heat-7f3a",
        "type": kind, "at": format!("2026-01-31T09:30:{seq:02}.000Z"), "detail": detail}))
    .unwrap()
}

/// One event of every kind.
pub(crate) fn events() -> Vec<EventView> {
    let error = json!({"type": "TIMED_OUT", "message": "no answer within 4h", "retryable": true});
    vec![
        event(1, "WorkflowStarted", json!({"playbook": "research-report", "requested_by": "local-user"})),
        event(2, "StepStarted", json!({"step": "research", "attempt": 1, "agent": "researcher"})),
        event(
            3,
            "StepFailed",
            json!({"step": "research", "attempt": 1, "error": error,
            "will_retry_at": "2026-01-31T09:31:00.000Z"}),
        ),
        event(
            4,
            "StepFailed",
            json!({"step": "research", "attempt": 2, "error": error, "will_retry_at": null}),
        ),
        event(5, "StepCompleted", json!({"step": "research", "attempt": 3})),
        event(
            6,
            "ApprovalRequested",
            json!({"step": "review", "approval_id": "review.1", "title": "Publish?"}),
        ),
        event(7, "ApprovalReminded", json!({"approval_id": "review.1", "overdue": true})),
        event(
            8,
            "ApprovalDecided",
            json!({"approval_id": "review.1", "decision": "request_changes",
            "decided_by": "local-user", "edited": false}),
        ),
        event(9, "StepsReset", json!({"steps": ["research", "analyse"], "feedback": "Look at costs"})),
        event(
            10,
            "ApprovalDecided",
            json!({"approval_id": "review.2", "decision": "approve",
            "decided_by": "local-user", "edited": true}),
        ),
        event(11, "WorkflowPaused", json!({"by": "local-user"})),
        event(12, "WorkflowResumed", json!({"by": "local-user"})),
        event(13, "WorkflowCompleted", json!({"output_hash": "x"})),
        event(14, "WorkflowFailed", json!({"step": "research", "error": error})),
        event(15, "WorkflowRejected", json!({"approval_id": "review.1", "reason": "too thin"})),
        event(16, "WorkflowCancelled", json!({"by": "local-user", "reason": null})),
        event(17, "SomethingNew", json!({"x": 1})),
    ]
}
