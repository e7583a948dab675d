//! What stands between the functions and their table, bucket and queue: a proxy on loopback that hands requests on, and
//! on the way does to some of them what services, networks and hosts do on bad days. It knows nothing of Aegis.

mod carry;
mod kill;
mod request;
mod rule;

pub(crate) use rule::{Action, Armed, Rule};

use crate::Failure;
use axum::Router;
use carry::Shared;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, OnceLock};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A proxy; it ends when it is dropped.
pub(crate) struct Between {
    pub(crate) url: String,
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

impl Between {
    /// Listens on a free port. Requests wait for [`Self::lead_to`].
    pub(crate) async fn listen(client: reqwest::Client) -> Result<Self, Failure> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let url = format!("http://{address}");
        let (target, rules) = (OnceLock::new(), rule::Rules::default());
        let shared = Arc::new(Shared { client, target, rules, port: address.port() });
        let routes = Router::new().fallback(carry::carry).with_state(Arc::clone(&shared));
        let service = routes.into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { drop(axum::serve(listener, service).await) });
        Ok(Self { url, shared, serving })
    }

    /// Says where everything is handed on to: an address without a slash at the end.
    pub(crate) fn lead_to(&self, endpoint: &str) {
        drop(self.shared.target.set(endpoint.to_owned()));
    }

    /// From now on a rule holds, until what it gives is dropped.
    pub(crate) fn arm(&self, rule: Rule) -> Armed {
        self.shared.rules.arm(rule)
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
