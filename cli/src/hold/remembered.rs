//! Agents that a command line named: the store keeps their addresses while a run goes on. It calls nobody.
//!
//! A run is started by one process and carried on by others: whoever approves it, or watches it after a crash. Those name no
//! agents of their own, and a run whose agent is known to none of them would fail for good.

use super::folder::unusable;
use crate::config::{Origin, Setting, Settings};
use crate::error::CliError;
use shared::ids::TenantId;
use shared::ports::{ListQuery, RunStore, StoreError};
use shared::run::ListStatus;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Keeps the addresses, by name, as JSON.
const FILE: &str = "agents.json";

/// Agents by name, each with where it comes from.
pub(crate) type Agents = BTreeMap<String, Setting<String>>;

/// The agents that were named before, whether or not a run still needs them.
///
/// # Errors
/// Where the file is there and can't be read: to go on without it would fail a run that needs one of them.
pub(crate) fn read(store: &Path) -> Result<Agents, CliError> {
    let text = match std::fs::read(store.join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Agents::new()),
        Err(error) => return Err(unusable(store, &error)),
    };
    let named: BTreeMap<String, String> =
        serde_json::from_slice(&text).map_err(|error| damaged(store, &error))?;
    Ok(named.into_iter().map(|(name, url)| (name, Setting::new(url, Origin::Before("--agent")))).collect())
}

fn damaged(store: &Path, error: &serde_json::Error) -> CliError {
    CliError::Store {
        store: store.to_owned(),
        why: format!("{FILE}, the agents that runs were started with, can't be read: {error}"),
        advice: format!(
            "correct it (names and URLs, as JSON), or remove {FILE} and name them with --agent again"
        ),
    }
}

/// The agents of whoever takes the store: those of its settings over those that were named before, which count while a run
/// goes on. What its command line names is kept for the next one.
///
/// # Errors
/// Where the store can't be read or written.
pub(super) async fn agents(
    store: &Path,
    runs: &dyn RunStore,
    tenant: &TenantId,
    settings: &Settings,
) -> Result<Agents, CliError> {
    let before = read(store)?;
    let mut agents = before.clone();
    if !before.is_empty() && !some_go_on(runs, tenant).await.map_err(|error| super::broken(store, &error))? {
        agents.clear();
    }
    let named = settings.agents.iter().filter(|(_, url)| matches!(url.origin, Origin::Flag(_)));
    let mut kept = agents.clone();
    kept.extend(named.map(|(name, url)| (name.clone(), url.clone())));
    keep(store, &before, &kept)?;
    agents.extend(settings.agents.clone());
    Ok(agents)
}

async fn some_go_on(runs: &dyn RunStore, tenant: &TenantId) -> Result<bool, StoreError> {
    for status in [ListStatus::Active, ListStatus::AwaitingApproval] {
        let tenant = tenant.clone();
        let query = ListQuery { tenant, status: Some(status), playbook: None, after: None, limit: 1 };
        if !runs.list(&query).await?.entries.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes what is to be kept, whole or not at all, where it is not what is there.
fn keep(store: &Path, before: &Agents, kept: &Agents) -> Result<(), CliError> {
    let addresses = |agents: &Agents| -> BTreeMap<String, String> {
        agents.iter().map(|(name, url)| (name.clone(), url.value.clone())).collect()
    };
    let (before, kept) = (addresses(before), addresses(kept));
    if before == kept {
        return Ok(());
    }
    let path = store.join(FILE);
    let written = match kept.is_empty() {
        true => std::fs::remove_file(&path),
        false => tempfile::NamedTempFile::new_in(store).and_then(|mut file| {
            file.write_all(serde_json::to_string(&kept)?.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist(&path).map(drop).map_err(|error| error.error)
        }),
    };
    written.map_err(|error| unusable(store, &error))
}
