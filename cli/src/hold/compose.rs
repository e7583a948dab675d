//! Which adapters the laptop home is made of, and where in the store's folder each keeps its files.

use super::HoldOptions;
use super::agents::{EngineSlot, Inside};
use super::folder::unusable;
use super::remembered;
use crate::config::Settings;
use crate::error::CliError;
use adapters::events::{FileBus, NoBus};
use adapters::folder::FolderPayloads;
use adapters::http_agent::{CompositeAgents, HttpAgents, http_target};
use adapters::keys::FolderKeys;
use adapters::notify::{NoNotifier, WebhookNotifier};
use adapters::redb_store::{OpenError, Options, RedbStore};
use adapters::system::{SystemClock, SystemEntropy};
use controller::local::{LocalHome, LocalOptions};
use controller::playbooks::Playbooks;
use shared::ids::{AgentName, PersonId, TenantId};
use shared::ports::{Agents, Clock, EventBus, Notifier, RunStore};
use shared::run::ReplyMode;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The one tenant of a laptop.
const TENANT: &str = "local";
/// Who acts on a laptop.
const LOCAL_USER: &str = "local-user";
/// The runs.
const STORE_FILE: &str = "store.redb";
/// The address in links where nobody listens: nothing that holds one is sent out then.
const NOWHERE: &str = "http://localhost";

/// A home with what stands beside it.
pub(super) struct Composed {
    pub(super) home: LocalHome,
    pub(super) runs: Arc<RedbStore>,
    /// The agents elsewhere that it calls.
    pub(super) agents: remembered::Agents,
}

/// Puts the home together; `None` where another process still has the store's file.
pub(super) async fn home(
    store: &Path,
    settings: &Settings,
    hold: &HoldOptions,
    url: Option<&str>,
) -> Result<Option<Composed>, CliError> {
    let file = store.join(STORE_FILE);
    let opened = tokio::task::spawn_blocking(move || RedbStore::open(file, Options::default())).await;
    let runs = match opened {
        Ok(Ok(runs)) => Arc::new(runs),
        Ok(Err(OpenError::Held { .. })) => return Ok(None),
        Ok(Err(error)) => return Err(broken(store, &error)),
        Err(error) => return Err(broken(store, &error)),
    };
    let tenant = TenantId::parse(TENANT).map_err(|error| broken(store, &error))?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let slot = EngineSlot::new(tenant.clone());
    let named = remembered::agents(store, &*runs, &tenant, settings).await?;
    let agents = agents(store, &named, &slot, Arc::clone(&clock))?;
    let options = LocalOptions {
        store: Arc::clone(&runs) as Arc<dyn RunStore>,
        payloads: Arc::new(FolderPayloads::new(store)),
        agents,
        bus: bus(hold)?,
        notifier: notifier(settings)?,
        keys: Arc::new(FolderKeys::open(store).map_err(|error| broken(store, &error))?),
        clock,
        entropy: Arc::new(SystemEntropy::new().map_err(|error| broken(store, &error))?),
        base_url: url.unwrap_or(NOWHERE).to_owned(),
        tenant,
        local_user: PersonId::parse(LOCAL_USER).map_err(|error| broken(store, &error))?,
        playbooks: Playbooks::builtin().map_err(|error| broken(store, &error))?,
        wrap_wake: None,
    };
    #[cfg(feature = "failpoints")]
    let options = crate::failpoints::armed(options);
    let home = LocalHome::new(options);
    slot.fill(home.engine());
    Ok(Some(Composed { home, runs, agents: named }))
}

fn agents(
    store: &Path,
    named: &remembered::Agents,
    slot: &EngineSlot,
    clock: Arc<dyn Clock>,
) -> Result<Arc<dyn Agents>, CliError> {
    let mut registry = BTreeMap::new();
    for (name, url) in named {
        let refuse = |why: String| url.refuse(&format!("agents.{name}"), why);
        let agent = AgentName::parse(name).map_err(|error| refuse(error.to_string()))?;
        let target =
            http_target(&url.value, ReplyMode::Callback).map_err(|error| refuse(error.to_string()))?;
        registry.insert(agent, target);
    }
    let http = HttpAgents::new(registry, clock).map_err(|error| broken(store, &error))?;
    // The agents' files are the run's artifacts: the same folder that the payload store reads.
    let inside = Inside::new(store.join("artifacts").join(TENANT), slot.clone());
    Ok(Arc::new(CompositeAgents::new(Arc::new(inside), http)))
}

fn bus(options: &HoldOptions) -> Result<Arc<dyn EventBus>, CliError> {
    match &options.events_file {
        Some(path) => Ok(Arc::new(FileBus::open(path).map_err(|error| CliError::writing(path, error))?)),
        None => Ok(Arc::new(NoBus)),
    }
}

fn notifier(settings: &Settings) -> Result<Arc<dyn Notifier>, CliError> {
    match &settings.notify_url {
        Some(url) => {
            let notifier = WebhookNotifier::new(&url.value);
            Ok(Arc::new(notifier.map_err(|error| url.refuse("notify_url", error.to_string()))?))
        }
        None => Ok(Arc::new(NoNotifier)),
    }
}

/// The adapters' errors say what to do in their own words.
pub(super) fn broken(store: &Path, error: &(dyn std::error::Error + 'static)) -> CliError {
    if let Some(error) = error.downcast_ref::<std::io::Error>() {
        return unusable(store, error);
    }
    let text = error.to_string();
    let (why, advice) = match text.split_once("; ") {
        Some((why, advice)) => (why.to_owned(), advice.to_owned()),
        None => (text, "see `aegis doctor`".to_owned()),
    };
    CliError::Store { store: store.to_owned(), why, advice }
}
