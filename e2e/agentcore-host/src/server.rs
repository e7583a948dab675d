//! The host as a server on loopback, for tests in the same process and for the program.

use crate::control;
use crate::fault::Planned;
use crate::invoke::invoke;
use crate::log::Record;
use crate::settings::Settings;
use crate::state::{Shared, State};
use crate::stop::stop;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use shared::wire::Invocation;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Largest payload, as AgentCore has it.
const PAYLOAD_MAX_BYTES: usize = 100 * 1024 * 1024;
/// How often idle sessions are looked for, at most and at least.
const LOOK_AT_MOST: Duration = Duration::from_secs(5);
const LOOK_AT_LEAST: Duration = Duration::from_millis(10);

/// Why the host can't start.
#[derive(Debug, thiserror::Error)]
pub enum Unstartable {
    /// It is for tests only.
    #[error("the host listens on loopback only, not on {0}; name 127.0.0.1")]
    NotLoopback(SocketAddr),
    /// The address can't be had.
    #[error("the host can't listen on {address}: {reason}; name another port, or 0 for any")]
    Taken {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        reason: std::io::Error,
    },
}

/// A running host; it ends when it is dropped, and its sessions with it.
pub struct Server {
    address: SocketAddr,
    state: State,
    serving: JoinHandle<()>,
    looking: JoinHandle<()>,
}

impl Server {
    /// Starts one; port 0 is any.
    ///
    /// # Errors
    /// [`Unstartable`].
    pub async fn start(address: SocketAddr, settings: Settings) -> Result<Self, Unstartable> {
        if !address.ip().is_loopback() {
            return Err(Unstartable::NotLoopback(address));
        }
        // Fails where another part of the program was quicker; any provider will do.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let taken = |reason| Unstartable::Taken { address, reason };
        let listener = TcpListener::bind(address).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let state: State = Arc::new(Shared::new(settings));
        let routes = Router::new()
            .route("/runtimes/{arn}/invocations", post(invoke))
            .route("/runtimes/{arn}/stopruntimesession", post(stop))
            .merge(control::routes())
            .layer(DefaultBodyLimit::max(PAYLOAD_MAX_BYTES))
            .with_state(Arc::clone(&state));
        let serving = tokio::spawn(async move { drop(axum::serve(listener, routes).await) });
        let looking = tokio::spawn(end_idle(Arc::clone(&state)));
        Ok(Self { address, state, serving, looking })
    }

    /// Its address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was asked so far.
    #[must_use]
    pub fn log(&self) -> Vec<Record> {
        self.state.log().clone()
    }

    /// Adds a fault.
    pub fn plan(&self, planned: Planned) {
        self.state.faults().push_back(planned);
    }

    /// Waits until an invocation of a run is held, and gives it, with its token.
    pub async fn held(&self, workflow_id: &str) -> Option<Invocation> {
        self.held_where(|invocation| invocation.workflow_id.as_str() == workflow_id).await
    }

    /// The same for a step of a run.
    pub async fn held_at(&self, workflow_id: &str, step: &str) -> Option<Invocation> {
        let wanted =
            |held: &Invocation| held.workflow_id.as_str() == workflow_id && held.step.as_str() == step;
        self.held_where(wanted).await
    }

    async fn held_where(&self, wanted: impl Fn(&Invocation) -> bool) -> Option<Invocation> {
        let mut held = self.state.held.subscribe();
        let newest = |held: &Vec<Invocation>| held.iter().rev().find(|one| wanted(one)).cloned();
        let all = held.wait_for(|held| newest(held).is_some()).await.ok()?;
        newest(&all)
    }

    /// Waits until there are so many sessions.
    pub async fn until_sessions(&self, count: usize) {
        let mut counts = self.state.count.subscribe();
        drop(counts.wait_for(|now| *now == count).await);
    }

    /// Waits until it ends, which only an error makes it do.
    pub async fn serve(mut self) {
        drop((&mut self.serving).await);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
        self.looking.abort();
    }
}

async fn end_idle(state: State) {
    let every = (state.settings.idle / 4).clamp(LOOK_AT_LEAST, LOOK_AT_MOST);
    let mut looks = tokio::time::interval(every);
    loop {
        looks.tick().await;
        state.end_idle();
    }
}
