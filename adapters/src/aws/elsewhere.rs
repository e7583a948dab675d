//! Effects that another function performs. The callback function decides about runs as the controller does, and so has to
//! know which agents there are and whether anybody listens; but it has no rights to call, publish or notify.

use async_trait::async_trait;
use shared::ids::{AgentName, AttemptNo, StepId};
use shared::ports::{
    Agents, Delivery, Dispatch, DispatchError, EventBus, Notice, Notifier, NotifyError, PublishError,
};
use shared::run::{RunKey, Target};
use shared::wire::EventView;
use std::sync::Arc;

/// What every such effect comes to; nothing in this function wakes for one.
const WHY: &str = "this function decides and the controller performs; the wake queue tells it to";

/// Effects that another function performs.
pub struct Elsewhere {
    agents: Arc<dyn Agents>,
    events: bool,
    notices: bool,
}

impl Elsewhere {
    /// `agents` resolves names; `events` and `notices` say whether the controller publishes and notifies.
    #[must_use]
    pub const fn new(agents: Arc<dyn Agents>, events: bool, notices: bool) -> Self {
        Self { agents, events, notices }
    }
}

#[async_trait]
impl Agents for Elsewhere {
    fn resolve(&self, agent: &AgentName) -> Option<Target> {
        self.agents.resolve(agent)
    }

    async fn dispatch(&self, _: Dispatch) -> Result<Delivery, DispatchError> {
        Err(DispatchError::Throttled { reason: WHY.to_owned(), retry_after_ms: None })
    }

    async fn stop(&self, _: &RunKey, _: &StepId, _: AttemptNo, _: &str) -> Result<(), DispatchError> {
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
