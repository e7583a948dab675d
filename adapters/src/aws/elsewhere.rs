//! Effects that another function performs. The callback function decides about runs as the controller does, and so has to
//! know which agents there are and whether anybody listens; but it has no rights to call, publish or notify.

use super::registry::Registry;
use async_trait::async_trait;
use shared::ids::AgentName;
use shared::ports::{
    Agents, AttemptRef, Delivery, Dispatch, DispatchError, EventBus, Notice, Notifier, NotifyError,
    PublishError,
};
use shared::run::Target;
use shared::wire::EventView;

/// What every such effect comes to; nothing in this function wakes for one.
const WHY: &str = "this function decides and the controller performs; the wake queue tells it to";

/// Effects that another function performs.
pub struct Elsewhere {
    registry: Registry,
    events: bool,
    notices: bool,
}

impl Elsewhere {
    /// `registry` resolves names; `events` and `notices` say whether the controller publishes and notifies.
    #[must_use]
    pub const fn new(registry: Registry, events: bool, notices: bool) -> Self {
        Self { registry, events, notices }
    }
}

#[async_trait]
impl Agents for Elsewhere {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        self.registry.get(agent).cloned()
    }

    async fn dispatch(&self, _: Dispatch) -> Result<Delivery, DispatchError> {
        Err(DispatchError::Throttled { reason: WHY.to_owned(), retry_after_ms: None })
    }

    async fn stop(&self, _: AttemptRef<'_>) -> Result<(), DispatchError> {
        Err(DispatchError::Throttled { reason: WHY.to_owned(), retry_after_ms: None })
    }
}

#[async_trait]
impl EventBus for Elsewhere {
    fn is_connected(&self) -> bool {
        self.events
    }

    async fn publish(&self, _: &[EventView]) -> Result<(), PublishError> {
        Err(PublishError { reason: WHY.to_owned() })
    }
}

#[async_trait]
impl Notifier for Elsewhere {
    fn is_connected(&self) -> bool {
        self.notices
    }

    async fn notify(&self, _: &Notice) -> Result<(), NotifyError> {
        Err(NotifyError { reason: WHY.to_owned() })
    }
}
