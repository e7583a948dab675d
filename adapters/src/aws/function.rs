//! The serverless home's ports, put together from a deployment's settings, with their connections opened and the keys
//! derived before the first event: what a cold function pays, it pays in its init phase.

use super::CloudAgents;
use super::dynamodb;
use super::elsewhere::Elsewhere;
use super::home::{AwsHome, Warmth};
use super::registry::Registry;
use super::settings::Deployment;
use super::sqs::SqsWake;
use super::telemetry::{CountedAgents, Log, TransitionLog};
use crate::events::NoBus;
use crate::notify::{BadWebhook, NoNotifier, WebhookNotifier};
use crate::system::{NoEntropy, SystemClock, SystemEntropy};
use shared::ports::{Agents, EventBus, KeysError, Notifier, Wake};
use shared::protocol::Ports;
use std::sync::Arc;

/// What a function does with effects.
pub enum Effects {
    /// It performs them: the controller, with these agents.
    Performed(Arc<CloudAgents>),
    /// It only decides; the controller performs: the callback function, which knows these names.
    Elsewhere(Registry),
}

/// The ports of a function, and the queue whose timers are to be sent before an invocation ends.
pub struct Home {
    /// The ports.
    pub ports: Ports,
    /// The queue.
    pub wake: SqsWake,
    /// Where its metrics go.
    pub log: Log,
}

/// Why a function can't start.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// The signing keys can't be derived.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// There is nobody to tell at that address.
    #[error("NOTIFY_URL is no address to tell somebody at: {0}")]
    Notify(#[from] BadWebhook),
    /// The system gives no random bytes.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// Opens a home.
///
/// # Errors
/// [`HomeError`]. What is only slow or away for a moment is no error here: the first event finds out.
pub async fn open(aws: &AwsHome, deployment: &Deployment, effects: Effects) -> Result<Home, HomeError> {
    let retention_days = deployment.retention_days;
    let store = Arc::new(aws.store(dynamodb::Options { table: deployment.table.clone(), retention_days }));
    let payloads = Arc::new(aws.payloads(&deployment.bucket));
    let queue = aws.wake(&deployment.queue_url);
    let log = Log::stdout(&deployment.environment);
    let (called, log) = match &effects {
        Effects::Performed(agents) => (Some(&**agents), log),
        // One request at a time, and what becomes of it is known at its end.
        Effects::Elsewhere(_) => (None, log.holding()),
    };
    let warmth = Warmth {
        store: Some(&store),
        payloads: Some(&payloads),
        wake: Some(&queue),
        bus: None,
        agents: called,
    };
    let (keys, cold) = tokio::join!(aws.keys(&deployment.key_ids), warmth.spread());
    for cold in cold {
        tracing::warn!(service = cold.service, error = %cold.reason, "no answer while the function started");
    }
    let (agents, bus, notifier) = doers(aws, deployment, effects)?;
    let agents = Arc::new(CountedAgents::new(agents, Arc::new(SystemClock), log.clone()));
    let wake: Arc<dyn Wake> = Arc::new(queue.clone());
    let ports = Ports {
        store,
        payloads,
        agents,
        bus,
        notifier,
        wake: Arc::new(TransitionLog::new(wake, log.clone())),
        keys: Arc::new(keys?),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy::new()?),
    };
    Ok(Home { ports, wake: queue, log })
}

type Doers = (Arc<dyn Agents>, Arc<dyn EventBus>, Arc<dyn Notifier>);

fn doers(aws: &AwsHome, deployment: &Deployment, effects: Effects) -> Result<Doers, BadWebhook> {
    match effects {
        Effects::Performed(agents) => {
            let bus: Arc<dyn EventBus> = match &deployment.bus {
                Some(name) => Arc::new(aws.bus(name)),
                None => Arc::new(NoBus),
            };
            let notifier: Arc<dyn Notifier> = match &deployment.notify_url {
                Some(url) => Arc::new(WebhookNotifier::new(url)?),
                None => Arc::new(NoNotifier),
            };
            Ok((agents, bus, notifier))
        }
        Effects::Elsewhere(registry) => {
            let (events, notices) = (deployment.bus.is_some(), deployment.notify_url.is_some());
            let elsewhere = Arc::new(Elsewhere::new(registry, events, notices));
            Ok((Arc::clone(&elsewhere) as _, Arc::clone(&elsewhere) as _, elsewhere))
        }
    }
}
