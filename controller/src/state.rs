//! What the routes share.

use crate::local::Watchers;
use crate::playbooks::Playbooks;
use axum::extract::FromRef;
use callback::CallbackState;
use shared::protocol::Engine;
use std::sync::Arc;
use std::time::Duration;

/// What the routes share.
#[derive(Clone)]
pub struct Api {
    /// The engine, the tenant and who a visitor is.
    pub callback: CallbackState,
    /// The playbooks that can be started by name.
    pub playbooks: Arc<Playbooks>,
    /// Whoever waits for a run to change.
    pub watchers: Arc<Watchers>,
    /// Longest time that `?wait` holds a reply.
    pub wait_max: Duration,
    /// How streams of events end.
    pub streams: Streams,
}

/// How streams of events end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Streams {
    /// With the run: the server waits for its events.
    Live,
    /// With the events that there are: the client comes back for more after a pause. For functions, where waiting costs.
    Finite,
}

impl Api {
    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.callback.engine
    }
}

impl FromRef<Api> for CallbackState {
    fn from_ref(api: &Api) -> Self {
        api.callback.clone()
    }
}
