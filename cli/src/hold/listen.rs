//! The loopback address: the one that was named, else the last one, else the first that is free. It serves nothing.

use crate::error::CliError;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use tokio::net::TcpListener;

/// The first port that is tried where nothing else is known.
const PORT: u16 = 7_410;
/// How many ports are tried from there on.
const PORTS: u16 = 50;
/// Keeps the last address in the store: links and callbacks that are under way go on working after a restart.
const FILE: &str = "listen";

/// Where to listen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ListenOn {
    /// The last address, else the first that is free.
    #[default]
    Any,
    /// This one or none.
    Address(SocketAddr),
}

/// Listens, and remembers where.
///
/// # Errors
/// Where the address is taken or not of this machine alone.
pub(super) async fn bind(store: &Path, wish: &ListenOn) -> Result<(TcpListener, SocketAddr), CliError> {
    let listener = match wish {
        ListenOn::Address(address) => named(*address).await?,
        ListenOn::Any => any(store).await?,
    };
    let address = listener.local_addr().map_err(|error| taken("an address", &error))?;
    // A hint for the next time only: without it, another port is chosen.
    drop(std::fs::write(store.join(FILE), address.to_string()));
    Ok((listener, address))
}

async fn named(address: SocketAddr) -> Result<TcpListener, CliError> {
    if !address.ip().is_loopback() {
        return Err(CliError::usage(
            format!("{address} can be reached from other machines, and whoever comes would act as you"),
            "listen on 127.0.0.1, and put a server that signs people in before it",
        ));
    }
    TcpListener::bind(address).await.map_err(|error| taken(&address.to_string(), &error))
}

async fn any(store: &Path) -> Result<TcpListener, CliError> {
    let last = std::fs::read_to_string(store.join(FILE)).ok().and_then(|text| text.trim().parse().ok());
    if let Some(last) = last.filter(|last: &SocketAddr| last.ip().is_loopback())
        && let Ok(listener) = TcpListener::bind(last).await
    {
        return Ok(listener);
    }
    let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
    for port in (PORT..PORT + PORTS).chain([0]) {
        if let Ok(listener) = TcpListener::bind(SocketAddr::new(loopback, port)).await {
            return Ok(listener);
        }
    }
    Err(taken("127.0.0.1", &std::io::Error::from(std::io::ErrorKind::AddrInUse)))
}

fn taken(address: &str, error: &std::io::Error) -> CliError {
    CliError::Environment {
        what: format!("can't listen on {address}"),
        why: error.to_string(),
        advice: "choose another --listen, or leave it out to get a free one".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_last_port_is_used_again_and_a_busy_one_is_not() {
        let store = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        std::fs::write(store.path().join(FILE), free.to_string()).unwrap();
        let (first, address) = bind(store.path(), &ListenOn::Any).await.unwrap();
        assert_eq!(address, free);
        let (_second, other) = bind(store.path(), &ListenOn::Any).await.unwrap();
        assert_ne!(other, free);
        let error = bind(store.path(), &ListenOn::Address(address)).await.unwrap_err();
        assert_eq!(error.exit().code(), 1);
        drop(first);
    }

    #[tokio::test]
    async fn other_machines_are_kept_out() {
        let store = tempfile::tempdir().unwrap();
        let error = bind(store.path(), &ListenOn::Address("0.0.0.0:0".parse().unwrap())).await.unwrap_err();
        assert_eq!(error.exit().code(), 2);
    }
}
