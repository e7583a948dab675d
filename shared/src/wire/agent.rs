//! What goes to an agent and what comes back.

use super::ContentRef;
use crate::ids::{AgentName, AttemptNo, StepId, WorkflowId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `POST {target}/invocations`. (workflow_id, step, attempt) is the idempotency key: the same attempt may come twice.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invocation {
    /// The run.
    pub workflow_id: WorkflowId,
    /// The step.
    pub step: StepId,
    /// The attempt, from 1.
    pub attempt: AttemptNo,
    /// The agent's name.
    pub agent: AgentName,
    /// The playbook's name.
    pub playbook: String,
    /// What the step gives the agent.
    pub input: Value,
    /// Where to answer.
    pub callback: CallbackTarget,
    /// When the attempt times out, RFC 3339.
    pub deadline: String,
    /// What the attempt may spend; `null` where the playbook sets no budget.
    pub budget: Option<Value>,
    /// W3C trace context, where the run is traced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
}

/// Where an agent answers.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackTarget {
    /// The URL to POST to.
    pub url: String,
    /// The secret of this attempt; goes into the body's `token` or the header `X-Callback-Token`.
    pub token: String,
}

// The token is a secret: it must not reach a log through a derived Debug.
impl std::fmt::Debug for CallbackTarget {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CallbackTarget").field("url", &self.url).finish_non_exhaustive()
    }
}

/// The acknowledgement of an invocation: `{"status": "accepted"}`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvocationReply {
    /// `accepted`.
    pub status: String,
}

/// `POST /callbacks/{id}`.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallbackBody {
    /// The attempt's secret; may come in the header `X-Callback-Token` instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// What happened.
    pub status: CallbackStatus,
    /// The result; needed for SUCCESS, here or as `result_ref`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// A result that was put where `POST /callbacks/{id}/uploads` said: its JSON, too large for a body.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "super::object::optional")]
    pub result_ref: Option<ContentRef>,
    /// The failure; needed for FAILURE.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "super::object::optional")]
    pub error: Option<CallbackError>,
    /// What it used, as the agent counts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Value>,
    /// How far it is, for RUNNING.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Value>,
}

impl std::fmt::Debug for CallbackBody {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CallbackBody").field("status", &self.status).finish_non_exhaustive()
    }
}

/// What an agent reports.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CallbackStatus {
    /// Done, with a result.
    Success,
    /// Failed, with an error.
    Failure,
    /// Still at work.
    Running,
}

/// Why an agent failed.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallbackError {
    /// The agent's word for the kind of failure.
    #[serde(rename = "type", default = "CallbackError::default_type")]
    pub kind: String,
    /// What happened.
    pub message: String,
    /// Whether another attempt may help; yes where it is not said.
    #[serde(default = "CallbackError::default_retryable")]
    pub retryable: bool,
}

impl CallbackError {
    fn default_type() -> String {
        "AGENT_ERROR".to_owned()
    }

    const fn default_retryable() -> bool {
        true
    }
}

/// The reply to a callback that was taken in: `{"status": "callback_delivered"}`, the same for a repeated one.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackReply {
    /// `callback_delivered`.
    pub status: String,
}

impl CallbackReply {
    /// The one reply that there is.
    #[must_use]
    pub fn delivered() -> Self {
        Self { status: "callback_delivered".to_owned() }
    }
}
