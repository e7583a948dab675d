//! `POST TARGET/invocations`.

use super::classify::{Body, Reply, classify};
use super::client::{Clients, NoClient, root_cause};
use async_trait::async_trait;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Response, Url};
use shared::ids::AgentName;
use shared::limits::{BODY_MAX_BYTES, DISPATCH_TIMEOUT_MS};
use shared::ports::{Agents, AttemptRef, Clock, Delivery, Dispatch, DispatchError};
use shared::run::{ReplyMode, Target};
use shared::time::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Agents behind HTTP.
pub struct HttpAgents {
    registry: BTreeMap<AgentName, Target>,
    clients: Clients,
    clock: Arc<dyn Clock>,
}

impl HttpAgents {
    /// With the targets of a registry; the clock says how long an agent that replies with its result may still take.
    ///
    /// # Errors
    /// [`NoClient`] where no HTTP client can be made.
    pub fn new(registry: BTreeMap<AgentName, Target>, clock: Arc<dyn Clock>) -> Result<Self, NoClient> {
        Ok(Self { registry, clients: Clients::new()?, clock })
    }

    async fn send(&self, dispatch: &Dispatch) -> Reply {
        let Ok(url) = Url::parse(&format!("{}/invocations", dispatch.target.address)) else {
            return Reply::NotSendable(format!("'{}' is no URL", dispatch.target.address));
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Reply::NotSendable(format!("'{}' is no http or https URL", dispatch.target.address));
        }
        let client = match self.clients.of(&url) {
            Ok(client) => client,
            Err(error) => return Reply::NotDelivered(error.to_string()),
        };
        let invocation = dispatch.invocation.as_ref();
        let mut request = client.post(url).timeout(self.patience(dispatch)).json(invocation);
        if let Some(trace) = invocation.traceparent.as_deref().filter(|trace| is_visible_ascii(trace)) {
            request = request.header("traceparent", trace);
        }
        match request.send().await {
            Ok(response) => replied(response).await,
            Err(error) if error.is_builder() => Reply::NotSendable(root_cause(error)),
            Err(error) if error.is_connect() => Reply::NotDelivered(root_cause(error)),
            Err(error) => Reply::Lost(root_cause(error)),
        }
    }

    fn patience(&self, dispatch: &Dispatch) -> Duration {
        let acknowledgement = Duration::from_millis(DISPATCH_TIMEOUT_MS);
        match dispatch.target.reply {
            ReplyMode::Callback => acknowledgement,
            // Its reply is its result, so it has as long as the attempt has.
            ReplyMode::Response => Timestamp::parse(&dispatch.invocation.deadline)
                .map_or(acknowledgement, |deadline| Duration::from_millis(deadline.since(self.clock.now()).0))
                .max(acknowledgement),
        }
    }
}

async fn replied(mut response: Response) -> Reply {
    let status = response.status().as_u16();
    let retry_after_ms = retry_after(response.headers());
    let mut bytes = Vec::new();
    let body = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > BODY_MAX_BYTES => {
                break Body::TooLarge(BODY_MAX_BYTES);
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => break Body::Whole(bytes),
            Err(error) => break Body::Broken(root_cause(error)),
        }
    };
    Reply::Replied { status, retry_after_ms, body }
}

/// Seconds as milliseconds; the form with a date is rare and counts as not said.
fn retry_after(headers: &HeaderMap) -> Option<u64> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse::<u64>().ok()?.checked_mul(1_000)
}

fn is_visible_ascii(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[async_trait]
impl Agents for HttpAgents {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        self.registry.get(agent).cloned()
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        classify(self.send(&dispatch).await, dispatch.target.reply)
    }

    async fn stop(&self, _: AttemptRef<'_>) -> Result<(), DispatchError> {
        // The contract has no route for it: an agent hears that nobody waits from its next callback (410).
        Ok(())
    }
}

#[cfg(test)]
mod tests;
