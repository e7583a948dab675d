//! Becoming the holder of the local store: lock, stores, engine, and the API on the store's socket and on loopback. It is
//! wiring only; what a run may do is decided elsewhere.

pub(crate) mod agents;
mod compose;
mod folder;
mod leftovers;
mod listen;
mod metrics;
pub(crate) mod remembered;
mod serve;

pub(crate) use listen::ListenOn;

use crate::client::Endpoint;
use crate::config::Settings;
use crate::error::CliError;
use compose::{Composed, broken};
use controller::local::LocalHome;
use folder::Lock;
use serve::Servers;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long effects that are under way are waited for; their alarms carry on what takes longer.
const PATIENCE: Duration = Duration::from_secs(2);

/// How to hold a store.
#[derive(Clone, Debug, Default)]
pub(crate) struct HoldOptions {
    /// Whether runs are carried on; else only requests are answered.
    pub(crate) engine: bool,
    /// Where to listen besides the socket, with an engine.
    pub(crate) listen: ListenOn,
    /// Where events are appended.
    pub(crate) events_file: Option<PathBuf>,
}

/// What came of trying.
pub(crate) enum Taken {
    /// This process holds the store.
    Held(Box<Held>),
    /// Another process does.
    ByAnother,
}

/// The store, held. Dropping it lets go at once; [`Held::release`] lets what is under way end first.
pub(crate) struct Held {
    endpoint: Endpoint,
    store: PathBuf,
    servers: Option<Servers>,
    home: Option<LocalHome>,
    // Let go last: who gets it next finds nothing of ours left.
    _lock: Lock,
}

/// Tries to become the holder of a store; makes its folder where there is none.
///
/// # Errors
/// [`CliError`] where the store, an address or a setting can't be used. Another holder is none.
pub(crate) async fn take(store: &Path, settings: &Settings, options: HoldOptions) -> Result<Taken, CliError> {
    let Some(lock) = Lock::take(store)? else { return Ok(Taken::ByAnother) };
    let tcp = match options.engine {
        true => Some(listen::bind(store, &options.listen).await?),
        false => None,
    };
    let url = tcp.as_ref().map(|(_, address)| format!("http://{address}"));
    let Some(composed) = compose::home(store, settings, &options, url.as_deref()).await? else {
        return Ok(Taken::ByAnother);
    };
    let Composed { mut home, runs, agents } = composed;
    let left = folder::is_left(store);
    if options.engine || left {
        sweep(store).await;
    }
    if options.engine {
        home.run_engine();
    }
    let socket = folder::socket(store)?;
    let servers =
        serve::start(metrics::with_metrics(home.router(), runs), &socket, tcp.map(|(listener, _)| listener))?;
    let agents = agents.into_iter().map(|(name, url)| (name, url.value)).collect();
    let endpoint = Endpoint { socket, url, pid: std::process::id(), engine: options.engine, agents };
    let held =
        Held { endpoint, store: store.to_owned(), servers: Some(servers), home: Some(home), _lock: lock };
    announce(&held.endpoint, store)?;
    Ok(Taken::Held(Box::new(held)))
}

/// Removes what killed processes left, before anything is written. A short look at a store whose last holder ended well
/// does without: the walk grows with the number of runs.
async fn sweep(store: &Path) {
    let store = store.to_owned();
    if let Ok(removed @ 1..) = tokio::task::spawn_blocking(move || leftovers::remove(&store)).await {
        tracing::info!(removed, "unfinished files of an earlier process are removed");
    }
}

/// Says where the store is served. Whoever only looks in does without where the disk is full: nobody has to find it.
fn announce(endpoint: &Endpoint, store: &Path) -> Result<(), CliError> {
    match endpoint.write(store) {
        Err(error) if endpoint.engine => Err(error),
        Err(error) => {
            tracing::info!(%error, "the address of this process is not written down");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

impl Held {
    /// Where it serves.
    pub(crate) const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Stops answering and lets what is under way end.
    pub(crate) async fn release(mut self) {
        self.sign_off();
        if let Some(servers) = self.servers.take() {
            servers.stop().await;
        }
        if let Some(home) = self.home.take() {
            home.shutdown(PATIENCE).await;
        }
    }

    fn sign_off(&self) {
        // Whoever reads them now finds nobody and tries the lock.
        drop(std::fs::remove_file(self.store.join(crate::client::ENDPOINT_FILE)));
        drop(std::fs::remove_file(&self.endpoint.socket));
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.home.is_some() {
            self.sign_off();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn whoever_only_looks_in_needs_no_room_for_an_address() {
        let folder = tempfile::tempdir().unwrap();
        // Nothing can be written there, as on a full disk.
        let full = folder.path().join("not-there");
        let endpoint = |engine| Endpoint {
            socket: full.join("api.sock"),
            url: None,
            pid: 1,
            engine,
            agents: BTreeMap::new(),
        };
        announce(&endpoint(false), &full).unwrap();
        assert_eq!(announce(&endpoint(true), &full).unwrap_err().exit().code(), 1);
    }
}
