//! One line per dispatch, with its outcome.

use super::lines::{Line, Log};
use super::metric::{
    DISPATCH_LATENCY, DISPATCHES_ACCEPTED, DISPATCHES_REFUSED, DISPATCHES_THROTTLED, DISPATCHES_UNKNOWN, Unit,
};
use async_trait::async_trait;
use serde_json::json;
use shared::ids::AgentName;
use shared::ports::{Agents, AttemptRef, Clock, Delivery, Dispatch, DispatchError};
use shared::run::Target;
use shared::trace::TraceContext;
use std::sync::Arc;

/// Agents whose dispatches are counted.
pub struct CountedAgents {
    inner: Arc<dyn Agents>,
    clock: Arc<dyn Clock>,
    log: Log,
}

impl CountedAgents {
    /// Around agents.
    #[must_use]
    pub fn new(inner: Arc<dyn Agents>, clock: Arc<dyn Clock>, log: Log) -> Self {
        Self { inner, clock, log }
    }
}

#[async_trait]
impl Agents for CountedAgents {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        self.inner.resolve(agent)
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        let began = self.clock.now();
        let invocation = Arc::clone(&dispatch.invocation);
        let outcome = self.inner.dispatch(dispatch).await;
        let (metric, word) = named(&outcome);
        let ended = self.clock.now();
        let line = Line::new("dispatch", ended.as_millis())
            .count(metric)
            .value(DISPATCH_LATENCY, ended.since(began).0, Unit::Milliseconds)
            .field("workflow_id", invocation.workflow_id.as_str())
            .field("step", invocation.step.as_str())
            .field("attempt", json!(invocation.attempt))
            .field("agent", invocation.agent.as_str())
            .field("outcome", word);
        self.log.write(match invocation.traceparent.as_deref().and_then(TraceContext::of_traceparent) {
            Some(trace) => line.field("trace_id", trace.id()),
            None => line,
        });
        outcome
    }

    async fn stop(&self, attempt: AttemptRef<'_>) -> Result<(), DispatchError> {
        self.inner.stop(attempt).await
    }

    async fn let_go(&self, attempt: AttemptRef<'_>) -> Result<(), DispatchError> {
        self.inner.let_go(attempt).await
    }
}

/// The metric of an outcome, and its word. Why a dispatch failed may repeat what an agent said: that stands in the run's own
/// journal, not here.
const fn named(outcome: &Result<Delivery, DispatchError>) -> (&'static str, &'static str) {
    match outcome {
        Ok(Delivery::Acknowledged) => (DISPATCHES_ACCEPTED, "acknowledged"),
        Ok(Delivery::Answered(_)) => (DISPATCHES_ACCEPTED, "answered"),
        Err(DispatchError::Refused { .. }) => (DISPATCHES_REFUSED, "refused"),
        Err(DispatchError::Throttled { .. }) => (DISPATCHES_THROTTLED, "throttled"),
        Err(DispatchError::Unknown { .. }) => (DISPATCHES_UNKNOWN, "unknown"),
    }
}
