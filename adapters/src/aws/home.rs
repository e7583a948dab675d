//! The serverless home's ports, put together from a deployment's settings, with their connections opened and the keys
//! derived before the first event: what a cold function pays, it pays in its init phase.

use super::CloudAgents;
use super::dynamodb::{self, DynamoStore};
use super::elsewhere::Elsewhere;
use super::eventbridge::{self, EventBridgeBus};
use super::kms::{self, KmsKeys};
use super::registry::Registry;
use super::s3::{self, S3Payloads};
use super::settings::Deployment;
use super::sqs::{self, SqsWake};
use super::telemetry::TransitionLog;
use crate::events::NoBus;
use crate::notify::{BadWebhook, NoNotifier, WebhookNotifier};
use crate::system::{NoEntropy, SystemClock, SystemEntropy};
use aws_config::SdkConfig;
use shared::ports::{Agents, EventBus, KeysError, Notifier, Payloads as _, RunStore as _, Wake};
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
pub async fn open(sdk: &SdkConfig, deployment: &Deployment, effects: Effects) -> Result<Home, HomeError> {
    let options =
        dynamodb::Options { table: deployment.table.clone(), retention_days: deployment.retention_days };
    let store = Arc::new(DynamoStore::new(dynamodb::client(sdk), options));
    let payloads = Arc::new(S3Payloads::new(s3::client(sdk), &deployment.bucket));
    let queue = SqsWake::new(sqs::client(sdk), &deployment.queue_url);
    let kms = kms::client(sdk);
    let (keys, (), (), ()) = tokio::join!(
        KmsKeys::derive(&kms, &deployment.key_ids),
        warmed("the table", store.check()),
        warmed("the bucket", payloads.check()),
        warmed("the queue", queue.check()),
    );
    let (agents, bus, notifier) = match effects {
        Effects::Performed(agents) => {
            warmed("AgentCore", agents.warm()).await;
            (agents as Arc<dyn Agents>, bus(sdk, deployment), notifier(deployment)?)
        }
        Effects::Elsewhere(registry) => {
            let (events, notices) = (deployment.bus.is_some(), deployment.notify_url.is_some());
            let elsewhere = Arc::new(Elsewhere::new(registry, events, notices));
            (Arc::clone(&elsewhere) as Arc<dyn Agents>, Arc::clone(&elsewhere) as _, elsewhere as _)
        }
    };
    let wake: Arc<dyn Wake> = Arc::new(queue.clone());
    let ports = Ports {
        store,
        payloads,
        agents,
        bus,
        notifier,
        wake: Arc::new(TransitionLog::new(wake, &deployment.environment)),
        keys: Arc::new(keys?),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy::new()?),
    };
    Ok(Home { ports, wake: queue })
}

fn bus(sdk: &SdkConfig, deployment: &Deployment) -> Arc<dyn EventBus> {
    match &deployment.bus {
        Some(name) => Arc::new(EventBridgeBus::new(eventbridge::client(sdk), name)),
        None => Arc::new(NoBus),
    }
}

fn notifier(deployment: &Deployment) -> Result<Arc<dyn Notifier>, BadWebhook> {
    match &deployment.notify_url {
        Some(url) => Ok(Arc::new(WebhookNotifier::new(url)?)),
        None => Ok(Arc::new(NoNotifier)),
    }
}

/// Opens a connection by a cheap call. That it fails is told and costs nothing else.
async fn warmed<E: std::fmt::Display>(what: &str, call: impl Future<Output = Result<(), E>>) {
    if let Err(error) = call.await {
        tracing::warn!(%error, "{what} did not answer while the function started");
    }
}
