//! Agents inside this program beside those behind HTTP. A name that is registered with a URL means that URL, so that a
//! user can put an agent of their own in a built-in one's place.

use super::dispatch::HttpAgents;
use async_trait::async_trait;
use shared::ids::AgentName;
use shared::ports::{Agents, AttemptRef, Delivery, Dispatch, DispatchError};
use shared::run::{ReplyMode, Target};
use std::sync::Arc;

/// What the addresses of agents inside this program begin with.
const BUILTIN: &str = "builtin:";

/// Agents inside this program. Their work dies with it.
#[async_trait]
pub trait InProcess: Send + Sync {
    /// Whether there is an agent of that name.
    fn has(&self, agent: &AgentName) -> bool;
    /// Takes an attempt on; idempotent per (run, step, attempt).
    async fn dispatch(&self, agent: &AgentName, dispatch: Dispatch) -> Result<Delivery, DispatchError>;
    /// Stops an attempt, where it is under way.
    async fn stop(&self, attempt: AttemptRef<'_>);
}

/// Agents inside this program and behind HTTP.
pub struct CompositeAgents {
    inside: Arc<dyn InProcess>,
    http: HttpAgents,
}

impl CompositeAgents {
    /// Both together.
    #[must_use]
    pub fn new(inside: Arc<dyn InProcess>, http: HttpAgents) -> Self {
        Self { inside, http }
    }
}

#[async_trait]
impl Agents for CompositeAgents {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        self.http.resolve(agent).or_else(|| {
            self.inside.has(agent).then(|| Target {
                address: format!("{BUILTIN}{agent}"),
                reply: ReplyMode::Callback,
                idempotent: true,
                volatile: true,
            })
        })
    }

    async fn dispatch(&self, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        let Some(name) = dispatch.target.address.strip_prefix(BUILTIN) else {
            return self.http.dispatch(dispatch).await;
        };
        match AgentName::parse(name) {
            Ok(agent) if self.inside.has(&agent) => self.inside.dispatch(&agent, dispatch).await,
            Ok(_) | Err(_) => Err(DispatchError::Refused {
                reason: format!("this program has no agent '{name}'; register one with --agent"),
                retryable: false,
            }),
        }
    }

    async fn stop(&self, attempt: AttemptRef<'_>) -> Result<(), DispatchError> {
        if attempt.address.starts_with(BUILTIN) {
            self.inside.stop(attempt).await;
            return Ok(());
        }
        self.http.stop(attempt).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::http_target;
    use super::*;
    use crate::memory::ManualClock;
    use shared::time::Timestamp;
    use std::collections::BTreeMap;

    struct OnlyWriter;

    #[async_trait]
    impl InProcess for OnlyWriter {
        fn has(&self, agent: &AgentName) -> bool {
            agent.as_str() == "writer"
        }
        async fn dispatch(&self, _agent: &AgentName, _dispatch: Dispatch) -> Result<Delivery, DispatchError> {
            Ok(Delivery::Acknowledged)
        }
        async fn stop(&self, _attempt: AttemptRef<'_>) {}
    }

    #[test]
    fn a_registered_url_stands_before_the_built_in_agent() {
        let name = |text| AgentName::parse(text).unwrap();
        let clock = Arc::new(ManualClock::new(Timestamp::from_millis(0)));
        let agents = |registry| {
            CompositeAgents::new(
                Arc::new(OnlyWriter),
                HttpAgents::new(registry, Arc::clone(&clock) as _).unwrap(),
            )
        };
        let built_in = agents(BTreeMap::new()).resolve(&name("writer")).unwrap();
        assert_eq!((built_in.address.as_str(), built_in.volatile), ("builtin:writer", true));
        assert_eq!(agents(BTreeMap::new()).resolve(&name("other")), None);
        let own = http_target("http://127.0.0.1:1", ReplyMode::Callback).unwrap();
        let registry = BTreeMap::from([(name("writer"), own.clone())]);
        assert_eq!(agents(registry).resolve(&name("writer")), Some(own));
    }
}
