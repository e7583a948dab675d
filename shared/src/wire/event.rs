//! Public events, as the API, the stream and the bus show them. They carry references and never a token or a payload.

use crate::digest::Digest;
use crate::ids::{Seq, WorkflowId};
use crate::payload::Payload;
use crate::run::{Ending, Event, JournalRecord, StepError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Source of all events on a bus.
pub const EVENT_SOURCE: &str = "agent.orchestration";

/// A public event.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventView {
    /// Stable id: `workflow_id/seq`.
    pub id: String,
    /// Its number in the run; ascending, with gaps where bookkeeping lies between.
    pub seq: Seq,
    /// The run.
    pub workflow_id: WorkflowId,
    /// Its name, such as `StepCompleted`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, RFC 3339.
    pub at: String,
    /// What it says, by kind.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub detail: Map<String, Value>,
}

/// `GET /workflows/{id}/events` as JSON.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventsView {
    /// The run.
    pub workflow_id: WorkflowId,
    /// Its events, ascending.
    pub events: Vec<EventView>,
    /// Pass it as `after` to go on; the newest seq that was looked at.
    pub next_after: Seq,
    /// Whether more are there already.
    pub more: bool,
}

impl EventView {
    /// The public view of a record; `None` for bookkeeping.
    #[must_use]
    pub fn of(workflow: &WorkflowId, record: &JournalRecord) -> Option<Self> {
        let kind = record.event.public_name()?;
        Some(Self {
            id: format!("{workflow}/{}", record.seq),
            seq: record.seq,
            workflow_id: workflow.clone(),
            kind: kind.to_owned(),
            at: record.at.rfc3339(),
            detail: match detail(&record.event) {
                Value::Object(map) => map,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                    Map::new()
                }
            },
        })
    }
}

fn digest_of(payload: &Payload) -> Digest {
    payload.digest()
}

fn error(error: &StepError) -> Value {
    json!({"type": error.kind.as_str(), "message": error.message, "retryable": error.retryable})
}

fn detail(event: &Event) -> Value {
    match event {
        Event::RunStarted { playbook, by, .. } => {
            json!({"playbook": playbook.name, "playbook_hash": playbook.hash, "requested_by": by.id})
        }
        Event::StepStarted { step, attempt } => json!({
            "step": step, "attempt": attempt.number, "agent": attempt.agent, "timeout_at": attempt.timeout_at.rfc3339(),
        }),
        Event::StepSucceeded { step, attempt, output } => {
            json!({"step": step, "attempt": attempt, "output_hash": digest_of(output)})
        }
        Event::AttemptFailed { step, attempt, error: why, retry_at } => json!({
            "step": step, "attempt": attempt, "error": error(why),
            "will_retry_at": retry_at.map(crate::time::Timestamp::rfc3339),
        }),
        Event::ApprovalRequested { step, gate } => json!({
            "step": step, "approval_id": format!("{step}.{}", gate.round), "title": gate.title,
            "artifact_hash": gate.artifact_hash, "deadline": gate.due.map(|due| due.at.rfc3339()),
        }),
        Event::ApprovalReminded { approval, overdue, .. } => {
            json!({"approval_id": approval, "overdue": overdue})
        }
        Event::ApprovalDecided { decision } => json!({
            "approval_id": decision.approval, "decision": decision.verdict.as_str(), "decided_by": decision.by.id,
            "assurance": decision.by.assurance, "claims_to_be": decision.by.claims_to_be, "comment": decision.comment,
            "shown_hash": decision.shown_hash, "artifact_hash": decision.artifact_hash, "edited": decision.edited(),
        }),
        Event::StepsReset { steps, feedback } => json!({"steps": steps, "feedback": feedback}),
        Event::Paused { by } | Event::Resumed { by } => json!({"by": by.id}),
        Event::RunEnded { ending } => match ending {
            Ending::Completed { output } => json!({"output_hash": digest_of(output)}),
            Ending::Rejected { error: why, approval } => {
                json!({"approval_id": approval, "reason": why.message})
            }
            Ending::Failed { error: why, step } => json!({"step": step, "error": error(why)}),
            Ending::Cancelled { by, reason } => json!({"by": by.id, "reason": reason}),
        },
        Event::EffectAdded { .. }
        | Event::EffectClaimed { .. }
        | Event::EffectDeferred { .. }
        | Event::EffectDone { .. }
        | Event::HeartbeatSeen { .. }
        | Event::StaleAnswerIgnored { .. }
        | Event::ReceiptKept { .. } => Value::Null,
    }
}
