//! The agents of the serverless home: runtimes on AgentCore beside servers behind a URL, told apart by their address.

use super::agentcore::AgentCoreAgents;
use super::registry::Registry;
use crate::http_agent::HttpAgents;
use async_trait::async_trait;
use shared::ids::AgentName;
use shared::ports::{Agents, AttemptRef, Delivery, Dispatch, DispatchError};
use shared::run::Target;

/// What the addresses of runtimes begin with.
const ARN: &str = "arn:";

/// Runtimes and servers behind a URL.
pub struct CloudAgents {
    registry: Registry,
    runtimes: AgentCoreAgents,
    http: HttpAgents,
}

impl CloudAgents {
    /// Both, with the names of a registry. `http` needs no names of its own.
    #[must_use]
    pub fn new(registry: Registry, runtimes: AgentCoreAgents, http: HttpAgents) -> Self {
        Self { registry, runtimes, http }
    }

    /// Opens the connection to AgentCore that the first dispatch will use, where any agent is a runtime.
    ///
    /// # Errors
    /// As [`AgentCoreAgents::warm`].
    pub async fn warm(&self) -> Result<(), DispatchError> {
        let runtime = self.registry.values().find(|target| target.address.starts_with(ARN));
        match runtime {
            Some(target) => self.runtimes.warm(&target.address).await,
            None => Ok(()),
        }
    }
}

#[async_trait]
impl Agents for CloudAgents {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        self.registry.get(agent).cloned()
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        if dispatch.target.address.starts_with(ARN) {
            self.runtimes.dispatch(&dispatch).await
        } else {
            self.http.dispatch(dispatch).await
        }
    }

    async fn stop(&self, attempt: AttemptRef<'_>) -> Result<(), DispatchError> {
        if attempt.address.starts_with(ARN) {
            self.runtimes.stop(attempt).await
        } else {
            self.http.stop(attempt).await
        }
    }

    /// A runtime's session is billed until it ends, at work or not; a server behind a URL is its owner's.
    async fn let_go(&self, attempt: AttemptRef<'_>) -> Result<(), DispatchError> {
        match attempt.address.starts_with(ARN) {
            true => self.runtimes.stop(attempt).await,
            false => Ok(()),
        }
    }
}
