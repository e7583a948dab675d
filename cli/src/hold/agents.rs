//! The built-in agents inside this program: invocations go to their host, answers straight into the engine. It knows
//! nothing of what the agents do.

use adapters::http_agent::InProcess;
use agents::builtin::builtin_agents;
use agents::reading::{DocumentParser, NoParser, SubprocessParser};
use agents::runtime::{CallbackSink, Delivery as Sent, Host, HostSettings};
use agents::workspace::FolderWorkspace;
use async_trait::async_trait;
use shared::ids::{AgentName, TenantId, WorkflowId};
use shared::ports::{AttemptRef, Delivery, Dispatch, DispatchError};
use shared::protocol::Engine;
use shared::run::RunKey;
use shared::wire::{CallbackBody, CallbackTarget};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

/// How often an agent says that it is alive: a person watches its progress.
const HEARTBEAT: Duration = Duration::from_secs(2);
/// The hidden command that parses one document.
const READ_DOCUMENT: &str = "__read-document";

/// The agents that are in this program.
pub(super) struct Inside {
    host: Host,
    names: BTreeSet<String>,
}

/// Where answers go, once the engine is there.
#[derive(Clone)]
pub(super) struct EngineSlot {
    engine: Arc<OnceLock<Weak<Engine>>>,
    tenant: TenantId,
}

impl EngineSlot {
    /// For a tenant; still empty.
    pub(super) fn new(tenant: TenantId) -> Self {
        Self { engine: Arc::default(), tenant }
    }

    /// The engine that answers go to from now on.
    pub(super) fn fill(&self, engine: &Arc<Engine>) {
        // Weak, since the engine owns the agents. Filled once, by the composition.
        drop(self.engine.set(Arc::downgrade(engine)));
    }
}

impl Inside {
    /// The built-in agents, with their files in `workspace`.
    pub(super) fn new(workspace: PathBuf, slot: EngineSlot) -> Self {
        let agents = builtin_agents(Arc::new(FolderWorkspace::new(workspace)), document_parser());
        let names = agents.keys().cloned().collect();
        let host = Host::new(agents, Arc::new(slot), HostSettings { heartbeat: HEARTBEAT });
        Self { host, names }
    }
}

/// This program itself parses risky documents, in a process of its own.
pub(crate) fn document_parser() -> Arc<dyn DocumentParser> {
    match std::env::current_exe() {
        Ok(program) => Arc::new(SubprocessParser::new(program, vec![READ_DOCUMENT.into()])),
        Err(_) => Arc::new(NoParser),
    }
}

#[async_trait]
impl InProcess for Inside {
    fn has(&self, agent: &AgentName) -> bool {
        self.names.contains(agent.as_str())
    }

    async fn dispatch(&self, _agent: &AgentName, dispatch: Dispatch) -> Result<Delivery, DispatchError> {
        let accepted = self.host.accept((*dispatch.invocation).clone());
        match accepted {
            Ok(()) => Ok(Delivery::Acknowledged),
            Err(refusal) => Err(DispatchError::Refused { reason: refusal.to_string(), retryable: false }),
        }
    }

    async fn stop(&self, _attempt: AttemptRef<'_>) {
        // The host hears at its next sign of life that nobody waits, and drops the work.
    }
}

#[async_trait]
impl CallbackSink for EngineSlot {
    async fn send(&self, target: &CallbackTarget, body: &CallbackBody) -> Sent {
        let engine = self.engine.get().and_then(Weak::upgrade);
        let (Some(engine), Some(id)) = (engine, workflow_of(&target.url)) else {
            return Sent::Later { after: None, reason: "the engine is not there".to_owned() };
        };
        let key = RunKey { tenant: self.tenant.clone(), id };
        match callback::receive::receive(&engine, &key, Some(&target.token), body.clone()).await {
            Ok(_) => Sent::Delivered,
            Err(problem) => match problem.status {
                410 => Sent::Superseded,
                500.. => Sent::Later { after: None, reason: problem.detail },
                _ => Sent::Refused { reason: problem.detail },
            },
        }
    }
}

/// The run in `.../callbacks/ID`.
fn workflow_of(url: &str) -> Option<WorkflowId> {
    let (_, rest) = url.rsplit_once("/callbacks/")?;
    WorkflowId::parse(rest.split(['/', '?']).next()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_is_read_from_the_callback_address() {
        let run = |url| workflow_of(url).map(|id| id.to_string());
        assert_eq!(run("http://127.0.0.1:7410/callbacks/abc"), Some("abc".to_owned()));
        assert_eq!(run("http://localhost/callbacks/a-b?x=1"), Some("a-b".to_owned()));
        assert_eq!(run("http://localhost/other/a"), None);
    }
}
