//! Agents that do nothing but record what they are given.

use async_trait::async_trait;
use serde_json::json;
use shared::ids::AgentName;
use shared::ports::{Agents, AttemptRef, Delivery, Dispatch, DispatchError};
use shared::run::Target;
use shared::wire::Invocation;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Agents that record what they are given.
#[derive(Default)]
pub(crate) struct Recorder {
    given: Mutex<Vec<Arc<Invocation>>>,
    let_go: Mutex<Vec<String>>,
    /// Why none is reached, while none is.
    pub(crate) away: Mutex<Option<&'static str>>,
    /// Whether agents work in their reply from now on, and for longer than any test.
    pub(crate) busy: AtomicBool,
}

impl Recorder {
    /// The attempts whose sessions were ended, with their runtimes.
    pub(crate) fn let_go(&self) -> Vec<String> {
        self.let_go.lock().unwrap().clone()
    }

    pub(crate) fn dispatched(&self, id: &str, step: &str) -> usize {
        let given = self.given.lock().unwrap();
        given.iter().filter(|given| given.workflow_id.as_str() == id && given.step.as_str() == step).count()
    }

    pub(crate) fn given(&self) -> Vec<Arc<Invocation>> {
        self.given.lock().unwrap().clone()
    }

    pub(crate) fn token(&self, id: &str, step: &str) -> String {
        let given = self.given.lock().unwrap();
        let newest =
            given.iter().rfind(|given| given.workflow_id.as_str() == id && given.step.as_str() == step);
        newest.unwrap_or_else(|| panic!("{step} was not dispatched")).callback.token.clone()
    }
}

#[async_trait]
impl Agents for Recorder {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        let address = format!("arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/{agent}-1");
        let reply = if self.busy.load(Ordering::SeqCst) { "response" } else { "callback" };
        serde_json::from_value(json!({"address": address, "reply": reply})).ok()
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        if let Some(reason) = *self.away.lock().unwrap() {
            return Err(DispatchError::Throttled { reason: reason.to_owned(), retry_after_ms: None });
        }
        self.given.lock().unwrap().push(dispatch.invocation);
        if self.busy.load(Ordering::SeqCst) {
            return std::future::pending().await;
        }
        Ok(Delivery::Acknowledged)
    }

    async fn stop(&self, _: AttemptRef<'_>) -> Result<(), DispatchError> {
        Ok(())
    }

    async fn let_go(&self, gone: AttemptRef<'_>) -> Result<(), DispatchError> {
        let name = gone.address.rsplit('/').next().unwrap_or_default();
        self.let_go.lock().unwrap().push(format!("{} {} {name}", gone.step, gone.attempt));
        Ok(())
    }
}
