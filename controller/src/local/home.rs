//! A home in one process: the engine, its performer, its sweep and its API.

use super::{ChannelWake, Watchers};
use crate::perform::Performer;
use crate::playbooks::Playbooks;
use crate::state::{Api, Streams};
use crate::sweep::Sweeper;
use callback::CallbackState;
use shared::ids::{PersonId, TenantId};
use shared::limits::WAIT_MAX_S;
use shared::ports::{Agents, Clock, Entropy, EventBus, Keys, Notifier, Payloads, RunStore, Wake, WakeHint};
use shared::protocol::{Engine, Ports};
use shared::time::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

/// How often the due index is looked at: a back-off of seconds is kept to a fraction of one.
const SWEEP_EVERY: Duration = Duration::from_millis(250);
/// The longest pause after the store failed: a full disk is no reason to fill a log.
const SWEEP_PAUSE_MAX: Duration = Duration::from_secs(4);

/// Wraps a wake port.
pub type WrapWake = fn(Arc<dyn Wake>) -> Arc<dyn Wake>;

/// What a home is made of.
pub struct LocalOptions {
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
    /// Signing keys.
    pub keys: Arc<dyn Keys>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Where the API can be reached, without a slash at the end.
    pub base_url: String,
    /// The tenant.
    pub tenant: TenantId,
    /// Who a request without a token is.
    pub local_user: PersonId,
    /// The playbooks that can be started by name.
    pub playbooks: Playbooks,
    /// Wraps the wake port, for tests that crash around it.
    pub wrap_wake: Option<WrapWake>,
}

/// A home in one process.
pub struct LocalHome {
    api: Api,
    performer: Arc<Performer>,
    hints: Option<mpsc::UnboundedReceiver<WakeHint>>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl LocalHome {
    /// Puts a home together. Nothing moves before [`LocalHome::run_engine`]: requests are answered, effects wait.
    #[must_use]
    pub fn new(options: LocalOptions) -> Self {
        let watchers = Arc::new(Watchers::default());
        let (wake, hints) = ChannelWake::new(Arc::clone(&watchers));
        let wake: Arc<dyn Wake> = Arc::new(wake);
        let since = options.clock.now();
        let ports = Ports {
            store: options.store,
            payloads: options.payloads,
            agents: options.agents,
            bus: options.bus,
            notifier: options.notifier,
            wake: match options.wrap_wake {
                Some(wrap) => wrap(wake),
                None => wake,
            },
            keys: options.keys,
            clock: options.clock,
            entropy: options.entropy,
        };
        let engine = Arc::new(Engine::new(ports, Some(since)));
        let performer = Arc::new(Performer::new(Arc::clone(&engine), options.base_url));
        let callback = CallbackState {
            engine,
            tenant: options.tenant,
            local_user: Some(options.local_user),
            secure: false,
            base_path: String::new(),
        };
        let api = Api {
            callback,
            playbooks: Arc::new(options.playbooks),
            watchers,
            wait_max: Duration::from_secs(WAIT_MAX_S),
            streams: Streams::Live,
        };
        Self { api, performer, hints: Some(hints), stop: watch::Sender::new(false), tasks: JoinSet::new() }
    }

    /// The engine, for agents in the same process.
    #[must_use]
    pub fn engine(&self) -> &Arc<Engine> {
        &self.api.callback.engine
    }

    /// The API's state.
    #[must_use]
    pub const fn api(&self) -> &Api {
        &self.api
    }

    /// The API.
    pub fn router(&self) -> axum::Router {
        crate::routes::router(self.api.clone())
    }

    /// Performs effects and looks after alarms from now on; first of all at every run that an earlier process left.
    pub fn run_engine(&mut self) {
        if let Some(hints) = self.hints.take() {
            self.tasks.spawn(perform_all(Arc::clone(&self.performer), hints, self.stop.subscribe()));
            self.tasks.spawn(sweep_all(Arc::clone(self.engine()), self.stop.subscribe()));
        }
    }

    /// Stops taking up effects and alarms, and waits for those under way up to `patience`.
    pub async fn shutdown(mut self, patience: Duration) {
        self.stop.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(patience, all).await.is_err() {
            tracing::warn!("effects were still under way; their alarms carry them on");
        }
    }
}

async fn perform_all(
    performer: Arc<Performer>,
    mut hints: mpsc::UnboundedReceiver<WakeHint>,
    mut stop: watch::Receiver<bool>,
) {
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            hint = hints.recv() => {
                let Some(hint) = hint else { break };
                let performer = Arc::clone(&performer);
                under_way.spawn(async move {
                    let id = hint.key.id.clone();
                    if let Err(error) = performer.perform(hint).await {
                        tracing::warn!(workflow_id = %id, %error, "an effect's outcome was not taken in; its alarm will");
                    }
                });
            }
            Some(_) = under_way.join_next(), if !under_way.is_empty() => {}
            _ = stop.changed() => break,
        }
    }
    while under_way.join_next().await.is_some() {}
}

async fn sweep_all(engine: Arc<Engine>, mut stop: watch::Receiver<bool>) {
    // What an earlier process left may be filed for much later; its claims are void now.
    let mut until = Some(Timestamp::from_millis(i64::MAX));
    let mut pause = SWEEP_EVERY;
    let sweeper = Sweeper::new(Arc::clone(&engine));
    loop {
        match sweeper.sweep(until.unwrap_or_else(|| engine.now())).await {
            Ok(swept) => {
                (until, pause) = (None, SWEEP_EVERY);
                if swept.changed > 0 {
                    tracing::debug!(looked = swept.looked, changed = swept.changed, "sweep");
                }
            }
            // The first look is owed until one has come to its end.
            Err(error) => {
                pause = (pause * 2).min(SWEEP_PAUSE_MAX);
                tracing::error!(%error, again_in_ms = pause.as_millis(), "the sweep could not be done");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => return,
        }
    }
}
