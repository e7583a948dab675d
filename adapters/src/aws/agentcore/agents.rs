//! `InvokeAgentRuntime` and `StopRuntimeSession`.

use super::arn::{BadRuntime, Place, RuntimeArn};
use super::failure::{Call, Failure, read};
use super::session::session_id;
use super::trace::xray;
use crate::http_agent::{Body, Reply, classify};
use aws_sdk_bedrockagentcore::Client;
use aws_sdk_bedrockagentcore::operation::invoke_agent_runtime::InvokeAgentRuntimeOutput;
use aws_sdk_bedrockagentcore::primitives::{Blob, ByteStream};
use shared::limits::{BODY_MAX_BYTES, DISPATCH_TIMEOUT_MS};
use shared::ports::{AttemptRef, Clock, Delivery, Dispatch, DispatchError};
use shared::run::ReplyMode;
use shared::time::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// The type of what is sent and expected.
const JSON: &str = "application/json";
/// Longest wait for the end of a session.
const STOP_MAX: Duration = Duration::from_secs(5);
/// A session that nobody has: asking for its end opens the connection and stops nothing.
const NOBODYS_SESSION: &str = "aegis-warm-up-00000000000000000000000000000000";

/// How long a runtime is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For an acknowledgement: a cold start takes 2 to 8 s and more. Later it counts as unknown, not as failed.
    pub acknowledgement: Duration,
    /// For a reply that is the result, at most, however long the attempt may take: the caller's own life is bounded.
    pub reply: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let acknowledgement = Duration::from_millis(DISPATCH_TIMEOUT_MS);
        Self { acknowledgement, reply: acknowledgement }
    }
}

/// Agents in containers on AgentCore.
pub struct AgentCoreAgents {
    client: Client,
    place: Place,
    patience: Patience,
    clock: Arc<dyn Clock>,
}

impl AgentCoreAgents {
    /// With a client of [`super::configure`], for runtimes at `place` only.
    #[must_use]
    pub fn new(client: Client, place: Place, patience: Patience, clock: Arc<dyn Clock>) -> Self {
        Self { client, place, patience, clock }
    }

    /// Hands an attempt over to a runtime, once.
    ///
    /// # Errors
    /// What [`DispatchError`] tells apart; no answer in time is unknown.
    pub async fn dispatch(&self, dispatch: &Dispatch) -> Result<Delivery, DispatchError> {
        let runtime = self.runtime(&dispatch.target.address)?;
        let patience = self.patience(dispatch);
        match tokio::time::timeout(patience, self.invoke(&runtime, dispatch)).await {
            Ok(delivery) => delivery,
            Err(_elapsed) => Err(DispatchError::Unknown {
                reason: format!(
                    "'{runtime}' did not answer within {} ms; it may be at work",
                    patience.as_millis()
                ),
            }),
        }
    }

    /// Ends the session of an attempt, and with it its container and its price. Success where there is none.
    ///
    /// # Errors
    /// What [`DispatchError`] tells apart.
    pub async fn stop(
        &self,
        AttemptRef { run, step, attempt, address }: AttemptRef<'_>,
    ) -> Result<(), DispatchError> {
        self.stop_session(&self.runtime(address)?, &session_id(run, step, attempt)).await
    }

    /// Opens the connection that the first dispatch will use.
    ///
    /// # Errors
    /// As [`Self::stop`]: a missing permission shows here already.
    pub async fn warm(&self, address: &str) -> Result<(), DispatchError> {
        self.stop_session(&self.runtime(address)?, NOBODYS_SESSION).await
    }

    async fn invoke(&self, runtime: &RuntimeArn, dispatch: &Dispatch) -> Result<Delivery, DispatchError> {
        let invocation = dispatch.invocation.as_ref();
        let payload = serde_json::to_vec(invocation).map_err(|error| DispatchError::Refused {
            reason: format!("the invocation can't be written: {error}"),
            retryable: false,
        })?;
        let trace = invocation.traceparent.as_deref().and_then(|parent| Some((parent, xray(parent)?)));
        let request = self
            .client
            .invoke_agent_runtime()
            .agent_runtime_arn(runtime.arn())
            .set_qualifier(runtime.qualifier().map(str::to_owned))
            .runtime_session_id(session_id(&dispatch.run, &invocation.step, invocation.attempt))
            .set_trace_parent(trace.as_ref().map(|(parent, _)| (*parent).to_owned()))
            .set_trace_id(trace.map(|(_, header)| header))
            .content_type(JSON)
            .accept(JSON)
            .payload(Blob::new(payload));
        let name = runtime.to_string();
        let call = Call { action: "bedrock-agentcore:InvokeAgentRuntime", runtime: &name };
        let output = request.send().await.map_err(|error| DispatchError::from(read(call, &error)))?;
        classify(replied(output).await, dispatch.target.reply)
    }

    async fn stop_session(&self, runtime: &RuntimeArn, session: &str) -> Result<(), DispatchError> {
        let request = self
            .client
            .stop_runtime_session()
            .agent_runtime_arn(runtime.arn())
            .set_qualifier(runtime.qualifier().map(str::to_owned))
            .runtime_session_id(session);
        let name = runtime.to_string();
        let call = Call { action: "bedrock-agentcore:StopRuntimeSession", runtime: &name };
        match tokio::time::timeout(STOP_MAX, request.send()).await {
            Ok(Ok(_stopped)) => Ok(()),
            Ok(Err(error)) => match read(call, &error) {
                // Ended already, or never begun.
                Failure::Gone(_) => Ok(()),
                Failure::Dispatch(error) => Err(error),
            },
            Err(_elapsed) => {
                let reason = format!("'{runtime}' did not say that its session has ended");
                Err(DispatchError::Unknown { reason })
            }
        }
    }

    fn runtime(&self, address: &str) -> Result<RuntimeArn, DispatchError> {
        let refused =
            |error: BadRuntime| DispatchError::Refused { reason: error.to_string(), retryable: false };
        let runtime = RuntimeArn::parse(address).map_err(refused)?;
        runtime.check(&self.place).map_err(refused)?;
        Ok(runtime)
    }

    fn patience(&self, dispatch: &Dispatch) -> Duration {
        match dispatch.target.reply {
            ReplyMode::Callback => self.patience.acknowledgement,
            ReplyMode::Response => {
                let left = Timestamp::parse(&dispatch.invocation.deadline)
                    .map_or(Duration::ZERO, |deadline| {
                        Duration::from_millis(deadline.since(self.clock.now()).0)
                    });
                left.min(self.patience.reply).max(self.patience.acknowledgement)
            }
        }
    }
}

async fn replied(output: InvokeAgentRuntimeOutput) -> Reply {
    let status = output.status_code.and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
    Reply::Replied { status, retry_after_ms: None, body: collect(output.response).await }
}

async fn collect(mut stream: ByteStream) -> Body {
    let mut bytes = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > BODY_MAX_BYTES => {
                return Body::TooLarge(BODY_MAX_BYTES);
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Body::Whole(bytes),
            Err(error) => return Body::Broken(error.to_string()),
        }
    }
}
