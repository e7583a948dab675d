//! Runs and commits for the suites: whole and valid, but with no workflow behind them.

use serde_json::json;
use shared::decide::{Answer, AnswerOutcome};
use shared::digest::Digest;
use shared::ids::{ApprovalId, AttemptNo, CommitId, PersonId, PlaybookName, StepId, TenantId, WorkflowId};
use shared::payload::Payload;
use shared::ports::{AnswerKey, AnswerRow, Commit, Pulse, PulseKind, Urgency};
use shared::principal::{Assurance, Principal};
use shared::run::{
    Ending, ErrorKind, Event, Gate, JournalRecord, ListStatus, PlaybookPin, ReceiptKey, Run, RunKey, SCHEMA,
    StepError, StepState, StepStatus,
};
use shared::time::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A time, in milliseconds.
#[must_use]
pub const fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// A run's key.
#[must_use]
pub fn key(tenant: &str, id: &str) -> RunKey {
    RunKey { tenant: TenantId::parse(tenant).unwrap(), id: WorkflowId::parse(id).unwrap() }
}

/// A step's id.
#[must_use]
pub fn step(text: &str) -> StepId {
    StepId::parse(text).unwrap()
}

/// The first commit of a run; `writer` tells apart who commits. Due a second after it was created.
#[must_use]
pub fn start(key: &RunKey, created: i64, writer: u64) -> Commit {
    let commit_id = commit_id(writer, 1);
    let run = Run {
        schema: SCHEMA,
        key: key.clone(),
        incarnation: commit_id,
        version: 1,
        commit_id,
        seq: 1,
        playbook: PlaybookPin { name: PlaybookName::parse("book").unwrap(), hash: Digest::of_bytes(b"book") },
        input: Payload::Inline(Arc::new(json!({"topic": "x"}))),
        trace_context: None,
        start_digest: Digest::of_bytes(b"start"),
        requested_by: principal(),
        created_at: at(created),
        updated_at: at(created),
        heard: false,
        paused: None,
        feedback: None,
        steps: BTreeMap::new(),
        outbox: BTreeMap::new(),
        receipts: BTreeMap::new(),
        decisions: Vec::new(),
        ending: None,
        ended_at: None,
    };
    let records = vec![record(&run, 1)];
    Commit {
        run: Arc::new(run),
        expected: None,
        records,
        due: Some(at(created + 1_000)),
        answers: Vec::new(),
        now: at(created),
        urgency: Urgency::Now,
    }
}

/// The commit after a state, with `records` journal records.
#[must_use]
pub fn after(before: &Run, now: i64, records: u64, writer: u64) -> Commit {
    let mut run = before.clone();
    run.version += 1;
    run.commit_id = commit_id(writer, run.version);
    run.updated_at = at(now);
    run.seq += records;
    let records = (before.seq + 1..=run.seq).map(|seq| record(&run, seq)).collect();
    Commit {
        expected: Some(before.version),
        run: Arc::new(run),
        records,
        due: Some(at(now + 1_000)),
        answers: Vec::new(),
        now: at(now),
        urgency: Urgency::Now,
    }
}

/// A commit whose run is listed under a status.
#[must_use]
pub fn with_status(mut commit: Commit, status: ListStatus) -> Commit {
    let run = Arc::make_mut(&mut commit.run);
    let error = || StepError { kind: ErrorKind::Rejected, message: "no".to_owned(), retryable: false };
    let approval = || ApprovalId::parse("review.1").unwrap();
    run.steps.clear();
    run.ending = match status {
        ListStatus::Active => None,
        ListStatus::AwaitingApproval => {
            let status = StepStatus::AwaitingApproval(Box::new(gate()));
            run.steps.insert(step("review"), StepState { status, ..StepState::default() });
            None
        }
        ListStatus::Completed => Some(Ending::Completed { output: Payload::Inline(Arc::new(json!(null))) }),
        ListStatus::Rejected => Some(Ending::Rejected { error: error(), approval: approval() }),
        ListStatus::Failed => Some(Ending::Failed { error: error(), step: None }),
        ListStatus::Cancelled => Some(Ending::Cancelled { by: principal(), reason: None }),
    };
    commit
}

/// An answer to the first attempt of a step.
#[must_use]
pub fn answer(name: &str, text: &str) -> AnswerRow {
    let digest = Digest::of_bytes(text.as_bytes());
    let output = Payload::Inline(Arc::new(json!({"text": text})));
    AnswerRow {
        key: AnswerKey { step: step(name), attempt: AttemptNo(1), digest },
        at: at(5),
        answer: Answer { digest, outcome: AnswerOutcome::Succeeded { output, invalid: None } },
    }
}

/// A sign of life of the first attempt of a step.
#[must_use]
pub fn alive(name: &str, millis: i64) -> Pulse {
    let kind = PulseKind::Alive { progress: Some(json!({"done": millis})) };
    Pulse { step: step(name), attempt: AttemptNo(1), at: at(millis), kind }
}

fn record(run: &Run, seq: u64) -> JournalRecord {
    let key = ReceiptKey::cancel();
    let event = Event::ReceiptKept { key, digest: Digest::of_bytes(&seq.to_be_bytes()) };
    JournalRecord { seq, version: run.version, commit_id: run.commit_id, at: run.updated_at, event }
}

const fn commit_id(writer: u64, version: u64) -> CommitId {
    CommitId::from_bits(((writer as u128) << 64) | version as u128)
}

fn principal() -> Principal {
    Principal { id: PersonId::parse("local-user").unwrap(), assurance: Assurance::Local, claims_to_be: None }
}

fn gate() -> Gate {
    Gate {
        round: 1,
        title: "Publish?".to_owned(),
        artifact: Payload::Inline(Arc::new(json!({}))),
        artifact_hash: Digest::of_bytes(b"{}"),
        opened_at: at(1),
        approvers: std::collections::BTreeSet::new(),
        editable: Vec::new(),
        rounds_left: 1,
        remind_at: Vec::new(),
        due: None,
        overdue: false,
    }
}
