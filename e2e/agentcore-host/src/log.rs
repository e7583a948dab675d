//! What the host was asked, for assertions. No payload and no token is in it.

use serde::{Deserialize, Serialize};

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// `InvokeAgentRuntime`.
    Invoke,
    /// `StopRuntimeSession`.
    Stop,
    /// Nobody asked: the session was idle for too long.
    IdleEnd,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What was asked.
    pub operation: Operation,
    /// Milliseconds since the host started.
    pub at_ms: u64,
    /// The runtime's ARN.
    pub runtime: String,
    /// The endpoint.
    pub qualifier: Option<String>,
    /// The session.
    pub session: String,
    /// Whether it is the session's first request.
    pub new_session: bool,
    /// The agent, where an invocation could be read.
    pub agent: Option<String>,
    /// The run.
    pub workflow_id: Option<String>,
    /// The step.
    pub step: Option<String>,
    /// The attempt.
    pub attempt: Option<u32>,
    /// The W3C trace context.
    pub traceparent: Option<String>,
    /// The X-Ray one.
    pub trace_id: Option<String>,
    /// How often the session got it.
    pub deliveries: u32,
    /// HTTP status of the reply.
    pub status: u16,
    /// Error code of the reply.
    pub error: Option<String>,
}

impl Record {
    /// A record that has only a session yet.
    pub(crate) fn of(operation: Operation, runtime: &str, qualifier: Option<&str>, session: &str) -> Self {
        Self {
            operation,
            at_ms: 0,
            runtime: runtime.to_owned(),
            qualifier: qualifier.map(str::to_owned),
            session: session.to_owned(),
            new_session: false,
            agent: None,
            workflow_id: None,
            step: None,
            attempt: None,
            traceparent: None,
            trace_id: None,
            deliveries: 0,
            status: 200,
            error: None,
        }
    }
}
