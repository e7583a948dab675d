//! The engine: the ports, and what is the same for every request.

use super::{PlaybookCache, TransactError};
use crate::decide::{Sinks, Targets};
use crate::digest::Digest;
use crate::ids::{AgentName, CommitId};
use crate::payload::Loaded;
use crate::playbook::Playbook;
use crate::ports::{
    Agents, Beside, Clock, Entropy, EventBus, Keys, Notifier, Payloads, RunStore, Seen, Wake,
};
use crate::run::{Run, RunKey, Target};
use crate::time::Timestamp;
use std::sync::Arc;

/// The ports of a home.
#[derive(Clone)]
pub struct Ports {
    /// Runs.
    pub store: Arc<dyn RunStore>,
    /// Large documents and artifacts.
    pub payloads: Arc<dyn Payloads>,
    /// Agents.
    pub agents: Arc<dyn Agents>,
    /// The event bus.
    pub bus: Arc<dyn EventBus>,
    /// Telling approvers.
    pub notifier: Arc<dyn Notifier>,
    /// Waking the performer.
    pub wake: Arc<dyn Wake>,
    /// Signing keys.
    pub keys: Arc<dyn Keys>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

/// The engine.
pub struct Engine {
    /// Its ports.
    pub ports: Ports,
    /// See [`crate::decide::Context::exclusive_since`].
    pub exclusive_since: Option<Timestamp>,
    pub(super) playbooks: PlaybookCache,
}

impl Engine {
    /// An engine over ports. `exclusive_since` is the time at which this process became the only one that holds the
    /// store, in homes where that can be.
    #[must_use]
    pub fn new(ports: Ports, exclusive_since: Option<Timestamp>) -> Self {
        Self { ports, exclusive_since, playbooks: PlaybookCache::default() }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    pub(super) fn fresh_commit_id(&self) -> CommitId {
        CommitId::from_bits(self.ports.entropy.bits())
    }

    pub(super) fn sinks(&self) -> Sinks {
        Sinks { events: self.ports.bus.is_connected(), notices: self.ports.notifier.is_connected() }
    }

    /// The state of a run.
    ///
    /// # Errors
    /// [`TransactError::NotFound`], or the store's failure.
    pub async fn load(&self, key: &RunKey) -> Result<Arc<Run>, TransactError> {
        let run = self.ports.store.load(key).await?;
        run.ok_or_else(|| TransactError::NotFound { id: key.id.clone() })
    }

    /// The state of a run and the rows beside it.
    ///
    /// # Errors
    /// [`TransactError::NotFound`], or the store's failure.
    pub async fn look(&self, key: &RunKey, beside: Beside) -> Result<Seen, TransactError> {
        let seen = self.ports.store.look(key, beside).await?;
        seen.ok_or_else(|| TransactError::NotFound { id: key.id.clone() })
    }

    /// The playbook of a hash, where it is at hand with its schemas compiled.
    #[must_use]
    pub fn known_playbook(&self, hash: Digest) -> Option<Arc<Playbook>> {
        self.playbooks.get(hash)
    }

    /// The playbook that a run is pinned to.
    ///
    /// # Errors
    /// [`TransactError::PlaybookGone`] or [`TransactError::PlaybookUnreadable`], or the store's failure.
    pub async fn playbook(&self, key: &RunKey, hash: Digest) -> Result<Arc<Playbook>, TransactError> {
        if let Some(playbook) = self.playbooks.get(hash) {
            return Ok(playbook);
        }
        let source = self.ports.store.playbook(&key.tenant, hash).await?;
        let source = source.ok_or_else(|| TransactError::PlaybookGone { id: key.id.clone(), hash })?;
        let playbook = crate::playbook::load(&source.to_string(), &hash.short())
            .map_err(|errors| TransactError::PlaybookUnreadable { hash, errors: Box::new(errors) })?;
        let playbook = Arc::new(playbook);
        self.playbooks.keep(Arc::clone(&playbook));
        Ok(playbook)
    }

    /// Loads a document into `loaded`, checked against its digest.
    ///
    /// # Errors
    /// The payload store's failure, or [`TransactError::BadDocument`].
    pub async fn load_document(
        &self,
        key: &RunKey,
        digest: Digest,
        loaded: &mut Loaded,
    ) -> Result<(), TransactError> {
        let bytes = self.ports.payloads.get(key, digest).await?;
        let value = serde_json::from_slice(&bytes).map_err(|_| TransactError::BadDocument { digest })?;
        loaded.insert(digest, Arc::new(value));
        Ok(())
    }
}

impl Targets for Engine {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        self.ports.agents.resolve(agent)
    }
}
