//! The agents behind their address, until somebody ends the container.

use crate::READ_DOCUMENT;
use crate::config::{BadListen, Config};
use agents::agent::Agent;
use agents::builtin::{Documents, agents_with};
use agents::reading::SubprocessParser;
use agents::runtime::{Host, HostSettings, HttpCallbackSink, router};
use agents::workspace::RemoteWorkspaces;
use reqwest::redirect::Policy;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Longest wait for a connection to the run's home.
const CONNECT: Duration = Duration::from_secs(10);

/// Why the container can't start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Its environment is wrong.
    #[error(transparent)]
    Config(#[from] BadListen),
    /// No such agent.
    #[error("AEGIS_AGENT is '{given}'; there are {known}")]
    UnknownAgent {
        /// What was asked for.
        given: String,
        /// What there is.
        known: String,
    },
    /// The address is taken, or not this machine's.
    #[error("{address} can't be listened on: {source}; name another one with AEGIS_LISTEN")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// No HTTP client.
    #[error("no HTTP client could be made: {0}; check the image's certificates")]
    Client(reqwest::Error),
    /// The system refuses threads, signals or the program's own path.
    #[error("the system refused: {0}")]
    System(#[from] std::io::Error),
}

/// Logs JSON lines to stdout, where containers' platforms look for them.
pub(crate) fn start_logging(level: Option<&str>) {
    let level = level.and_then(|level| level.parse().ok()).unwrap_or(tracing::Level::INFO);
    tracing_subscriber::fmt().json().flatten_event(true).with_max_level(level).with_target(false).init();
}

/// Serves until the container is told to end.
pub(crate) fn run(config: &Config) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(config))
}

async fn serve(config: &Config) -> Result<(), Failure> {
    let client = client()?;
    let agents = agents(config, client.clone())?;
    let names = agents.keys().cloned().collect::<Vec<_>>().join(",");
    let host = Host::new(agents, Arc::new(HttpCallbackSink::new(client)), HostSettings::default());
    let listen = |source| Failure::Listen { address: config.listen, source };
    let listener = TcpListener::bind(config.listen).await.map_err(listen)?;
    let mut end = signal(SignalKind::terminate())?;
    tracing::info!(address = %listener.local_addr()?, agents = names, "listening");
    // What is at work then is lost, and is delivered again: agents are idempotent per attempt.
    let stop = async move {
        end.recv().await;
    };
    Ok(axum::serve(listener, router(host)).with_graceful_shutdown(stop).await?)
}

fn agents(config: &Config, client: reqwest::Client) -> Result<BTreeMap<String, Arc<dyn Agent>>, Failure> {
    let pdf = SubprocessParser::new(std::env::current_exe()?, vec![READ_DOCUMENT.into()]);
    let documents = Documents::Folder(config.documents.clone());
    let mut all = agents_with(Arc::new(RemoteWorkspaces::new(client)), documents, Arc::new(pdf));
    let Some(one) = &config.agent else { return Ok(all) };
    match all.remove(one) {
        Some(agent) => Ok(BTreeMap::from([(one.clone(), agent)])),
        None => {
            let known = all.keys().cloned().collect::<Vec<_>>().join(", ");
            Err(Failure::UnknownAgent { given: one.clone(), known })
        }
    }
}

fn client() -> Result<reqwest::Client, Failure> {
    // Fails where another part of the program was quicker; any provider will do.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    // A redirect would carry the attempt's token to another host.
    let client = reqwest::Client::builder().redirect(Policy::none()).connect_timeout(CONNECT);
    client.user_agent(concat!("aegis-agents/", env!("CARGO_PKG_VERSION"))).build().map_err(Failure::Client)
}
